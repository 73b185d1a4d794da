//! `/podcasts`: the podcasts that the member follows, and their episodes on demand.

use audible::product::Kind;
use audible::{Asin, Product};
use audipy::state::{Problem, State};
use leptos::prelude::*;

use crate::components::report::Say;
use crate::components::{Note, Page, ProblemNote, WithAccount};
use crate::language::{t_string, td_string};

/// Podcasts of the library that is shown.
#[component]
pub(crate) fn PodcastsPage() -> impl IntoView {
    view! { <WithAccount><Podcasts/></WithAccount> }
}

#[component]
fn Podcasts() -> impl IntoView {
    let say = Say::here();
    let state = expect_context::<State>();
    let shows = Memo::new(move |_| {
        let reports = state.reports.read();
        let items = reports.as_ref().map(|reports| {
            let items = reports.snapshot().items.iter();
            let shows = items.filter(|item| item.product.kind == Kind::Podcast);
            shows.map(|item| item.product.clone()).collect::<Vec<_>>()
        });
        items.unwrap_or_default()
    });
    let title = Signal::derive(move || t_string!(say.i18n, podcasts.title).to_owned());
    let lead = move || td_string!(say.locale(), podcasts.lead);
    view! {
        <Page title lead narrow=true>
            {move || {
                let shows = shows.get();
                if shows.is_empty() {
                    return view! {
                        <Note>
                            <strong>{td_string!(say.locale(), podcasts.none_title)}</strong>
                            <span>{td_string!(say.locale(), podcasts.none_text)}</span>
                        </Note>
                    }
                    .into_any();
                }
                shows.into_iter().map(|show| view! { <Podcast show/> }).collect_view().into_any()
            }}
        </Page>
    }
}

/// One podcast.
#[component]
fn Podcast(show: Product) -> impl IntoView {
    let say = Say::here();
    let state = expect_context::<State>();
    let is_account = Memo::new(move |_| {
        let account = state.account.read();
        account
            .as_ref()
            .is_some_and(|account| account.origin.is_one_account())
    });
    // Asked for; not asked for yet; those that are not shown yet.
    let left = RwSignal::new(None::<Vec<Asin>>);
    let shown = RwSignal::new(Vec::<Product>::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let failed = move |error| {
        problem.try_set(Some(error));
        busy.try_set(false);
    };
    let next = move || {
        let mut batch = left.get_untracked().unwrap_or_default();
        let rest = batch.split_off(batch.len().min(State::PRODUCTS_AT_ONCE));
        if batch.is_empty() {
            busy.set(false);
            return;
        }
        state.products_of(batch, move |details| match details {
            Ok(details) => {
                shown.try_update(|shown| shown.extend(details));
                left.try_set(Some(rest));
                busy.try_set(false);
            }
            Err(error) => failed(error),
        });
    };
    let asin = show.asin.clone();
    let ask = move |_| {
        busy.set(true);
        problem.set(None);
        if left.read_untracked().is_some() {
            return next();
        }
        state.episodes(asin.clone(), move |episodes| match episodes {
            Ok(episodes) => {
                left.try_set(Some(episodes));
                next();
            }
            Err(error) => failed(error),
        });
    };
    let by: Vec<_> = show
        .authors
        .iter()
        .map(|person| person.name.clone())
        .collect();
    let label = move || {
        let left = left.read();
        match left.as_ref().map(Vec::len) {
            _ if busy.get() => Some(td_string!(say.locale(), podcasts.busy).to_owned()),
            None => Some(td_string!(say.locale(), podcasts.show).to_owned()),
            Some(0) => None,
            Some(more) => {
                let n = say.number(more);
                Some(td_string!(
                    say.locale(),
                    podcasts.more,
                    count = more as u64,
                    n = n
                ))
            }
        }
    };
    let is_empty = move || {
        left.read().as_ref().is_some_and(Vec::is_empty) && shown.read().is_empty() && !busy.get()
    };
    view! {
        <section class="podcast">
            <h2>{show.title}</h2>
            <p class="soft">{by.join(", ")}</p>
            <ul class="news" role="list">
                {move || {
                    let episodes = shown.get();
                    episodes.into_iter().map(|episode| line(say, &episode)).collect_view()
                }}
            </ul>
            <Show when=is_empty>
                <p>{td_string!(say.locale(), podcasts.no_episodes)}</p>
            </Show>
            {move || problem.get().map(|problem| view! { <ProblemNote problem/> })}
            {move || label().map(|label| view! {
                <button
                    class="btn small"
                    type="button"
                    disabled=move || busy.get() || !is_account.get() || !state.online.get()
                    on:click=ask.clone()
                >
                    {label}
                </button>
            })}
        </section>
    }
}

fn line(say: Say, episode: &Product) -> impl IntoView + use<> {
    let date = episode.release_date.map(|date| say.day(date));
    let length = episode
        .runtime_min
        .map(|minutes| say.duration(u64::from(minutes)));
    let about: Vec<_> = [date, length].into_iter().flatten().collect();
    let (title, about) = (episode.title.clone(), about.join(" · "));
    view! {
        <li class="plain">
            <span>
                {title}
                <span class="soft">{about}</span>
            </span>
        </li>
    }
}
