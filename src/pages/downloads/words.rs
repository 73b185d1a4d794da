//! What formats and sizes are called.

use exports::{Format, Recipe};

use super::draft::Draft;
use crate::components::report::Say;
use crate::language::td_string;

/// A format, and what it is good for.
pub(super) fn format(say: Say, format: Format) -> (&'static str, &'static str) {
    let locale = say.locale();
    match format {
        Format::Text => (
            td_string!(locale, downloads.f_text),
            td_string!(locale, downloads.f_text_for),
        ),
        Format::Csv => (
            td_string!(locale, downloads.f_csv),
            td_string!(locale, downloads.f_csv_for),
        ),
        Format::Json => (
            td_string!(locale, downloads.f_json),
            td_string!(locale, downloads.f_json_for),
        ),
        Format::Xlsx => (
            td_string!(locale, downloads.f_xlsx),
            td_string!(locale, downloads.f_xlsx_for),
        ),
        Format::Markdown => (
            td_string!(locale, downloads.f_markdown),
            td_string!(locale, downloads.f_markdown_for),
        ),
        Format::Html => (
            td_string!(locale, downloads.f_html),
            td_string!(locale, downloads.f_html_for),
        ),
        Format::Ics => (
            td_string!(locale, downloads.f_ics),
            td_string!(locale, downloads.f_ics_for),
        ),
        Format::Goodreads => (
            td_string!(locale, downloads.f_goodreads),
            td_string!(locale, downloads.f_goodreads_for),
        ),
        Format::Everything => (
            td_string!(locale, downloads.f_everything),
            td_string!(locale, downloads.f_everything_for),
        ),
    }
}

/// `Excel workbook · Library, Wish list`.
pub(super) fn about(draft: Draft, recipe: &Recipe) -> String {
    let (name, _) = format(draft.say, recipe.format);
    if !recipe.format.has_choices() {
        return name.to_owned();
    }
    let language = draft.language();
    let lists = recipe.lists_needed();
    let lists: Vec<_> = lists.iter().map(|list| list.name(language)).collect();
    format!("{name} · {}", lists.join(", "))
}

/// `1.2 MB`, as file managers have it.
#[expect(clippy::cast_precision_loss, reason = "for reading only")]
pub(super) fn size(say: Say, bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_000_000 => (1e3, "kB"),
        1_000_000..1_000_000_000 => (1e6, "MB"),
        _ => (1e9, "GB"),
    };
    let amount = bytes as f64 / unit;
    let amount = if amount < 10.0 && unit > 1e3 {
        (amount * 10.0).round() / 10.0
    } else {
        amount.round().max(1.0)
    };
    let amount = say.formats(|formats| formats.number(amount));
    format!("{amount} {name}")
}
