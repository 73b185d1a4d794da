//! JSON, as it is written in `write/json.rs`. Fields and lists of later versions are passed over.

use audible::{Currency, Money};
use serde_json::{Map, Value as Json};

use super::csv::day;
use super::{Record, Records, Unreadable};
use crate::field::Field;
use crate::list::List;
use crate::value::{Kind, Value};
use crate::words::Word;
use crate::write::json::{NAME, VERSION};

/// Whether the document says so before anything else.
pub(super) fn is_ours(start: &str) -> bool {
    start.chars().take(200).collect::<String>().contains(NAME)
}

pub(super) fn read(text: &str) -> Result<Records, Unreadable> {
    let document: Json = serde_json::from_str(text).map_err(|_| {
        // Ours, but broken off.
        if text.contains(NAME) {
            Unreadable::Damaged(0)
        } else {
            Unreadable::Foreign
        }
    })?;
    if document.get("format").and_then(Json::as_str) != Some(NAME) {
        return Err(Unreadable::Foreign);
    }
    match document.get("version").and_then(Json::as_u64) {
        Some(1..=VERSION) => {}
        Some(_) => return Err(Unreadable::Newer),
        None => return Err(Unreadable::Damaged(0)),
    }
    let text_of = |name: &str| document.get(name).and_then(Json::as_str);
    let currency = text_of("currency").and_then(Currency::parse);
    let mut records = Records::default();
    if let Some(store) = text_of("store") {
        records
            .of_all
            .cells
            .push((Field::Store, Value::Text(store.to_owned())));
    }
    if let Some(day) = text_of("as_of") {
        let day = day_of(day)?;
        records.of_all.cells.push((Field::AsOf, day));
    }
    let lists = document
        .get("lists")
        .and_then(Json::as_object)
        .ok_or(Unreadable::Damaged(0))?;
    for (key, rows) in lists {
        let Some(list) = List::of_key(key) else {
            continue;
        };
        let rows = rows.as_array().ok_or(Unreadable::Damaged(0))?;
        records.lists.push(list);
        // Its rows are series: titles have theirs themselves.
        if list == List::Series {
            continue;
        }
        for row in rows {
            let row = row.as_object().ok_or(Unreadable::Damaged(0))?;
            let record = record(list, row, currency)?;
            for needed in [Field::Asin, Field::Title] {
                if record.get(needed).is_none() {
                    return Err(Unreadable::Lacks(needed));
                }
            }
            records.rows.push(record);
        }
    }
    Ok(records)
}

fn record(
    list: List,
    row: &Map<String, Json>,
    of_all: Option<Currency>,
) -> Result<Record, Unreadable> {
    let own = row
        .get(Field::Currency.key())
        .and_then(Json::as_str)
        .and_then(Currency::parse);
    let currency = own.or(of_all);
    let mut record = Record {
        list: Some(list),
        cells: Vec::new(),
    };
    for (key, cell) in row {
        let Some(field) = Field::of_key(key) else {
            continue;
        };
        if !cell.is_null() {
            let value = value(field, cell, currency).ok_or(Unreadable::Damaged(0))?;
            record.cells.push((field, value));
        }
    }
    Ok(record)
}

fn value(field: Field, cell: &Json, currency: Option<Currency>) -> Option<Value> {
    let text = || cell.as_str().map(str::to_owned);
    Some(match field.kind() {
        Kind::Text => Value::Text(text()?),
        Kind::Link => Value::Link(text()?),
        Kind::List => {
            let parts = cell
                .as_array()?
                .iter()
                .map(|part| part.as_str().map(str::to_owned));
            Value::List(parts.collect::<Option<_>>()?)
        }
        Kind::Word => {
            let key = cell.as_str()?;
            Value::Word(*Word::ALL.iter().find(|word| word.key() == key)?)
        }
        Kind::Number => Value::Number(cell.as_f64().filter(|number| *number >= 0.0)?),
        Kind::Date => Value::Date(day(cell.as_str()?)?),
        Kind::Money => Value::Money(Money::from_base(cell.as_f64()?, currency?)?),
        Kind::Minutes => Value::Minutes(cell.as_u64()?),
        Kind::YesNo => Value::YesNo(cell.as_bool()?),
    })
}

fn day_of(text: &str) -> Result<Value, Unreadable> {
    day(text).map(Value::Date).ok_or(Unreadable::Damaged(0))
}
