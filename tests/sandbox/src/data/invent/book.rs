//! [`Book`]: an invented title, and how catalogue and library tell of it.

use serde_json::{Map, Value, json};
use time::Date;

use super::words::GENRES;
use crate::host::Marketplace;

/// An invented title.
#[derive(Clone, Debug)]
pub(super) struct Book {
    pub(super) asin: String,
    pub(super) title: String,
    pub(super) subtitle: Option<String>,
    /// With the ASIN of the contributor's page, if there is one.
    pub(super) authors: Vec<(Option<String>, String)>,
    pub(super) narrators: Vec<String>,
    pub(super) publisher: &'static str,
    pub(super) series: Vec<Place>,
    pub(super) minutes: Option<u32>,
    pub(super) released: Date,
    pub(super) language: &'static str,
    /// Of [`GENRES`].
    pub(super) genre: usize,
    pub(super) price: Price,
    pub(super) plus: Plus,
    /// Average and number.
    pub(super) rating: (f64, u32),
    /// Other values, for what is odd; null takes a key away.
    pub(super) more: Map<String, Value>,
}

/// A place in a series.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) asin: String,
    pub(super) title: String,
    pub(super) sequence: String,
}

/// What it costs, in cents of a dollar.
#[derive(Clone, Copy, Debug)]
pub(super) enum Price {
    Member { list: u32, member: u32 },
    Sale { list: u32, sale: u32 },
    Free,
    None,
}

/// Whether members may borrow it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Plus {
    No,
    Open,
    Until(Date),
}

/// How a title is in the library.
#[derive(Clone, Debug)]
pub(super) struct Owned {
    /// RFC 3339.
    pub(super) date: String,
    pub(super) how: How,
    pub(super) percent: f64,
    pub(super) finished: bool,
    pub(super) stars: Option<u8>,
    /// Other values.
    pub(super) more: Map<String, Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Purchase,
    /// Borrowed from Plus.
    Loan,
    /// Not delivered yet.
    Ordered,
}

/// What differs from store to store.
pub(super) struct Till {
    pub(super) marketplace: &'static Marketplace,
    currency: &'static str,
    /// For a dollar.
    rate: f64,
    digits: i32,
    merchant: &'static str,
}

impl Till {
    pub(super) fn of(marketplace: &'static Marketplace) -> Self {
        let (currency, rate, digits, merchant) = match marketplace.country_code {
            "uk" => ("GBP", 0.8, 2, "A3SBXQLAMPLE01"),
            "de" | "fr" | "it" | "es" => ("EUR", 0.95, 2, "A3SBXQLAMPLE02"),
            "ca" => ("CAD", 1.35, 2, "A2RMGFKT8AZX2C"),
            "au" => ("AUD", 1.5, 2, "A3SBXQLAMPLE03"),
            "in" => ("INR", 34.0, 2, "A3SBXQLAMPLE04"),
            "jp" => ("JPY", 110.0, 0, "A3SBXQLAMPLE05"),
            "br" => ("BRL", 4.2, 2, "A3SBXQLAMPLE06"),
            _ => ("USD", 1.0, 2, "A2ZO8JX97D5MN9"),
        };
        Self {
            marketplace,
            currency,
            rate,
            digits,
            merchant,
        }
    }

    /// An amount as the service gives it: with the noise of a 32-bit float (A92).
    fn amount(&self, cents: u32, kind: &str) -> Value {
        let scale = 10_f64.powi(self.digits);
        let rounded = (f64::from(cents) / 100.0 * self.rate * scale).round() / scale;
        #[expect(clippy::cast_possible_truncation, reason = "the noise is wanted")]
        let base = f64::from(rounded as f32);
        json!({"base": base, "currency_code": self.currency, "merchant_id": self.merchant, "type": kind})
    }

    fn price(&self, price: Price) -> Value {
        let (list, lowest, kind) = match price {
            Price::Member { list, member } => (list, member, "member"),
            Price::Sale { list, sale } => (list, sale, "sale"),
            Price::Free => (0, 0, "member"),
            Price::None => return Value::Null,
        };
        json!({
            "credit_price": 1.0,
            "list_price": self.amount(list, "list"),
            "lowest_price": self.amount(lowest, kind),
            // Lower than all others, and not for everybody (A94).
            "ws4v_upsell_price": self.amount(lowest * 2 / 5, "ws4v_upsell"),
        })
    }

    /// The name of Plus in this store (A49).
    pub(super) fn plus_plan(&self) -> &'static str {
        if self.marketplace.country_code == "us" {
            "US Minerva"
        } else {
            "Audible-AYCL"
        }
    }

    /// The plans of a title. `AccessViaMusic` is on every title (A48).
    pub(super) fn plans(&self, plus: Plus) -> Value {
        let mut plans = vec![plan("AccessViaMusic", None, OPEN_END)];
        match plus {
            Plus::No => {}
            Plus::Open => plans.push(plan(self.plus_plan(), Some(true), OPEN_END)),
            Plus::Until(date) => {
                let end = format!("{date}T07:00:00.00000Z");
                plans.push(plan(self.plus_plan(), Some(true), &end));
            }
        }
        plans.into()
    }
}

/// A plan; its dates have five fraction digits (A47).
pub(super) fn plan(name: &str, eligible: Option<bool>, end: &str) -> Value {
    json!({
        "plan_name": name, "customer_eligible": eligible, "detail_plan_names": null,
        "start_date": "1970-01-01T00:00:00.00000Z", "end_date": end,
    })
}

/// What a member may do with a title.
pub(super) fn rights(consumable: bool, indefinitely: bool) -> Value {
    json!({
        "is_consumable": consumable, "is_consumable_indefinitely": indefinitely,
        "is_consumable_offline": consumable, "is_consumable_until": null,
    })
}

impl Book {
    /// The catalogue's product.
    pub(super) fn product(&self, till: &Till, owned: Option<How>) -> Value {
        let mut product = self.told(till);
        product.insert("price".into(), till.price(self.price));
        let borrowable = !matches!(self.plus, Plus::No);
        let owns = owned.is_some_and(|how| how != How::Loan);
        product.insert("customer_rights".into(), rights(borrowable || owns, owns));
        if borrowable {
            product.insert("is_ayce".into(), json!(true));
        }
        patch(&mut product, &self.more);
        product.retain(|_, value| !value.is_null());
        for list in ["authors", "narrators"] {
            drop_null_asins(product.get_mut(list));
        }
        product.into()
    }

    /// The library's item. It has no price, also where one is asked for (A74).
    pub(super) fn item(&self, till: &Till, owned: &Owned) -> Value {
        let mut item = self.told(till);
        let borrowed = owned.how == How::Loan;
        let ordered = owned.how == How::Ordered;
        let country_codes: Vec<&str> = REGIONS.split(' ').collect();
        let extra = json!({
            "purchase_date": owned.date,
            "status": "Active",
            "library_status": {
                "date_added": owned.date, "is_pending": ordered, "is_preordered": ordered.then_some(true),
                "is_removable": borrowed, "is_visible": true,
            },
            "is_ayce": borrowed || !matches!(self.plus, Plus::No),
            "benefit_id": borrowed.then_some("AYCL"),
            "origin_type": (!borrowed).then_some("Purchase"),
            "origin_id": (!borrowed).then(|| format!("D01-{}-{}", &self.asin[3..], &self.asin[3..])),
            "origin_marketplace": till.marketplace.id,
            "customer_rights": rights(!ordered, !borrowed && !ordered),
            "plans": till.plans(if borrowed && matches!(self.plus, Plus::No) { Plus::Open } else { self.plus }),
            "is_archived": false,
            "is_finished": owned.finished,
            "is_downloaded": false,
            "is_playable": !ordered,
            "is_removable": borrowed,
            "is_returnable": !borrowed,
            "is_visible": true,
            "is_pending": ordered,
            "is_buyable": true,
            "is_preorderable": ordered,
            "is_listenable": !ordered,
            "is_in_wishlist": false,
            "percent_complete": owned.percent,
            "distribution_rights_region": country_codes,
            "provided_review": owned.stars.map(|stars| json!({
                "ratings": {"overall_rating": stars, "performance_rating": stars, "story_rating": stars},
                "title": null, "body": null, "submission_date": owned.date,
            })),
        });
        patch(&mut item, extra.as_object().unwrap_or(&Map::new()));
        patch(&mut item, &self.more);
        patch(&mut item, &owned.more);
        item.remove("price");
        item.into()
    }

    /// What both tell.
    fn told(&self, till: &Till) -> Map<String, Value> {
        let (root, ladder) = GENRES[self.genre];
        // Ladders of one root begin with the same category.
        let first = GENRES.iter().position(|(other, _)| *other == root);
        let steps: Vec<Value> = std::iter::once(&root)
            .chain(ladder)
            .zip(0..)
            .map(|(name, depth)| {
                let genre = first.filter(|_| depth == 0).unwrap_or(self.genre);
                json!({"id": format!("1857{:05}{depth:02}", genre * 10 + 1), "name": name})
            })
            .collect();
        let people: Vec<Value> = self
            .authors
            .iter()
            .map(|(asin, name)| json!({"asin": asin, "name": name}))
            .collect();
        // No narrator has a page (A85).
        let voices: Vec<Value> = self
            .narrators
            .iter()
            .map(|name| json!({"asin": null, "name": name}))
            .collect();
        let series: Vec<Value> = self.series.iter().map(Place::told).collect();
        let parents: Vec<Value> = self.series.iter().map(Place::parent).collect();
        let some = |list: Vec<Value>| (!list.is_empty()).then_some(list);
        // Midnight in Los Angeles, another day in London (A45).
        let hour = if (3..=10).contains(&u8::from(self.released.month())) {
            7
        } else {
            8
        };
        let moment = format!("{}T0{hour}:00:00Z", self.released);
        let sku = format!(
            "BK_{}_{}",
            &self.publisher[..3].to_uppercase(),
            &self.asin[4..]
        );
        let told = json!({
            "asin": self.asin,
            "title": self.title,
            "subtitle": self.subtitle,
            "authors": some(people),
            "narrators": some(voices),
            "publisher_name": self.publisher,
            "series": some(series),
            "relationships": some(parents),
            "publication_name": self.series.first().map(|place| &place.title),
            "runtime_length_min": self.minutes,
            "release_date": self.released.to_string(),
            "issue_date": self.released.to_string(),
            "publication_datetime": moment,
            // On old titles too (A44).
            "preorder_release_date": moment,
            "language": self.language,
            "format_type": "unabridged",
            "content_type": "Product",
            "content_delivery_type": "SinglePartBook",
            "has_children": false,
            "is_listenable": self.minutes.is_some(),
            "is_adult_product": false,
            "is_purchasability_suppressed": false,
            "is_vvab": false,
            "is_world_rights": false,
            "merchandising_summary": format!("<p>Nobody in the story of <i>{}</i> is real.…</p>", self.title),
            "publisher_summary": "<p><b>Invented.</b> Written by nobody &amp; read by nobody, for trying AudiPy.</p>",
            "plans": till.plans(self.plus),
            "rating": stars(self.rating),
            "product_images": images(&self.asin),
            "social_media_images": social_images(&self.asin),
            "category_ladders": [{"root": "Genres", "ladder": steps}],
            "thesaurus_subject_keywords": ["literature-and-fiction"],
            "available_codecs": [
                {"enhanced_codec": "LC_64_22050_stereo", "format": "Enhanced", "is_kindle_enhanced": true, "name": "aax_22_64"},
                {"enhanced_codec": "mp42264", "format": "M4b", "is_kindle_enhanced": false, "name": "mp42264"},
            ],
            "sample_url": format!("https://samples.audible.com/bk/{}_sample.mp3", self.asin.to_lowercase()),
            "sku": sku,
            "sku_lite": sku,
        });
        match told {
            Value::Object(told) => told,
            _ => Map::new(),
        }
    }
}

impl Place {
    fn url(&self) -> String {
        let words: Vec<&str> = self
            .title
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        format!("/pd/{}-Audiobook/{}", words.join("-"), self.asin)
    }

    fn told(&self) -> Value {
        json!({"asin": self.asin, "title": self.title, "sequence": self.sequence, "url": self.url()})
    }

    fn parent(&self) -> Value {
        json!({
            "asin": self.asin, "relationship_to_product": "parent", "relationship_type": "series",
            "sequence": self.sequence, "sort": "1", "title": self.title, "url": self.url(),
        })
    }
}

/// Lays values over others; null stays null.
pub(super) fn patch(map: &mut Map<String, Value>, over: &Map<String, Value>) {
    for (name, value) in over {
        map.insert(name.clone(), value.clone());
    }
}

/// A person without a page has no `asin` in the catalogue, and `null` in the library (2.5).
fn drop_null_asins(people: Option<&mut Value>) {
    for person in people.and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(person) = person.as_object_mut() {
            person.retain(|_, value| !value.is_null());
        }
    }
}

/// A title that nobody rated has zeros (A105).
fn stars((average, number): (f64, u32)) -> Value {
    let share = |percent: u32| number * percent / 100;
    let distribution = json!({
        "average_rating": average, "display_average_rating": format!("{average:.1}"),
        "display_stars": (average * 2.0).round() / 2.0, "num_ratings": number,
        "num_five_star_ratings": share(70), "num_four_star_ratings": share(20),
        "num_three_star_ratings": share(6), "num_two_star_ratings": share(3), "num_one_star_ratings": share(1),
    });
    json!({
        "num_reviews": number / 10, "overall_distribution": distribution,
        "performance_distribution": distribution, "story_distribution": distribution,
    })
}

fn images(asin: &str) -> Value {
    let id = &asin[2..];
    json!({
        "500": format!("https://m.media-amazon.com/images/I/41{id}L._SL500_.jpg"),
        "1215": format!("https://m.media-amazon.com/images/I/91{id}L._SL1215_.jpg"),
    })
}

/// Long, and of use to nobody.
fn social_images(asin: &str) -> Value {
    let url = |kind: &str| {
        format!(
            "https://m.media-amazon.com/images/I/41{}L._SL10_UR1600,800_CR200,50,1200,630_CLa%7C1200,630%7C41{}L.jpg%7C0,0,1200,630+82,82,465,465_{kind}_PJAdblSocialShare-Gradientoverlay-largeasin-0to70,TopLeft,0,0_.jpg",
            &asin[2..],
            &asin[2..]
        )
    };
    json!({"facebook": url("fb"), "ig_bg": url("bg"), "ig_static_with_bg": url("st"), "ig_sticker": url("sk"), "twitter": url("tw")})
}

const OPEN_END: &str = "2099-12-31T00:00:00.00000Z";
const REGIONS: &str = "AD AE AG AI AL AM AO AR AT AU AZ BA BB BE BG BH BI BM BO BR BS BW BY BZ CA CH CL CM CO CR CY CZ DE DK \
    DM DO EC EE EG ES ET FI FJ FR GB GE GH GR GT GY HK HN HR HU ID IE IL IN IS IT JM JO JP KE KR KW LB LT LU LV MA MT MX \
    MY NG NI NL NO NZ PA PE PH PL PT RO RS SE SG SI SK TH TR TT TZ UA UG US UY VN ZA ZM ZW";
