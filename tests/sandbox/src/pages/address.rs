//! The sign-in address: what Amazon takes, and what ends on a dead page (section 3.1).
//! `pageId` is ignored: clients send odd ones (T17).

use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::auth::hex;
use crate::host::{Family, Marketplace};
use crate::request::Fields;

/// What a right sign-in address says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) family: Family,
    pub(crate) marketplace: &'static Marketplace,
    /// The PKCE challenge.
    pub(crate) challenge: String,
    /// Hex, without `device:`.
    pub(crate) client_id: String,
    pub(crate) handle: String,
    pub(crate) return_to: String,
    /// `de_DE`, where it was said.
    pub(crate) language: Option<String>,
}

impl Address {
    /// Reads the parameters that came to a host; the error names the one that is wrong.
    pub(crate) fn parse(
        family: Family,
        marketplace: &'static Marketplace,
        query: &Fields,
    ) -> Result<Self, &'static str> {
        let is = |name: &'static str, value: &str| {
            if query.last(name) == Some(value) {
                Ok(())
            } else {
                Err(name)
            }
        };
        for (name, value) in CONSTANTS {
            is(name, value)?;
        }
        is("marketPlaceId", marketplace.id)?;
        let handle = query.text("openid.assoc_handle");
        let country = marketplace.country_code;
        let (app, lap) = APPS
            .iter()
            .flat_map(|app| [(*app, false), (*app, true)])
            .find(|(app, lap)| {
                handle == format!("{app}{}_{country}", if *lap { "_lap" } else { "" })
            })
            .ok_or("openid.assoc_handle")?;
        let kind = if lap { Family::Audible } else { Family::Amazon };
        if kind != family || (lap && !marketplace.has_usernames()) {
            return Err("openid.assoc_handle");
        }

        // One app comes back to Audible's host whatever the account.
        let return_to = query.text("openid.return_to");
        let own = format!("https://www.{family}.{}/ap/maplanding", marketplace.tld);
        let audible = format!("https://www.audible.{}/ap/maplanding", marketplace.tld);
        if return_to != own && !(app == ANDROID_AUI && return_to == audible) {
            return Err("openid.return_to");
        }

        let challenge = query.text("openid.oa2.code_challenge");
        let is_base64url = challenge
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if challenge.len() != 43 || !is_base64url {
            return Err("openid.oa2.code_challenge");
        }

        let client_id = query
            .text("openid.oa2.client_id")
            .strip_prefix("device:")
            .ok_or("openid.oa2.client_id")?;
        let known = DEVICE_TYPES.iter().any(|device_type| {
            client_id
                .strip_suffix(&hex(format!("#{device_type}").as_bytes()))
                .is_some_and(is_serial)
        });
        if !known {
            return Err("openid.oa2.client_id");
        }

        Ok(Self {
            family,
            marketplace,
            challenge: challenge.to_owned(),
            client_id: client_id.to_owned(),
            handle: handle.to_owned(),
            return_to: return_to.to_owned(),
            language: query.last("language").map(str::to_owned),
        })
    }
}

impl Address {
    /// Where a finished sign-in leads, with the code (section 3.4).
    pub(crate) fn landing(&self, user_id: &str, code: &str, now: OffsetDateTime) -> String {
        let host = format!("https://www.{}.{}", self.family, self.marketplace.tld);
        let identity = format!("{host}/ap/id/{user_id}");
        let nonce = now.format(NONCE).unwrap_or_default() + &random_digits();
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("openid.assoc_handle", self.handle.as_str()),
                ("openid.claimed_id", &identity),
                ("openid.identity", &identity),
                ("openid.mode", "id_res"),
                ("openid.ns", "http://specs.openid.net/auth/2.0"),
                ("openid.op_endpoint", &format!("{host}/ap/signin")),
                ("openid.response_nonce", &nonce),
                ("openid.return_to", &self.return_to),
                ("openid.signed", "assoc_handle,claimed_id,identity,mode,ns,op_endpoint,response_nonce,return_to,ns.oa2,oa2.authorization_code,oa2.scope"),
                ("openid.ns.oa2", "http://www.amazon.com/ap/ext/oauth/2"),
                ("openid.oa2.authorization_code", code),
                ("openid.oa2.scope", "device_auth_access"),
                ("serial", ""),
                ("language", self.language.as_deref().unwrap_or(self.marketplace.language)),
            ])
            .finish();
        format!("{}?{query}", self.return_to)
    }
}

fn random_digits() -> String {
    format!("{:019}", rand::random::<u64>() >> 1)
}

const NONCE: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");

/// Hex of letters and digits, in lower case.
fn is_serial(hex: &str) -> bool {
    let bytes = hex.as_bytes();
    (16..=128).contains(&bytes.len())
        && bytes.chunks(2).all(|pair| {
            std::str::from_utf8(pair)
                .ok()
                .filter(|text| {
                    text.len() == 2 && !text.bytes().any(|byte| byte.is_ascii_uppercase())
                })
                .and_then(|text| u8::from_str_radix(text, 16).ok())
                .is_some_and(|byte| byte.is_ascii_alphanumeric())
        })
}

const CONSTANTS: [(&str, &str); 11] = [
    ("openid.oa2.response_type", "code"),
    ("openid.oa2.code_challenge_method", "S256"),
    ("openid.oa2.scope", "device_auth_access"),
    ("openid.identity", IDENTIFIER_SELECT),
    ("openid.claimed_id", IDENTIFIER_SELECT),
    ("openid.mode", "checkid_setup"),
    ("openid.ns", "http://specs.openid.net/auth/2.0"),
    // Of `.com` in every store (T8).
    ("openid.ns.oa2", "http://www.amazon.com/ap/ext/oauth/2"),
    (
        "openid.ns.pape",
        "http://specs.openid.net/extensions/pape/1.0",
    ),
    ("openid.pape.max_auth_age", "0"),
    ("accountStatusPolicy", "P1"),
];
const IDENTIFIER_SELECT: &str = "http://specs.openid.net/auth/2.0/identifier_select";
const ANDROID_AUI: &str = "amzn_audible_android_aui";
const APPS: [&str; 3] = [
    "amzn_audible_ios",
    "amzn_audible_android_experiment",
    ANDROID_AUI,
];
/// iPhone and Android.
const DEVICE_TYPES: [&str; 2] = ["A2CZJZGLK2JJVM", "A10KISP2GWF0E4"];
