//! A library of any size, and what is stored of it.

use std::collections::BTreeMap;

use audible::library::{SeriesChild, SeriesProduct, Status, Wish};
use audible::listening::DayHeard;
use audible::product::{Kind as ProductKind, Person, SeriesRef};
use audible::search::{PersonQuery, PersonSearch, Role};
use audible::{
    Asin, Gone, LibraryItem, Marker, Marketplace, Membership, Product, Snapshot, Timestamp,
};
use session::records::{
    Changes, Read, Synced, read_snapshot, sync_name, write_document, write_part,
};
use session::sync::{Part, Summary};

pub(crate) const SALT: [u8; 16] = [7; 16];
pub(crate) const PARTS: [Part; 7] = [
    Part::Library,
    Part::Series,
    Part::Products,
    Part::Wishes,
    Part::Searches,
    Part::Member,
    Part::Gone,
];

pub(crate) fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

pub(crate) fn asin(number: usize) -> Asin {
    Asin::parse(&format!("B{number:09}")).unwrap()
}

/// About as large as a real one.
pub(crate) fn product(number: usize) -> Product {
    let person = |name: &str| Person {
        asin: Some(asin(number % 50)),
        name: format!("{name} Invented {}", number % 50),
    };
    let series = SeriesRef {
        asin: Some(asin(500_000 + number / 8)),
        title: Some("A Series of Invented Volumes".to_owned()),
        sequence: Some((number % 8).to_string()),
    };
    let mut product: Product = serde_json::from_value(serde_json::json!({
        "asin": asin(number), "title": format!("An Invented Title of Some Length {number}"), "kind": "book",
    }))
    .unwrap();
    assert_eq!(product.kind, ProductKind::Book);
    product.subtitle = Some("A Series of Invented Volumes, Book 4".to_owned());
    product.authors = vec![person("Anna"), person("Bertha")];
    product.narrators = vec![person("Carla")];
    product.publisher = Some("Invented Audio".to_owned());
    product.series = vec![series];
    product.runtime_min = Some(612);
    product.cover = Some(format!(
        "https://m.media-amazon.com/images/I/{number:011}._SL500_.jpg"
    ));
    product.genres = vec!["Invented".to_owned(), "Quite Invented".to_owned()];
    product
}

pub(crate) fn item(number: usize) -> LibraryItem {
    LibraryItem {
        product: product(number),
        status: Status::Active,
        added: Some(at(1_700_000_000_000)),
        purchased: true,
        ayce: false,
        pending: false,
        archived: None,
        finished: Some(number.is_multiple_of(2)),
        percent_complete: Some(12.5),
        own_stars: None,
    }
}

pub(crate) fn search(name: &str, results: usize, read_at: i64) -> PersonSearch {
    PersonSearch {
        query: PersonQuery {
            role: Role::Author,
            name: name.to_owned(),
            asin: None,
        },
        products: (0..results).map(product).collect(),
        complete: true,
        read_at: at(read_at),
    }
}

pub(crate) fn snapshot(titles: usize) -> Snapshot {
    let mut snapshot = Snapshot::new(Marketplace::De);
    snapshot.items = (0..titles).map(item).collect();
    snapshot.series = (0..titles / 8)
        .map(|number| SeriesProduct {
            asin: asin(500_000 + number),
            title: None,
            children: vec![SeriesChild {
                asin: asin(number),
                sequence: Some("1".to_owned()),
                sort: Some(1),
            }],
        })
        .collect();
    snapshot.products = (titles..titles + titles / 4).map(product).collect();
    snapshot.unavailable = (0..titles / 10)
        .map(|number| asin(700_000 + number))
        .collect();
    snapshot.wishes = (0..titles / 20)
        .map(|number| Wish {
            product: product(800_000 + number),
            added: Some(at(5)),
        })
        .collect();
    snapshot.searches = vec![search("Anna", 3, 10), search("Bertha", titles, 20)];
    snapshot.read_at = Some(at(100));
    snapshot.priced_at = Some(at(200));
    snapshot.whole_at = Some(at(90));
    snapshot.marker = Some(Marker {
        token: "1767225600123".to_owned(),
        question: "media".to_owned(),
    });
    snapshot.gone = (0..titles / 10)
        .map(|number| Gone {
            item: item(900_000 + number),
            at: at(7),
            revoked: number % 2 == 0,
        })
        .collect();
    snapshot.series_read = (snapshot.series.iter())
        .map(|series| (series.asin.clone(), at(8)))
        .collect();
    snapshot.products_read = (snapshot.products.iter())
        .map(|product| (product.asin.clone(), at(9)))
        .collect();
    snapshot.wishes_at = Some(at(10));
    snapshot.listening.days = vec![DayHeard {
        on: time::macros::date!(2025 - 12 - 31),
        ms: 1,
    }];
    snapshot.listening.finished = vec![asin(3)];
    snapshot.memberships.list = vec![Membership::default()];
    snapshot.memberships.read_at = Some(at(6));
    snapshot
}

/// What is stored, by name.
pub(crate) type Shelf = BTreeMap<String, Vec<u8>>;

pub(crate) fn apply(shelf: &mut Shelf, changes: Changes) {
    for folder in changes.clear {
        shelf.retain(|name, _| !name.starts_with(&format!("{folder}/")));
    }
    for (name, record) in changes.put {
        assert!(shelf.insert(name, record).is_none(), "written twice");
    }
}

pub(crate) fn shelf(snapshot: &Snapshot) -> Shelf {
    let mut shelf = Shelf::new();
    for part in PARTS {
        apply(&mut shelf, write_part(snapshot, part, &SALT));
    }
    let synced = Synced {
        place: Some(serde_json::from_str(r#"{"started":1}"#).unwrap()),
        summary: Some(Summary::default()),
        health: None,
    };
    shelf.insert(sync_name(snapshot.store), write_document(&synced).to_vec());
    shelf
}

pub(crate) fn read(shelf: &Shelf) -> Read {
    let records: Vec<_> = shelf
        .iter()
        .map(|(name, record)| (name.clone(), Ok(record.clone())))
        .collect();
    read_snapshot(Marketplace::De, &records)
}
