//! Batches of the catalogue: series and their volumes, products and their prices
//! (API reference, 4.4 to 4.9).

use http::{Request, Response};

use super::listing::Listing;
use crate::asin::Asin;
use crate::error::Error;
use crate::library::SeriesProduct;
use crate::marketplace::Marketplace;
use crate::product::Product;
use crate::timestamp::Timestamp;

/// The most ASINs in one request; one more is refused (API reference, 4.4).
pub const BATCH: usize = 50;

/// Asks for the volumes of up to [`BATCH`] series.
pub fn series_request(store: Marketplace, series: &[Asin]) -> Request<Vec<u8>> {
    todo!("{store:?}{series:?}")
}

/// Reads the answer to [`series_request`]. A series without a list has no children.
pub fn read_series(
    response: &Response<Vec<u8>>,
    now: Timestamp,
) -> Result<Listing<SeriesProduct>, Error> {
    todo!("{response:?}{now:?}")
}

/// Asks for details and prices of up to [`BATCH`] products.
pub fn products_request(store: Marketplace, asins: &[Asin]) -> Request<Vec<u8>> {
    todo!("{store:?}{asins:?}")
}

/// Reads the answer to [`products_request`]; order is arbitrary and some may be left out (A81, A82).
pub fn read_products(
    response: &Response<Vec<u8>>,
    now: Timestamp,
) -> Result<Listing<Product>, Error> {
    todo!("{response:?}{now:?}")
}

/// Reads a bare JSON array of products.
pub fn read_product_array(json: &[u8]) -> Result<Listing<Product>, Error> {
    todo!("{json:?}")
}

/// Reads a bare JSON array of series products.
pub fn read_series_array(json: &[u8]) -> Result<Listing<SeriesProduct>, Error> {
    todo!("{json:?}")
}
