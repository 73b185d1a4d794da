//! The six `.txt` files (API reference, 11, "our `.txt` rows").
//!
//! UTF-8, line feeds, an empty line after each group; English, no dates, no totals. The order is
//! that of [`fold`] and never a collator's, so that the files are the same everywhere.

use crate::order;
use audible::{Currency, Money};
use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use crate::advice::Advice;
use crate::discover::PersonReport;
use crate::library::{Group, GroupName};
use crate::reports::Reports;
use crate::title::TitleId;

/// Names of the files, in the order of [`files`].
pub const NAMES: [&str; 6] = [
    "my_library_by_authors.txt",
    "my_library_by_narrators.txt",
    "my_library_by_series.txt",
    "missing_books_in_my_series.txt",
    "missing_books_by_my_authors.txt",
    "missing_books_by_my_narrators.txt",
];

/// All six, name and content.
pub fn files(reports: &Reports) -> [(&'static str, String); 6] {
    let mut index = 0..;
    NAMES.map(|name| {
        (
            name,
            index.next().map_or_else(String::new, |i| file(reports, i)),
        )
    })
}

/// One of the six, by its index in [`NAMES`]; empty beyond them.
pub fn file(reports: &Reports, index: usize) -> String {
    match index {
        0 => library(reports, &reports.by_author, Some("(no author given)")),
        1 => library(reports, &reports.by_narrator, Some("(no narrator given)")),
        2 => library(reports, &reports.by_series, None),
        3 => missing(reports),
        4 => more(
            reports,
            &reports.more_by_authors,
            "Missing Books by Your Authors (Priority 2)",
        ),
        5 => more(
            reports,
            &reports.more_by_narrators,
            "Missing Books by Your Narrators (Discovery)",
        ),
        _ => String::new(),
    }
}

/// NFKD, marks removed, lower case: the key by which the files are sorted and pages search.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let classes = CanonicalCombiningClassMapBorrowed::new();
    DecomposingNormalizerBorrowed::new_nfkd()
        .normalize(text)
        .chars()
        .filter(|c| classes.get_u8(*c) == 0)
        .collect::<String>()
        .to_lowercase()
}

fn library(reports: &Reports, groups: &[Group], not_given: Option<&str>) -> String {
    let mut text = String::new();
    for group in groups.iter().filter(|group| group.part.is_none()) {
        let heading = match (&group.name, not_given) {
            (GroupName::Named(name), _) => name,
            (GroupName::NotGiven, Some(words)) => words,
            (GroupName::NotGiven, None) => continue,
        };
        line(&mut text, &[heading, ":"]);
        for row in &group.rows {
            let title = &reports.product(row.title).title;
            match &row.sequence_text {
                Some(sequence) => line(&mut text, &["  - ", title, " (#", sequence, ")"]),
                None => line(&mut text, &["  - ", title]),
            }
        }
        text.push('\n');
    }
    text
}

fn missing(reports: &Reports) -> String {
    let groups = reports.missing.series.iter().map(|series| {
        let mut volumes: Vec<_> = series.missing.iter().chain(&series.stories).collect();
        order::sort_by_key(&mut volumes, |volume| volume.sequence.sort_key());
        let titles: Vec<_> = volumes.into_iter().map(|volume| volume.title).collect();
        (series.title.as_str(), titles)
    });
    suggestions(reports, "Missing Books in Your Series (Priority 1)", groups)
}

fn more(reports: &Reports, people: &[PersonReport], heading: &str) -> String {
    let groups = people.iter().map(|person| {
        let titles = person.rows.iter().map(|row| row.title).collect();
        (person.name.as_str(), titles)
    });
    suggestions(reports, heading, groups)
}

fn suggestions<'a>(
    reports: &Reports,
    heading: &str,
    groups: impl Iterator<Item = (&'a str, Vec<TitleId>)>,
) -> String {
    let mut text = String::new();
    line(&mut text, &[heading]);
    line(
        &mut text,
        &["=================================================="],
    );
    text.push('\n');
    for (name, titles) in groups {
        let rows: Vec<_> = titles
            .into_iter()
            .filter_map(|id| Some((id, sign(reports.title(id).advice)?)))
            .collect();
        if rows.is_empty() {
            continue;
        }
        line(&mut text, &[name, ":"]);
        for (id, (sign, price)) in rows {
            let price = price.map(money).unwrap_or_default();
            line(
                &mut text,
                &["  ", sign, " ", &reports.product(id).title, &price],
            );
        }
        text.push('\n');
    }
    text
}

/// The mark and the price of a row; `None` leaves it out.
const fn sign(advice: Advice) -> Option<(&'static str, Option<Money>)> {
    match advice {
        Advice::Cash { price, .. } | Advice::CashOnly { price, .. } | Advice::Free { price } => {
            Some(("💰", Some(price)))
        }
        Advice::Credit { cash, .. } => Some(("🎫", Some(cash))),
        Advice::NoCreditValue { price, .. } => Some(("❔", Some(price))),
        Advice::Unknown => Some(("❔", None)),
        Advice::Plus { .. } => Some(("✅", None)),
        Advice::Owned | Advice::NotForSale => None,
    }
}

fn money(price: Money) -> String {
    match price.currency {
        Currency::Usd => format!(" (${})", price.plain()),
        other => format!(" ({} {})", other.code(), price.plain()),
    }
}

/// Parts and a line feed. What comes from the store cannot break the line.
fn line(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.extend(part.chars().map(|c| if c.is_control() { ' ' } else { c }));
    }
    text.push('\n');
}
