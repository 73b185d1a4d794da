//! An account from a file beside one that is here: is it the same, and which of the two is newer?

use audible::{Registration, Timestamp};

use crate::life::Tokens;

/// How what a file holds of an account stands to what is here of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Comparison {
    /// The file holds nothing that is not here.
    Same,
    /// The file is of a later time, or what is here is of no use any more.
    Newer,
    /// What is here is of a later time.
    Older,
    /// Two sign-ins, and nothing says which one is later.
    Unknown,
}

/// Whether both are of one customer; where a file does not say of whom it is, of one device.
pub fn is_same_account(one: &Registration, other: &Registration) -> bool {
    let user = |it: &Registration| {
        let customer = it.customer_info.as_ref();
        customer.and_then(|customer| customer.user_id.clone())
    };
    match (user(one), user(other)) {
        (Some(one), Some(other)) => one == other,
        _ => is_same_device(one, other),
    }
}

/// Whether both use one device at Amazon: what removes it for one removes it for both.
pub fn is_same_device(one: &Registration, other: &Registration) -> bool {
    let serial = |it: &Registration| {
        let device = it.device_info.as_ref();
        device.and_then(|device| device.device_serial_number.clone())
    };
    is_one(serial(one).as_ref(), serial(other).as_ref())
        || is_one(one.refresh_token.as_ref(), other.refresh_token.as_ref())
        || is_one(one.adp_token.as_ref(), other.adp_token.as_ref())
}

fn is_one<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    one.is_some() && one == other
}

/// Compares what is here with a file of the same account. Access tokens tell the time: each lives
/// an hour from when it was got.
pub fn compare(here: &Tokens, file: &Registration) -> Comparison {
    let registration = &here.registration;
    if registration.refresh_token == file.refresh_token && is_same_device(registration, file) {
        return match (end(registration), end(file)) {
            (Some(ours), Some(theirs)) if theirs > ours => Comparison::Newer,
            (None, Some(_)) => Comparison::Newer,
            _ if adds_something(registration, file) => Comparison::Newer,
            (Some(ours), Some(theirs)) if theirs < ours => Comparison::Older,
            _ => Comparison::Same,
        };
    }
    if file.refresh_token.is_none() {
        return Comparison::Older;
    }
    if here.refused.is_some() || registration.refresh_token.is_none() {
        return Comparison::Newer;
    }
    match (end(registration), end(file)) {
        (Some(ours), Some(theirs)) if theirs > ours => Comparison::Newer,
        (Some(ours), Some(theirs)) if theirs < ours => Comparison::Older,
        _ => Comparison::Unknown,
    }
}

impl Tokens {
    /// With what a file of the same device has beyond what is here, or later; `None` if that is
    /// nothing.
    pub fn with_file(self, file: Registration) -> Option<Self> {
        if !matches!(
            compare(&self, &file),
            Comparison::Newer | Comparison::Unknown
        ) {
            return None;
        }
        let registration = replaced(&self.registration, file);
        let is_as_refused = registration.refresh_token == self.registration.refresh_token
            && registration.access_token == self.registration.access_token;
        Some(Self {
            registration,
            refused: self.refused.filter(|_| is_as_refused),
            failure: None,
            revision: self.revision.saturating_add(1),
            ..self
        })
    }
}

/// What to keep when a file takes the place of what is here: the file, and of what it lacks what
/// is here: of one device everything, of another device what is the customer's own.
pub fn replaced(here: &Registration, mut file: Registration) -> Registration {
    let same_device = is_same_device(here, &file);
    fill(&mut file.customer_info, here.customer_info.as_ref());
    if fill(&mut file.activation_bytes, here.activation_bytes.as_ref()) {
        file.obtained.activation_bytes = here.obtained.activation_bytes;
    }
    if same_device {
        file.obtained = here.obtained;
        file.obtained.access_token = None;
        fill(&mut file.refresh_token, here.refresh_token.as_ref());
        fill(&mut file.adp_token, here.adp_token.as_ref());
        let key = here.device_private_key.as_ref();
        fill(&mut file.device_private_key, key);
        fill(&mut file.device_info, here.device_info.as_ref());
        let ours_last = here.website_cookies_expire >= file.website_cookies_expire;
        if here.website_cookies.is_some() && (file.website_cookies.is_none() || ours_last) {
            file.website_cookies.clone_from(&here.website_cookies);
            file.website_cookies_expire = here.website_cookies_expire;
        } else {
            file.obtained.website_cookies = None;
        }
        let cookie = here.store_authentication_cookie.as_ref();
        fill(&mut file.store_authentication_cookie, cookie);
        if end(&file) < end(here) {
            file.access_token.clone_from(&here.access_token);
            file.obtained.access_token = here.obtained.access_token;
        }
    }
    file
}

/// Whether it was missing, and is there now.
fn fill<T: Clone>(part: &mut Option<T>, here: Option<&T>) -> bool {
    let missing = part.is_none() && here.is_some();
    if missing {
        *part = here.cloned();
    }
    missing
}

fn end(registration: &Registration) -> Option<Timestamp> {
    registration.access_token.as_ref()?.expires
}

fn adds_something(here: &Registration, file: &Registration) -> bool {
    (here.activation_bytes.is_none() && file.activation_bytes.is_some())
        || (here.adp_token.is_none() && file.adp_token.is_some())
        || (here.device_private_key.is_none() && file.device_private_key.is_some())
        || (here.customer_info.is_none() && file.customer_info.is_some())
        || (here.device_info.is_none() && file.device_info.is_some())
}
