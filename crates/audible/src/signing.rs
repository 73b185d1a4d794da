//! Signing requests with ADP token and device key (sign-in reference, 10.3). The RSA itself is
//! done outside: RSASSA-PKCS1-v1_5 over SHA-256 of [`ToSign::text`], with the key of
//! [`crate::private_key::pkcs8`].

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::HeaderValue;
use http::{HeaderName, Request};
use time::OffsetDateTime;

use crate::error::Error;
use crate::secret::Secret;
use crate::timestamp::Timestamp;

/// A request that waits for its signature. It must go out byte for byte as it is (trap T54).
#[derive(Debug)]
pub struct ToSign {
    request: Request<Vec<u8>>,
    adp_token: HeaderValue,
    date: String,
    text: Secret<Vec<u8>>,
}

impl ToSign {
    /// `now` in microseconds since 1970, by the server's clock.
    ///
    /// # Errors
    /// [`Error::FixInput`] if the ADP token cannot be sent or `now` is no date.
    pub fn new(
        mut request: Request<Vec<u8>>,
        adp_token: &Secret<String>,
        now_micros: i64,
    ) -> Result<Self, Error> {
        let date = date(now_micros).ok_or(Error::FixInput {
            what: "this device's clock is far off; set it right",
        })?;
        // EXPOSE: the ADP token is part of what is signed, and is sent along.
        let adp = adp_token.expose();
        let mut header = HeaderValue::from_str(adp).map_err(|_| Error::FixInput {
            what: "the ADP token holds characters that cannot be sent; sign in again",
        })?;
        header.set_sensitive(true);
        let path = request.uri().path_and_query().map_or("/", |p| p.as_str());
        let mut text = format!("{}\n{path}\n{date}\n", request.method()).into_bytes();
        text.extend_from_slice(request.body());
        text.push(b'\n');
        text.extend_from_slice(adp.as_bytes());
        for name in [TOKEN, ALGORITHM, SIGNATURE] {
            request.headers_mut().remove(name);
        }
        Ok(Self {
            request,
            adp_token: header,
            date,
            text: Secret::new(text),
        })
    }

    /// As [`Self::new`], to the millisecond.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn at(
        request: Request<Vec<u8>>,
        adp_token: &Secret<String>,
        now: Timestamp,
    ) -> Result<Self, Error> {
        Self::new(request, adp_token, now.millis().saturating_mul(1000))
    }

    /// What to sign.
    pub const fn text(&self) -> &Secret<Vec<u8>> {
        &self.text
    }

    /// The request with its signature.
    pub fn signed(self, signature: &[u8]) -> Request<Vec<u8>> {
        let value = signature_value(signature, &self.date);
        let mut request = self.request;
        let headers = request.headers_mut();
        headers.insert(TOKEN, self.adp_token);
        headers.insert(ALGORITHM, HeaderValue::from_static("SHA256withRSA:1.0"));
        headers.insert(SIGNATURE, value);
        request
    }
}

#[expect(clippy::expect_used, reason = "base64 and a date fit into any header")]
fn signature_value(signature: &[u8], date: &str) -> HeaderValue {
    let value = format!("{}:{date}", STANDARD.encode(signature));
    let mut value = HeaderValue::try_from(value).expect("base64 and a date");
    value.set_sensitive(true);
    value
}

/// `2026-01-02T03:04:05.678901+00:00Z`: the double zone is right, and so is that the fraction goes
/// missing where it is 0 (trap T55).
fn date(micros: i64) -> Option<String> {
    let instant = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).ok()?;
    let (year, month, day) = (instant.year(), u8::from(instant.month()), instant.day());
    let (hour, minute, second, micro) = instant.to_hms_micro();
    if !(0..=9999).contains(&year) {
        return None;
    }
    let fraction = match micro {
        0 => String::new(),
        micro => format!(".{micro:06}"),
    };
    Some(format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}+00:00Z"
    ))
}

const TOKEN: HeaderName = HeaderName::from_static("x-adp-token");
const ALGORITHM: HeaderName = HeaderName::from_static("x-adp-alg");
const SIGNATURE: HeaderName = HeaderName::from_static("x-adp-signature");
