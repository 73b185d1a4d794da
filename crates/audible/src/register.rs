//! Registering this device with the code of a sign-in (sign-in reference, section 6).

use http::{Request, Response, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::answer;
use crate::attempt::Attempt;
use crate::cookies;
use crate::device;
use crate::error::Error;
use crate::paste::AuthorizationCode;
use crate::registration::{AccessToken, CustomerInfo, DeviceInfo, Obtained, Registration};
use crate::request;
use crate::secret::Secret;
use crate::timestamp::Timestamp;
use crate::token;

/// Asks Amazon to register this device. Send it within seconds, and once: a code works once, and
/// if the answer is lost the device may exist without anybody having its keys (trap T62).
pub fn register_request(attempt: &Attempt, code: &AuthorizationCode) -> Request<Vec<u8>> {
    let body = Body {
        requested_token_type: [
            "bearer",
            "mac_dms",
            "website_cookies",
            "store_authentication_cookie",
        ],
        cookies: Cookies {
            website_cookies: [],
            // `.amazon.{tld}` for Audible user names too (trap T9).
            domain: &format!(".amazon.{}", attempt.store.tld()),
        },
        registration_data: RegistrationData {
            domain: "Device",
            app_version: device::APP_VERSION,
            device_serial: attempt.serial.as_str(),
            device_type: device::TYPE,
            device_name: device::NAME_TEMPLATE,
            os_version: device::OS_VERSION,
            software_version: device::SOFTWARE_VERSION,
            device_model: device::MODEL,
            app_name: device::APP_NAME,
        },
        auth_data: AuthData {
            client_id: &attempt.serial.client_id(),
            // EXPOSE: code and verifier are what Amazon registers the device for.
            authorization_code: code.expose(),
            code_verifier: attempt.verifier.expose(),
            code_algorithm: "SHA-256",
            client_domain: "DeviceLegacy",
        },
        requested_extensions: ["device_info", "customer_info"],
    };
    request::post(
        &attempt.store.auth_host(attempt.kind),
        "/auth/register",
        request::JSON,
        request::json(&body),
    )
}

/// Reads the answer to [`register_request`].
///
/// # Errors
/// - [`Error::RegistrationRefused`]: the code is spent.
/// - [`Error::RetryLater`]: status 429 or 5xx, or HTML. The same code may be sent once more after
///   a 500, otherwise it will be gone by then (section 6.3).
/// - [`Error::HangingDevice`]: a success whose tokens cannot be read.
pub fn read_registration(
    attempt: &Attempt,
    response: &Response<Vec<u8>>,
    now: Timestamp,
) -> Result<Registration, Error> {
    let status = response.status();
    let Some(object) = answer::object(response) else {
        let is_html = answer::is_html(response);
        return Err(if status == StatusCode::OK && !is_html {
            Error::HangingDevice
        } else {
            answer::retry_later(response)
        });
    };
    if !answer::is_about_the_account(status) {
        return Err(answer::retry_later(response));
    }
    let success = object
        .get("response")
        .and_then(|response| response.get("success"))
        .and_then(Value::as_object);
    match success {
        Some(success) if status.is_success() => {
            registration(attempt, success, now).ok_or(Error::HangingDevice)
        }
        _ => Err(match answer::error_of(&object) {
            Some((code, message)) => Error::RegistrationRefused { code, message },
            None if status.is_success() => Error::HangingDevice,
            None => Error::RegistrationRefused {
                code: status.as_u16().to_string(),
                message: String::new(),
            },
        }),
    }
}

/// `None` without any token to go on with.
fn registration(
    attempt: &Attempt,
    success: &Map<String, Value>,
    now: Timestamp,
) -> Option<Registration> {
    let at = |path: &[&str]| {
        let mut keys = path.iter();
        let first = success.get(*keys.next()?)?;
        keys.try_fold(first, |value, key| value.get(*key))
    };
    let secret = |path: &[&str]| {
        at(path)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
            .map(|text| Secret::new(text.to_owned()))
    };
    let object = |path: &[&str]| at(path).and_then(Value::as_object).cloned();

    let access_token = secret(&["tokens", "bearer", "access_token"]).map(|token| AccessToken {
        token,
        expires: Some(token::expiry(at(&["tokens", "bearer", "expires_in"]), now)),
    });
    let refresh_token = secret(&["tokens", "bearer", "refresh_token"]);
    if access_token.is_none() && refresh_token.is_none() {
        return None;
    }
    let website_cookies = at(&["tokens", "website_cookies"])
        .and_then(Value::as_array)
        .map(|list| cookies::read_list(list))
        // An empty list is no cookies: other programs cannot read an empty set (trap T41).
        .filter(|cookies| !cookies.is_empty());
    let came = |there: bool| there.then_some(now);
    Some(Registration {
        obtained: Obtained {
            access_token: came(access_token.is_some()),
            refresh_token: came(refresh_token.is_some()),
            website_cookies: came(website_cookies.is_some()),
            device: Some(now),
            activation_bytes: None,
        },
        access_token,
        refresh_token,
        adp_token: secret(&["tokens", "mac_dms", "adp_token"]),
        device_private_key: secret(&["tokens", "mac_dms", "device_private_key"]),
        website_cookies,
        store_authentication_cookie: secret(&["tokens", "store_authentication_cookie", "cookie"]),
        device_info: object(&["extensions", "device_info"]).map(DeviceInfo::from_object),
        customer_info: object(&["extensions", "customer_info"]).map(CustomerInfo::from_object),
        ..Registration::new(attempt.store, attempt.kind)
    })
}

#[derive(Serialize)]
struct Body<'a> {
    requested_token_type: [&'a str; 4],
    cookies: Cookies<'a>,
    registration_data: RegistrationData<'a>,
    auth_data: AuthData<'a>,
    requested_extensions: [&'a str; 2],
}

#[derive(Serialize)]
struct Cookies<'a> {
    website_cookies: [&'a str; 0],
    domain: &'a str,
}

#[derive(Serialize)]
struct RegistrationData<'a> {
    domain: &'a str,
    app_version: &'a str,
    device_serial: &'a str,
    device_type: &'a str,
    device_name: &'a str,
    os_version: &'a str,
    software_version: &'a str,
    device_model: &'a str,
    app_name: &'a str,
}

#[derive(Serialize)]
struct AuthData<'a> {
    client_id: &'a str,
    authorization_code: &'a str,
    code_verifier: &'a str,
    code_algorithm: &'a str,
    client_domain: &'a str,
}
