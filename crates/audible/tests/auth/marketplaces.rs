use audible::{AccountKind, Marketplace};

use crate::common::{cases, text, vectors};

#[test]
fn stores_are_those_of_the_package() {
    let vectors = vectors("marketplaces.json");
    let cases = cases(&vectors, "marketplaces");
    assert_eq!(cases.len(), Marketplace::ALL.len());
    for case in cases {
        let store = Marketplace::parse(text(&case["country_code"])).unwrap();
        assert_eq!(store.tld(), text(&case["domain"]));
        assert_eq!(store.id(), text(&case["market_place_id"]));
        assert_eq!(
            store.www_host(AccountKind::Amazon),
            text(&case["sign_in_host"])
        );
        assert_eq!(store.api_host(), text(&case["api_host"]));
        assert_eq!(store.has_usernames(), case["with_username"] == true);
        assert_eq!(Marketplace::from_tld(store.tld()), Some(store));
    }
    assert_eq!(
        Marketplace::parse(text(&vectors["unknown"]["country_code"])),
        None
    );
}
