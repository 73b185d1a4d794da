//! [`List`]: what can be exported, and which columns it has.

use serde::{Deserialize, Serialize};

#[allow(clippy::enum_glob_use, reason = "tables of them")]
use crate::field::Field::{self, *};
use crate::words::Language;

/// Makes [`List`] from lines of name, key, English and German.
macro_rules! lists {
    ($($(#[$about:meta])* $name:ident $key:literal $en:literal $de:literal;)+) => {
        /// A list of titles or of series.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
        pub enum List { $(
            $(#[$about])*
            #[serde(rename = $key)]
            $name,
        )+ }

        impl List {
            /// All of them, in the order of files.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its name in files for programs, and in the names of files.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// As people read it. At most 31 characters: the name of a sheet.
            pub const fn name(self, language: Language) -> &'static str {
                match self { $(Self::$name => language.choose($en, $de),)+ }
            }
        }
    };
}

lists! {
    /// Every title of the library, once.
    Library "library" "Library" "Bibliothek";
    /// The library by author; a book with two authors is in it twice.
    ByAuthor "by_author" "Library by author" "Bibliothek nach Autoren";
    /// The library by narrator.
    ByNarrator "by_narrator" "Library by narrator" "Bibliothek nach Sprechern";
    /// The library by series.
    BySeries "by_series" "Library by series" "Bibliothek nach Serien";
    /// What is missing in the member's series, and what is coming.
    Missing "missing" "Missing in my series" "Fehlt in meinen Serien";
    /// The series themselves.
    Series "series" "My series" "Meine Serien";
    /// More by the member's authors.
    ByMyAuthors "more_by_authors" "More by my authors" "Mehr von meinen Autoren";
    /// More by the member's narrators.
    ByMyNarrators "more_by_narrators" "More by my narrators" "Mehr von meinen Sprechern";
    /// The wish list.
    WishList "wish_list" "Wish list" "Wunschzettel";
    /// What is announced.
    Upcoming "upcoming" "Coming" "Angekündigt";
    /// What the member has more than once.
    Duplicates "duplicates" "Had twice" "Doppelt vorhanden";
    /// Missing volumes that a plan includes.
    Plus "plus" "In Plus, in my series" "In Plus, in meinen Serien";
}

impl List {
    /// From its name in files for programs.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|list| list.key() == key)
    }

    /// The columns that people read, left to right.
    pub const fn usual(self) -> &'static [Field] {
        match self {
            Self::Library => &[
                Title, Authors, Narrators, Series, Numbers, Length, Added, Holding, Heard, Rating,
                Link,
            ],
            Self::ByAuthor | Self::ByNarrator => &[
                Heading, Title, Authors, Narrators, Series, Numbers, Length, Added, Holding, Heard,
                Link,
            ],
            Self::BySeries => &[
                Heading, Numbers, Title, Authors, Narrators, Length, Added, Holding, Heard, Link,
            ],
            Self::Missing => &[
                Heading, Numbers, Title, Volume, Authors, Narrators, Length, Released, Advice,
                Price, Credits, Remarks, Link,
            ],
            Self::Series => &[
                Heading,
                Authors,
                Narrators,
                Mine,
                Missing,
                Stories,
                ComingCount,
                Status,
                Price,
                Credits,
            ],
            Self::ByMyAuthors | Self::ByMyNarrators => &[
                Heading, Title, Authors, Narrators, Series, Numbers, Length, Released, Rating,
                Advice, Price, Credits, Remarks, Link,
            ],
            Self::WishList => &[
                Title, Authors, Narrators, Series, Numbers, Length, Released, Rating, Advice,
                Price, Credits, Link,
            ],
            Self::Upcoming => &[
                Released, Title, Authors, Narrators, Series, Numbers, Length, Why, Price, Link,
            ],
            Self::Duplicates => &[
                Heading, Title, Authors, Narrators, Format, Length, Added, Holding, Remarks, Link,
            ],
            Self::Plus => &[
                Heading, Numbers, Title, Authors, Narrators, Length, PlusUntil, Rating, Link,
            ],
        }
    }

    /// Every column that it can have, left to right: for programs, and for reading it back.
    pub fn all(self) -> impl Iterator<Item = Field> {
        Field::ALL
            .iter()
            .copied()
            .filter(move |field| self.has(*field))
    }

    fn has(self, field: Field) -> bool {
        let of_series = [Mine, Missing, Stories, ComingCount, Status];
        if self == Self::Series {
            let more = [
                Heading,
                Authors,
                Narrators,
                Price,
                Currency,
                Credits,
                SeriesAsins,
                Store,
                AsOf,
            ];
            return of_series.contains(&field) || more.contains(&field);
        }
        let has = match field {
            Heading => !matches!(self, Self::Library | Self::WishList | Self::Upcoming),
            Volume => self == Self::Missing,
            Why => self == Self::Upcoming,
            Remarks => matches!(
                self,
                Self::Missing | Self::ByMyAuthors | Self::ByMyNarrators | Self::Duplicates
            ),
            _ => true,
        };
        has && !of_series.contains(&field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_columns_are_columns_of_the_list_and_names_fit_on_a_sheet() {
        for list in List::ALL {
            for field in list.usual() {
                assert!(list.has(*field), "{list:?} {field:?}");
            }
            for language in Language::ALL {
                assert!(list.name(language).chars().count() <= 31, "{list:?}");
            }
        }
    }
}
