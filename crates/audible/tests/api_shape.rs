//! The shape of an answer tells its form and nothing that it says.

#![expect(clippy::unwrap_used, reason = "tests, outside of #[test] too")]

use audible::api::shape::Shape;
use http::Response;
use proptest::prelude::*;
use serde_json::{Value, json};

fn answer(body: &Value) -> Response<Vec<u8>> {
    Response::builder()
        .status(200)
        .header("total-count", "3")
        .header("x-amzn-requestid", "SECRETREQUEST")
        .body(body.to_string().into_bytes())
        .unwrap()
}

#[test]
fn the_form_is_told() {
    let shape = Shape::of(&answer(&json!({"items": [
        {"asin": "B0QX1TIDE4", "series": [{"sequence": "1-6"}, {"sequence": ""}, {"sequence": "Book 3"}],
         "plans": [{"plan_name": "US Minerva", "end_date": "2099-12-31T00:00:00.00000Z"}],
         "product_images": {"500": "https://m.media-amazon.com/images/I/1.jpg"},
         "release_date": "2024-03-12", "runtime_length_min": 7, "is_ayce": true, "price": null,
         "percent_complete": 37.5, "authors": []},
    ]})));
    assert_eq!(shape.headers, ["total-count", "x-amzn-requestid"]);
    let kinds = |place: &str| -> Vec<String> {
        let kinds = shape.places.get(place);
        kinds.unwrap().keys().cloned().collect()
    };
    assert_eq!(kinds("items[].asin"), ["text like an ASIN"]);
    assert_eq!(
        kinds("items[].series[].sequence"),
        ["sequence ", "sequence 9-9", "sequence a 9"]
    );
    assert_eq!(kinds("items[].plans[].plan_name"), ["= US Minerva"]);
    assert_eq!(
        kinds("items[].plans[].end_date"),
        ["time, 5 digits after the second"]
    );
    assert_eq!(kinds("items[].product_images.9"), ["address"]);
    assert_eq!(kinds("items[].release_date"), ["date"]);
    assert_eq!(kinds("items[].runtime_length_min"), ["integer"]);
    assert_eq!(kinds("items[].percent_complete"), ["float"]);
    assert_eq!(kinds("items[].authors"), ["array, empty"]);
    assert_eq!(kinds("items[].price"), ["null"]);
}

#[test]
fn what_it_says_is_not_told() {
    let secrets = [
        "The Ebb Cartographer",
        "Mara Ellison",
        "Atna|EwICIExample",
        "mara@example.org",
        "B0QX1TIDE4",
        "D01-1234567-7654321",
        "Sehr geheim",
        "2025-11-02",
        "SECRETREQUEST",
        "41ExAmPle1L",
        "987654321",
        "1495",
    ];
    // Wherever they stand: as a value of each enumeration too, and as a key.
    let body = json!({
        "items": secrets.iter().map(|secret| json!({
            "title": secret, "asin": secret, "authors": [{"name": secret, "asin": secret}],
            "sequence": secret, "origin_id": secret, "purchase_date": format!("{secret}T18:20:41.318Z"),
            "product_images": {"500": format!("https://m.media-amazon.com/images/I/{secret}.jpg")},
            "amount": 1495, "number": 987_654_321, "publisher_summary": format!("<b>{secret}</b>"),
        })).collect::<Vec<_>>(),
        "B0QX1TIDE4": 1, "Mara Ellison": 1, "mara@example.org": 1, "987654321": 1,
    });
    let told = serde_json::to_string(&Shape::of(&answer(&body))).unwrap();
    for secret in secrets {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
    // Only words may stand where a word of the service is expected.
    for odd in [
        "mara@example.org",
        "D01-1234567-7654321",
        "Atna|EwICIExample",
    ] {
        let body = json!({"status": odd, "language": odd, "plan_name": odd});
        let told = serde_json::to_string(&Shape::of(&answer(&body))).unwrap();
        assert!(!told.contains(odd), "{odd} in {told}");
    }
}

#[test]
fn an_answer_that_is_no_json_has_no_places() {
    let shape = Shape::of(&Response::new(b"<html>Mara Ellison".to_vec()));
    assert!(shape.places.is_empty());
    assert_eq!(shape.bytes, 18);
}

proptest! {
    #[test]
    fn no_text_of_a_title_comes_through(text in "[A-Za-z ]{9,30}") {
        prop_assume!(!["object", "array", "integer", "text with blanks around", "text like an ASIN"]
            .iter().any(|kind| kind.contains(text.trim())));
        prop_assume!(text.trim().len() > 8);
        let body = json!({"title": text, "name": [text], "items": [{"sequence": text}]});
        let told = serde_json::to_string(&Shape::of(&answer(&body))).unwrap();
        prop_assert!(!told.contains(text.trim()));
    }

    #[test]
    fn any_bytes_have_a_shape(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let shape = Shape::of(&Response::new(bytes.clone()));
        prop_assert_eq!(shape.bytes, bytes.len());
    }
}
