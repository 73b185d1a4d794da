//! A diagnostics file: what answers look like, without anything that they say. For bug reports.

use std::rc::Rc;

use audible::api::shape::Shape;
use audible::api::stats::Ranges;
use audible::api::{account, catalog, library, stats, wishlist};
use audible::{Asin, Marketplace};
use http::Request;
use leptos::task::spawn_local;
use serde::Serialize;
use session::sync::Health;

use super::State;
use super::engine::Engine;
use super::open::Open;
use super::problem::Problem;
use crate::browser::{clock, download};

/// The file. Nothing in it is about a person: no title, no name, no address, no token.
#[derive(Debug, Serialize)]
struct Diagnosis {
    audipy: &'static str,
    store: Marketplace,
    /// Of the last sync.
    sync: Option<Health>,
    /// Titles that could not be read by it.
    unreadable: usize,
    answers: Vec<Answered>,
}

/// One request that was made for this file.
#[derive(Debug, Serialize)]
struct Answered {
    asked: &'static str,
    ms: u64,
    /// `None` = no answer came.
    shape: Option<Shape>,
}

impl State {
    /// Asks the store that is shown for a little of everything ([`State::DIAGNOSIS_REQUESTS`]) and
    /// downloads what the answers look like, without what they say.
    pub fn save_diagnosis(self, done: impl FnOnce(Result<(), Problem>) + 'static) {
        let engine = self.engine();
        spawn_local(async move {
            if let Some(open) = engine.opened() {
                done(engine.save_diagnosis(&open).await);
            }
        });
    }

    /// So many requests at most.
    pub const DIAGNOSIS_REQUESTS: usize = 8;
}

impl Engine {
    async fn save_diagnosis(self: &Rc<Self>, open: &Rc<Open>) -> Result<(), Problem> {
        let mut answers = Vec::new();
        for (asked, request) in requests(open) {
            let began = clock::now();
            let answer = self.ask(open, request).await;
            answers.push(Answered {
                asked,
                ms: clock::now().millis_since(began).max(0).unsigned_abs(),
                shape: answer.ok().as_ref().map(Shape::of),
            });
        }
        let summary = open.summary.borrow();
        let diagnosis = Diagnosis {
            audipy: env!("CARGO_PKG_VERSION"),
            store: open.store,
            sync: open.health.borrow().clone(),
            unreadable: summary.as_ref().map_or(0, |it| it.unreadable.len()),
            answers,
        };
        drop(summary);
        let bytes = serde_json::to_vec_pretty(&diagnosis).map_err(|error| Problem::Bug {
            place: format!("diagnosis: {error}"),
        })?;
        let name = format!("audipy-diagnostics-{}.json", clock::today());
        download::save(&name, "application/json", &bytes);
        Ok(())
    }
}

/// A little of everything.
fn requests(open: &Open) -> Vec<(&'static str, Request<Vec<u8>>)> {
    let store = open.store;
    let snapshot = open.snapshot.borrow();
    let today = clock::today();
    let some = |asins: Vec<&Asin>| asins.into_iter().take(10).cloned().collect::<Vec<_>>();
    let series = some(snapshot.series.iter().map(|series| &series.asin).collect());
    let products = some(snapshot.products.iter().map(|it| &it.asin).collect());
    let ranges = Ranges {
        days: Some(today - time::Duration::days(30)),
        months: Some(today.year()),
        years: Some(today.year() - 5),
    };
    let mut requests = vec![
        ("library", library::page_request(store, 50, None, None)),
        ("wish list", wishlist::request(store, 0)),
        ("statistics", stats::request(store, ranges)),
        ("finished titles", stats::finished_request(store)),
        ("plans", account::request(store)),
    ];
    if let Some(marker) = &snapshot.marker {
        let delta = library::page_request(store, 50, Some(&marker.token), None);
        requests.push(("changes of the library", delta));
    }
    if !series.is_empty() {
        requests.push(("series", catalog::series_request(store, &series)));
    }
    if !products.is_empty() {
        requests.push(("volumes", catalog::products_request(store, &products)));
    }
    requests
}
