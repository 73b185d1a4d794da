//! The named sets of books (API reference, section 14), all of the us store.

use std::collections::HashMap;

use rand::RngExt as _;
use serde_json::{Map, Value, json};
use time::Duration;

use super::book::{Book, How, Owned, Place, Plus, Price, Till};
use super::variants::Oddness;
use super::words::ENGLISH;
use super::world::{Maker, members};
use super::{Collection, instant, owned, stats, variants, wishes};

/// The odd titles alone; one of them twice, once without a right to it (A71).
pub(super) fn small(maker: &mut Maker, till: &Till) -> Collection {
    let mut collection = Collection::default();
    variants::add(&mut collection, maker, till, Oddness::Wild);
    let twice = collection
        .books
        .iter()
        .find(|book| collection.owned.contains_key(&book.asin));
    if let Some(book) = twice {
        let gone = Owned {
            date: "2019-01-02T03:04:05.000Z".into(),
            how: How::Loan,
            percent: 0.0,
            finished: false,
            stars: None,
            more: members(json!({"customer_rights": super::book::rights(false, false)})),
        };
        let again = book.item(till, &gone);
        collection.more_items.push(again);
    }
    // One is hollow, one has nobody (A109).
    collection
        .wishes
        .push(("B0NOSUCH01".into(), "2023-01-01T00:00:00.000Z".into()));
    wishes(&mut collection, maker);
    collection.stats = stats(maker, "us");
    collection
}

/// The worked example of API reference, 10.3: of the series "Aeon" the member has 1, 2 and the
/// omnibus 4-5.
pub(super) fn series(maker: &mut Maker) -> Collection {
    let mut collection = Collection::default();
    let author = (Some("B0KAUTH001".to_owned()), "Oriel Vance".to_owned());
    let mut book = |asin: &str, title: &str, sequence: &str, more: Value| Book {
        asin: asin.to_owned(),
        series: vec![Place {
            asin: "B0KSERIES1".into(),
            title: "Aeon".into(),
            sequence: sequence.to_owned(),
        }],
        price: Price::Member {
            list: 2149,
            member: 1504,
        },
        plus: Plus::No,
        more: members(more),
        ..maker.book(&ENGLISH, title.to_owned(), &author, "Theo Brandt")
    };
    let drama = json!({"content_type": "Performance", "format_type": "original_recording",
        "narrators": [{"name": "full cast"}]});
    let boxed = json!({"content_delivery_type": "MultiPartBook", "has_children": true});
    let german = json!({"language": "german"});
    let first = book("B0KAEON001", "Ashlight", "1", json!({}));
    let second = book("B0KAEON002", "Breakwater", "2", json!({}));
    let omnibus = book("B0KAEON045", "Aeon: Books 4-5", "4-5", boxed.clone());
    for other in [
        book("B0KAEON1DE", "Aschelicht", "1", german),
        book("B0KAEON123", "Aeon: Books 1-3", "1-3", boxed),
        book("B0KAEON025", "A Lull", "2.5", json!({})),
        book(
            "B0KAEON03A",
            "Candlewick (Abridged)",
            "3",
            json!({"format_type": "abridged"}),
        ),
        book("B0KAEON003", "Candlewick", "3", json!({})),
        book(
            "B0KAEON3D1",
            "Candlewick (Part 1 of 2) (Dramatized Adaptation)",
            "3",
            drama.clone(),
        ),
        book(
            "B0KAEON3D2",
            "Candlewick (Part 2 of 2) (Dramatized Adaptation)",
            "3",
            drama,
        ),
        book("B0KAEON004", "Driftglass Hour", "4", json!({})),
        book("B0KAEON005", "Everbank", "5", json!({})),
        book("B0KAEON0CO", "The Aeon Companion", "", json!({})),
    ] {
        collection.add(other);
    }
    let mut sixth = book("B0KAEON006", "Farewell Sound", "6", json!({}));
    sixth.minutes = None;
    sixth.narrators.clear();
    sixth.rating = (0.0, 0);
    sixth.released = maker.today + Duration::days(60);
    collection.add(sixth);
    for (order, mine) in (1..).zip([first, second, omnibus]) {
        let owned = purchase(maker, order);
        collection.own(mine, owned);
    }
    // The seventh is not sold here: the list knows it, the catalogue does not.
    collection.childless.push("B0KSERIES1".into());
    let mut volumes: Vec<(String, Value)> = collection
        .books
        .iter()
        .map(|book| (book.asin.clone(), json!(book.series[0].sequence)))
        .filter(|(asin, _)| asin != "B0KAEON045")
        .collect();
    volumes.push(("B0KAEON007".into(), json!("7")));
    collection.more_others.push(super::series_product(
        "B0KSERIES1",
        &json!("Aeon"),
        &Value::Null,
        volumes,
    ));
    collection
}

/// The names of API reference, 10.1, each with a book in the library and one in the shop.
pub(super) fn people(maker: &mut Maker) -> Collection {
    let mut collection = Collection::default();
    let names: &[(Option<&str>, &str)] = &[
        (Some("B0NAUTH001"), "J. K. Rowland"),
        (None, "J.K. Rowland"),
        (None, "JK Rowland"),
        (Some("B0NAUTH002"), "A. G. Ridder"),
        (None, "A.G. Ridder"),
        (Some("B0NAUTH003"), "Söderholm, Åsa"),
        (Some("B0NAUTH004"), "Soderholm, Asa"),
        (Some("B0NAUTH005"), "村田 冬子"),
        (Some("B0NAUTH006"), "Борис Лунин"),
        (Some("B0NAUTH007"), "Mara Ellison"),
        (Some("\tB0NAUTH007"), "Mara Ellison\t"),
        (None, "Mara Ellison - translator"),
        (Some("B0NAUTH008"), "Jean-Luc Moor"),
        (Some("B0NAUTH009"), "Group - One"),
        (Some("B0NAUTH010"), "van der Hoek"),
        (None, "test"),
        (None, "Audible Originals"),
    ];
    let mut order = 0;
    for (number, (asin, name)) in names.iter().enumerate() {
        let author = (asin.map(str::to_owned), (*name).to_owned());
        let mine = maker.book(
            &ENGLISH,
            format!("By Name {number}"),
            &author,
            "Theo Brandt",
        );
        let other = maker.book(
            &ENGLISH,
            format!("Also by Name {number}"),
            &author,
            "uncredited",
        );
        order += 1;
        let owned = purchase(maker, order);
        collection.own(mine, owned);
        collection.add(other);
    }
    collection
}

/// So many titles, with an author and a series for every five.
pub(super) fn big(maker: &mut Maker, size: u32) -> Collection {
    let mut collection = Collection::default();
    let authors = maker.authors(&ENGLISH, 400);
    let narrators: Vec<String> = (0..200).map(|_| maker.person(&ENGLISH)).collect();
    let mut series: HashMap<u32, Place> = HashMap::new();
    for number in 0..size + size / 4 {
        let author = &authors[number as usize % authors.len()];
        let narrator = &narrators[number as usize % narrators.len()];
        let title = maker.title(&ENGLISH);
        let mut book = maker.book(&ENGLISH, title, author, narrator);
        if number % 3 != 0 {
            let group = number / 8;
            let mut place = series
                .entry(group)
                .or_insert_with(|| Place {
                    asin: maker.asin('S'),
                    title: format!("Shelf {group}"),
                    sequence: String::new(),
                })
                .clone();
            place.sequence = (number % 8 + 1).to_string();
            book.series = vec![place];
        }
        // Every fifth is not the member's.
        if number % 5 == 4 {
            collection.add(book);
        } else {
            let owned = owned(maker, &book, number);
            collection.own(book, owned);
        }
    }
    collection.stats = stats(maker, "us");
    collection
}

/// An author with 600 books, of which the member has two.
pub(super) fn prolific(maker: &mut Maker) -> Collection {
    let mut collection = Collection::default();
    let author = (
        Some("B0MAUTH001".to_owned()),
        "Ottoline Pagewright".to_owned(),
    );
    for number in 1..=600 {
        let mut book = maker.book(
            &ENGLISH,
            format!("Weekly Number {number}"),
            &author,
            "Theo Brandt",
        );
        book.released = maker.today - Duration::days(i64::from(number) * 7);
        if number <= 2 {
            let owned = purchase(maker, number);
            collection.own(book, owned);
        } else {
            collection.add(book);
        }
    }
    collection
}

fn purchase(maker: &mut Maker, order: u32) -> Owned {
    let ago = maker.chance.random_range(1..900);
    Owned {
        date: instant(maker.today - Duration::days(ago), order),
        how: How::Purchase,
        percent: 0.0,
        finished: false,
        stars: None,
        more: Map::new(),
    }
}
