//! `POST /auth/register`: a code becomes a device (sign-in reference, section 6).

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::cookies::{Flags, cookies};
use super::ledger::{ACCESS_TOKEN_LIVES_MS, Device, random_base64};
use super::{keys, request_id, token};
use crate::Sandbox;
use crate::host::{Family, Marketplace};
use crate::request::{Answer, Request};
use crate::router::{dropped, json as json_answer};

pub(super) fn answer(
    sandbox: &Sandbox,
    family: Family,
    marketplace: &'static Marketplace,
    request: &Request,
) -> Answer {
    let outcome = Registration::parse(request)
        .and_then(|registration| registration.register(sandbox, family, marketplace));
    match outcome {
        Ok(_) if sandbox.switches.take("drop-register-answer") => dropped(),
        Ok(body) => json_answer(StatusCode::OK, &body),
        Err(error) => error.answer(sandbox, family, marketplace),
    }
}

/// Why no device was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Error {
    /// Code, verifier, serial or client id do not belong together; or the code is spent.
    InvalidValue,
    /// The sign-in is too long ago.
    AuthTimeOver,
    /// An access token was given where a code belongs.
    InvalidToken,
    /// The code is of the other family or another store.
    Credential,
    /// The registration data are no device's.
    Server,
}

impl Error {
    fn answer(self, sandbox: &Sandbox, family: Family, marketplace: &Marketplace) -> Answer {
        let (status, code, message) = match self {
            Self::InvalidValue => (
                400,
                "InvalidValue",
                "One or more provided values are invalid.",
            ),
            Self::AuthTimeOver => (400, "InvalidToken", "Auth time of the token is expired."),
            Self::InvalidToken => (400, "InvalidToken", "One or more tokens are invalid."),
            Self::Credential => (401, "CredentialError", "The input credential is invalid."),
            Self::Server => (
                500,
                "ServerError",
                "The server has encountered a runtime error.",
            ),
        };
        let unknown = token::unknown_code(sandbox);
        let body = json!({
            "response": {"error": {
                "code": unknown.as_deref().unwrap_or(code), "index": random_base64(24), "message": message,
            }},
            "request_id": request_id(),
        });
        let mut answer = json_answer(
            StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST),
            &body,
        );
        if self == Self::Credential {
            let realm = format!(
                "Basic realm=\"api.{family}.{}/auth/register\", error=\"CredentialError\", \
                 error_description=\"The input credential is invalid.\"",
                marketplace.tld
            );
            if let Ok(value) = HeaderValue::from_str(&realm) {
                answer.headers_mut().insert(header::WWW_AUTHENTICATE, value);
            }
        }
        answer
    }
}

/// What was sent, as far as it decides anything.
struct Registration {
    code: String,
    verifier: String,
    client_id: String,
    serial: String,
    device_type: String,
    device_name: String,
    token_types: Vec<String>,
    cookie_domain: String,
}

impl Registration {
    /// Types that are wrong are values that are wrong.
    fn parse(request: &Request) -> Result<Self, Error> {
        let is_json = request
            .header("content-type")
            .is_some_and(|kind| kind.starts_with("application/json"));
        let body = request
            .json()
            .filter(|_| is_json)
            .ok_or(Error::InvalidValue)?;
        let text = |pointer: &str| {
            body.pointer(pointer)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        if text("/auth_data/access_token").is_some() {
            return Err(Error::InvalidToken);
        }
        let value = |pointer: &str| {
            text(pointer)
                .filter(|text| !text.is_empty())
                .ok_or(Error::InvalidValue)
        };
        let data = |name: &str| {
            text(&format!("/registration_data/{name}"))
                .filter(|text| !text.is_empty())
                .ok_or(Error::Server)
        };
        if value("/auth_data/code_algorithm")? != "SHA-256"
            || value("/auth_data/client_domain")? != "DeviceLegacy"
            || !matches!(data("domain")?.as_str(), "Device" | "DeviceLegacy")
        {
            return Err(Error::InvalidValue);
        }
        for name in [
            "app_version",
            "app_name",
            "device_model",
            "os_version",
            "software_version",
        ] {
            data(name)?;
        }
        let names = |pointer: &str| -> Vec<String> {
            body.pointer(pointer)
                .and_then(Value::as_array)
                .map(|list| {
                    list.iter()
                        .filter_map(Value::as_str)
                        .map(str::to_owned)
                        .collect()
                })
                .unwrap_or_default()
        };
        let token_types = names("/requested_token_type");
        if !token_types.iter().any(|name| name == "bearer")
            || names("/requested_extensions").is_empty()
        {
            return Err(Error::InvalidValue);
        }
        let code = value("/auth_data/authorization_code")?;
        if code.starts_with("Atna|") {
            return Err(Error::InvalidToken);
        }
        Ok(Self {
            code,
            verifier: value("/auth_data/code_verifier")?,
            client_id: value("/auth_data/client_id")?,
            serial: data("device_serial")?,
            device_type: data("device_type")?,
            device_name: data("device_name")?,
            token_types,
            cookie_domain: value("/cookies/domain")?,
        })
    }

    fn register(
        self,
        sandbox: &Sandbox,
        family: Family,
        marketplace: &'static Marketplace,
    ) -> Result<Value, Error> {
        let now_ms = sandbox.clock.now_ms();
        let key = keys::next();
        let mut ledger = sandbox.ledger();
        let code = ledger
            .codes
            .get_mut(&self.code)
            .ok_or(Error::InvalidValue)?;
        if code.used {
            sandbox.log.violation("sent an authorization code again");
            return Err(Error::InvalidValue);
        }
        // Whatever is wrong with it, a code that was sent is spent.
        code.used = true;
        let code = code.clone();
        if code.family != family || code.marketplace != marketplace {
            return Err(Error::Credential);
        }
        if now_ms - code.sign_in_began_ms > SIGN_IN_LIVES_MS {
            return Err(Error::AuthTimeOver);
        }
        let client_id = hex(format!("{}#{}", self.serial, self.device_type).as_bytes());
        if now_ms - code.made_ms > CODE_LIVES_MS
            || URL_SAFE_NO_PAD.encode(Sha256::digest(&self.verifier)) != code.challenge
            || self.client_id != code.client_id
            || self.client_id != client_id
            || !self.is_cookie_domain(marketplace)
        {
            return Err(Error::InvalidValue);
        }
        let account = ledger
            .account(&code.email)
            .cloned()
            .ok_or(Error::InvalidValue)?;
        let device = Device {
            id: rand::random(),
            email: account.email.clone(),
            family,
            marketplace,
            name: ledger.device_name(&self.device_name, &account),
            serial: self.serial,
            kind: self.device_type,
            refresh_tokens: vec![token::new_refresh_token()],
            adp_token: format!(
                "{{enc:{}}}{{key:{}}}{{iv:{}}}{{name:QURQVG9rZW5FbmNyeXB0aW9uS2V5}}{{serial:Mg==}}",
                random_base64(360),
                random_base64(256),
                random_base64(16)
            ),
            key: Some(key),
            alive: true,
        };
        let access_token = ledger.new_access_token(&account.email, Some(device.id), now_ms);
        let mut tokens = json!({
            "bearer": {
                "access_token": access_token,
                "refresh_token": device.refresh_tokens[0],
                "expires_in": (ACCESS_TOKEN_LIVES_MS / 1000).to_string(),
            },
        });
        let asked = |name: &str| self.token_types.iter().any(|asked| asked == name);
        if asked("mac_dms") {
            tokens["mac_dms"] =
                json!({"adp_token": device.adp_token, "device_private_key": key.pem});
        }
        // Accounts with a user name get neither (T47).
        if family == Family::Amazon {
            if asked("website_cookies") {
                let domain = format!(".amazon.{}", marketplace.tld);
                tokens["website_cookies"] = Value::from(cookies(
                    marketplace,
                    sandbox.clock.date(),
                    Flags::Text,
                    Some(&domain),
                ));
            }
            if asked("store_authentication_cookie") {
                tokens["store_authentication_cookie"] = json!({"cookie": random_base64(90)});
            }
        }
        let body = json!({
            "response": {"success": {
                "extensions": {
                    "device_info": {
                        "device_name": device.name,
                        "device_serial_number": device.serial,
                        "device_type": device.kind,
                    },
                    "customer_info": {
                        "account_pool": account.pool(marketplace),
                        "user_id": account.user_id,
                        "home_region": marketplace.home_region,
                        "name": account.name,
                        "given_name": account.given_name,
                    },
                },
                "tokens": tokens,
                "customer_id": account.user_id,
            }},
            "request_id": request_id(),
        });
        ledger.devices.push(device);
        Ok(body)
    }

    /// `.amazon.TLD` for everybody; one client sends an address.
    fn is_cookie_domain(&self, marketplace: &Marketplace) -> bool {
        self.cookie_domain == format!(".amazon.{}", marketplace.tld)
            || self.cookie_domain == format!("https://www.audible.{}", marketplace.tld)
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Nobody knows; five minutes are what Amazon documents elsewhere.
const CODE_LIVES_MS: i64 = 5 * 60_000;
/// How long ago a sign-in may have begun.
const SIGN_IN_LIVES_MS: i64 = 15 * 60_000;
