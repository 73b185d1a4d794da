//! What each report is called, what it answers, and how it is computed.

use leptos::prelude::*;
use reports::further::FurtherReport;
use reports::further::facets::Facet;

use crate::components::report::Say;
use crate::language::td_string;

/// Its name.
pub(super) fn title(say: Say, report: FurtherReport) -> &'static str {
    let locale = say.locale();
    match report {
        FurtherReport::Unfinished => td_string!(locale, further.unfinished.title),
        FurtherReport::Upcoming => td_string!(locale, further.upcoming.title),
        FurtherReport::CreditPlanner => td_string!(locale, further.planner.title),
        FurtherReport::PlusInMySeries => td_string!(locale, further.plus.title),
        FurtherReport::Company => td_string!(locale, further.company.title),
        FurtherReport::By(Facet::Genre) => td_string!(locale, further.by.genre_title),
        FurtherReport::By(Facet::Publisher) => td_string!(locale, further.by.publisher_title),
        FurtherReport::By(Facet::Language) => td_string!(locale, further.by.language_title),
        FurtherReport::By(Facet::Year) => td_string!(locale, further.by.year_title),
        FurtherReport::By(Facet::Length) => td_string!(locale, further.by.length_title),
        FurtherReport::Duplicates => td_string!(locale, further.duplicates.title),
        FurtherReport::Health => td_string!(locale, further.health.title),
        FurtherReport::Listening => td_string!(locale, further.listening.title),
        FurtherReport::Household => td_string!(locale, further.household.title),
    }
}

/// What it answers, in a sentence.
pub(super) fn lead(say: Say, report: FurtherReport) -> &'static str {
    let locale = say.locale();
    match report {
        FurtherReport::Unfinished => td_string!(locale, further.unfinished.lead),
        FurtherReport::Upcoming => td_string!(locale, further.upcoming.lead),
        FurtherReport::CreditPlanner => td_string!(locale, further.planner.lead),
        FurtherReport::PlusInMySeries => td_string!(locale, further.plus.lead),
        FurtherReport::Company => td_string!(locale, further.company.lead),
        FurtherReport::By(Facet::Genre) => td_string!(locale, further.by.genre_lead),
        FurtherReport::By(Facet::Publisher) => td_string!(locale, further.by.publisher_lead),
        FurtherReport::By(Facet::Language) => td_string!(locale, further.by.language_lead),
        FurtherReport::By(Facet::Year) => td_string!(locale, further.by.year_lead),
        FurtherReport::By(Facet::Length) => td_string!(locale, further.by.length_lead),
        FurtherReport::Duplicates => td_string!(locale, further.duplicates.lead),
        FurtherReport::Health => td_string!(locale, further.health.lead),
        FurtherReport::Listening => td_string!(locale, further.listening.lead),
        FurtherReport::Household => td_string!(locale, further.household.lead),
    }
}

/// How it is computed, in a sentence.
pub(super) fn how(say: Say, report: FurtherReport) -> &'static str {
    let locale = say.locale();
    match report {
        FurtherReport::Unfinished => td_string!(locale, further.unfinished.how),
        FurtherReport::Upcoming => td_string!(locale, further.upcoming.how),
        FurtherReport::CreditPlanner => td_string!(locale, further.planner.how),
        FurtherReport::PlusInMySeries => td_string!(locale, further.plus.how),
        FurtherReport::Company => td_string!(locale, further.company.how),
        FurtherReport::By(Facet::Genre) => td_string!(locale, further.by.genre_how),
        FurtherReport::By(Facet::Year) => td_string!(locale, further.by.year_how),
        FurtherReport::By(_) => td_string!(locale, further.by.how),
        FurtherReport::Duplicates => td_string!(locale, further.duplicates.how),
        FurtherReport::Health => td_string!(locale, further.health.how),
        FurtherReport::Listening => td_string!(locale, further.listening.how),
        FurtherReport::Household => td_string!(locale, further.household.how),
    }
}

/// Title and text where there is nothing to report.
pub(super) fn nothing(say: Say, report: FurtherReport) -> (&'static str, &'static str) {
    let locale = say.locale();
    match report {
        FurtherReport::Unfinished => (
            td_string!(locale, further.unfinished.none_title),
            td_string!(locale, further.unfinished.none_text),
        ),
        FurtherReport::Upcoming => (
            td_string!(locale, further.upcoming.none_title),
            td_string!(locale, further.upcoming.none_text),
        ),
        FurtherReport::CreditPlanner => (
            td_string!(locale, further.planner.none_title),
            td_string!(locale, further.planner.none_text),
        ),
        FurtherReport::PlusInMySeries => (
            td_string!(locale, further.plus.none_title),
            td_string!(locale, further.plus.none_text),
        ),
        FurtherReport::Company => (
            td_string!(locale, further.company.none_title),
            td_string!(locale, further.company.none_text),
        ),
        FurtherReport::By(_) => (
            td_string!(locale, further.by.none_title),
            td_string!(locale, further.by.none_text),
        ),
        FurtherReport::Duplicates => (
            td_string!(locale, further.duplicates.none_title),
            td_string!(locale, further.duplicates.none_text),
        ),
        FurtherReport::Health => (
            td_string!(locale, further.health.none_title),
            td_string!(locale, further.health.none_text),
        ),
        FurtherReport::Listening => (
            td_string!(locale, further.listening.none_title),
            td_string!(locale, further.listening.none_text),
        ),
        FurtherReport::Household => (
            td_string!(locale, further.household.none_title),
            td_string!(locale, further.household.none_text),
        ),
    }
}

/// A facet on its tab.
pub(super) fn facet(say: Say, facet: Facet) -> &'static str {
    let locale = say.locale();
    match facet {
        Facet::Genre => td_string!(locale, further.by.genre),
        Facet::Publisher => td_string!(locale, further.by.publisher),
        Facet::Language => td_string!(locale, further.by.language),
        Facet::Year => td_string!(locale, further.by.year),
        Facet::Length => td_string!(locale, further.by.length),
    }
}

/// What is drawn of a facet.
pub(super) fn drawn(say: Say, facet: Facet) -> &'static str {
    let locale = say.locale();
    match facet {
        Facet::Genre => td_string!(locale, further.by.genre_drawn),
        Facet::Publisher => td_string!(locale, further.by.publisher_drawn),
        Facet::Language => td_string!(locale, further.by.language_drawn),
        Facet::Year => td_string!(locale, further.by.year_drawn),
        Facet::Length => td_string!(locale, further.by.length_drawn),
    }
}

/// `12 genres`.
pub(super) fn classes(say: Say, facet: Facet, number: usize) -> String {
    let locale = say.locale();
    let (count, n) = (number as u64, say.number(number));
    match facet {
        Facet::Genre => td_string!(locale, further.by.genres, count = count, n = n),
        Facet::Publisher => td_string!(locale, further.by.publishers, count = count, n = n),
        Facet::Language => td_string!(locale, further.by.languages, count = count, n = n),
        Facet::Year => td_string!(locale, further.by.years, count = count, n = n),
        Facet::Length => td_string!(locale, further.by.lengths, count = count, n = n),
    }
}

/// `12 people`.
pub(super) fn people(say: Say, number: usize) -> String {
    td_string!(
        say.locale(),
        further.company.people,
        count = number as u64,
        n = say.number(number)
    )
}

/// Views with something between them.
pub(super) fn separated(parts: Vec<AnyView>, between: &'static str) -> Vec<AnyView> {
    (parts.into_iter().enumerate())
        .map(|(place, part)| view! { {(place > 0).then_some(between)} {part} }.into_any())
        .collect()
}
