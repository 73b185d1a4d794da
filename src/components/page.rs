//! [`Page`]: what every page has: the document's title, one `h1`, and focus on it when one
//! comes here from another page.

use leptos::html::H1;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// A page. `lead` is the one sentence under the title.
#[component]
pub(crate) fn Page(
    /// Title: the `h1`, and in the browser's tab.
    #[prop(into)]
    title: Signal<String>,
    /// Sentence under it.
    #[prop(optional, into)]
    lead: Option<ViewFn>,
    /// For reading, not for tables.
    #[prop(optional)]
    narrow: bool,
    /// The rest.
    children: Children,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    focus_on_arrival(heading);
    // The document asks once more when the page, and with it the title, is gone already.
    let in_tab = move || format!("{} · AudiPy", title.try_get().unwrap_or_default());
    view! {
        <Title text=in_tab/>
        <main id="main" class="page" class:narrow=narrow tabindex="-1">
            <div class="head">
                <h1 node_ref=heading tabindex="-1">{title}</h1>
                {lead.map(|lead| view! { <p class="lead">{move || lead.run()}</p> })}
            </div>
            {children()}
        </main>
    }
}

/// Moves focus to the heading unless this is the address that was opened first: there the
/// browser's own order is right.
pub(crate) fn focus_on_arrival(heading: NodeRef<H1>) {
    let path = use_location().pathname;
    let last = expect_context::<LastPath>().0;
    Effect::new(move |_| {
        let Some(heading) = heading.get() else {
            return;
        };
        let path = path.get_untracked();
        let before = last.get_value();
        last.set_value(Some(path.clone()));
        if before.is_some_and(|before| before != path) {
            // It fails only for elements that are not shown.
            let _ = heading.focus();
        }
    });
}

/// The address of the page shown last; provided by the shell.
#[derive(Clone, Copy)]
pub(super) struct LastPath(StoredValue<Option<String>>);

impl LastPath {
    pub(super) fn provide() {
        provide_context(Self(StoredValue::new(None)));
    }
}
