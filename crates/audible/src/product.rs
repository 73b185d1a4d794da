//! [`Product`]: what AudiPy keeps of a title, from library, catalogue and wish list alike.
//!
//! A compact form of our own (about 1 KB as JSON); Amazon's documents are never stored.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::asin::Asin;
use crate::money::Money;
use crate::timestamp::Timestamp;

/// A title of the store. Missing, `null`, `[]` and `""` all read as absent (API reference, 2.5).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Product {
    /// Identity within one store.
    pub asin: Asin,
    /// Trimmed; never empty (a product without a title is *hollow*, see the parsers).
    pub title: String,
    /// Often `<Series>, Book 4`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// In cover order; names as received but trimmed and without control characters.
    /// A role such as ` - translator` is still part of the name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Person>,
    /// As `authors`. They hardly ever have an ASIN.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub narrators: Vec<Person>,
    /// Publisher, if named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Every series entry, in received order. Entries without ASIN and title are dropped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<SeriesRef>,
    /// Minutes; `None` if unknown. May be 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runtime_min: Option<u32>,
    /// `release_date`; may lie in the future. Year 2200 means unscheduled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release_date: Option<Date>,
    /// Lower-case English name (`german`), synonyms already mapped; `None` if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Book, podcast, episode …
    pub kind: Kind,
    /// Abridged, unabridged, original recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// `content_type` as received: `Product`, `Performance`, `Lecture` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Prices for this member in this store; `None` = no price given, which is not "free".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// Plans other than the noise plan `AccessViaMusic`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<Plan>,
    /// What this member may do with it; `None` if not asked for or not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<Rights>,
    /// Community rating; `None` if unrated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// URL of a cover on `m.media-amazon.com`, the size nearest to 500 px.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
    /// Names of the first `Genres` ladder, general to special.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub genres: Vec<String>,
    /// Synthetic voice (`is_vvab`).
    #[serde(default, skip_serializing_if = "is_false")]
    pub synthetic_voice: bool,
    /// Not offered for sale (`is_purchasability_suppressed`, or `is_buyable: false`).
    #[serde(default, skip_serializing_if = "is_false")]
    pub not_for_sale: bool,
    /// `is_listenable: false`: no audio, or not yet.
    #[serde(default, skip_serializing_if = "is_false")]
    pub not_listenable: bool,
}

/// A contributor as the store names it.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Contributor page, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asin: Option<Asin>,
    /// Display name, role suffix included; never empty.
    pub name: String,
}

/// A title's place in a series.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
pub struct SeriesRef {
    /// Series product; rarely missing, then the title identifies it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asin: Option<Asin>,
    /// Series title; may be missing if the ASIN is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// As received: `7`, `0.5`, `1-6`; `None` for empty. Parsed by the reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<String>,
}

/// What kind of thing a product is (API reference, 2.10).
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Everything that is not listed below; lectures and performances too.
    #[default]
    Book,
    /// A show, season or periodical.
    Podcast,
    /// One episode of a show.
    Episode,
    /// A part of a title in several parts: no work of its own (trap A69).
    Part,
}

/// `format_type`.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the store's own words")]
pub enum Format {
    Abridged,
    OriginalRecording,
    Unabridged,
}

/// Prices (API reference, 4.9).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// Price without membership.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<Money>,
    /// What this member pays in cash, whatever its type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest: Option<Money>,
    /// `lowest` is a limited offer (`type: "sale"`).
    #[serde(default, skip_serializing_if = "is_false")]
    pub sale: bool,
    /// Credits in hundredths (100 = one credit); `None` counts as 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits_x100: Option<u32>,
    /// `is_credit_price_eligible == false`: cash only.
    #[serde(default, skip_serializing_if = "is_false")]
    pub cash_only: bool,
}

/// A plan that contains the title (API reference, 2.9).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// `US Minerva`, `Audible-AYCL` …
    pub name: String,
    /// `customer_eligible`; `None` = not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eligible: Option<bool>,
    /// When it starts to hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Timestamp>,
    /// When the title leaves the plan; `None` for open ended (years 2099 and 9999).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Timestamp>,
}

/// `customer_rights`.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Rights {
    /// May be played now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consumable: Option<bool>,
    /// Owned for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consumable_indefinitely: Option<bool>,
    /// End of a loan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consumable_until: Option<Timestamp>,
}

/// Community rating.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// 1.0 to 5.0.
    pub average: f32,
    /// Number of stars given, above 0.
    pub count: u32,
}

/// The English name, in small letters: stores may name languages in their own (API reference, 15).
pub fn language_name(name: &str) -> String {
    let name = name.to_lowercase();
    match name.as_str() {
        "deutsch" => "german",
        "français" | "francais" => "french",
        "español" | "espanol" | "castellano" => "spanish",
        "italiano" => "italian",
        "日本語" => "japanese",
        "português" | "portugues" => "portuguese",
        "englisch" | "anglais" | "inglés" | "inglese" | "inglês" | "英語" => "english",
        _ => return name,
    }
    .to_owned()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_false(flag: &bool) -> bool {
    !*flag
}
