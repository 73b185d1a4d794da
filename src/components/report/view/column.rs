//! [`Column`]: what a table of titles can say of each.

/// A column of a table of titles.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Column {
    Advice,
    Author,
    Bought,
    Genre,
    Language,
    Length,
    Listened,
    Narrator,
    Publisher,
    Rating,
    Released,
    Series,
    Stars,
    Title,
}

impl Column {
    const ALL: [Self; 14] = [
        Self::Advice,
        Self::Author,
        Self::Bought,
        Self::Genre,
        Self::Language,
        Self::Length,
        Self::Listened,
        Self::Narrator,
        Self::Publisher,
        Self::Rating,
        Self::Released,
        Self::Series,
        Self::Stars,
        Self::Title,
    ];

    /// Its name in an address.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Author => "author",
            Self::Bought => "bought",
            Self::Genre => "genre",
            Self::Language => "language",
            Self::Length => "length",
            Self::Listened => "listened",
            Self::Narrator => "narrator",
            Self::Publisher => "publisher",
            Self::Rating => "rating",
            Self::Released => "released",
            Self::Series => "series",
            Self::Stars => "stars",
            Self::Title => "title",
        }
    }

    /// From its name.
    pub(crate) fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }
}
