//! An account from a file beside the one that is here.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use audible::{Registration, Timestamp};
use serde_json::json;
use session::import::{Comparison, compare, is_same_account, is_same_device, replaced};
use session::life::{Refusal, Tokens};

fn registration(
    user: &str,
    device: &str,
    refresh: Option<&str>,
    expires: Option<i64>,
) -> Registration {
    serde_json::from_value(json!({
        "marketplace": "de", "kind": "amazon",
        "access_token": {"token": format!("Atna|{device}{expires:?}"), "expires": expires},
        "refresh_token": refresh, "adp_token": null, "device_private_key": null,
        "website_cookies": null, "store_authentication_cookie": null,
        "device_info": {"device_serial_number": device},
        "customer_info": {"user_id": user}, "activation_bytes": null,
    }))
    .unwrap()
}

fn here(refresh: Option<&str>, expires: Option<i64>) -> Tokens {
    Tokens::imported(registration("anna", "one", refresh, expires))
}

#[test]
fn which_of_the_two_is_newer() {
    use Comparison::*;
    let refused = Tokens {
        refused: Some(Refusal {
            at: Timestamp::from_millis(9),
            reason: "invalid_grant".to_owned(),
        }),
        ..here(Some("Atnr|a"), Some(50))
    };
    let live = here(Some("Atnr|a"), Some(50));
    let spent = here(None, Some(50));
    for (number, (here, device, refresh, expires, expected)) in [
        // The same sign-in, seen earlier or later.
        (&live, "one", Some("Atnr|a"), Some(50), Same),
        (&live, "one", Some("Atnr|a"), Some(40), Older),
        (&live, "one", Some("Atnr|a"), Some(60), Newer),
        (&live, "one", Some("Atnr|a"), None, Same),
        // Another sign-in of the same customer.
        (&live, "two", Some("Atnr|b"), Some(40), Older),
        (&live, "two", Some("Atnr|b"), Some(60), Newer),
        (&live, "two", Some("Atnr|b"), None, Unknown),
        (&live, "two", None, Some(60), Older),
        // What is here is of no use.
        (&refused, "one", Some("Atnr|a"), Some(40), Older),
        (&refused, "two", Some("Atnr|b"), Some(40), Newer),
        (&spent, "two", Some("Atnr|b"), Some(40), Newer),
        (&spent, "two", None, Some(60), Older),
    ]
    .into_iter()
    .enumerate()
    {
        let file = registration("anna", device, refresh, expires);
        assert_eq!(compare(here, &file), expected, "case {number}");
    }
    // A file that is older but has more.
    let mut file = registration("anna", "one", Some("Atnr|a"), Some(40));
    file.activation_bytes = Some(audible::Secret::new("00112233".to_owned()));
    assert_eq!(compare(&live, &file), Newer);
}

#[test]
fn accounts_are_told_by_customer_else_by_device() {
    let anna = registration("anna", "one", Some("Atnr|a"), None);
    let again = registration("anna", "two", Some("Atnr|b"), None);
    let bert = registration("bert", "one", Some("Atnr|a"), None);
    assert!(is_same_account(&anna, &again) && !is_same_device(&anna, &again));
    assert!(!is_same_account(&anna, &bert) && is_same_device(&anna, &bert));
    let nameless = Registration {
        customer_info: None,
        ..anna.clone()
    };
    assert!(is_same_account(&anna, &nameless));
    assert!(!is_same_account(&again, &nameless));
    let bare = Registration {
        customer_info: None,
        device_info: None,
        refresh_token: None,
        ..anna
    };
    assert!(!is_same_account(&bare, &bare), "nothing tells whose it is");
}

#[test]
fn replacing_loses_nothing_and_mixes_no_devices() {
    let mut here = registration("anna", "one", Some("Atnr|a"), Some(50));
    here.adp_token = Some(audible::Secret::new("adp".to_owned()));
    here.activation_bytes = Some(audible::Secret::new("00112233".to_owned()));
    here.obtained.device = Some(Timestamp::from_millis(1));
    here.obtained.access_token = Some(Timestamp::from_millis(2));

    let later = replaced(&here, registration("anna", "one", Some("Atnr|a"), Some(60)));
    assert_eq!(later.adp_token, here.adp_token);
    assert_eq!(later.activation_bytes, here.activation_bytes);
    assert_eq!(later.obtained.device, here.obtained.device);
    assert_eq!(later.access_token.unwrap().expires.unwrap().millis(), 60);
    assert_eq!(later.obtained.access_token, None);

    let earlier = replaced(&here, registration("anna", "one", Some("Atnr|a"), Some(40)));
    assert_eq!(earlier.access_token, here.access_token);
    assert_eq!(earlier.obtained.access_token, here.obtained.access_token);

    let other = replaced(&here, registration("anna", "two", Some("Atnr|b"), Some(60)));
    assert_eq!(other.adp_token, None, "of the other device");
    assert_eq!(other.refresh_token.unwrap().expose(), "Atnr|b");
    assert_eq!(other.activation_bytes, here.activation_bytes);
    assert_eq!(other.obtained.device, None);
}

#[test]
fn a_file_of_the_same_device_adds_to_what_is_stored_and_takes_nothing_newer_away() {
    let mut stored = here(Some("Atnr|a"), Some(50));
    stored.revision = 7;
    stored.registration.website_cookies = Some(Vec::new());
    stored.registration.website_cookies_expire = Some(Timestamp::from_millis(900));
    let mut file = registration("anna", "one", Some("Atnr|a"), Some(40));
    file.activation_bytes = Some(audible::Secret::new("00112233".to_owned()));
    file.website_cookies = Some(vec![(
        "x-main".to_owned(),
        audible::Secret::new("old".to_owned()),
    )]);
    file.website_cookies_expire = Some(Timestamp::from_millis(100));

    let merged = stored.clone().with_file(file.clone()).unwrap();
    assert_eq!(merged.revision, 8);
    let registration = &merged.registration;
    assert_eq!(registration.activation_bytes, file.activation_bytes);
    assert_eq!(registration.access_token, stored.registration.access_token);
    // The later cookies, with their own end.
    assert_eq!(registration.website_cookies, Some(Vec::new()));
    let end = registration.website_cookies_expire;
    assert_eq!(end, stored.registration.website_cookies_expire);

    // Another tab renewed, and the refresh token was exchanged meanwhile.
    let rotated = here(Some("Atnr|successor"), Some(90));
    assert_eq!(rotated.with_file(file), None);
}

#[test]
fn a_sign_in_is_later_than_whatever_is_stored() {
    let mut stored = here(Some("Atnr|a"), Some(50));
    (stored.sign_in, stored.revision) = (4, 30);
    let later = here(Some("Atnr|b"), Some(10)).later_than(Some(&stored));
    assert_eq!((later.sign_in, later.revision), (5, 31));
    let alone = here(Some("Atnr|b"), Some(10)).later_than(None);
    assert_eq!(alone, here(Some("Atnr|b"), Some(10)));
}
