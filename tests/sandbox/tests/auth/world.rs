//! A sandbox, somebody at a browser, and a device.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use sandbox::{Options, Sandbox, router};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tower::ServiceExt as _;

use crate::html::{self, Form};

pub(crate) const SERIAL: &str = "Invented0Serial0Of0Forty0Letters00000000";
pub(crate) const VERIFIER: &str = "invented-verifier-of-43-characters-00000000";
pub(crate) const IPHONE: &str = "A2CZJZGLK2JJVM";

/// A sandbox in this process.
pub(crate) struct World {
    pub(crate) sandbox: Arc<Sandbox>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            sandbox: Sandbox::new(Options::default()).unwrap(),
        }
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let answer = router(Arc::clone(&self.sandbox))
            .oneshot(request)
            .await
            .unwrap();
        let (parts, body) = answer.into_parts();
        Reply {
            status: parts.status,
            headers: parts.headers,
            bytes: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    }

    /// A request to a host that the sandbox plays.
    pub(crate) async fn ask(
        &self,
        method: &str,
        host: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(target)
            .header("x-sandbox-host", host);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body.into()).unwrap()).await
    }

    pub(crate) async fn post_json(&self, host: &str, target: &str, body: &Value) -> Reply {
        let headers = [("content-type", "application/json")];
        self.ask("POST", host, target, &headers, body.to_string())
            .await
    }

    pub(crate) async fn post_form(
        &self,
        host: &str,
        target: &str,
        fields: &[(&str, &str)],
    ) -> Reply {
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        self.ask("POST", host, target, &headers, encode(fields))
            .await
    }

    /// `POST /sandbox/…`.
    pub(crate) async fn steer(&self, call: &str, body: Value) -> Reply {
        let request = Request::post(format!("/sandbox/{call}"))
            .header("host", "127.0.0.1:9000")
            .header("content-type", "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// `GET /sandbox/…`.
    pub(crate) async fn read(&self, call: &str) -> Reply {
        let request = Request::get(format!("/sandbox/{call}")).header("host", "localhost:9000");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn switch(&self, name: &str, value: Value) {
        let reply = self
            .steer("switch", json!({"name": name, "value": value}))
            .await;
        assert_eq!(reply.status, StatusCode::OK);
    }

    pub(crate) async fn answers(&self, email: &str) -> Value {
        self.read(&format!("answers?email={email}")).await.json()
    }

    pub(crate) async fn violations(&self) -> Vec<Value> {
        self.read("log").await.json()["violations"]
            .as_array()
            .unwrap()
            .clone()
    }

    /// Signs somebody in whose account asks for nothing but the password.
    pub(crate) async fn code(&self, cc: &str, email: &str) -> String {
        let mut browser = Browser::new(self);
        let page = browser.open(&SignIn::at(cc).url()).await;
        let page = browser.sign_in(&page, email, "sandbox").await;
        page.code
            .unwrap_or_else(|| panic!("no code for {email}: {}", page.html))
    }

    /// A device of that account.
    pub(crate) async fn device(&self, cc: &str, email: &str) -> Device {
        let code = self.code(cc, email).await;
        let host = format!("api.amazon.{}", tld(cc));
        let reply = self
            .post_json(&host, "/auth/register", &registration(cc, &code))
            .await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        let success = &reply.json()["response"]["success"];
        let token = |pointer: &str| {
            success["tokens"]
                .pointer(pointer)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        Device {
            access_token: token("/bearer/access_token"),
            refresh_token: token("/bearer/refresh_token"),
            adp_token: token("/mac_dms/adp_token"),
            private_key: token("/mac_dms/device_private_key"),
            success: success.clone(),
        }
    }

    pub(crate) async fn refresh(&self, host: &str, refresh_token: &str) -> Reply {
        self.post_form(
            host,
            "/auth/token",
            &[
                ("app_name", "Audible"),
                ("app_version", "4.60"),
                ("source_token", refresh_token),
                ("requested_token_type", "access_token"),
                ("source_token_type", "refresh_token"),
            ],
        )
        .await
    }

    pub(crate) async fn exchange(&self, host: &str, refresh_token: &str, domain: &str) -> Reply {
        self.post_form(
            host,
            "/ap/exchangetoken/cookies",
            &[
                ("app_name", "Audible"),
                ("app_version", "4.60"),
                ("source_token", refresh_token),
                ("requested_token_type", "auth_cookies"),
                ("source_token_type", "refresh_token"),
                ("domain", domain),
            ],
        )
        .await
    }

    pub(crate) async fn profile(&self, access_token: &str) -> Reply {
        let headers = [("x-amz-access-token", access_token)];
        self.ask("GET", "api.amazon.com", "/user/profile", &headers, "")
            .await
    }

    pub(crate) async fn deregister(&self, access_token: &str, all: bool) -> Reply {
        let headers = [
            ("x-amz-access-token", access_token),
            ("content-type", "application/json"),
        ];
        let body = json!({"deregister_all_existing_accounts": all}).to_string();
        self.ask("POST", "api.amazon.com", "/auth/deregister", &headers, body)
            .await
    }
}

/// What a registration gave.
#[derive(Debug)]
pub(crate) struct Device {
    pub(crate) access_token: String,
    pub(crate) refresh_token: String,
    pub(crate) adp_token: String,
    pub(crate) private_key: String,
    pub(crate) success: Value,
}

/// The body of a right registration.
pub(crate) fn registration(cc: &str, code: &str) -> Value {
    json!({
        "requested_token_type": ["bearer", "mac_dms", "website_cookies", "store_authentication_cookie"],
        "cookies": {"website_cookies": [], "domain": format!(".amazon.{}", tld(cc))},
        "registration_data": {
            "domain": "Device", "app_version": "4.60", "device_serial": SERIAL, "device_type": IPHONE,
            "device_name": "%FIRST_NAME%%FIRST_NAME_POSSESSIVE_STRING%%DUPE_STRATEGY_1ST%Audible for iPhone",
            "os_version": "26.2", "software_version": "46000856", "device_model": "iPhone", "app_name": "Audible",
        },
        "auth_data": {
            "client_id": client_id(SERIAL), "authorization_code": code, "code_verifier": VERIFIER,
            "code_algorithm": "SHA-256", "client_domain": "DeviceLegacy",
        },
        "requested_extensions": ["device_info", "customer_info"],
    })
}

pub(crate) fn client_id(serial: &str) -> String {
    format!("{serial}#{IPHONE}")
        .bytes()
        .fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").unwrap();
            hex
        })
}

pub(crate) fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

pub(crate) fn tld(cc: &str) -> &'static str {
    match cc {
        "us" => "com",
        "uk" => "co.uk",
        "de" => "de",
        "jp" => "co.jp",
        "br" => "com.br",
        "fr" => "fr",
        _ => panic!("{cc}?"),
    }
}

/// A sign-in address in the making.
#[derive(Clone, Debug)]
pub(crate) struct SignIn {
    pub(crate) family: &'static str,
    pub(crate) tld: &'static str,
    pub(crate) parameters: BTreeMap<&'static str, String>,
}

impl SignIn {
    /// As the iPhone's app makes it.
    pub(crate) fn at(cc: &str) -> Self {
        Self::new(cc, "amazon")
    }

    /// For an account with a user name.
    pub(crate) fn with_username(cc: &str) -> Self {
        Self::new(cc, "audible")
    }

    fn new(cc: &str, family: &'static str) -> Self {
        let tld = tld(cc);
        let id = match cc {
            "us" => "AF2M0KC94RCEA",
            "uk" => "A2I9A3Q2GNFNGQ",
            "de" => "AN7V1F1VY261K",
            "jp" => "A1QAP3MOU4173J",
            "br" => "A10J1VAYUDTYRN",
            "fr" => "A2728XDNODOQ8T",
            _ => panic!("{cc}?"),
        };
        let lap = if family == "audible" { "lap_" } else { "" };
        let select = "http://specs.openid.net/auth/2.0/identifier_select";
        let parameters = [
            ("openid.oa2.response_type", "code"),
            ("openid.oa2.code_challenge_method", "S256"),
            ("openid.oa2.code_challenge", &challenge(VERIFIER)),
            (
                "openid.return_to",
                &format!("https://www.{family}.{tld}/ap/maplanding"),
            ),
            (
                "openid.assoc_handle",
                &format!("amzn_audible_ios_{lap}{cc}"),
            ),
            ("openid.identity", select),
            ("pageId", "amzn_audible_ios"),
            ("accountStatusPolicy", "P1"),
            ("openid.claimed_id", select),
            ("openid.mode", "checkid_setup"),
            ("openid.ns.oa2", "http://www.amazon.com/ap/ext/oauth/2"),
            (
                "openid.oa2.client_id",
                &format!("device:{}", client_id(SERIAL)),
            ),
            (
                "openid.ns.pape",
                "http://specs.openid.net/extensions/pape/1.0",
            ),
            ("marketPlaceId", id),
            ("openid.oa2.scope", "device_auth_access"),
            ("forceMobileLayout", "true"),
            ("openid.ns", "http://specs.openid.net/auth/2.0"),
            ("openid.pape.max_auth_age", "0"),
        ]
        .map(|(name, value)| (name, value.to_owned()));
        Self {
            family,
            tld,
            parameters: parameters.into(),
        }
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.parameters.insert(name, value.to_owned());
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.parameters.remove(name);
        self
    }

    pub(crate) fn url(&self) -> String {
        let pairs: Vec<(&str, &str)> = self
            .parameters
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        format!(
            "https://www.{}.{}/ap/signin?{}",
            self.family,
            self.tld,
            encode(&pairs)
        )
    }
}

/// A page in a browser.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) url: String,
    pub(crate) status: StatusCode,
    pub(crate) html: String,
    /// The code, where an address of the way here had it; the browser stopped there.
    pub(crate) code: Option<String>,
}

impl Page {
    pub(crate) fn forms(&self) -> Vec<Form> {
        html::forms(&self.html)
    }

    /// The form of that name or id.
    pub(crate) fn form(&self, name: &str) -> Form {
        self.forms()
            .into_iter()
            .find(|form| form.name == name || form.id == name)
            .unwrap_or_else(|| panic!("no form {name} at {}: {}", self.url, self.html))
    }

    /// The form that has a field of that name.
    pub(crate) fn form_with(&self, field: &str) -> Form {
        self.forms()
            .into_iter()
            .find(|form| form.input(field).is_some())
            .unwrap_or_else(|| panic!("no form with {field} at {}: {}", self.url, self.html))
    }

    pub(crate) fn has(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    /// Whether it is the sign-in page without a word.
    pub(crate) fn is_fresh_sign_in(&self) -> bool {
        self.has("name=\"signIn\"") && !self.has("auth-error-message-box") && !self.has("<img")
    }

    /// The `href` of a link.
    pub(crate) fn link(&self, id: &str) -> String {
        html::tags(&self.html, "a")
            .iter()
            .find(|link| link.text("id") == id)
            .unwrap_or_else(|| panic!("no link {id}: {}", self.html))
            .text("href")
            .to_owned()
    }
}

/// Somebody at a browser: cookies and redirects, up to the code.
pub(crate) struct Browser<'a> {
    pub(crate) world: &'a World,
    pub(crate) cookies: BTreeMap<String, String>,
}

impl<'a> Browser<'a> {
    pub(crate) fn new(world: &'a World) -> Self {
        Self {
            world,
            cookies: BTreeMap::new(),
        }
    }

    pub(crate) async fn open(&mut self, url: &str) -> Page {
        self.go("GET", url.to_owned(), Vec::new()).await
    }

    /// Sends a form with these fields beside its hidden ones.
    pub(crate) async fn submit(
        &mut self,
        page: &Page,
        form: &Form,
        fields: &[(&str, &str)],
    ) -> Page {
        let mut all = form.hidden();
        for (name, value) in fields {
            all.retain(|(known, _)| known != name);
            all.push(((*name).to_owned(), (*value).to_owned()));
        }
        let url = resolve(&page.url, &form.action);
        if form.method == "get" {
            let pairs: Vec<_> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            return self
                .go("GET", format!("{url}?{}", encode(&pairs)), Vec::new())
                .await;
        }
        self.go("POST", url, all).await
    }

    /// Fills in the sign-in form.
    pub(crate) async fn sign_in(&mut self, page: &Page, email: &str, password: &str) -> Page {
        let fields = [("email", email), ("password", password)];
        self.submit(page, &page.form("signIn"), &fields).await
    }

    /// Opens the sign-in page and fills it in.
    pub(crate) async fn begin(&mut self, cc: &str, email: &str) -> Page {
        let page = self.open(&SignIn::at(cc).url()).await;
        self.sign_in(&page, email, "anything").await
    }

    async fn go(&mut self, method: &str, url: String, fields: Vec<(String, String)>) -> Page {
        let (mut method, mut url, mut body) = (method.to_owned(), url, fields);
        for _ in 0..10 {
            let (host, target) = split(&url);
            let cookie = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
                .join("; ");
            let mut headers = vec![("cookie", cookie.as_str())];
            if method == "POST" {
                headers.push(("content-type", "application/x-www-form-urlencoded"));
            }
            let pairs: Vec<_> = body.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let reply = self
                .world
                .ask(&method, host, target, &headers, encode(&pairs))
                .await;
            for cookie in reply.headers.get_all("set-cookie") {
                let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
                let value = rest.split(';').next().unwrap();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            let location = reply.header("location").to_owned();
            if location.is_empty() || code_of(&location).is_some() {
                return Page {
                    code: code_of(&location),
                    url: if location.is_empty() { url } else { location },
                    status: reply.status,
                    html: reply.text(),
                };
            }
            assert_eq!(reply.status, StatusCode::FOUND);
            (method, url, body) = ("GET".to_owned(), resolve(&url, &location), Vec::new());
        }
        panic!("too many redirects, last to {url}");
    }
}

pub(crate) fn encode(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// The host of an address, and what follows it.
pub(crate) fn split(url: &str) -> (&str, &str) {
    let rest = url.strip_prefix("https://").unwrap();
    rest.split_at(rest.find('/').unwrap_or(rest.len()))
}

/// The code in an address.
pub(crate) fn code_of(url: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, value)| name == "openid.oa2.authorization_code" && !value.is_empty())
        .map(|(_, value)| value.into_owned())
}

/// As a browser resolves an address against a page's.
fn resolve(page: &str, address: &str) -> String {
    if address.is_empty() {
        return page.to_owned();
    }
    if address.starts_with("https://") {
        return address.to_owned();
    }
    let (host, path) = split(page);
    if address.starts_with('/') {
        return format!("https://{host}{address}");
    }
    let path = path.split('?').next().unwrap();
    let folder = &path[..=path.rfind('/').unwrap()];
    format!("https://{host}{folder}{address}")
}
