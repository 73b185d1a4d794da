//! Which columns a report has, what they are called, and how wide they are.

use std::collections::BTreeMap;

use audible::search::Role;

use super::contents::{Contents, Grouping};
use super::say::Say;
use super::view::{Column, View};
use crate::language::td_string;

impl Contents {
    /// All that there are, left to right.
    pub(crate) const fn available(self) -> &'static [Column] {
        use Column::{
            Advice, Author, Bought, Genre, Language, Length, Listened, Narrator, Publisher, Rating,
            Released, Series, Stars, Title,
        };
        match self {
            Self::Library(_) => &[
                Title, Series, Author, Narrator, Length, Bought, Listened, Released, Language,
                Genre, Publisher, Rating, Stars,
            ],
            Self::More(_) | Self::Missing => &[
                Title, Series, Author, Narrator, Length, Released, Language, Genre, Publisher,
                Rating, Advice,
            ],
        }
    }

    /// Those of a view, left to right. The title is always among them.
    pub(crate) fn columns(self, view: &View) -> Vec<Column> {
        let is_shown = |column: &Column| match &view.columns {
            Some(chosen) => *column == Column::Title || chosen.contains(column),
            None => self.is_own(*column, view.has_groups()),
        };
        let available = self.available().iter().copied();
        available.filter(is_shown).collect()
    }

    /// Whether the report has this column if nothing else is said: not what its headings say.
    fn is_own(self, column: Column, has_groups: bool) -> bool {
        use Column::{Advice, Author, Bought, Length, Listened, Narrator, Released, Series, Title};
        let heading = match self {
            Self::Library(Grouping::Author) | Self::More(Role::Author) => Author,
            Self::Library(Grouping::Narrator) | Self::More(Role::Narrator) => Narrator,
            Self::Library(Grouping::Series) | Self::Missing => Series,
        };
        match column {
            Title | Series | Author | Narrator => !has_groups || column != heading,
            Length | Bought | Listened | Advice => true,
            Released => matches!(self, Self::More(_) | Self::Missing),
            _ => false,
        }
    }
}

/// What a column is called.
pub(crate) fn column_name(say: Say, column: Column) -> &'static str {
    let locale = say.locale();
    match column {
        Column::Advice => td_string!(locale, reports.column.advice),
        Column::Author => td_string!(locale, reports.column.author),
        Column::Bought => td_string!(locale, reports.column.bought),
        Column::Genre => td_string!(locale, tables.genre),
        Column::Language => td_string!(locale, tables.language),
        Column::Length => td_string!(locale, reports.column.length),
        Column::Listened => td_string!(locale, reports.column.listened),
        Column::Narrator => td_string!(locale, reports.column.narrator),
        Column::Publisher => td_string!(locale, tables.publisher),
        Column::Rating => td_string!(locale, tables.rating),
        Column::Released => td_string!(locale, reports.column.released),
        Column::Series => td_string!(locale, reports.column.series),
        Column::Stars => td_string!(locale, tables.stars),
        Column::Title => td_string!(locale, reports.column.title),
    }
}

/// The narrowest and the widest column that a member can have, in CSS pixels.
pub(crate) const WIDTHS: (u16, u16) = (56, 900);

/// The width of each column in a room so wide. Texts share what the others leave; they never get
/// too narrow to be read, so all together may be wider than the room.
pub(crate) fn widths(columns: &[Column], own: &BTreeMap<Column, u16>, room: f64) -> Vec<f64> {
    let wanted = |column: &Column| match (own.get(column), usual(*column)) {
        (Some(width), _) => Width::Fixed(f64::from(*width)),
        (None, width) => width,
    };
    let (mut left, mut weights) = (room, 0.0);
    for column in columns {
        match wanted(column) {
            Width::Fixed(width) => left -= width,
            Width::Share { weight, .. } => weights += weight,
        }
    }
    let mut widths: Vec<f64> = columns
        .iter()
        .map(|column| match wanted(column) {
            Width::Fixed(width) => width,
            Width::Share { weight, least } => (left * weight / weights).max(least).floor(),
        })
        .collect();
    // Nothing shares the rest: it goes to the last one.
    let sum: f64 = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += (room - sum).max(0.0);
    }
    widths
}

/// How wide a column is that the member did not change, in CSS pixels.
#[derive(Clone, Copy)]
enum Width {
    Fixed(f64),
    Share { weight: f64, least: f64 },
}

const fn usual(column: Column) -> Width {
    match column {
        Column::Title => Width::Share {
            weight: 30.0,
            least: 180.0,
        },
        Column::Series => text(27.0),
        Column::Author | Column::Narrator => text(21.0),
        Column::Publisher | Column::Genre => text(18.0),
        Column::Length => Width::Fixed(88.0),
        Column::Stars | Column::Rating => Width::Fixed(104.0),
        Column::Language => Width::Fixed(112.0),
        Column::Bought | Column::Released => Width::Fixed(128.0),
        Column::Listened => Width::Fixed(144.0),
        Column::Advice => Width::Fixed(224.0),
    }
}

const fn text(weight: f64) -> Width {
    Width::Share {
        weight,
        least: 110.0,
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    const COLUMNS: [Column; 3] = [Column::Title, Column::Series, Column::Length];

    #[wasm_bindgen_test]
    fn texts_share_what_the_others_leave() {
        let widths =
            |own: &[(Column, u16)], room| widths(&COLUMNS, &own.iter().copied().collect(), room);
        for room in [500.0, 800.0, 1176.0, 2000.0] {
            let all = widths(&[], room);
            assert!((all.iter().sum::<f64>() - room).abs() < 0.01, "{all:?}");
            assert!(
                all[0] > all[1] && all[1] > all[2] && all[2] > 40.0,
                "{all:?}"
            );
        }
        // What the member says holds, and the others give way.
        let own = widths(&[(Column::Series, 400)], 1000.0);
        assert!((own[1] - 400.0).abs() < 0.01 && own[0] < 600.0, "{own:?}");
        // In a room that is too narrow they stay readable.
        assert!(widths(&[], 100.0)[0] > 100.0);
    }
}
