//! What is asked of the store's catalogue when a member wants to see it; nothing of it is kept.

use std::rc::Rc;

use audible::api::catalog::{
    BATCH, episodes_request, products_request, read_episodes, read_products,
};
use audible::{Asin, Error, Product};
use http::{Request, Response};
use leptos::task::spawn_local;
use session::sync::Lost;

use super::State;
use super::engine::Engine;
use super::open::Open;
use super::problem::Problem;

impl State {
    /// Asks which episodes a podcast has: one request.
    pub fn episodes(self, show: Asin, done: impl FnOnce(Result<Vec<Asin>, Problem>) + 'static) {
        let engine = self.engine();
        spawn_local(async move {
            if let Some(open) = engine.opened() {
                let request = episodes_request(open.store, &show);
                done(engine.look_up(&open, request, read_episodes).await);
            }
        });
    }

    /// Asks for details of up to [`State::PRODUCTS_AT_ONCE`] titles: one request. The store
    /// answers in any order; the order of `asins` is kept, and what it does not know is left out.
    pub fn products_of(
        self,
        asins: Vec<Asin>,
        done: impl FnOnce(Result<Vec<Product>, Problem>) + 'static,
    ) {
        let engine = self.engine();
        spawn_local(async move {
            if let Some(open) = engine.opened() {
                let request = products_request(open.store, &asins);
                let listing = engine.look_up(&open, request, read_products).await;
                done(listing.map(|listing| {
                    let mut products = listing.items;
                    let place = |product: &Product| asins.iter().position(|it| *it == product.asin);
                    products.sort_by_key(place);
                    products
                }));
            }
        });
    }

    /// So many titles fit in one request.
    pub const PRODUCTS_AT_ONCE: usize = BATCH;
}

impl Engine {
    /// Asks once, and reads the answer.
    async fn look_up<T>(
        self: &Rc<Self>,
        open: &Rc<Open>,
        request: Request<Vec<u8>>,
        read: fn(&Response<Vec<u8>>) -> Result<T, Error>,
    ) -> Result<T, Problem> {
        let answer = self.ask(open, request).await.map_err(|lost| match lost {
            Lost::Offline => Problem::Offline,
            Lost::Unreachable | Lost::TooMany { .. } => Problem::ServiceUnreachable,
            Lost::Refused => Problem::NoToken,
        })?;
        read(&answer).map_err(|error| match error {
            Error::RetryLater { status, .. } => Problem::ServiceBroken {
                status: Some(status),
            },
            Error::RenewToken { .. } | Error::TurnedAway => Problem::StoreRefused,
            other => Problem::Bug {
                place: other.to_string(),
            },
        })
    }
}
