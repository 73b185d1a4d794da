//! Slots: those made by another implementation (`vectors/make_vectors.py`), and their laws.

#![expect(clippy::unwrap_used, clippy::panic, reason = "shared parts of tests")]

use proptest::prelude::*;
use serde_json::{Value, json};
use vault::{
    CodeFault, Cost, DataKey, Error, Header, KeySlot, RecoveryCode, Slot, SlotKey, VaultId, Way,
    open, seal,
};

fn vectors() -> (VaultId, Value) {
    let vectors: Value = serde_json::from_str(include_str!("vectors/slots.json")).unwrap();
    (
        VaultId::parse(vectors["vault"].as_str().unwrap()).unwrap(),
        vectors,
    )
}

fn list<'a>(vectors: &'a Value, name: &str) -> &'a [Value] {
    let list = vectors[name].as_array().unwrap();
    assert!(!list.is_empty());
    list
}

fn hex(digits: &Value) -> Vec<u8> {
    let digits = digits.as_str().unwrap().as_bytes();
    let digits = digits
        .iter()
        .map(|digit| char::from(*digit).to_digit(16).unwrap());
    let digits: Vec<u8> = digits.map(|digit| u8::try_from(digit).unwrap()).collect();
    digits
        .chunks_exact(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}

/// The slot of a vector as the header reads it.
fn header_with(vault: &VaultId, slot: &Value) -> Header {
    let header = json!({"format": 1, "id": vault.to_string(), "slots": [slot]});
    Header::parse(vault, header.to_string().as_bytes()).unwrap()
}

fn unwrapped(vault: &VaultId, vector: &Value) -> Result<DataKey, Error> {
    let header = header_with(vault, &vector["slot"]);
    let slot = header.known().next().unwrap();
    let with = vector["with"].as_str().unwrap();
    let key = match (vector["way"].as_str().unwrap(), &slot.way) {
        ("passphrase", Way::Passphrase { salt, cost }) => {
            SlotKey::from_passphrase(with, salt, *cost)?
        }
        ("passkey", Way::Passkey { credential, .. }) => {
            assert_eq!(credential, b"credential");
            SlotKey::from_passkey(&hex(&vector["with"]).try_into().unwrap(), vault)
        }
        ("recovery", Way::Recovery) => {
            SlotKey::from_recovery(&RecoveryCode::parse(with).unwrap(), vault)
        }
        (way, found) => panic!("{way} and {found:?}"),
    };
    slot.unwrap(vault, &key)
}

#[test]
fn slots_of_another_implementation_open() {
    let (vault, vectors) = vectors();
    for vector in list(&vectors, "opened") {
        let key = unwrapped(&vault, vector).unwrap();
        assert_eq!(
            *key.expose(),
            hex(&vectors["data_key"])[..],
            "{}",
            vector["what"]
        );
    }
}

#[test]
fn slots_are_refused() {
    let (vault, vectors) = vectors();
    for vector in list(&vectors, "refused") {
        assert_eq!(
            unwrapped(&vault, vector).unwrap_err(),
            Error::WrongKey,
            "{}",
            vector["what"]
        );
    }
}

#[test]
fn slots_that_cannot_be_used_are_carried_through() {
    let (vault, vectors) = vectors();
    for vector in list(&vectors, "unknown") {
        let header = header_with(&vault, &vector["slot"]);
        assert_eq!(header.known().count(), 0, "{}", vector["what"]);
        let written: Value = serde_json::from_slice(&header.to_bytes()).unwrap();
        assert_eq!(written["slots"][0], vector["slot"], "{}", vector["what"]);
    }
}

#[test]
fn slots_are_written_as_they_were_read() {
    let (vault, vectors) = vectors();
    for vector in list(&vectors, "opened") {
        let written = header_with(&vault, &vector["slot"]).to_bytes();
        let written: Value = serde_json::from_slice(&written).unwrap();
        assert_eq!(written["slots"][0], vector["slot"], "{}", vector["what"]);
    }
}

#[test]
fn codes_are_those_of_another_implementation() {
    let (_, vectors) = vectors();
    for vector in list(&vectors, "codes") {
        let code = RecoveryCode::new(hex(&vector["bytes"]).try_into().unwrap());
        assert_eq!(*code.to_text(), vector["code"].as_str().unwrap());
        let read = RecoveryCode::parse(vector["code"].as_str().unwrap()).unwrap();
        assert_eq!(read, code);
    }
}

#[test]
fn codes_are_read_as_people_write_them() {
    let code = RecoveryCode::parse("0410-6105-0R3G-G28A-1C60-T3GF-2091").unwrap();
    for typed in [
        "041061050r3gg28a1c60t3gf2091",
        " O4iO 6lo5 oR3g G28A Lc60 t3gf 2O9I ",
        "0410–6105–0R3G–G28A–1C60–T3GF–2091\n",
    ] {
        assert_eq!(RecoveryCode::parse(typed), Ok(code.clone()), "{typed}");
    }
    for (typed, fault) in [
        ("", CodeFault::Length { found: 0 }),
        (
            "0410-6105-0R3G-G28A-1C60-T3GF-209",
            CodeFault::Length { found: 27 },
        ),
        (
            "0410-6105-0R3G-G28A-1C60-T3GF-20911",
            CodeFault::Length { found: 29 },
        ),
        (
            "0410-6105-0R3G-G28A-1C60-T3GF-209U",
            CodeFault::Character('U'),
        ),
        (
            "0410-6105-0R3G-G28A-1C60-T3GF-209ü",
            CodeFault::Character('ü'),
        ),
        (
            // Two symbols that changed places look like one wrong symbol elsewhere.
            "0410-6105-0R3G-G28A-1C60-T3GF-2019",
            CodeFault::Mistyped { group: Some(3) },
        ),
        (
            "0410-6105-0R3G-G2BA-1C60-T3GF-2091",
            CodeFault::Mistyped { group: Some(4) },
        ),
    ] {
        assert_eq!(RecoveryCode::parse(typed), Err(fault), "{typed}");
    }
}

#[test]
fn a_cost_is_bearable() {
    assert_eq!(Cost::new(64 << 10, 1, 1), Some(Cost::TRIAL));
    for (memory, passes, lanes) in [
        (0, 1, 1),
        (7, 1, 1),
        (15, 1, 2),
        (64, 0, 1),
        (64, 1, 0),
        ((256 << 10) + 1, 1, 1),
        (256 << 10, 17, 1),
        (64, 1, 5),
        (u32::MAX, u32::MAX, u32::MAX),
    ] {
        assert_eq!(Cost::new(memory, passes, lanes), None, "{memory} {passes}");
    }
    for (trial_ms, passes) in [
        (500.0, 1),
        (5_000.0, 1),
        (100.0, 5),
        (0.0, 32),
        (f64::NAN, 32),
    ] {
        let cost = Cost::for_half_a_second(trial_ms);
        assert_eq!((cost.memory(), cost.passes()), (64 << 10, passes));
        assert_eq!(
            Cost::new(cost.memory(), cost.passes(), cost.lanes()),
            Some(cost)
        );
    }
}

/// A header with slots of these keys, and their data key.
fn with_slots(vault: VaultId, keys: &[[u8; 32]]) -> (Header, DataKey) {
    let data_key = DataKey::new([5; 32]);
    let mut header = Header::new(vault, vec![Slot::Unknown(json!({"kind": "later"}))]);
    for (number, key) in keys.iter().enumerate() {
        let nonce = [u8::try_from(number).unwrap(); 12];
        let key = SlotKey::from_slice(key).unwrap();
        let slot = KeySlot::wrap(Way::Recovery, &key, &vault, &data_key, nonce, None);
        header.add(slot.unwrap());
    }
    (header, data_key)
}

proptest! {
    #[test]
    fn what_one_slot_opens_the_others_open(
        id: [u8; 16], keys in prop::collection::vec(any::<[u8; 32]>(), 1..6), plain: Vec<u8>,
    ) {
        let vault = VaultId::new(id);
        let (header, data_key) = with_slots(vault, &keys);
        let sealed = seal(&data_key, &vault, "tokens", [1; 12], &plain);
        let header = Header::parse(&vault, &header.to_bytes()).unwrap();
        for (slot, key) in header.known().zip(&keys) {
            let key = slot.unwrap(&vault, &SlotKey::from_slice(key).unwrap()).unwrap();
            prop_assert_eq!(&*open(&key, &vault, "tokens", &sealed).unwrap().plain, &plain);
        }
    }

    #[test]
    fn slots_go_one_by_one_but_never_the_last(
        order in prop::collection::vec(any::<prop::sample::Index>(), 1..12),
    ) {
        let vault = VaultId::new([3; 16]);
        let keys: Vec<[u8; 32]> = (0..6).map(|number| [number; 32]).collect();
        let (mut header, _) = with_slots(vault, &keys);
        for pick in order {
            let left: Vec<KeySlot> = header.known().cloned().collect();
            let gone = pick.get(&left).clone();
            let removed = header.remove(gone.id());
            if left.len() == 1 {
                prop_assert_eq!(removed, Err(Error::LastSlot));
                prop_assert_eq!(header.known().count(), 1);
            } else {
                prop_assert_eq!(removed, Ok(()));
                prop_assert_eq!(header.remove(gone.id()), Err(Error::NoSuchSlot));
                let expected: Vec<KeySlot> = left.into_iter().filter(|slot| *slot != gone).collect();
                prop_assert_eq!(header.known().cloned().collect::<Vec<_>>(), expected);
            }
            prop_assert_eq!(&header.slots[0], &Slot::Unknown(json!({"kind": "later"})));
        }
    }

    #[test]
    fn a_slot_opens_in_its_vault_and_unchanged_only(
        id: [u8; 16], other: [u8; 16], key: [u8; 32], place: prop::sample::Index, change in 1..=255u8,
    ) {
        prop_assume!(id != other);
        let (vault, slot_key) = (VaultId::new(id), SlotKey::from_slice(&key).unwrap());
        let (header, _) = with_slots(vault, &[key]);
        let mut slot = header.known().next().unwrap().clone();
        prop_assert!(slot.unwrap(&vault, &slot_key).is_ok());
        prop_assert_eq!(slot.unwrap(&VaultId::new(other), &slot_key).unwrap_err(), Error::WrongKey);
        let place = place.index(slot.wrapped.len());
        slot.wrapped[place] ^= change;
        prop_assert_eq!(slot.unwrap(&vault, &slot_key).unwrap_err(), Error::WrongKey);
    }

    #[test]
    fn codes_come_back(bytes: [u8; 16]) {
        let code = RecoveryCode::new(bytes);
        let text = code.to_text();
        prop_assert_eq!(text.len(), 34);
        prop_assert_eq!(RecoveryCode::parse(&text), Ok(code));
    }

    #[test]
    fn one_or_two_wrong_symbols_are_told(
        bytes: [u8; 16], first in 0..28_usize, second in 0..28_usize, to in "[0-9A-HJKMNP-TV-Z]{2}",
    ) {
        let text = RecoveryCode::new(bytes).to_text();
        let mut symbols: Vec<char> = text.chars().filter(|c| *c != '-').collect();
        let right = symbols.clone();
        let mut wrong = to.chars();
        symbols[first] = wrong.next().unwrap();
        symbols[second] = wrong.next().unwrap();
        let places: Vec<usize> = (0..28).filter(|place| symbols[*place] != right[*place]).collect();
        let read = RecoveryCode::parse(&symbols.iter().collect::<String>());
        match places[..] {
            [] => prop_assert!(read.is_ok()),
            [only] => prop_assert_eq!(read, Err(CodeFault::Mistyped { group: Some(only / 4 + 1) })),
            _ => {
                let is_told = matches!(read, Err(CodeFault::Mistyped { .. }));
                prop_assert!(is_told);
            }
        }
    }

    #[test]
    fn two_symbols_that_changed_places_are_told(bytes: [u8; 16], first in 0..28_usize, second in 0..28_usize) {
        let text = RecoveryCode::new(bytes).to_text();
        let mut symbols: Vec<char> = text.chars().filter(|c| *c != '-').collect();
        prop_assume!(symbols[first] != symbols[second]);
        symbols.swap(first, second);
        prop_assert!(RecoveryCode::parse(&symbols.iter().collect::<String>()).is_err());
    }

    #[test]
    fn any_text_is_judged(text: String) {
        prop_assert!(RecoveryCode::parse(&text).is_err());
    }

    #[test]
    fn any_slot_is_read_or_kept(members in prop::collection::hash_map(
        prop::sample::select(vec!["kind", "nonce", "wrapped", "salt", "argon2id", "credential", "added", "x"]),
        prop::sample::select(vec![
            json!("device"), json!("passphrase"), json!("passkey"), json!("recovery"), json!(null),
            json!("AAAAAAAAAAAAAAAA"), json!("AAAAAAAAAAAAAAAAAAAAAA=="), json!(7), json!("?"),
            json!({"memory": 64, "passes": 1, "lanes": 1}), json!({"memory": 4_294_967_295_u32}),
        ]), 0..8,
    )) {
        let vault = VaultId::new([8; 16]);
        let slot = json!(members);
        let header = header_with(&vault, &slot);
        let written: Value = serde_json::from_slice(&header.to_bytes()).unwrap();
        prop_assert_eq!(&written["slots"][0], &slot);
    }
}

#[test]
fn nothing_secret_is_printed() {
    let code = RecoveryCode::new([0xab; 16]);
    let key = SlotKey::from_slice(&[0xab; 32]).unwrap();
    assert_eq!(format!("{code:?} {key:?}"), "RecoveryCode(…) SlotKey(…)");
}
