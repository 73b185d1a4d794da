//! [`Environment`]: what the page runs in.

/// Facts about this browser and this page's address. Fixed after boot but for [`Self::sandbox`].
#[derive(Clone, Debug, Default, Eq, PartialEq)]
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
}
