//! API reference, 10.3: missing in my series.

mod boxes;
mod case_by_case;
mod editions;
mod whole;

use reports::{Remark, Reports, SpineState};

use crate::support::{Book, book, only_series, volumes};

/// `1 owned, 3 missing`: the shelf in words.
fn shelf(reports: &Reports) -> String {
    let spines = only_series(reports).shelf.iter().map(|spine| {
        let state = match spine.state {
            SpineState::Owned => "owned",
            SpineState::Borrowed => "borrowed",
            SpineState::Missing => "missing",
            SpineState::InPlus => "plus",
            SpineState::NotForSale => "unsold",
            SpineState::Coming => "coming",
            SpineState::Elsewhere => "elsewhere",
            SpineState::NotWanted => "not wanted",
        };
        format!("{} {state}", spine.number)
    });
    spines.collect::<Vec<_>>().join(", ")
}

fn missing(reports: &Reports) -> Vec<String> {
    volumes(reports, &only_series(reports).missing)
}

fn remarks(reports: &Reports, index: usize) -> &[Remark] {
    &only_series(reports).missing[index].remarks
}

fn spine_remarks<'a>(reports: &'a Reports, number: &str) -> &'a [Remark] {
    let mut spines = only_series(reports).shelf.iter();
    let spine = spines.find(|spine| spine.number.to_string() == number);
    &spine.expect("the spine is on the shelf").remarks
}

/// A volume of series S, in its child list and in its own entry.
fn volume(short: &str, name: &str, number: &str) -> Book {
    book(short, name).in_series("S", number)
}
