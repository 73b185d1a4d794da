//! [`Place`]: an address that a conversation may go to. There is no other way to make a request,
//! so whatever a page says, nothing leaves for anywhere else. The relay has the same table.

use http::Uri;
use url::Url;

use crate::attempt::Attempt;

/// A page of the attempt's own store, or a picture.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Place(Url);

/// Where something leads.
pub(super) enum Way {
    To(Place),
    /// The end of a sign-in, or what looks like it.
    Landing,
    /// "Forgot your password?"
    PasswordReset,
    /// Not gone to.
    Foreign(Url),
    /// Not an address.
    Nowhere,
}

impl Place {
    pub(super) fn path(&self) -> &str {
        self.0.path()
    }

    pub(super) fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// As it goes on the wire.
    pub(super) fn uri(&self) -> Option<Uri> {
        sendable(self.0.as_str()).parse().ok()
    }

    /// Whether a form may be posted here.
    pub(super) fn takes_posts(&self) -> bool {
        !ONLY_GET
            .iter()
            .any(|start| self.path() == *start || is_below(self.path(), &format!("{start}/"), 3))
    }

    /// With this query in place of its own.
    pub(super) fn with_query(&self, query: &str) -> Self {
        let mut url = self.0.clone();
        url.set_query(Some(query));
        Self(url)
    }
}

impl Way {
    /// An address as it stands on a page, empty for the page's own.
    pub(super) fn of(attempt: &Attempt, page: Option<&Place>, address: &str) -> Self {
        let address = address.trim();
        let joined = match page {
            Some(Place(page)) if address.is_empty() => Ok(page.clone()),
            Some(Place(page)) => page.join(address),
            None => Url::parse(address),
        };
        let Ok(mut url) = joined else {
            return Self::Nowhere;
        };
        url.set_fragment(None);
        let host = url.host_str().unwrap_or_default();
        let is_plain = url.scheme() == "https"
            && url.port().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if !is_plain || !is_own_site(attempt, host) {
            return Self::Foreign(url);
        }
        match url.path() {
            "/ap/maplanding" => Self::Landing,
            "/ap/forgotpassword" => Self::PasswordReset,
            path if is_page(path) => Self::To(Place(url)),
            _ => Self::Foreign(url),
        }
    }
}

/// The picture that `src` means, or the host that it lies on.
pub(super) fn picture(attempt: &Attempt, page: &Place, src: &str) -> Result<Place, String> {
    let url = page.0.join(src.trim()).map_err(|_| String::new())?;
    let host = url.host_str().unwrap_or_default();
    let is_known = url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && match host {
            "opfcaptcha-prod.s3.amazonaws.com" => is_below(url.path(), "/", 2),
            "images-na.ssl-images-amazon.com" => is_below(url.path(), "/captcha/", 3),
            _ => is_own_site(attempt, host) && is_below(url.path(), "/captcha/", 3),
        };
    if is_known {
        Ok(Place(url))
    } else {
        Err(host.to_owned())
    }
}

/// The sites of the attempt's store, of both families.
fn is_own_site(attempt: &Attempt, host: &str) -> bool {
    ["www.amazon.", "www.audible."]
        .iter()
        .any(|site| host.strip_prefix(site) == Some(attempt.store.tld()))
}

fn is_page(path: &str) -> bool {
    const EXACT: [&str; 5] = [
        "/ap/signin",
        "/ax/claim",
        "/ap/mfa",
        "/ap/accountfixup",
        "/errors/validateCaptcha",
    ];
    const FOLDERS: [&str; 5] = [
        "/ap/signin/",
        "/ap/mfa/",
        "/ap/cvf/",
        "/ap/accountfixup/",
        "/claim/webauthn/",
    ];
    EXACT.contains(&path) || FOLDERS.iter().any(|folder| is_below(path, folder, 3))
}

/// Pages to look at; a telephone number is never added for anybody.
const ONLY_GET: [&str; 3] = ["/ap/accountfixup", "/errors/validateCaptcha", "/captcha"];

/// One to `most` plain names below a folder.
fn is_below(path: &str, folder: &str, most: usize) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| {
        rest.split('/').count() <= most
            && rest.split('/').all(|name| {
                !name.is_empty()
                    && !name.starts_with('.')
                    && name
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
            })
    })
}

/// The URL standard leaves some characters as they are that the relay wants encoded.
fn sendable(url: &str) -> String {
    let mut text = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&()*+,;=:@/?%".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            crate::device::push_hex(&mut text, byte, b"0123456789ABCDEF");
        }
    }
    text
}
