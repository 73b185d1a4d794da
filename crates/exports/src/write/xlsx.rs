//! A workbook: one sheet a list, typed cells, the headings stay in sight.

use std::collections::HashSet;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Url, Workbook, Worksheet, XlsxError,
};

use super::plain::{safe_link, text, yes_no};
use super::{Job, NotWritten};
use crate::table::{Sheet, Table};
use crate::value::{Kind, Value};

/// All lists in one book. Texts are written as texts: nothing in them is a formula.
pub(crate) fn file(job: &Job, tables: &[Table]) -> Result<Vec<u8>, NotWritten> {
    book(job, tables).map_err(|_| NotWritten("XLSX"))
}

fn book(job: &Job, tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (year, month, day) = (job.made.year(), u8::from(job.made.month()), job.made.day());
    let made = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(1900), month, day)?;
    // Otherwise the file would tell the time of the clock that it asked.
    book.set_properties(
        &DocProperties::new()
            .set_creation_datetime(&made)
            .set_author("AudiPy"),
    );
    let formats = Formats::new();
    for table in tables {
        let fields = job.recipe.columns_of(table.list);
        let sheet = table.sheet(&fields, &job.recipe, job.language);
        let page = book.add_worksheet();
        page.set_name(table.list.name(job.language))?;
        fill(page, &sheet, job, &formats)?;
    }
    if tables.is_empty() {
        book.add_worksheet();
    }
    book.save_to_buffer()
}

struct Formats {
    head: Format,
    day: Format,
    length: Format,
    money: Format,
    whole_money: Format,
    link: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            head: Format::new().set_bold().set_align(FormatAlign::Top),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            length: Format::new().set_num_format("[h]:mm"),
            money: Format::new().set_num_format("#,##0.00"),
            whole_money: Format::new().set_num_format("#,##0"),
            link: Format::new()
                .set_font_color(Color::RGB(0x05_63_C1))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
        }
    }
}

fn fill(
    page: &mut Worksheet,
    sheet: &Sheet,
    job: &Job,
    formats: &Formats,
) -> Result<(), XlsxError> {
    page.set_freeze_panes(1, 0)?;
    let mut met = HashSet::new();
    for (column, place) in sheet.columns.iter().zip(0_u16..) {
        // Headings of a table must differ.
        let mut heading = column.heading.clone();
        while !met.insert(heading.to_lowercase()) {
            heading.push_str(" *");
        }
        page.write_string_with_format(0, place, cut(&heading), &formats.head)?;
        page.set_column_width(place, width(column.field.kind(), &heading))?;
    }
    for (row, at) in sheet.rows().zip(1_u32..) {
        for (cell, place) in row.zip(0_u16..) {
            if let Some(value) = cell {
                write(page, (at, place), value, job, formats)?;
            }
        }
    }
    let (rows, columns) = (
        u32::try_from(sheet.len()).unwrap_or(0),
        u16::try_from(sheet.columns.len()).unwrap_or(0),
    );
    if columns > 0 {
        page.autofilter(0, 0, rows, columns - 1)?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn write(
    page: &mut Worksheet,
    (row, place): (u32, u16),
    value: &Value,
    job: &Job,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match value {
        Value::Number(number) => page.write_number(row, place, *number)?,
        Value::Minutes(minutes) => {
            page.write_number_with_format(row, place, *minutes as f64 / 1440.0, &formats.length)?
        }
        Value::Money(money) => {
            let format = match money.currency.minor_digits() {
                0 => &formats.whole_money,
                _ => &formats.money,
            };
            let amount: f64 = money.plain().parse().unwrap_or_default();
            page.write_number_with_format(row, place, amount, format)?
        }
        Value::Date(day) if (1900..10_000).contains(&day.year()) => {
            let year = u16::try_from(day.year()).unwrap_or(1900);
            let day = ExcelDateTime::from_ymd(year, u8::from(day.month()), day.day())?;
            page.write_datetime_with_format(row, place, &day, &formats.day)?
        }
        Value::YesNo(yes) => page.write_string(row, place, yes_no(*yes, job.language))?,
        Value::Link(address) if row <= MOST_LINKS && safe_link(address).is_some() => {
            page.write_url_with_format(row, place, Url::new(address), &formats.link)?
        }
        Value::List(parts) => page.write_string(row, place, cut(&parts.join("; ")))?,
        other => page.write_string(row, place, cut(&text(other, job.language)))?,
    };
    Ok(())
}

/// As long as a cell can be, and without what XML cannot hold.
fn cut(text: &str) -> String {
    let fits = |c: &char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    text.chars().filter(fits).take(LONGEST).collect()
}

fn width(kind: Kind, heading: &str) -> f64 {
    let usual: u32 = match kind {
        Kind::Text | Kind::List => 28,
        Kind::Link => 40,
        Kind::Word => 16,
        Kind::Date => 12,
        Kind::Number | Kind::Money | Kind::Minutes | Kind::YesNo => 9,
    };
    let heading = u32::try_from(heading.chars().count()).unwrap_or(0) + 4;
    f64::from(usual.max(heading.min(40)))
}

/// A sheet holds 65,530 links; one or two columns have some.
const MOST_LINKS: u32 = 32_000;
/// Characters of a cell: 32,767 UTF-16 units.
const LONGEST: usize = 16_000;
