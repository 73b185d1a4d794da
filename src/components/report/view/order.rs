//! [`GroupOrder`] and [`RowOrder`]: what comes first.

use super::column::Column;

/// What groups are sorted by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum GroupOrder {
    /// Bought last first.
    Bought,
    /// Least money first.
    Cheapest,
    /// Fewest rows first.
    Fewest,
    /// No groups: each title once.
    Flat,
    /// Most minutes first.
    Hours,
    /// Newest title first.
    Latest,
    /// Most rows first.
    Most,
    /// By the alphabet.
    Name,
    /// By what the person means to the member.
    Weight,
}

/// A column and a direction.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct RowOrder {
    /// Sorted by this.
    pub(crate) column: Column,
    /// Downwards.
    pub(crate) falling: bool,
}

/// The order after a column was pressed: upwards, then downwards, then not by it any more.
/// `added` keeps the other columns; else it is the only one.
pub(crate) fn pressed(rows: &[RowOrder], column: Column, added: bool) -> Vec<RowOrder> {
    let rising = RowOrder {
        column,
        falling: false,
    };
    let at = rows.iter().position(|order| order.column == column);
    let mut rows = rows.to_vec();
    match at {
        Some(at) if added || rows.len() == 1 => {
            if rows[at].falling {
                rows.remove(at);
            } else {
                rows[at].falling = true;
            }
        }
        None if added => rows.push(rising),
        _ => rows = vec![rising],
    }
    rows
}

impl GroupOrder {
    const ALL: [Self; 9] = [
        Self::Bought,
        Self::Cheapest,
        Self::Fewest,
        Self::Flat,
        Self::Hours,
        Self::Latest,
        Self::Most,
        Self::Name,
        Self::Weight,
    ];

    /// Its name in an address and as the value of a choice.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Bought => "bought",
            Self::Cheapest => "cheapest",
            Self::Fewest => "fewest",
            Self::Flat => "flat",
            Self::Hours => "hours",
            Self::Latest => "latest",
            Self::Most => "most",
            Self::Name => "name",
            Self::Weight => "weight",
        }
    }

    /// From its name.
    pub(crate) fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }
}

impl RowOrder {
    pub(super) fn read(text: &str) -> Option<Self> {
        let (name, falling) = text
            .strip_prefix('-')
            .map_or((text, false), |name| (name, true));
        let column = Column::read(name)?;
        Some(Self { column, falling })
    }

    pub(super) fn write(self) -> String {
        let direction = if self.falling { "-" } else { "" };
        format!("{direction}{}", self.column.name())
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn pressing_a_column_turns_the_order_round_and_ends_it() {
        let read =
            |text: &str| -> Vec<RowOrder> { text.split(',').filter_map(RowOrder::read).collect() };
        for (before, column, added, after) in [
            ("", Column::Length, false, "length"),
            ("length", Column::Length, false, "-length"),
            ("-length", Column::Length, false, ""),
            ("length", Column::Title, false, "title"),
            ("length,title", Column::Title, false, "title"),
            ("length", Column::Title, true, "length,title"),
            ("length,title", Column::Length, true, "-length,title"),
            ("-length,title", Column::Length, true, "title"),
        ] {
            let rows = pressed(&read(before), column, added);
            assert_eq!(rows, read(after), "{before} and {column:?}");
        }
    }
}
