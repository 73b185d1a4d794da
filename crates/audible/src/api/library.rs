//! The library (API reference, section 2).

use http::{Request, Response};

use super::listing::Listing;
use crate::error::Error;
use crate::library::LibraryItem;
use crate::marketplace::Marketplace;
use crate::timestamp::Timestamp;

/// One page of a scan of the library.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LibraryPage {
    /// Its items. Revoked ones are left out but counted in [`Self::received`].
    pub listing: Listing<LibraryItem>,
    /// Length of the received array, whatever was in it.
    pub received: usize,
    /// How many of the received items had no title: most of them is trap A12.
    pub untitled: usize,
    /// `Total-Count`, if told.
    pub total: Option<u64>,
    /// `Continuation-Token`; `None` = the last page.
    pub continuation: Option<String>,
    /// `State-Token`; `None` also for `0` (API reference, 2.3).
    pub state_token: Option<String>,
}

/// Asks for `num_results` items (at most 1000), from the beginning or from a continuation token.
pub fn page_request(
    store: Marketplace,
    num_results: u16,
    continuation: Option<&str>,
) -> Request<Vec<u8>> {
    todo!("{store:?}{num_results}{continuation:?}")
}

/// Reads the answer to [`page_request`].
pub fn read_page(response: &Response<Vec<u8>>, now: Timestamp) -> Result<LibraryPage, Error> {
    todo!("{response:?}{now:?}")
}

/// Asks how many titles the member has in a store. Says 0 in the wrong store (trap A4).
pub fn count_request(store: Marketplace) -> Request<Vec<u8>> {
    todo!("{store:?}")
}

/// Reads the answer to [`count_request`].
pub fn read_count(response: &Response<Vec<u8>>, now: Timestamp) -> Result<u64, Error> {
    todo!("{response:?}{now:?}")
}

/// Reads a bare JSON array of library items.
pub fn read_array(json: &[u8]) -> Result<Listing<LibraryItem>, Error> {
    todo!("{json:?}")
}
