//! [`Job`]: one thing to ask the service for.

use audible::api::library::LibraryPage;
use audible::api::search::{Order, SearchPage};
use audible::api::stats::Ranges;
use audible::api::wishlist::WishPage;
use audible::api::{Listing, account, catalog, library, search, stats, wishlist};
use audible::library::SeriesProduct;
use audible::search::PersonQuery;
use audible::{Asin, Error, Listening, Marketplace, Membership, Product};
use http::{Request, Response};

/// One thing to ask the service for.
#[derive(Clone, Debug)]
pub(super) enum Job {
    /// A page of the library.
    Library {
        size: u16,
        /// A state token: only what changed since.
        since: Option<String>,
        continuation: Option<String>,
    },
    /// A page of the wish list.
    Wishes { page: u32 },
    /// The volumes of some series; `round` counts how often they were asked for before.
    Series { asins: Vec<Asin>, round: u8 },
    /// Details and prices of some volumes; `round` as above.
    Volumes { asins: Vec<Asin>, round: u8 },
    /// A page of what one person wrote or read.
    Person {
        query: PersonQuery,
        order: Order,
        page: u32,
    },
    /// What the store counted of the member's listening.
    Listening { ranges: Ranges },
    /// Titles that are marked as finished.
    Finished,
    /// The member's plans.
    Memberships,
}

/// What came of a job.
#[derive(Debug)]
pub(super) enum Arrival {
    Library(LibraryPage),
    Wishes(WishPage),
    Series {
        asked: Vec<Asin>,
        round: u8,
        listing: Listing<SeriesProduct>,
    },
    Volumes {
        asked: Vec<Asin>,
        round: u8,
        listing: Listing<Product>,
    },
    Person {
        query: PersonQuery,
        order: Order,
        page: u32,
        answer: SearchPage,
    },
    Listening {
        ranges: Ranges,
        answer: Listening,
    },
    Finished(Vec<Asin>),
    Memberships(Vec<Membership>),
}

impl Job {
    pub(super) fn request(&self, store: Marketplace) -> Request<Vec<u8>> {
        match self {
            Self::Library {
                size,
                since,
                continuation,
            } => library::page_request(store, *size, since.as_deref(), continuation.as_deref()),
            Self::Wishes { page } => wishlist::request(store, *page),
            Self::Series { asins, .. } => catalog::series_request(store, asins),
            Self::Volumes { asins, .. } => catalog::products_request(store, asins),
            Self::Person { query, order, page } => search::request(store, query, *order, *page),
            Self::Listening { ranges } => stats::request(store, *ranges),
            Self::Finished => stats::finished_request(store),
            Self::Memberships => account::request(store),
        }
    }

    /// Reads the answer to [`Self::request`].
    pub(super) fn read(&self, response: &Response<Vec<u8>>) -> Result<Arrival, Error> {
        Ok(match self {
            Self::Library { .. } => Arrival::Library(library::read_page(response)?),
            Self::Wishes { .. } => Arrival::Wishes(wishlist::read(response)?),
            Self::Series { asins, round } => Arrival::Series {
                listing: catalog::read_series(response)?,
                asked: asins.clone(),
                round: *round,
            },
            Self::Volumes { asins, round } => Arrival::Volumes {
                listing: catalog::read_products(response)?,
                asked: asins.clone(),
                round: *round,
            },
            Self::Person { query, order, page } => Arrival::Person {
                answer: search::read(response)?,
                query: query.clone(),
                order: *order,
                page: *page,
            },
            Self::Listening { ranges } => Arrival::Listening {
                answer: stats::read(response, *ranges)?,
                ranges: *ranges,
            },
            Self::Finished => Arrival::Finished(stats::read_finished(response)?),
            Self::Memberships => Arrival::Memberships(account::read(response)?),
        })
    }

    /// Library, wish list and what is about the member have one request in flight each, because the
    /// next follows from the last; the catalogue has several (API reference, 1.9).
    pub(super) const fn is_of_catalog(&self) -> bool {
        matches!(
            self,
            Self::Series { .. } | Self::Volumes { .. } | Self::Person { .. }
        )
    }
}
