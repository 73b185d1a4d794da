//! `/1.0/account/information` and `/1.0/customer/information` (API reference, 7).

use http::StatusCode;
use serde_json::{Value, json};
use time::Duration;

use super::query::refused;
use super::{Answered, Call};
use crate::router::json as json_answer;

pub(super) fn information(call: &mut Call<'_>) -> Answered {
    let groups = groups(call, ACCOUNT_GROUPS)?;
    let source = call.query.text("source");
    call.query.check()?;
    let mut information = json!({});
    let has = |name: &str| groups.iter().any(|group| group == name);
    if has("customer_segment") || has("customer_segments") {
        information["segment"] = json!({"active_segment": "CreditAL"});
    }
    // Without `source=Credit` the block is missing, and nothing says so (A115).
    if source.as_deref() == Some("Credit") && has("subscription_details") {
        let details = subscriptions(call);
        information["subscription"] = json!({ "subscription_details": details });
    }
    Ok(json_answer(
        StatusCode::OK,
        &json!({ "customer_information": information }),
    ))
}

/// The memberships. Nothing tells of credits (A117). The switch `membership` makes it
/// `cancelled` (A118), `several` or `none` (A119).
fn subscriptions(call: &Call<'_>) -> Value {
    let renews = call.sandbox.clock.date() + Duration::days(19);
    let day = |date: time::OffsetDateTime| format!("{}T16:40:27.000Z", date.date());
    let (amount, currency) = match call.marketplace.country_code {
        "us" => (14.949_999_809, "USD"),
        "uk" => (7.989_999_771, "GBP"),
        "ca" => (14.949_999_809, "CAD"),
        "au" => (16.450_000_763, "AUD"),
        "in" => (199.0, "INR"),
        "jp" => (1500.0, "JPY"),
        "br" => (19.899_999_618, "BRL"),
        _ => (9.949_999_809, "EUR"),
    };
    let membership = |title: &str, auto_renew: bool| {
        json!({
            "status": "Active",
            "auto_renew_enabled": auto_renew,
            "subscription_start_date": "2022-09-09T16:40:11.000Z",
            "expected_status_end_date": day(renews),
            "next_bill_date": day(renews),
            "next_bill_amount": {"amount": amount, "currency": currency},
            "plan": {"membership_plan_details": {"title": title}},
            "offers": [],
        })
    };
    match call.sandbox.switches.text("membership").as_deref() {
        Some("none") => json!([]),
        Some("cancelled") => json!([membership("Audible Premium Plus", false)]),
        Some("several") => json!([
            membership("Audible Premium Plus", true),
            membership("Audible Plus", false)
        ]),
        _ => json!([membership("Audible Premium Plus", true)]),
    }
}

pub(super) fn customer(call: &mut Call<'_>) -> Answered {
    let groups = groups(call, CUSTOMER_GROUPS)?;
    call.query.check()?;
    let mut details = json!({});
    if groups.iter().any(|group| group == "migration_details") {
        let home = crate::Sandbox::default_marketplace().id;
        details["migration_details"] = json!([{ "to_marketplaceId": home }]);
    }
    Ok(json_answer(
        StatusCode::OK,
        &json!({ "customer_details": details }),
    ))
}

fn groups(call: &mut Call<'_>, known: &[&str]) -> Result<Vec<String>, crate::auth::Refusal> {
    let text = call.query.text("response_groups").unwrap_or_default();
    let groups: Vec<String> = text
        .split(',')
        .map(|group| group.trim().to_owned())
        .filter(|group| !group.is_empty())
        .collect();
    let invalid: Vec<&str> = groups
        .iter()
        .map(String::as_str)
        .filter(|group| {
            let elsewhere =
                call.marketplace.country_code != "us" && ELSEWHERE_GROUPS.contains(group);
            !known.contains(group) && !elsewhere
        })
        .collect();
    if invalid.is_empty() {
        Ok(groups)
    } else {
        let invalid = invalid.join(", ");
        Err(refused(&format!(
            "Invalid response group(s) requested: {invalid}"
        )))
    }
}

const ACCOUNT_GROUPS: &[&str] = &[
    "subscription_details",
    "customer_segment",
    "customer_segments",
    "plan_summary",
    "customer_benefits",
    "delinquency_status",
    "subscription_details_payment_instrument",
    "customer_profile",
    "directed_ids",
];
const CUSTOMER_GROUPS: &[&str] = &[
    "migration_details",
    "subscription_details_premium",
    "customer_segment",
];
/// Refused in the us store (A116).
const ELSEWHERE_GROUPS: &[&str] = &[
    "subscription_details_rodizio",
    "subscription_details_channels",
];
