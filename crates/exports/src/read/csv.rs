//! CSV: columns by their headings in any language, whatever their order.

use audible::{Currency, Money};
use csv::{ByteRecord, Reader, ReaderBuilder, StringRecord};
use time::Date;
use time::macros::format_description;

use super::{Record, Records, Unreadable};
use crate::field::Field;
use crate::value::{Kind, Value};
use crate::words::{Language, Word};
use crate::write::csv::unguarded;
use crate::write::plain;

/// Whether one of the columns has the name that no other program gives.
pub(super) fn is_ours(start: &str) -> bool {
    let first = start.lines().next().unwrap_or_default();
    let mut headings = first.split([',', ';', '\t']);
    headings.any(|heading| {
        heading
            .trim_matches('"')
            .eq_ignore_ascii_case(Field::Asin.key())
    })
}

pub(super) fn read(text: &str, guarded: bool) -> Result<Records, Unreadable> {
    let (known, fields, reader) = columns(text, guarded);
    for needed in [Field::Asin, Field::Title] {
        if !fields.contains(&Some(needed)) {
            return Err(if known >= FEWEST {
                Unreadable::Lacks(needed)
            } else {
                Unreadable::Foreign
            });
        }
    }
    rows(reader, &fields, guarded)
}

/// How many columns are known, which each is, and the reader behind them.
fn columns(text: &str, guarded: bool) -> (usize, Vec<Option<Field>>, Reader<&[u8]>) {
    let tried = |separator| {
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let fields = reader
            .headers()
            .map(|headings| fields(headings, guarded))
            .unwrap_or_default();
        (fields.iter().flatten().count(), fields, reader)
    };
    // Spreadsheet programs like to change it.
    let others = [b';', b'\t'].map(tried);
    let better = |best: (usize, _, _), other: (usize, _, _)| {
        if other.0 > best.0 { other } else { best }
    };
    others.into_iter().fold(tried(b','), better)
}

fn rows(
    mut reader: Reader<&[u8]>,
    fields: &[Option<Field>],
    guarded: bool,
) -> Result<Records, Unreadable> {
    let mut records = Records::default();
    let mut row = ByteRecord::new();
    // The headings are the first row.
    for at in 2.. {
        match reader.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => return Err(Unreadable::Damaged(at)),
        }
        let mut record = Record::default();
        let cells = fields
            .iter()
            .zip(&row)
            .filter_map(|(field, cell)| Some(((*field)?, cell)));
        let mut money = Vec::new();
        for (field, cell) in cells {
            let cell = std::str::from_utf8(cell).map_err(|_| Unreadable::Damaged(at))?;
            let cell = if guarded { unguarded(cell) } else { cell };
            if cell.is_empty() {
                continue;
            }
            if field.kind() == Kind::Money {
                money.push((field, amount(cell).ok_or(Unreadable::Damaged(at))?));
                continue;
            }
            let value = value(field, cell).ok_or(Unreadable::Damaged(at))?;
            record.cells.push((field, value));
        }
        // Amounts are of the currency that is in another column.
        let currency = match record.get(Field::Currency) {
            Some(Value::Text(code)) => Some(Currency::parse(code).ok_or(Unreadable::Damaged(at))?),
            _ => None,
        };
        for (field, amount) in money {
            let currency = currency.unwrap_or(Currency::Usd);
            let money = Money::from_base(amount, currency).ok_or(Unreadable::Damaged(at))?;
            record.cells.push((field, Value::Money(money)));
        }
        records.rows.push(record);
    }
    Ok(records)
}

/// Each column, as far as it is known; the first of two alike.
fn fields(headings: &StringRecord, guarded: bool) -> Vec<Option<Field>> {
    let mut fields = Vec::new();
    for heading in headings {
        let heading = if guarded { unguarded(heading) } else { heading };
        let field = named(heading.trim()).filter(|field| !fields.contains(&Some(*field)));
        fields.push(field);
    }
    fields
}

fn named(heading: &str) -> Option<Field> {
    let is = |field: &Field| {
        let names = Language::ALL.map(|language| field.name(language));
        field.key() == heading || names.iter().any(|name| name.eq_ignore_ascii_case(heading))
    };
    Field::ALL.iter().copied().find(is)
}

fn value(field: Field, cell: &str) -> Option<Value> {
    Some(match field.kind() {
        Kind::Text => Value::Text(cell.to_owned()),
        Kind::List => Value::List(plain::parts(cell)),
        Kind::Word => Value::Word(*Word::ALL.iter().find(|word| {
            word.key() == cell
                || Language::ALL
                    .iter()
                    .any(|language| word.name(*language) == cell)
        })?),
        Kind::Number => Value::Number(amount(cell)?),
        Kind::Date => Value::Date(day(cell)?),
        Kind::Minutes => Value::Minutes(cell.trim().parse().ok()?),
        Kind::Link => Value::Link(cell.to_owned()),
        Kind::YesNo => Value::YesNo(yes_or_no(cell.trim())?),
        Kind::Money => return None,
    })
}

pub(super) fn day(text: &str) -> Option<Date> {
    Date::parse(text.trim(), format_description!("[year]-[month]-[day]")).ok()
}

/// A decimal comma is what a spreadsheet program made of the point.
fn amount(cell: &str) -> Option<f64> {
    let number: f64 = cell.trim().replace(',', ".").parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number)
}

fn yes_or_no(cell: &str) -> Option<bool> {
    let is = |yes| {
        Language::ALL
            .iter()
            .any(|language| plain::yes_no(yes, *language).eq_ignore_ascii_case(cell))
    };
    match (is(true), is(false)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ if cell.eq_ignore_ascii_case("true") => Some(true),
        _ if cell.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// Fewer headings in common are chance.
const FEWEST: usize = 3;
