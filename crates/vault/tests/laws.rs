//! Laws of the vault's formats, on drawn input.

use proptest::prelude::*;
use vault::{DataKey, Error, Header, KeySlot, Slot, VaultId, open, seal};

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..600)
}

proptest! {
    #[test]
    fn what_was_sealed_opens(key: [u8; 32], id: [u8; 16], name: String, nonce: [u8; 12], plain in any_bytes()) {
        let (key, vault) = (DataKey::new(key), VaultId::new(id));
        let sealed = seal(&key, &vault, &name, nonce, &plain);
        prop_assert_eq!(sealed.len(), plain.len() + 45);
        let opened = open(&key, &vault, &name, &sealed).unwrap();
        prop_assert_eq!(&*opened.plain, &plain);
        prop_assert!(!opened.outdated);
    }

    #[test]
    fn any_change_is_noticed(plain in any_bytes(), place: prop::sample::Index, change in 1..=255u8) {
        let (key, vault) = (DataKey::new([7; 32]), VaultId::new([8; 16]));
        let mut sealed = seal(&key, &vault, "tokens", [9; 12], &plain);
        let place = place.index(sealed.len());
        sealed[place] ^= change;
        prop_assert!(open(&key, &vault, "tokens", &sealed).is_err());
    }

    #[test]
    fn another_key_vault_or_name_does_not_open(
        key: [u8; 32], other_key: [u8; 32], id: [u8; 16], other_id: [u8; 16], name: String, other_name: String,
    ) {
        prop_assume!(key != other_key && id != other_id && name != other_name);
        let (key, other_key) = (DataKey::new(key), DataKey::new(other_key));
        let (vault, other_vault) = (VaultId::new(id), VaultId::new(other_id));
        let sealed = seal(&key, &vault, &name, [0; 12], b"invented");
        prop_assert_eq!(open(&other_key, &vault, &name, &sealed).unwrap_err(), Error::Damaged);
        prop_assert_eq!(open(&key, &other_vault, &name, &sealed).unwrap_err(), Error::OtherVault);
        prop_assert_eq!(open(&key, &vault, &other_name, &sealed).unwrap_err(), Error::Damaged);
    }

    #[test]
    fn arbitrary_bytes_never_open(version in 0..4u8, bytes in any_bytes()) {
        let (key, vault) = (DataKey::new([7; 32]), VaultId::new([8; 16]));
        prop_assert!(open(&key, &vault, "tokens", &bytes).is_err());
        let with_head = [&[version], vault.as_bytes().as_slice(), &bytes].concat();
        prop_assert!(open(&key, &vault, "tokens", &with_head).is_err());
    }

    #[test]
    fn arbitrary_headers_do_not_panic(bytes in any_bytes(), text: String) {
        let vault = VaultId::new([8; 16]);
        prop_assert!(Header::parse(&vault, &bytes).is_err());
        let slots = format!(r#"{{"format":1,"id":"{vault}","slots":[{text:?}]}}"#);
        // Rust's escapes are not always JSON's: either is fine, as long as nothing breaks.
        let _ = Header::parse(&vault, slots.as_bytes());
    }

    #[test]
    fn headers_come_back(id: [u8; 16], nonce: [u8; 12], added: Option<i64>, wrapped in any_bytes()) {
        let vault = VaultId::new(id);
        let header = Header::new(vault, vec![Slot::Known(KeySlot::device(nonce, wrapped, added))]);
        prop_assert_eq!(Header::parse(&vault, &header.to_bytes()).unwrap(), header);
    }

    #[test]
    fn ids_have_one_text(id: [u8; 16], text: String) {
        let vault = VaultId::new(id);
        prop_assert_eq!(VaultId::parse(&vault.to_string()), Some(vault));
        prop_assert_eq!(VaultId::parse(&text).is_some_and(|id| id.to_string() != text), false);
    }
}

#[test]
fn nothing_secret_is_printed() {
    let key = DataKey::new([0xab; 32]);
    let vault = VaultId::new([1; 16]);
    let opened = open(
        &key,
        &vault,
        "n",
        &seal(&key, &vault, "n", [0; 12], b"secret"),
    )
    .unwrap();
    let printed = format!("{key:?} {opened:?}");
    assert!(!printed.contains("171") && !printed.contains("ab") && !printed.contains("115"));
}
