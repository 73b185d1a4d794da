//! [`Field`]: what a column can hold.

use serde::{Deserialize, Serialize};

use crate::value::Kind;
use crate::words::Language;

/// Whom a column is about: what may be left out of a file that one gives away.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Concerns {
    /// The title itself.
    Title,
    /// What it costs this member.
    Price,
    /// What this member did with it.
    Member,
}

/// Makes [`Field`] from lines of name, key, kind, whom it is about, English and German.
macro_rules! fields {
    ($($(#[$about:meta])* $name:ident $key:literal $kind:ident $concerns:ident $en:literal $de:literal;)+) => {
        /// What a column can hold.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
        pub enum Field { $(
            $(#[$about])*
            #[serde(rename = $key)]
            $name,
        )+ }

        impl Field {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its name in files for programs.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// What its cells are.
            pub const fn kind(self) -> Kind {
                match self { $(Self::$name => Kind::$kind,)+ }
            }

            /// Whom it is about.
            pub const fn concerns(self) -> Concerns {
                match self { $(Self::$name => Concerns::$concerns,)+ }
            }

            /// As people read it.
            pub const fn name(self, language: Language) -> &'static str {
                match self { $(Self::$name => language.choose($en, $de),)+ }
            }
        }
    };
}

fields! {
    /// The author, narrator or series under which the row is listed.
    Heading "heading" Text Title "Listed under" "Eingeordnet unter";
    /// Title.
    Title "title" Text Title "Title" "Titel";
    /// Subtitle.
    Subtitle "subtitle" Text Title "Subtitle" "Untertitel";
    /// Authors, in cover order.
    Authors "authors" List Title "By" "Von";
    /// Narrators, in cover order.
    Narrators "narrators" List Title "Read by" "Gelesen von";
    /// The series that it belongs to.
    Series "series" List Title "Series" "Serie";
    /// Its place in each of [`Field::Series`], as the store writes it.
    Numbers "numbers" List Title "Number" "Band";
    /// Missing, story, coming, drama.
    Volume "volume" Word Title "Volume" "Art";
    /// Length.
    Length "length" Minutes Title "Length" "Länge";
    /// Day of release, if one is set.
    Released "released" Date Title "Released" "Erschienen";
    /// Out, coming or announced.
    Release "release" Word Title "Availability" "Verfügbarkeit";
    /// Language, by its English name in lower case.
    Language "language" Text Title "Language" "Sprache";
    /// Publisher.
    Publisher "publisher" Text Title "Publisher" "Verlag";
    /// Genres, general to special.
    Genres "genres" List Title "Genres" "Genres";
    /// Abridged or not.
    Format "format" Word Title "Edition" "Fassung";
    /// The store's content type.
    Content "content_type" Text Title "Content type" "Inhaltsart";
    /// Community rating.
    Rating "rating" Number Title "Rating" "Bewertung";
    /// How many rated it.
    Ratings "ratings" Number Title "Ratings" "Bewertungen";
    /// What else is worth knowing.
    Remarks "remarks" List Member "Remarks" "Hinweise";

    /// Owned, borrowed …
    Holding "holding" Word Member "Yours" "Dein";
    /// When it came into the library.
    Added "added" Date Member "Bought" "Gekauft am";
    /// How much of it was heard, 0 to 100.
    Heard "heard_percent" Number Member "Heard (%)" "Gehört (%)";
    /// Heard to the end.
    Finished "finished" YesNo Member "Finished" "Zu Ende gehört";
    /// The member's own stars.
    Stars "own_stars" Number Member "Own stars" "Eigene Sterne";
    /// On the wish list.
    Wished "wished" YesNo Member "On wish list" "Auf Wunschzettel";
    /// Why an upcoming title is listed.
    Why "why" List Member "Because of" "Wegen";

    /// What this member pays in cash.
    Price "price" Money Price "Price" "Preis";
    /// Without membership.
    ListPrice "list_price" Money Price "List price" "Listenpreis";
    /// Of [`Field::Price`] and [`Field::ListPrice`].
    Currency "currency" Text Price "Currency" "Währung";
    /// [`Field::Price`] is a limited offer.
    Sale "sale" YesNo Price "On sale" "Im Angebot";
    /// What it costs in credits.
    Credits "credits" Number Price "Credits" "Guthaben (Anzahl)";
    /// Credits are refused.
    CashOnly "cash_only" YesNo Price "Cash only" "Nur bar";
    /// Cash, credit, Plus …
    Advice "advice" Word Price "Advice" "Rat";
    /// A plan of the member's includes it.
    InPlus "in_plus" YesNo Price "In Plus" "In Plus";
    /// The last day in Plus.
    PlusUntil "plus_until" Date Price "In Plus until" "In Plus bis";

    /// Of a series: the member's titles.
    Mine "mine" Number Member "Yours" "Vorhanden";
    /// Of a series: missing volumes.
    Missing "missing_count" Number Member "Missing" "Fehlend";
    /// Of a series: missing stories.
    Stories "stories_count" Number Member "Stories missing" "Fehlende Kurzgeschichten";
    /// Of a series: announced volumes.
    ComingCount "coming_count" Number Member "Coming" "Angekündigt";
    /// Of a series: complete, incomplete …
    Status "status" Word Member "Status" "Stand";

    /// Identity in the store.
    Asin "asin" Text Title "ASIN" "ASIN";
    /// Its page in the store.
    Link "link" Link Title "Store page" "Seite im Shop";
    /// Its cover.
    Cover "cover" Link Title "Cover" "Titelbild";
    /// ASINs of [`Field::Series`].
    SeriesAsins "series_asins" List Title "ASINs of the series" "ASINs der Serien";
    /// ASINs of [`Field::Authors`].
    AuthorAsins "author_asins" List Title "ASINs of the authors" "ASINs der Autoren";
    /// The store's country code.
    Store "store" Text Title "Store" "Shop";
    /// The day on which the library was read.
    AsOf "as_of" Date Title "As of" "Stand vom";
}

impl Field {
    /// From its name in files for programs.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.key() == key)
    }
}
