//! A vault in one file: made by another implementation, and broken in every way.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use proptest::prelude::*;
use serde_json::Value;
use vault::{
    Archive, ArchiveWriter, Cost, DataKey, Error, Header, KeySlot, Slot, SlotKey, VaultId, Way,
};

fn vector() -> Value {
    serde_json::from_str(include_str!("vectors/archive.json")).unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    let digits = value.as_str().unwrap().as_bytes();
    let pairs = digits.chunks_exact(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn small() -> (Vec<u8>, DataKey) {
    let (id, key) = (VaultId::new([7; 16]), DataKey::new([9; 32]));
    let cost = Cost::new(64, 1, 1).unwrap();
    let salt = [1; 16];
    let slot_key = SlotKey::from_passphrase("invented", &salt, cost).unwrap();
    let way = Way::Passphrase { salt, cost };
    let slot = KeySlot::wrap(way, &slot_key, &id, &key, [2; 12], None).unwrap();
    let header = Header::new(id, vec![Slot::Known(slot)]);
    let mut writer = ArchiveWriter::new(&header, key.clone());
    writer.add([3; 12], b"first");
    writer.add([4; 12], b"second");
    (writer.finish(), key)
}

#[test]
fn a_file_of_another_implementation_opens_with_its_passphrase() {
    let vector = vector();
    let file = bytes(&vector["file"]);
    assert!(Archive::is(&file));
    let archive = Archive::parse(&file).unwrap();
    let slot = archive.header.known().next().unwrap();
    let Way::Passphrase { salt, cost } = &slot.way else {
        unreachable!("the vector has a passphrase slot")
    };
    let open = |passphrase: &str| {
        let key = SlotKey::from_passphrase(passphrase, salt, *cost).unwrap();
        slot.unwrap(&archive.header.id, &key)
    };
    assert_eq!(open("wrong").unwrap_err(), Error::WrongKey);
    let key = open(vector["passphrase"].as_str().unwrap()).unwrap();
    let records = vector["records"].as_array().unwrap();
    assert_eq!(archive.len(), records.len());
    for (place, record) in records.iter().enumerate() {
        assert_eq!(*archive.open(&key, place).unwrap(), bytes(record));
    }

    // And what we write is the same to the byte.
    let mut writer = ArchiveWriter::new(&archive.header, key);
    for (record, nonce) in records.iter().zip(vector["nonces"].as_array().unwrap()) {
        writer.add(bytes(nonce).try_into().unwrap(), &bytes(record));
    }
    let ours = writer.finish();
    assert_eq!(Archive::parse(&ours), Archive::parse(&file));
}

#[test]
fn records_cannot_be_swapped_and_what_is_cut_off_is_missed() {
    let (file, key) = small();
    let archive = Archive::parse(&file).unwrap();
    assert_eq!(*archive.open(&key, 1).unwrap(), b"second");
    assert_eq!(archive.open(&key, 2), Err(Error::Damaged));
    let lengths = [5, 6].map(|plain| 4 + 1 + 16 + 12 + plain + 16);
    let start = file.len() - lengths[0] - lengths[1];
    let (head, records) = file.split_at(start);
    let (first, second) = records.split_at(lengths[0]);
    let swapped = [head, second, first].concat();
    let swapped = Archive::parse(&swapped).unwrap();
    assert_eq!(swapped.len(), 2);
    assert_eq!(swapped.open(&key, 0), Err(Error::Damaged));
    let cut = &file[..file.len() - 1];
    let cut = Archive::parse(cut).unwrap();
    assert_eq!(*cut.open(&key, 0).unwrap(), b"first");
    assert_eq!(cut.open(&key, 1), Err(Error::Damaged));
}

#[test]
fn other_files_and_later_versions_are_refused() {
    let (mut file, _) = small();
    for other in [
        &b""[..],
        b"{}",
        b"AudiPy backup",
        b"AudiPy backup\n",
        b"AudiPy backup\n\x01\0\0\0\x02[]",
    ] {
        assert_eq!(Archive::parse(other).unwrap_err(), Error::Damaged);
    }
    file[14] = 2;
    assert_eq!(Archive::parse(&file), Err(Error::Newer { version: 2 }));
}

proptest! {
    #[test]
    fn any_bytes_and_any_change_are_borne(
        noise in prop::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), byte in any::<u8>()
    ) {
        let _ = Archive::parse(&noise);
        let marked = [b"AudiPy backup\n\x01".as_slice(), &noise].concat();
        let _ = Archive::parse(&marked);
        let (mut file, key) = small();
        let at = at.index(file.len());
        file[at] = byte;
        if let Ok(archive) = Archive::parse(&file) {
            for place in 0..archive.len().min(4) {
                if let Ok(plain) = archive.open(&key, place) {
                    prop_assert!([b"first".as_slice(), b"second"].contains(&plain.as_slice()));
                }
            }
        }
    }
}
