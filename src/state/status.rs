//! [`StatusView`]: what this device holds for the open account, for the status page.

use audible::Timestamp;

use super::problem::Problem;

/// Everything that keeps a member signed in: there or not, since when, until when.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct StatusView {
    /// The bearer token of every request.
    pub access_token: Held,
    /// Renews the access token.
    pub refresh_token: Held,
    /// Cookies of Amazon's website.
    pub website_cookies: Held,
    /// ADP token and device key, which sign requests.
    pub device_key: Held,
    /// Whose account it is.
    pub customer: Held,
    /// The device as Amazon lists it.
    pub device: Held,
    /// Eight digits that other programs need to read files.
    pub activation_bytes: Held,
    /// When the access token was last renewed here.
    pub last_refresh: Option<Timestamp>,
    /// What went wrong at the last attempt that failed.
    pub last_error: Option<(Timestamp, Problem)>,
}

/// One thing that this device holds or lacks.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Held {
    /// Whether it is there.
    pub there: bool,
    /// When it was obtained, as far as that is known.
    pub since: Option<Timestamp>,
    /// When it ends; `None` = no known end.
    pub expires: Option<Timestamp>,
}
