//! [`Table`]: a list with its rows, and [`Sheet`]: what of it goes into a file.

use std::cmp::Ordering;

use reports::text::fold;

use crate::field::Field;
use crate::list::List;
use crate::recipe::{Order, Recipe};
use crate::value::{Cell, Value};
use crate::words::Language;

/// A list and its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Which list.
    pub list: List,
    /// What the cells of each row are.
    pub fields: Vec<Field>,
    /// Each as long as [`Table::fields`].
    pub rows: Vec<Vec<Cell>>,
}

/// Some columns of a table under their headings, with the rows in order.
#[derive(Clone, Debug)]
pub(crate) struct Sheet<'a> {
    pub(crate) list: List,
    pub(crate) columns: Vec<Column>,
    rows: Vec<&'a [Cell]>,
}

/// A column of a sheet.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) field: Field,
    pub(crate) heading: String,
    place: usize,
}

impl Table {
    /// Without rows.
    pub const fn new(list: List, fields: Vec<Field>) -> Self {
        Self {
            list,
            fields,
            rows: Vec::new(),
        }
    }

    fn place(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|known| *known == field)
    }

    /// A cell of a row.
    pub(crate) fn cell<'a>(&self, row: &'a [Cell], field: Field) -> Option<&'a Value> {
        row.get(self.place(field)?)?.as_ref()
    }

    /// These columns of it, as a recipe calls and sorts them.
    pub(crate) fn sheet(&self, fields: &[Field], recipe: &Recipe, language: Language) -> Sheet<'_> {
        let columns = fields
            .iter()
            .filter_map(|field| {
                Some(Column {
                    field: *field,
                    heading: recipe.heading(*field, language),
                    place: self.place(*field)?,
                })
            })
            .collect();
        let mut rows: Vec<&[Cell]> = self.rows.iter().map(Vec::as_slice).collect();
        if let Some(Order { by, falling }) = recipe.order
            && let Some(place) = self.place(by)
        {
            // Folding is dear: once a row.
            let mut keyed: Vec<_> = rows
                .into_iter()
                .map(|row| (row.get(place).and_then(Option::as_ref).map(Key::of), row))
                .collect();
            keyed.sort_by(|(a, _), (b, _)| compare(a.as_ref(), b.as_ref(), falling));
            rows = keyed.into_iter().map(|(_, row)| row).collect();
        }
        Sheet {
            list: self.list,
            columns,
            rows,
        }
    }
}

impl<'a> Sheet<'a> {
    /// Rows, each as its cells from left to right.
    pub(crate) fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = Option<&'a Value>>> {
        self.rows.iter().map(|row| {
            let cells = self.columns.iter().map(|column| column.place);
            cells.map(|place| row.get(place).and_then(Option::as_ref))
        })
    }

    pub(crate) const fn len(&self) -> usize {
        self.rows.len()
    }
}

/// What a cell is sorted by.
enum Key {
    Text(String),
    Number(f64),
}

impl Key {
    #[expect(clippy::cast_precision_loss, reason = "for comparing only")]
    fn of(value: &Value) -> Self {
        match value {
            Value::Text(text) | Value::Link(text) => Self::Text(fold(text)),
            Value::List(parts) => Self::Text(fold(&parts.join("; "))),
            Value::Word(word) => Self::Text(word.key().to_owned()),
            Value::Number(number) => Self::Number(*number),
            Value::Date(day) => Self::Number(f64::from(day.to_julian_day())),
            Value::Money(money) => Self::Number(money.minor as f64),
            Value::Minutes(minutes) => Self::Number(*minutes as f64),
            Value::YesNo(yes) => Self::Number(f64::from(u8::from(*yes))),
        }
    }
}

/// What is not known comes last, whatever the direction.
fn compare(a: Option<&Key>, b: Option<&Key>, falling: bool) -> Ordering {
    let order = match (a, b) {
        (Some(Key::Text(a)), Some(Key::Text(b))) => a.cmp(b),
        (Some(Key::Number(a)), Some(Key::Number(b))) => a.total_cmp(b),
        (Some(_), None) => return Ordering::Less,
        (None, Some(_)) => return Ordering::Greater,
        _ => Ordering::Equal,
    };
    if falling { order.reverse() } else { order }
}
