//! Documents: an account, the list of accounts, and what waits for one of them.

use std::collections::BTreeSet;

use audible::registration::DeviceInfo;
use audible::{AccountKind, Attempt, Marketplace, Registration, Secret};
use session::life::Tokens;
use session::records::{
    Account, AccountEntry, Accounts, Arrival, Arrivals, Attempts, Colour, Document, KeptHidden,
    KeptPeople, KeptViews, Kind, Origin, RECIPES, Why, read_document, write_document,
};
use vault::VaultId;

use crate::stored::{SALT, at};

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

#[test]
fn what_the_member_made_is_known_by_its_name() {
    for (name, kind) in [
        (KeptViews::NAME, Kind::Views),
        (KeptPeople::NAME, Kind::People),
        (KeptHidden::NAME, Kind::Hidden),
        (RECIPES, Kind::Recipes),
    ] {
        assert_eq!(Kind::of(name), Some(kind), "{name}");
    }
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
        refresh_token: Some(Secret::new(format!("Atnr|{serial}"))),
        device_info: Some(DeviceInfo {
            device_serial_number: Some(serial.to_owned()),
            ..DeviceInfo::default()
        }),
        ..Registration::new(Marketplace::De, AccountKind::Amazon)
    }
}
