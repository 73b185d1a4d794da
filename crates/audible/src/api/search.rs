//! Searches of the catalogue for one person (API reference, 4.1 to 4.3).

use http::{Request, Response};

use super::body::{self, Member};
use super::listing::Listing;
use super::query::Query;
use super::read;
use crate::error::Error;
use crate::marketplace::Marketplace;
use crate::product::Product;
use crate::search::{PersonQuery, Role};

/// Products a page; more is refused (trap A77).
pub const PAGE: usize = 50;

/// A `total_results` that no person has: the query was ignored and the whole shop is returned
/// (trap A90).
pub const WHOLE_SHOP: u64 = 50_000;

/// In which order results come: one order shows about 500 products only (API reference, 4.2).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Order {
    /// `-ReleaseDate`.
    NewestFirst,
    /// `ReleaseDate`.
    OldestFirst,
}

/// One page of results.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchPage {
    /// Its products; strangers are among them.
    pub listing: Listing<Product>,
    /// Length of the received array, whatever was in it.
    pub received: usize,
    /// `total_results`; overstated for large results.
    pub total: Option<u64>,
}

/// Asks for a page of a person's products; `page` counts from 0 (trap A88).
pub fn request(
    store: Marketplace,
    query: &PersonQuery,
    order: Order,
    page: u32,
) -> Request<Vec<u8>> {
    let role = match query.role {
        Role::Author => "author",
        Role::Narrator => "narrator",
    };
    let order = match order {
        Order::NewestFirst => "-ReleaseDate",
        Order::OldestFirst => "ReleaseDate",
    };
    Query::new(store, "/1.0/catalog/products")
        .with(role, &query.name)
        .with("num_results", &PAGE.to_string())
        .with("page", &page.to_string())
        .with("products_sort_by", order)
        .with("response_groups", GROUPS)
        .request()
}

/// Reads the answer to [`request`].
pub fn read(response: &Response<Vec<u8>>) -> Result<SearchPage, Error> {
    let body = body::read(response, "search", Member::Products, read::product)?;
    Ok(SearchPage {
        listing: body.listing,
        received: body.received,
        total: body.total,
    })
}

/// As for products, without `media`: hundreds of results need no covers.
const GROUPS: &str = "contributors,product_desc,product_attrs,series,price,product_plans,\
    customer_rights,rating,category_ladders";
