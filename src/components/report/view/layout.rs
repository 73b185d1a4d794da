//! [`Layout`]: a table, covers of one of three sizes, or series as shelves.

/// How titles are laid out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Layout {
    /// Series as shelves, with what is missing in each.
    Shelves,
    /// Rows and columns.
    Table,
    /// Covers in a grid.
    Covers(Size),
}

/// How large covers are.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Size {
    Small,
    #[default]
    Medium,
    Large,
}

impl Layout {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [
        Self::Shelves,
        Self::Table,
        Self::Covers(Size::Small),
        Self::Covers(Size::Medium),
        Self::Covers(Size::Large),
    ];

    /// Its name in an address.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Shelves => "shelves",
            Self::Table => "table",
            Self::Covers(Size::Small) => "small-covers",
            Self::Covers(Size::Medium) => "covers",
            Self::Covers(Size::Large) => "large-covers",
        }
    }

    /// From its name.
    pub(crate) fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.name() == name)
    }
}

impl Size {
    /// The least width of a cover, in CSS pixels.
    pub(crate) const fn least(self) -> f64 {
        match self {
            Self::Small => 76.0,
            Self::Medium => 124.0,
            Self::Large => 196.0,
        }
    }
}
