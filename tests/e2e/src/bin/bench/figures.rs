//! Numbers as they are printed: medians, growth, aims.

use std::fmt::Display;

/// The middle one of several measurements; of an even number, the upper one.
pub(crate) fn median(figures: impl IntoIterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.into_iter().collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The exponent `e` by which a time grows as `n^e`; 1.00 is linear.
pub(crate) fn growth(fewer: (usize, f64), more: (usize, f64)) -> f64 {
    (more.1 / fewer.1).ln() / (float(more.0) / float(fewer.0)).ln()
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
pub(crate) fn float(count: usize) -> f64 {
    count as f64
}

/// Prints the title of a part.
pub(crate) fn heading(title: &str) {
    println!("\n── {title}");
}

/// Prints one figure.
pub(crate) fn figure(name: &str, value: impl Display) {
    println!("{name:<58} {value}");
}

/// Prints one figure that has an aim, and whether it is met.
pub(crate) fn aimed(name: &str, value: f64, unit: &str, at_most: f64) {
    let verdict = if value <= at_most { "met" } else { "MISSED" };
    figure(
        name,
        format!("{value:.1} {unit} (aim: at most {at_most} {unit}: {verdict})"),
    );
}
