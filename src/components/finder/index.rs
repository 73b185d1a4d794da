//! The index of the reports that are shown, built while the page goes on painting.

use std::sync::Arc;

use audipy::browser::clock;
use audipy::state::State;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reports::Reports;
use reports::search::{Index, Indexing};

/// Reports and what is found in them.
#[derive(Clone)]
pub(super) struct Indexed {
    pub(super) reports: Arc<Reports>,
    pub(super) index: Arc<Index>,
}

/// The index of the newest reports; that of the last ones until it is built, `None` before.
/// Nothing is built while `wanted` is false.
pub(super) fn indexed(wanted: RwSignal<bool>) -> RwSignal<Option<Indexed>> {
    let state = expect_context::<State>();
    let indexed = RwSignal::new(None::<Indexed>);
    Effect::new(move |_| {
        let reports = state.reports.get();
        let Some(reports) = reports.filter(|_| wanted.get()) else {
            return;
        };
        let is_newest = move |reports: &Arc<Reports>| {
            let newest = state.reports.read_untracked();
            newest
                .as_ref()
                .is_some_and(|newest| Arc::ptr_eq(newest, reports))
        };
        let is_known = indexed.with_untracked(|known| {
            let known = known.as_ref();
            known.is_some_and(|known| Arc::ptr_eq(&known.reports, &reports))
        });
        if is_known {
            return;
        }
        spawn_local(async move {
            let mut indexing = Indexing::new(reports.clone());
            loop {
                let until = clock::elapsed_ms() + AT_A_TIME_MS;
                let mut more = indexing.step();
                while more && clock::elapsed_ms() < until {
                    more = indexing.step();
                }
                if !is_newest(&reports) {
                    return;
                }
                if !more {
                    break;
                }
                clock::breathe().await;
            }
            let index = Arc::new(indexing.finish());
            // Unless one has left the account meanwhile.
            indexed.try_set(Some(Indexed { reports, index }));
        });
    });
    indexed
}

/// Shorter than a frame.
const AT_A_TIME_MS: f64 = 8.0;
