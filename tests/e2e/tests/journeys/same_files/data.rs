//! [`write`]: a data folder for the sandbox, invented and the same each time.

use std::path::Path;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};

/// Writes `library.json`, `catalog.json` and `wishlist.json`: series with gaps, stories, boxes and
/// coming volumes, people with several spellings, every kind of price and of holding.
pub(crate) fn write(folder: &Path, seed: u64, titles: usize) {
    let mut shop = Shop::new(seed, titles);
    while shop.library.len() < titles {
        if shop.chance(60) {
            shop.add_series();
        } else {
            let (author, narrator) = (shop.author(), shop.narrator());
            shop.add(&author, &narrator, None, 40);
        }
    }
    for _ in 0..titles {
        let (author, narrator) = (shop.author(), shop.narrator());
        shop.add(&author, &narrator, None, 0);
    }
    let wishes = (0..titles / 10)
        .map(|_| {
            let mut wish = shop.catalog[shop.random.random_range(0..shop.catalog.len())].clone();
            wish["added_timestamp"] = json!("2025-12-24T20:11:09.000Z");
            wish
        })
        .collect();
    for (name, entries) in [
        ("library.json", Value::Array(shop.library)),
        ("catalog.json", Value::Array(shop.catalog)),
        ("wishlist.json", wishes),
    ] {
        std::fs::write(folder.join(name), entries.to_string()).unwrap();
    }
}

struct Shop {
    random: ChaCha8Rng,
    authors: Vec<Value>,
    narrators: Vec<Value>,
    library: Vec<Value>,
    catalog: Vec<Value>,
    series: usize,
}

impl Shop {
    fn new(seed: u64, titles: usize) -> Self {
        let mut shop = Self {
            random: ChaCha8Rng::seed_from_u64(seed),
            authors: Vec::new(),
            narrators: vec![json!({"asin": null, "name": "full cast"})],
            library: Vec::new(),
            catalog: Vec::new(),
            series: 0,
        };
        for n in 0..titles / 4 {
            let (first, last) = (shop.word(), shop.word());
            let name = match shop.random.random_range(0..20) {
                0 => format!("{}. {}. {last}", &first[..1], &last[..1]),
                1 => format!("Åsa {last}"),
                2 => format!("村田 {last}"),
                _ => format!("{first} {last}"),
            };
            let asin = shop.chance(80).then(|| format!("B0AU{n:06}"));
            shop.authors.push(json!({"asin": asin, "name": name}));
        }
        for _ in 0..titles / 6 {
            let name = format!("{} {}", shop.word(), shop.word());
            shop.narrators.push(json!({"asin": null, "name": name}));
        }
        shop
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.random.random_range(0..100) < percent
    }

    fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.random.random_range(0..choices.len())].clone()
    }

    fn word(&mut self) -> String {
        let syllables = self.random.random_range(2..=3);
        let word: String = (0..syllables).map(|_| self.one_of(&SYLLABLES)).collect();
        format!("{}{}", word[..1].to_uppercase(), &word[1..])
    }

    fn author(&mut self) -> Value {
        let choices = self.authors.clone();
        self.one_of(&choices)
    }

    fn narrator(&mut self) -> Value {
        let choices = self.narrators.clone();
        self.one_of(&choices)
    }

    fn add_series(&mut self) {
        self.series += 1;
        let name = json!({"asin": format!("B0SE{:06}", self.series), "title": format!("{} Saga", self.word())});
        let (author, narrator) = (self.author(), self.narrator());
        for number in 1..self.random.random_range(3..9) {
            // Now and then a second edition of the same volume.
            for _ in 0..=u32::from(self.chance(25)) {
                let sequence = match self.random.random_range(0..12) {
                    0 => format!("{number}.5"),
                    1 => String::new(),
                    2 => format!("{number}-{}", number + 2),
                    _ => number.to_string(),
                };
                let mut series = name.clone();
                series["sequence"] = json!(sequence);
                self.add(&author, &narrator, Some(series), 50);
            }
        }
    }

    /// A title of the shop, which the member has by this chance.
    fn add(&mut self, author: &Value, narrator: &Value, series: Option<Value>, owned_percent: u32) {
        let mut book = Map::new();
        let asin = format!("B0BK{:06}", self.catalog.len());
        book.insert("asin".to_owned(), json!(asin));
        let (one, other) = (self.word(), self.word());
        let title = match self.random.random_range(0..3) {
            0 => format!("The {one} {other}"),
            1 => format!("A {one} of {other}"),
            _ => format!("{one}: A Novel of {other}"),
        };
        let mut authors = vec![author.clone()];
        if self.chance(10) {
            let name = format!("{} {} - translator", self.word(), self.word());
            authors.push(json!({"asin": null, "name": name}));
        }
        if self.chance(7) {
            authors.push(self.author());
        }
        let day = format!(
            "20{}-0{}-1{}",
            self.random.random_range(10..26),
            self.random.random_range(1..10),
            self.random.random_range(0..10)
        );
        let facts = json!({
            "title": title,
            "authors": authors,
            "narrators": [narrator],
            "language": self.one_of(&["english", "english", "english", "english", "german"]),
            "format_type": if self.chance(10) { "abridged" } else { "unabridged" },
            "content_type": if self.chance(5) { "Performance" } else { "Product" },
            "content_delivery_type": "SinglePartBook",
            "release_date": match self.random.random_range(0..20) { 0 => "2099-05-01", 1 => "2200-01-01", _ => &day },
            "runtime_length_min": self.random.random_range(60..900),
            "is_listenable": true,
            "is_purchasability_suppressed": self.chance(3),
            "publisher_name": self.one_of(&["Lantern", "Wave", "Pine"]),
            "series": series.into_iter().collect::<Vec<_>>(),
        });
        book.extend(facts.as_object().cloned().unwrap_or_default());
        if self.chance(5) {
            book.insert("plans".to_owned(), plus("2099-12-31T00:00:00.00000Z"));
        }
        if self.chance(owned_percent) {
            let mut item = book.clone();
            let bought = format!("{day}T18:20:41.318Z");
            item.insert("purchase_date".to_owned(), json!(bought));
            item.extend(self.holding());
            self.library.push(Value::Object(item));
        }
        if let Some(price) = self.price() {
            book.insert("price".to_owned(), price);
        }
        self.catalog.push(Value::Object(book));
    }

    fn holding(&mut self) -> Map<String, Value> {
        let rights = |now: bool, forever: bool| json!({"is_consumable": now, "is_consumable_indefinitely": forever});
        let holding = match self.random.random_range(0..20) {
            0 => {
                json!({"status": "Active", "origin_type": null, "is_ayce": true, "customer_rights": rights(true, false), "plans": plus("2098-12-31T07:00:00.00000Z")})
            }
            1 => {
                json!({"status": "Active", "origin_type": null, "is_ayce": true, "customer_rights": rights(false, false)})
            }
            2 => json!({"status": "Revoked", "origin_type": "Purchase"}),
            _ => {
                json!({"status": "Active", "origin_type": "Purchase", "customer_rights": rights(true, true)})
            }
        };
        holding.as_object().cloned().unwrap_or_default()
    }

    /// As the store says prices: with the noise of 32-bit numbers.
    fn price(&mut self) -> Option<Value> {
        let list = f64::from(self.random.random_range(600..4_000_u32)) / 100.0;
        let paid = match self.random.random_range(0..20) {
            0 | 1 => return None,
            2 => 0.0,
            3 => 12.66,
            4..8 => list,
            _ => list * 0.7,
        };
        #[expect(clippy::cast_possible_truncation, reason = "the noise is wanted")]
        let noisy = |amount: f64| f64::from(((amount * 100.0).round() / 100.0) as f32);
        Some(json!({
            "credit_price": 1.0,
            "list_price": {"base": noisy(list), "currency_code": "USD", "type": "list"},
            "lowest_price": {"base": noisy(paid), "currency_code": "USD", "type": self.one_of(&["member", "sale"])},
        }))
    }
}

fn plus(end: &str) -> Value {
    json!([{
        "plan_name": "US Minerva",
        "customer_eligible": true,
        "start_date": "2020-01-01T00:00:00.00000Z",
        "end_date": end,
    }])
}

const SYLLABLES: [&str; 12] = [
    "mar", "lo", "ten", "ka", "vis", "dor", "el", "bru", "sha", "pim", "gor", "nu",
];
