//! Two libraries side by side: what was added, what is gone, what changed.

use std::sync::Arc;

use exports::Difference;
use exports::compare::Entry;
use leptos::html::H2;
use leptos::prelude::*;

use crate::components::report::Say;
use crate::components::{Note, Tone};
use crate::language::td_string;

/// Two libraries that were compared.
#[derive(Debug)]
pub(super) struct Compared {
    /// What the first is called.
    pub(super) before: String,
    /// What the second is called.
    pub(super) after: String,
    /// What differs.
    pub(super) difference: Difference,
}

/// What differs, by kind.
pub(super) fn comparison(compared: &Compared) -> impl IntoView + use<> {
    let say = Say::here();
    let heading = NodeRef::<H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // It fails only for elements that are not shown.
            let _ = heading.focus();
        }
    });
    let title = td_string!(
        say.locale(),
        files.compared,
        before = compared.before.as_str(),
        after = compared.after.as_str()
    );
    let difference = &compared.difference;
    let body = if difference.is_empty() {
        view! {
            <Note tone=Tone::Good>
                <strong>{td_string!(say.locale(), files.same)}</strong>
                <span>{td_string!(say.locale(), files.same_text)}</span>
            </Note>
        }
        .into_any()
    } else {
        let plain = |entry: &Entry| (entry.clone(), None);
        let prices = difference.prices.iter().map(|(entry, from, to)| {
            let change = format!("{} → {}", say.money(*from), say.money(*to));
            (entry.clone(), Some(change))
        });
        let heard = difference.heard.iter().map(|(entry, from, to)| {
            let percent = |share: f64| say.formats(|formats| formats.percent(share / 100.0));
            (
                entry.clone(),
                Some(format!("{} → {}", percent(*from), percent(*to))),
            )
        });
        let locale = say.locale();
        view! {
            <Kind
                title=td_string!(locale, files.added)
                lines=difference.added.iter().map(plain).collect()
            />
            <Kind
                title=td_string!(locale, files.gone)
                lines=difference.gone.iter().map(plain).collect()
            />
            <Kind title=td_string!(locale, files.repriced) lines=prices.collect()/>
            <Kind title=td_string!(locale, files.heard) lines=heard.collect()/>
        }
        .into_any()
    };
    view! {
        <section class="gap-m" aria-labelledby="compared">
            <h2 id="compared" node_ref=heading tabindex="-1">{title}</h2>
            {body}
        </section>
    }
}

/// A title, and what changed about it.
type Line = (Entry, Option<String>);

/// The titles of one kind; nothing where there are none.
#[component]
fn Kind(title: &'static str, lines: Vec<Line>) -> impl IntoView {
    let say = Say::here();
    let count = lines.len();
    let shown = RwSignal::new(FIRST);
    let lines = Arc::new(lines);
    (count > 0).then(|| {
        view! {
            <div class="gap-s">
                <h3>{title} " " <span class="soft num">{say.number(count)}</span></h3>
                <ul class="list" role="list">
                    {move || {
                        lines.iter().take(shown.get()).map(line).collect_view()
                    }}
                </ul>
                <Show when=move || { shown.get() < count }>
                    <button
                        class="btn small"
                        type="button"
                        on:click=move |_| shown.update(|shown| *shown += MORE)
                    >
                        {td_string!(say.locale(), files.show_more)}
                    </button>
                </Show>
            </div>
        }
    })
}

fn line((entry, change): &Line) -> impl IntoView + use<> {
    let (title, by) = (entry.title.clone(), entry.authors.join(", "));
    let change = change.clone();
    view! {
        <li>
            <p><b>{title}</b><span>{by}</span></p>
            {change.map(|change| view! { <span class="num">{change}</span> })}
        </li>
    }
}

const FIRST: usize = 50;
const MORE: usize = 500;
