//! What is fuzzed: everything that reads what comes from outside.

use audible::api::{catalog, library, search, wishlist};
use audible::conversation::{Conversation, Credentials, Step};
use audible::{
    AccountKind, Attempt, Marketplace, Secret, Timestamp, activation, auth_file, cookies,
    deregister, private_key, profile, register, token,
};
use http::Response;
use serde_json::Value;
use session::life::Tokens;
use session::records::{Account, Kind, read_document, read_snapshot};

use crate::files;

/// A reader, and good inputs for it.
#[derive(Debug)]
pub struct Target {
    /// For the command line and the folder of regressions.
    pub name: &'static str,
    /// Good inputs.
    pub inputs: fn() -> Vec<Vec<u8>>,
    /// Reads any input.
    pub read: fn(&[u8]),
}

/// All of them.
pub const TARGETS: [Target; 9] = [
    Target {
        name: "login-pages",
        inputs: || texts(VECTORS[0], &["html"]),
        read: read_login_page,
    },
    Target {
        name: "pasted-addresses",
        inputs: || texts(VECTORS[1], &["url"]),
        read: read_paste,
    },
    Target {
        name: "auth-files",
        inputs: || texts(VECTORS[2], &["file"]),
        read: |input| {
            let text = String::from_utf8_lossy(input);
            if let Ok(opened) = auth_file::read(&text, Some(Marketplace::De)) {
                let _ = auth_file::write(&opened.registration);
            }
            let _ = private_key::pkcs8(&Secret::new(text.into_owned()));
        },
    },
    Target {
        name: "encrypted-auth-files",
        inputs: files::encrypted,
        read: files::read_encrypted,
    },
    Target {
        name: "folders",
        inputs: files::folders,
        read: files::read_folder,
    },
    Target {
        name: "sealed",
        inputs: files::sealed,
        read: files::read_sealed,
    },
    Target {
        name: "records",
        inputs: || RECORDS.map(|it| it.as_bytes().to_vec()).to_vec(),
        read: read_records,
    },
    Target {
        name: "sign-in-answers",
        inputs: || {
            let files = VECTORS[3..].iter();
            files.flat_map(|file| texts(file, &["answer"])).collect()
        },
        read: read_sign_in_answers,
    },
    Target {
        name: "api-answers",
        inputs: || vec![API.as_bytes().to_vec()],
        read: |input| {
            let answer = answer(input);
            let _ = library::read_page(&answer);
            let _ = library::read_count(&answer);
            let _ = catalog::read_products(&answer);
            let _ = catalog::read_series(&answer);
            let _ = search::read(&answer);
            let _ = wishlist::read(&answer);
            let _ = library::read_array(input);
        },
    },
];

fn read_login_page(input: &[u8]) {
    let credentials = Credentials {
        name: Secret::new("anna@example.org".to_owned()),
        password: Secret::new("invented".to_owned()),
    };
    let random = [7; Conversation::RANDOM];
    let (mut conversation, mut step) = Conversation::begin(attempt(), credentials, &random, NOW);
    // The same page again and again ends at some time.
    for _ in 0..40 {
        let Step::Send(_) = step else { break };
        step = conversation.answered(&page(input), NOW);
    }
    let _ = conversation.look(NOW);
}

fn read_paste(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let _ = attempt().read_paste(&text, NOW, &[]);
}

fn read_records(input: &[u8]) {
    let _ = read_document::<Tokens>(input);
    let _ = read_document::<Account>(input);
    let names = [
        "library",
        "sync",
        "de/library/0",
        "de/searches/x/0",
        "de/products/0",
    ];
    for name in names {
        let _ = read_snapshot(Marketplace::De, &[(name.to_owned(), Ok(input))]);
    }
    let _ = Kind::of(&String::from_utf8_lossy(input));
}

fn read_sign_in_answers(input: &[u8]) {
    for status in [200, 400, 503] {
        let mut answer = answer(input);
        *answer.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
        let _ = register::read_registration(&attempt(), &answer, NOW);
        let _ = token::read_refresh(&answer, NOW);
        let _ = cookies::read_exchange(&answer, NOW);
        let _ = deregister::read_deregister(&answer);
        let _ = profile::read_profile(&answer);
        let _ = activation::read_activation(&answer);
    }
}

#[expect(clippy::expect_used, reason = "Amazon accounts exist in every store")]
fn attempt() -> Attempt {
    Attempt::new(Marketplace::De, AccountKind::Amazon, &[7; 48], NOW).expect("an attempt")
}

fn answer(input: &[u8]) -> Response<Vec<u8>> {
    Response::new(input.to_vec())
}

fn page(input: &[u8]) -> Response<Vec<u8>> {
    let mut page = answer(input);
    let html = http::HeaderValue::from_static("text/html;charset=UTF-8");
    page.headers_mut().insert(http::header::CONTENT_TYPE, html);
    page
}

/// All values under these keys, however deep: texts as they are, anything else as JSON.
pub(crate) fn texts(json: &str, keys: &[&str]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    if let Ok(document) = serde_json::from_str(json) {
        collect(&document, keys, &mut found);
    }
    found
}

fn collect(value: &Value, keys: &[&str], found: &mut Vec<Vec<u8>>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, keys, found)),
        Value::Object(members) => {
            for (key, value) in members {
                match value {
                    _ if !keys.contains(&key.as_str()) => collect(value, keys, found),
                    Value::String(text) => found.push(text.clone().into_bytes()),
                    other => found.push(other.to_string().into_bytes()),
                }
            }
        }
        _ => {}
    }
}

const NOW: Timestamp = Timestamp::from_millis(1_795_444_215_123);

const VECTORS: [&str; 7] = [
    include_str!("../../../crates/audible/tests/vectors/login_pages.json"),
    include_str!("../../../crates/audible/tests/vectors/pkce_and_oauth_url.json"),
    include_str!("../../../crates/audible/tests/vectors/auth_file_plain.json"),
    include_str!("../../../crates/audible/tests/vectors/register.json"),
    include_str!("../../../crates/audible/tests/vectors/refresh.json"),
    include_str!("../../../crates/audible/tests/vectors/exchange_cookies.json"),
    include_str!("../../../crates/audible/tests/vectors/deregister.json"),
];

/// An invented book in each place where an answer of the API has some.
const API: &str = r#"{"items":[{"asin":"B0INVENT01","title":"A Book","authors":[{"name":"Ada Example","asin":"B0AUTHOR01"}],
"narrators":[{"name":"Bo Example"}],"runtime_length_min":321,"release_date":"2025-01-31","purchase_date":"2025-02-01T10:11:12.345Z",
"relationships":[{"asin":"B0SERIES01","relationship_to_product":"parent","relationship_type":"series","sequence":"1.5","sort":"1"}],
"price":{"list_price":{"base":12.5,"currency_code":"EUR","type":"list"}},"rating":{"overall_distribution":{"num_ratings":3}},
"series":[{"asin":"B0SERIES01","title":"Row","sequence":"1-3"}],"percent_complete":12.5,"is_finished":false}],
"products":[{"asin":"B0INVENT02","title":"Another"}],"product":{"asin":"B0INVENT03"},"total_results":2,"response_groups":["always"]}"#;

/// Stored records, invented.
const RECORDS: [&str; 3] = [
    r#"{"v":1,"data":{"registration":{"marketplace":"de","kind":"amazon","access_token":{"token":"Atna|x","expires":1795444215123},"refresh_token":"Atnr|x","adp_token":null,"device_private_key":null,"website_cookies":[["session-id","139"]],"store_authentication_cookie":null,"device_info":{"device_name":"x"},"customer_info":{"name":"Ada"},"activation_bytes":null,"obtained":{"access_token":1795444215000}},"sign_in":1,"revision":7,"skew_ms":-20,"refused":{"at":1,"reason":"invalid_grant"},"failure":{"at":1,"trouble":{"service":{"status":503}},"tries":2,"retry_at":9}}}"#,
    r#"{"v":1,"data":{"stores":["de","us"],"store":"de","name":"Ada","colour":"teal"}}"#,
    r#"{"v":1,"of":1,"head":{"synced":1795444215123},"items":[{"asin":"B0INVENT01","title":"A Book"}]}"#,
];
