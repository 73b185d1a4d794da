//! [`Rows`]: search, filters, order, and the rows of a report.

use std::sync::Arc;

use leptos::prelude::*;

use super::list::{Asked, Listed, Selected};
use crate::components::report::Say;
use crate::components::{Icon, Skeleton, Symbol, in_address};
use crate::language::{t, td_string};

/// What stands in place of a report without rows.
#[derive(Clone, Copy)]
pub(super) struct Nothing {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
}

/// A report, once it is computed.
#[component]
pub(super) fn Rows(
    /// `None` until then.
    listed: Signal<Option<Arc<Listed>>>,
    /// Shown where there are no rows.
    nothing: Nothing,
) -> impl IntoView {
    let say = Say::here();
    let asked = in_address::<Asked>();
    let selected = Memo::new(move |_| {
        let listed = listed.read();
        let listed = listed.as_ref();
        listed.map_or_else(Selected::default, |listed| listed.select(&asked.read()))
    });
    let has_rows = Memo::new(move |_| {
        let listed = listed.read();
        listed.as_ref().map(|listed| !listed.rows.is_empty())
    });
    move || match has_rows.get() {
        None => working(say),
        Some(false) => view! { <Empty nothing/> }.into_any(),
        Some(true) => view! {
            <Tools listed asked selected/>
            <Found listed asked selected/>
        }
        .into_any(),
    }
}

/// While a report is worked out.
pub(super) fn working(say: Say) -> AnyView {
    view! {
        <div aria-busy="true">
            <p class="vh" role="status">{td_string!(say.locale(), further.working)}</p>
            <Skeleton/>
        </div>
    }
    .into_any()
}

/// There is nothing to report: why, and what would change it.
#[component]
pub(super) fn Empty(nothing: Nothing) -> impl IntoView {
    view! {
        <div class="empty top-m">
            <h3>{nothing.title}</h3>
            <p>{nothing.text}</p>
        </div>
    }
}

#[component]
fn Tools(
    listed: Signal<Option<Arc<Listed>>>,
    asked: RwSignal<Asked>,
    selected: Memo<Selected>,
) -> impl IntoView {
    let say = Say::here();
    let locale = say.locale();
    let label = td_string!(locale, further.search);
    view! {
        <div class="tools" role="search" aria-label=td_string!(locale, further.tools)>
            <div class="line">
                <div class="find">
                    <Icon symbol=Symbol::Find/>
                    <input
                        class="input"
                        type="search"
                        aria-label=label
                        placeholder=label
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || asked.read().search.clone()
                        on:input=move |event| {
                            let typed = event_target_value(&event);
                            asked.update(|asked| asked.search = typed);
                        }
                    />
                </div>
                {move || orders(say, listed, asked)}
            </div>
            {move || chips(say, listed, asked, selected)}
        </div>
    }
}

/// The choice of orders, where there is one.
fn orders(
    say: Say,
    listed: Signal<Option<Arc<Listed>>>,
    asked: RwSignal<Asked>,
) -> Option<AnyView> {
    let listed = listed.get().filter(|listed| listed.orders.len() > 1)?;
    let own = listed.orders[0].key;
    let options: Vec<_> = listed
        .orders
        .iter()
        .map(|order| {
            let key = order.key;
            view! {
                <option
                    value=key
                    selected=move || asked.read().sort.as_deref().unwrap_or(own) == key
                >
                    {order.name}
                </option>
            }
        })
        .collect();
    let view = view! {
        <select
            class="input"
            aria-label=td_string!(say.locale(), further.sort)
            on:change=move |event| {
                let key = event_target_value(&event);
                asked.update(|asked| asked.sort = Some(key).filter(|key| key != own));
            }
        >
            {options}
        </select>
    };
    Some(view.into_any())
}

/// A chip for each filter that some row has.
fn chips(
    say: Say,
    listed: Signal<Option<Arc<Listed>>>,
    asked: RwSignal<Asked>,
    selected: Memo<Selected>,
) -> Option<AnyView> {
    let listed = listed.get()?;
    let all = listed.rows.iter().fold(0, |all, row| all | row.filters);
    let chips: Vec<_> = (listed.filters.iter().enumerate())
        .filter(|(place, _)| all & super::list::bit(*place) != 0)
        .map(|(place, filter)| {
            let (chosen, toggled) = (filter.key.clone(), filter.key.clone());
            let count = move || selected.read().counts.get(place).copied().unwrap_or(0);
            view! {
                <label class="chip">
                    <input
                        type="checkbox"
                        prop:checked=move || asked.read().show.contains(&chosen)
                        on:change=move |_| {
                            asked.update(|asked| {
                                if !asked.show.remove(&toggled) {
                                    asked.show.insert(toggled.clone());
                                }
                            });
                        }
                    />
                    {filter.name.clone()}
                    " "
                    <span class="n">{move || say.number(count())}</span>
                </label>
            }
        })
        .collect();
    // One chip would show what is shown anyway.
    let view = (chips.len() > 1).then(|| {
        view! {
            <fieldset>
                <legend class="vh">{td_string!(say.locale(), further.filter)}</legend>
                <div class="chips">{chips}</div>
            </fieldset>
        }
    })?;
    Some(view.into_any())
}

/// How many rows are left, and the first ones of them.
#[component]
fn Found(
    listed: Signal<Option<Arc<Listed>>>,
    asked: RwSignal<Asked>,
    selected: Memo<Selected>,
) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let most = RwSignal::new(FIRST);
    Effect::new(move |_| {
        asked.track();
        most.set(FIRST);
    });
    let result = move || {
        let count = listed.read().as_ref().map(|listed| listed.count)?;
        Some(count(say, selected.read().rows.len()))
    };
    let hidden = move || {
        let all = listed.read().as_ref().map_or(0, |listed| listed.rows.len());
        all - selected.read().rows.len().min(all)
    };
    let more = Memo::new(move |_| selected.read().rows.len().saturating_sub(most.get()));
    view! {
        <section aria-label=td_string!(say.locale(), further.rows)>
            <div class="active">
                <output>{result}</output>
            </div>
            <Show when=move || selected.read().rows.is_empty()>
                <div class="empty top-m">
                    <h3>{td_string!(say.locale(), reports.state.filtered_title)}</h3>
                    <p>
                        {t!(
                            i18n,
                            further.hidden,
                            count = move || hidden() as u64,
                            n = move || say.number(hidden())
                        )}
                    </p>
                    <button
                        class="btn"
                        type="button"
                        on:click=move |_| asked.update(|asked| {
                            *asked = Asked { sort: asked.sort.take(), ..Asked::default() };
                        })
                    >
                        {td_string!(say.locale(), reports.tools.clear)}
                    </button>
                </div>
            </Show>
            {move || {
                let listed = listed.get()?;
                Some(lists(&listed, &selected.read(), most.get()))
            }}
            <Show when=move || { more.get() > 0 }>
                <button class="btn" type="button" on:click=move |_| most.update(|most| *most += MORE)>
                    {move || td_string!(
                        say.locale(),
                        further.more,
                        count = more.get() as u64,
                        n = say.number(more.get())
                    )}
                </button>
            </Show>
        </section>
    }
}

/// One list, or one for each section.
fn lists(listed: &Listed, selected: &Selected, most: usize) -> Vec<AnyView> {
    let mut lists: Vec<(usize, Vec<AnyView>)> = Vec::new();
    for row in selected.rows.iter().take(most) {
        let section = if selected.in_sections {
            listed.rows[*row].section
        } else {
            0
        };
        let view = (listed.draw)(*row);
        match lists.last_mut() {
            Some((last, views)) if *last == section => views.push(view),
            _ => lists.push((section, vec![view])),
        }
    }
    lists
        .into_iter()
        .map(|(section, views)| {
            let heading = selected
                .in_sections
                .then(|| listed.sections[section].clone());
            view! {
                <div class="titles">
                    {heading.map(|heading| view! { <h2>{heading}</h2> })}
                    <ul class=listed.class role="list">{views}</ul>
                </div>
            }
            .into_any()
        })
        .collect()
}

/// So many rows are shown at first …
const FIRST: usize = 60;

/// … and so many more with each press.
const MORE: usize = 240;
