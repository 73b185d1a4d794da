//! Runs a [`Sync`] against the sandbox: the real requests, the real answers, and the time that
//! answers take on their way.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use audible::search::PersonQuery;
use audible::{Snapshot, Timestamp};
use axum::body::Body;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use sandbox::{Options, Sandbox};
use serde_json::{Value, json};
use session::sync::{Action, Failure, Lost, Place, RequestId, Summary, Sync};
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// A store with a library.
pub struct World {
    sandbox: Arc<Sandbox>,
    token: String,
    latency: Duration,
    /// So many requests on their way at most; the sync itself may want fewer.
    at_once: usize,
}

/// What came of a sync.
#[derive(Debug)]
pub struct Run {
    /// How it ended.
    pub outcome: Result<Summary, Failure>,
    /// What is known then.
    pub snapshot: Snapshot,
    /// Where it stopped.
    pub place: Place,
    /// Requests by path.
    pub requests: BTreeMap<String, usize>,
    /// Bytes of all answers.
    pub bytes: usize,
    /// From the beginning to the end.
    pub took: Duration,
    /// From where people are searched for to the end.
    pub searching: Duration,
}

impl Run {
    /// All requests.
    #[must_use]
    pub fn sent(&self) -> usize {
        self.requests.values().sum()
    }
}

impl World {
    /// With one of the sandbox's sets of books.
    ///
    /// # Errors
    /// If the sandbox does not start.
    pub fn new(set: &str) -> Result<Self, Box<dyn Error>> {
        let sandbox = Sandbox::new(Options::default())?;
        sandbox.switches.set("data-set", json!(set));
        Ok(Self {
            token: sandbox.issue_access_token("deltas@example.org"),
            sandbox,
            latency: Duration::ZERO,
            at_once: usize::MAX,
        })
    }

    /// Answers come so much later, so many at once at most.
    #[must_use]
    pub fn far_away(mut self, latency: Duration, at_once: usize) -> Self {
        (self.latency, self.at_once) = (latency, at_once);
        self
    }

    /// Turns an odd habit on, or has something happen.
    pub fn switch(&self, name: &str, value: Value) {
        self.sandbox.switches.set(name, value);
    }

    /// What a right client never does, as far as it was done.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        let log = self.sandbox.log.to_json();
        let violations = log["violations"].as_array().into_iter().flatten();
        violations.map(ToString::to_string).collect()
    }

    /// Runs a sync to its end. `people` are those to be searched for.
    pub async fn run(&self, mut sync: Sync, people: &[PersonQuery]) -> Run {
        let began = Instant::now();
        let mut searching = began;
        let mut flights = JoinSet::new();
        let mut waiting = std::collections::VecDeque::new();
        let mut requests = BTreeMap::new();
        let mut bytes = 0;
        let outcome = loop {
            let mut wake = None;
            let mut ended = None;
            for action in sync.poll(now()) {
                match action {
                    Action::Send { id, request } => waiting.push_back((id, request)),
                    Action::WakeAt(at) => wake = Some(at),
                    Action::RankPeople => {
                        searching = Instant::now();
                        sync.people(people.to_vec());
                    }
                    // The sandbox's tokens of this world do not expire.
                    Action::Unauthorized => sync.cancel(),
                    Action::Save(_) => {}
                    Action::Done(summary) => ended = Some(Ok(summary)),
                    Action::Failed(failure) => ended = Some(Err(failure)),
                }
            }
            if let Some(outcome) = ended {
                break outcome;
            }
            while flights.len() < self.at_once
                && let Some((id, request)) = waiting.pop_front()
            {
                *requests.entry(request.uri().path().to_owned()).or_default() += 1;
                flights.spawn(self.send(id, request));
            }
            let pause = wake.map_or(Duration::from_mins(1), |at| {
                let ms = at.millis_since(now()).max(0);
                Duration::from_millis(ms.unsigned_abs())
            });
            tokio::select! {
                Some(Ok((id, answer))) = flights.join_next() => {
                    bytes += answer.as_ref().map_or(0, |answer| answer.body().len());
                    sync.answered(id, answer, now());
                }
                () = tokio::time::sleep(pause) => {}
            }
        };
        Run {
            outcome,
            place: sync.place().clone(),
            snapshot: sync.into_snapshot(),
            requests,
            bytes,
            took: began.elapsed(),
            searching: searching.elapsed(),
        }
    }

    fn send(
        &self,
        id: RequestId,
        request: Request<Vec<u8>>,
    ) -> impl Future<Output = (RequestId, Result<Response<Vec<u8>>, Lost>)> + Send + 'static {
        let router = sandbox::router(Arc::clone(&self.sandbox));
        let (token, latency) = (self.token.clone(), self.latency);
        async move {
            tokio::time::sleep(latency).await;
            let host = request.uri().host().unwrap_or_default().to_owned();
            let path = request.uri().path_and_query().map(ToString::to_string);
            let there = Request::get(path.unwrap_or_default())
                .header("x-sandbox-host", host)
                .header("user-agent", "deltas")
                .header("x-amz-access-token", token)
                .body(Body::empty());
            let Ok(there) = there else {
                return (id, Err(Lost::Refused));
            };
            let Ok(answer) = router.oneshot(there).await;
            let (head, body) = answer.into_parts();
            let answer = match body.collect().await {
                Ok(body) => Ok(Response::from_parts(head, body.to_bytes().to_vec())),
                Err(_) => Err(Lost::Offline),
            };
            (id, answer)
        }
    }
}

/// This machine's clock.
#[must_use]
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let millis = since.map_or(0, |since| since.as_millis());
    Timestamp::from_millis(i64::try_from(millis).unwrap_or(i64::MAX))
}
