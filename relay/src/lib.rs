//! The relay: carries the page's requests to Amazon and Audible, which browsers may not
//! call themselves, and serves the built page. It keeps nothing.
//!
//! | module | it owns |
//! | --- | --- |
//! | [`policy`] | which requests may leave (pure) |
//! | [`envelope`] | how a request and its answer are wrapped (pure; `PROTOCOL.md`) |
//! | [`guard`] | who may call: `Host`, `Origin`, `Sec-Fetch-*`, rate |
//! | [`upstream`] | the way out: TLS, public addresses only, or a sandbox |
//! | [`exchange`] | one relayed request from end to end |
//! | [`site`] | the page's files and their headers |
//! | [`server`] | sockets, limits, shutdown |
//! | [`metrics`] | counts for the second, loopback port |
//! | [`options`] | the command line |

pub mod envelope;
pub mod exchange;
pub mod guard;
pub mod metrics;
pub mod options;
pub mod policy;
pub mod refusal;
pub mod server;
pub mod site;
pub mod upstream;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::guard::Guard;
use crate::metrics::Metrics;
use crate::options::Options;
use crate::upstream::Upstream;

/// What every request needs: made once, shared by all connections.
#[derive(Debug)]
pub struct Relay {
    /// As given on the command line.
    pub options: Options,
    /// Who may call.
    pub guard: Guard,
    /// The way out.
    pub upstream: Upstream,
    /// What happened, in numbers.
    pub metrics: Metrics,
}

impl Relay {
    /// Builds the relay; fails if the TLS client cannot be set up.
    pub fn new(options: Options) -> Result<Self, reqwest::Error> {
        Ok(Self {
            guard: Guard::new(&options),
            upstream: Upstream::new(&options)?,
            metrics: Metrics::default(),
            options,
        })
    }
}

/// All routes of the public port.
pub fn app(relay: Arc<Relay>) -> Router {
    let mut router = Router::new()
        .route("/relay", post(exchange::relay).options(exchange::preflight))
        .route("/config.json", get(site::config))
        .route("/health", get(|| async { "ok\n" }));
    if let Some(folder) = &relay.options.site {
        router = router.fallback_service(site::files(folder));
    }
    router
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(&relay),
            site::check_host,
        ))
        .with_state(relay)
}
