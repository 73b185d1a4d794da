//! The cells of a row, and what is said about a title beside its name.

use audible::{Asin, LibraryItem, Marketplace, Product};
use leptos::prelude::*;
use reports::{Class, Holding, Reports, Title, TitleId};

use super::address::{book_link, people_links, series_links};
use super::advice::advice_note;
use super::columns::column_name;
use super::contents::Contents;
use super::not_for_me::hide_in_row;
use super::owners::owners;
use super::say::{Say, clock};
use super::series::remark_text;
use super::view::Column;
use crate::language::td_string;

/// All cells of a row.
pub(crate) fn cells(
    say: Say,
    contents: Contents,
    columns: &[Column],
    reports: &Reports,
    (group, row): (usize, usize),
    title: TitleId,
) -> Vec<AnyView> {
    let product = reports.product(title);
    columns
        .iter()
        .map(|column| match column {
            Column::Title => {
                // Where the series has a column, the number stands there.
                let numbered = !columns.contains(&Column::Series);
                title_cell(say, contents, reports, (group, row), title, numbered)
            }
            Column::Series => linked(*column, series_links(say, &product.series, UNREACHED)),
            Column::Author => linked(
                *column,
                people_links(&product.authors, MOST_NAMES, UNREACHED),
            ),
            Column::Narrator => linked(
                *column,
                people_links(&product.narrators, MOST_NAMES, UNREACHED),
            ),
            Column::Length => cell(*column, product.runtime_min.map(clock)),
            Column::Bought => {
                let added = reports.item(title).and_then(|item| item.added);
                let day = |at| say.formats(|formats| formats.day(at));
                extra(say, *column, added.map(day))
            }
            Column::Released => {
                let day = product.release_date.map(|day| say.day(day));
                extra(say, *column, day)
            }
            Column::Listened => listened(say, reports, title),
            Column::Advice => {
                let note = advice_note(say, reports.title(title), reports.options.credit_value);
                view! { <td class=class_of(*column) role="cell">{note}</td> }.into_any()
            }
            Column::Language => {
                let language = product.language.as_deref();
                extra(say, *column, language.map(|name| say.language(name)))
            }
            Column::Genre => extra(say, *column, product.genres.last().cloned()),
            Column::Publisher => extra(say, *column, product.publisher.clone()),
            Column::Rating => {
                let stars = |mean| say.formats(|formats| formats.stars(mean));
                extra(
                    say,
                    *column,
                    product.rating.map(|rating| stars(rating.average)),
                )
            }
            Column::Stars => {
                let stars = reports.item(title).and_then(|item| item.own_stars);
                extra(say, *column, stars.map(|stars| stars.to_string()))
            }
        })
        .collect()
}

/// Where a column stands; cards place their parts by it.
pub(crate) const fn class_of(column: Column) -> &'static str {
    match column {
        Column::Title => "title-cell",
        Column::Series => "series-cell",
        Column::Author | Column::Narrator => "by-cell",
        Column::Length => "r len",
        Column::Bought | Column::Released => "r date",
        Column::Listened => "r prog",
        Column::Advice => "advice-cell",
        Column::Rating | Column::Stars => "r extra",
        Column::Genre | Column::Language | Column::Publisher => "extra",
    }
}

/// The title's page in the Audible store.
pub(crate) fn store_address(store: Marketplace, asin: &Asin) -> String {
    format!("https://www.audible.{}/pd/{asin}", store.tld())
}

/// What one would want to know before choosing: cut, played, borrowed, on the wish list …
pub(crate) fn flags(say: Say, reports: &Reports, title: &Title, product: &Product) -> Vec<String> {
    let locale = say.locale();
    let mut flags = Vec::new();
    if title.abridged {
        flags.push(td_string!(locale, reports.row.abridged).to_owned());
    }
    if title.class == Class::Drama {
        flags.push(td_string!(locale, reports.row.drama).to_owned());
    }
    match title.holding {
        Holding::Borrowed { leaves: Some(day) } => flags.push(td_string!(
            locale,
            reports.row.borrowed_until,
            day = say.day(day)
        )),
        Holding::Borrowed { leaves: None } => {
            flags.push(td_string!(locale, reports.row.borrowed).to_owned());
        }
        Holding::Ordered => flags.push(td_string!(locale, reports.row.ordered).to_owned()),
        _ => {}
    }
    if title.hidden {
        flags.push(td_string!(locale, reports.hidden.flag).to_owned());
    }
    if title.wished {
        flags.push(td_string!(locale, reports.row.wish).to_owned());
    }
    let usual = reports.snapshot().store.language();
    if let Some(language) = product.language.as_deref().filter(|name| *name != usual) {
        flags.push(say.language(language));
    }
    flags
}

/// `13 h 5 min · Josune Arrate · 2019 · 4.6 from 812 ratings`.
pub(crate) fn facts(say: Say, product: &Product) -> Vec<String> {
    let locale = say.locale();
    let length = match product.runtime_min {
        Some(minutes) if minutes > 0 => say.duration(u64::from(minutes)),
        _ => td_string!(locale, reports.row.no_length).to_owned(),
    };
    let narrators = names(&product.narrators)
        .unwrap_or_else(|| td_string!(locale, reports.row.no_narrator).to_owned());
    let year = product
        .release_date
        .map(time::Date::year)
        .filter(|year| *year < UNSCHEDULED)
        .map(|year| year.to_string());
    let rating = product.rating.map(|rating| {
        let stars = say.formats(|formats| formats.stars(rating.average));
        td_string!(
            locale,
            reports.count.ratings,
            count = u64::from(rating.count),
            stars = stars,
            n = say.formats(|formats| formats.count(u64::from(rating.count)))
        )
    });
    [Some(length), Some(narrators), year, rating]
        .into_iter()
        .flatten()
        .collect()
}

/// The store's year for "not scheduled".
const UNSCHEDULED: i32 = 2100;

fn title_cell(
    say: Say,
    contents: Contents,
    reports: &Reports,
    (group, row): (usize, usize),
    id: TitleId,
    numbered: bool,
) -> AnyView {
    let title = reports.title(id);
    let product = reports.product(id);
    let own = contents
        .group(reports, group)
        .and_then(|group| group.rows.get(row));
    let number = if numbered {
        contents.number(reports, group, row)
    } else {
        None
    };
    let mut notes = flags(say, reports, title, product);
    if own.is_some_and(|row| row.twin) {
        notes.extend(twin_notes(product));
    }
    if let Some(volume) = contents.volume(reports, group, row) {
        let remarks = volume.remarks.iter();
        notes.extend(remarks.map(|remark| remark_text(say, reports, remark)));
    }
    if let Some(suggestion) = contents.suggestion(reports, group, id) {
        let locale = say.locale();
        for (holds, note) in [
            (
                suggestion.anthology,
                td_string!(locale, reports.more.anthology),
            ),
            (
                suggestion.maybe_other_person,
                td_string!(locale, reports.more.maybe_other),
            ),
        ] {
            if holds {
                notes.push(note.to_owned());
            }
        }
    }
    let is_suggested =
        matches!(contents, Contents::Missing | Contents::More(_)) && !title.holding.in_hands();
    view! {
        <th scope="row" role="rowheader" class="title-cell">
            {number.map(|number| view! { <span class="no">{number}</span> " " })}
            {book_link(product, None, UNREACHED)}
            {(!notes.is_empty()).then(|| view! { <small>{notes.join(" · ")}</small> })}
            {owners(say, product)}
            {is_suggested.then(|| hide_in_row(say, reports, id))}
        </th>
    }
    .into_any()
}

/// Tells two editions of the same title apart.
fn twin_notes(product: &Product) -> Vec<String> {
    let year = product.release_date.map(|day| day.year().to_string());
    [names(&product.narrators), year]
        .into_iter()
        .flatten()
        .collect()
}

fn listened(say: Say, reports: &Reports, title: TitleId) -> AnyView {
    let column = Column::Listened;
    let Some(item) = reports.item(title) else {
        return cell(column, None);
    };
    match (heard(say, item), item.percent_complete) {
        (Some(words), _) if item.finished == Some(true) => cell(column, Some(words)),
        (Some(words), Some(percent)) => {
            let share = say.formats(|formats| formats.percent(f64::from(percent) / 100.0));
            view! {
                <td class=class_of(column) role="cell">
                    <span class="heard">
                        {share} " "
                        <progress max="100" value=percent.to_string() aria-label=words></progress>
                    </span>
                </td>
            }
            .into_any()
        }
        _ if item.finished.is_none() && item.percent_complete.is_none() => cell(column, None),
        _ => {
            let words = td_string!(say.locale(), reports.row.not_started);
            cell(column, Some(words.to_owned()))
        }
    }
}

/// `heard`, or `40 % heard`; `None` if it was not begun.
pub(crate) fn heard(say: Say, item: &LibraryItem) -> Option<String> {
    let locale = say.locale();
    if item.finished == Some(true) {
        return Some(td_string!(locale, reports.row.heard).to_owned());
    }
    let percent = item.percent_complete.filter(|percent| *percent > 0.0)?;
    let share = say.formats(|formats| formats.percent(f64::from(percent) / 100.0));
    Some(td_string!(
        locale,
        reports.row.percent_heard,
        percent = share
    ))
}

fn linked(column: Column, links: Option<AnyView>) -> AnyView {
    view! { <td class=class_of(column) role="cell">{links}</td> }.into_any()
}

/// In a table the keys lead from row to row, not from link to link.
const UNREACHED: Option<&str> = Some("-1");

/// Of a full cast the first ones are named.
const MOST_NAMES: usize = 3;

fn cell(column: Column, text: Option<String>) -> AnyView {
    view! { <td class=class_of(column) role="cell">{text}</td> }.into_any()
}

/// A cell that on a card says what it is of.
fn extra(say: Say, column: Column, text: Option<String>) -> AnyView {
    let name = column_name(say, column);
    view! { <td class=class_of(column) role="cell" data-name=name>{text}</td> }.into_any()
}

/// `Lena Voss, Ruben Aalto`; a full cast is cut short.
pub(crate) fn names(people: &[audible::product::Person]) -> Option<String> {
    let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
    match names[..] {
        [] => None,
        [_, _, _, _, ..] => Some(format!("{} …", names[..3].join(", "))),
        _ => Some(names.join(", ")),
    }
}
