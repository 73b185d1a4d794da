//! Libraries that nobody would think of.

use audible::library::{Status, Wish};
use audible::product::{Format, Kind, Person, Plan, Price, Product, Rating, Rights, SeriesRef};
use audible::{Asin, LibraryItem, Marketplace, Money, Snapshot, Timestamp};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use time::Date;

use crate::support::TODAY;

/// A text as a store may have it: trimmed, not empty, without control characters.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let odd = prop_oneof![
        Just("=SUM(A1)".to_owned()),
        Just("+1".to_owned()),
        Just("-2".to_owned()),
        Just("@cmd".to_owned()),
        Just("＝1".to_owned()),
        Just("'quoted'".to_owned()),
        Just("''=1".to_owned()),
        Just("a; b".to_owned()),
        Just("a\\; b\\".to_owned()),
        Just(";".to_owned()),
        Just("say \"so\", then".to_owned()),
        Just("</script><img src=x onerror=alert(1)>".to_owned()),
        Just("| *a* _b_ [c](d)".to_owned()),
        Just("Größe 日本語".to_owned()),
    ];
    let any = "\\PC{1,12}".prop_map(|text| text.trim().to_owned());
    prop_oneof![
        odd,
        any,
        "[A-Za-z ]{1,8}".prop_map(|text| text.trim().to_owned())
    ]
    .prop_filter("not empty", |text| !text.is_empty())
}

fn any_asin() -> impl Strategy<Value = Asin> {
    "B0[A-Z0-9]{8}".prop_map(|text| Asin::parse(&text).unwrap())
}

fn any_day() -> impl Strategy<Value = Date> {
    (2_440_000..2_465_000_i32).prop_map(|day| Date::from_julian_day(day).unwrap())
}

fn any_person() -> impl Strategy<Value = Person> {
    (option::of(any_asin()), any_text()).prop_map(|(asin, name)| Person { asin, name })
}

fn any_series() -> impl Strategy<Value = SeriesRef> {
    (
        any_asin(),
        option::of(any_text()),
        option::of("[0-9]{1,2}|0\\.5|1-3|\\?"),
    )
        .prop_map(|(asin, title, sequence)| SeriesRef {
            asin: Some(asin),
            title,
            sequence,
        })
}

fn any_price(currency: audible::Currency) -> impl Strategy<Value = Price> {
    let money = move |minor: u64| Money { minor, currency };
    (
        option::of(0..9_999_u64),
        option::of(0..9_999_u64),
        any::<bool>(),
        option::of(1_u32..400),
        any::<bool>(),
    )
        .prop_map(move |(list, lowest, sale, credits_x100, cash_only)| Price {
            list: list.map(money),
            lowest: lowest.map(money),
            sale,
            credits_x100,
            cash_only,
        })
}

fn any_product(store: Marketplace) -> impl Strategy<Value = Product> {
    let text = || option::of(any_text());
    (
        (
            any_asin(),
            any_text(),
            text(),
            vec(any_person(), 0..3),
            vec(any_person(), 0..3),
            text(),
        ),
        (
            vec(any_series(), 0..3),
            option::of(0_u32..100_000),
            option::of(any_day()),
            text(),
            option::of(prop_oneof![
                Just(Format::Abridged),
                Just(Format::Unabridged),
                Just(Format::OriginalRecording)
            ]),
        ),
        (
            option::of(any_price(store.currency())),
            option::of(option::of(any_day())),
            option::of((1.0_f32..5.0, 1_u32..9_999)),
            vec(any_text(), 0..3),
            any::<bool>(),
            any::<bool>(),
        ),
    )
        .prop_map(|(who, what, offer)| {
            let (asin, title, subtitle, authors, narrators, publisher) = who;
            let (series, runtime_min, release_date, language, format) = what;
            let (price, plan, rating, genres, announced, not_for_sale) = offer;
            let end = |day: Date| {
                Timestamp::from_millis(day.midnight().assume_utc().unix_timestamp() * 1000)
            };
            let plan = plan.map(|until| Plan {
                name: "US Minerva".to_owned(),
                eligible: Some(true),
                start: None,
                end: until.map(end),
            });
            Product {
                asin,
                title,
                subtitle,
                authors,
                narrators: narrators
                    .into_iter()
                    .map(|person| Person {
                        asin: None,
                        ..person
                    })
                    .collect(),
                publisher,
                series,
                runtime_min,
                release_date: if announced {
                    Date::from_ordinal_date(2200, 1).ok()
                } else {
                    release_date
                },
                language,
                kind: Kind::Book,
                format,
                content_type: Some("Product".to_owned()),
                price,
                plans: plan.into_iter().collect(),
                rights: None,
                rating: rating.map(|(average, count)| Rating { average, count }),
                cover: None,
                genres,
                synthetic_voice: false,
                not_for_sale,
                not_listenable: false,
            }
        })
}

fn any_item(store: Marketplace) -> impl Strategy<Value = LibraryItem> {
    (
        any_product(store),
        (
            any::<bool>(),
            any::<bool>(),
            any::<bool>(),
            option::of(any::<bool>()),
        ),
        (
            option::of(0_i64..1_800_000_000),
            option::of(any::<bool>()),
            option::of(0.0_f32..100.0),
            option::of(1_u8..6),
        ),
    )
        .prop_map(
            |(
                mut product,
                (purchased, ayce, pending, consumable),
                (added, finished, percent_complete, own_stars),
            )| {
                product.rights = consumable.map(|consumable| Rights {
                    consumable: Some(consumable),
                    ..Rights::default()
                });
                LibraryItem {
                    product,
                    status: Status::Active,
                    added: added.map(|seconds| Timestamp::from_millis(seconds * 1000)),
                    purchased,
                    ayce,
                    pending,
                    archived: None,
                    finished,
                    percent_complete,
                    own_stars,
                }
            },
        )
}

/// A whole library.
pub(crate) fn any_library() -> impl Strategy<Value = Snapshot> {
    let store = prop_oneof![
        Just(Marketplace::Us),
        Just(Marketplace::Jp),
        Just(Marketplace::De)
    ];
    store.prop_flat_map(|store| {
        (vec(any_item(store), 1..8), vec(any_product(store), 0..4)).prop_map(
            move |(items, wishes)| {
                let mut snapshot = Snapshot::new(store);
                snapshot.read_at = Some(Timestamp::from_millis(
                    TODAY.midnight().assume_utc().unix_timestamp() * 1000 + 43_200_000,
                ));
                snapshot.items = items;
                snapshot.wishes = wishes
                    .into_iter()
                    .map(|product| Wish {
                        product,
                        added: None,
                    })
                    .collect();
                snapshot
            },
        )
    })
}
