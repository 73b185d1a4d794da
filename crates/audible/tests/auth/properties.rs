//! Arbitrary input: no parser panics, and what is written is read again.

use audible::auth_file::{read, write};
use audible::{
    AccountKind, Attempt, AuthFileError, Marketplace, activation, cookies, deregister, private_key,
    profile, register, token,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{NOW, attempt, raw, registration, secret};

fn attempts() -> impl Strategy<Value = Attempt> {
    (
        prop::sample::select(Marketplace::ALL.to_vec()),
        any::<[u8; 32]>(),
        any::<[u8; 16]>(),
    )
        .prop_map(|(store, verifier, serial)| {
            let mut random = [0; 48];
            random[..16].copy_from_slice(&serial);
            random[16..].copy_from_slice(&verifier);
            Attempt::new(store, AccountKind::Amazon, &random, NOW).unwrap()
        })
}

/// JSON of any shape, with the keys that the parsers look for.
fn documents() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "Atna|x",
            "Atnr|x",
            "de",
            "3600",
            "invalid_grant",
            "pool-AN7V1F1VY261K"
        ])
        .prop_map(Value::from),
    ];
    let key = prop_oneof![
        8 => prop::sample::select(vec![
            "response", "success", "error", "code", "message", "tokens", "bearer", "mac_dms",
            "access_token", "refresh_token", "actor_access_token", "expires_in", "expires", "adp_token",
            "device_private_key", "website_cookies", "login_cookies", "store_authentication_cookie",
            "cookie", "cookies", "ttl", ".amazon.de", "Name", "Value", "extensions", "device_info",
            "customer_info", "account_pool", "name", "locale_code", "with_username",
            "activation_bytes", "user_id", "format", "Accounts", "details", "ciphertext",
        ]).prop_map(str::to_owned),
        1 => ".{0,6}",
    ];
    leaf.prop_recursive(5, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn read_everything(status: u16, body: &[u8]) {
    let answer = raw(u64::from(status), "application/json", body);
    let attempt = attempt(
        Marketplace::De,
        AccountKind::Amazon,
        "A1B2C3D4E5F60718",
        "v",
    );
    let _ = register::read_registration(&attempt, &answer, NOW);
    let _ = token::read_refresh(&answer, NOW);
    let _ = cookies::read_exchange(&answer, NOW);
    let _ = deregister::read_deregister(&answer);
    let _ = profile::read_profile(&answer);
    let _ = activation::read_activation(&answer);
}

proptest! {
    #[test]
    fn no_answer_makes_a_parser_panic(status in 100_u16..1000, body in prop::collection::vec(any::<u8>(), 0..700)) {
        read_everything(status, &body);
    }

    #[test]
    fn no_json_makes_a_parser_panic(status in 100_u16..1000, document in documents()) {
        read_everything(status, document.to_string().as_bytes());
    }

    #[test]
    fn only_refusals_sign_out(status in 100_u16..1000, document in documents()) {
        let answer = raw(u64::from(status), "application/json", document.to_string().as_bytes());
        if let Err(audible::Error::SignInAgain { reason }) = token::read_refresh(&answer, NOW) {
            prop_assert_eq!(reason, "invalid_grant");
            prop_assert!(status < 500);
        }
    }

    #[test]
    fn any_code_comes_back_from_its_address(attempt in attempts(), code in "[!-~]{1,60}", wrap in any::<prop::sample::Index>()) {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("openid.assoc_handle", &format!("amzn_audible_ios_{}", attempt.store.code()))
            .append_pair("openid.oa2.authorization_code", &code)
            .finish();
        let mut address = format!("https://{}/ap/maplanding?{query}", attempt.store.www_host(attempt.kind));
        let expected = attempt.read_paste(&address, NOW, &[]).unwrap();
        let place = wrap.index(address.len());
        address.insert(place, '\n');
        prop_assert_eq!(attempt.read_paste(&address, NOW, &[]), Ok(expected));
    }

    #[test]
    fn no_paste_makes_the_reader_panic(attempt in attempts(), pasted in ".{0,200}") {
        let _ = attempt.read_paste(&pasted, NOW, &[]);
        let _ = attempt.read_paste(&format!("https://www.amazon.de/{pasted}"), NOW, &[]);
        let _ = attempt.read_paste(&format!("https://www.amazon.de/ap/maplanding?{pasted}"), NOW, &[]);
    }

    #[test]
    fn no_file_makes_the_reader_panic(text in ".{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..200), document in documents()) {
        let _ = read(&text, None);
        let _ = read(&String::from_utf8_lossy(&bytes), None);
        let _ = read(&document.to_string(), Some(Marketplace::De));
    }

    #[test]
    fn an_account_survives_its_file(
        refresh in "[!-~]{1,40}", access in prop::option::of("[!-~]{1,40}"), name in ".{0,20}",
        cookies in prop::collection::btree_map("[a-z-]{1,8}", "[a-zA-Z0-9|+/=]{0,12}", 0..4),
        millis in 0_i64..4_000_000_000_000, extra in documents(), username in any::<bool>(),
    ) {
        let kind = if username { AccountKind::Audible } else { AccountKind::Amazon };
        let mut before = registration(Marketplace::Uk, kind);
        before.refresh_token = Some(secret(&format!("Atnr|{refresh}")));
        before.access_token = access.map(|token| audible::AccessToken {
            token: secret(&format!("Atna|{token}")),
            expires: Some(audible::Timestamp::from_millis(millis)),
        });
        before.website_cookies = (!cookies.is_empty())
            .then(|| cookies.into_iter().map(|(name, value)| (name, secret(&value))).collect());
        before.customer_info = serde_json::from_value(json!({"name": name, "extra": extra})).ok();
        let after = read(write(&before).expose(), None).unwrap();
        prop_assert_eq!(after.registration, before);
        prop_assert!(after.left_out.is_empty());
    }

    #[test]
    fn a_file_cut_anywhere_is_refused(at in any::<prop::sample::Index>()) {
        let whole = write(&registration(Marketplace::De, AccountKind::Amazon));
        let whole = whole.expose();
        let cut = at.index(whole.len() - 1).max(1);
        prop_assert_eq!(read(&whole[..cut], None), Err(AuthFileError::CutShort));
    }

    #[test]
    fn no_key_makes_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..64), text in ".{0,64}") {
        use base64::Engine as _;
        let _ = private_key::pkcs8(&secret(&base64::engine::general_purpose::STANDARD.encode(&bytes)));
        let _ = private_key::pkcs8(&secret(&text));
        let _ = private_key::pem(&secret(&text));
        let _ = activation::extract(&bytes);
    }
}
