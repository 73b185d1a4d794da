//! Response groups: which there are, where they are valid, what they fill (API reference, 2.4).

use std::sync::LazyLock;

use crate::data::Key;

/// Where products are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// `/1.0/library`
    Library,
    /// `/1.0/catalog/products`
    Catalogue,
    /// `/1.0/wishlist`
    Wishlist,
}

/// A set of response groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Groups(u64);

impl Groups {
    /// Reads `response_groups`; the names that are not valid here otherwise. Blanks after commas
    /// do no harm (A76).
    pub(super) fn read(view: View, text: &str) -> Result<Self, Vec<String>> {
        let mut groups = Self(0);
        let mut invalid = Vec::new();
        for name in text.split(',').map(str::trim) {
            let place = TABLE.iter().position(|group| group.name == name);
            match place {
                Some(place) if TABLE[place].is_valid(view) => groups.0 |= 1 << place,
                _ if name.is_empty() => {}
                _ => invalid.push(name.to_owned()),
            }
        }
        if invalid.is_empty() {
            Ok(groups)
        } else {
            Err(invalid)
        }
    }

    /// Whether a group was asked for.
    pub(super) fn has(self, name: &str) -> bool {
        TABLE
            .iter()
            .position(|group| group.name == name)
            .is_some_and(|place| self.0 & (1 << place) != 0)
    }

    /// Whether a key is filled.
    pub(super) fn fill(self, view: View, key: Key) -> bool {
        let masks = if view == View::Library {
            &FILLED.library
        } else {
            &FILLED.elsewhere
        };
        let mask = masks[key.place()];
        match key.name() {
            // Null unless both are asked for (A75).
            "provided_review" => self.has("provided_review") && self.has("rating"),
            // Programs that ask for the details alone read the people off products (peer LIBEX).
            "authors" | "narrators" | "publisher_name"
                if view != View::Library && self.has("product_details") =>
            {
                true
            }
            _ => mask == ALWAYS || self.0 & mask != 0,
        }
    }

    /// The groups' names as an answer gives them: with those that are implied.
    pub(super) fn echo(self, view: View) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = TABLE
            .iter()
            .enumerate()
            .filter(|(place, group)| {
                // What had no effect is missing.
                self.0 & (1 << place) != 0
                    && !(group.keys.is_empty() && group.library_keys.is_empty())
            })
            .map(|(_, group)| group.name)
            .collect();
        names.push("always-returned");
        if view == View::Library && !names.contains(&"library_status") {
            names.push("library_status");
        }
        names
    }
}

struct Group {
    name: &'static str,
    /// `L`, `C`, `W`.
    views: &'static str,
    keys: &'static [&'static str],
    /// What is filled beside these in the library.
    library_keys: &'static [&'static str],
}

impl Group {
    fn is_valid(&self, view: View) -> bool {
        self.views.contains(match view {
            View::Library => 'L',
            View::Catalogue => 'C',
            View::Wishlist => 'W',
        })
    }
}

/// By key, the groups that fill it.
struct Filled {
    library: Vec<u64>,
    elsewhere: Vec<u64>,
}

static FILLED: LazyLock<Filled> = LazyLock::new(|| {
    let masks = |in_library: bool| {
        Key::all()
            .map(|key| {
                let name = key.name();
                if ALWAYS_EVERYWHERE.contains(&name)
                    || in_library && ALWAYS_IN_LIBRARY.contains(&name)
                {
                    return ALWAYS;
                }
                if !in_library && LIBRARY_ONLY.contains(&name) {
                    return 0;
                }
                let mask = TABLE
                    .iter()
                    .enumerate()
                    .filter(|(_, group)| {
                        group.keys.contains(&name)
                            || in_library && group.library_keys.contains(&name)
                    })
                    .fold(0, |mask, (place, _)| mask | 1 << place);
                match mask {
                    // Of which group it is, is not known.
                    0 => TABLE
                        .iter()
                        .position(|group| group.name == "product_attrs")
                        .map_or(0, |place| 1 << place),
                    mask => mask,
                }
            })
            .collect()
    };
    Filled {
        library: masks(true),
        elsewhere: masks(false),
    }
});

const ALWAYS: u64 = u64::MAX;
const ALWAYS_EVERYWHERE: &[&str] = &["asin", "added_timestamp"];
const ALWAYS_IN_LIBRARY: &[&str] = &[
    "is_ayce",
    "is_removable_by_parent",
    "library_status",
    "purchase_date",
    "sku_lite",
    "status",
];
/// What a catalogue product never carries (API reference, 4.6).
const LIBRARY_ONLY: &[&str] = &[
    "benefit_id",
    "is_archived",
    "is_downloaded",
    "is_finished",
    "is_in_wishlist",
    "is_pdf_url_available",
    "is_pending",
    "is_playable",
    "is_removable",
    "is_removable_by_parent",
    "is_returnable",
    "is_visible",
    "library_status",
    "listening_status",
    "order_id",
    "order_item_id",
    "origin_asin",
    "origin_id",
    "origin_marketplace",
    "origin_type",
    "pdf_url",
    "percent_complete",
    "preorder_release_date",
    "purchase_date",
    "status",
    "subscription_asins",
];

const ATTRIBUTES: &[&str] = &[
    "asset_details",
    "available_codecs",
    "content_delivery_type",
    "content_rating",
    "content_type",
    "episode_count",
    "format_type",
    "has_children",
    "is_adult_product",
    "is_ayce",
    "is_listenable",
    "is_purchasability_suppressed",
    "is_vvab",
    "issue_date",
    "language",
    "merchandising_summary",
    "program_participation",
    "publication_datetime",
    "publication_name",
    "release_date",
    "runtime_length_min",
    "sku",
    "sku_lite",
    "thesaurus_subject_keywords",
    "voice_description",
];
const ORIGIN: &[&str] = &[
    "origin_asin",
    "origin_id",
    "origin_marketplace",
    "origin_type",
];
const MEDIA: &[&str] = &[
    "product_images",
    "social_media_images",
    "subtitle",
    "title",
    "asset_details",
    "available_codecs",
    "content_delivery_type",
    "content_rating",
    "content_type",
    "episode_count",
    "format_type",
    "has_children",
    "is_adult_product",
    "is_listenable",
    "is_purchasability_suppressed",
    "is_vvab",
    "issue_date",
    "language",
    "merchandising_summary",
    "program_participation",
    "publication_datetime",
    "publication_name",
    "release_date",
    "runtime_length_min",
    "sku",
    "sku_lite",
    "thesaurus_subject_keywords",
    "voice_description",
];
/// What `customer_rights` fills in the library beside itself, and the attributes.
const RIGHTS: &[&str] = &[
    "asset_details",
    "available_codecs",
    "benefit_id",
    "content_delivery_type",
    "content_rating",
    "content_type",
    "distribution_rights_region",
    "episode_count",
    "format_type",
    "has_children",
    "is_adult_product",
    "is_buyable",
    "is_listenable",
    "is_pending",
    "is_preorderable",
    "is_purchasability_suppressed",
    "is_removable",
    "is_returnable",
    "is_visible",
    "is_vvab",
    "is_world_rights",
    "issue_date",
    "language",
    "merchandising_summary",
    "origin_asin",
    "origin_id",
    "origin_marketplace",
    "origin_type",
    "plans",
    "preorder_release_date",
    "program_participation",
    "publication_datetime",
    "publication_name",
    "release_date",
    "runtime_length_min",
    "subscription_asins",
    "thesaurus_subject_keywords",
    "voice_description",
];

const TABLE: &[Group] = &[
    // What is echoed may be asked for as well: some programs send the echo back.
    group("always-returned", "LCW", &[]),
    group("library_status", "L", &["library_status"]),
    group(
        "contributors",
        "LCW",
        &["authors", "narrators", "publisher_name"],
    ),
    group(
        "product_desc",
        "LCW",
        &["title", "subtitle", "merchandising_summary"],
    ),
    group("media", "LCW", MEDIA),
    group("product_attrs", "LCW", ATTRIBUTES),
    group(
        "product_extended_attrs",
        "LCW",
        &[
            "publisher_summary",
            "audible_editors_summary",
            "editorial_reviews",
            "extended_product_description",
        ],
    ),
    group(
        "product_details",
        "LC",
        &["isbn", "copyright", "date_first_available"],
    ),
    group("product_plans", "LCW", &["plans"]),
    group("product_plan_details", "LCW", &[]),
    Group {
        library_keys: RIGHTS,
        ..group("customer_rights", "LCW", &["customer_rights"])
    },
    group("series", "LCW", &["series"]),
    group("relationships", "LCW", &["relationships"]),
    group("relationships_v2", "LCW", &["relationships"]),
    group("rating", "LCW", &["rating"]),
    group("provided_review", "LC", &["provided_review"]),
    group("reviews", "LCW", &["customer_reviews"]),
    group("review_attrs", "LCW", &[]),
    group("price", "LCW", &["price"]),
    group("category_ladders", "LCW", &["category_ladders"]),
    group("categories", "LCW", &[]),
    group("category_media", "L", &[]),
    group("category_metadata", "L", &[]),
    group("sample", "LCW", &["sample_url"]),
    group("sku", "LCW", &["sku", "sku_lite"]),
    Group {
        library_keys: ORIGIN,
        ..group("percent_complete", "L", &["percent_complete"])
    },
    group("is_finished", "L", &["is_finished"]),
    group("is_downloaded", "L", &["is_downloaded"]),
    group("is_archived", "L", &["is_archived"]),
    group("is_playable", "L", &["is_playable"]),
    group("is_visible", "L", &["is_visible"]),
    group("is_removable", "L", &["is_removable"]),
    Group {
        library_keys: ORIGIN,
        ..group("is_returnable", "L", &["is_returnable"])
    },
    group("listening_status", "LC", &["listening_status"]),
    group("in_wishlist", "LC", &["is_in_wishlist"]),
    group("origin", "L", ORIGIN),
    group("origin_asin", "L", ORIGIN),
    group("badge_types", "L", ORIGIN),
    group("order_details", "L", &["order_id", "order_item_id"]),
    group("pdf_url", "L", &["pdf_url", "is_pdf_url_available"]),
    group("badges", "LC", &["asset_badges"]),
    group("profile_sharing", "LC", &["profile_sharing"]),
    group(
        "shared",
        "L",
        &["is_shared", "shared_states", "shared_with"],
    ),
    group("ws4v", "LCW", &["ws4v_details"]),
    group("ws4v_rights", "LC", &[]),
    group("periodicals", "LC", &["periodical_info"]),
    group("claim_code_url", "LCW", &["claim_code_url"]),
    group("goodreads_ratings", "C", &["goodreads_ratings"]),
    group(
        "rights",
        "C",
        &["distribution_rights_region", "is_world_rights"],
    ),
];

const fn group(name: &'static str, views: &'static str, keys: &'static [&'static str]) -> Group {
    Group {
        name,
        views,
        keys,
        library_keys: &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_has_room_for_all_groups() {
        assert!(TABLE.len() < 64);
    }
}
