//! More by my authors, and more by my narrators.

use std::sync::Arc;

use audible::search::Role;
use audipy::state::State;
use leptos::prelude::*;
use leptos_router::components::A;
use reports::{Advice, PersonReport, Reports};

use crate::components::report::{BookTable, Contents, LastSaid, NoCreditValue, Say, with_reports};
use crate::components::{Page, PeopleLeft};
use crate::language::{t, t_string, td_string};

/// What there is by people of the library.
#[component]
pub(super) fn MorePage(role: Role) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let state = expect_context::<State>();
    let title = Signal::derive(move || {
        match role {
            Role::Author => t_string!(i18n, reports.more.title_author),
            Role::Narrator => t_string!(i18n, reports.more.title_narrator),
        }
        .to_owned()
    });
    let lead = move || {
        let reports = state.reports.read();
        let reports = reports.as_ref()?;
        (!people(role, reports).is_empty()).then(|| lead(say, role, reports))
    };
    view! {
        <Page title lead>
            {with_reports(move |reports| {
                let empty = Memo::new(move |_| people(role, &reports.read()).is_empty());
                view! {
                    <PeopleLeft/>
                    <NoCreditValue reports/>
                    {move || if empty.get() { view! { <Nothing role reports/> }.into_any() } else { view! {
                        <BookTable
                            contents=Contents::More(role)
                            reports
                            search=Signal::derive(move || {
                                t_string!(i18n, reports.more.search).to_owned()
                            })
                            caption=title
                        />
                    }
                    .into_any() }}
                    // It stays when the last suggestion goes.
                    <LastSaid/>
                    <p class="hint top-m">{move || how(say, role, &reports.read(), state)}</p>
                }
            })}
        </Page>
    }
}

#[component]
fn Nothing(role: Role, reports: Memo<Arc<Reports>>) -> impl IntoView {
    let say = Say::here();
    let state = expect_context::<State>();
    let is_reading = move || state.sync.read().reads_searches;
    let searched = move || {
        let reports = reports.read();
        reports
            .snapshot()
            .searches
            .iter()
            .any(|search| search.query.role == role)
    };
    let title = move || {
        if is_reading() {
            td_string!(say.locale(), reports.more.reading_title)
        } else if searched() {
            td_string!(say.locale(), reports.more.empty_title)
        } else {
            td_string!(say.locale(), reports.more.not_searched_title)
        }
    };
    let hides = move || !state.hidden.read().titles.is_empty();
    let text = move || match (searched(), role) {
        _ if is_reading() => td_string!(say.locale(), reports.more.reading_text),
        (true, _) if hides() => td_string!(say.locale(), reports.more.empty_hidden),
        (true, Role::Author) => td_string!(say.locale(), reports.more.empty_author),
        (true, Role::Narrator) => td_string!(say.locale(), reports.more.empty_narrator),
        (false, Role::Author) => td_string!(say.locale(), reports.more.not_searched_author),
        (false, Role::Narrator) => td_string!(say.locale(), reports.more.not_searched_narrator),
    };
    view! {
        <div class="empty top-m">
            <h3>{title}</h3>
            <p>{text}</p>
            <A href="/sync" attr:class="btn">{td_string!(say.locale(), reports.state.see_sync)}</A>
        </div>
    }
}

fn people(role: Role, reports: &Reports) -> &[PersonReport] {
    Contents::More(role).people(reports)
}

/// `212 books by 41 of your authors that you do not have. 96 cost less in cash than a credit.`
fn lead(say: Say, role: Role, reports: &Reports) -> AnyView {
    let i18n = say.i18n;
    let people = people(role, reports);
    let mut titles: Vec<_> = people
        .iter()
        .flat_map(|person| person.rows.iter().chain(&person.coming))
        .map(|suggestion| suggestion.title)
        .collect();
    reports::order::sort(&mut titles);
    titles.dedup();
    let cheaper = titles
        .iter()
        .filter(|title| matches!(reports.title(**title).advice, Advice::Cash { .. }))
        .count();
    let books = say.books(titles.len());
    let (n, count) = (say.number(people.len()), people.len() as u64);
    let sentence = match role {
        Role::Author => {
            let people = td_string!(
                say.locale(),
                reports.count.people_authors,
                count = count,
                n = n
            );
            let titles = titles.len() as u64;
            t!(
                i18n,
                reports.more.lead,
                <strong> = <strong />,
                count = move || titles,
                books = books,
                people = people
            )
            .into_any()
        }
        Role::Narrator => {
            let people = td_string!(
                say.locale(),
                reports.count.people_narrators,
                count = count,
                n = n
            );
            t!(
                i18n,
                reports.more.lead_narrator,
                <strong> = <strong />,
                books = books,
                people = people
            )
            .into_any()
        }
    };
    let cheaper = (cheaper > 0).then(|| {
        td_string!(
            say.locale(),
            reports.more.lead_cheaper,
            count = cheaper as u64,
            n = say.number(cheaper)
        )
    });
    view! { {sentence} " " {cheaper} }.into_any()
}

/// Where it comes from, how advice was found, and how old the prices are.
fn how(say: Say, role: Role, reports: &Reports, state: State) -> String {
    let locale = say.locale();
    let from = match role {
        Role::Author => td_string!(locale, reports.state.how_author),
        Role::Narrator => td_string!(locale, reports.state.how_narrator),
    };
    let advice = reports
        .options
        .credit_value
        .map(|value| td_string!(locale, reports.state.how_advice, money = say.money(value)));
    let searches = &reports.snapshot().searches;
    let oldest = searches
        .iter()
        .filter(|search| search.query.role == role)
        .map(|search| search.read_at)
        .min();
    let age = oldest.map(|_| {
        let when = say.ago(oldest, state.now.get());
        td_string!(locale, reports.state.prices_read, when = when)
    });
    [Some(from.to_owned()), advice, age]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}
