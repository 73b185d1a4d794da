//! What the member does not want: in a list of its own, no gap on the shelf, and in no cost.

use crate::catalogue::Catalogue;
use crate::order;
use crate::sequence::Number;
use crate::series::{BoxSet, Remark, SeriesReport, SeriesStatus, Spine, SpineState, Volume};
use crate::title::TitleId;

/// Takes hidden titles out of a report that is otherwise done. The rows of other works stay as they are,
/// even a box set that was worth its row for the sake of a volume that is hidden now.
pub(crate) fn leave_out(report: &mut SeriesReport, catalogue: &Catalogue) {
    let is_hidden = |id: TitleId| catalogue.title(id).hidden;
    let mut not_wanted: Vec<Volume> = Vec::new();
    for volumes in [
        &mut report.missing,
        &mut report.stories,
        &mut report.coming,
        &mut report.dramas,
    ] {
        let (hidden, rest): (Vec<Volume>, Vec<Volume>) = std::mem::take(volumes)
            .into_iter()
            .partition(|volume| is_hidden(volume.title));
        *volumes = rest;
        not_wanted.extend(hidden);
    }
    order::sort_by(&mut not_wanted, |a, b| {
        a.sequence.sort_key().cmp(&b.sequence.sort_key())
    });
    report.not_wanted = not_wanted;
    report.boxes.retain(|set| !is_hidden(set.title));
    for (number, title) in &mut report.only_in_box {
        if is_hidden(*title)
            && let Some(other) = box_with(&report.missing, &report.boxes, *number)
        {
            *title = other;
        }
    }
    report.only_in_box.retain(|_, title| !is_hidden(*title));

    let offers_hidden = |remark: &Remark| match remark {
        Remark::AlsoInBox { title, .. } | Remark::UnabridgedExists(title) => is_hidden(*title),
        _ => false,
    };
    for volume in report
        .missing
        .iter_mut()
        .chain(&mut report.stories)
        .chain(&mut report.coming)
        .chain(&mut report.dramas)
    {
        volume.remarks.retain(|remark| !offers_hidden(remark));
    }
    let is_in_hidden_box = |remark: &Remark| match remark {
        Remark::OnlyInBox(title) => is_hidden(*title),
        _ => false,
    };
    for spine in &mut report.shelf {
        let is_not_wanted = match spine.title {
            Some(title) => is_hidden(title),
            None => spine.remarks.iter().any(is_in_hidden_box),
        };
        let other = report.only_in_box.get(&spine.number);
        match other.filter(|_| is_not_wanted && spine.title.is_none()) {
            Some(other) => {
                spine.state = SpineState::wanted(catalogue.title(*other).advice);
                spine.remarks = vec![Remark::OnlyInBox(*other)];
            }
            None if is_not_wanted => spine.state = SpineState::NotWanted,
            None => {}
        }
        spine.remarks.retain(|remark| !offers_hidden(remark));
    }

    report.add_cost(catalogue);
    if report.status == SeriesStatus::Incomplete && !report.shelf.iter().any(Spine::is_wanted) {
        report.status = SeriesStatus::Complete;
    }
}

/// A box set that has a missing number.
fn box_with(missing: &[Volume], boxes: &[BoxSet], number: Number) -> Option<TitleId> {
    let row = missing
        .iter()
        .find(|volume| volume.sequence.is_box() && volume.sequence.numbers().contains(&number));
    let set = || boxes.iter().find(|set| set.missing.contains(&number));
    row.map(|volume| volume.title)
        .or_else(|| set().map(|set| set.title))
}
