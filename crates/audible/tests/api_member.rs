//! Statistics, finished titles and plans, as the service tells them.

use audible::api::account;
use audible::api::stats::{self, Ranges};
use audible::{Error, Marketplace, Timestamp};
use http::Response;
use serde_json::{Value, json};
use time::macros::date;

fn answer(body: &Value) -> Response<Vec<u8>> {
    Response::new(body.to_string().into_bytes())
}

#[test]
fn the_requests() {
    let ranges = Ranges {
        days: Some(date!(2026 - 01 - 05)),
        months: Some(2025),
        years: Some(2021),
    };
    assert_eq!(
        stats::request(Marketplace::De, ranges).uri().to_string(),
        "https://api.audible.de/1.0/stats/aggregates\
         ?daily_listening_interval_duration=30&daily_listening_interval_start_date=2026-01-05\
         &monthly_listening_interval_duration=11&monthly_listening_interval_start_date=2025-01\
         &yearly_listening_interval_duration=5&yearly_listening_interval_start_date=2021\
         &response_groups=total_listening_stats&store=Audible&locale=de_DE"
    );
    assert_eq!(
        stats::finished_request(Marketplace::Us).uri().to_string(),
        "https://api.audible.com/1.0/stats/status/finished?start_date=2001-01-01T00%3A00%3A00Z"
    );
    assert_eq!(
        account::request(Marketplace::Us).uri().to_string(),
        "https://api.audible.com/1.0/account/information\
         ?response_groups=subscription_details&source=Credit",
        "A115"
    );
    assert_eq!(ranges.apart().len(), 3);
    assert!(ranges.apart()[0].apart().is_empty());
}

#[test]
fn a110_a111_a112_sums() {
    let ranges = Ranges {
        days: Some(date!(2026 - 01 - 01)),
        months: Some(2026),
        years: Some(2021),
    };
    let text = r#"{
        "aggregated_daily_listening_stats": [
            {"interval_identifier":"2026-01-02","aggregated_sum":"60000"},
            {"interval_identifier":"2026-01-01","aggregated_sum":1},
            {"interval_identifier":"2026-02-01","aggregated_sum":9},
            {"interval_identifier":"2026-02-30","aggregated_sum":9}, 7, null],
        "aggregated_monthly_listening_stats": [
            {"interval_identifier":"2026-01","aggregated_sum":3.9127456E8},
            {"interval_identifier":"2026-02","aggregated_sum":0},
            {"interval_identifier":"2026-01","aggregated_sum":5},
            {"interval_identifier":"2027-01","aggregated_sum":4}],
        "aggregated_yearly_listening_stats": [
            {"interval_identifier":"2021","aggregated_sum":"4E2"},
            {"interval_identifier":"2027","aggregated_sum":5}],
        "aggregated_total_listening_stats": {"aggregated_sum":"10012345678"}}"#;
    let read = stats::read(&Response::new(text.as_bytes().to_vec()), ranges).unwrap();
    let days: Vec<_> = read.days.iter().map(|it| (it.on, it.ms)).collect();
    assert_eq!(
        days,
        [(date!(2026 - 01 - 01), 1), (date!(2026 - 01 - 02), 60_000)]
    );
    let months: Vec<_> = read.months.iter().map(|it| (it.month, it.ms)).collect();
    assert_eq!(months, [(1, 5)], "as last told; none of next year");
    let years: Vec<_> = read.years.iter().map(|it| (it.year, it.ms)).collect();
    assert_eq!(years, [(2021, 400)]);
    assert_eq!(read.total_ms, Some(10_012_345_678));
    let mut known = read.clone();
    known.take(&read);
    assert_eq!(known, read, "taken twice is added never");
}

#[test]
fn a113_the_last_state_of_a_title_counts() {
    let mark = |asin: &str, is: Value| json!({"asin": asin, "is_marked_as_finished": is});
    let body = json!({"mark_as_finished_status_list": [
        mark("B0QX1TIDE1", json!(true)), mark("B0QX1TIDE2", json!(true)),
        mark("B0QX1TIDE1", json!(false)), mark("B0QX1TIDE2", json!(true)),
        mark("B0QX1TIDE3", json!(null)), mark("?", json!(true)), 5]});
    let finished = stats::read_finished(&answer(&body)).unwrap();
    assert_eq!(finished.len(), 1);
    assert_eq!(finished[0].as_str(), "B0QX1TIDE2");
    assert!(matches!(
        stats::read_finished(&answer(&json!({"message": "no"}))),
        Err(Error::RetryLater { status: 200, .. })
    ));
}

#[test]
fn a118_a119_plans() {
    let plan = |renews: bool| {
        json!({
        "status": "Active", "auto_renew_enabled": renews,
        "subscription_start_date": "2022-09-09T16:40:11.000Z",
        "expected_status_end_date": "2026-03-09T16:40:27.000Z",
        "next_bill_date": "2026-03-09T16:40:27.000Z",
        "next_bill_amount": {"amount": 14.949_999_809, "currency": "USD"},
        "plan": {"membership_plan_details": {"title": "Audible Premium Plus"}}, "offers": [{"x": 1}]})
    };
    let body = |plans: Value| {
        answer(&json!({"customer_information": {
        "segment": {"active_segment": "CreditAL"},
        "subscription": {"subscription_details": plans}}}))
    };
    let list = account::read(&body(json!([plan(true), plan(false)]))).unwrap();
    assert_eq!(list[0].plan.as_deref(), Some("Audible Premium Plus"));
    assert_eq!(list[0].next_amount.unwrap().plain(), "14.95");
    assert_eq!(
        list[0].next_bill,
        Timestamp::parse("2026-03-09T16:40:27.000Z")
    );
    assert_eq!((list[1].next_bill, list[1].next_amount), (None, None));
    assert!(list[1].until.is_some());
    assert!(account::read(&body(json!([]))).unwrap().is_empty());
    assert!(account::read(&body(json!(null))).unwrap().is_empty());
    assert!(account::read(&answer(&json!({"message": "x"}))).is_err());
}
