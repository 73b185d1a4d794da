//! Snapshots and documents as named records, and what is left of them when some are damaged.

#![expect(clippy::unwrap_used, reason = "shared parts of tests")]

use std::collections::{BTreeMap, BTreeSet};

use audible::library::{SeriesChild, SeriesProduct, Status, Wish};
use audible::listening::DayHeard;
use audible::product::{Kind as ProductKind, Person, SeriesRef};
use audible::registration::{DeviceInfo, Obtained};
use audible::search::{PersonQuery, PersonSearch, Role};
use audible::{
    AccountKind, Asin, Attempt, Gone, LibraryItem, Marker, Marketplace, Membership, Product,
    Registration, Secret, Snapshot, Timestamp,
};
use proptest::prelude::*;
use session::life::Tokens;
use session::records::{
    Account, AccountEntry, Accounts, Arrival, Arrivals, Attempts, Changes, Colour, Fault, Kind,
    MAX_RECORD, Origin, Read, Synced, Why, read_document, read_snapshot, sync_name, write_document,
    write_part, write_searches_since,
};
use session::sync::{Part, Summary};
use vault::VaultId;

const SALT: [u8; 16] = [7; 16];
const PARTS: [Part; 7] = [
    Part::Library,
    Part::Series,
    Part::Products,
    Part::Wishes,
    Part::Searches,
    Part::Member,
    Part::Gone,
];

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn asin(number: usize) -> Asin {
    Asin::parse(&format!("B{number:09}")).unwrap()
}

/// About as large as a real one.
fn product(number: usize) -> Product {
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

fn item(number: usize) -> LibraryItem {
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

fn search(name: &str, results: usize, read_at: i64) -> PersonSearch {
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

fn snapshot(titles: usize) -> Snapshot {
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
type Shelf = BTreeMap<String, Vec<u8>>;

fn apply(shelf: &mut Shelf, changes: Changes) {
    for folder in changes.clear {
        shelf.retain(|name, _| !name.starts_with(&format!("{folder}/")));
    }
    for (name, record) in changes.put {
        assert!(shelf.insert(name, record).is_none(), "written twice");
    }
}

fn shelf(snapshot: &Snapshot) -> Shelf {
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

fn read(shelf: &Shelf) -> Read {
    let records: Vec<_> = shelf
        .iter()
        .map(|(name, record)| (name.clone(), Ok(record.clone())))
        .collect();
    read_snapshot(Marketplace::De, &records)
}

#[test]
fn a_snapshot_comes_back_whole() {
    for titles in [0, 1, 20, 3000] {
        let snapshot = snapshot(titles);
        let read = read(&shelf(&snapshot));
        assert!(read.snapshot == snapshot, "{titles} titles");
        assert_eq!(read.faults, []);
        assert_eq!(read.outdated, []);
        assert!(read.place.is_some() && read.summary.is_some());
    }
}

#[test]
fn records_are_bounded_and_named_without_telling_anything() {
    let shelf = shelf(&snapshot(3000));
    assert!(shelf.len() > 10);
    for (name, record) in &shelf {
        assert!(record.len() <= MAX_RECORD, "{name}: {}", record.len());
        assert!(Kind::of(name).is_some(), "{name}");
        assert!(
            !name.contains("Anna") && !name.contains("nvented"),
            "{name}"
        );
    }
    // Another account names the same searches otherwise.
    let names = |salt: [u8; 16]| -> Vec<String> {
        let changes = write_part(&snapshot(20), Part::Searches, &salt);
        changes.put.into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(names(SALT), names(SALT));
    assert!(
        names([8; 16])
            .iter()
            .all(|name| !names(SALT).contains(name))
    );
}

#[test]
fn an_item_larger_than_a_record_has_one_of_its_own() {
    let mut snapshot = Snapshot::new(Marketplace::De);
    snapshot.items = (0..3).map(item).collect();
    snapshot.items[1].product.title = "x".repeat(2 * MAX_RECORD);
    let changes = write_part(&snapshot, Part::Library, &SALT);
    assert_eq!(changes.put.len(), 3);
    let mut shelf = Shelf::new();
    apply(&mut shelf, changes);
    assert_eq!(read(&shelf).snapshot.items, snapshot.items);
}

#[test]
fn a_smaller_part_leaves_nothing_of_a_larger_one() {
    let (large, small) = (snapshot(3000), snapshot(20));
    let mut shelf = shelf(&large);
    for part in PARTS {
        apply(&mut shelf, write_part(&small, part, &SALT));
    }
    assert!(read(&shelf).snapshot == small);
}

#[test]
fn searches_are_added_one_by_one() {
    let mut snapshot = snapshot(20);
    let mut shelf = shelf(&snapshot);
    snapshot.searches[0] = search("Anna", 1, 500);
    snapshot.searches.push(search("Zora", 2, 600));
    let changes = write_searches_since(&snapshot, at(500), &SALT);
    assert_eq!(changes.put.len(), 2, "Bertha's is not written again");
    apply(&mut shelf, changes);
    let read = read(&shelf);
    assert_eq!(read.faults, []);
    assert_eq!(read.snapshot.searches, snapshot.searches);
}

#[test]
fn a_damaged_record_costs_its_own_content_only() {
    let whole = snapshot(1200);
    let records = shelf(&whole);
    for name in records.keys() {
        // It does not read, it does not open, or it was set aside before.
        for (damage, why) in [
            (Some(Ok(b"{".to_vec())), Why::Damaged),
            (Some(Err(vault::Error::Damaged)), Why::Damaged),
            (Some(Err(vault::Error::OtherVault)), Why::Damaged),
            (Some(Err(vault::Error::Newer { version: 2 })), Why::Newer),
            (Some(Ok(br#"{"v":2,"new":true}"#.to_vec())), Why::Newer),
            (Some(Ok(br#"{"v":2,"data":{}}"#.to_vec())), Why::Newer),
            (None, Why::Missing),
        ] {
            let damaged: Vec<_> = records
                .iter()
                .filter_map(|(key, record)| match &damage {
                    _ if key != name => Some((key.clone(), Ok(record.clone()))),
                    Some(damage) => Some((key.clone(), damage.clone())),
                    None => None,
                })
                .collect();
            let read = read_snapshot(Marketplace::De, &damaged);
            let kind = Kind::of(name).unwrap();
            let (folder, _) = name.rsplit_once('/').unwrap();
            let of_list = |other: &&String| other.rsplit_once('/').unwrap().0 == folder;
            if why == Why::Missing && records.keys().filter(of_list).count() == 1 {
                // The only record of its list: nothing is left that could tell.
                assert_eq!(read.faults, []);
                continue;
            }
            let name = name.clone();
            let expected = Fault { name, kind, why };
            assert!(has_the_rest(&read, &whole, kind), "{expected:?}");
            assert_eq!(read.faults, [expected]);
        }
    }
}

/// Whether everything but this part is there.
fn has_the_rest(read: &Read, whole: &Snapshot, kind: Kind) -> bool {
    let part = match kind {
        Kind::Part(_, part) => Some(part),
        _ => None,
    };
    let snapshot = &read.snapshot;
    let library = (&snapshot.items, snapshot.read_at, &snapshot.marker)
        == (&whole.items, whole.read_at, &whole.marker);
    let products = snapshot.products == whole.products
        && snapshot.unavailable == whole.unavailable
        && snapshot.priced_at == whole.priced_at;
    let rest = (part == Some(Part::Library) || library)
        && (part == Some(Part::Products) || products)
        && (part == Some(Part::Series) || snapshot.series == whole.series)
        && (part == Some(Part::Wishes) || snapshot.wishes == whole.wishes)
        && (part == Some(Part::Searches) || snapshot.searches == whole.searches)
        && (part == Some(Part::Gone) || snapshot.gone == whole.gone)
        && (part == Some(Part::Member)
            || (&snapshot.listening, &snapshot.memberships)
                == (&whole.listening, &whole.memberships));
    // What is gone is read anew: neither the age nor the place may say otherwise.
    let anew = match part {
        Some(Part::Library) => {
            snapshot.read_at.is_none() && snapshot.marker.is_none() && read.place.is_none()
        }
        Some(Part::Searches) => read.place.is_some(),
        Some(_) | None => read.place.is_none(),
    };
    rest && anew
}

#[test]
fn an_item_that_does_not_read_is_left_out() {
    let mut shelf = shelf(&snapshot(20));
    let record = shelf.get_mut("de/library/0").unwrap();
    let text = String::from_utf8(record.clone()).unwrap();
    *record = text
        .replacen(r#""asin":"B000000003""#, r#""asin":7"#, 1)
        .into_bytes();
    let read = read(&shelf);
    assert_eq!(read.snapshot.items.len(), 19);
    assert_eq!(read.faults.len(), 1);
    assert_eq!(read.faults[0].why, Why::Incomplete);
    assert_eq!(read.snapshot.read_at, None);
}

#[test]
fn version_0_is_read_and_written_again() {
    let mut old = snapshot(20);
    let mut shelf = Shelf::new();
    shelf.insert(
        "de/library/0".to_owned(),
        serde_json::to_vec(&old.items).unwrap(),
    );
    shelf.insert(
        "de/wishes/0".to_owned(),
        serde_json::to_vec(&old.wishes).unwrap(),
    );
    let first = read(&shelf);
    assert_eq!(first.snapshot.items, old.items);
    assert_eq!(first.snapshot.wishes, old.wishes);
    assert_eq!(first.faults, []);
    assert_eq!(first.outdated, [Part::Library, Part::Wishes]);
    for part in first.outdated {
        apply(&mut shelf, write_part(&first.snapshot, part, &SALT));
    }
    let second = read(&shelf);
    assert_eq!(second.outdated, []);
    old.items.clone_from(&second.snapshot.items);
    assert_eq!(second.snapshot, first.snapshot);
}

#[test]
fn stores_do_not_mix() {
    let german = snapshot(20);
    let mut french = snapshot(8);
    french.store = Marketplace::Fr;
    let mut both = shelf(&german);
    both.extend(shelf(&french));
    assert!(read(&both).snapshot == german);
}

fn account() -> Account {
    Account {
        origin: Origin::SignIn,
        since: at(1),
        exported: None,
        stores: vec![Marketplace::De, Marketplace::Us],
        store: Some(Marketplace::Us),
        salt: SALT,
    }
}

#[test]
fn documents_come_back_in_this_and_the_older_version() {
    let bytes = write_document(&account());
    let opened = read_document::<Account>(&bytes).unwrap();
    assert_eq!((opened.value, opened.outdated), (account(), false));
    let bare = serde_json::to_vec(&account()).unwrap();
    let opened = read_document::<Account>(&bare).unwrap();
    assert_eq!((opened.value, opened.outdated), (account(), true));
    for (bytes, why) in [
        (r#"{"v":2,"data":{}}"#, Why::Newer),
        (r#"{"v":1,"data":{}}"#, Why::Damaged),
        (r#"{"v":1}"#, Why::Damaged),
        ("{}", Why::Damaged),
        ("", Why::Damaged),
        ("[]", Why::Damaged),
    ] {
        assert_eq!(
            read_document::<Account>(bytes.as_bytes()),
            Err(why),
            "{bytes}"
        );
    }
}

/// Records as the first version wrote them: no plans, no history, no state token, no health.
#[test]
fn what_the_first_version_stored_still_opens() {
    let stored = [
        (
            "us/library/0",
            r#"{"v":1,"of":1,"head":{"at":1795500000000},"items":[{"product":{"asin":"B000000001",
               "title":"An Old Title","kind":"book"},"status":"active","purchased":true}]}"#,
        ),
        (
            "us/series/0",
            r#"{"v":1,"of":1,"head":{},"items":[{"asin":"B000000500","title":"An Old Saga",
               "children":[{"asin":"B000000001","sequence":"1"}]}]}"#,
        ),
        (
            "us/products/0",
            r#"{"v":1,"of":1,"head":{"at":1795500000000},"items":[]}"#,
        ),
        ("us/unavailable/0", r#"{"v":1,"of":1,"head":{},"items":[]}"#),
        (
            "us/wishes/0",
            r#"{"v":1,"of":1,"head":{},"items":[{"product":{"asin":"B000000002",
               "title":"An Old Wish","kind":"book"}}]}"#,
        ),
        (
            "us/sync",
            r#"{"v":1,"data":{"place":{"started":1795500000000,"done":true},"summary":{"titles":1,
               "unreadable":[],"people_left":0,"skipped":[],"requests":4}}}"#,
        ),
    ]
    .map(|(name, record)| (name.to_owned(), Ok(record.as_bytes().to_vec())));
    let read = read_snapshot(Marketplace::Us, &stored);
    assert_eq!((read.faults, read.outdated), (Vec::new(), Vec::new()));
    assert_eq!(read.snapshot.items[0].product.title, "An Old Title");
    assert_eq!(read.snapshot.series[0].children.len(), 1);
    assert_eq!(read.snapshot.wishes[0].product.title, "An Old Wish");
    assert_eq!(read.snapshot.read_at, Some(at(1_795_500_000_000)));
    // Nothing is claimed of what it did not know.
    assert_eq!(read.snapshot.marker, None);
    assert_eq!(read.snapshot.listening.read_at, None);
    assert_eq!(read.summary.map(|summary| summary.titles), Some(1));
    assert_eq!(read.place.map(|place| place.is_unfinished()), Some(false));
    assert_eq!(read.health, None);
}

#[test]
fn a_list_of_accounts_comes_back() {
    let vault = VaultId::new([3; 16]);
    let name = Some("Anna Example".to_owned());
    let accounts = Accounts {
        accounts: vec![AccountEntry {
            name,
            label: Some("Mum".to_owned()),
            colour: Some(Colour::ALL[3]),
            ..AccountEntry::nameless(vault)
        }],
        open: Some(vault),
    };
    let opened = read_document::<Accounts>(&write_document(&accounts)).unwrap();
    assert_eq!(opened.value, accounts);
}

#[test]
fn one_attempt_a_store_and_kind_until_it_is_spent_or_a_day_old() {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let (de, amazon) = (Marketplace::De, AccountKind::Amazon);
    let attempt =
        |store, kind, random: u8, now| Attempt::new(store, kind, &[random; 48], at(now)).unwrap();
    let mut attempts = Attempts::default();
    let first = attempt(de, amazon, 1, 0);
    attempts.begin(first.clone(), at(0));
    attempts.begin(attempt(Marketplace::Us, amazon, 2, 0), at(0));
    attempts.begin(attempt(de, AccountKind::Audible, 3, 0), at(0));
    assert_eq!(attempts.pending.len(), 3);
    assert_eq!(attempts.pending(de, amazon, at(DAY)), Some(&first));
    assert_eq!(attempts.pending(de, amazon, at(DAY + 1)), None);
    let second = attempt(de, amazon, 4, 10);
    attempts.begin(second.clone(), at(10));
    assert_eq!(attempts.pending.len(), 3);
    assert_eq!(attempts.pending(de, amazon, at(10)), Some(&second));
    // Those too old go when another begins.
    attempts.begin(attempt(Marketplace::Fr, amazon, 5, 2 * DAY), at(2 * DAY));
    assert_eq!(attempts.pending.len(), 1);
    let opened = read_document::<Attempts>(&write_document(&attempts)).unwrap();
    assert_eq!(opened.value, attempts);
}

#[test]
fn a_locked_account_is_recognised_and_tells_nothing() {
    let (one, other) = (VaultId::new([1; 16]), VaultId::new([2; 16]));
    let mut entry = AccountEntry::nameless(one);
    assert!(
        !entry.is_of("amzn1.account.ANNA"),
        "nobody's, as long as nothing is noted"
    );
    entry.note_customer("amzn1.account.ANNA");
    assert!(entry.is_of("amzn1.account.ANNA"));
    assert!(!entry.is_of("amzn1.account.ANN"));
    let accounts = Accounts {
        accounts: vec![entry.clone()],
        open: None,
    };
    let written = write_document(&accounts);
    assert!(!String::from_utf8_lossy(&written).contains("ANNA"));
    let opened = read_document::<Accounts>(&written).unwrap();
    assert_eq!(opened.value, accounts);
    // Two accounts of one customer, on two devices or in two vaults, look like two customers.
    let mut twin = AccountEntry::nameless(other);
    twin.note_customer("amzn1.account.ANNA");
    assert_ne!(twin.customer, entry.customer);
}

#[test]
fn a_sign_in_waits_for_its_account_and_is_put_in_place_once() {
    let (one, other) = (VaultId::new([1; 16]), VaultId::new([2; 16]));
    let tokens = |serial: &str| Tokens::imported(registration(serial));
    let arrival = |vault, serial| Arrival {
        vault,
        tokens: tokens(serial),
    };
    let mut arrivals = Arrivals::default();
    arrivals.add(arrival(one, "FIRST"));
    arrivals.add(arrival(other, "OTHER"));
    arrivals.add(arrival(one, "SECOND"));
    let opened = read_document::<Arrivals>(&write_document(&arrivals)).unwrap();
    assert_eq!(opened.value, arrivals);
    let waiting = arrivals.of(one).unwrap();
    assert_eq!(waiting, &arrival(one, "SECOND"), "the later one counts");
    // Over what is there, as a later sign-in.
    let stored = Tokens {
        sign_in: 3,
        revision: 9,
        ..tokens("OLD")
    };
    let placed = waiting.over(Some(&stored)).unwrap();
    assert_eq!((placed.sign_in, placed.revision), (4, 10));
    assert_eq!(placed.registration, waiting.tokens.registration);
    // Left before it was taken off the list: what was renewed meanwhile stays.
    assert_eq!(waiting.over(Some(&placed)), None);
    assert!(waiting.over(None).is_some());
    arrivals.remove(one);
    assert_eq!(arrivals.of(one), None);
    assert_eq!(arrivals.waiting.len(), 1);
}

fn registration(serial: &str) -> Registration {
    Registration {
        marketplace: Marketplace::De,
        kind: AccountKind::Amazon,
        access_token: None,
        refresh_token: Some(Secret::new(format!("Atnr|{serial}"))),
        adp_token: None,
        device_private_key: None,
        website_cookies: None,
        store_authentication_cookie: None,
        device_info: Some(DeviceInfo {
            device_serial_number: Some(serial.to_owned()),
            ..DeviceInfo::default()
        }),
        customer_info: None,
        activation_bytes: None,
        website_cookies_expire: None,
        obtained: Obtained::default(),
    }
}

proptest! {
    #[test]
    fn arbitrary_records_do_not_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        name in "(de/)?(library|series|products|unavailable|wishes|searches/x|sync)(/[0-9]{1,20})?",
        of: u64,
    ) {
        let numbered = format!(r#"{{"v":1,"of":{of},"head":{{}},"items":[]}}"#).into_bytes();
        for bytes in [bytes, numbered] {
            let read = read_snapshot(Marketplace::De, &[(name.clone(), Ok(&bytes))]);
            prop_assert_eq!(read.snapshot.items.len(), 0);
            let _ = Kind::of(&name);
            prop_assert!(read_document::<Account>(&bytes).is_err());
        }
    }
}

#[test]
fn accounts_get_colours_of_their_own_and_leave_without_the_others() {
    let id = |byte| VaultId::new([byte; 16]);
    let mut accounts = Accounts::default();
    for byte in 1..=8 {
        accounts.add(id(byte), None);
    }
    let colours: BTreeSet<_> = (0..8).map(|place| accounts.colour(place)).collect();
    assert_eq!(colours.len(), 8);
    // The colour of an account that left is free again.
    accounts.open = Some(id(3));
    let left = accounts.colour(2);
    accounts.remove(id(3));
    assert_eq!(accounts.open, Some(id(1)), "the first one is shown instead");
    accounts.add(id(9), None);
    assert_eq!(accounts.colour(7), left);
    accounts.remove(id(9));
    assert_eq!(accounts.open, Some(id(1)));
    assert_eq!(accounts.accounts.len(), 7);
}

#[test]
fn a_name_of_ones_own_is_cut_to_what_can_be_shown() {
    let mut entry = AccountEntry::nameless(VaultId::new([1; 16]));
    for (typed, kept) in [
        ("  Mum  ", Some("Mum".to_owned())),
        ("Jürgen\u{7}\n", Some("Jürgen".to_owned())),
        (" \t ", None),
        ("", None),
        (&"ä".repeat(50), Some("ä".repeat(AccountEntry::MAX_LABEL))),
    ] {
        entry.call(typed);
        assert_eq!(entry.label, kept, "{typed:?}");
    }
}

#[test]
fn lists_of_before_there_were_colours_and_of_later_ones_are_read() {
    let id = VaultId::new([7; 16]);
    for (members, colour) in [
        ("", Colour::ALL[0]),
        (r#","colour":5,"later":{}"#, Colour::ALL[5]),
        (r#","colour":255"#, Colour::ALL[7]),
    ] {
        let bytes = format!(
            r#"{{"v":1,"data":{{"accounts":[{{"vault":"{id}","name":"Anna"{members}}}],"open":null}}}}"#
        );
        let list = read_document::<Accounts>(bytes.as_bytes()).unwrap().value;
        assert_eq!(list.colour(0), colour, "{members}");
        assert_eq!(list.accounts[0].name.as_deref(), Some("Anna"));
    }
}
