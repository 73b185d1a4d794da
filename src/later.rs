//! [`Later`]: a page, or a piece of one, whose code is in a part that is loaded when it is shown.

use std::sync::Arc;

use audipy::part::{Loading, NotLoaded};
use audipy::state::State;
use futures_util::FutureExt;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;

use crate::components::{NotLoadedPage, OpeningPage};

/// Makes a view whose code is in a part; see [`audipy::in_part`].
pub(crate) type Part = fn() -> Loading<AnyView>;

/// A route's page that is shown by [`Later`].
pub(crate) fn later(show: Part) -> impl Fn() -> AnyView + Clone + Send {
    move || view! { <Later show/> }.into_any()
}

/// The same where the route's parameters say which page: another one is shown as soon as they do.
pub(crate) fn later_of(which: fn() -> Signal<Part>) -> impl Fn() -> AnyView + Clone + Send {
    move || {
        let which = which();
        loaded(Arc::new(move || which.get()), None, None).into_any()
    }
}

/// Shows a view once its part and the engine are loaded; at once if they are already.
#[component]
pub(crate) fn Later(
    /// Makes the view.
    show: Part,
    /// Shown until then; the shape of a page if nothing else is said.
    #[prop(optional, into)]
    waiting: Option<ViewFn>,
    /// Shown in place of what cannot be loaded; a page that says so if nothing else is said.
    #[prop(optional, into)]
    failed: Option<ViewFn>,
) -> impl IntoView {
    loaded(Arc::new(move || show), waiting, failed)
}

/// See [`Later`]; made anew whenever what `which` reads changes.
fn loaded(
    which: Arc<dyn Fn() -> Part + Send + Sync>,
    waiting: Option<ViewFn>,
    failed: Option<ViewFn>,
) -> impl IntoView {
    let state = expect_context::<State>();
    // The view belongs to this place, whenever it is made: the router builds what a route returns
    // where no context is known, its parameters neither.
    let owner = Owner::current().unwrap_or_default();
    let attempt = RwSignal::new(());
    let waiting = waiting.unwrap_or_else(|| OpeningPage.into());
    let failed =
        failed.unwrap_or_else(|| (move || view! { <NotLoadedPage again=attempt/> }).into());
    move || {
        let (waiting, failed) = (waiting.clone(), failed.clone());
        attempt.track();
        let show = which();
        let arrived = StoredValue::new_local(None);
        let changed = RwSignal::new(());
        let made = async move {
            state.wake().await?;
            show().await
        };
        let mut loading = Box::pin(owner.with(|| ScopedFuture::new_untracked(made)));
        match (&mut loading).now_or_never() {
            Some(view) => arrived.set_value(Some(view)),
            None => spawn_local(async move {
                let view = loading.await;
                // Unless one has gone to another page meanwhile.
                arrived.try_set_value(Some(view));
                changed.try_set(());
            }),
        }
        move || {
            changed.track();
            match arrived.try_update_value(Option::take).flatten() {
                None => waiting.run(),
                Some(Ok(view)) => view,
                Some(Err(NotLoaded)) => failed.run(),
            }
        }
    }
}
