//! [`Wire`]: a title as the service sends it, in the library, the catalogue and the wish list
//! (API reference, 2.6, 4.6 to 4.9). Only what AudiPy keeps is named here.

use serde::Deserialize;

use super::lenient::{List, Record, Scalar};

/// A title. Missing, `null`, `[]`, `""` and wrong types all read as absent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wire<'a> {
    #[serde(borrow)]
    pub(super) asin: Scalar<'a>,
    #[serde(borrow)]
    pub(super) title: Scalar<'a>,
    #[serde(borrow)]
    pub(super) subtitle: Scalar<'a>,
    #[serde(borrow)]
    pub(super) authors: List<Record<WirePerson<'a>>>,
    #[serde(borrow)]
    pub(super) narrators: List<Record<WirePerson<'a>>>,
    #[serde(borrow)]
    pub(super) publisher_name: Scalar<'a>,
    #[serde(borrow)]
    pub(super) series: List<Record<WireSeries<'a>>>,
    #[serde(borrow)]
    pub(super) runtime_length_min: Scalar<'a>,
    #[serde(borrow)]
    pub(super) release_date: Scalar<'a>,
    #[serde(borrow)]
    pub(super) issue_date: Scalar<'a>,
    #[serde(borrow)]
    pub(super) publication_datetime: Scalar<'a>,
    #[serde(borrow)]
    pub(super) language: Scalar<'a>,
    #[serde(borrow)]
    pub(super) content_delivery_type: Scalar<'a>,
    #[serde(borrow)]
    pub(super) content_type: Scalar<'a>,
    #[serde(borrow)]
    pub(super) format_type: Scalar<'a>,
    #[serde(borrow)]
    pub(super) price: Record<WirePrice<'a>>,
    #[serde(borrow)]
    pub(super) plans: List<Record<WirePlan<'a>>>,
    #[serde(borrow)]
    pub(super) customer_rights: Record<WireRights<'a>>,
    #[serde(borrow)]
    pub(super) rating: Record<WireRating<'a>>,
    #[serde(borrow)]
    pub(super) product_images: Record<WireImages<'a>>,
    #[serde(borrow)]
    pub(super) category_ladders: List<Record<WireLadder<'a>>>,
    #[serde(borrow)]
    pub(super) is_vvab: Scalar<'a>,
    #[serde(borrow)]
    pub(super) is_purchasability_suppressed: Scalar<'a>,
    #[serde(borrow)]
    pub(super) is_buyable: Scalar<'a>,
    #[serde(borrow)]
    pub(super) is_listenable: Scalar<'a>,
    // Of library items.
    #[serde(borrow)]
    pub(super) status: Scalar<'a>,
    #[serde(borrow)]
    pub(super) library_status: Record<WireLibraryStatus<'a>>,
    #[serde(borrow)]
    pub(super) purchase_date: Scalar<'a>,
    #[serde(borrow)]
    pub(super) origin_type: Scalar<'a>,
    #[serde(borrow)]
    pub(super) is_ayce: Scalar<'a>,
    #[serde(borrow)]
    pub(super) is_pending: Scalar<'a>,
    #[serde(borrow)]
    pub(super) is_archived: Scalar<'a>,
    #[serde(borrow)]
    pub(super) is_finished: Scalar<'a>,
    #[serde(borrow)]
    pub(super) percent_complete: Scalar<'a>,
    #[serde(borrow)]
    pub(super) listening_status: Record<WireListening<'a>>,
    #[serde(borrow)]
    pub(super) provided_review: Record<WireReview<'a>>,
    // Of wishes.
    #[serde(borrow)]
    pub(super) added_timestamp: Scalar<'a>,
    // Of series.
    #[serde(borrow)]
    pub(super) relationships: List<Record<WireRelationship<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WirePerson<'a> {
    #[serde(borrow)]
    pub(super) asin: Scalar<'a>,
    #[serde(borrow)]
    pub(super) name: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireSeries<'a> {
    #[serde(borrow)]
    pub(super) asin: Scalar<'a>,
    #[serde(borrow)]
    pub(super) title: Scalar<'a>,
    #[serde(borrow)]
    pub(super) sequence: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WirePrice<'a> {
    #[serde(borrow)]
    pub(super) credit_price: Scalar<'a>,
    #[serde(borrow)]
    pub(super) list_price: Record<WireAmount<'a>>,
    #[serde(borrow)]
    pub(super) lowest_price: Record<WireAmount<'a>>,
    #[serde(borrow)]
    pub(super) is_credit_price_eligible: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireAmount<'a> {
    #[serde(borrow)]
    pub(super) base: Scalar<'a>,
    #[serde(borrow)]
    pub(super) currency_code: Scalar<'a>,
    #[serde(borrow, rename = "type")]
    pub(super) kind: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WirePlan<'a> {
    #[serde(borrow)]
    pub(super) plan_name: Scalar<'a>,
    #[serde(borrow)]
    pub(super) customer_eligible: Scalar<'a>,
    #[serde(borrow)]
    pub(super) start_date: Scalar<'a>,
    #[serde(borrow)]
    pub(super) end_date: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireRights<'a> {
    #[serde(borrow, rename = "is_consumable")]
    pub(super) now: Scalar<'a>,
    #[serde(borrow, rename = "is_consumable_indefinitely")]
    pub(super) indefinitely: Scalar<'a>,
    #[serde(borrow, rename = "is_consumable_until")]
    pub(super) until: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireRating<'a> {
    #[serde(borrow)]
    pub(super) overall_distribution: Record<WireDistribution<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireDistribution<'a> {
    #[serde(borrow)]
    pub(super) average_rating: Scalar<'a>,
    #[serde(borrow)]
    pub(super) num_ratings: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireLadder<'a> {
    #[serde(borrow)]
    pub(super) root: Scalar<'a>,
    #[serde(borrow)]
    pub(super) ladder: List<Record<WireRung<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireRung<'a> {
    #[serde(borrow)]
    pub(super) name: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireLibraryStatus<'a> {
    #[serde(borrow)]
    pub(super) date_added: Scalar<'a>,
    #[serde(borrow)]
    pub(super) is_pending: Scalar<'a>,
    #[serde(borrow)]
    pub(super) is_preordered: Scalar<'a>,
    #[serde(borrow)]
    pub(super) is_visible: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireListening<'a> {
    #[serde(borrow)]
    pub(super) is_finished: Scalar<'a>,
    #[serde(borrow)]
    pub(super) percent_complete: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireReview<'a> {
    #[serde(borrow)]
    pub(super) ratings: Record<WireStars<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireStars<'a> {
    #[serde(borrow)]
    pub(super) overall_rating: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireRelationship<'a> {
    #[serde(borrow)]
    pub(super) asin: Scalar<'a>,
    #[serde(borrow)]
    pub(super) relationship_to_product: Scalar<'a>,
    #[serde(borrow)]
    pub(super) relationship_type: Scalar<'a>,
    #[serde(borrow)]
    pub(super) sequence: Scalar<'a>,
    #[serde(borrow)]
    pub(super) sort: Scalar<'a>,
}

/// `product_images`: the sizes that the service knows, nearest to 500 px first (trap A65).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireImages<'a> {
    #[serde(borrow, rename = "500")]
    pub(super) px500: Scalar<'a>,
    #[serde(borrow, rename = "558")]
    pub(super) px558: Scalar<'a>,
    #[serde(borrow, rename = "570")]
    pub(super) px570: Scalar<'a>,
    #[serde(borrow, rename = "408")]
    pub(super) px408: Scalar<'a>,
    #[serde(borrow, rename = "360")]
    pub(super) px360: Scalar<'a>,
    #[serde(borrow, rename = "315")]
    pub(super) px315: Scalar<'a>,
    #[serde(borrow, rename = "252")]
    pub(super) px252: Scalar<'a>,
    #[serde(borrow, rename = "882")]
    pub(super) px882: Scalar<'a>,
    #[serde(borrow, rename = "900")]
    pub(super) px900: Scalar<'a>,
    #[serde(borrow, rename = "1215")]
    pub(super) px1215: Scalar<'a>,
}
