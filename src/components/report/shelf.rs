//! [`shelf`]: a series as a shelf, one spine a volume.

use leptos::prelude::*;
use reports::{Number, Reports, SeriesReport, Spine, SpineState};

/// The spines. For the eye only: the text beside it says the same.
pub(crate) fn shelf(reports: &Reports, series: &SeriesReport) -> impl IntoView + use<> {
    let spines: Vec<_> = series
        .shelf
        .iter()
        .map(|spine| {
            let class = format!("{} {}", kind(spine.state), height(reports, spine));
            view! { <i class=class>{spine.number.to_string()}</i> }
        })
        .collect();
    view! { <span class="shelf" aria-hidden="true">{spines}</span> }
}

/// `3`, `14, 15`, `18–21`: three or more in a row are drawn together.
pub(crate) fn runs(numbers: &[Number]) -> Vec<String> {
    let mut runs: Vec<Vec<Number>> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some(run) if follows(run, *number) => run.push(*number),
            _ => runs.push(vec![*number]),
        }
    }
    runs.iter()
        .flat_map(|run| match run[..] {
            [first, _, .., last] => vec![format!("{first}–{last}")],
            _ => run.iter().map(Number::to_string).collect(),
        })
        .collect()
}

fn follows(run: &[Number], number: Number) -> bool {
    run.last().is_some_and(|last| {
        last.is_whole() && number.thousandths() == last.thousandths().saturating_add(1000)
    })
}

const fn kind(state: SpineState) -> &'static str {
    match state {
        SpineState::Owned | SpineState::Borrowed => "own",
        SpineState::Missing => "gap",
        SpineState::InPlus => "plus",
        SpineState::Coming => "due",
        SpineState::NotForSale | SpineState::Elsewhere => "off",
        SpineState::NotWanted => "off left",
    }
}

/// Taller for a longer book; the middle height where the length is not known.
fn height(reports: &Reports, spine: &Spine) -> &'static str {
    let minutes = spine
        .title
        .and_then(|title| reports.product(title).runtime_min)
        .filter(|minutes| *minutes > 0);
    match minutes {
        Some(..180) => "h1",
        Some(180..360) => "h2",
        Some(360..540) => "h3",
        None | Some(540..690) => "h4",
        Some(690..840) => "h5",
        Some(840..1020) => "h6",
        Some(1020..) => "h7",
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn numbers_in_a_row_are_drawn_together() {
        for (numbers, expected) in [
            ("", ""),
            ("3", "3"),
            ("3 6", "3 6"),
            ("14 15", "14 15"),
            ("14 15 18 19 20 21", "14 15 18–21"),
            ("1 2 3", "1–3"),
            ("0.5 1.5 2.5", "0.5 1.5 2.5"),
            ("1 1.5 2", "1 1.5 2"),
        ] {
            let read: Vec<_> = numbers.split(' ').filter_map(Number::parse).collect();
            assert_eq!(runs(&read).join(" "), expected);
        }
    }
}
