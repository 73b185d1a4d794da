//! What a series is by, what is missing in it, what comes and what it takes.

use leptos::prelude::*;
use reports::{Advice, Completing, Release, Reports, SeriesReport, SeriesStatus, TitleId, Volume};

use crate::components::report::say::Say;
use crate::components::report::shelf::runs;
use crate::language::td_string;

/// `Mara Ellison, read by Josune Arrate`.
pub(crate) fn by(say: Say, series: &SeriesReport) -> String {
    let authors = series.authors.join(", ");
    if series.narrators.is_empty() {
        return authors;
    }
    if series.narrators == series.authors {
        return td_string!(say.locale(), reports.missing.by_self, authors = authors);
    }
    td_string!(
        say.locale(),
        reports.missing.by,
        authors = authors,
        narrators = series.narrators.join(", ")
    )
}

/// What is missing, what comes, what it takes.
pub(crate) fn tell(say: Say, reports: &Reports, series: &SeriesReport) -> impl IntoView + use<> {
    let locale = say.locale();
    let numbers: Vec<_> = series
        .missing
        .iter()
        .filter(|volume| is_offered(reports, volume.title))
        .flat_map(|volume| volume.sequence.numbers())
        .collect();
    let missing = (!numbers.is_empty()).then(|| {
        td_string!(
            locale,
            reports.missing.numbers_missing,
            count = numbers.len() as u64,
            numbers = say.list(&runs(&numbers))
        )
    });
    let coming = series
        .coming
        .first()
        .map(|volume| coming(say, reports, volume));
    let elsewhere = (!series.elsewhere.is_empty()).then(|| {
        td_string!(
            locale,
            reports.missing.numbers_off,
            count = series.elsewhere.len() as u64,
            numbers = say.list(&runs(&series.elsewhere))
        )
    });
    let cost = cost_details(say, &series.cost);
    let cost = match (
        cost.is_empty(),
        series.missing.is_empty(),
        series.coming.is_empty(),
    ) {
        (false, ..) => Some(cost.join(", ")),
        (true, true, false) => Some(td_string!(locale, reports.missing.nothing_to_buy).to_owned()),
        _ => None,
    };
    let not_wanted = (!series.not_wanted.is_empty()).then(|| {
        td_string!(
            locale,
            reports.hidden.count,
            count = series.not_wanted.len() as u64,
            n = say.number(series.not_wanted.len())
        )
    });
    let partial = match series.status {
        SeriesStatus::Partial(count) => Some(td_string!(
            locale,
            reports.missing.not_read_yet,
            count = count as u64,
            n = say.number(count)
        )),
        _ => None,
    };
    let nothing = missing.is_none()
        && coming.is_none()
        && not_wanted.is_none()
        && series.status == SeriesStatus::Complete;
    let complete = nothing.then(|| td_string!(locale, reports.missing.all_yours).to_owned());
    view! {
        <p class="tell">
            {missing.map(|text| view! { <span class="miss">{text}</span> })}
            {coming.map(|text| view! { <span class="soon">{text}</span> })}
            {[cost, elsewhere, not_wanted, partial, complete]
                .into_iter()
                .flatten()
                .map(|text| view! { <span class="cost">{text}</span> })
                .collect_view()}
        </p>
    }
}

/// What nobody can buy is not counted as missing; it is told apart.
pub(super) fn is_offered(reports: &Reports, title: TitleId) -> bool {
    reports.title(title).advice != Advice::NotForSale
}

/// `7 on 14 March 2027`.
fn coming(say: Say, reports: &Reports, volume: &Volume) -> String {
    let locale = say.locale();
    let numbers: Vec<_> = volume.sequence.numbers();
    let number = match numbers[..] {
        [] => reports.product(volume.title).title.clone(),
        _ => say.list(&runs(&numbers)),
    };
    if let Release::Coming(day) = reports.title(volume.title).release {
        td_string!(
            locale,
            reports.missing.numbers_coming,
            number = number,
            day = say.day(day)
        )
    } else {
        td_string!(
            locale,
            reports.missing.numbers_coming_no_date,
            number = number
        )
    }
}

/// `$6.99 + 1 credit`, or nothing if nothing has to be paid.
pub(crate) fn cost(say: Say, completing: &Completing) -> Option<String> {
    let cash = completing
        .cash
        .filter(|cash| cash.minor > 0)
        .map(|cash| say.money(cash));
    let credits = (completing.credits_x100 > 0).then(|| say.credits(completing.credits_x100));
    let parts: Vec<_> = [cash, credits].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" + "))
}

/// The cost, and what is not in it.
fn cost_details(say: Say, completing: &Completing) -> Vec<String> {
    let locale = say.locale();
    let included = (completing.included > 0).then(|| {
        td_string!(
            locale,
            reports.missing.in_plus,
            count = completing.included as u64,
            n = say.number(completing.included)
        )
    });
    let unknown = (completing.unknown > 0).then(|| {
        td_string!(
            locale,
            reports.missing.without_price,
            count = completing.unknown as u64,
            n = say.number(completing.unknown)
        )
    });
    let not_for_sale = (completing.not_for_sale > 0).then(|| {
        td_string!(
            locale,
            reports.missing.not_for_sale,
            count = completing.not_for_sale as u64,
            n = say.number(completing.not_for_sale)
        )
    });
    [cost(say, completing), included, unknown, not_for_sale]
        .into_iter()
        .flatten()
        .collect()
}
