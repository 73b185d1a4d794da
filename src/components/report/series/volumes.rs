//! The volumes of an unfolded series.

use leptos::prelude::*;
use reports::keys::SeriesKey;
use reports::{Advice, Remark, Reports, SeriesReport, TitleId, Volume};

use super::lines::volumes;
use crate::components::report::address::series_address;
use crate::components::report::line::title_line;
use crate::components::report::not_for_me::{bring_back_button, hide_button};
use crate::components::report::say::Say;
use crate::components::report::shelf::runs;
use crate::language::td_string;

/// The volumes that are left, under the words that say what they are.
pub(super) fn body(say: Say, reports: &Reports, series: &SeriesReport, rows: &[usize]) -> AnyView {
    let locale = say.locale();
    let parts = [
        (series.missing.len(), None),
        (
            series.stories.len(),
            Some(td_string!(locale, reports.missing.stories)),
        ),
        // Their advice says so.
        (series.coming.len(), None),
        (
            series.dramas.len(),
            Some(td_string!(locale, reports.missing.dramas)),
        ),
    ];
    let all: Vec<&Volume> = volumes(series).collect();
    let mut start = 0;
    let mut views = Vec::new();
    for (length, heading) in parts {
        let end = start + length;
        let inside: Vec<_> = rows
            .iter()
            .filter(|row| (start..end).contains(*row))
            .filter_map(|row| all.get(*row))
            .map(|volume| volume_view(say, reports, volume, hide_button))
            .collect();
        start = end;
        if !inside.is_empty() {
            views.push(part(heading, inside));
        }
    }
    let mine: Vec<_> = rows
        .iter()
        .filter_map(|row| row.checked_sub(start))
        .filter_map(|row| series.mine.get(row))
        .map(|title| own_view(say, reports, *title))
        .collect();
    if !mine.is_empty() {
        views.push(part(Some(td_string!(locale, reports.facet.owned)), mine));
    }
    let not_wanted: Vec<_> = series
        .not_wanted
        .iter()
        .map(|volume| volume_view(say, reports, volume, bring_back_button))
        .collect();
    if !not_wanted.is_empty() {
        views.push(part(
            Some(td_string!(locale, reports.hidden.heading)),
            not_wanted,
        ));
    }
    if views.is_empty() {
        views.push(
            view! { <p class="vols soft">{td_string!(locale, reports.missing.nothing_today)}</p> }
                .into_any(),
        );
    }
    let key = match &series.asin {
        Some(asin) => SeriesKey::Asin(asin.clone()),
        None => SeriesKey::Title(reports::text::fold(&series.title)),
    };
    let about = td_string!(locale, find.about, name = series.title.clone());
    views.push(view! { <p class="vols"><a href=series_address(&key)>{about}</a></p> }.into_any());
    views.into_any()
}

fn part(heading: Option<&'static str>, inside: Vec<AnyView>) -> AnyView {
    view! {
        {heading.map(|heading| view! { <h3 class="sub vols-of">{heading}</h3> })}
        <ul class="vols" role="list">{inside}</ul>
    }
    .into_any()
}

/// `button` says of the title whether it is wanted.
fn volume_view(
    say: Say,
    reports: &Reports,
    volume: &Volume,
    button: fn(Say, &Reports, TitleId) -> AnyView,
) -> AnyView {
    let numbers = volume.sequence.numbers();
    let remarks: Vec<_> = volume
        .remarks
        .iter()
        .map(|remark| remark_text(say, reports, remark))
        .map(|text| view! { <span class="also">{text}</span> })
        .collect();
    let button = button(say, reports, volume.title);
    title_line(
        say,
        reports,
        volume.title,
        &runs(&numbers).join(", "),
        view! { {remarks} {button} }.into_any(),
    )
}

fn own_view(say: Say, reports: &Reports, title: TitleId) -> AnyView {
    title_line(say, reports, title, "", ().into_any())
}

/// What else is worth knowing about a volume.
pub(crate) fn remark_text(say: Say, reports: &Reports, remark: &Remark) -> String {
    let locale = say.locale();
    let name = |title: TitleId| reports.product(title).title.clone();
    match remark {
        Remark::AlsoDrama { parts: 1 } => td_string!(locale, reports.row.also_drama).to_owned(),
        Remark::AlsoDrama { parts } => {
            let parts = td_string!(
                locale,
                reports.count.parts,
                count = *parts as u64,
                n = say.number(*parts)
            );
            td_string!(locale, reports.row.also_drama_parts, parts = parts)
        }
        Remark::AlsoInBox { title, missing, .. } => {
            let volumes = say.volumes(*missing);
            if let Some(price) = box_price(say, reports.title(*title).advice) {
                td_string!(
                    locale,
                    reports.row.also_box,
                    title = name(*title),
                    price = price,
                    volumes = volumes
                )
            } else {
                td_string!(
                    locale,
                    reports.row.also_box_no_price,
                    title = name(*title),
                    volumes = volumes
                )
            }
        }
        Remark::OnlyAbridged => td_string!(locale, reports.row.only_abridged).to_owned(),
        Remark::OnlyDrama { .. } => td_string!(locale, reports.row.only_drama).to_owned(),
        Remark::OnlyInBox(title) => {
            td_string!(locale, reports.row.only_in_box, title = name(*title))
        }
        Remark::Parts(parts) => td_string!(
            locale,
            reports.row.in_parts,
            count = *parts as u64,
            n = say.number(*parts)
        ),
        Remark::OtherEditions(count) => td_string!(
            locale,
            reports.row.other_editions,
            count = *count as u64,
            n = say.number(*count)
        ),
        Remark::HaveDrama(_) => td_string!(locale, reports.row.have_drama).to_owned(),
        Remark::UnabridgedExists(_) => td_string!(locale, reports.row.have_abridged).to_owned(),
        Remark::HaveInLanguage(language) => td_string!(
            locale,
            reports.row.have_language,
            language = say.language(language)
        ),
        Remark::InMyBox(title) => {
            td_string!(locale, reports.row.in_my_box, title = name(*title))
        }
        Remark::Borrowed { leaves: Some(day) } => {
            td_string!(locale, reports.row.have_borrowed_until, day = say.day(*day))
        }
        Remark::Borrowed { leaves: None } => {
            td_string!(locale, reports.row.have_borrowed).to_owned()
        }
    }
}

fn box_price(say: Say, advice: Advice) -> Option<String> {
    match advice {
        Advice::Cash { price, .. }
        | Advice::CashOnly { price, .. }
        | Advice::NoCreditValue { price, .. } => Some(say.money(price)),
        Advice::Credit { credits_x100, .. } => Some(say.credits(u64::from(credits_x100))),
        _ => None,
    }
}
