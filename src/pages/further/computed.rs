//! [`computed`]: what takes longer than a frame, worked out once the page is painted.

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
    let made = RwSignal::new(None::<Arc<T>>);
    Effect::new(move |_| {
        let (newest, make) = (reports.get(), make.clone());
        spawn_local(async move {
            clock::breathe().await;
            // Unless one has left the page, or there are newer ones.
            let is_newest = reports.try_with_untracked(|now| Arc::ptr_eq(now, &newest));
            if is_newest == Some(true) {
                made.try_set(Some(Arc::new(make(&newest))));
            }
        });
    });
    made.into()
}
