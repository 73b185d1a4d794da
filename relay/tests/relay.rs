//! The relay as its clients see it: real sockets, a real upstream on loopback.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::response::Response;
use futures_util::{StreamExt, stream};
use http::{HeaderMap, StatusCode};
use relay::Relay;
use relay::options::Options;
use reqwest::{Client, RequestBuilder};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

struct World {
    base: String,
    client: Client,
    stop: Option<oneshot::Sender<()>>,
    done: tokio::task::JoinHandle<()>,
}

impl World {
    /// A relay whose every host leads to `upstream`; `{upstream}` stands for its address.
    async fn new(arguments: &str, upstream: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, upstream).await });
        Self::with_upstream(arguments, address).await
    }

    async fn with_upstream(arguments: &str, upstream: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let line = format!("--listen {address} --upstream *=http://{upstream} {arguments}");
        let options = Options::parse(line.split_whitespace().map(str::to_owned)).unwrap();
        let relay = Arc::new(Relay::new(options).unwrap());
        let (stop, stopped) = oneshot::channel();
        let done = tokio::spawn(relay::server::serve(relay, listener, async {
            drop(stopped.await);
        }));
        Self {
            base: format!("http://{address}"),
            client: Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .no_proxy()
                .build()
                .unwrap(),
            stop: Some(stop),
            done,
        }
    }

    fn wrapped(&self, method: &str, url: &str) -> RequestBuilder {
        self.client
            .post(format!("{}/relay", self.base))
            .header("sec-fetch-site", "same-origin")
            .header("x-relay-method", method)
            .header("x-relay-url", url)
    }

    async fn error(&self, request: RequestBuilder) -> (u16, String) {
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let body: serde_json::Value =
            serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        assert!(
            body["message"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
        (status, body["error"].as_str().unwrap().to_owned())
    }
}

/// Answers with what arrived: method, raw path and query, header names, body.
fn echo() -> Router {
    Router::new().fallback(|request: Request| async move {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, 1 << 22).await.unwrap();
        let mut headers: Vec<_> = parts.headers.keys().map(ToString::to_string).collect();
        headers.sort();
        serde_json::json!({
            "method": parts.method.as_str(),
            "target": parts.uri.path_and_query().unwrap().as_str(),
            "headers": headers,
            "host": parts.headers["x-sandbox-host"].to_str().unwrap(),
            "cookie": parts.headers.get("cookie").map(|value| value.to_str().unwrap()),
            "body": String::from_utf8_lossy(&body),
        })
        .to_string()
    })
}

fn answer(make: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Router {
    Router::new().fallback(move || {
        let response = make();
        async move { response }
    })
}

async fn json(response: reqwest::Response) -> serde_json::Value {
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}

#[tokio::test]
async fn path_query_and_body_arrive_byte_for_byte_and_nothing_else_does() {
    let world = World::new("", echo()).await;
    let target = "/license/token?player_manuf=Audible,iPhone&a=%2C%20%c3%a4+b&&c=%27";
    let seen = json(
        world
            .wrapped("GET", &format!("https://www.audible.com{target}"))
            .header("x-relay-h-cookie", "session-id=1")
            .header("cookie", "own=1")
            .header("referer", "http://localhost/secret")
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(seen["target"], target);
    assert_eq!(seen["method"], "GET");
    assert_eq!(seen["host"], "www.audible.com");
    assert_eq!(seen["cookie"], "session-id=1");
    assert_eq!(
        seen["headers"],
        serde_json::json!(["accept", "cookie", "host", "x-sandbox-host"])
    );

    let body = "source_token=Atnr%7CINV&x=ä";
    let seen = json(
        world
            .wrapped("POST", "https://api.amazon.de/auth/token")
            .header(
                "x-relay-h-content-type",
                "application/x-www-form-urlencoded",
            )
            .body(body)
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(seen["body"], body);
    assert_eq!(seen["method"], "POST");
}

#[tokio::test]
async fn answers_are_inert_whatever_they_are() {
    let world = World::new(
        "",
        answer(|| {
            Response::builder()
                .status(StatusCode::FOUND)
                .header("location", "https://www.amazon.de/ap/maplanding")
                .header("content-type", "text/html")
                .header("set-cookie", "a=1; Expires=Tue, 01 Jan 2036 00:00:00 GMT")
                .header("set-cookie", "b=2")
                .header("strict-transport-security", "max-age=300")
                .header("access-control-allow-origin", "*")
                .header("refresh", "0")
                .header("total-count", "7")
                .header("x-amzn-requestid", "0D1F")
                .body(Body::from("<script>alert(1)</script>"))
                .unwrap()
        }),
    )
    .await;
    let response = world
        .wrapped("POST", "https://www.amazon.de/ap/exchangetoken/cookies")
        .send()
        .await
        .unwrap();
    let headers = response.headers().clone();
    assert_eq!(response.status(), 200);
    for (name, value) in [
        ("content-type", "application/octet-stream"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("x-relay-status", "302"),
        ("x-relay-h-location", "https://www.amazon.de/ap/maplanding"),
        ("x-relay-h-content-type", "text/html"),
        ("x-relay-h-total-count", "7"),
        ("x-relay-h-x-amzn-requestid", "0D1F"),
        (
            "x-relay-set-cookie",
            "[\"a=1;%20Expires=Tue,%2001%20Jan%202036%2000:00:00%20GMT\",\"b=2\"]",
        ),
    ] {
        assert_eq!(headers[name], value, "{name}");
    }
    assert!(
        headers["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("sandbox")
    );
    for name in [
        "location",
        "set-cookie",
        "strict-transport-security",
        "access-control-allow-origin",
        "refresh",
    ] {
        assert!(!headers.contains_key(name), "{name}");
    }
    assert!(headers.contains_key("x-relay-h-date"));
    assert_eq!(response.text().await.unwrap(), "<script>alert(1)</script>");
}

#[tokio::test]
async fn refusals_say_why_and_reach_no_upstream() {
    let nobody = answer(|| panic!("must not be called"));
    let world = World::new("--max-body 1000 --max-answer 1000", nobody).await;
    let library = "https://api.audible.com/1.0/library";
    let post = |headers: &[(&str, &str)]| {
        headers.iter().fold(
            world.client.post(format!("{}/relay", world.base)),
            |request, (name, value)| request.header(*name, *value),
        )
    };
    for (request, expected) in [
        (post(&[]), (403, "caller")),
        (post(&[("sec-fetch-site", "cross-site")]), (403, "caller")),
        (
            post(&[("sec-fetch-site", "same-origin")]),
            (400, "envelope"),
        ),
        (
            world
                .wrapped("GET", library)
                .header("sec-fetch-mode", "navigate"),
            (403, "caller"),
        ),
        (
            world
                .wrapped("GET", library)
                .header("host", "rebound.example"),
            (403, "caller"),
        ),
        (
            world.wrapped("GET", "https://evil.example/"),
            (403, "policy"),
        ),
        (
            world
                .wrapped("GET", library)
                .header("x-relay-h-cookie", "a=1"),
            (400, "envelope"),
        ),
        (
            world
                .wrapped("POST", "https://api.amazon.com/auth/token")
                .body(vec![b'x'; 1001]),
            (413, "body_too_large"),
        ),
    ] {
        let (status, code) = world.error(request).await;
        assert_eq!((status, code.as_str()), expected);
    }
}

#[tokio::test]
async fn a_body_without_a_length_is_cut_off_above_the_limit() {
    let world = World::new("--max-body 1000", echo()).await;
    let chunks =
        stream::iter((0..20).map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; 100]))));
    let request = world
        .wrapped("POST", "https://api.amazon.com/auth/token")
        .body(reqwest::Body::wrap_stream(chunks));
    assert_eq!(
        world.error(request).await,
        (413, "body_too_large".to_owned())
    );
}

#[tokio::test]
async fn too_large_an_answer_is_refused_or_cut() {
    let with_length = answer(|| Response::new(Body::from(vec![b'x'; 2000])));
    let world = World::new("--max-answer 1000", with_length).await;
    let library = "https://api.audible.com/1.0/library";
    assert_eq!(
        world.error(world.wrapped("GET", library)).await,
        (502, "answer_too_large".to_owned())
    );

    let chunked = answer(|| {
        let chunks = (0..20).map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; 100])));
        Response::new(Body::from_stream(stream::iter(chunks)))
    });
    let world = World::new("--max-answer 1000", chunked).await;
    let response = world.wrapped("GET", library).send().await.unwrap();
    assert!(
        response.bytes().await.is_err(),
        "a cut answer must not look whole"
    );
}

#[tokio::test]
async fn an_upstream_that_is_not_there_or_stalls_is_an_error_of_the_relay() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = gone.local_addr().unwrap();
    drop(gone);
    let world = World::with_upstream("", address).await;
    let library = "https://api.audible.com/1.0/library";
    assert_eq!(
        world.error(world.wrapped("GET", library)).await,
        (502, "unreachable".to_owned())
    );

    let stalled = Router::new().fallback(std::future::pending::<String>);
    let world = World::new("--idle 1", stalled).await;
    assert_eq!(
        world.error(world.wrapped("GET", library)).await,
        (504, "timed_out".to_owned())
    );
}

#[tokio::test]
async fn answers_stream_before_they_are_complete() {
    let (more, chunks) = tokio::sync::mpsc::channel::<Bytes>(1);
    let chunks = Arc::new(std::sync::Mutex::new(Some(chunks)));
    let upstream = answer(move || {
        let chunks = chunks.lock().unwrap().take().unwrap();
        Response::new(Body::from_stream(stream::unfold(
            chunks,
            |mut chunks| async {
                let chunk = chunks.recv().await?;
                Some((Ok::<_, std::io::Error>(chunk), chunks))
            },
        )))
    });
    let world = World::new("", upstream).await;
    let response = world
        .wrapped("GET", "https://api.audible.com/1.0/library")
        .send()
        .await
        .unwrap();
    let mut body = response.bytes_stream();
    more.send(Bytes::from_static(b"first")).await.unwrap();
    assert_eq!(body.next().await.unwrap().unwrap(), "first");
    more.send(Bytes::from_static(b"second")).await.unwrap();
    assert_eq!(body.next().await.unwrap().unwrap(), "second");
    drop(more);
    assert!(body.next().await.is_none());
}

#[tokio::test]
async fn a_listed_page_elsewhere_gets_cors_and_never_credentials() {
    let world = World::new("--origin https://pages.example", echo()).await;
    let preflight = |origin: &'static str| {
        world
            .client
            .request(http::Method::OPTIONS, format!("{}/relay", world.base))
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header(
                "access-control-request-headers",
                "x-relay-h-accept,x-relay-method,x-relay-url",
            )
            .send()
    };
    let allowed = preflight("https://pages.example").await.unwrap();
    assert_eq!(allowed.status(), 204);
    let headers = allowed.headers();
    assert_eq!(
        headers["access-control-allow-origin"],
        "https://pages.example"
    );
    assert_eq!(
        headers["access-control-allow-headers"],
        "x-relay-h-accept,x-relay-method,x-relay-url"
    );
    assert_eq!(headers["vary"], "origin");
    let refused = preflight("https://evil.example").await.unwrap();
    assert!(
        !refused
            .headers()
            .contains_key("access-control-allow-origin")
    );

    let answer = world
        .wrapped("GET", "https://api.audible.com/1.0/library")
        .header("sec-fetch-site", "cross-site")
        .header("origin", "https://pages.example")
        .send()
        .await
        .unwrap();
    let headers = answer.headers();
    assert_eq!(
        headers["access-control-allow-origin"],
        "https://pages.example"
    );
    assert!(
        headers["access-control-expose-headers"]
            .to_str()
            .unwrap()
            .contains("x-relay-h-total-count")
    );
    assert!(!headers.contains_key("access-control-allow-credentials"));
}

#[tokio::test]
async fn a_client_that_asks_too_often_is_told_to_wait() {
    let world = World::new("--rate 1 --burst 2", echo()).await;
    let library = "https://api.audible.com/1.0/library";
    for _ in 0..2 {
        let answer = world.wrapped("GET", library).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }
    let refused = world.wrapped("GET", library).send().await.unwrap();
    assert_eq!(refused.status(), 429);
    assert!(refused.headers().contains_key("retry-after"));
}

#[tokio::test]
async fn the_page_is_served_with_its_headers_and_only_routes_fall_back() {
    let folder = std::env::temp_dir().join(format!("audipy-relay-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("img")).unwrap();
    std::fs::write(folder.join("index.html"), "<!doctype html>page").unwrap();
    std::fs::write(folder.join("app.js"), "1").unwrap();
    std::fs::write(folder.join("app.js.br"), "compressed").unwrap();
    let world = World::new(
        &format!("--site {} --sandbox http://127.0.0.1:9", folder.display()),
        echo(),
    )
    .await;
    let fetch = |path: &str| world.client.get(format!("{}{path}", world.base)).send();
    for (path, status) in [
        ("/", 200),
        ("/reports/library/authors", 200),
        ("/app.js", 200),
        ("/gone.js", 404),
        ("/img/gone.png", 404),
        ("/..%2f..%2fCargo.toml", 404),
    ] {
        let response = fetch(path).await.unwrap();
        assert_eq!(response.status(), status, "{path}");
    }
    let headers: HeaderMap = fetch("/status").await.unwrap().headers().clone();
    assert!(
        headers["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("default-src 'none'")
    );
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["referrer-policy"], "no-referrer");
    let compressed = world
        .client
        .get(format!("{}/app.js", world.base))
        .header("accept-encoding", "br")
        .send()
        .await
        .unwrap();
    assert_eq!(compressed.headers()["content-encoding"], "br");
    assert_eq!(
        json(fetch("/config.json").await.unwrap()).await,
        serde_json::json!({"sandbox": "http://127.0.0.1:9"})
    );
    assert_eq!(fetch("/health").await.unwrap().status(), 200);
    let foreign = world
        .client
        .get(format!("{}/", world.base))
        .header("host", "rebound.example")
        .send()
        .await
        .unwrap();
    assert_eq!(foreign.status(), 403);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn pages_of_a_sign_in_pass_only_where_that_was_switched_on() {
    let url = "https://www.amazon.de/ap/signin";
    let usual = World::new("", echo()).await;
    assert_eq!(
        usual.error(usual.wrapped("POST", url)).await,
        (403, "policy".to_owned())
    );
    let config = |world: &World| {
        world
            .client
            .get(format!("{}/config.json", world.base))
            .send()
    };
    assert_eq!(
        json(config(&usual).await.unwrap()).await,
        serde_json::json!({})
    );

    let scripted = World::new("--scripted-sign-in", echo()).await;
    assert_eq!(
        json(config(&scripted).await.unwrap()).await,
        serde_json::json!({"scripted_sign_in": true})
    );
    let sent = scripted
        .wrapped("POST", url)
        .header("x-relay-h-cookie", "session-id=1")
        .body("email=anna%40example.org");
    let seen = json(sent.send().await.unwrap()).await;
    assert_eq!(seen["body"], "email=anna%40example.org");
    assert_eq!(seen["cookie"], "session-id=1");
    // No cookie goes to a picture's host.
    let picture = scripted
        .wrapped("GET", "https://opfcaptcha-prod.s3.amazonaws.com/INV.jpg")
        .header("x-relay-h-cookie", "session-id=1");
    assert_eq!(scripted.error(picture).await, (400, "envelope".to_owned()));
}

#[tokio::test]
async fn a_stop_lets_running_answers_finish() {
    let (more, chunks) = tokio::sync::mpsc::channel::<Bytes>(1);
    let chunks = Arc::new(std::sync::Mutex::new(Some(chunks)));
    let upstream = answer(move || {
        let chunks = chunks.lock().unwrap().take().unwrap();
        Response::new(Body::from_stream(stream::unfold(
            chunks,
            |mut chunks| async {
                let chunk = chunks.recv().await?;
                Some((Ok::<_, std::io::Error>(chunk), chunks))
            },
        )))
    });
    let mut world = World::new("", upstream).await;
    let response = world
        .wrapped("GET", "https://api.audible.com/1.0/library")
        .send()
        .await
        .unwrap();
    more.send(Bytes::from_static(b"begun")).await.unwrap();
    world.stop.take().unwrap().send(()).unwrap();
    more.send(Bytes::from_static(b" and done")).await.unwrap();
    drop(more);
    assert_eq!(response.text().await.unwrap(), "begun and done");
    world.done.await.unwrap();
}
