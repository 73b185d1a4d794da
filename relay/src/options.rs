//! The command line.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use reqwest::Url;

use crate::policy::Allowed;

/// Everything that can be set. `Options::default()` serves nothing and listens on loopback.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Names under which the relay may be called (`Host` header), with port where it is not the
    /// scheme's own.
    pub hosts: Vec<String>,
    /// Other origins whose pages may use the relay.
    pub origins: Vec<String>,
    /// The built page.
    pub site: Option<PathBuf>,
    /// Hosts that are sent elsewhere, `*` for all.
    pub upstream: BTreeMap<String, Url>,
    /// The sandbox that the page may name to the member.
    pub sandbox: Option<Url>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Loopback port for metrics.
    pub metrics_port: Option<u16>,
    /// Which requests may leave.
    pub allowed: Allowed,
    /// Limits on clients and on Amazon's answers.
    pub limits: Limits,
}

/// Limits, all settable.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Bytes of a relayed request's body.
    pub body: u64,
    /// Bytes of an answer's body.
    pub answer: u64,
    /// Bytes of a request's headers.
    pub headers: usize,
    /// Without a byte, on either side.
    pub idle: Duration,
    /// Open connections.
    pub connections: usize,
    /// Requests a second and client, on average.
    pub rate: NonZeroU32,
    /// Requests that a client may save up.
    pub burst: NonZeroU32,
}

/// What is wrong with the command line; each text says what is expected.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Usage {
    /// `--help` was asked for.
    #[error("{HELP}")]
    Help,
    /// An option that does not exist.
    #[error("unknown option {0}; --help lists all")]
    Unknown(String),
    /// An option without its value.
    #[error("{0} needs a value")]
    Missing(String),
    /// A value that does not fit.
    #[error("{option} {value}: {expected}")]
    Value {
        /// The option.
        option: String,
        /// What was given.
        value: String,
        /// What would fit.
        expected: &'static str,
    },
    /// A diverted relay must not be reachable from outside.
    #[error(
        "with --upstream or --sandbox the relay listens on loopback only; take --listen 127.0.0.1:PORT"
    )]
    NotLoopback,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 1 << 20,
            answer: 64 << 20,
            headers: 64 << 10,
            idle: Duration::from_mins(1),
            connections: 256,
            rate: NonZeroU32::MIN.saturating_add(19),
            burst: NonZeroU32::MIN.saturating_add(299),
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            hosts: Vec::new(),
            origins: Vec::new(),
            site: None,
            upstream: BTreeMap::new(),
            sandbox: None,
            trusted_proxies: Vec::new(),
            metrics_port: None,
            allowed: Allowed::Usual,
            limits: Limits::default(),
        }
    }
}

impl Options {
    /// Reads the arguments after the program's name.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self, Usage> {
        let mut options = Self::default();
        let mut arguments = arguments.into_iter();
        while let Some(option) = arguments.next() {
            if matches!(option.as_str(), "-h" | "--help") {
                return Err(Usage::Help);
            }
            if option == "--scripted-sign-in" {
                options.allowed = Allowed::ScriptedSignIn;
                continue;
            }
            if !FLAGS.contains(&option.as_str()) {
                return Err(Usage::Unknown(option));
            }
            let value = arguments
                .next()
                .ok_or_else(|| Usage::Missing(option.clone()))?;
            options.set(&option, value)?;
        }
        if options.hosts.is_empty() {
            let port = options.listen.port();
            options.hosts = ["localhost", "127.0.0.1", "[::1]"]
                .map(|name| format!("{name}:{port}"))
                .into();
        }
        if options.is_diverted() && !options.listen.ip().is_loopback() {
            return Err(Usage::NotLoopback);
        }
        Ok(options)
    }

    /// Whether any host is sent elsewhere than to Amazon.
    pub fn is_diverted(&self) -> bool {
        !self.upstream.is_empty()
    }

    fn set(&mut self, option: &str, value: String) -> Result<(), Usage> {
        let expected = |expected| Usage::Value {
            option: option.to_owned(),
            value: value.clone(),
            expected,
        };
        match option {
            "--listen" => {
                self.listen = number(&value, expected("an address and port, 127.0.0.1:8080"))?;
            }
            "--host" => self.hosts.push(value.to_ascii_lowercase()),
            "--origin" => {
                let url = Url::parse(&value)
                    .map_err(|_| expected("an origin, https://audipy.example"))?;
                self.origins.push(url.origin().ascii_serialization());
            }
            "--site" => self.site = Some(value.into()),
            "--upstream" => {
                let (host, url) = value
                    .split_once('=')
                    .and_then(|(host, url)| Some((host, base_url(url)?)))
                    .ok_or_else(|| expected("HOST=http://127.0.0.1:9000, or *=… for all hosts"))?;
                self.upstream.insert(host.to_owned(), url);
            }
            "--sandbox" => {
                let url = base_url(&value).ok_or_else(|| expected("http://127.0.0.1:9000"))?;
                self.upstream.insert("*".to_owned(), url.clone());
                self.sandbox = Some(url);
            }
            "--trusted-proxy" => self
                .trusted_proxies
                .push(number(&value, expected("an IP address"))?),
            "--metrics-port" => self.metrics_port = Some(number(&value, expected("a port"))?),
            "--max-body" => self.limits.body = number(&value, expected("bytes"))?,
            "--max-answer" => self.limits.answer = number(&value, expected("bytes"))?,
            "--max-headers" => {
                self.limits.headers = number(&value, expected("bytes, 8192 or more"))?;
                if self.limits.headers < 8192 {
                    return Err(expected("bytes, 8192 or more"));
                }
            }
            "--idle" => {
                self.limits.idle = Duration::from_secs(number(&value, expected("seconds"))?);
            }
            "--connections" => self.limits.connections = number(&value, expected("a number"))?,
            "--rate" => self.limits.rate = number(&value, expected("requests a second, from 1"))?,
            _ => self.limits.burst = number(&value, expected("requests, from 1"))?,
        }
        Ok(())
    }
}

fn number<T: std::str::FromStr>(text: &str, error: Usage) -> Result<T, Usage> {
    text.parse().map_err(|_| error)
}

/// `http://127.0.0.1:9000`: scheme, host and port, nothing behind it.
fn base_url(text: &str) -> Option<Url> {
    Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.path() == "/")
}

const FLAGS: [&str; 15] = [
    "--burst",
    "--connections",
    "--host",
    "--idle",
    "--listen",
    "--max-answer",
    "--max-body",
    "--max-headers",
    "--metrics-port",
    "--origin",
    "--rate",
    "--sandbox",
    "--site",
    "--trusted-proxy",
    "--upstream",
];

const HELP: &str = "\
relay: carries the AudiPy page's requests to Amazon and Audible, and serves the page

  --listen ADDRESS:PORT    where to listen (127.0.0.1:8080)
  --host NAME[:PORT]       a name it may be called by; repeatable (localhost with its port)
  --origin ORIGIN          a page elsewhere that may use it; repeatable
  --site DIR               the built page to serve
  --upstream HOST=URL      send HOST's requests to URL, *=URL for all; loopback only
  --sandbox URL            as --upstream *=URL, and tell the page so
  --trusted-proxy ADDRESS  believe this proxy's X-Forwarded-For; repeatable
  --scripted-sign-in       carry the pages of a sign-in inside AudiPy, too: passwords
                           pass through this relay
  --metrics-port PORT      metrics on 127.0.0.1:PORT
  --max-body BYTES  --max-answer BYTES  --max-headers BYTES  --idle SECONDS
  --connections N   --rate PER_SECOND   --burst N";

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, Usage> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn without_arguments_it_is_local() {
        let options = parse("").unwrap();
        assert!(options.listen.ip().is_loopback());
        assert_eq!(
            options.hosts,
            ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"]
        );
        assert!(!options.is_diverted());
    }

    #[test]
    fn pages_of_a_sign_in_are_carried_only_when_asked_for() {
        assert_eq!(parse("").unwrap().allowed, Allowed::Usual);
        let options = parse("--scripted-sign-in --rate 5").unwrap();
        assert_eq!(options.allowed, Allowed::ScriptedSignIn);
        assert_eq!(options.limits.rate.get(), 5);
    }

    #[test]
    fn a_diverted_relay_stays_on_loopback() {
        assert_eq!(
            parse("--listen 0.0.0.0:8080 --upstream *=http://127.0.0.1:9000"),
            Err(Usage::NotLoopback)
        );
        assert_eq!(
            parse("--sandbox http://127.0.0.1:9000 --listen [::]:80"),
            Err(Usage::NotLoopback)
        );
        let options = parse("--sandbox http://127.0.0.1:9000 --listen [::1]:80").unwrap();
        assert!(options.is_diverted() && options.sandbox.is_some());
    }

    #[test]
    fn what_does_not_fit_is_named() {
        for line in [
            "--port 80",
            "--listen",
            "--listen 8080",
            "--rate 0",
            "--upstream nowhere",
            "--upstream *=ftp://x",
            "--max-headers 5",
            "--origin audipy",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
