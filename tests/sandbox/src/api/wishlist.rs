//! `/1.0/wishlist` (API reference, 5).

use std::sync::Arc;

use axum::response::IntoResponse as _;
use http::{StatusCode, header};
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

use super::groups::View;
use super::{Answered, Call, written};
use crate::data::{self, Record};
use crate::request::Answer;

pub(super) fn list(call: &mut Call<'_>) -> Answered {
    let (in_flight, number_in_flight) = call.sandbox.data.enter_wishlist();
    if number_in_flight > 1 && call.sandbox.switches.on("wishlist-one-at-a-time") {
        return Ok(super::whoops());
    }
    let shape = call.shape(View::Wishlist)?;
    let number = call.query.number("num_results", 10, 0, 50);
    let page = call.query.number("page", 0, 0, usize::MAX);
    let sort = call.query.one_of("sort_by", "-DateAdded", SORTS);
    call.query.text("locale");
    call.query.check()?;
    let mut wishes = {
        let all = call.sandbox.data.changes();
        data::wishes(
            &call.shop,
            all.get(&(call.set, call.marketplace.country_code)),
        )
    };
    order(&mut wishes, sort);
    let shown = wishes
        .iter()
        .skip(page.saturating_mul(number))
        .take(number)
        .map(AsRef::as_ref);
    let mut answer = written(format!(
        "{{\"products\":{},\"total_results\":{},\"bin_fields\":null}}",
        shape.array(shown),
        wishes.len(),
    ));
    // Under way until the answer is sent.
    answer.extensions_mut().insert(Arc::new(in_flight));
    call.hold(&mut answer, "wishlist-one-at-a-time", 1);
    Ok(answer)
}

fn order(wishes: &mut [Arc<Record>], sort: &str) {
    let field = sort.strip_prefix('-').unwrap_or(sort);
    match field {
        "Title" => wishes.sort_by_cached_key(|wish| wish.text("title").to_lowercase()),
        "Author" => wishes.sort_by_cached_key(|wish| wish.names("authors", "name")),
        "DateAdded" => wishes.sort_by_cached_key(|wish| wish.text(data::ADDED_TIMESTAMP)),
        "Price" => {
            wishes.sort_by(|left, right| number(left, PRICE).total_cmp(&number(right, PRICE)));
        }
        _ => wishes.sort_by(|left, right| number(left, RATING).total_cmp(&number(right, RATING))),
    }
    if sort.starts_with('-') {
        wishes.reverse();
    }
}

fn number(wish: &Record, (key, path): (&str, &str)) -> f64 {
    let value = wish.value(key);
    value
        .pointer(path)
        .and_then(Value::as_f64)
        .unwrap_or_default()
}

/// The same answer if it was there already (A108).
pub(super) fn add(call: &Call<'_>) -> Answered {
    let body = call.request.json().unwrap_or_default();
    let Some(asin) = body["asin"].as_str() else {
        return Err(super::refused(
            "1 validation error detected: Value null at 'asin' failed to satisfy constraint: Member must not be null",
        ));
    };
    let mut all = call.sandbox.data.changes();
    let changed = all
        .entry((call.set, call.marketplace.country_code))
        .or_default();
    let is_there = data::wishes(&call.shop, Some(changed))
        .iter()
        .any(|wish| wish.asin() == asin);
    if !is_there {
        let date = call
            .sandbox
            .clock
            .date()
            .format(&Rfc3339)
            .unwrap_or_default();
        let wish = Record::from(&json!({"asin": asin, "added_timestamp": date}));
        let wish = match call.shop.product(asin) {
            Some(product) => wish.completed(product),
            None => wish,
        };
        changed.wished.insert(0, Arc::new(wish));
    }
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, format!("/1.0/wishlist/{asin}"))],
    )
        .into_response())
}

/// The same answer if it was not there (A108).
pub(super) fn remove(call: &Call<'_>, asin: &str) -> Answer {
    let mut all = call.sandbox.data.changes();
    let changed = all
        .entry((call.set, call.marketplace.country_code))
        .or_default();
    changed.wished.retain(|wish| wish.asin() != asin);
    changed.unwished.push(asin.to_owned());
    StatusCode::NO_CONTENT.into_response()
}

const PRICE: (&str, &str) = ("price", "/lowest_price/base");
const RATING: (&str, &str) = ("rating", "/overall_distribution/average_rating");
const SORTS: &[&str] = &[
    "Author",
    "-Author",
    "DateAdded",
    "-DateAdded",
    "Price",
    "-Price",
    "Rating",
    "-Rating",
    "Title",
    "-Title",
];
