//! Website cookies: of a registration, and `POST /ap/exchangetoken/cookies` (section 8).

use http::StatusCode;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use super::ledger::random_text;
use super::{request_id, token};
use crate::Sandbox;
use crate::host::{Family, Marketplace};
use crate::request::{Answer, Request};
use crate::router::json as json_answer;

/// How the flags of a cookie are written: both ways have been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flags {
    Text,
    Boolean,
}

/// `POST www.{family}.TLD/ap/exchangetoken/cookies`. TLD is the account's or the target's.
pub(crate) fn exchange(
    sandbox: &Sandbox,
    family: Family,
    marketplace: &'static Marketplace,
    request: &Request,
) -> Answer {
    let form = request.form();
    if let Some(refusal) = token::wrong_request(request, &form, "auth_cookies") {
        return refusal;
    }
    let Some(target) = form
        .text("domain")
        .strip_prefix(&format!(".{family}."))
        .and_then(Marketplace::of_tld)
    else {
        return json_answer(
            StatusCode::BAD_REQUEST,
            &json!({"error": "invalid_request", "error_description": "domain", "request_id": request_id()}),
        );
    };
    let dead = sandbox.switches.on("dead-device");
    let mut ledger = sandbox.ledger();
    let known = ledger
        .device_of_refresh_token(form.text("source_token"))
        .is_some_and(|device| {
            !dead
                && device.family == family
                && (device.marketplace == marketplace || target == marketplace)
        });
    if !known {
        return token::refused(sandbox);
    }
    ledger.exchanges += 1;
    let flags = if ledger.exchanges % 2 == 1 {
        Flags::Boolean
    } else {
        Flags::Text
    };
    drop(ledger);
    // Only Amazon's domain comes back, whatever was asked for; it is good for Audible too.
    let domain = format!(".amazon.{}", target.tld);
    let cookies = cookies(target, sandbox.clock.date(), flags, None);
    json_answer(
        StatusCode::OK,
        &json!({"response": {"tokens": {"cookies": {domain: cookies}}, "ttl": SESSION_SECONDS}, "request_id": request_id()}),
    )
}

/// A value such as `000-0000000-0000000`.
pub(crate) fn session_number() -> String {
    format!(
        "{:03}-{:07}-{:07}",
        rand::random::<u32>() % 1000,
        rand::random::<u32>() % 10_000_000,
        rand::random::<u32>() % 10_000_000
    )
}

/// Cookies of a store. Their printed end is twenty years off; their values stand in quotes.
pub(super) fn cookies(
    marketplace: &Marketplace,
    now: OffsetDateTime,
    flags: Flags,
    domain: Option<&str>,
) -> Vec<Value> {
    let end = now
        .replace_year(now.year() + 20)
        .unwrap_or(now)
        .format(EXPIRES)
        .unwrap_or_default();
    let suffix = marketplace.cookie_suffix;
    [
        ("session-id".to_owned(), session_number(), false),
        (
            "session-id-time".to_owned(),
            format!("{}l", now.unix_timestamp() + SESSION_SECONDS),
            false,
        ),
        (format!("ubid-{suffix}"), session_number(), false),
        ("session-token".to_owned(), random_text(120), false),
        (format!("x-{suffix}"), random_text(60), false),
        (
            format!("at-{suffix}"),
            format!("Atza|{}", random_text(180)),
            true,
        ),
        (format!("sess-at-{suffix}"), random_text(44), true),
    ]
    .into_iter()
    .map(|(name, value, http_only)| {
        let flag = |is: bool| match flags {
            Flags::Text => Value::from(is.to_string()),
            Flags::Boolean => Value::from(is),
        };
        let mut cookie = json!({
            "Path": "/", "Secure": flag(true), "Value": format!("\"{value}\""), "Expires": end,
            "HttpOnly": flag(http_only), "Name": name,
        });
        if let Some(domain) = domain {
            cookie["Domain"] = Value::from(domain);
        }
        cookie
    })
    .collect()
}

const EXPIRES: &[BorrowedFormatItem<'_>] =
    format_description!("[day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
/// Thirty days, whatever `Expires` says.
const SESSION_SECONDS: i64 = 2_592_000;
