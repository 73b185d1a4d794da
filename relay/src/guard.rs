//! Who may call: the `Host` that was asked for, the page that asks, and how often.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::options::Options;
use crate::refusal::Refusal;

/// Checks callers against the options.
#[derive(Debug)]
pub struct Guard {
    hosts: Vec<String>,
    origins: Vec<String>,
    trusted_proxies: Vec<IpAddr>,
    rate: DefaultKeyedRateLimiter<IpAddr>,
    since_cleanup: AtomicU32,
}

/// A page that may use the relay.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Caller {
    /// Our own page.
    SameOrigin,
    /// A listed page elsewhere, by its exact origin: it needs CORS headers.
    Listed(HeaderValue),
}

impl Guard {
    /// A guard with these options.
    pub fn new(options: &Options) -> Self {
        let quota = Quota::per_second(options.limits.rate).allow_burst(options.limits.burst);
        Self {
            hosts: options.hosts.clone(),
            origins: options.origins.clone(),
            trusted_proxies: options.trusted_proxies.clone(),
            rate: RateLimiter::dashmap(quota),
            since_cleanup: AtomicU32::new(0),
        }
    }

    /// The `Host` must be one of ours: a foreign name that resolves to us is DNS rebinding.
    pub fn check_host(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .filter(|host| self.hosts.contains(&host.to_ascii_lowercase()))
            .map(drop)
            .ok_or(Refusal::Caller("this relay is not called by that name"))
    }

    /// Lets only scripts of our own page or of a listed page through.
    pub fn check_page(&self, headers: &HeaderMap) -> Result<Caller, Refusal> {
        if text(headers, &SEC_FETCH_MODE) == Some("navigate") {
            return Err(Refusal::Caller("the relay is not a page"));
        }
        let origin = headers.get(header::ORIGIN);
        if let Some(listed) = origin.filter(|origin| {
            origin
                .to_str()
                .is_ok_and(|origin| self.origins.iter().any(|listed| listed == origin))
        }) {
            return Ok(Caller::Listed(listed.clone()));
        }
        let own_origin = match (
            origin.map(HeaderValue::to_str),
            text(headers, &header::HOST),
        ) {
            (None, _) => true,
            (Some(Ok(origin)), Some(host)) => origin
                .split_once("://")
                .is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host)),
            _ => false,
        };
        // Browsers without Sec-Fetch-* still send Origin with a POST.
        match text(headers, &SEC_FETCH_SITE) {
            Some("same-origin") if own_origin => Ok(Caller::SameOrigin),
            None if own_origin && origin.is_some() => Ok(Caller::SameOrigin),
            _ => Err(Refusal::Caller("only its own page may use this relay")),
        }
    }

    /// The address that counts for limits: the socket's, or what a trusted proxy says.
    pub fn client(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let forwarded = || {
            headers
                .get_all("x-forwarded-for")
                .iter()
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(','))
                .filter_map(|address| address.trim().parse::<IpAddr>().ok())
                .rfind(|address| !self.trusted_proxies.contains(address))
        };
        let address = if self.trusted_proxies.contains(&peer.ip()) {
            forwarded().unwrap_or(peer.ip())
        } else {
            peer.ip()
        };
        one_client(address)
    }

    /// Counts a request of this client.
    pub fn check_rate(&self, client: IpAddr) -> Result<(), Refusal> {
        if self.since_cleanup.fetch_add(1, Ordering::Relaxed) >= CLEANUP_EVERY {
            self.since_cleanup.store(0, Ordering::Relaxed);
            self.rate.retain_recent();
        }
        self.rate.check_key(&client).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Refusal::TooMany(wait.as_secs() + 1)
        })
    }
}

/// One household has one IPv4 address or one IPv6 /64.
fn one_client(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

static SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
static SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const CLEANUP_EVERY: u32 = 10_000;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn guard(arguments: &str) -> Guard {
        Guard::new(&Options::parse(arguments.split_whitespace().map(str::to_owned)).unwrap())
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[test]
    fn only_configured_hosts() {
        let guard = guard("--host audipy.example");
        for (host, fine) in [
            ("audipy.example", true),
            ("AudiPy.Example", true),
            ("audipy.example:80", false),
            ("audipy.example.", false),
            ("rebound.example", false),
            ("127.0.0.1:8080", false),
        ] {
            assert_eq!(
                guard.check_host(&headers(&[("host", host)])).is_ok(),
                fine,
                "{host}"
            );
        }
        assert!(guard.check_host(&HeaderMap::new()).is_err());
    }

    #[test]
    fn only_its_own_page_or_a_listed_one() {
        let guard = guard("--origin https://pages.example");
        let host = ("host", "localhost:8080");
        for (pairs, fine) in [
            (vec![host, ("sec-fetch-site", "same-origin")], true),
            (
                vec![
                    host,
                    ("sec-fetch-site", "same-origin"),
                    ("origin", "http://localhost:8080"),
                ],
                true,
            ),
            (vec![host, ("origin", "http://localhost:8080")], true),
            (
                vec![
                    host,
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "https://pages.example"),
                ],
                true,
            ),
            (vec![host], false),
            (vec![host, ("sec-fetch-site", "same-site")], false),
            (vec![host, ("sec-fetch-site", "none")], false),
            (
                vec![
                    host,
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "https://evil.example"),
                ],
                false,
            ),
            (
                vec![
                    host,
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "https://pages.example.evil.example"),
                ],
                false,
            ),
            (
                vec![host, ("sec-fetch-site", "same-origin"), ("origin", "null")],
                false,
            ),
            (vec![host, ("origin", "null")], false),
            (
                vec![
                    host,
                    ("sec-fetch-site", "same-origin"),
                    ("sec-fetch-mode", "navigate"),
                ],
                false,
            ),
        ] {
            assert_eq!(
                guard.check_page(&headers(&pairs)).is_ok(),
                fine,
                "{pairs:?}"
            );
        }
    }

    #[test]
    fn forwarded_addresses_count_only_behind_a_trusted_proxy() {
        let forwarded = headers(&[("x-forwarded-for", "198.51.100.7, 203.0.113.9")]);
        let peer = SocketAddr::from(([192, 0, 2, 1], 5000));
        assert_eq!(guard("").client(peer, &forwarded), peer.ip());
        assert_eq!(
            guard("--trusted-proxy 192.0.2.1").client(peer, &forwarded),
            IpAddr::from([203, 0, 113, 9])
        );
        assert_eq!(
            guard("--trusted-proxy 192.0.2.1").client(peer, &HeaderMap::new()),
            peer.ip()
        );
    }

    #[test]
    fn a_burst_then_a_refusal_and_others_are_not_hit() {
        let guard = guard("--rate 1 --burst 3");
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        for _ in 0..3 {
            assert_eq!(guard.check_rate(one), Ok(()));
        }
        assert!(matches!(
            guard.check_rate(one),
            Err(Refusal::TooMany(1..=2))
        ));
        assert_eq!(guard.check_rate(other), Ok(()));
    }

    #[test]
    fn an_ipv6_network_is_one_client() {
        let a: IpAddr = "2001:db8:0:1::1".parse().unwrap();
        let b: IpAddr = "2001:db8:0:1:ffff::2".parse().unwrap();
        assert_eq!(one_client(a), one_client(b));
        assert_eq!(
            one_client("::ffff:192.0.2.1".parse().unwrap()),
            IpAddr::from([192, 0, 2, 1])
        );
    }
}
