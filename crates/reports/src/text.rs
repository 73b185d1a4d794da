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

/// One of the six reports.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ReportKind {
    /// My library by author.
    ByAuthor,
    /// My library by narrator.
    ByNarrator,
    /// My library by series.
    BySeries,
    /// Missing in my series.
    Missing,
    /// More by my authors.
    MoreByAuthors,
    /// More by my narrators.
    MoreByNarrators,
}

impl ReportKind {
    /// All six, in the order of the original.
    pub const ALL: [Self; 6] = [
        Self::ByAuthor,
        Self::ByNarrator,
        Self::BySeries,
        Self::Missing,
        Self::MoreByAuthors,
        Self::MoreByNarrators,
    ];

    /// The name of its file.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::ByAuthor => "my_library_by_authors.txt",
            Self::ByNarrator => "my_library_by_narrators.txt",
            Self::BySeries => "my_library_by_series.txt",
            Self::Missing => "missing_books_in_my_series.txt",
            Self::MoreByAuthors => "missing_books_by_my_authors.txt",
            Self::MoreByNarrators => "missing_books_by_my_narrators.txt",
        }
    }
}

/// All six, name and content.
pub fn files(reports: &Reports) -> [(&'static str, String); 6] {
    ReportKind::ALL.map(|kind| (kind.file_name(), file(reports, kind)))
}

/// One of the six.
pub fn file(reports: &Reports, kind: ReportKind) -> String {
    match kind {
        ReportKind::ByAuthor => library(reports, &reports.by_author, Some("(no author given)")),
        ReportKind::ByNarrator => {
            library(reports, &reports.by_narrator, Some("(no narrator given)"))
        }
        ReportKind::BySeries => library(reports, &reports.by_series, None),
        ReportKind::Missing => missing(reports),
        ReportKind::MoreByAuthors => more(
            reports,
            &reports.more_by_authors,
            "Missing Books by Your Authors (Priority 2)",
        ),
        ReportKind::MoreByNarrators => more(
            reports,
            &reports.more_by_narrators,
            "Missing Books by Your Narrators (Discovery)",
        ),
    }
}

/// NFKD, marks removed, lower case: the key by which the files are sorted and pages search.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    decomposed(text)
}

/// [`fold`], in place where that is possible.
pub(crate) fn folded(mut text: String) -> String {
    if text.is_ascii() {
        text.make_ascii_lowercase();
        return text;
    }
    decomposed(&text)
}

fn decomposed(text: &str) -> String {
    let classes = CanonicalCombiningClassMapBorrowed::new();
    let mut text = DecomposingNormalizerBorrowed::new_nfkd()
        .normalize(text)
        .into_owned();
    text.retain(|c| c.is_ascii() || classes.get_u8(c) == 0);
    // Most letters with marks are ASCII without them.
    if text.is_ascii() {
        text.make_ascii_lowercase();
        return text;
    }
    text.to_lowercase()
}

fn library(reports: &Reports, groups: &[Group], not_given: Option<&str>) -> String {
    let plain = groups.iter().filter(|group| group.part.is_none());
    let mut shown: Vec<(&str, &str, &Group)> = plain
        .filter_map(|group| match &group.name {
            GroupName::Named(name) => Some((&*group.sort_key, name.as_str(), group)),
            GroupName::NotGiven => not_given.map(|words| (words, words, group)),
        })
        .collect();
    // A name may begin with a sign that comes before the bracket of "(no author given)".
    order::sort_by_key(&mut shown, |(sort_key, ..)| *sort_key);
    let mut text = String::new();
    let mut titles: Vec<&str> = Vec::new();
    for (_, heading, group) in shown {
        line(&mut text, &[heading, ":"]);
        // They lie far apart in memory: it is faster to look for all of them first.
        titles.clear();
        titles.extend((group.rows.iter()).map(|row| reports.product(row.title).title.as_str()));
        for (row, title) in group.rows.iter().zip(&titles) {
            match reports.sequence_text(row) {
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
        let mut is_empty = true;
        for id in titles {
            let Some((sign, price)) = sign(reports.title(id).advice) else {
                continue;
            };
            if is_empty {
                line(&mut text, &[name, ":"]);
                is_empty = false;
            }
            let price = price.map(money).unwrap_or_default();
            line(
                &mut text,
                &["  ", sign, " ", &reports.product(id).title, &price],
            );
        }
        if !is_empty {
            text.push('\n');
        }
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
    let amount = price.plain();
    match price.currency {
        Currency::Usd => [" ($", &amount, ")"].concat(),
        other => [" (", other.code(), " ", &amount, ")"].concat(),
    }
}

/// Parts and a line feed. What comes from the store cannot break the line.
fn line(text: &mut String, parts: &[&str]) {
    // The two separators and control characters beyond ASCII begin with E2 and C2 in UTF-8.
    let may_break = |byte: u8| byte.is_ascii_control() || matches!(byte, 0xc2 | 0xe2);
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    for part in parts {
        if part.bytes().any(may_break) {
            text.extend(part.chars().map(|c| if breaks(c) { ' ' } else { c }));
        } else {
            text.push_str(part);
        }
    }
    text.push('\n');
}
