//! `GET /1.0/catalog/products?asins=…` and `GET /1.0/catalog/products/<asin>`
//! (API reference, 4.4 and 4.5), and `GET /1.0/catalog/contributors/<asin>` (4.12). A search is in
//! [`super::search`].

use http::StatusCode;
use serde_json::{Value, json};

use super::groups::View;
use super::{Answered, Call, search, written};
use crate::data::Record;
use crate::request::Answer;
use crate::router::json as json_answer;

pub(super) fn products(call: &mut Call<'_>) -> Answered {
    let asins = call.query.text("asins");
    match asins {
        Some(asins) => batch(call, &asins),
        None if call.request.parameters().last("asins").is_some() => {
            call.query.needed("asins");
            call.query.check()?;
            Ok(soft_error())
        }
        None => search::search(call),
    }
}

fn batch(call: &mut Call<'_>, asins: &str) -> Answered {
    let shape = call.shape(View::Catalogue)?;
    // Not needed, and ignored.
    for name in ["num_results", "page", "products_sort_by"] {
        call.query.text(name);
    }
    let mut wanted: Vec<&str> = Vec::new();
    for asin in asins.split(',').map(str::trim) {
        if !asin.is_empty() && !wanted.contains(&asin) {
            wanted.push(asin);
        }
    }
    if wanted.len() > MOST_ASINS {
        let must = format!("have length less than or equal to {MOST_ASINS}");
        call.query
            .unfit("asins", &format!("[{}]", wanted.join(", ")), &must);
    }
    call.query.check()?;
    leave_out(call, &mut wanted);
    let total = wanted.len();
    shape.shuffle(&mut wanted);
    let hollow = |asin: &str| Record::from(&json!({ "asin": asin }));
    let products: Vec<Record> = wanted
        .iter()
        .map(|asin| match call.shop.product(asin) {
            Some(product) => Record::clone(product),
            // Unknown here: echoed, and counted (A80).
            None => hollow(asin),
        })
        .collect();
    Ok(written(format!(
        "{{\"product_filters\":[],\"products\":{},\"response_groups\":{},\"total_results\":{total}}}",
        shape.array(products.iter()),
        shape.echo(),
    )))
}

/// Leaves a product out at its first request (A81). The switch `omit-products` says in how many
/// batches.
fn leave_out(call: &Call<'_>, wanted: &mut Vec<&str>) {
    let mut all = call.sandbox.data.changes();
    let left_out = &mut all
        .entry((call.set, call.marketplace.country_code))
        .or_default()
        .left_out;
    let candidate = wanted.iter().position(|asin| {
        call.shop.product(asin).is_some() && !left_out.iter().any(|other| other == asin)
    });
    if let Some(place) = candidate
        && call.sandbox.switches.take("omit-products")
    {
        left_out.push(wanted.remove(place).to_owned());
    }
}

pub(super) fn product(call: &mut Call<'_>, asin: &str) -> Answered {
    let shape = call.shape(View::Catalogue)?;
    call.query.check()?;
    if call.sandbox.switches.text("soft-error").as_deref() == Some(asin) {
        return Ok(soft_error());
    }
    let Some(product) = call.shop.product(asin) else {
        return Ok(json_answer(
            StatusCode::OK,
            &json!({"product": {"asin": asin}, "response_groups": ["always-returned"]}),
        ));
    };
    let mut out = String::from("{\"product\":");
    shape.write(&mut out, product);
    out.push_str(",\"response_groups\":");
    out.push_str(&shape.echo());
    out.push('}');
    Ok(written(out))
}

/// An author's page. Narrators have none (A85).
pub(super) fn contributor(call: &mut Call<'_>, asin: &str) -> Answered {
    call.query.text("locale");
    call.query.check()?;
    let owned = call.shop.library.iter().map(|item| &item.record);
    let mut all = call.shop.for_sale().iter().chain(owned);
    let name = all.find_map(|product| {
        let authors = product.value("authors");
        let is_meant = |author: &Value| {
            let other = author["asin"].as_str();
            other.is_some_and(|other| other.trim() == asin)
        };
        let author = authors.as_array()?.iter().find(|author| is_meant(author))?;
        author["name"].as_str().map(str::to_owned)
    });
    let Some(name) = name else {
        return Ok(json_answer(
            StatusCode::NOT_FOUND,
            &json!({"message": format!("{asin} is nobody")}),
        ));
    };
    let bio = format!("<p>{} is invented.</p>", name.trim());
    Ok(json_answer(
        StatusCode::OK,
        &json!({"contributor": {"name": name, "bio": bio}}),
    ))
}

/// Status 200, and no data (A9).
pub(super) fn soft_error() -> Answer {
    json_answer(
        StatusCode::OK,
        &json!({"error_code": "000307", "message": "Unable to retrieve asset details"}),
    )
}

const MOST_ASINS: usize = 50;
