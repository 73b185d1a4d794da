//! [`Environment`]: what the page runs in.

use crate::browser::place;

/// Facts about this browser and this page's address. Fixed after boot but for what the
/// relay says.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts that have nothing to do with each other"
)]
pub struct Environment {
    /// Secure context: without it there is no WebCrypto and nothing may be stored.
    pub secure: bool,
    /// iPhone or iPad, where an installed page has a storage of its own.
    pub ios: bool,
    /// Opened from the home screen or as an installed app.
    pub installed: bool,
    /// A telephone: the Amazon app may catch sign-in links.
    pub phone: bool,
    /// Preferred languages, most preferred first, as BCP 47 tags.
    pub languages: Vec<String>,
    /// The page's own origin, `https://audipy.example`. The relay in use is on it.
    pub origin: String,
    /// The relay's name as a person reads it: host, and port where it is not the usual one.
    pub relay: String,
    /// Origin of the sandbox, if the relay leads to one. Only ever set if it and
    /// [`Self::origin`] are loopback addresses.
    pub sandbox: Option<String>,
    /// Whether the relay carries Amazon's sign-in pages, so that one can sign in inside AudiPy;
    /// `None` until it was asked.
    pub carries_sign_in: Option<bool>,
}

impl Environment {
    /// What can be known without asking anyone.
    pub(super) fn detect() -> Self {
        Self {
            secure: place::is_secure(),
            ios: place::is_ios(),
            installed: place::is_installed(),
            phone: place::is_phone(),
            languages: place::languages(),
            origin: place::origin(),
            relay: place::host(),
            sandbox: None,
            carries_sign_in: None,
        }
    }

    /// Obeys the relay's word about a sandbox only where both are on this very machine: else a
    /// foreign page could be passed off as Amazon's.
    pub(super) fn trust_sandbox(&mut self, address: &str) {
        let address = address.trim_end_matches('/');
        if is_loopback(&self.origin) && is_loopback(address) {
            self.sandbox = Some(address.to_owned());
        }
    }

    /// Whether asking for a sandbox makes sense here.
    pub(super) fn may_have_sandbox(&self) -> bool {
        is_loopback(&self.origin)
    }
}

/// `http://` and a loopback host, with or without a port and nothing else.
fn is_loopback(origin: &str) -> bool {
    let Some(authority) = origin.strip_prefix("http://") else {
        return false;
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (authority, "80"),
    };
    matches!(host, "localhost" | "127.0.0.1" | "[::1]") && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_sandbox_is_obeyed_on_this_machine_only() {
        for (origin, sandbox, obeyed) in [
            ("http://localhost:8080", "http://127.0.0.1:9000", true),
            ("http://127.0.0.1:8080", "http://localhost:9000/", true),
            ("http://[::1]:8080", "http://[::1]:9000", true),
            ("https://audipy.example", "http://127.0.0.1:9000", false),
            (
                "http://localhost:8080",
                "http://sandbox.example:9000",
                false,
            ),
            ("http://localhost:8080", "http://127.0.0.1:9000/x", false),
            (
                "http://localhost:8080",
                "http://127.0.0.1@evil.example",
                false,
            ),
            (
                "http://localhost:8080",
                "http://127.0.0.1:9000@evil.example",
                false,
            ),
            (
                "http://localhost.evil.example",
                "http://127.0.0.1:9000",
                false,
            ),
            ("http://localhost:8080", "javascript:alert(1)", false),
        ] {
            let mut environment = Environment {
                origin: origin.to_owned(),
                ..Environment::default()
            };
            environment.trust_sandbox(sandbox);
            assert_eq!(environment.sandbox.is_some(), obeyed, "{origin} {sandbox}");
        }
    }
}
