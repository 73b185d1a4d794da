//! Steering the sandbox from a journey.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The sandbox's own calls.
#[derive(Debug)]
pub struct Sandbox {
    url: String,
    client: reqwest::Client,
}

impl Sandbox {
    pub(crate) fn new(port: u16) -> Self {
        Self {
            url: format!("http://127.0.0.1:{port}"),
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
        }
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Makes a well-behaved account with these challenges at each sign-in.
    pub async fn account(&self, email: &str, challenges: &[&str]) {
        self.post(
            "account",
            json!({ "email": email, "password": PASSWORD, "challenges": challenges }),
        )
        .await;
    }

    /// The texts that would be accepted now: `captcha`, `otp`, `cvf`.
    pub async fn answers(&self, email: &str) -> Value {
        self.read(&format!("answers?email={email}")).await
    }

    /// What the account holds.
    pub async fn expected(&self, email: &str) -> Value {
        self.read(&format!("expected?email={email}&marketplace=us"))
            .await
    }

    /// Approves the sign-in that waits.
    pub async fn approve(&self, email: &str) {
        self.post("approve", json!({ "email": email })).await;
    }

    /// Ends all refresh tokens of an account.
    pub async fn revoke(&self, email: &str) {
        self.post("revoke", json!({ "email": email })).await;
    }

    /// Moves the sandbox's clock on.
    pub async fn advance(&self, seconds: u64) {
        self.post("clock", json!({ "advance_s": seconds })).await;
    }

    /// Breaks the next `times` requests to a path.
    pub async fn fault(&self, fault: Value) {
        self.post("fault", fault).await;
    }

    /// Turns a switch.
    pub async fn switch(&self, name: &str, value: &str) {
        self.post("switch", json!({ "name": name, "value": value }))
            .await;
    }

    /// Requests by path, codes asked for, most in flight.
    pub async fn counters(&self) -> Value {
        self.read("counters").await
    }

    /// How often a path was asked for; with `*` at its end, all paths that begin so.
    pub async fn requests(&self, path: &str) -> u64 {
        let counters = self.counters().await;
        let by_path = counters["requests"].as_object().unwrap();
        let is_meant = |asked: &str| match path.strip_suffix('*') {
            Some(start) => asked.starts_with(start),
            None => asked == path,
        };
        by_path
            .iter()
            .filter(|(asked, _)| is_meant(asked))
            .filter_map(|(_, times)| times.as_u64())
            .sum()
    }

    /// Waits until a path was asked for so often.
    pub async fn until_requests(&self, path: &str, times: u64) {
        let give_up = Instant::now() + Duration::from_secs(20);
        loop {
            let asked = self.requests(path).await;
            if asked >= times {
                return;
            }
            assert!(
                Instant::now() < give_up,
                "{path} was asked for {asked} times, not {times}"
            );
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Every request so far.
    pub async fn log(&self) -> Value {
        self.read("log").await
    }

    /// As after its start.
    pub async fn reset(&self) {
        self.post("reset", json!({})).await;
    }

    async fn post(&self, call: &str, body: Value) {
        let answer = self
            .client
            .post(format!("{}/sandbox/{call}", self.url))
            .json(&body)
            .send()
            .await
            .unwrap();
        assert!(
            answer.status().is_success(),
            "sandbox/{call}: {}",
            answer.status()
        );
    }

    async fn read(&self, call: &str) -> Value {
        self.client
            .get(format!("{}/sandbox/{call}", self.url))
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }
}

/// The password of every account that journeys make; long enough to be searched for.
pub const PASSWORD: &str = "invented horse battery";
