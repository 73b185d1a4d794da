//! What a person's browser sees at `/@HOST/path`.

use std::time::{Duration, Instant};

use axum::body::Body;
use http::{Request, StatusCode};
use sandbox::{Options, Sandbox};

use crate::html;
use crate::world::{Reply, SignIn, World, encode};

async fn browse(world: &World, method: &str, target: &str, cookie: &str, body: String) -> Reply {
    let request = Request::builder()
        .method(method)
        .uri(target)
        .header("host", "127.0.0.1:9000")
        .header("cookie", cookie)
        .header("content-type", "application/x-www-form-urlencoded");
    world.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_browser_stays_in_the_sandbox_and_is_shown_the_address_to_copy() {
    let world = World::new();
    let url = SignIn::at("de").url();
    let start = format!("/@{}", url.strip_prefix("https://").unwrap());
    let page = browse(&world, "GET", &start, "", String::new()).await;
    assert!(page.text().contains("AudiPy sandbox, not Amazon"));

    let cookies: Vec<&str> = page
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|value| value.to_str().unwrap())
        .collect();
    for cookie in &cookies {
        assert!(
            !cookie.contains("Domain") && !cookie.contains("Secure"),
            "{cookie}"
        );
        assert!(cookie.contains("; Path=/@www.amazon.de/;"), "{cookie}");
    }
    let session = cookies
        .iter()
        .find(|cookie| cookie.starts_with("session-id="))
        .unwrap();
    let session = session.split(';').next().unwrap();

    let form = &html::forms(&page.text())[0];
    assert_eq!(form.action, "/@www.amazon.de/ap/signin");
    let mut fields = form.hidden();
    fields.push(("email".to_owned(), "carla@example.org".to_owned()));
    fields.push(("password".to_owned(), "sandbox".to_owned()));
    let pairs: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let page = browse(&world, "POST", &form.action, session, encode(&pairs)).await;
    let images = html::tags(&page.text(), "img");
    let src = images[0].text("src");
    assert!(src.starts_with("/@www.amazon.de/captcha/"), "{src}");
    let picture = browse(&world, "GET", src, session, String::new()).await;
    assert_eq!(picture.header("content-type"), "image/png");
}

#[tokio::test]
async fn the_landing_page_shows_amazons_address() {
    let world = World::new();
    let url = SignIn::at("us").url();
    let start = format!("/@{}", url.strip_prefix("https://").unwrap());
    let page = browse(&world, "GET", &start, "", String::new()).await;
    let session = page
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let form = &html::forms(&page.text())[0];
    let mut fields = form.hidden();
    fields.push(("email".to_owned(), "ben@example.org".to_owned()));
    fields.push(("password".to_owned(), "sandbox".to_owned()));
    let pairs: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let hop = browse(&world, "POST", &form.action, &session, encode(&pairs)).await;
    assert_eq!(hop.status, StatusCode::FOUND);
    let location = hop.header("location");
    assert!(location.starts_with("/@www.amazon.com/ap/maplanding?"));
    let landing = browse(&world, "GET", location, &session, String::new()).await;
    assert_eq!(landing.status, StatusCode::NOT_FOUND);
    let address = html::tags(&landing.text(), "input")
        .iter()
        .find(|input| input.text("id") == "landing-address")
        .unwrap()
        .text("value")
        .to_owned();
    assert_eq!(
        address,
        format!("https://{}", location.strip_prefix("/@").unwrap())
    );
    assert!(landing.text().contains("AudiPy sandbox, not Amazon"));
    assert!(world.violations().await.is_empty());
}

#[tokio::test]
async fn every_page_has_the_banner() {
    let world = World::new();
    for target in [
        "/",
        "/sandbox/codes",
        "/@www.amazon.com/",
        "/@www.amazon.com/ap/signin",
        "/@www.amazon.com/ap/maplanding",
        "/@www.amazon.com/ap/mfa?arb=unknown",
        "/@www.audible.com/no/such/page",
    ] {
        let page = browse(&world, "GET", target, "", String::new()).await;
        assert!(
            page.text().contains("AudiPy sandbox, not Amazon"),
            "{target}"
        );
    }
}

#[tokio::test]
async fn requests_in_flight_are_counted_and_held_back() {
    let latency = Duration::from_millis(30);
    let sandbox = Sandbox::new(Options {
        latency,
        ..Options::default()
    });
    let world = World {
        sandbox: sandbox.unwrap(),
    };
    let began = Instant::now();
    tokio::join!(world.profile("a"), world.profile("b"), world.profile("c"));
    assert!(began.elapsed() >= latency);
    let counters = world.read("counters").await.json();
    assert_eq!(counters["max_in_flight"], 3);
    assert_eq!(counters["requests"]["/user/profile"], 3);
}

#[tokio::test]
async fn unknown_hosts_are_not_played() {
    let world = World::new();
    for host in [
        "www.google.com",
        "amazon.com",
        "www.amazon.com.evil.example",
        "api.amazon.nl",
    ] {
        let reply = world.ask("GET", host, "/", &[], "").await;
        assert_eq!(reply.status, StatusCode::BAD_GATEWAY, "{host}");
    }
}
