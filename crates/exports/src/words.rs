//! The words in files: of columns, lists and cells, in English and German.
//!
//! They are here and not among the page's, since files are written without a page as well, and since
//! reading a file back needs those of all languages at once.

use serde::{Deserialize, Serialize};

/// A language that files can be in.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// Its BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The one of two texts.
    pub const fn choose(self, en: &'static str, de: &'static str) -> &'static str {
        match self {
            Self::En => en,
            Self::De => de,
        }
    }
}

/// Makes [`Word`] from lines of name, key, English and German.
macro_rules! words {
    ($($(#[$about:meta])* $name:ident $key:literal $en:literal $de:literal;)+) => {
        /// A word that says how things stand.
        #[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
        pub enum Word { $(
            $(#[$about])*
            #[serde(rename = $key)]
            $name,
        )+ }

        impl Word {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its name in files for programs.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// As people read it.
            pub const fn name(self, language: Language) -> &'static str {
                match self { $(Self::$name => language.choose($en, $de),)+ }
            }
        }
    };
}

words! {
    /// Bought.
    Owned "owned" "yours" "gekauft";
    /// Pre-ordered.
    Ordered "ordered" "ordered" "vorbestellt";
    /// Playable as long as a plan includes it.
    Borrowed "borrowed" "borrowed from Plus" "aus Plus geliehen";
    /// Still listed, not playable.
    Unavailable "unavailable" "no longer available" "nicht mehr verfügbar";
    /// Listed on terms that the store does not tell.
    OnUnknownTerms "unknown_terms" "on unknown terms" "zu unbekannten Bedingungen";
    /// Not in the library.
    NotOwned "not_owned" "not yours" "nicht vorhanden";

    /// To be had.
    Out "out" "out" "erschienen";
    /// Comes on a known day.
    Coming "coming" "coming" "angekündigt";
    /// Comes some day.
    Announced "announced" "announced, no date yet" "angekündigt, ohne Datum";

    /// The store's own.
    Abridged "abridged" "abridged" "gekürzt";
    /// The store's own.
    Unabridged "unabridged" "unabridged" "ungekürzt";
    /// The store's own.
    Original "original_recording" "original recording" "Originalaufnahme";

    /// Advice.
    Cash "cash" "cash" "bar";
    /// Advice: credits are refused.
    CashOnly "cash_only" "cash only" "nur bar";
    /// Advice.
    Credit "credit" "credit" "Guthaben";
    /// Advice.
    Plus "plus" "in Plus" "in Plus enthalten";
    /// Advice.
    Free "free" "free" "kostenlos";
    /// A price, but no value of a credit to compare it with.
    NoCreditValue "no_credit_value" "value of a credit unknown" "Wert eines Guthabens unbekannt";
    /// The store shows no price.
    PriceUnknown "price_unknown" "price unknown" "Preis unbekannt";
    /// Not offered.
    NotForSale "not_for_sale" "not for sale" "nicht im Verkauf";
    /// Nothing to advise.
    Yours "yours" "already yours" "schon vorhanden";

    /// A whole-numbered volume that is missing.
    MissingVolume "missing" "missing" "fehlt";
    /// A missing story: a fraction or no number.
    Story "story" "story" "Kurzgeschichte";
    /// A drama of what one has.
    Drama "drama" "also as drama" "auch als Hörspiel";

    /// Nothing that the store sells is missing.
    Complete "complete" "complete" "vollständig";
    /// Volumes are missing.
    Incomplete "incomplete" "incomplete" "unvollständig";
    /// The store gives no list.
    NoList "no_list" "without a list" "ohne Liste";
    /// Not everything was read yet.
    Partial "partial" "not read to the end yet" "noch nicht ganz gelesen";

    /// Why it is listed.
    OnWishList "wish_list" "on the wish list" "auf dem Wunschzettel";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_words_are_written_alike() {
        for (place, word) in Word::ALL.iter().enumerate() {
            for other in &Word::ALL[..place] {
                assert_ne!(word.key(), other.key());
                for language in Language::ALL {
                    assert_ne!(word.name(language), other.name(language));
                }
            }
        }
    }
}
