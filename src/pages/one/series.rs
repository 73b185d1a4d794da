//! `/series/…`: a series in its order, what is missing, what comes and what completing it takes.

use std::sync::Arc;

use leptos::prelude::*;
use reports::further::unfinished;
use reports::keys::SeriesKey;
use reports::lookup::{InSeries, series_report, series_title, titles_of_series};
use reports::order;
use reports::{Reports, SeriesReport, SeriesStatus, SpineState, TitleId};

use super::facts::{facts, text};
use super::{Shown, page_of};
use crate::components::report::{
    Item, Say, by, cost, next_book, remark_text, runs, section, shelf, tell,
};
use crate::language::td_string;

/// The series that the address names.
#[component]
pub(crate) fn SeriesPage() -> impl IntoView {
    let say = Say::here();
    page_of(move |reports, key| {
        let key = SeriesKey::parse(key);
        let title = series_title(reports, &key)?;
        let known = titles_of_series(reports, &key);
        let (lead, body) = match series_report(reports, &key) {
            Some((index, series)) => (
                by(say, series),
                followed(say, reports, index, series, &known),
            ),
            None => (
                td_string!(say.locale(), find.series_page.none_of_it).to_owned(),
                others(say, reports, &known),
            ),
        };
        Some(Shown {
            title,
            lead: text(Some(lead)),
            body,
        })
    })
}

/// A series of the member's: shelf, facts, and every volume in order.
fn followed(
    say: Say,
    reports: &Arc<Reports>,
    index: usize,
    series: &SeriesReport,
    known: &[InSeries],
) -> AnyView {
    let locale = say.locale();
    let mut in_order: Vec<(u32, Item)> = Vec::new();
    let missing = || {
        series
            .missing
            .iter()
            .chain(&series.coming)
            .chain(&series.dramas)
    };
    for spine in &series.shelf {
        let volume = missing().find(|volume| Some(volume.title) == spine.title);
        let remarks = volume.map_or(&spine.remarks, |volume| &volume.remarks);
        let mut notes: Vec<_> = remarks
            .iter()
            .map(|remark| remark_text(say, reports, remark))
            .collect();
        if spine.state == SpineState::Elsewhere {
            notes.push(td_string!(locale, tables.elsewhere).to_owned());
        }
        if spine.state == SpineState::NotWanted && spine.title.is_none() {
            notes.push(td_string!(locale, reports.hidden.flag).to_owned());
        }
        in_order.push((
            spine.number.thousandths(),
            Item {
                number: spine.number.to_string(),
                note: (!notes.is_empty()).then(|| notes.join(" · ")),
                title: spine.title,
            },
        ));
    }
    order::sort_by_key(&mut in_order, |(number, _)| *number);
    let mut on_shelf: Vec<TitleId> = in_order.iter().filter_map(|(_, item)| item.title).collect();
    let volumes = in_order.into_iter().map(|(_, item)| item).collect();
    on_shelf.extend(series.dramas.iter().map(|volume| volume.title));

    let sequence_of = |title: TitleId| {
        let entry = known.iter().find(|one| one.title == title);
        entry.map(|one| one.sequence.clone()).unwrap_or_default()
    };
    let numbered = |title: TitleId| Item {
        number: runs(&sequence_of(title).numbers()).join(", "),
        ..Item::from(title)
    };
    let mine = |title: &TitleId| !on_shelf.contains(title);
    let (boxes, stories): (Vec<TitleId>, Vec<TitleId>) = series
        .mine
        .iter()
        .copied()
        .filter(mine)
        .partition(|title| sequence_of(*title).is_box());
    let further = series
        .stories
        .iter()
        .chain(&series.coming)
        .map(|volume| volume.title);
    let mut stories: Vec<TitleId> = stories.into_iter().chain(further.filter(mine)).collect();
    order::sort_by_key(&mut stories, |title| {
        (sequence_of(*title).sort_key(), *title)
    });
    stories.dedup();
    let offered = series.boxes.iter().map(|set| set.title);
    let rows = series.missing.iter().map(|volume| volume.title);
    let mut boxes: Vec<TitleId> = boxes
        .into_iter()
        .chain(offered)
        .chain(rows.filter(mine))
        .collect();
    order::sort_by_key(&mut boxes, |title| (sequence_of(*title).sort_key(), *title));
    boxes.dedup();
    let items = |titles: Vec<TitleId>| titles.into_iter().map(numbered).collect();
    let dramas = series.dramas.iter().map(|volume| volume.title).collect();
    let not_wanted = series.not_wanted.iter().map(|volume| volume.title);
    let not_wanted = not_wanted.filter(mine).collect();
    view! {
        <div class="series one-series">
            {shelf(reports, series)}
            {tell(say, reports, series)}
        </div>
        {facts(vec![
            (td_string!(locale, find.series_page.yours), text(Some(yours(say, series)))),
            (td_string!(locale, find.series_page.next), next(say, reports, index, series)),
            (td_string!(locale, find.series_page.cost), text(cost(say, &series.cost))),
            (td_string!(locale, find.series_page.languages), text(languages(say, reports, known))),
        ])}
        {(series.status == SeriesStatus::NoList)
            .then(|| view! { <p class="hint">{td_string!(locale, reports.missing.no_list_text)}</p> })}
        {section(say, reports, td_string!(locale, find.series_page.volumes).to_owned(), volumes)}
        {section(say, reports, td_string!(locale, reports.missing.stories).to_owned(), items(stories))}
        {section(say, reports, td_string!(locale, find.series_page.boxes).to_owned(), items(boxes))}
        {section(say, reports, td_string!(locale, reports.missing.dramas).to_owned(), items(dramas))}
        {section(say, reports, td_string!(locale, reports.hidden.heading).to_owned(), items(not_wanted))}
        <p class="hint top-m">{td_string!(locale, reports.state.how_missing)}</p>
    }
    .into_any()
}

/// A series of which the member has nothing: what is known of it.
fn others(say: Say, reports: &Arc<Reports>, known: &[InSeries]) -> AnyView {
    let locale = say.locale();
    let items = known.iter().map(|one| Item {
        number: runs(&one.sequence.numbers()).join(", "),
        ..Item::from(one.title)
    });
    view! {
        {facts(vec![
            (td_string!(locale, find.series_page.languages), text(languages(say, reports, known))),
        ])}
        {section(
            say,
            reports,
            td_string!(locale, find.series_page.known).to_owned(),
            items.collect(),
        )}
        <p class="hint top-m">{td_string!(locale, find.series_page.known_how)}</p>
    }
    .into_any()
}

/// `5 of 7 volumes`.
fn yours(say: Say, series: &SeriesReport) -> String {
    use reports::SpineState::{Borrowed, Owned};
    let whole = series.shelf.iter().filter(|spine| spine.number.is_whole());
    let mine = whole
        .clone()
        .filter(|spine| matches!(spine.state, Owned | Borrowed));
    td_string!(
        say.locale(),
        find.series_page.count,
        mine = say.number(mine.count()),
        volumes = say.volumes(whole.count())
    )
}

/// What to hear or get next.
fn next(say: Say, reports: &Reports, index: usize, series: &SeriesReport) -> Option<AnyView> {
    let unfinished = unfinished::of(reports, index, series)?;
    Some(next_book(say, reports, series, unfinished.next))
}

/// In which languages there are titles, and how many.
fn languages(say: Say, reports: &Reports, known: &[InSeries]) -> Option<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for one in known {
        let Some(language) = &reports.product(one.title).language else {
            continue;
        };
        match counts.iter_mut().find(|(known, _)| known == language) {
            Some((_, count)) => *count += 1,
            None => counts.push((language.clone(), 1)),
        }
    }
    order::sort_by(&mut counts, |(a, few), (b, many)| {
        many.cmp(few).then(a.cmp(b))
    });
    let words: Vec<_> = counts
        .into_iter()
        .map(|(language, count)| format!("{} ({})", say.language(&language), say.number(count)))
        .collect();
    (!words.is_empty()).then(|| words.join(", "))
}
