//! Which series are listed, and in which order.

use std::sync::Arc;

use leptos::prelude::*;
use reports::{Reports, SeriesReport, SeriesStatus, TitleId, Volume, text};

use crate::components::report::contents::Contents;
use crate::components::report::facet::{OWN, of_offer};
use crate::components::report::listing::{Collector, Listing, Selection};
use crate::components::report::say::Say;
use crate::components::report::table::{Source, always};
use crate::components::report::view::{GroupOrder, View};

/// Orders of the series, the page's own first.
pub(crate) const ORDERS: &[GroupOrder] = &[
    GroupOrder::Bought,
    GroupOrder::Fewest,
    GroupOrder::Most,
    GroupOrder::Name,
    GroupOrder::Cheapest,
    GroupOrder::Latest,
    GroupOrder::Flat,
];

/// A line of the list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Line {
    /// A series, and which of its rows are left.
    Series(usize, Vec<usize>),
    /// Here begin the series of which nothing is missing.
    Complete(usize),
    /// Here begin the series that nobody can judge.
    NoList,
}

/// The list, line by line.
pub(super) struct Shown {
    pub(super) source: Arc<Source>,
    pub(super) lines: Vec<Line>,
    pub(super) version: u64,
}

/// The rows of a series: missing, stories, coming, dramas, then the member's own.
fn rows(series: &SeriesReport) -> impl Iterator<Item = TitleId> + '_ {
    volumes(series)
        .map(|volume| volume.title)
        .chain(series.mine.iter().copied())
}

/// All but the member's own.
pub(crate) fn volumes(series: &SeriesReport) -> impl Iterator<Item = &Volume> {
    series
        .missing
        .iter()
        .chain(&series.stories)
        .chain(&series.coming)
        .chain(&series.dramas)
}

/// All rows of all series.
pub(crate) fn listing(reports: &Reports) -> Listing {
    let all = &reports.missing.series;
    let mut collector = Collector::new(reports, all.iter().flat_map(rows));
    for series in all {
        // Whoever looks for a volume that is there finds its series.
        let mine = series
            .mine
            .iter()
            .map(|title| &*reports.title(*title).sort_key);
        let people = series.authors.iter().chain(&series.narrators);
        let mut name = text::fold(&series.title);
        for part in people
            .map(|name| text::fold(name))
            .chain(mine.map(str::to_owned))
        {
            name.push('\n');
            name.push_str(&part);
        }
        collector.group(name.into());
        for volume in volumes(series) {
            collector.row(volume.title, of_offer(reports.title(volume.title)));
        }
        for title in &series.mine {
            collector.row(*title, OWN);
        }
    }
    collector.finish()
}

/// What is left in a view: series with gaps, complete ones, those without a list.
pub(super) fn shown(
    source: Memo<Arc<Source>>,
    selection: Memo<Arc<Selection>>,
    view: RwSignal<View>,
) -> Memo<Arc<Shown>> {
    let say = Say::here();
    let order = Memo::new(move |_| view.read().groups.unwrap_or(ORDERS[0]));
    let keys = always(move || {
        let source = source.read();
        let order = order.get();
        say.formats(|formats| Contents::Missing.group_keys(&source.reports, formats, order))
    });
    let version = StoredValue::new(0_u64);
    always(move || {
        let source = source.get();
        let keys = keys.read();
        let view = view.read();
        let selection = selection.read();
        let all = &source.reports.missing.series;
        let mut left: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
        for (series, rows) in &selection.groups {
            left[*series].clone_from(rows);
        }
        let words: Vec<String> = text::fold(&view.search)
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let named = |index: usize| {
            let name = &source.listing.groups[index].text;
            words.iter().all(|word| name.contains(word.as_str()))
        };
        let mut with_gaps = Vec::new();
        let mut complete = Vec::new();
        let mut unknown = Vec::new();
        for (index, series) in all.iter().enumerate() {
            // A series without rows has nothing that a filter could ask for.
            if left[index].is_empty() && (view.filters() || !named(index)) {
                continue;
            }
            // A series stays where it is when one hides its last volume: there it is brought back.
            let has_rows = !series.missing.is_empty()
                || !series.coming.is_empty()
                || !series.not_wanted.is_empty();
            match series.status {
                _ if has_rows => with_gaps.push(index),
                SeriesStatus::Incomplete | SeriesStatus::Partial(_) => with_gaps.push(index),
                SeriesStatus::Complete => complete.push(index),
                SeriesStatus::NoList => unknown.push(index),
            }
        }
        reports::order::sort_by_key(&mut with_gaps, |index| keys[*index]);
        reports::order::sort_by_key(&mut complete, |index| keys[*index].2);
        reports::order::sort_by_key(&mut unknown, |index| keys[*index].2);
        let count = complete.len();
        let mut line = |index: usize| Line::Series(index, std::mem::take(&mut left[index]));
        let mut lines: Vec<Line> = with_gaps.into_iter().map(&mut line).collect();
        if count > 0 {
            lines.push(Line::Complete(count));
            lines.extend(complete.into_iter().map(&mut line));
        }
        if !unknown.is_empty() {
            lines.push(Line::NoList);
            lines.extend(unknown.into_iter().map(&mut line));
        }
        version.update_value(|version| *version += 1);
        Arc::new(Shown {
            source,
            lines,
            version: version.get_value(),
        })
    })
}

/// Series are shown in ascending order of it.
pub(crate) fn key(reports: &Reports, series: &SeriesReport, order: GroupOrder) -> i64 {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    // Nothing to buy: after those with something to buy.
    let gaps = if series.missing.is_empty() {
        i64::MAX
    } else {
        count(series.missing.len())
    };
    match order {
        GroupOrder::Bought => {
            let added = series
                .mine
                .iter()
                .filter_map(|title| reports.item(*title)?.added);
            added.max().map_or(0, |at| -at.millis())
        }
        GroupOrder::Fewest => gaps,
        GroupOrder::Most => -count(series.missing.len()),
        GroupOrder::Cheapest => {
            let worth = reports.options.credit_value.map_or(0, |value| value.minor);
            let cash = series.cost.cash.map_or(0, |cash| cash.minor);
            let credits = series.cost.credits_x100 * worth / 100;
            match gaps {
                i64::MAX => i64::MAX,
                _ if series.cost.unknown > 0 => i64::MAX - 1,
                _ => i64::try_from(cash + credits).unwrap_or(i64::MAX - 2),
            }
        }
        GroupOrder::Latest => {
            let released = series
                .missing
                .iter()
                .chain(&series.coming)
                .filter_map(|volume| reports.product(volume.title).release_date);
            released
                .max()
                .map_or(0, |day| -i64::from(day.to_julian_day()))
        }
        GroupOrder::Flat | GroupOrder::Hours | GroupOrder::Name | GroupOrder::Weight => 0,
    }
}
