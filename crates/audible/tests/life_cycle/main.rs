//! Field equality: each request in the life of a device is what the Python package `audible` sends
//! for the same inputs (`requests.json`, recorded by `tests/oracle/requests.py`), in method,
//! address, body and headers. Where we knowingly differ it is listed in `differences.json`; a
//! difference that is not listed fails, and so does one that is listed and is none.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy allows them in test functions, but not in what these call"
)]

use std::collections::{BTreeMap, BTreeSet};

use audible::registration::AccessToken;
use audible::signing::ToSign;
use audible::{AccountKind, Attempt, Marketplace, Registration, Secret, Timestamp};
use http::Request;
use rsa::PrivateKey;
use rsa::pkcs1v15::Pkcs1v15Sign;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::sha2::Sha256;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Digest as _;

#[derive(Deserialize)]
struct Recorded {
    serial: String,
    verifier: String,
    code: String,
    access_token: String,
    refresh_token: String,
    time_us: i64,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    what: String,
    store: String,
    with_username: bool,
    request: Theirs,
}

#[derive(Deserialize)]
struct Theirs {
    method: String,
    url: String,
    headers: BTreeMap<String, String>,
    body: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    /// As in `requests.json`.
    what: String,
    /// `method`, `url`, `body`, or a header's name.
    part: String,
    why: String,
}

#[test]
fn each_request_is_that_of_the_package() {
    let recorded: Recorded = serde_json::from_str(include_str!("requests.json")).unwrap();
    let listed: Vec<Difference> = serde_json::from_str(include_str!("differences.json")).unwrap();
    assert!(listed.iter().all(|it| it.why.len() > 10), "say why");
    let listed: BTreeSet<_> = listed.into_iter().map(|it| (it.what, it.part)).collect();
    let mut seen = BTreeMap::new();
    let mut kinds = BTreeSet::new();
    for case in &recorded.cases {
        kinds.insert(case.what.as_str());
        let ours = recorded.ours(case);
        for (part, theirs, ours) in differences(&case.request, &ours) {
            seen.insert((case.what.clone(), part), (theirs, ours));
        }
    }
    let places: BTreeSet<_> = seen.keys().cloned().collect();
    let unlisted: Vec<_> = seen.iter().filter(|it| !listed.contains(it.0)).collect();
    assert!(unlisted.is_empty(), "theirs and ours: {unlisted:#?}");
    assert_eq!(places, listed, "differences.json lists what is none");
    assert_eq!(kinds.len(), 10, "{kinds:?}");
}

/// Each part that differs: its name, theirs, ours.
fn differences(theirs: &Theirs, ours: &Request<Vec<u8>>) -> Vec<(String, String, String)> {
    let header = |name: &str| {
        let value = ours.headers().get(name);
        value.map_or("", |value| value.to_str().unwrap()).to_owned()
    };
    let body = String::from_utf8(ours.body().clone()).unwrap();
    let mut parts = vec![
        (
            "method".to_owned(),
            theirs.method.clone(),
            ours.method().to_string(),
        ),
        ("url".to_owned(), theirs.url.clone(), ours.uri().to_string()),
        ("body".to_owned(), theirs.body.clone(), body),
    ];
    let names = ours.headers().keys().map(|name| name.as_str().to_owned());
    let names: BTreeSet<String> = names.chain(theirs.headers.keys().cloned()).collect();
    parts.extend(names.into_iter().map(|name| {
        let (of_theirs, of_ours) = (theirs.headers.get(&name), header(&name));
        (name, of_theirs.cloned().unwrap_or_default(), of_ours)
    }));
    parts.retain(|(_, theirs, ours)| theirs != ours);
    parts
}

impl Recorded {
    fn ours(&self, case: &Case) -> Request<Vec<u8>> {
        let store = Marketplace::parse(&case.store).unwrap();
        let kind = if case.with_username {
            AccountKind::Audible
        } else {
            AccountKind::Amazon
        };
        let attempt: Attempt = serde_json::from_value(json!({
            "store": store, "kind": kind, "serial": self.serial, "verifier": self.verifier,
            "made_at": Timestamp::from_millis(0),
        }))
        .unwrap();
        let access = AccessToken {
            token: Secret::new(self.access_token.clone()),
            expires: None,
        };
        let device = self.device(store, kind);
        let get = |path: &str| {
            let url = format!("https://api.audible.{}{path}", store.tld());
            Request::get(url).body(Vec::new()).unwrap()
        };
        let library = "/1.0/library?num_results=2&page=1";
        match case.what.as_str() {
            "sign-in address" => Request::get(attempt.url()).body(Vec::new()).unwrap(),
            "register" => {
                let host = store.www_host(kind);
                let code = &self.code;
                let landing =
                    format!("https://{host}/ap/maplanding?openid.oa2.authorization_code={code}");
                let now = Timestamp::from_millis(0);
                let code = attempt.read_paste(&landing, now, &[]).unwrap();
                audible::register::register_request(&attempt, &code)
            }
            "refresh" => audible::token::refresh_request(&device).unwrap(),
            "cookies for the own store" => {
                audible::cookies::exchange_request(&device, store).unwrap()
            }
            "cookies for another store" => {
                audible::cookies::exchange_request(&device, Marketplace::Au).unwrap()
            }
            "deregister" => audible::deregister::deregister_request(&device, &access).unwrap(),
            "profile" => audible::profile::profile_request(&device, &access).unwrap(),
            "API request with the access token" => {
                audible::authorize(get(library), &access).unwrap()
            }
            "signed API request" => self.sign(audible::request::unauthorized(get(library))),
            "activation bytes" => self.sign(audible::activation::activation_request()),
            other => panic!("{other} is not known"),
        }
    }

    fn device(&self, marketplace: Marketplace, kind: AccountKind) -> Registration {
        Registration {
            refresh_token: Some(Secret::new(self.refresh_token.clone())),
            ..Registration::new(marketplace, kind)
        }
    }

    fn sign(&self, request: Request<Vec<u8>>) -> Request<Vec<u8>> {
        let vectors: Value = serde_json::from_str(include_str!("../vectors/signing.json")).unwrap();
        let secret = |name: &str| Secret::new(vectors[name].as_str().unwrap().to_owned());
        let pkcs8 = audible::private_key::pkcs8(&secret("device_private_key")).unwrap();
        let key = PrivateKey::from_pkcs8_der(pkcs8.expose()).unwrap();
        let to_sign = ToSign::new(request, &secret("adp_token"), self.time_us).unwrap();
        let digest = sha2::Sha256::digest(to_sign.text().expose());
        let signature = key.sign(Pkcs1v15Sign::new::<Sha256>(), &digest).unwrap();
        to_sign.signed(&signature)
    }
}
