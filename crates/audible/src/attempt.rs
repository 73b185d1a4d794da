//! [`Attempt`]: a sign-in under way, from its address to the registration
//! (sign-in reference, sections 3 and 4).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::device::Serial;
use crate::error::Error;
use crate::marketplace::{AccountKind, Marketplace};
use crate::secret::Secret;
use crate::timestamp::Timestamp;

/// A pending sign-in. Its serial and verifier belong to its address: a code from the address of
/// another attempt is worthless (trap T4), so it is kept while the member is away at Amazon.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Attempt {
    /// Where the member signs in.
    pub store: Marketplace,
    /// Amazon account or Audible user name.
    pub kind: AccountKind,
    /// The device that will be registered.
    pub serial: Serial,
    /// The PKCE verifier, 43 characters.
    pub verifier: Secret<String>,
    /// When it was made.
    pub made_at: Timestamp,
}

impl Attempt {
    /// How long an attempt is good for: 24 hours.
    pub const LIFE_MILLIS: i64 = 24 * 60 * 60 * 1000;

    /// From 48 random bytes: 16 for the serial, 32 for the verifier.
    ///
    /// # Errors
    /// [`Error::FixInput`] for an Audible user name in a store that has none (trap T10).
    pub fn new(
        store: Marketplace,
        kind: AccountKind,
        random: &[u8; 48],
        now: Timestamp,
    ) -> Result<Self, Error> {
        if kind == AccountKind::Audible && !store.has_usernames() {
            return Err(Error::FixInput {
                what: "Audible user names exist in the stores us, uk and de only; \
                       choose one of these or sign in with an Amazon account",
            });
        }
        let mut serial = [0; 16];
        serial.copy_from_slice(&random[..16]);
        Ok(Self {
            store,
            kind,
            serial: Serial::from_random(&serial),
            verifier: Secret::new(URL_SAFE_NO_PAD.encode(&random[16..])),
            made_at: now,
        })
    }

    /// The address of Amazon's sign-in page for this attempt (section 3.1).
    pub fn url(&self) -> String {
        let host = self.store.www_host(self.kind);
        let code = self.store.code();
        let (handle, page) = match self.kind {
            AccountKind::Amazon => (format!("amzn_audible_ios_{code}"), "amzn_audible_ios"),
            AccountKind::Audible => (
                format!("amzn_audible_ios_lap_{code}"),
                "amzn_audible_ios_privatepool",
            ),
        };
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("openid.oa2.response_type", "code")
            .append_pair("openid.oa2.code_challenge_method", "S256")
            .append_pair("openid.oa2.code_challenge", &self.challenge())
            .append_pair("openid.return_to", &format!("https://{host}/ap/maplanding"))
            .append_pair("openid.assoc_handle", &handle)
            .append_pair("openid.identity", IDENTIFIER_SELECT)
            .append_pair("pageId", page)
            .append_pair("accountStatusPolicy", "P1")
            .append_pair("openid.claimed_id", IDENTIFIER_SELECT)
            .append_pair("openid.mode", "checkid_setup")
            // Of `.com` in every store (trap T8).
            .append_pair("openid.ns.oa2", "http://www.amazon.com/ap/ext/oauth/2")
            .append_pair(
                "openid.oa2.client_id",
                &format!("device:{}", self.serial.client_id()),
            )
            .append_pair(
                "openid.ns.pape",
                "http://specs.openid.net/extensions/pape/1.0",
            )
            .append_pair("marketPlaceId", self.store.id())
            .append_pair("openid.oa2.scope", "device_auth_access")
            .append_pair("forceMobileLayout", "true")
            .append_pair("openid.ns", "http://specs.openid.net/auth/2.0")
            .append_pair("openid.pape.max_auth_age", "0")
            .finish();
        format!("https://{host}/ap/signin?{query}")
    }

    /// Whether it is over 24 hours old. A clock that was set back does not make it old.
    pub const fn is_too_old(&self, now: Timestamp) -> bool {
        now.millis_since(self.made_at) > Self::LIFE_MILLIS
    }

    /// SHA-256 of the verifier's characters, not of its bytes (trap T7).
    fn challenge(&self) -> String {
        // EXPOSE: only its hash leaves this function.
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.expose().as_bytes()))
    }
}

const IDENTIFIER_SELECT: &str = "http://specs.openid.net/auth/2.0/identifier_select";
