//! `signing.json`: what is signed, and keys in all their forms. The signatures themselves come
//! from the crate `rsa`, as those of the page come from `WebCrypto`.

use audible::private_key::{pem, pkcs8};
use audible::signing::ToSign;
use audible::{Secret, Timestamp};
use http::Request;
use rsa::PrivateKey;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::sha2::Sha256;
use rsa::traits::PublicKeyParts as _;
use serde_json::Value;
use sha2::Digest as _;

use crate::common::{cases, secret, text, vectors};
use crate::deviations::Deviations;

fn request(method: &Value, path: &Value, body: &Value) -> Request<Vec<u8>> {
    Request::builder()
        .method(text(method))
        .uri(format!("https://api.audible.com{}", text(path)))
        .body(text(body).as_bytes().to_vec())
        .unwrap()
}

fn key(text: &str) -> PrivateKey {
    PrivateKey::from_pkcs8_der(pkcs8(&secret(text)).unwrap().expose()).unwrap()
}

fn sign(key: &PrivateKey, text: &Secret<Vec<u8>>) -> Vec<u8> {
    let digest = sha2::Sha256::digest(text.expose());
    key.sign(rsa::pkcs1v15::Pkcs1v15Sign::new::<Sha256>(), &digest)
        .unwrap()
}

fn bytes(hex: &str) -> Vec<u8> {
    let byte = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
    hex.as_bytes().chunks(2).map(byte).collect()
}

#[test]
fn signatures_are_those_of_the_package() {
    let vectors = vectors("signing.json");
    let adp_token = secret(text(&vectors["adp_token"]));
    let key = key(text(&vectors["device_private_key"]));
    for case in cases(&vectors, "requests") {
        let request = request(&case["method"], &case["path"], &case["body"]);
        let to_sign = ToSign::new(request, &adp_token, case["time_us"].as_i64().unwrap()).unwrap();
        assert_eq!(
            to_sign.text().expose(),
            text(&case["signed_text"]).as_bytes()
        );
        let signature = sign(&key, to_sign.text());
        let signed = to_sign.signed(&signature);
        for (name, value) in case["headers"].as_object().unwrap() {
            assert_eq!(
                signed.headers()[name].to_str().unwrap(),
                text(value),
                "{name}"
            );
            assert!(signed.headers()[name].is_sensitive() || name == "x-adp-alg");
        }
        assert_eq!(signed.body(), text(&case["body"]).as_bytes());
    }
}

#[test]
fn the_vectors_of_the_reference_hold() {
    let adp_token =
        secret("{enc:AAAA}{key:BBBB}{iv:CCCC}{name:QURQVG9rZW5FbmNyeXB0aW9uS2V5}{serial:Mg==}");
    let get = Request::get("https://api.audible.de/1.0/library?num_results=50&page=1").body("");
    let post =
        Request::post("https://api.audible.de/1.0/wishlist").body(r#"{"asin":"B0INVENTED"}"#);
    for (request, length, sha256) in [
        (
            get,
            151,
            "09daf1356eb45a9676f01878862340f8eed846e4e1de7422b2ca368556e83c99",
        ),
        (
            post,
            152,
            "39f9bfc53d79444861d4e6eede3fbf527cd091a2cd52d145dd5ee6ce10f73d0b",
        ),
    ] {
        let request = request.unwrap().map(|body| body.as_bytes().to_vec());
        let to_sign = ToSign::new(request, &adp_token, 1_767_323_045_678_901).unwrap();
        let signed = to_sign.text().expose();
        assert_eq!(signed.len(), length);
        assert_eq!(*sha2::Sha256::digest(signed), *bytes(sha256));
    }
}

#[test]
fn paths_are_signed_as_they_go_on_the_wire() {
    let vectors = vectors("signing.json");
    let adp_token = secret(text(&vectors["adp_token"]));
    for case in cases(&vectors, "through_client") {
        let sent = &case["request"];
        let micros = 1_795_444_215_123_456;
        let request = request(&sent["method"], &case["signed_path"], &sent["body"]);
        let to_sign = ToSign::new(request, &adp_token, micros).unwrap();
        assert_eq!(
            std::str::from_utf8(to_sign.text().expose()).unwrap(),
            text(&case["signed_text"])
        );
    }
}

#[test]
fn keys_are_read_in_every_form() {
    let mut deviations = Deviations::of("signing.json");
    let vectors = vectors("signing.json");
    let modulus = text(&vectors["public_key"]["modulus_hex"]);
    let delivered = text(&vectors["device_private_key"]);
    let reference = pkcs8(&secret(delivered)).unwrap();
    for (name, form) in vectors["key_forms"].as_object().unwrap() {
        assert_eq!(pkcs8(&secret(text(form))).unwrap(), reference, "{name}");
        assert_eq!(
            pem(&secret(text(form))).unwrap(),
            secret(text(form)),
            "{name} stays as it is"
        );
    }
    for case in cases(&vectors, "refused_key_forms") {
        let read = pkcs8(&secret(text(&case["pem"])));
        deviations.see(text(&case["name"]), read.is_ok());
        if let Ok(der) = read {
            assert_eq!(der, reference, "{}", case["name"]);
            let written = pem(&secret(text(&case["pem"]))).unwrap();
            assert_eq!(written, secret(delivered), "{}", case["name"]);
        }
    }
    deviations.finish();
    assert_eq!(
        *key(delivered).n().to_be_bytes_trimmed_vartime(),
        *bytes(modulus)
    );
}

#[test]
fn a_label_that_lies_does_no_harm() {
    let vectors = vectors("signing.json");
    let pkcs8_pem = text(&vectors["key_forms"]["pkcs8, lines of 64"]);
    let mislabelled = pkcs8_pem.replace("PRIVATE KEY", "RSA PRIVATE KEY");
    let reference = pkcs8(&secret(text(&vectors["device_private_key"]))).unwrap();
    assert_eq!(pkcs8(&secret(&mislabelled)).unwrap(), reference, "trap T43");
    // Written with the label that fits.
    assert_eq!(
        pem(&secret(&mislabelled)).unwrap(),
        secret(text(&vectors["device_private_key"]))
    );
}

#[test]
fn a_key_that_is_none_is_refused() {
    let vectors = vectors("signing.json");
    let right = text(&vectors["device_private_key"]);
    let cut = right.replace(&right[900..1000], "");
    for wrong in [
        "",
        "hello",
        "-----BEGIN RSA PRIVATE KEY-----\n-----END RSA PRIVATE KEY-----\n",
        "MAA=",
        "MIIB",
        &cut,
    ] {
        assert!(pkcs8(&secret(wrong)).is_err(), "{wrong}");
        assert!(pem(&secret(wrong)).is_err(), "{wrong}");
    }
}

#[test]
fn signing_leaves_no_older_signature_and_bears_any_clock() {
    let adp_token = secret("{enc:QQ==}{key:QQ==}{iv:QQ==}{name:QQ==}{serial:Mg==}");
    let mut request = Request::new(Vec::new());
    request
        .headers_mut()
        .insert("x-adp-signature", "old".parse().unwrap());
    let to_sign = ToSign::at(request, &adp_token, Timestamp::from_millis(0)).unwrap();
    assert!(
        to_sign
            .text()
            .expose()
            .starts_with(b"GET\n/\n1970-01-01T00:00:00+00:00Z\n\n{enc:")
    );
    let signed = to_sign.signed(b"s");
    assert_eq!(
        signed.headers().get_all("x-adp-signature").iter().count(),
        1
    );
    assert!(
        ToSign::at(
            Request::new(Vec::new()),
            &adp_token,
            Timestamp::from_millis(i64::MAX)
        )
        .is_err()
    );
    assert!(
        ToSign::at(
            Request::new(Vec::new()),
            &secret("a\nb"),
            Timestamp::from_millis(0)
        )
        .is_err()
    );
}
