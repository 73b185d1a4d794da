//! The cookies of one conversation (sign-in reference, 3.3 and 5.1; RFC 6265).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use http::{HeaderMap, HeaderValue, header};

use super::Conversation;
use super::address::Place;
use crate::attempt::Attempt;
use crate::device;
use crate::secret::Secret;
use crate::timestamp::Timestamp;

/// Cookies of the sign-in's site, with the domain, path and time that each holds for.
#[derive(Debug)]
pub(super) struct Jar(Vec<Cookie>);

#[derive(Debug)]
struct Cookie {
    name: String,
    value: Secret<String>,
    domain: String,
    /// Whether it goes to hosts below its domain, too.
    below: bool,
    path: String,
    /// The end of its time; without one it holds for the conversation.
    expires: Option<Timestamp>,
}

impl Jar {
    /// With those that the app brings along. Without them pictures and a second sign-in are usual
    /// (trap T16). Random bytes do for `frc`.
    pub(super) fn of_the_app(attempt: &Attempt, random: &[u8; Conversation::RANDOM]) -> Self {
        let domain = format!("{}.{}", attempt.kind.family(), attempt.store.tld());
        let device = format!(
            "{{\"device_user_dictionary\": [], \"device_registration_data\": \
             {{\"software_version\": \"{}\"}}, \"app_identifier\": \
             {{\"app_version\": \"{}\", \"bundle_id\": \"com.audible.iphone\"}}}}",
            device::SOFTWARE_VERSION,
            device::APP_VERSION
        );
        let cookies = [
            ("frc", STANDARD_NO_PAD.encode(random)),
            ("map-md", STANDARD_NO_PAD.encode(device)),
            ("amzn-app-id", "MAPiOSLib/6.0/ToHideRetailLink".to_owned()),
        ];
        Self(
            cookies
                .into_iter()
                .map(|(name, value)| Cookie {
                    name: name.to_owned(),
                    value: Secret::new(value),
                    domain: domain.clone(),
                    below: true,
                    path: "/".to_owned(),
                    expires: None,
                })
                .collect(),
        )
    }

    /// Takes the cookies of an answer that came from `place`.
    pub(super) fn take(&mut self, headers: &HeaderMap, place: &Place, now: Timestamp) {
        for header in headers.get_all(header::SET_COOKIE) {
            let set = header
                .to_str()
                .ok()
                .and_then(|text| cookie::Cookie::parse(text).ok());
            if let Some(cookie) = set.and_then(|set| Cookie::of(&set, place, now)) {
                self.put(cookie, now);
            }
        }
    }

    /// What goes along to `place`: longer paths first, older ones first.
    pub(super) fn header(&self, place: &Place, now: Timestamp) -> Option<HeaderValue> {
        let mut meant: Vec<_> = self
            .0
            .iter()
            .filter(|cookie| cookie.is_meant_for(place, now))
            .collect();
        meant.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        let mut text = String::new();
        for cookie in meant {
            if !text.is_empty() {
                text.push_str("; ");
            }
            text.push_str(&cookie.name);
            text.push('=');
            // EXPOSE: cookies are sent to the site that set them.
            text.push_str(cookie.value.expose());
        }
        let mut value = HeaderValue::try_from(text).ok().filter(|v| !v.is_empty())?;
        value.set_sensitive(true);
        Some(value)
    }

    fn put(&mut self, cookie: Cookie, now: Timestamp) {
        let known = self.0.iter().position(|known| {
            known.name == cookie.name && known.domain == cookie.domain && known.path == cookie.path
        });
        match known {
            Some(known) => self.0[known] = cookie,
            None if self.0.len() < MOST => self.0.push(cookie),
            None => {}
        }
        self.0.retain(|cookie| cookie.holds(now));
    }
}

impl Cookie {
    /// `None` for one that may not be set from there. Only `www.` hosts of one store are ever
    /// asked, over https, so `Secure` needs no look and the only domains are the host and the
    /// site around it.
    fn of(set: &cookie::Cookie<'_>, place: &Place, now: Timestamp) -> Option<Self> {
        let host = place.host();
        let site = host.strip_prefix("www.").unwrap_or(host);
        let domain = set.domain().map(str::to_ascii_lowercase);
        if domain
            .as_ref()
            .is_some_and(|domain| domain != host && domain != site)
        {
            return None;
        }
        if set.name().len() + set.value().len() > LONGEST {
            return None;
        }
        let path = match set.path() {
            Some(path) if path.starts_with('/') => path,
            _ => match place.path().rsplit_once('/') {
                Some((folder, _)) if !folder.is_empty() => folder,
                _ => "/",
            },
        };
        let expires = match (set.max_age(), set.expires_datetime()) {
            (Some(age), _) => Some(if age.is_positive() {
                now.plus_millis(age.whole_seconds().saturating_mul(1000))
            } else {
                Timestamp::from_millis(i64::MIN)
            }),
            (None, Some(date)) => Some(Timestamp::from_millis(
                date.unix_timestamp().saturating_mul(1000),
            )),
            (None, None) => None,
        };
        Some(Self {
            name: set.name().to_owned(),
            value: Secret::new(set.value().to_owned()),
            below: domain.is_some(),
            domain: domain.unwrap_or_else(|| host.to_owned()),
            path: path.to_owned(),
            expires,
        })
    }

    fn holds(&self, now: Timestamp) -> bool {
        self.expires.is_none_or(|end| now < end)
    }

    fn is_meant_for(&self, place: &Place, now: Timestamp) -> bool {
        let host = place.host();
        let fits_host = host == self.domain
            || (self.below
                && host
                    .strip_suffix(&self.domain)
                    .is_some_and(|rest| rest.ends_with('.')));
        let fits_path = place.path().strip_prefix(&self.path).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with('/') || self.path.ends_with('/')
        });
        fits_host && fits_path && self.holds(now)
    }
}

/// Amazon sets some twenty. More, or longer ones, would not fit the relay's headers.
const MOST: usize = 60;
const LONGEST: usize = 8192;
