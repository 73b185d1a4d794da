//! Signed requests, verified over the bytes that came (sign-in reference, section 10.3).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;

use super::{By, Caller, Refusal};
use crate::Sandbox;
use crate::request::Request;

/// Who signed the request. A dead device, an unknown token and a wrong signature look alike.
pub(super) fn verify(sandbox: &Sandbox, request: &Request) -> Result<Caller, Refusal> {
    signer(sandbox, request).ok_or_else(|| {
        Refusal::message(StatusCode::FORBIDDEN, "Request could not be authenticated")
    })
}

fn signer(sandbox: &Sandbox, request: &Request) -> Option<Caller> {
    let adp_token = request.header("x-adp-token")?;
    if request.header("x-adp-alg")? != "SHA256withRSA:1.0" || sandbox.switches.on("dead-device") {
        return None;
    }
    let (signature, date) = request.header("x-adp-signature")?.split_once(':')?;
    let signature = STANDARD.decode(signature).ok()?;
    if !is_date(date) {
        return None;
    }
    let (caller, key) = {
        let ledger = sandbox.ledger();
        let device = ledger
            .devices
            .iter()
            .find(|device| device.alive && device.adp_token == adp_token)?;
        let account = ledger.accounts.get(&device.email)?;
        let caller = Caller {
            email: account.email.clone(),
            user_id: account.user_id.clone(),
            by: By::Signature,
        };
        (caller, device.key?)
    };
    let mut text = format!("{}\n{}\n{date}\n", request.method, request.target).into_bytes();
    text.extend_from_slice(&request.body);
    text.push(b'\n');
    text.extend_from_slice(adp_token.as_bytes());
    key.verify(&text, &signature).then_some(caller)
}

/// `2026-01-02T03:04:05` with or without a fraction, then `Z` or the odd `+00:00Z`. How old it may
/// be is not known, so every date will do.
fn is_date(text: &str) -> bool {
    let Some(rest) = text
        .strip_suffix("+00:00Z")
        .or_else(|| text.strip_suffix('Z'))
    else {
        return false;
    };
    let (seconds, fraction) = rest
        .split_once('.')
        .map_or((rest, None), |(seconds, fraction)| {
            (seconds, Some(fraction))
        });
    let shape: String = seconds
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape == "0000-00-00T00:00:00"
        && fraction.is_none_or(|digits| {
            (1..=9).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
        })
}
