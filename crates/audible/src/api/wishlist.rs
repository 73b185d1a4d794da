//! The wish list (API reference, section 5). One request at a time (trap A107).

use http::{Request, Response};

use super::body::{self, Member};
use super::listing::Listing;
use super::query::Query;
use super::read;
use crate::error::Error;
use crate::library::Wish;
use crate::marketplace::Marketplace;

/// The most wishes a page can have.
pub const PAGE: usize = 50;

/// One page of the wish list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WishPage {
    /// Its entries; hollow ones are those that the store does not offer.
    pub listing: Listing<Wish>,
    /// Length of the received array, whatever was in it.
    pub received: usize,
    /// `total_results`, if told.
    pub total: Option<u64>,
}

/// Asks for a page; `page` counts from 0 (trap A21).
pub fn request(store: Marketplace, page: u32) -> Request<Vec<u8>> {
    Query::new(store, "/1.0/wishlist")
        .with("num_results", &PAGE.to_string())
        .with("page", &page.to_string())
        .with("locale", store.locale())
        .with("sort_by", "-DateAdded")
        .with("response_groups", GROUPS)
        .request()
}

/// Reads the answer to [`request`].
pub fn read(response: &Response<Vec<u8>>) -> Result<WishPage, Error> {
    let body = body::read(response, "wish list", Member::Products, read::wish)?;
    Ok(WishPage {
        listing: body.listing,
        received: body.received,
        total: body.total,
    })
}

/// Reads a bare JSON array of wishes.
pub fn read_array(json: &[u8]) -> Result<Listing<Wish>, Error> {
    body::read_array(json, "wish list file", read::wish)
}

/// Those of a product that the wish list knows too (API reference, section 5).
const GROUPS: &str = "contributors,product_desc,product_attrs,series,price,product_plans,\
    customer_rights,rating,media,category_ladders";
