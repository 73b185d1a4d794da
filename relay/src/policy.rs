//! Which requests may leave, and nothing else: exact hosts, methods and paths.
//!
//! Pure and complete: a target that is not built by [`Target::parse`] cannot be sent. Hosts and
//! paths are compared byte for byte, so upper case, a trailing dot, a port, user information, an
//! IP address, an international name or a percent-encoded letter simply is not in the table.

use std::fmt;

mod sign_in;

/// A request that the policy lets through.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Target {
    method: Method,
    host: String,
    path_and_query: String,
    service: Service,
}

/// The two methods that are ever relayed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "the methods' own names")]
pub enum Method {
    Get,
    Post,
}

/// How much of the table is open.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Allowed {
    /// Members sign in on Amazon's own page.
    #[default]
    Usual,
    /// The pages of a sign-in, too: the password passes through the relay.
    ScriptedSignIn,
}

/// What kind of host a target is; decides which headers go along.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Service {
    /// `api.amazon.*`, `api.audible.*`: JSON, no cookies.
    Api,
    /// `www.amazon.*`, `www.audible.*`: cookies are mapped.
    Website,
    /// Covers, and the pictures of a sign-in: no mapped header at all.
    Pictures,
}

/// Why a target was turned down. Holds nothing of the address.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Refused {
    /// Not `https://host/path`, or characters that an address must carry percent-encoded.
    #[error("the address must be an absolute https address, already percent-encoded")]
    Address,
    /// Not one of the relay's hosts.
    #[error("this host is not relayed")]
    Host,
    /// `GET` and `POST` only, in capitals.
    #[error("this method is not relayed")]
    Method,
    /// Host and method are known, this path is not.
    #[error("this path is not relayed for this host and method")]
    Path,
}

impl Target {
    /// Checks a method and an absolute URL against the table.
    pub fn parse(method: &str, url: &str, open: Allowed) -> Result<Self, Refused> {
        let method = match method {
            "GET" => Method::Get,
            "POST" => Method::Post,
            _ => return Err(Refused::Method),
        };
        let rest = url.strip_prefix("https://").ok_or(Refused::Address)?;
        if url.len() > MAX_URL || !rest.bytes().all(is_sendable) {
            return Err(Refused::Address);
        }
        let (host, path_and_query) = rest
            .find(['/', '?'])
            .map(|at| rest.split_at(at))
            .ok_or(Refused::Address)?;
        let path = path_and_query
            .split_once('?')
            .map_or(path_and_query, |(path, _)| path);
        let (service, allowed) = lookup(host, method, path, open).ok_or(Refused::Host)?;
        if !allowed {
            return Err(Refused::Path);
        }
        Ok(Self {
            method,
            host: host.to_owned(),
            path_and_query: path_and_query.to_owned(),
            service,
        })
    }

    /// The method.
    pub const fn method(&self) -> Method {
        self.method
    }

    /// One of the hosts of the table.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Path and query exactly as they came: signatures cover these bytes (T54).
    pub fn path_and_query(&self) -> &str {
        &self.path_and_query
    }

    /// What kind of host this is.
    pub const fn service(&self) -> Service {
        self.service
    }
}

impl Method {
    /// `GET`, `POST`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Request headers that the page may set on the way out, by service. Lower case.
pub fn may_send(service: Service, header: &str) -> bool {
    match service {
        Service::Pictures => false,
        Service::Api => SENT.contains(&header),
        Service::Website => header == "cookie" || SENT.contains(&header),
    }
}

/// Headers of an answer that are handed back. Lower case.
pub const RETURNED: [&str; 8] = [
    "content-type",
    "continuation-token",
    "date",
    "location",
    "retry-after",
    "state-token",
    "total-count",
    "x-amzn-requestid",
];

fn lookup(host: &str, method: Method, path: &str, open: Allowed) -> Option<(Service, bool)> {
    let scripted = open == Allowed::ScriptedSignIn;
    if scripted && let Some(found) = sign_in::lookup(host, method, path) {
        return Some(found);
    }
    if host == "m.media-amazon.com" {
        return Some((Service::Pictures, method == Method::Get && is_picture(path)));
    }
    let (sub, site) = host.split_once('.')?;
    let (family, tld) = site.split_once('.')?;
    if !TLDS.contains(&tld) || !matches!(family, "amazon" | "audible") {
        return None;
    }
    let allowed = |service, allowed| Some((service, allowed));
    if scripted
        && sub == "www"
        && let Some(service) = sign_in::at_website(method, path)
    {
        return allowed(service, true);
    }
    match (sub, family, method) {
        ("api", "audible", Method::Get) => allowed(
            Service::Api,
            path == "/user/profile" || is_library_path(path),
        ),
        ("api", "amazon", Method::Get) => allowed(Service::Api, path == "/user/profile"),
        ("api", _, Method::Post) => allowed(
            Service::Api,
            matches!(path, "/auth/register" | "/auth/token" | "/auth/deregister"),
        ),
        ("www", _, Method::Post) => allowed(Service::Website, path == "/ap/exchangetoken/cookies"),
        ("www", _, Method::Get) => allowed(
            Service::Website,
            host == "www.audible.com" && path == "/license/token",
        ),
        _ => None,
    }
}

fn is_library_path(path: &str) -> bool {
    const EXACT: [&str; 7] = [
        "/1.0/account/information",
        "/1.0/catalog/products",
        "/1.0/customer/information",
        "/1.0/library",
        "/1.0/stats/aggregates",
        "/1.0/stats/status/finished",
        "/1.0/wishlist",
    ];
    EXACT.contains(&path)
        || ["/1.0/library/", "/1.0/catalog/products/"]
            .iter()
            .any(|folder| path.strip_prefix(folder).is_some_and(is_asin))
}

fn is_asin(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// `/images/I/<id>._SL500_.jpg`: one file name; `+` may come encoded (API reference, 4.11).
fn is_picture(path: &str) -> bool {
    path.strip_prefix("/images/I/").is_some_and(|name| {
        let name = name.replace("%2B", "+");
        !name.is_empty()
            && !name.starts_with('.')
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-_.,".contains(&b))
    })
}

/// Characters of RFC 3986 without `#` and `'`: everything else would be changed on its way by
/// the URL standard, and signatures cover the bytes.
const fn is_sendable(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'.'
                | b'_'
                | b'~'
                | b'!'
                | b'$'
                | b'&'
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
                | b':'
                | b'@'
                | b'/'
                | b'?'
                | b'%'
        )
}

const MAX_URL: usize = 16 * 1024;

/// What follows `amazon.` and `audible.` for the eleven stores.
const TLDS: [&str; 11] = [
    "com", "co.uk", "de", "fr", "ca", "it", "com.au", "in", "co.jp", "es", "com.br",
];

const SENT: [&str; 14] = [
    "accept",
    "accept-charset",
    "accept-language",
    "cache-control",
    "content-type",
    "origin",
    "referer",
    "user-agent",
    "x-adp-alg",
    "x-adp-signature",
    "x-adp-token",
    "x-amz-access-token",
    "x-amzn-identity-auth-domain",
    "x-amzn-requestid",
];

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lets_through_what_the_page_needs() {
        for (method, url) in [
            (
                "GET",
                "https://api.audible.com/1.0/library?num_results=1000&page=1",
            ),
            ("GET", "https://api.audible.co.uk/1.0/library/B0QX1TIDE4"),
            (
                "GET",
                "https://api.audible.de/1.0/catalog/products?asins=B0QX1TIDE4,0198765432",
            ),
            (
                "GET",
                "https://api.audible.fr/1.0/catalog/products/198000123X?response_groups=series",
            ),
            ("GET", "https://api.audible.ca/1.0/wishlist"),
            ("GET", "https://api.audible.it/1.0/stats/aggregates"),
            (
                "GET",
                "https://api.audible.com.au/1.0/stats/status/finished",
            ),
            (
                "GET",
                "https://api.audible.in/1.0/account/information?source=Credit",
            ),
            ("GET", "https://api.audible.co.jp/1.0/customer/information"),
            ("POST", "https://api.amazon.es/auth/register"),
            ("POST", "https://api.audible.com.br/auth/token"),
            ("POST", "https://api.amazon.com/auth/deregister"),
            ("GET", "https://api.amazon.de/user/profile"),
            ("GET", "https://api.audible.de/user/profile"),
            ("POST", "https://www.amazon.de/ap/exchangetoken/cookies"),
            ("POST", "https://www.audible.co.uk/ap/exchangetoken/cookies"),
            (
                "GET",
                "https://www.audible.com/license/token?player_manuf=Audible,iPhone&action=register",
            ),
            (
                "GET",
                "https://m.media-amazon.com/images/I/41ExAmPle1L._SL500_.jpg",
            ),
            (
                "GET",
                "https://m.media-amazon.com/images/I/51a%2Bb-cL._SL500_.jpg",
            ),
        ] {
            let target = Target::parse(method, url, Allowed::Usual);
            assert!(target.is_ok(), "{method} {url}: {target:?}");
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table")]
    fn refuses_everything_else() {
        use Refused::{Address, Host, Method, Path};
        for (method, url, why) in [
            // methods
            ("get", "https://api.audible.com/1.0/library", Method),
            ("PUT", "https://api.audible.com/1.0/library/item", Method),
            (
                "DELETE",
                "https://api.audible.com/1.0/wishlist/B0QX1TIDE4",
                Method,
            ),
            ("HEAD", "https://api.audible.com/1.0/library", Method),
            ("POST", "https://api.audible.com/1.0/library", Path),
            ("POST", "https://api.audible.com/1.0/wishlist", Path),
            ("GET", "https://api.amazon.com/auth/token", Path),
            ("POST", "https://m.media-amazon.com/images/I/a.jpg", Path),
            // schemes and shapes
            ("GET", "http://api.audible.com/1.0/library", Address),
            ("GET", "HTTPS://api.audible.com/1.0/library", Address),
            ("GET", "https:/api.audible.com/1.0/library", Address),
            ("GET", "//api.audible.com/1.0/library", Address),
            ("GET", "https://api.audible.com", Address),
            ("GET", "", Address),
            ("GET", "file:///etc/passwd", Address),
            ("GET", "https://api.audible.com/1.0/library#x", Address),
            ("GET", "https://api.audible.com/1.0/library?a=b c", Address),
            ("GET", "https://api.audible.com/1.0/library?a='b'", Address),
            ("GET", "https://api.audible.com/1.0/library?a=ä", Address),
            (
                "GET",
                "https://api.audible.com\\@evil.example/1.0/library",
                Address,
            ),
            (
                "GET",
                "https://api.audible.com/1.0/library\r\nx: y",
                Address,
            ),
            // hosts
            ("GET", "https://api.audible.com:443/1.0/library", Host),
            ("GET", "https://api.audible.com:8443/1.0/library", Host),
            ("GET", "https://user@api.audible.com/1.0/library", Host),
            ("GET", "https://user:pw@api.audible.com/1.0/library", Host),
            ("GET", "https://api.audible.com./1.0/library", Host),
            ("GET", "https://API.audible.com/1.0/library", Host),
            ("GET", "https://api.Audible.com/1.0/library", Host),
            (
                "GET",
                "https://api.audible.com.evil.example/1.0/library",
                Host,
            ),
            (
                "GET",
                "https://evil.example/api.audible.com/1.0/library",
                Host,
            ),
            ("GET", "https://xapi.audible.com/1.0/library", Host),
            ("GET", "https://x.api.audible.com/1.0/library", Host),
            ("GET", "https://audible.com/1.0/library", Host),
            ("GET", "https://api.audible.co.in/1.0/library", Host),
            ("GET", "https://api.audible.cn/1.0/library", Host),
            ("GET", "https://api.xn--audble-t9a.com/1.0/library", Host),
            ("GET", "https://127.0.0.1/1.0/library", Host),
            ("GET", "https://2130706433/1.0/library", Host),
            ("GET", "https://0x7f.1/1.0/library", Host),
            ("GET", "https://%61pi.audible.com/1.0/library", Host),
            ("GET", "https:///1.0/library", Host),
            (
                "GET",
                "https://cde-ta-g7g.amazon.com/FionaCDEServiceEngine/sidecar",
                Host,
            ),
            (
                "GET",
                "https://images-na.ssl-images-amazon.com/captcha/x.jpg",
                Host,
            ),
            ("GET", "https://fls-na.amazon.com/1/batch", Host),
            // paths
            ("GET", "https://api.audible.com/1.0/library/", Path),
            (
                "GET",
                "https://api.audible.com/1.0/library/b0qx1tide4",
                Path,
            ),
            ("GET", "https://api.audible.com/1.0/library/B0QX1TIDE", Path),
            (
                "GET",
                "https://api.audible.com/1.0/library/B0QX1TIDE4/x",
                Path,
            ),
            ("GET", "https://api.audible.com/1.0/library/../orders", Path),
            ("GET", "https://api.audible.com/1.0/./library", Path),
            ("GET", "https://api.audible.com/1.0//library", Path),
            ("GET", "https://api.audible.com//1.0/library", Path),
            ("GET", "https://api.audible.com/1.0/l%69brary", Path),
            ("GET", "https://api.audible.com/1.0/Library", Path),
            ("GET", "https://api.audible.com?/1.0/library", Path),
            ("GET", "https://api.audible.com/1.0/orders", Path),
            (
                "GET",
                "https://api.audible.com/1.0/content/B0QX1TIDE4/licenserequest",
                Path,
            ),
            (
                "GET",
                "https://api.audible.com/1.0/catalog/products/B0QX1TIDE4/sims",
                Path,
            ),
            ("GET", "https://api.amazon.com/1.0/library", Path),
            ("GET", "https://www.amazon.com/ap/signin", Path),
            ("POST", "https://www.amazon.com/ap/signin", Path),
            ("GET", "https://www.audible.de/license/token", Path),
            ("GET", "https://www.amazon.com/license/token", Path),
            ("GET", "https://m.media-amazon.com/images/I/", Path),
            ("GET", "https://m.media-amazon.com/images/I/../G/x.js", Path),
            ("GET", "https://m.media-amazon.com/images/I/%2e%2e", Path),
            ("GET", "https://m.media-amazon.com/images/I/a/b.jpg", Path),
            ("GET", "https://m.media-amazon.com/images/G/01/x.js", Path),
        ] {
            assert_eq!(
                Target::parse(method, url, Allowed::Usual).err(),
                Some(why),
                "{method} {url}"
            );
        }
    }

    #[test]
    fn cookies_go_to_websites_only_and_pictures_take_nothing() {
        assert!(may_send(Service::Website, "cookie"));
        assert!(!may_send(Service::Api, "cookie"));
        assert!(may_send(Service::Api, "x-amz-access-token"));
        for header in SENT {
            assert!(!may_send(Service::Pictures, header), "{header}");
        }
        for header in [
            "host",
            "authorization",
            "content-length",
            "connection",
            "x-forwarded-for",
        ] {
            assert!(!may_send(Service::Website, header), "{header}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_let_through_is_a_known_host_over_https(text in ".{0,80}") {
            let url = format!("https://{text}");
            if let Ok(target) = Target::parse("GET", &url, Allowed::Usual) {
                let start = format!("https://{}/", target.host());
                prop_assert!(url.starts_with(&start));
                let known = TLDS.iter().any(|tld| target.host().ends_with(&format!(".{tld}")));
                prop_assert!(known);
            }
        }

        #[test]
        fn a_known_host_with_anything_in_front_or_behind_is_refused(extra in "[a-zA-Z0-9.@:%-]{1,12}") {
            for url in [
                format!("https://{extra}api.audible.com/1.0/library"),
                format!("https://api.audible.com{extra}/1.0/library"),
            ] {
                prop_assert!(Target::parse("GET", &url, Allowed::Usual).is_err(), "{url}");
            }
        }

        #[test]
        fn path_and_query_stay_byte_for_byte(query in "[a-zA-Z0-9._~!$&()*+,;=:@/?%-]{0,200}") {
            let url = format!("https://api.audible.com/1.0/library?{query}");
            let target = Target::parse("GET", &url, Allowed::Usual).unwrap();
            prop_assert_eq!(target.path_and_query(), format!("/1.0/library?{query}"));
        }
    }
}
