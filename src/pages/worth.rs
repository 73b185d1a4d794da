//! `/worth`: what the member's books cost in the store today, where asked for.

mod answer;

use audible::{Asin, Product};
use audipy::state::{Problem, State};
use leptos::prelude::*;
use reports::Holding;

use self::answer::answer;
use crate::components::report::{Say, with_reports};
use crate::components::{Note, Page, ProblemNote, WithAccount};
use crate::language::{t_string, td_string};

/// Prices of the library that is shown.
#[component]
pub(crate) fn WorthPage() -> impl IntoView {
    view! { <WithAccount><Worth/></WithAccount> }
}

#[component]
fn Worth() -> impl IntoView {
    let say = Say::here();
    let title = Signal::derive(move || t_string!(say.i18n, worth.title).to_owned());
    let lead = move || td_string!(say.locale(), worth.lead);
    view! {
        <Page title lead narrow=true>
            {with_reports(move |reports| {
                // Those of the moment: a sync meanwhile changes nothing here.
                let reports = reports.get_untracked();
                let owned = reports.titles().filter(|(_, title)| title.holding == Holding::Owned);
                let asins: Vec<Asin> =
                    owned.map(|(id, _)| reports.product(id).asin.clone()).collect();
                view! { <Asking asins/> }
            })}
        </Page>
    }
}

/// How far the asking is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Stage {
    Offered,
    Asking,
    Stopped,
    Done,
}

#[component]
fn Asking(asins: Vec<Asin>) -> impl IntoView {
    let say = Say::here();
    let state = expect_context::<State>();
    let total = asins.len();
    let asins = StoredValue::new(asins);
    let stage = RwSignal::new(Stage::Offered);
    let asked = RwSignal::new(0_usize);
    let found = RwSignal::new(Vec::<Product>::new());
    let problem = RwSignal::new(None::<Problem>);
    let go_on = move || {
        problem.set(None);
        stage.set(Stage::Asking);
        ask_next(
            state,
            Batches {
                asins,
                stage,
                asked,
                found,
                problem,
            },
        );
    };
    let is_account = Memo::new(move |_| {
        let account = state.account.read();
        account
            .as_ref()
            .is_some_and(|account| account.origin.is_one_account())
    });
    let button = move |word: &'static str| {
        view! {
            <button
                class="btn main top-m"
                type="button"
                disabled=move || !state.online.get()
                on:click=move |_| {
                    if stage.get_untracked() == Stage::Done {
                        asked.set(0);
                        found.set(Vec::new());
                    }
                    go_on();
                }
            >
                {word}
            </button>
        }
    };
    move || {
        let locale = say.locale();
        if total == 0 {
            return view! {
                <Note>
                    <strong>{td_string!(locale, worth.none_title)}</strong>
                    <span>{td_string!(locale, worth.none_text)}</span>
                </Note>
            }
            .into_any();
        }
        if !is_account.get() {
            return view! {
                <Note>
                    <strong>{td_string!(locale, worth.sample_title)}</strong>
                    <span>{td_string!(locale, worth.sample_text)}</span>
                </Note>
            }
            .into_any();
        }
        let now = stage.get();
        let controls = match now {
            Stage::Offered => button(td_string!(locale, worth.ask)).into_any(),
            Stage::Stopped => button(td_string!(locale, worth.go_on)).into_any(),
            Stage::Done => button(td_string!(locale, worth.again)).into_any(),
            Stage::Asking => view! {
                <button
                    class="btn top-m"
                    type="button"
                    on:click=move |_| stage.set(Stage::Stopped)
                >
                    {td_string!(locale, worth.stop)}
                </button>
            }
            .into_any(),
        };
        view! {
            <p>{offer(say, total)}" "<span class="soft">{td_string!(locale, worth.kept)}</span></p>
            <div class="row">
                {controls}
                <span role="status">
                    {move || (now != Stage::Offered && now != Stage::Done).then(|| {
                        td_string!(
                            locale,
                            worth.asking,
                            done = say.number(asked.get()),
                            total = say.number(total)
                        )
                    })}
                </span>
            </div>
            {move || problem.get().map(|problem| view! { <ProblemNote problem/> })}
            {move || {
                let found = found.get();
                (!found.is_empty()).then(|| {
                    let missing = asked.get_untracked().saturating_sub(found.len());
                    answer(say, found, missing)
                })
            }}
        }
        .into_any()
    }
}

/// What it takes, said before it is begun.
fn offer(say: Say, books: usize) -> String {
    let locale = say.locale();
    let requests = books.div_ceil(State::PRODUCTS_AT_ONCE);
    let requests = td_string!(
        locale,
        worth.requests,
        count = requests as u64,
        n = say.number(requests)
    );
    td_string!(
        locale,
        worth.offer,
        count = books as u64,
        n = say.number(books),
        requests = requests
    )
}

/// What one batch after the other fills.
#[derive(Clone, Copy)]
struct Batches {
    asins: StoredValue<Vec<Asin>>,
    stage: RwSignal<Stage>,
    asked: RwSignal<usize>,
    found: RwSignal<Vec<Product>>,
    problem: RwSignal<Option<Problem>>,
}

/// Asks for the next batch, and after it for the one that follows, unless stopped or left.
fn ask_next(state: State, batches: Batches) {
    let Batches {
        asins,
        stage,
        asked,
        found,
        problem,
    } = batches;
    let from = asked.get_untracked();
    let batch: Vec<Asin> = asins.with_value(|asins| {
        let rest = asins.iter().skip(from);
        rest.take(State::PRODUCTS_AT_ONCE).cloned().collect()
    });
    if batch.is_empty() {
        stage.set(Stage::Done);
        return;
    }
    let count = batch.len();
    state.products_of(batch, move |answer| match answer {
        Ok(products) => {
            // Gone when the page was left.
            if asked.try_set(from + count).is_some() {
                return;
            }
            found.update(|found| found.extend(products));
            if stage.get_untracked() == Stage::Asking {
                ask_next(state, batches);
            }
        }
        Err(error) => {
            problem.try_set(Some(error));
            stage.try_set(Stage::Stopped);
        }
    });
}
