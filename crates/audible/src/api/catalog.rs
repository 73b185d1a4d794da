//! Batches of the catalogue: series and their volumes, products and their prices
//! (API reference, 4.4 to 4.9).

use http::{Request, Response};
use serde::Deserialize;

use super::body::{self, Member};
use super::lenient::Record;
use super::listing::Listing;
use super::query::Query;
use super::read;
use super::wire::Wire;
use crate::asin::Asin;
use crate::error::Error;
use crate::library::SeriesProduct;
use crate::marketplace::Marketplace;
use crate::product::Product;

/// The most ASINs in one request; one more is refused (trap A78).
pub const BATCH: usize = 50;

/// Asks for the volumes of up to [`BATCH`] series.
pub fn series_request(store: Marketplace, series: &[Asin]) -> Request<Vec<u8>> {
    batch(store, series, "relationships_v2,product_desc")
}

/// Reads the answer to [`series_request`]; order is arbitrary and some may be left out (traps A81,
/// A82). A series that the store knows nothing of has no children.
pub fn read_series(response: &Response<Vec<u8>>) -> Result<Listing<SeriesProduct>, Error> {
    body::read(response, "series", Member::Products, read::series_product).map(|body| body.listing)
}

/// Asks for details and prices of up to [`BATCH`] products.
pub fn products_request(store: Marketplace, asins: &[Asin]) -> Request<Vec<u8>> {
    batch(store, asins, DETAILS)
}

/// Reads the answer to [`products_request`]; order is arbitrary and some may be left out (traps
/// A81, A82).
pub fn read_products(response: &Response<Vec<u8>>) -> Result<Listing<Product>, Error> {
    body::read(response, "products", Member::Products, read::product).map(|body| body.listing)
}

/// Reads a bare JSON array of products.
pub fn read_product_array(json: &[u8]) -> Result<Listing<Product>, Error> {
    body::read_array(json, "product file", read::product)
}

/// Reads a bare JSON array of series products.
pub fn read_series_array(json: &[u8]) -> Result<Listing<SeriesProduct>, Error> {
    body::read_array(json, "series file", read::series_product)
}

/// What the reports need of a product. Groups of the library would be refused here (trap A15).
const DETAILS: &str = "contributors,product_desc,product_attrs,series,price,product_plans,\
    customer_rights,rating,media,category_ladders";

fn batch(store: Marketplace, asins: &[Asin], groups: &str) -> Request<Vec<u8>> {
    let asins: Vec<_> = asins.iter().take(BATCH).map(Asin::as_str).collect();
    Query::new(store, "/1.0/catalog/products")
        .with("asins", &asins.join(","))
        .with("response_groups", groups)
        .request()
}

/// Asks for the episodes of a podcast: of all ways this one alone is complete (API reference, 2.11).
pub fn episodes_request(store: Marketplace, show: &Asin) -> Request<Vec<u8>> {
    Query::new(store, &format!("/1.0/catalog/products/{show}"))
        .with("response_groups", "relationships_v2")
        .request()
}

/// Reads the answer to [`episodes_request`]: ASINs in the store's order, without seasons and
/// without the show itself (trap A68). Details come by [`products_request`].
pub fn read_episodes(response: &Response<Vec<u8>>) -> Result<Vec<Asin>, Error> {
    let envelope: OneProduct<'_> = body::object(response, "episodes")?;
    let product = envelope
        .product
        .0
        .ok_or_else(|| crate::answer::retry_later(response))?;
    Ok(read::episodes(&product))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OneProduct<'a> {
    #[serde(borrow)]
    product: Record<Wire<'a>>,
}
