//! The catalogue's search, similar titles and suggestions (API reference, 4.1 to 4.3 and 4.12).

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use http::StatusCode;
use serde_json::json;

use super::groups::View;
use super::{Answered, Call, Shape, written};
use crate::data::{Match, Record, Wanted};
use crate::router::json as json_answer;

pub(super) fn search(call: &mut Call<'_>) -> Answered {
    let shape = call.shape(View::Catalogue)?;
    let number = call.query.number("num_results", 10, 1, 50);
    let page = call.query.number("page", 0, 0, usize::MAX);
    let sort = call.query.one_of("products_sort_by", "Relevance", SORTS);
    let text = |call: &mut Call<'_>, name| call.query.text(name);
    let author = text(call, "author");
    let narrator = text(call, "narrator");
    let title = text(call, "title");
    let keywords = text(call, "keywords");
    let publisher = text(call, "publisher").map(|name| name.to_lowercase());
    let category = categories(call);
    for name in DOCUMENTED_ONLY {
        call.query.text(name);
    }
    let parent = call.query.text("parent_asin");
    call.query.check()?;

    let shop = &call.shop;
    if let Some(parent) = parent {
        // Fewer than `episode_count` says (2.11).
        let episodes = shop.episodes(&parent);
        let shown = episodes
            .iter()
            .skip(page.saturating_mul(number))
            .take(number);
        let shown = shown.map(AsRef::as_ref);
        return Ok(answered(&shape, shown, episodes.len()));
    }
    let mut found = shop.search(Wanted {
        author: author.as_deref(),
        narrator: narrator.as_deref(),
        title: title.as_deref(),
        keywords: keywords.as_deref(),
    });
    if let Some(publisher) = &publisher {
        found.retain(|(product, _)| {
            let name = shop.numbered(*product).text("publisher_name");
            name.to_lowercase().contains(publisher)
        });
    }
    if !category.is_empty() {
        found.retain(|(product, _)| is_in(shop.numbered(*product), &category));
    }
    order(call, &mut found, sort, author.is_some());
    let is_everything = author.is_none()
        && narrator.is_none()
        && title.is_none()
        && keywords.is_none()
        && publisher.is_none()
        && category.is_empty();
    let total = if is_everything && call.sandbox.data.is_invented() {
        // The whole shop (A90).
        WHOLE_SHOP
    } else {
        found.len()
    };
    // One order shows so many; every later page repeats the last of them for ever (A87).
    let shown = found.len().min(CEILING);
    let page = if found.len() > CEILING {
        page.min((CEILING - 1) / number)
    } else {
        page
    };
    let start = page.saturating_mul(number).min(shown);
    let end = (start + number).min(shown);
    let products = found[start..end]
        .iter()
        .map(|(product, _)| shop.numbered(*product).as_ref());
    Ok(answered(&shape, products, total))
}

fn answered<'a>(
    shape: &Shape,
    products: impl Iterator<Item = &'a Record>,
    total: usize,
) -> crate::request::Answer {
    written(format!(
        "{{\"product_filters\":[],\"products\":{},\"response_groups\":{},\"total_results\":{total}}}",
        shape.array(products),
        shape.echo(),
    ))
}

/// Ids of categories: `category_id` or `disjunctive_category_ids`.
fn categories(call: &mut Call<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for name in ["category_id", "disjunctive_category_ids"] {
        let Some(text) = call.query.text(name) else {
            continue;
        };
        let ids: Vec<&str> = text.split(',').collect();
        let is_number =
            |id: &&str| !id.is_empty() && id.bytes().all(|digit| digit.is_ascii_digit());
        if ids.iter().all(is_number) {
            all.extend(ids.into_iter().map(str::to_owned));
        } else {
            let must = r"satisfy regular expression pattern: ^\d+(,\d+)*$";
            call.query.unfit(name, &text, must);
        }
    }
    all
}

fn is_in(product: &Record, categories: &[String]) -> bool {
    let ladders = product.value("category_ladders");
    ladders
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|ladder| ladder["ladder"].as_array())
        .flatten()
        .filter_map(|step| step["id"].as_str())
        .any(|id| categories.iter().any(|category| category == id))
}

/// Orders what was found. Of a search for an author most orders are that of relevance.
fn order(call: &Call<'_>, found: &mut [(u32, Match)], sort: &str, by_author: bool) {
    let shop = &call.shop;
    found.sort_by_cached_key(|(product, how)| {
        let facts = shop.facts(*product);
        (Reverse(*how), Reverse(facts.popularity), *product)
    });
    let field = sort.strip_prefix('-').unwrap_or(sort);
    if by_author && !matches!(field, "ReleaseDate" | "Title") {
        return;
    }
    match field {
        "ReleaseDate" => {
            found.sort_by_cached_key(|(product, _)| shop.facts(*product).released.clone());
        }
        "Title" => found.sort_by_cached_key(|(product, _)| shop.facts(*product).title.clone()),
        "RuntimeLength" => found.sort_by_key(|(product, _)| shop.facts(*product).minutes),
        "AvgRating" => {
            found.sort_by(|(left, _), (right, _)| {
                shop.facts(*right).stars.total_cmp(&shop.facts(*left).stars)
            });
        }
        "BestSellers" => found.sort_by_key(|(product, _)| Reverse(shop.facts(*product).popularity)),
        _ => return,
    }
    if sort.starts_with('-') {
        found.reverse();
    }
}

/// `GET /1.0/catalog/products/<asin>/sims`.
pub(super) fn similar(call: &mut Call<'_>, asin: &str) -> Answered {
    let shape = call.shape(View::Catalogue)?;
    let number = call.query.number("num_results", 10, 1, 50);
    let kind = call
        .query
        .one_of("similarity_type", "RawSimilarities", SIMILARITIES);
    call.query.check()?;
    let shop = &call.shop;
    let first = |list, member| {
        let product = shop.product(asin)?;
        product.names(list, member).into_iter().next()
    };
    let found: Vec<&Arc<Record>> = match kind {
        "ByTheSameAuthor" | "ByTheSameNarrator" => {
            let (author, narrator) = match kind {
                "ByTheSameAuthor" => (first("authors", "name"), None),
                _ => (None, first("narrators", "name")),
            };
            let wanted = Wanted {
                author: author.as_deref(),
                narrator: narrator.as_deref(),
                ..Wanted::default()
            };
            let is_named = author.is_some() || narrator.is_some();
            let found = if is_named {
                shop.search(wanted)
            } else {
                Vec::new()
            };
            found
                .iter()
                .map(|(number, _)| shop.numbered(*number))
                .collect()
        }
        _ => {
            let volumes = first("series", "asin").map(|series| shop.volumes(&series));
            let volumes = volumes.unwrap_or_default();
            let own = volumes.iter().find(|(_, volume)| volume.asin() == asin);
            let own = own.map_or(f64::MAX, |(place, _)| *place);
            let next = volumes
                .iter()
                .map(|(place, _)| *place)
                .find(|place| *place > own);
            volumes
                .iter()
                .filter(|(place, _)| kind != "NextInSameSeries" || Some(*place) == next)
                .map(|(_, volume)| *volume)
                .collect()
        }
    };
    let similar = found
        .into_iter()
        .map(AsRef::as_ref)
        .filter(|product: &&Record| product.asin() != asin)
        .take(number);
    Ok(written(format!(
        "{{\"similar_products\":{},\"response_groups\":{}}}",
        shape.array(similar),
        shape.echo(),
    )))
}

/// `GET /1.0/searchsuggestions`: authors and titles for what was typed (peer LIBEX).
pub(super) fn suggestions(call: &mut Call<'_>) -> Answered {
    let keywords = call.query.needed("keywords");
    for name in TYPED_WHERE {
        call.query.text(name);
    }
    call.query.check()?;
    let shop = &call.shop;
    let typed = keywords.to_lowercase();
    let by_author = shop.search(Wanted {
        author: Some(&keywords),
        ..Wanted::default()
    });
    let mut people = BTreeSet::new();
    let mut items = Vec::new();
    for (number, _) in by_author {
        let authors = shop.numbered(number).value("authors");
        for author in authors.as_array().into_iter().flatten() {
            let (Some(asin), Some(name)) = (author["asin"].as_str(), author["name"].as_str())
            else {
                continue;
            };
            if people.len() < MOST_SUGGESTIONS
                && name.to_lowercase().contains(&typed)
                && people.insert(asin.to_owned())
            {
                items.push(json!({
                    "view": {"template": "AuthorItemV2"},
                    "model": {"person_metadata": {"asin": asin, "name": name}},
                }));
            }
        }
    }
    let titles = shop.search(Wanted {
        keywords: Some(&keywords),
        ..Wanted::default()
    });
    items.extend(titles.iter().take(MOST_SUGGESTIONS).map(|(number, _)| {
        let product = shop.numbered(*number);
        json!({
            "view": {"template": "AsinRow"},
            "model": {"product_metadata": {"asin": product.asin()}},
        })
    }));
    Ok(json_answer(
        StatusCode::OK,
        &json!({"model": {"items": items}}),
    ))
}

const MOST_SUGGESTIONS: usize = 5;
/// What comes with the keywords, without an effect here.
const TYPED_WHERE: [&str; 5] = [
    "key_strokes",
    "site_variant",
    "session_id",
    "local_time",
    "surface",
];
const CEILING: usize = 500;
const WHOLE_SHOP: usize = 73_810;
const SIMILARITIES: &[&str] = &[
    "InTheSameSeries",
    "NextInSameSeries",
    "ByTheSameAuthor",
    "ByTheSameNarrator",
    "RawSimilarities",
];
const SORTS: &[&str] = &[
    "Relevance",
    "-ReleaseDate",
    "ReleaseDate",
    "Title",
    "-Title",
    "BestSellers",
    "AvgRating",
    "RuntimeLength",
    "-RuntimeLength",
    "ContentLevel",
    "-ContentLevel",
    "ProductSiteLaunchDate",
    "AmazonEnglish",
    "Heuristic",
    "-Heuristic",
];
/// Known from the parameter lists only: taken, without an effect.
const DOCUMENTED_ONLY: &[&str] = &[
    "plan",
    "in_plan_timestamp",
    "not_in_plan_timestamp",
    "products_since_timestamp",
    "num_most_recent",
    "browse_type",
    "content_type",
    "content_level",
    "runtime_length_min",
    "image_dpi",
    "reviews_num_results",
    "reviews_sort_by",
    "start_date",
    "end_date",
];
