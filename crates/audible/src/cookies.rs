//! Website cookies from the refresh token (sign-in reference, section 8).

use http::{Request, Response};
use serde_json::Value;

use crate::error::Error;
use crate::marketplace::Marketplace;
use crate::registration::Registration;
use crate::request;
use crate::secret::Secret;
use crate::timestamp::Timestamp;
use crate::{answer, token};

/// Cookies for the websites of one store.
#[derive(Clone, Debug, PartialEq)]
pub struct WebsiteCookies {
    /// Values by name, without quotes; never empty.
    pub cookies: Vec<(String, Secret<String>)>,
    /// End of the session, on this device's clock. The `Expires` of single cookies lies twenty
    /// years too late (trap T48).
    pub expires: Timestamp,
    /// When they came.
    pub at: Timestamp,
}

/// Asks for the cookies of `store`'s websites.
///
/// # Errors
/// [`Error::SignInAgain`] if there is no refresh token.
pub fn exchange_request(
    registration: &Registration,
    store: Marketplace,
) -> Result<Request<Vec<u8>>, Error> {
    let domain = format!(".{}.{}", registration.kind.family(), store.tld());
    let form = token::token_form(registration, "auth_cookies", &[("domain", &domain)])?;
    Ok(request::post(
        &registration.marketplace.www_host(registration.kind),
        "/ap/exchangetoken/cookies",
        request::FORM,
        form,
    ))
}

/// Reads the answer to [`exchange_request`].
///
/// # Errors
/// As [`token::read_refresh`].
pub fn read_exchange(
    response: &Response<Vec<u8>>,
    now: Timestamp,
) -> Result<WebsiteCookies, Error> {
    let object = token::judged(response, "website cookies")?;
    let tokens = object
        .get("response")
        .and_then(|response| response.get("tokens"));
    let by_domain = tokens
        .and_then(|tokens| tokens.get("cookies"))
        .and_then(Value::as_object);
    let mut cookies = Vec::new();
    for list in by_domain
        .into_iter()
        .flat_map(|domains| domains.values().filter_map(Value::as_array))
    {
        add_list(&mut cookies, list);
    }
    if cookies.is_empty() {
        return Err(Error::ReportBug {
            subject: "website cookies",
            fact: "a success without cookies".to_owned(),
        });
    }
    let ttl = answer::seconds(tokens.and_then(|tokens| tokens.get("ttl")));
    Ok(WebsiteCookies {
        cookies,
        expires: now.plus_millis(ttl.unwrap_or(THIRTY_DAYS) * 1000),
        at: now,
    })
}

impl Registration {
    /// With these cookies in place of older ones. Keep those of the home store only.
    #[must_use]
    pub fn with_website_cookies(&self, fresh: WebsiteCookies) -> Self {
        let mut registration = self.clone();
        registration.website_cookies = Some(fresh.cookies);
        registration.website_cookies_expire = Some(fresh.expires);
        registration.obtained.website_cookies = Some(fresh.at);
        registration
    }
}

/// Cookies of a registration: a list of objects. Unreadable ones are left out.
pub(crate) fn read_list(list: &[Value]) -> Vec<(String, Secret<String>)> {
    let mut cookies = Vec::new();
    add_list(&mut cookies, list);
    cookies
}

/// The later of two with one name wins and keeps the place of the first.
fn add_list(cookies: &mut Vec<(String, Secret<String>)>, list: &[Value]) {
    for cookie in list {
        let text = |key| cookie.get(key).and_then(Value::as_str);
        let (Some(name), Some(value)) = (text("Name"), text("Value")) else {
            continue;
        };
        if name.is_empty() {
            continue;
        }
        // Values are wrapped in quotes (trap T46).
        let value = Secret::new(value.replace('"', ""));
        match cookies.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => cookies.push((name.to_owned(), value)),
        }
    }
}

/// The session's length where none is named.
const THIRTY_DAYS: i64 = 2_592_000;
