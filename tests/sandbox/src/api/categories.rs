//! `GET /1.0/catalog/categories` and `GET /1.0/catalog/categories/<id>` (API reference, 4.12): the
//! categories that a store's titles stand in.

use std::collections::BTreeMap;

use http::StatusCode;
use serde_json::{Value, json};

use super::{Answered, Call};
use crate::data::Shop;
use crate::router::json as json_answer;

/// Categories by id.
type Categories = BTreeMap<String, Category>;

#[derive(Debug, Default)]
struct Category {
    name: String,
    children: Categories,
}

pub(super) fn all(call: &mut Call<'_>) -> Answered {
    let levels = call.query.number("categories_num_levels", 1, 1, usize::MAX);
    let root = call.query.text("root");
    let ids = call.query.text("ids");
    call.query.check()?;
    let mut categories = tree(&call.shop, root.as_deref().unwrap_or(GENRES));
    if let Some(ids) = ids {
        categories.retain(|id, _| ids.split(',').any(|other| other.trim() == id));
    }
    Ok(json_answer(
        StatusCode::OK,
        &json!({"categories": told(&categories, levels)}),
    ))
}

pub(super) fn one(call: &mut Call<'_>, id: &str) -> Answered {
    for name in ["products_num_results", "products_plan", "products_sort_by"] {
        call.query.text(name);
    }
    call.query.check()?;
    let categories = tree(&call.shop, GENRES);
    let Some(category) = find(&categories, id) else {
        return Ok(json_answer(
            StatusCode::NOT_FOUND,
            &json!({"message": format!("{id} is no category")}),
        ));
    };
    let children = told(&category.children, 1);
    Ok(json_answer(
        StatusCode::OK,
        &json!({"category": {"id": id, "name": category.name, "children": children}}),
    ))
}

/// Out of the ladders of all titles.
fn tree(shop: &Shop, root: &str) -> Categories {
    let mut top = Categories::new();
    for product in shop.for_sale() {
        let ladders = product.value("category_ladders");
        for ladder in ladders.as_array().into_iter().flatten() {
            if ladder["root"].as_str().unwrap_or(GENRES) != root {
                continue;
            }
            let mut level = &mut top;
            for step in ladder["ladder"].as_array().into_iter().flatten() {
                let (Some(id), Some(name)) = (step["id"].as_str(), step["name"].as_str()) else {
                    break;
                };
                let category = level.entry(id.to_owned()).or_default();
                if category.name.is_empty() {
                    name.clone_into(&mut category.name);
                }
                level = &mut category.children;
            }
        }
    }
    top
}

fn find<'a>(categories: &'a Categories, id: &str) -> Option<&'a Category> {
    categories.get(id).or_else(|| {
        let mut all = categories.values();
        all.find_map(|category| find(&category.children, id))
    })
}

/// So many levels of categories as they are answered.
fn told(categories: &Categories, levels: usize) -> Vec<Value> {
    categories
        .iter()
        .map(|(id, category)| {
            let mut answer = json!({"id": id, "name": category.name});
            if levels > 1 && !category.children.is_empty() {
                answer["children"] = told(&category.children, levels - 1).into();
            }
            answer
        })
        .collect()
}

const GENRES: &str = "Genres";
