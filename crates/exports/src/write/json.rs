//! JSON, as `public/export.schema.json` says.

use std::io::{self, Write};

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::json;
use serde_json::ser::Formatter;

use super::plain::iso;
use super::{Job, NotWritten};
use crate::field::Field;
use crate::list::List;
use crate::table::{Sheet, Table};
use crate::value::{Kind, Value};
use crate::words::{Language, Word};

/// All lists in one document. What is not known is left out.
pub(crate) fn file(job: &Job, tables: &[Table]) -> Result<Vec<u8>, NotWritten> {
    let mut out = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, Lines { depth: 0 });
    let document = Document { job, tables };
    document
        .serialize(&mut serializer)
        .map_err(|_| NotWritten("JSON"))?;
    out.push(b'\n');
    Ok(out)
}

/// A line for each row, so that two files can be compared by any program.
struct Lines {
    depth: usize,
}

impl Formatter for Lines {
    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        out.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        out.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        // Rows are the third; the document and its lists are around them.
        if self.depth < 3 {
            out.write_all(b"\n")
        } else {
            Ok(())
        }
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        if self.depth < 3 {
            out.write_all(b"\n")
        } else {
            Ok(())
        }
    }
}

/// What [`Document`]s look like, as a JSON Schema.
pub fn schema() -> String {
    let row = |list: &List| {
        let fields = list
            .all()
            .map(|field| (field.key().to_owned(), of_kind(field)));
        let fields: serde_json::Map<_, _> = fields.collect();
        json!({
            "title": list.name(Language::En),
            "type": "array",
            "items": {
                "type": "object",
                "properties": fields,
                "additionalProperties": false,
            },
        })
    };
    let lists: serde_json::Map<_, _> = List::ALL
        .iter()
        .map(|list| (list.key().to_owned(), row(list)))
        .collect();
    let stores = audible::Marketplace::ALL.map(audible::Marketplace::code);
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "AudiPy export, version 1",
        "description": "Lists of titles. What is not known is left out. Later versions may add lists and fields.",
        "type": "object",
        "properties": {
            "format": { "const": NAME },
            "version": { "const": VERSION },
            "store": { "enum": stores, "description": "Country code of the store; prices are this member's there." },
            "currency": { "type": "string", "description": "ISO 4217 code of the store's currency." },
            "as_of": { "type": "string", "format": "date", "description": "The day on which the library was read." },
            "made": { "type": "string", "format": "date" },
            "lists": { "type": "object", "properties": lists, "additionalProperties": false },
        },
        "required": ["format", "version", "store", "currency", "made", "lists"],
        "additionalProperties": false,
    });
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

fn of_kind(field: Field) -> serde_json::Value {
    let name = field.name(Language::En);
    match field.kind() {
        Kind::Text => json!({ "title": name, "type": "string" }),
        Kind::List => json!({ "title": name, "type": "array", "items": { "type": "string" } }),
        Kind::Word => {
            let words: Vec<_> = Word::ALL.iter().map(|word| word.key()).collect();
            json!({ "title": name, "enum": words })
        }
        Kind::Number | Kind::Money => {
            json!({ "title": name, "type": "number", "minimum": 0 })
        }
        Kind::Date => json!({ "title": name, "type": "string", "format": "date" }),
        Kind::Minutes => {
            json!({ "title": name, "type": "integer", "minimum": 0, "description": "Minutes." })
        }
        Kind::Link => json!({ "title": name, "type": "string", "format": "uri" }),
        Kind::YesNo => json!({ "title": name, "type": "boolean" }),
    }
}

struct Document<'a> {
    job: &'a Job,
    tables: &'a [Table],
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let job = self.job;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", NAME)?;
        map.serialize_entry("version", &VERSION)?;
        map.serialize_entry("store", job.store.code())?;
        map.serialize_entry("currency", job.store.currency().code())?;
        if let Some(day) = job.as_of {
            map.serialize_entry("as_of", &iso(day))?;
        }
        map.serialize_entry("made", &iso(job.made))?;
        map.serialize_entry("lists", &Lists(self))?;
        map.end()
    }
}

struct Lists<'a>(&'a Document<'a>);

impl Serialize for Lists<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Document { job, tables } = self.0;
        let mut map = serializer.serialize_map(Some(tables.len()))?;
        for table in *tables {
            let fields = job.recipe.columns_of(table.list);
            let sheet = table.sheet(&fields, &job.recipe, job.language);
            map.serialize_entry(table.list.key(), &Rows(&sheet))?;
        }
        map.end()
    }
}

struct Rows<'a>(&'a Sheet<'a>);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.0.len()))?;
        for row in self.0.rows() {
            let fields = self.0.columns.iter().map(|column| column.field);
            let cells = fields
                .zip(row)
                .filter_map(|(field, cell)| Some((field, cell?)));
            rows.serialize_element(&Row(cells.collect()))?;
        }
        rows.end()
    }
}

struct Row<'a>(Vec<(Field, &'a Value)>);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (field, value) in &self.0 {
            map.serialize_key(field.key())?;
            match value {
                Value::Text(text) | Value::Link(text) => map.serialize_value(text),
                Value::List(parts) => map.serialize_value(parts),
                Value::Word(word) => map.serialize_value(word.key()),
                #[expect(clippy::cast_possible_truncation, reason = "it has no fraction")]
                Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                    map.serialize_value(&(*number as i64))
                }
                Value::Number(number) => map.serialize_value(number),
                Value::Date(day) => map.serialize_value(&iso(*day)),
                // Two decimals: the nearest float is written as it is read.
                Value::Money(money) => {
                    map.serialize_value(&money.plain().parse::<f64>().unwrap_or_default())
                }
                Value::Minutes(minutes) => map.serialize_value(minutes),
                Value::YesNo(yes) => map.serialize_value(yes),
            }?;
        }
        map.end()
    }
}

/// What the files say that they are.
pub(crate) const NAME: &str = "audipy-export";
/// Raised when an older reader would misunderstand it.
pub(crate) const VERSION: u64 = 1;
