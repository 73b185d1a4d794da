//! Markdown: a table a list, for notes and for repositories.

use std::fmt::Write;

use super::Job;
use super::plain::{clock, safe_link, text};
use crate::table::Table;
use crate::value::{Kind, Value};

/// One list.
pub(crate) fn file(job: &Job, table: &Table) -> Vec<u8> {
    let fields = job.recipe.columns_of(table.list);
    let sheet = table.sheet(&fields, &job.recipe, job.language);
    let mut out = String::new();
    let name = escaped(table.list.name(job.language));
    // Writing to a string does not fail.
    let _ = write!(out, "# {name}\n\n");
    let mut line = |cells: Vec<String>| {
        out.push('|');
        for cell in cells {
            out.push(' ');
            out.push_str(&cell);
            out.push_str(" |");
        }
        out.push('\n');
    };
    line(
        sheet
            .columns
            .iter()
            .map(|column| escaped(&column.heading))
            .collect(),
    );
    line(
        sheet
            .columns
            .iter()
            .map(|column| match column.field.kind() {
                Kind::Number | Kind::Money | Kind::Minutes => "---:".to_owned(),
                _ => "---".to_owned(),
            })
            .collect(),
    );
    for row in sheet.rows() {
        line(
            row.map(|cell| cell.map_or_else(String::new, |value| shown(value, job)))
                .collect(),
        );
    }
    out.into_bytes()
}

fn shown(value: &Value, job: &Job) -> String {
    match value {
        Value::Link(address) => match safe_link(address) {
            Some(address) => format!("<{address}>"),
            None => escaped(address),
        },
        Value::Minutes(minutes) => clock(*minutes),
        Value::List(parts) => escaped(&parts.join("; ")),
        other => escaped(&text(other, job.language)),
    }
}

/// What Markdown would take for marks is taken as it is; a cell stays in its line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            out.push(' ');
            continue;
        }
        if MARKS.contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    // Marks of lists and headings count at the start only.
    if out.starts_with(['+', '-']) {
        out.insert(0, '\\');
    }
    out
}

/// Marks within a line, and what HTML or an address would begin with.
const MARKS: &str = r"\`*_{}[]<>#|~!&@:";
