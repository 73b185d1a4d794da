//! A member who signs in inside AudiPy: the real conversation, the real sandbox, and between them
//! the relay's table, all in one process.

use std::sync::Arc;

use audible::conversation::{Answer, Challenge, Conversation, Credentials, Question, Step, Why};
use audible::register::{read_registration, register_request};
use audible::{
    AccountKind, Attempt, AuthorizationCode, Marketplace, Registration, Secret, Timestamp,
};
use http::{HeaderValue, Request, Response};
use http_body_util::BodyExt as _;
use relay::policy::{Allowed, Target, may_send};
use sandbox::{Options, Sandbox, router};
use serde_json::{Value, json};
use tower::ServiceExt as _;

pub(crate) const PASSWORD: &str = "sandbox";

/// A sandbox in this process.
pub(crate) struct World {
    sandbox: Arc<Sandbox>,
    runtime: tokio::runtime::Runtime,
}

impl Default for World {
    fn default() -> Self {
        Self {
            sandbox: Sandbox::new(Options::default()).unwrap(),
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap(),
        }
    }
}

impl World {
    fn call(&self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        self.runtime.block_on(async {
            let request = request.map(axum::body::Body::from);
            let answer = router(Arc::clone(&self.sandbox)).oneshot(request);
            let (parts, body) = answer.await.unwrap().into_parts();
            let bytes = body.collect().await.unwrap().to_bytes().to_vec();
            Response::from_parts(parts, bytes)
        })
    }

    /// `GET /sandbox/…`
    pub(crate) fn see(&self, path: &str) -> Value {
        let request = Request::get(format!("/sandbox/{path}")).body(Vec::new());
        serde_json::from_slice(self.call(request.unwrap()).body()).unwrap()
    }

    /// `POST /sandbox/…`
    pub(crate) fn steer(&self, path: &str, what: &Value) {
        let body = what.to_string().into_bytes();
        let answer = self.call(
            Request::post(format!("/sandbox/{path}"))
                .body(body)
                .unwrap(),
        );
        let body = String::from_utf8_lossy(answer.body()).into_owned();
        assert!(answer.status().is_success(), "{path}: {body}");
    }

    /// A well-behaved member with these challenges.
    pub(crate) fn member(&self, email: &str, challenges: &[&str]) {
        self.steer(
            "account",
            &json!({"email": email, "password": PASSWORD, "challenges": challenges}),
        );
    }

    /// What would be accepted now: `captcha`, `otp`, `cvf`.
    pub(crate) fn right(&self, email: &str, what: &str) -> String {
        let answers = self.see(&format!("answers?email={email}"));
        answers[what].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.sandbox.clock.now_ms())
    }

    /// Nothing was done that a right client never does.
    pub(crate) fn assert_well_behaved(&self) {
        assert_eq!(self.see("log")["violations"], json!([]));
    }

    /// As the relay would: only what its table lets through, to the host that is meant.
    fn carry(&self, mut request: Request<Vec<u8>>, allowed: Allowed) -> Response<Vec<u8>> {
        let url = request.uri().to_string();
        let target = Target::parse(request.method().as_str(), &url, allowed);
        let target = target.unwrap_or_else(|why| panic!("the relay refuses {url}: {why}"));
        for name in request.headers().keys() {
            let may = may_send(target.service(), name.as_str());
            assert!(may, "the relay does not carry {name} to {url}");
        }
        let host = HeaderValue::from_str(target.host()).unwrap();
        request.headers_mut().insert("x-sandbox-host", host);
        *request.uri_mut() = target.path_and_query().parse().unwrap();
        self.call(request)
    }

    /// Registers with the code that a conversation ended with.
    pub(crate) fn register(&self, attempt: &Attempt, code: &AuthorizationCode) -> Registration {
        let answer = self.carry(register_request(attempt, code), Allowed::Usual);
        read_registration(attempt, &answer, self.now()).unwrap()
    }
}

/// A conversation, and what has come of it so far.
pub(crate) struct Walk<'a> {
    world: &'a World,
    pub(crate) conversation: Conversation,
    pub(crate) step: Step,
    /// Method and path of every request.
    pub(crate) requests: Vec<String>,
    /// Bodies that were posted.
    pub(crate) bodies: Vec<String>,
}

pub(crate) fn credentials(name: &str, password: &str) -> Credentials {
    Credentials {
        name: Secret::new(name.to_owned()),
        password: Secret::new(password.to_owned()),
    }
}

impl<'a> Walk<'a> {
    /// At the first question, or the end, of a sign-in in the German store.
    pub(crate) fn begin(world: &'a World, name: &str, password: &str) -> Self {
        Self::begin_at(world, Marketplace::De, AccountKind::Amazon, name, password)
    }

    pub(crate) fn begin_at(
        world: &'a World,
        store: Marketplace,
        kind: AccountKind,
        name: &str,
        password: &str,
    ) -> Self {
        let attempt = Attempt::new(store, kind, &[7; 48], world.now()).unwrap();
        let (conversation, step) = Conversation::begin(
            attempt,
            credentials(name, password),
            &[9; Conversation::RANDOM],
            world.now(),
        );
        let mut walk = Self {
            world,
            conversation,
            step,
            requests: Vec::new(),
            bodies: Vec::new(),
        };
        walk.go_on();
        walk
    }

    /// Sends what is to be sent, until something else is to be done.
    fn go_on(&mut self) {
        let nothing = Step::Ask(Question {
            challenge: Challenge::Cvf,
            refused: false,
            notices: Vec::new(),
        });
        let mut step = std::mem::replace(&mut self.step, nothing);
        let mut left = 40;
        while let Step::Send(request) = step {
            left -= 1;
            assert!(left > 0, "no end: {:?}", self.requests);
            self.requests
                .push(format!("{} {}", request.method(), request.uri().path()));
            if request.method() == http::Method::POST {
                self.bodies
                    .push(String::from_utf8(request.body().clone()).unwrap());
            }
            let answer = self.world.carry(request, Allowed::ScriptedSignIn);
            step = self.conversation.answered(&answer, self.world.now());
        }
        self.step = step;
    }

    pub(crate) fn answer(&mut self, answer: Answer) {
        self.step = self.conversation.answer(answer, self.world.now());
        self.go_on();
    }

    pub(crate) fn look(&mut self) {
        self.step = self.conversation.look(self.world.now());
        self.go_on();
    }

    pub(crate) fn code(&mut self, code: &str) {
        self.answer(Answer::Code(Secret::new(code.to_owned())));
    }

    /// What is asked now.
    pub(crate) fn question(&self) -> &Question {
        match &self.step {
            Step::Ask(question) | Step::Wait { question, .. } => question,
            other => panic!("no question: {other:?} after {:?}", self.requests),
        }
    }

    pub(crate) fn challenge(&self) -> &Challenge {
        &self.question().challenge
    }

    /// Why it ended.
    pub(crate) fn why(&self) -> Why {
        match &self.step {
            Step::Ended(end) => end.why,
            other => panic!("no end: {other:?} after {:?}", self.requests),
        }
    }

    pub(crate) fn description(&self) -> &str {
        match &self.step {
            Step::Ended(end) => &end.description,
            other => panic!("no end: {other:?}"),
        }
    }

    pub(crate) fn has_landed(&self) -> bool {
        matches!(self.step, Step::Landed(_))
    }

    /// Whoever they are, they answer rightly.
    pub(crate) fn answer_rightly(&mut self, email: &str) {
        let answer = match self.challenge().clone() {
            Challenge::Credentials(_) => Answer::Credentials(credentials(email, PASSWORD)),
            Challenge::Captcha {
                picture,
                with_credentials,
            } => {
                assert_eq!(picture.unwrap().kind, "image/png");
                Answer::Captcha {
                    characters: self.world.right(email, "captcha"),
                    credentials: with_credentials.then(|| credentials(email, PASSWORD)),
                }
            }
            Challenge::MfaChoice { .. } | Challenge::CvfChoice { .. } => Answer::Way(0),
            Challenge::Otp { .. } => Answer::Code(Secret::new(self.world.right(email, "otp"))),
            Challenge::Cvf => Answer::Code(Secret::new(self.world.right(email, "cvf"))),
            Challenge::Approval { .. } => {
                self.world.steer("approve", &json!({"email": email}));
                Answer::Look
            }
        };
        self.answer(answer);
    }

    /// Registers, which proves the code, and looks for what a right client never does.
    pub(crate) fn arrive(self) -> Registration {
        let Step::Landed(code) = &self.step else {
            panic!("not landed: {:?} after {:?}", self.step, self.requests);
        };
        let registration = self.world.register(self.conversation.attempt(), code);
        self.world.assert_well_behaved();
        registration
    }
}
