//! `/news`: what changed in the library, day by day.

use std::collections::BTreeSet;

use audible::change::What;
use audible::{Marketplace, Money};
use audipy::browser::clock;
use audipy::state::{News, State};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};
use session::records::Entry;
use time::Date;

use crate::components::report::{Say, search_address};
use crate::components::{Icon, Note, Page, Skeleton, Symbol, WithAccount};
use crate::language::{t_string, td_string};

/// What is new in the store that is shown.
#[component]
pub(crate) fn NewsPage() -> impl IntoView {
    view! { <WithAccount><WhatIsNew/></WithAccount> }
}

#[component]
fn WhatIsNew() -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let state = expect_context::<State>();
    let news = RwSignal::new(None::<News>);
    // Anew with another account or store, and after each sync.
    let shown = Memo::new(move |_| {
        let account = state.account.read();
        let account = account.as_ref();
        (
            account.map(|account| (account.id, account.store)),
            state.sync.read().last,
        )
    });
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody reads is never made, and changes nothing.
        let _ = shown.get();
        state.news(move |read| {
            // What was new when the page was opened stays marked until it is left.
            let before = news.try_update(Option::take).flatten();
            let seen = before.map_or(read.seen, |before| before.seen);
            news.try_set(Some(News { seen, ..read }));
            state.note_news_seen();
        });
    });
    let title = Signal::derive(move || t_string!(i18n, news.title).to_owned());
    let lead = move || td_string!(say.locale(), news.lead);
    view! {
        <Page title lead narrow=true>
            {move || match news.get() {
                None => view! { <Skeleton/> }.into_any(),
                Some(news) if news.entries.is_empty() => view! { <Nothing/> }.into_any(),
                Some(news) => view! { <Days news/> }.into_any(),
            }}
        </Page>
    }
}

/// Nothing has happened yet.
#[component]
fn Nothing() -> impl IntoView {
    let say = Say::here();
    let state = expect_context::<State>();
    let is_account = Memo::new(move |_| {
        let account = state.account.read();
        account
            .as_ref()
            .is_some_and(|account| account.origin.is_one_account())
    });
    let text = move || {
        if is_account.get() {
            td_string!(say.locale(), news.none_text)
        } else {
            td_string!(say.locale(), news.none_here)
        }
    };
    view! {
        <Note>
            <strong>{td_string!(say.locale(), news.none_title)}</strong>
            <span>{text}</span>
            <div class="row">
                <A href="/sync" attr:class="btn small">{td_string!(say.locale(), news.to_sync)}</A>
            </div>
        </Note>
    }
}

/// The chips, and the days with their changes.
#[component]
fn Days(news: News) -> impl IntoView {
    let say = Say::here();
    let state = expect_context::<State>();
    let query = use_query_map();
    let navigate = use_navigate();
    let store = state.account.read_untracked();
    let store = store.as_ref().map_or(Marketplace::Us, |it| it.store);
    let chosen = Memo::new(move |_| {
        let named = query.read().get("show").unwrap_or_default();
        let kinds = named.split(',').filter_map(Kind::named);
        kinds.collect::<BTreeSet<_>>()
    });
    let most = RwSignal::new(FIRST);
    let toggle = move |kind: Kind| {
        let mut kinds = chosen.get_untracked();
        if !kinds.remove(&kind) {
            kinds.insert(kind);
        }
        let names: Vec<_> = kinds.into_iter().map(Kind::name).collect();
        let address = if names.is_empty() {
            "/news".to_owned()
        } else {
            format!("/news?show={}", names.join(","))
        };
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address, options);
    };
    let counts = Kind::ALL.map(|kind| {
        let entries = news.entries.iter();
        let count = entries
            .filter(|entry| Kind::of(entry.change.what) == kind)
            .count();
        (kind, count)
    });
    let chips = (counts.into_iter())
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| {
            let toggle = toggle.clone();
            view! {
                <label class="chip">
                    <input
                        type="checkbox"
                        prop:checked=move || chosen.read().contains(&kind)
                        on:change=move |_| toggle(kind)
                    />
                    <Icon symbol=kind.symbol()/>
                    {name(say, kind)}
                    " "
                    <span class="n">{say.number(count)}</span>
                </label>
            }
        })
        .collect_view();
    let news = StoredValue::new(news);
    let matching = move || {
        let kinds = chosen.get();
        let is_shown =
            move |entry: &&Entry| kinds.is_empty() || kinds.contains(&Kind::of(entry.change.what));
        news.with_value(|news| {
            let entries: Vec<_> = news.entries.iter().filter(is_shown).cloned().collect();
            entries
        })
    };
    let new = news.with_value(|news| {
        let is_new = |entry: &&Entry| news.seen.is_none_or(|seen| entry.at > seen);
        news.entries.iter().filter(is_new).count()
    });
    view! {
        <p role="status">
            {if new == 0 {
                td_string!(say.locale(), news.nothing_since).to_owned()
            } else {
                td_string!(say.locale(), news.since, count = new as u64, n = say.number(new))
            }}
        </p>
        <fieldset>
            <legend class="vh">{td_string!(say.locale(), news.filter)}</legend>
            <div class="chips">{chips}</div>
        </fieldset>
        {move || {
            let entries = matching();
            let more = entries.len().saturating_sub(most.get());
            let seen = news.with_value(|news| news.seen);
            let mut days: Vec<(Option<Date>, Vec<Entry>)> = Vec::new();
            for entry in entries.into_iter().take(most.get()) {
                let day = clock::day_of(entry.at);
                match days.last_mut() {
                    Some((last, entries)) if *last == day => entries.push(entry),
                    _ => days.push((day, vec![entry])),
                }
            }
            let days = (days.into_iter())
                .map(|(day, entries)| {
                    let heading = day.map(|day| say.day(day)).unwrap_or_default();
                    let lines = (entries.into_iter())
                        .map(|entry| {
                            let is_new = seen.is_none_or(|seen| entry.at > seen);
                            line(say, &entry, store, is_new)
                        })
                        .collect_view();
                    view! {
                        <section>
                            <h2>{heading}</h2>
                            <ul class="news" role="list">{lines}</ul>
                        </section>
                    }
                })
                .collect_view();
            let button = (more > 0).then(|| {
                view! {
                    <button
                        class="btn"
                        type="button"
                        on:click=move |_| most.update(|most| *most += FIRST)
                    >
                        {td_string!(
                            say.locale(),
                            news.more,
                            count = more as u64,
                            n = say.number(more)
                        )}
                    </button>
                }
            });
            view! { {days} {button} }
        }}
    }
}

fn line(say: Say, entry: &Entry, store: Marketplace, is_new: bool) -> impl IntoView + use<> {
    let kind = Kind::of(entry.change.what);
    let report = match kind {
        Kind::Plus | Kind::Price | Kind::Released => "/reports/missing",
        _ => "/reports/by-author",
    };
    let title = entry.change.title.clone();
    let address = search_address(report, &title);
    let happened = happened(say, entry.change.what, store);
    view! {
        <li>
            <Icon symbol=kind.symbol()/>
            <span>
                <A href=address>{title}</A>
                <span class="soft">{happened}</span>
            </span>
            {is_new.then(|| view! { <b class="new">{td_string!(say.locale(), news.new)}</b> })}
        </li>
    }
}

fn happened(say: Say, what: What, store: Marketplace) -> String {
    let locale = say.locale();
    let money = |minor: u64| {
        say.money(Money {
            minor,
            currency: store.currency(),
        })
    };
    match what {
        What::Added => td_string!(locale, news.added).to_owned(),
        What::Returned => td_string!(locale, news.returned).to_owned(),
        What::Left => td_string!(locale, news.left).to_owned(),
        What::Finished => td_string!(locale, news.finished).to_owned(),
        What::Released => td_string!(locale, news.released).to_owned(),
        What::NowInPlus => td_string!(locale, news.now_in_plus).to_owned(),
        What::NoLongerInPlus => td_string!(locale, news.no_longer_in_plus).to_owned(),
        What::Cheaper { from, to } => {
            td_string!(locale, news.cheaper, from = money(from), to = money(to))
        }
        What::Dearer { from, to } => {
            td_string!(locale, news.dearer, from = money(from), to = money(to))
        }
    }
}

/// Kinds of changes that one may choose.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Kind {
    Added,
    Left,
    Finished,
    Released,
    Plus,
    Price,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::Added,
        Self::Left,
        Self::Finished,
        Self::Released,
        Self::Plus,
        Self::Price,
    ];

    const fn of(what: What) -> Self {
        match what {
            What::Added | What::Returned => Self::Added,
            What::Left => Self::Left,
            What::Finished => Self::Finished,
            What::Released => Self::Released,
            What::NowInPlus | What::NoLongerInPlus => Self::Plus,
            What::Cheaper { .. } | What::Dearer { .. } => Self::Price,
        }
    }

    /// Its name in an address.
    const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Left => "left",
            Self::Finished => "finished",
            Self::Released => "released",
            Self::Plus => "plus",
            Self::Price => "price",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    const fn symbol(self) -> Symbol {
        match self {
            Self::Added => Symbol::Library,
            Self::Left => Symbol::Out,
            Self::Finished => Symbol::Tick,
            Self::Released => Symbol::Due,
            Self::Plus => Symbol::Plus,
            Self::Price => Symbol::Cash,
        }
    }
}

fn name(say: Say, kind: Kind) -> &'static str {
    let locale = say.locale();
    match kind {
        Kind::Added => td_string!(locale, news.kind_added),
        Kind::Left => td_string!(locale, news.kind_left),
        Kind::Finished => td_string!(locale, news.kind_finished),
        Kind::Released => td_string!(locale, news.kind_released),
        Kind::Plus => td_string!(locale, news.kind_plus),
        Kind::Price => td_string!(locale, news.kind_price),
    }
}

/// So many changes are shown at first, and with each press more.
const FIRST: usize = 200;
