//! An invented library of any size, with what the store says about it.

use audible::library::{LibraryItem, SeriesChild, SeriesProduct, Status};
use audible::product::{Format, Kind, Person, Price, Product, Rating, SeriesRef};
use audible::search::{PersonSearch, Role};
use audible::{Asin, Currency, Marketplace, Money, Snapshot, Timestamp};
use reports::people_to_search;
use time::macros::date;

/// Series of seven of which five are mine, an author for four series, a narrator for ten.
pub(crate) fn library(titles: usize) -> Snapshot {
    let mut snapshot = Snapshot::new(Marketplace::Us);
    let now = Timestamp::from_millis(1_795_500_000_000);
    snapshot.read_at = Some(now);
    snapshot.priced_at = Some(now);
    for index in 0..titles {
        let (series, number) = (index / 5, index % 5 + 1);
        snapshot.items.push(LibraryItem {
            product: product(index, series, number),
            status: Status::Active,
            added: Some(now),
            purchased: true,
            ayce: false,
            pending: false,
            archived: None,
            finished: Some(index % 3 == 0),
            percent_complete: Some(12.5),
            own_stars: None,
        });
    }
    for series in 0..titles / 5 {
        let mut children = Vec::new();
        for number in 1..=7 {
            let index = if number <= 5 {
                series * 5 + number - 1
            } else {
                titles + series * 2 + number - 6
            };
            children.push(SeriesChild {
                asin: asin(index),
                sequence: Some(number.to_string()),
                sort: None,
            });
            if number > 5 {
                snapshot.products.push(product(index, series, number));
            }
        }
        snapshot.series.push(SeriesProduct {
            asin: asin(10_000_000 + series),
            title: None,
            children,
        });
    }
    let people = titles / 100;
    let mut asked: Vec<_> = people_to_search(&snapshot);
    let narrators = asked.split_off(asked.iter().take_while(|q| q.role == Role::Author).count());
    let queries = asked
        .into_iter()
        .take(people)
        .chain(narrators.into_iter().take(people));
    for (place, query) in queries.enumerate() {
        let products = (0..50)
            .map(|index| {
                let index = 2_000_000 + place * 50 + index;
                let mut found = product(index, index, 1);
                found.series.truncate(usize::from(index % 2 == 0));
                let person = Person {
                    asin: None,
                    name: query.name.clone(),
                };
                match query.role {
                    Role::Author => found.authors = vec![person],
                    Role::Narrator => found.narrators = vec![person],
                }
                found
            })
            .collect();
        snapshot.searches.push(PersonSearch {
            query,
            products,
            complete: true,
            read_at: now,
        });
    }
    snapshot
}

fn product(index: usize, series: usize, number: usize) -> Product {
    let cents = 500 + u64::try_from(index * 37 % 2500).unwrap_or_default();
    let usd = |minor| Money {
        minor,
        currency: Currency::Usd,
    };
    Product {
        asin: asin(index),
        title: format!(
            "The {} of {}: Series {series}, Book {number}",
            word(index),
            word(index / 7)
        ),
        subtitle: Some(format!("Series {series}, Book {number}")),
        authors: vec![Person {
            asin: Some(asin(20_000_000 + series / 4)),
            name: format!("{} Author-{}", word(series / 4), series / 4),
        }],
        narrators: vec![Person {
            asin: None,
            name: format!("{} Narrator {}", word(series / 10), series / 10),
        }],
        publisher: Some(word(index / 300)),
        series: vec![SeriesRef {
            asin: Some(asin(10_000_000 + series)),
            title: Some(format!("Series {series}")),
            sequence: Some(number.to_string()),
        }],
        runtime_min: Some(600),
        release_date: Some(date!(2020 - 01 - 01)),
        language: Some("english".into()),
        kind: Kind::Book,
        format: Some(Format::Unabridged),
        content_type: Some("Product".into()),
        price: Some(Price {
            list: Some(usd(cents + 700)),
            lowest: Some(usd(cents)),
            ..Price::default()
        }),
        plans: Vec::new(),
        rights: None,
        rating: Some(Rating {
            average: 4.5,
            count: 100,
        }),
        cover: None,
        genres: vec![word(series % 12)],
        synthetic_voice: false,
        not_for_sale: false,
        not_listenable: false,
    }
}

/// `B` and nine digits of base 36.
fn asin(mut index: usize) -> Asin {
    let mut text = [b'0'; 10];
    text[0] = b'B';
    for digit in text.iter_mut().skip(1).rev() {
        *digit = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[index % 36];
        index /= 36;
    }
    let text = String::from_utf8_lossy(&text);
    Asin::parse(&text).unwrap_or_else(|| unreachable!("ten letters and digits"))
}

/// A made-up word for a number; every thirteenth with an accent.
fn word(index: usize) -> String {
    const SYLLABLES: [&str; 12] = [
        "mar", "lo", "ten", "ka", "vis", "dor", "el", "bru", "sha", "pim", "gor", "nu",
    ];
    let mut word = String::from(if index.is_multiple_of(13) { "É" } else { "Q" });
    let mut rest = index;
    for _ in 0..3 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    word
}
