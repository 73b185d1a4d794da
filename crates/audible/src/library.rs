//! [`LibraryItem`]: a title in the member's library (API reference, section 2).

use serde::{Deserialize, Serialize};

use crate::asin::Asin;
use crate::product::Product;
use crate::timestamp::Timestamp;

/// A library entry: the product and the member's relation to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LibraryItem {
    /// The title itself.
    pub product: Product,
    /// `Active` or `Revoked`.
    pub status: Status,
    /// `purchase_date`, else `library_status.date_added`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<Timestamp>,
    /// `origin_type == "Purchase"`.
    #[serde(default)]
    pub purchased: bool,
    /// `is_ayce`: connected with the Plus catalogue, nothing more (2.9).
    #[serde(default)]
    pub ayce: bool,
    /// Pre-ordered or not yet delivered.
    #[serde(default)]
    pub pending: bool,
    /// `is_archived`; `None` = not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// `is_finished`, or among the finished titles of the statistics; `None` = not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<bool>,
    /// 0 to 100; `None` = not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent_complete: Option<f32>,
    /// The member's own overall stars, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_stars: Option<u8>,
}

impl LibraryItem {
    /// Still listed, but neither bought nor playable: a loan that has ended, or an order that has not
    /// come yet (API reference, 2.9).
    pub fn cannot_be_played(&self) -> bool {
        let rights = self.product.rights.as_ref();
        !self.purchased && rights.is_some_and(|rights| rights.consumable == Some(false))
    }
}

/// Whether an item is still there.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// In the library.
    #[default]
    Active,
    /// Returned or withdrawn.
    Revoked,
}

/// A series product's child list (API reference, 4.8).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesProduct {
    /// The series.
    pub asin: Asin,
    /// The product's own title; may differ from the books' entries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Children of type `series`; empty = the shop gives no list for this series.
    pub children: Vec<SeriesChild>,
}

/// An edition named by a series product.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct SeriesChild {
    /// The edition.
    pub asin: Asin,
    /// As received; `None` for empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<String>,
    /// Display order only; never a volume number (A99).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<i64>,
}

/// A wish-list entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wish {
    /// The title.
    pub product: Product,
    /// `added_timestamp`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<Timestamp>,
}
