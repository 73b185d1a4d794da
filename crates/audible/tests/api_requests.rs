//! The requests for library, catalogue, searches and wish list.

#![expect(clippy::expect_used, reason = "tests, outside of #[test] too")]

use audible::api::search::Order;
use audible::api::{catalog, library, search, wishlist};
use audible::search::{PersonQuery, Role};
use audible::{Asin, Marketplace};
use http::{Method, Request};

fn query(request: &Request<Vec<u8>>) -> Vec<(String, String)> {
    assert_eq!(request.method(), Method::GET);
    assert!(request.body().is_empty());
    form_urlencoded::parse(request.uri().query().expect("a query").as_bytes())
        .into_owned()
        .collect()
}

fn get<'a>(query: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut values = query.iter().filter(|(key, _)| key == name);
    let value = values.next().map(|(_, value)| value.as_str());
    assert!(values.next().is_none(), "{name} twice (A79)");
    value
}

#[test]
fn a_scan_of_the_library() {
    let first = library::page_request(Marketplace::De, 1000, None, None);
    assert_eq!(first.uri().host(), Some("api.audible.de"));
    assert_eq!(first.uri().path(), "/1.0/library");
    let first = query(&first);
    assert_eq!(get(&first, "num_results"), Some("1000"));
    assert_eq!(get(&first, "status"), Some("Active"));
    assert_eq!(get(&first, "include_pending"), Some("true"), "A54");
    assert_eq!(get(&first, "page"), None);
    let next = query(&library::page_request(
        Marketplace::De,
        1000,
        None,
        Some("ey+J/=&x"),
    ));
    assert_eq!(get(&next, "continuation_token"), Some("ey+J/=&x"));
    let others = |query: &[(String, String)]| -> Vec<_> {
        query
            .iter()
            .filter(|(name, _)| name != "continuation_token")
            .cloned()
            .collect()
    };
    assert_eq!(others(&first), others(&next), "the same request (2.2)");
    let groups = get(&first, "response_groups").expect("groups");
    assert!(!groups.contains(char::is_whitespace), "{groups}");
    for needed in [
        "rating",
        "provided_review",
        "customer_rights",
        "product_plans",
    ] {
        assert!(groups.split(',').any(|group| group == needed), "{needed}");
    }
}

#[test]
fn a023_pages_are_never_too_large() {
    let request = library::page_request(Marketplace::Us, 5000, None, None);
    assert_eq!(get(&query(&request), "num_results"), Some("1000"));
}

#[test]
fn a078_a079_batches_are_one_list_of_at_most_50() {
    let asins: Vec<_> = (0..60)
        .filter_map(|n| Asin::parse(&format!("B0QX{n:06}")))
        .collect();
    for request in [
        catalog::series_request(Marketplace::Uk, &asins),
        catalog::products_request(Marketplace::Uk, &asins),
    ] {
        assert_eq!(request.uri().path(), "/1.0/catalog/products");
        let query = query(&request);
        assert_eq!(get(&query, "asins").expect("asins").split(',').count(), 50);
        let groups = get(&query, "response_groups").expect("groups");
        for of_the_library in ["pdf_url", "percent_complete", "is_finished", "is_archived"] {
            assert!(!groups.contains(of_the_library), "A15: {of_the_library}");
        }
    }
}

#[test]
fn a088_a089_searches() {
    let person = |role| PersonQuery {
        role,
        name: "Åsa Öberg & Söner".to_owned(),
        asin: None,
    };
    let request = search::request(
        Marketplace::Us,
        &person(Role::Author),
        Order::NewestFirst,
        0,
    );
    assert!(
        request
            .uri()
            .query()
            .is_some_and(|query| query.contains("author=%C3%85sa%20%C3%96berg%20%26%20S"))
    );
    let author = query(&request);
    assert_eq!(get(&author, "author"), Some("Åsa Öberg & Söner"));
    assert_eq!(
        (get(&author, "page"), get(&author, "num_results")),
        (Some("0"), Some("50"))
    );
    assert_eq!(get(&author, "products_sort_by"), Some("-ReleaseDate"));
    let narrator = query(&search::request(
        Marketplace::Us,
        &person(Role::Narrator),
        Order::OldestFirst,
        3,
    ));
    assert_eq!(
        (get(&narrator, "narrator"), get(&narrator, "author")),
        (Some("Åsa Öberg & Söner"), None)
    );
    assert_eq!(
        (get(&narrator, "page"), get(&narrator, "products_sort_by")),
        (Some("3"), Some("ReleaseDate"))
    );
}

#[test]
fn a021_the_wish_list_counts_from_0() {
    let query = query(&wishlist::request(Marketplace::Fr, 0));
    assert_eq!(
        (get(&query, "page"), get(&query, "num_results")),
        (Some("0"), Some("50"))
    );
    assert_eq!(get(&query, "locale"), Some("fr-FR"));
}

#[test]
fn a027_a_delta_asks_for_removals_too_and_for_the_rest_as_a_scan_does() {
    let scan = query(&library::page_request(Marketplace::De, 500, None, None));
    let delta = library::page_request(Marketplace::De, 500, Some("1767225600123"), None);
    let delta = query(&delta);
    assert_eq!(get(&delta, "state_token"), Some("1767225600123"));
    assert_eq!(get(&delta, "status"), Some("Active,Revoked"));
    let others = |query: &[(String, String)]| -> Vec<_> {
        let others = query.iter();
        others
            .filter(|(name, _)| name != "state_token" && name != "status")
            .cloned()
            .collect()
    };
    assert_eq!(others(&delta), others(&scan));
    assert_eq!(get(&scan, "response_groups"), Some(library::question()));
}
