//! [`computed`]: what takes longer than a frame, worked out once the page is painted; what takes
//! longer than a few, in steps.

use std::future::ready;
use std::sync::Arc;

use audipy::browser::clock;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reports::Reports;

/// Made of the newest reports; that of the last ones until it is made, `None` before.
pub(super) fn computed<T: Send + Sync + 'static>(
    reports: Memo<Arc<Reports>>,
    make: impl Fn(&Arc<Reports>) -> T + Clone + 'static,
) -> Signal<Option<Arc<T>>> {
    computed_in_steps(reports, move |reports| ready(make(&reports)))
}

/// The same, of what lets the page breathe while it is made.
pub(super) fn computed_in_steps<T: Send + Sync + 'static, F: Future<Output = T> + 'static>(
    reports: Memo<Arc<Reports>>,
    make: impl Fn(Arc<Reports>) -> F + Clone + 'static,
) -> Signal<Option<Arc<T>>> {
    let made = RwSignal::new(None::<Arc<T>>);
    Effect::new(move |_| {
        let (newest, make) = (reports.get(), make.clone());
        spawn_local(async move {
            // Unless one has left the page, or there are newer ones.
            let is_newest = || {
                let is_it = reports.try_with_untracked(|now| Arc::ptr_eq(now, &newest));
                is_it == Some(true)
            };
            clock::breathe().await;
            if !is_newest() {
                return;
            }
            let result = make(newest.clone()).await;
            if is_newest() {
                made.try_set(Some(Arc::new(result)));
            }
        });
    });
    made.into()
}
