//! What happened, in numbers: counts and times only, never paths, addresses or bodies.

use std::time::Duration;

use http::StatusCode;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

use crate::policy::Service;

/// All metrics and their registry.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    answers: Family<Answer, Counter>,
    refusals: Family<Reason, Counter>,
    bytes: Counter,
    seconds: Histogram,
    connections: Gauge,
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct Answer {
    service: &'static str,
    status: u16,
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct Reason {
    code: &'static str,
}

impl Metrics {
    /// An answer was handed back.
    pub fn answered(&self, service: Service, status: StatusCode, bytes: u64, time: Duration) {
        let service = match service {
            Service::Api => "api",
            Service::Website => "website",
            Service::Pictures => "pictures",
        };
        let status = status.as_u16();
        self.answers
            .get_or_create(&Answer { service, status })
            .inc();
        self.bytes.inc_by(bytes);
        self.seconds.observe(time.as_secs_f64());
    }

    /// A request was refused with this code.
    pub fn refused(&self, code: &'static str) {
        self.refusals.get_or_create(&Reason { code }).inc();
    }

    /// A connection was opened.
    pub fn connected(&self) {
        self.connections.inc();
    }

    /// A connection was closed.
    pub fn disconnected(&self) {
        self.connections.dec();
    }

    /// `OpenMetrics` text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("audipy_relay");
        let answers = Family::default();
        let refusals = Family::default();
        let bytes = Counter::default();
        let seconds = Histogram::new(exponential_buckets(0.01, 2.0, 12));
        let connections = Gauge::default();
        registry.register("answers", "Answers handed back", answers.clone());
        registry.register("refusals", "Requests refused", refusals.clone());
        registry.register("bytes", "Bytes of answers", bytes.clone());
        registry.register("seconds", "Time of a request", seconds.clone());
        registry.register("connections", "Open connections", connections.clone());
        Self {
            registry,
            answers,
            refusals,
            bytes,
            seconds,
            connections,
        }
    }
}
