//! [`FinderDialog`]: a field, and what is found while one types.

use audipy::browser::viewport;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use reports::search::{Group, Hit, Limits};

use super::Finding;
use super::hits::{address, draw, heading};
use super::index::{Indexed, indexed};
use crate::components::report::Say;
use crate::components::{Icon, Symbol};
use crate::language::{t, t_string, td_string};

/// What is found for what is typed.
#[derive(Clone, Default, PartialEq)]
struct Results {
    groups: Vec<Group>,
    hits: Vec<Hit>,
}

/// A combobox whose list is always open.
#[derive(Clone, Copy)]
struct Combobox {
    open: RwSignal<bool>,
    indexed: RwSignal<Option<Indexed>>,
    query: RwSignal<String>,
    results: Memo<Results>,
    /// Which hit is chosen.
    at: RwSignal<usize>,
}

impl Combobox {
    fn new(open: RwSignal<bool>) -> Self {
        let indexed = indexed(open);
        let query = RwSignal::new(String::new());
        let results = Memo::new(move |_| {
            let query = query.read();
            let groups = indexed.with(|indexed| {
                let indexed = indexed.as_ref();
                indexed.map_or_else(Vec::new, |known| known.index.search(&query, LIMITS))
            });
            let hits = groups
                .iter()
                .flat_map(|group| &group.hits)
                .copied()
                .collect();
            Results { groups, hits }
        });
        let at = RwSignal::new(0_usize);
        Effect::new(move |_| {
            results.track();
            at.set(0);
            viewport::reveal(&option_id(0));
        });
        Self {
            open,
            indexed,
            query,
            results,
            at,
        }
    }

    fn close(self) {
        self.open.set(false);
    }

    /// The page of the chosen hit.
    fn chosen(self) -> Option<String> {
        let at = self.at.get_untracked();
        let hit = self
            .results
            .with_untracked(|results| results.hits.get(at).copied())?;
        self.indexed
            .with_untracked(|indexed| Some(address(indexed.as_ref()?, hit)))
    }

    /// Chooses another hit; false for a key that chooses none.
    fn step(self, key: &str) -> bool {
        let count = self.results.with_untracked(|results| results.hits.len());
        if count == 0 {
            return false;
        }
        let now = self.at.get_untracked();
        let next = match key {
            "ArrowDown" => (now + 1) % count,
            "ArrowUp" => (now + count - 1) % count,
            "PageDown" => (now + PAGE).min(count - 1),
            "PageUp" => now.saturating_sub(PAGE),
            _ => return false,
        };
        self.at.set(next);
        viewport::reveal(&option_id(next));
        true
    }

    /// How much is found, or why nothing is.
    fn status(self, say: Say) -> String {
        let i18n = say.i18n;
        let found: usize = self
            .results
            .with(|results| results.groups.iter().map(|group| group.total).sum());
        let blank = self.query.with(|query| query.trim().is_empty());
        match (self.indexed.with(Option::is_some), blank, found) {
            (false, ..) => t_string!(i18n, find.preparing).to_owned(),
            (_, true, _) => t_string!(i18n, find.hint).to_owned(),
            (.., 0) => t_string!(i18n, find.nothing).to_owned(),
            (.., found) => td_string!(
                say.locale(),
                find.found,
                count = found as u64,
                n = say.number(found)
            ),
        }
    }
}

/// The dialog. It stays in the page and keeps what was typed.
#[component]
pub(crate) fn FinderDialog() -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let Finding { open } = expect_context();
    let combobox = Combobox::new(open);
    let dialog = NodeRef::<Dialog>::new();
    let field = NodeRef::<Input>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else {
            return;
        };
        if !open.get() {
            dialog.close();
        } else if !dialog.open()
            && dialog.show_modal().is_ok()
            && let Some(field) = field.get_untracked()
        {
            field.select();
        }
    });
    view! {
        <dialog
            class="finder"
            node_ref=dialog
            aria-label=t!(i18n, find.title)
            on:close=move |_| combobox.close()
            on:click=move |event| {
                if viewport::is_beside(&event) {
                    combobox.close();
                }
            }
        >
            <div class="inside">
                <div class="line">
                    <Field combobox field/>
                    <button class="btn small" type="button" on:click=move |_| combobox.close()>
                        {t!(i18n, find.close)}
                    </button>
                </div>
                <output class="soft">{move || combobox.status(say)}</output>
                <div class="hits" role="listbox" id=LIST aria-label=t!(i18n, find.results)>
                    {move || options(say, combobox)}
                </div>
                <Show when=move || combobox.query.read().trim().is_empty()>
                    <p class="hint">
                        <a href="/reports" on:click=move |_| combobox.close()>
                            {t!(i18n, further.all)}
                        </a>
                    </p>
                </Show>
                <p class="keys" id="found-how">
                    <span><kbd>"↑"</kbd> " " <kbd>"↓"</kbd> " " {t!(i18n, find.key_choose)}</span>
                    <span><kbd>"Enter"</kbd> " " {t!(i18n, find.key_open)}</span>
                    <span><kbd>"Esc"</kbd> " " {t!(i18n, find.key_close)}</span>
                </p>
            </div>
        </dialog>
    }
}

#[component]
fn Field(combobox: Combobox, field: NodeRef<Input>) -> impl IntoView {
    let i18n = Say::here().i18n;
    let navigate = use_navigate();
    let press = move |key: &str| {
        if key != "Enter" {
            return combobox.step(key);
        }
        if let Some(to) = combobox.chosen() {
            combobox.close();
            navigate(&to, NavigateOptions::default());
        }
        true
    };
    let nothing = move || combobox.results.read().hits.is_empty();
    view! {
        <div class="find">
            <Icon symbol=Symbol::Find/>
            <input
                class="input"
                node_ref=field
                type="text"
                role="combobox"
                id="find"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="go"
                maxlength="200"
                aria-label=t!(i18n, find.label)
                placeholder=t!(i18n, find.label)
                aria-expanded=move || if nothing() { "false" } else { "true" }
                aria-controls=LIST
                aria-autocomplete="list"
                aria-describedby="found-how"
                aria-activedescendant=move || {
                    (!nothing()).then(|| option_id(combobox.at.get()))
                }
                on:input=move |event| combobox.query.set(event_target_value(&event))
                on:keydown=move |event| {
                    let plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
                    if plain && !event.is_composing() && press(&event.key()) {
                        event.prevent_default();
                    }
                }
            />
        </div>
    }
}

/// What is found, group by group.
fn options(say: Say, combobox: Combobox) -> Option<AnyView> {
    let results = combobox.results.read();
    combobox.indexed.with_untracked(|indexed| {
        let indexed = indexed.as_ref()?;
        let mut place = 0;
        let groups = results.groups.iter().map(|group| {
            let options = group.hits.iter().map(|hit| {
                let option = option(say, combobox, indexed, *hit, place);
                place += 1;
                option
            });
            let options = options.collect_view();
            let rest = group.total - group.hits.len();
            let rest = (rest > 0).then(|| {
                td_string!(
                    say.locale(),
                    find.rest,
                    count = rest as u64,
                    n = say.number(rest)
                )
            });
            view! {
                <div role="group" aria-label=heading(say, group.kind)>
                    <p class="kind" aria-hidden="true">
                        {heading(say, group.kind)}
                        {rest.map(|rest| view! { <small>{rest}</small> })}
                    </p>
                    {options}
                </div>
            }
        });
        Some(groups.collect_view().into_any())
    })
}

fn option(say: Say, combobox: Combobox, indexed: &Indexed, hit: Hit, here: usize) -> AnyView {
    let at = combobox.at;
    view! {
        <a
            role="option"
            id=option_id(here)
            tabindex="-1"
            href=address(indexed, hit)
            aria-selected=move || if at.get() == here { "true" } else { "false" }
            on:click=move |_| combobox.close()
            on:mousemove=move |_| {
                if at.get_untracked() != here {
                    at.set(here);
                }
            }
        >
            {draw(say, indexed, hit)}
        </a>
    }
    .into_any()
}

fn option_id(place: usize) -> String {
    format!("{LIST}-{place}")
}

/// As much as one looks through; who wants more types more.
const LIMITS: Limits = Limits {
    books: 12,
    people: 5,
    series: 5,
};

/// Hits that a page key passes over.
const PAGE: usize = 6;

const LIST: &str = "found";
