//! What the member does not want suggested, by their word about a title.
//!
//! A word is about a work: it hides the title it was said of, and all that the engine takes for other
//! editions of it wherever it keeps one edition of a work only: the same class (read or played), main title
//! and author, and not another volume. A box set is a work of its own, and what the member has is never
//! hidden. Reports are computed as if nothing were hidden, and the rows of hidden works taken out at the
//! end: hiding one work brings no other edition of it up, and changes no row of another work.

use audible::{Asin, Snapshot};
use rustc_hash::FxHashMap;

use crate::catalogue::{Catalogue, Claims};
use crate::discover::PersonReport;
use crate::missing;
use crate::options::Options;
use crate::order;
use crate::reports::Reports;
use crate::title::TitleId;

/// Takes out what the member does not want; nothing is touched where that is nothing.
pub(crate) fn leave_out(reports: &mut Reports, snapshot: &Snapshot, catalogue: &mut Catalogue) {
    let hidden = hidden(&reports.options, snapshot, catalogue);
    if hidden.is_empty() {
        return;
    }
    for id in hidden.keys() {
        catalogue.hide(*id);
    }
    reports.hidden = hidden;
    let mut series = std::mem::take(&mut reports.missing.series);
    for report in &mut series {
        missing::leave_out(report, catalogue);
    }
    reports.missing = missing::total(series, catalogue);
    for people in [&mut reports.more_by_authors, &mut reports.more_by_narrators] {
        leave_out_of(people, catalogue);
    }
}

/// Every title that is hidden, and by which words.
fn hidden(
    options: &Options,
    snapshot: &Snapshot,
    catalogue: &mut Catalogue,
) -> FxHashMap<TitleId, Vec<Asin>> {
    let mut claims = Claims::default();
    for asin in &options.hidden {
        // Whatever keeps it from being suggested now, say its language: the word is about other editions, too.
        if let Some(id) = catalogue.intern(snapshot, asin, options) {
            claims.claim(catalogue, id);
        }
    }
    let catalogue = &*catalogue;
    if claims.is_empty() {
        return FxHashMap::default();
    }
    let not_mine = catalogue
        .ids()
        .filter(|id| !catalogue.title(*id).holding.in_hands());
    not_mine
        .filter_map(|id| {
            let by = claims.claims_of(snapshot, catalogue, id);
            let mut by: Vec<Asin> = by
                .map(|other| catalogue.product(snapshot, other).asin.clone())
                .collect();
            order::sort(&mut by);
            by.dedup();
            (!by.is_empty()).then_some((id, by))
        })
        .collect()
}

/// Whoever has nothing else to suggest is left out, too.
fn leave_out_of(people: &mut Vec<PersonReport>, catalogue: &Catalogue) {
    for person in &mut *people {
        for rows in [&mut person.rows, &mut person.coming] {
            rows.retain(|row| !catalogue.title(row.title).hidden);
        }
    }
    people.retain(|person| !person.rows.is_empty() || !person.coming.is_empty());
}
