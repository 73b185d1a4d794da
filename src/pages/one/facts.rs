//! What is known of one thing, fact by fact.

use leptos::prelude::*;

/// Names and values; without those that have no value.
pub(super) fn facts(list: Vec<(&'static str, Option<AnyView>)>) -> AnyView {
    let facts = list.into_iter().filter_map(|(name, value)| {
        let value = value?;
        Some(view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        })
    });
    view! { <dl class="known">{facts.collect_view()}</dl> }.into_any()
}

/// A text as a value.
pub(super) fn text(value: Option<String>) -> Option<AnyView> {
    value
        .filter(|value| !value.is_empty())
        .map(IntoAny::into_any)
}
