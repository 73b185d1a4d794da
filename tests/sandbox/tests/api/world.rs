//! A sandbox to ask.

use std::sync::Arc;

use axum::body::Body;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use sandbox::{Options, Sandbox};
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// A sandbox and a member who is signed in.
pub(crate) struct World {
    pub(crate) sandbox: Arc<Sandbox>,
    token: String,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn total(&self) -> usize {
        self.header("total-count").unwrap().parse().unwrap()
    }

    pub(crate) fn items(&self) -> Vec<Value> {
        self.list("items")
    }

    pub(crate) fn products(&self) -> Vec<Value> {
        self.list("products")
    }

    fn list(&self, name: &str) -> Vec<Value> {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        self.json()[name].as_array().unwrap().clone()
    }

    /// The text of a refusal with status 400.
    pub(crate) fn refusal(&self) -> String {
        assert_eq!(self.status, StatusCode::BAD_REQUEST, "{}", self.text);
        self.json()["message"].as_str().unwrap().to_owned()
    }
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with(Options::default())
    }

    /// The us store has one of the named sets of books.
    pub(crate) fn of(set: &str) -> Self {
        let world = Self::new();
        world.switch("data-set", json!(set));
        world
    }

    pub(crate) fn with(options: Options) -> Self {
        let sandbox = Sandbox::new(options).unwrap();
        let token = sandbox.issue_access_token("member@example.org");
        Self { sandbox, token }
    }

    pub(crate) fn switch(&self, name: &str, value: Value) {
        self.sandbox.switches.set(name, value);
    }

    /// Asks the us store.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_at("com", path).await
    }

    /// Asks the store of a top-level domain.
    pub(crate) async fn get_at(&self, tld: &str, path: &str) -> Answer {
        self.send(self.request("GET", tld, path)).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let answer = sandbox::router(Arc::clone(&self.sandbox))
            .oneshot(request)
            .await
            .unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub(crate) fn request(&self, method: &str, tld: &str, path: &str) -> Request<Body> {
        Request::builder()
            .method(method)
            .uri(format!("/1.0/{path}"))
            .header("x-sandbox-host", format!("api.audible.{tld}"))
            .header("user-agent", "Audible/671 CFNetwork/1240.0.4 Darwin/20.6.0")
            .header("x-amz-access-token", &self.token)
            .body(Body::empty())
            .unwrap()
    }

    /// All pages of the us store's library by continuation token: their items, and the first
    /// page's state token.
    pub(crate) async fn scan(&self, query: &str) -> (Vec<Value>, Option<String>) {
        let mut items = Vec::new();
        let mut state = None;
        let mut next = String::new();
        for page in 0.. {
            let answer = self.get(&format!("library?{query}{next}")).await;
            items.append(&mut answer.items());
            let token = answer.header("state-token").map(str::to_owned);
            if page == 0 {
                state = token;
            } else {
                assert_eq!(token, None, "the state token comes on the first page");
            }
            match answer.header("continuation-token") {
                Some(token) => next = format!("&continuation_token={token}"),
                None => break,
            }
        }
        (items, state)
    }

    /// How many items all pages have, for libraries that take long to read as JSON.
    pub(crate) async fn count(&self, query: &str) -> usize {
        let mut items = 0;
        let mut next = String::new();
        loop {
            let answer = self.get(&format!("library?{query}{next}")).await;
            items += answer.text.matches("{\"amazon_asin\":").count();
            match answer.header("continuation-token") {
                Some(token) => next = format!("&continuation_token={token}"),
                None => return items,
            }
        }
    }

    /// The whole library with these response groups.
    pub(crate) async fn library(&self, groups: &str) -> Vec<Value> {
        let query = format!("num_results=1000&include_pending=true&response_groups={groups}");
        self.scan(&query).await.0
    }

    /// What no right client does, as the log tells it.
    pub(crate) fn violations(&self) -> String {
        self.sandbox.log.to_json()["violations"].to_string()
    }
}

pub(crate) fn asins(list: &[Value]) -> Vec<String> {
    list.iter()
        .map(|entry| entry["asin"].as_str().unwrap().to_owned())
        .collect()
}

/// The one with this title.
pub(crate) fn titled<'a>(list: &'a [Value], title: &str) -> &'a Value {
    list.iter()
        .find(|entry| entry["title"] == title)
        .unwrap_or_else(|| panic!("no {title:?} among {}", list.len()))
}
