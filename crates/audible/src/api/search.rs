//! Searches of the catalogue for one person (API reference, 4.1 to 4.3).

use http::{Request, Response};

use super::listing::Listing;
use crate::error::Error;
use crate::marketplace::Marketplace;
use crate::product::Product;
use crate::search::PersonQuery;
use crate::timestamp::Timestamp;

/// Products a page; more is refused (trap A77).
pub const PAGE: usize = 50;

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
    todo!("{store:?}{query:?}{order:?}{page}")
}

/// Reads the answer to [`request`].
pub fn read(response: &Response<Vec<u8>>, now: Timestamp) -> Result<SearchPage, Error> {
    todo!("{response:?}{now:?}")
}
