//! [`Age`]: how long ago something was, moving on by itself.

use audible::Timestamp;
use audipy::browser::intl::Formats;
use audipy::state::State;
use leptos::prelude::*;

use crate::language::use_formats;

/// `2 hours ago`, with the exact moment as a tip.
#[component]
pub(crate) fn Age(
    /// When it was.
    #[prop(into)]
    at: Signal<Timestamp>,
) -> impl IntoView {
    let state = expect_context::<State>();
    let formats = use_formats();
    let text = Memo::new(move |_| relative(&formats.read(), at.get(), state.now.get()));
    view! { <time title=move || formats.read().moment(at.get())>{text}</time> }
}

/// `2 hours ago`, and `now` for what is less than a minute away.
pub(crate) fn relative(formats: &Formats, at: Timestamp, now: Timestamp) -> String {
    let recent = now.millis_since(at).abs() < 60_000;
    formats.relative(at, if recent { at } else { now })
}
