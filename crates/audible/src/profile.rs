//! Whose account this is, as Amazon tells it now (sign-in reference, section 11).

use http::{Request, Response};
use serde_json::Value;

use crate::error::Error;
use crate::registration::{AccessToken, Registration};
use crate::{request, token};

/// Name and e-mail address of the member.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Profile {
    /// `amzn1.account.…`.
    pub user_id: String,
    /// Full name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// Asks for the profile.
///
/// # Errors
/// As [`request::authorize`].
pub fn profile_request(
    registration: &Registration,
    access_token: &AccessToken,
) -> Result<Request<Vec<u8>>, Error> {
    let host = registration.marketplace.auth_host(registration.kind);
    request::with_token(request::get(&host, "/user/profile"), access_token)
}

/// Reads the answer to [`profile_request`].
///
/// # Errors
/// As [`token::read_refresh`]; the token that was refused here is the access token, so refresh it
/// before a new sign-in is asked for.
pub fn read_profile(response: &Response<Vec<u8>>) -> Result<Profile, Error> {
    let object = token::judged(response, "profile")?;
    let text = |key| {
        object
            .get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    Ok(Profile {
        user_id: text("user_id").ok_or_else(|| Error::ReportBug {
            subject: "profile",
            fact: "no user_id".to_owned(),
        })?,
        name: text("name"),
        email: text("email"),
    })
}
