//! The wish list (API reference, section 5). One request at a time (trap A107).

use http::{Request, Response};

use super::listing::Listing;
use crate::error::Error;
use crate::library::Wish;
use crate::marketplace::Marketplace;
use crate::timestamp::Timestamp;

/// Wishes a page.
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
    todo!("{store:?}{page}")
}

/// Reads the answer to [`request`].
pub fn read(response: &Response<Vec<u8>>, now: Timestamp) -> Result<WishPage, Error> {
    todo!("{response:?}{now:?}")
}

/// Reads a bare JSON array of wishes.
pub fn read_array(json: &[u8]) -> Result<Listing<Wish>, Error> {
    todo!("{json:?}")
}
