//! Renewing the access token (sign-in reference, section 7).

use http::{Request, Response};
use serde_json::Value;

use crate::answer;
use crate::device;
use crate::error::Error;
use crate::registration::{AccessToken, Registration};
use crate::request;
use crate::secret::Secret;
use crate::timestamp::Timestamp;

pub use crate::answer::server_now;

/// A renewed access token.
#[derive(Clone, Debug, PartialEq)]
pub struct Refreshed {
    /// The new access token; its end is on this device's clock.
    pub access_token: AccessToken,
    /// A successor of the refresh token, in the rare case that Amazon sent one (trap T50).
    pub refresh_token: Option<Secret<String>>,
    /// When it came.
    pub at: Timestamp,
    /// Amazon's clock at that moment.
    pub server_now: Option<Timestamp>,
}

/// Asks for a new access token, at the host of the store and the family of the registration.
///
/// # Errors
/// [`Error::SignInAgain`] if there is no refresh token.
pub fn refresh_request(registration: &Registration) -> Result<Request<Vec<u8>>, Error> {
    let form = token_form(registration, "access_token", &[])?;
    Ok(request::post(
        &registration.marketplace.auth_host(registration.kind),
        "/auth/token",
        request::FORM,
        form,
    ))
}

/// Reads the answer to [`refresh_request`], in all shapes that are known: plain, wrapped in
/// `response.success`, with or without `tokens.bearer`, and `actor_access_token` (trap T51).
///
/// # Errors
/// - [`Error::SignInAgain`]: Amazon names this refresh token or device as no longer valid.
/// - [`Error::RetryLater`]: 429, 5xx, HTML or nothing, whatever the status: not about the token.
/// - [`Error::ReportBug`]: our request was refused for another reason, or a success brought no
///   token. The registration is still good; trying again later is right.
pub fn read_refresh(response: &Response<Vec<u8>>, now: Timestamp) -> Result<Refreshed, Error> {
    let object = judged(response, "token refresh")?;
    let success = object
        .get("response")
        .and_then(|response| response.get("success"));
    let bearer = success
        .and_then(|success| success.get("tokens"))
        .and_then(|tokens| tokens.get("bearer"))
        .and_then(Value::as_object);
    let places = [
        Some(&object),
        success.and_then(Value::as_object),
        bearer,
        object.get("tokens").and_then(Value::as_object),
    ];
    for place in places.into_iter().flatten() {
        let secret = |key| {
            let text = place.get(key)?.as_str().filter(|text| !text.is_empty())?;
            Some(Secret::new(text.to_owned()))
        };
        if let Some(token) = secret("access_token").or_else(|| secret("actor_access_token")) {
            return Ok(Refreshed {
                access_token: AccessToken {
                    token,
                    expires: Some(expiry(place.get("expires_in"), now)),
                },
                // The actor's refresh token belongs to another request and never takes the place
                // of the account's.
                refresh_token: secret("refresh_token"),
                at: now,
                server_now: answer::server_now(response),
            });
        }
    }
    Err(Error::ReportBug {
        subject: "token refresh",
        fact: "a success without an access token".to_owned(),
    })
}

impl Registration {
    /// With the renewed tokens in place. The refresh token stays unless a successor came.
    #[must_use]
    pub fn renewed(&self, refreshed: Refreshed) -> Self {
        let mut renewed = self.clone();
        renewed.access_token = Some(refreshed.access_token);
        renewed.obtained.access_token = Some(refreshed.at);
        if let Some(successor) = refreshed.refresh_token {
            if renewed.refresh_token.as_ref() != Some(&successor) {
                renewed.obtained.refresh_token = Some(refreshed.at);
            }
            renewed.refresh_token = Some(successor);
        }
        renewed
    }
}

/// The form of `/auth/token` and `/ap/exchangetoken/cookies`.
pub(crate) fn token_form(
    registration: &Registration,
    wanted: &str,
    more: &[(&str, &str)],
) -> Result<Vec<u8>, Error> {
    let refresh_token = registration
        .refresh_token
        .as_ref()
        .ok_or_else(|| Error::SignInAgain {
            reason: "no refresh token".to_owned(),
        })?;
    Ok(form_urlencoded::Serializer::new(String::new())
        .append_pair("app_name", device::APP_NAME)
        .append_pair("app_version", device::APP_VERSION)
        // EXPOSE: the refresh token is what Amazon gives new tokens for.
        .append_pair("source_token", refresh_token.expose())
        .append_pair("requested_token_type", wanted)
        .append_pair("source_token_type", "refresh_token")
        .extend_pairs(more)
        .finish()
        .into_bytes())
}

/// Sorts an answer about the refresh token: the object of a success, or why there is none.
pub(crate) fn judged(
    response: &Response<Vec<u8>>,
    subject: &'static str,
) -> Result<serde_json::Map<String, Value>, Error> {
    let status = response.status();
    let Some(object) = answer::object(response) else {
        return Err(answer::retry_later(response));
    };
    if !answer::is_about_the_account(status) {
        return Err(answer::retry_later(response));
    }
    let error = answer::error_of(&object);
    match error {
        None if status.is_success() => Ok(object),
        Some((code, _)) if REFUSALS.contains(&code.as_str()) => {
            Err(Error::SignInAgain { reason: code })
        }
        // A success may carry a message beside the tokens.
        Some((code, _)) if status.is_success() && code.is_empty() => Ok(object),
        Some((code, message)) => Err(Error::ReportBug {
            subject,
            fact: format!("status {}: {code} {message}", status.as_u16()),
        }),
        None => Err(Error::ReportBug {
            subject,
            fact: format!("status {} without a reason", status.as_u16()),
        }),
    }
}

/// The end of a token on this device's clock: an hour where Amazon does not say (section 7).
pub(crate) fn expiry(expires_in: Option<&Value>, now: Timestamp) -> Timestamp {
    now.plus_millis(answer::seconds(expires_in).unwrap_or(3600) * 1000)
}

/// What Amazon calls a refresh token that it no longer accepts (section 7). Any other code is not
/// known to be about the token, so it never signs a member out.
const REFUSALS: [&str; 5] = [
    "invalid_grant",
    "InvalidToken",
    "InvalidValue",
    "invalid_token",
    "CredentialError",
];
