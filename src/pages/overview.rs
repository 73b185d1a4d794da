//! The overview: the library in some sentences, what is worth doing next, and the numbers.

use std::sync::Arc;

use audipy::state::State;
use leptos::html::H1;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use reports::Reports;

use crate::components::report::{Say, with_reports};
use crate::components::{Icon, Symbol, focus_on_arrival};
use crate::language::{t, t_string, td_string};

mod genres;
mod next;
mod views;
mod years;

use genres::Genres;
use next::NextThings;
use views::KeptViews;
use years::Years;

/// The overview of the open account.
#[component]
pub(crate) fn OverviewPage() -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let state = expect_context::<State>();
    let heading = NodeRef::<H1>::new();
    focus_on_arrival(heading);
    view! {
        <Title text=move || format!("{} · AudiPy", t_string!(i18n, overview.title))/>
        <main id="main" class="page" tabindex="-1">
            <h1 class="vh" node_ref=heading tabindex="-1">{td_string!(say.locale(), overview.title)}</h1>
            {with_reports(move |reports| {
                view! {
                    <p class="say">{move || sentences(say, &reports.read())}</p>
                    <NextThings reports/>
                    <section class="figures" aria-label=move || t_string!(i18n, overview.reports)>
                        <ReportList reports/>
                        <Genres reports/>
                    </section>
                    <Years reports/>
                    <section aria-labelledby="numbers">
                        <div class="head">
                            <h2 id="numbers">{td_string!(say.locale(), overview.numbers)}</h2>
                        </div>
                        <dl class="facts">{move || numbers(say, &reports.read())}</dl>
                        <div class="row top-m">
                            <button
                                class="btn"
                                type="button"
                                on:click=move |_| state.download_all_zip()
                            >
                                <Icon symbol=Symbol::Down/>
                                {td_string!(say.locale(), overview.all_reports)}
                                " "
                                <span class="soft">".zip"</span>
                            </button>
                            <A href="/downloads" attr:class="btn plain">
                                {td_string!(say.locale(), downloads.more)}
                            </A>
                        </div>
                        <p class="hint top-m">
                            {move || {
                                let reports = reports.read();
                                let snapshot = reports.snapshot();
                                td_string!(
                                    say.locale(),
                                    overview.age,
                                    store = format!("audible.{}", snapshot.store.tld()),
                                    when = say.ago(snapshot.read_at, state.now.get())
                                )
                            }}
                        </p>
                    </section>
                }
            })}
        </main>
    }
}

/// `You own 412 books by 187 authors. That is 4,318 hours, … 38 volumes are missing.`
fn sentences(say: Say, reports: &Reports) -> AnyView {
    let i18n = say.i18n;
    let summary = &reports.summary;
    let books = say.books(summary.owned);
    let authors = say.authors(summary.authors);
    let hours = say.hours(summary.minutes);
    let heard = summary.minutes.saturating_sub(summary.minutes_left);
    let own = t!(
        i18n,
        overview.say_books,
        <b> = <b />,
        books = books,
        authors = authors
    );
    let heard = (heard >= 60).then(|| say.formats(|formats| formats.count((heard + 30) / 60)));
    // The hours are of borrowed books too.
    let length = match (summary.borrowed > 0, heard) {
        (false, None) => t!(i18n, overview.say_hours, <b> = <b />, hours = hours).into_any(),
        (true, None) => t!(i18n, overview.say_hours_plus, <b> = <b />, hours = hours).into_any(),
        (false, Some(heard)) => {
            t!(i18n, overview.say_hours_heard, <b> = <b />, hours = hours, heard = heard).into_any()
        }
        (true, Some(heard)) => {
            t!(i18n, overview.say_hours_plus_heard, <b> = <b />, hours = hours, heard = heard)
                .into_any()
        }
    };
    let missing = match (reports.missing.volumes, summary.series_begun) {
        (_, 0) => ().into_any(),
        (0, _) => t!(i18n, overview.say_complete, <b> = <b />).into_any(),
        (number, _) => {
            let volumes = say.volumes(number);
            t!(
                i18n,
                overview.say_missing,
                <b> = <b />,
                count = move || number as u64,
                volumes = volumes
            )
            .into_any()
        }
    };
    view! { {own} " " {length} " " {missing} }.into_any()
}

/// The way into the six reports, each with its result.
#[component]
fn ReportList(reports: Memo<Arc<Reports>>) -> impl IntoView {
    let say = Say::here();
    let result = move |tell: fn(Say, &Reports) -> String| move || tell(say, &reports.read());
    view! {
        <div>
            <div class="head">
                <h2>{td_string!(say.locale(), overview.reports)}</h2>
            </div>
            <ul class="index" role="list">
                <li>
                    <A href="/reports/by-author">{td_string!(say.locale(), reports.library.page_by_author)}</A>
                    <span>{result(|say, reports| say.authors(reports.summary.authors))}</span>
                </li>
                <li>
                    <A href="/reports/by-narrator">{td_string!(say.locale(), reports.library.page_by_narrator)}</A>
                    <span>{result(|say, reports| say.narrators_plain(reports.summary.narrators))}</span>
                </li>
                <li>
                    <A href="/reports/by-series">{td_string!(say.locale(), reports.library.page_by_series)}</A>
                    <span>{result(|say, reports| say.series(reports.summary.series_begun))}</span>
                </li>
                <li>
                    <A href="/reports/missing">{td_string!(say.locale(), reports.missing.title)}</A>
                    <span>{result(missing)}</span>
                </li>
                <li>
                    <A href="/reports/more-by-authors">{td_string!(say.locale(), reports.more.title_author)}</A>
                    <span>{result(|say, reports| more(say, &reports.more_by_authors))}</span>
                </li>
                <li>
                    <A href="/reports/more-by-narrators">{td_string!(say.locale(), reports.more.title_narrator)}</A>
                    <span>{result(|say, reports| more(say, &reports.more_by_narrators))}</span>
                </li>
                <li>
                    <A href="/reports" exact=true>{td_string!(say.locale(), further.all)}</A>
                    <span>{td_string!(say.locale(), overview.further)}</span>
                </li>
            </ul>
            <KeptViews/>
        </div>
    }
}

fn missing(say: Say, reports: &Reports) -> String {
    let missing = &reports.missing;
    td_string!(
        say.locale(),
        overview.report_missing,
        count = missing.volumes as u64,
        volumes = say.volumes(missing.volumes),
        n = say.number(missing.coming)
    )
}

fn more(say: Say, people: &[reports::PersonReport]) -> String {
    let mut titles: Vec<_> = people
        .iter()
        .flat_map(|person| person.rows.iter().chain(&person.coming))
        .map(|suggestion| suggestion.title)
        .collect();
    reports::order::sort(&mut titles);
    titles.dedup();
    td_string!(
        say.locale(),
        overview.report_more,
        books = say.books(titles.len())
    )
}

/// The numbers that are known, as terms and values.
fn numbers(say: Say, reports: &Reports) -> Vec<AnyView> {
    let locale = say.locale();
    let summary = &reports.summary;
    let longest = summary.longest.and_then(|title| {
        let minutes = reports.product(title).runtime_min?;
        Some(say.duration(u64::from(minutes)))
    });
    let stars = summary
        .own_stars
        .map(|(mean, _)| say.formats(|formats| formats.stars(mean)));
    let hours = |minutes: u64| say.formats(|formats| formats.count((minutes + 30) / 60));
    let some = |number: usize| (number > 0).then(|| say.number(number));
    [
        (
            td_string!(locale, overview.fact_books),
            Some(say.number(summary.owned)),
        ),
        (
            td_string!(locale, overview.fact_borrowed),
            some(summary.borrowed),
        ),
        (
            td_string!(locale, overview.fact_hours),
            Some(hours(summary.minutes)),
        ),
        (
            td_string!(locale, overview.fact_hours_left),
            Some(hours(summary.minutes_left)),
        ),
        (
            td_string!(locale, overview.fact_series),
            Some(say.number(summary.series_begun)),
        ),
        (
            td_string!(locale, overview.fact_complete),
            Some(say.number(summary.series_complete)),
        ),
        (
            td_string!(locale, overview.fact_authors),
            Some(say.number(summary.authors)),
        ),
        (
            td_string!(locale, overview.fact_narrators),
            Some(say.number(summary.narrators)),
        ),
        (
            td_string!(locale, overview.fact_finished),
            Some(say.number(summary.finished)),
        ),
        (
            td_string!(locale, overview.fact_untouched),
            Some(say.number(summary.untouched)),
        ),
        (td_string!(locale, overview.fact_longest), longest),
        (td_string!(locale, overview.fact_stars), stars),
        (
            td_string!(locale, overview.fact_wishes),
            some(summary.wishes.len()),
        ),
        (
            td_string!(locale, overview.fact_no_length),
            (summary.without_length > 0).then(|| say.titles(summary.without_length)),
        ),
    ]
    .into_iter()
    .filter_map(|(term, value)| {
        let value = value?;
        Some(view! { <div><dt>{term}</dt><dd>{value}</dd></div> }.into_any())
    })
    .collect()
}
