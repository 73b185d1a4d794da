//! Libraries of any size: the sample library, repeated under other names.

use std::fs;
use std::path::Path;

use e2e::stage::root;
use serde_json::{Map, Value, json};

/// The sample library's text, grown (or cut) to so many titles.
pub(crate) fn sample(titles: usize) -> String {
    let sample = original();
    let copies = copies(&sample, titles);
    let mut text = String::from("{");
    for (name, value) in &sample {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&json!(name).to_string());
        text.push(':');
        let Value::Array(list) = value else {
            text.push_str(&value.to_string());
            continue;
        };
        text.push('[');
        let most = if name == "items" { titles } else { usize::MAX };
        let entries = (0..copies).flat_map(|copy| list.iter().map(move |entry| (copy, entry)));
        for (index, (copy, entry)) in entries.take(most).enumerate() {
            if index > 0 {
                text.push(',');
            }
            text.push_str(&renamed(entry, copy).to_string());
        }
        text.push(']');
    }
    text.push('}');
    text
}

/// Writes the same library as a data folder of the sandbox, for the store `us` alone.
pub(crate) fn write_folder(titles: usize, folder: &Path) {
    let sample = original();
    let copies = copies(&sample, titles);
    let each = |name: &str| -> Vec<Value> {
        let list = sample[name].as_array().unwrap();
        (0..copies)
            .flat_map(|copy| list.iter().map(move |entry| renamed(entry, copy)))
            .collect()
    };
    let mut items = each("items");
    items.truncate(titles);
    let wishes = each("wishes");
    let mut catalog: Vec<Value> = each("products").iter().map(product).collect();
    catalog.extend(wishes.iter().map(|wish| product(&wish["product"])));
    for search in each("searches") {
        catalog.extend(search["products"].as_array().unwrap().iter().map(product));
    }
    let mut seen = std::collections::HashSet::new();
    catalog.retain(|product| seen.insert(product["asin"].to_string()));

    let store = folder.join("us");
    fs::create_dir_all(&store).unwrap();
    let write = |name: &str, list: Vec<Value>| {
        fs::write(store.join(name), Value::Array(list).to_string()).unwrap();
    };
    write("library.json", items.iter().map(item).collect());
    write("catalog.json", catalog);
    write("series.json", each("series").iter().map(series).collect());
    write("wishlist.json", wishes.iter().map(wish).collect());
}

fn original() -> Map<String, Value> {
    let text = fs::read_to_string(root().join("public/sample.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn copies(sample: &Map<String, Value>, titles: usize) -> usize {
    titles.div_ceil(sample["items"].as_array().unwrap().len())
}

/// The same thing with ASINs, titles and names of its own.
fn renamed(value: &Value, copy: usize) -> Value {
    let mut value = value.clone();
    if copy > 0 {
        rename(&mut value, "", copy, &word(copy));
    }
    value
}

fn rename(value: &mut Value, key: &str, copy: usize, word: &str) {
    match value {
        Value::String(text) => {
            if let Some(rest) = text.strip_prefix("B0SAMP") {
                *text = format!("B{copy:05}{rest}");
            } else if matches!(key, "name" | "title") {
                *text = format!("{text} {word}");
            } else if key == "subtitle" {
                *text = text.replace(", Book", &format!(" {word}, Book"));
            }
        }
        Value::Array(list) => {
            for entry in list {
                rename(entry, key, copy, word);
            }
        }
        Value::Object(map) => {
            for (key, entry) in map {
                rename(entry, key, copy, word);
            }
        }
        _ => {}
    }
}

/// A word for a number; letters only, since digits at the end of a title mean a volume.
fn word(mut number: usize) -> String {
    let mut word = String::from("Z");
    while number > 0 {
        word.push(char::from(b"abcdefghijklmnopqrstuvwxyz"[number % 26]));
        number /= 26;
    }
    word
}

/// In the shape of the API (API reference, 2.5).
fn product(product: &Value) -> Value {
    let amount = |amount: &Value, kind: &str| {
        amount["minor"].as_u64().map(|minor| {
            let base = format!("{}.{:02}", minor / 100, minor % 100);
            json!({"base": base.parse::<f64>().unwrap(), "currency_code": amount["currency"], "type": kind})
        })
    };
    let price = product.get("price").map(|price| {
        json!({
            "list_price": amount(&price["list"], "list"),
            "lowest_price": amount(&price["lowest"], "sale"),
            "credit_price": 1.0,
        })
    });
    let ladder: Option<Vec<Value>> = product["genres"].as_array().map(|genres| {
        genres
            .iter()
            .map(|name| json!({"id": "1", "name": name}))
            .collect()
    });
    json!({
        "asin": product["asin"],
        "title": product["title"],
        "subtitle": product["subtitle"],
        "authors": product["authors"],
        "narrators": product["narrators"],
        "publisher_name": product["publisher"],
        "series": product["series"],
        "runtime_length_min": product["runtime_min"],
        "release_date": date(&product["release_date"]),
        "language": product["language"],
        "content_type": product["content_type"],
        "content_delivery_type": "SinglePartBook",
        "format_type": product["format"],
        "price": price,
        "rating": {"overall_distribution": {
            "average_rating": product["rating"]["average"],
            "num_ratings": product["rating"]["count"],
        }},
        "category_ladders": [{"root": "Genres", "ladder": ladder}],
    })
}

fn item(item: &Value) -> Value {
    let mut record = product(&item["product"]);
    for (name, value) in [
        ("purchase_date", instant(&item["added"])),
        ("status", json!("Active")),
        ("origin_type", json!("Purchase")),
        ("is_finished", item["finished"].clone()),
        ("percent_complete", item["percent_complete"].clone()),
    ] {
        record[name] = value;
    }
    record
}

fn wish(wish: &Value) -> Value {
    let mut record = product(&wish["product"]);
    record["added_timestamp"] = instant(&wish["added"]);
    record
}

fn series(series: &Value) -> Value {
    let children: Vec<Value> = series["children"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
        .map(|(index, child)| {
            json!({
                "asin": child["asin"],
                "relationship_type": "series",
                "relationship_to_product": "child",
                "sequence": child["sequence"],
                "sort": (index + 1).to_string(),
            })
        })
        .collect();
    json!({
        "asin": series["asin"],
        "title": series["title"],
        "content_delivery_type": "BookSeries",
        "relationships": children,
    })
}

/// Of year and day of the year.
fn date(date: &Value) -> Value {
    let number = |index: usize| date[index].as_i64();
    number(0)
        .zip(number(1))
        .and_then(|(year, day)| {
            time::Date::from_ordinal_date(year.try_into().ok()?, day.try_into().ok()?).ok()
        })
        .map_or(Value::Null, |date| json!(date.to_string()))
}

/// Of milliseconds since 1970.
fn instant(millis: &Value) -> Value {
    millis
        .as_i64()
        .and_then(|millis| time::OffsetDateTime::from_unix_timestamp(millis / 1000).ok())
        .map_or(Value::Null, |at| {
            let (hour, minute, second) = at.to_hms();
            json!(format!("{}T{hour:02}:{minute:02}:{second:02}Z", at.date()))
        })
}
