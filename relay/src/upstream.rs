//! The way out. Real hosts over TLS, and only to public addresses; or a sandbox on loopback.

use std::error::Error;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use futures_util::Stream;
use http::header::{ACCEPT_ENCODING, HeaderValue};
use http::{HeaderMap, HeaderName};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect;
use reqwest::{Body, Client, Response, Url};

use crate::options::Options;
use crate::policy::{Method, Target};
use crate::refusal::Refusal;

/// Sends allowed requests on their way.
#[derive(Debug)]
pub struct Upstream {
    real: Client,
    diverted: Client,
    table: std::collections::BTreeMap<String, Url>,
}

impl Upstream {
    /// Sets up the two clients. Redirects are never followed: the page wants to see them.
    pub fn new(options: &Options) -> Result<Self, reqwest::Error> {
        // A second call finds the provider installed already, which is just as good.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = || {
            Client::builder()
                .redirect(redirect::Policy::none())
                .referer(false)
                .no_proxy()
                .connect_timeout(options.limits.idle)
                .read_timeout(options.limits.idle)
        };
        Ok(Self {
            real: client()
                .https_only(true)
                .dns_resolver(Arc::new(PublicOnly))
                .build()?,
            diverted: client().build()?,
            table: options.upstream.clone(),
        })
    }

    /// Sends a request. Returns when the answer's headers are here; its body still streams.
    pub async fn send<S, E>(
        &self,
        target: &Target,
        mut headers: HeaderMap,
        gzip: bool,
        body: Option<S>,
    ) -> Result<Response, Refusal>
    where
        S: Stream<Item = Result<axum::body::Bytes, E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        if gzip {
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        }
        let diverted = self
            .table
            .get(target.host())
            .or_else(|| self.table.get("*"));
        let base = diverted.map_or_else(
            || format!("https://{}", target.host()),
            |url| url.as_str().trim_end_matches('/').to_owned(),
        );
        let client = if diverted.is_some() {
            if let Ok(host) = HeaderValue::from_str(target.host()) {
                headers.insert(SANDBOX_HOST.clone(), host);
            }
            &self.diverted
        } else {
            &self.real
        };
        let url = format!("{base}{}", target.path_and_query());
        let request = match target.method() {
            Method::Get => client.get(url),
            Method::Post => client.post(url),
        };
        let request = request.headers(headers);
        let request = match body {
            Some(body) => request.body(Body::wrap_stream(body)),
            None => request,
        };
        request.send().await.map_err(|error| {
            if error.is_timeout() {
                Refusal::TimedOut
            } else {
                Refusal::Unreachable
            }
        })
    }
}

/// Resolves names to public addresses only: what was checked is what is dialled.
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<_> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err("the name leads to no public address".into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// Whether an address belongs to the public Internet (IANA special-purpose registries).
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(a == 0
        || a >= 224
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19)))
}

/// Global unicast is `2000::/3`; inside it, documentation and the transition networks that carry
/// an IPv4 address of anyone's choice are out.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    (a & 0xe000) == 0x2000
        && a != 0x2002
        && !(a == 0x2001 && (b < 0x0200 || b == 0x0db8))
        && !(a == 0x3fff && b < 0x1000)
}

static SANDBOX_HOST: HeaderName = HeaderName::from_static("x-sandbox-host");

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_dialled() {
        for (address, public) in [
            ("52.94.236.248", true),
            ("2600:9000::1", true),
            ("0.0.0.0", false),
            ("10.1.2.3", false),
            ("100.64.0.1", false),
            ("127.0.0.1", false),
            ("169.254.169.254", false),
            ("172.16.0.1", false),
            ("192.0.0.8", false),
            ("192.0.2.1", false),
            ("192.168.1.1", false),
            ("198.18.0.1", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("::", false),
            ("::1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:10.0.0.1", false),
            ("64:ff9b::7f00:1", false),
            ("2001::1", false),
            ("2001:db8::1", false),
            ("2002:7f00:1::", false),
            ("3fff::1", false),
            ("fc00::1", false),
            ("fe80::1", false),
            ("ff02::1", false),
        ] {
            assert_eq!(is_public(address.parse().unwrap()), public, "{address}");
        }
    }
}
