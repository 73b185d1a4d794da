//! The way to the next page: requests, redirects, pictures, and the end of the way.

use http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, LOCATION, USER_AGENT};
use http::{HeaderValue, Method, Request, Response, StatusCode};

use super::address::{self, Place, Way};
use super::asked::{Asked, AskedBy, Awaits};
use super::challenge::{Challenge, NoPicture, Picture, Question};
use super::dead_end::{DeadEnd, Seen, Why};
use super::form::Form;
use super::html::Document;
use super::{Conversation, Step};
use crate::paste::PasteProblem;
use crate::timestamp::Timestamp;
use crate::{answer, device, request};

impl Conversation {
    /// The first page.
    pub(super) fn open(&mut self, now: Timestamp) -> Step {
        let address = self.attempt.url();
        match Way::of(&self.attempt, None, &address) {
            Way::To(place) => self.get(place, now),
            other => self.off_the_way(&other),
        }
    }

    /// An answer to a request for a page.
    pub(super) fn arrive(
        &mut self,
        response: &Response<Vec<u8>>,
        place: Place,
        hops_left: u8,
        now: Timestamp,
    ) -> Step {
        self.jar.take(response.headers(), &place, now);
        let status = response.status();
        let location = response.headers().get(LOCATION);
        if let Some(location) = location.filter(|_| status.is_redirection()) {
            return self.follow(location, &place, hops_left, now);
        }
        let is_outage = status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error();
        if is_outage || !answer::is_html(response) {
            return self.wait_on().unwrap_or_else(|| {
                let why = Why::Outage {
                    status: status.as_u16(),
                    after: answer::retry_after(response),
                };
                let seen = Seen::page(status.as_u16(), &place, &Document::default());
                self.end(why, Some(&seen))
            });
        }
        let document = Document::parse(response.body());
        let seen = Seen::page(status.as_u16(), &place, &document);
        let Some(left) = self.pages_left.checked_sub(1) else {
            return self.end(Why::TooManyPages, Some(&seen));
        };
        self.pages_left = left;
        self.turn(&document, place, &seen, now)
    }

    /// A hop; before each the code is looked for (trap T2).
    fn follow(
        &mut self,
        location: &HeaderValue,
        from: &Place,
        hops_left: u8,
        now: Timestamp,
    ) -> Step {
        let location = String::from_utf8_lossy(location.as_bytes());
        match self.attempt.landed(&location, now) {
            Some(Ok(code)) => {
                self.credentials = None;
                return Step::Landed(code);
            }
            Some(Err(PasteProblem::AttemptTooOld)) => return self.end(Why::AttemptTooOld, None),
            Some(Err(_)) => return self.end(Why::OtherStore, None),
            None => {}
        }
        let Some(hops_left) = hops_left.checked_sub(1) else {
            return self.end(Why::TooManyPages, None);
        };
        match Way::of(&self.attempt, Some(from), &location) {
            Way::To(place) => self.send(Method::GET, place, None, hops_left, now),
            other => self.off_the_way(&other),
        }
    }

    /// Follows a link of a page.
    pub(super) fn visit(&mut self, href: &str, page: &Place, now: Timestamp) -> Step {
        match Way::of(&self.attempt, Some(page), href) {
            Way::To(place) => self.get(place, now),
            other => self.off_the_way(&other),
        }
    }

    /// Sends a form of a page.
    pub(super) fn submit(&mut self, form: &Form, page: &Place, now: Timestamp) -> Step {
        let place = match Way::of(&self.attempt, Some(page), &form.action) {
            Way::To(place) => place,
            other => return self.off_the_way(&other),
        };
        let fields = form.encode();
        if form.by_get || !place.takes_posts() {
            // What holds a password never goes into an address.
            if form.has("password") {
                return self.end(Why::UnknownPage, None);
            }
            return self.get(place.with_query(&fields), now);
        }
        let body = Some(fields.as_bytes().to_vec());
        self.send(Method::POST, place, body, MOST_HOPS, now)
    }

    pub(super) fn get(&mut self, place: Place, now: Timestamp) -> Step {
        self.send(Method::GET, place, None, MOST_HOPS, now)
    }

    fn send(
        &mut self,
        method: Method,
        place: Place,
        form: Option<Vec<u8>>,
        hops_left: u8,
        now: Timestamp,
    ) -> Step {
        let Some(uri) = place.uri() else {
            return self.end(Why::ForeignAddress, None);
        };
        let mut request = Request::new(Vec::new());
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        for (name, value) in [
            (USER_AGENT, device::SIGN_IN_USER_AGENT),
            (ACCEPT_LANGUAGE, self.attempt.store.locale()),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if let Some(cookies) = self.jar.header(&place, now) {
            headers.insert(COOKIE, cookies);
        }
        if let Some(form) = form {
            headers.insert(CONTENT_TYPE, request::FORM);
            *request.body_mut() = form;
        }
        self.awaits = Awaits::Page { place, hops_left };
        Step::Send(request)
    }

    /// Asks for the picture of a question first, where it can be had.
    pub(super) fn ask_with_picture(&mut self, mut asked: Asked, src: Option<&str>) -> Step {
        let Some(src) = src else {
            return self.ask(asked);
        };
        let place = match address::picture(&self.attempt, &asked.page, src) {
            Ok(place) => place,
            Err(host) => {
                asked.question.show(Err(NoPicture::ForeignHost(host)));
                return self.ask(asked);
            }
        };
        // Bare: pictures need no cookie, and their hosts get none.
        let request = place
            .uri()
            .and_then(|uri| Request::get(uri).body(Vec::new()).ok());
        match request {
            Some(request) => {
                self.awaits = Awaits::Picture(Box::new(asked));
                Step::Send(request)
            }
            None => self.ask(asked),
        }
    }

    /// The picture of a question has come, or something else in its place.
    pub(super) fn show(&mut self, response: &Response<Vec<u8>>, mut asked: Asked) -> Step {
        if response.status() == StatusCode::OK
            && let Some(picture) = Picture::of(response.body())
        {
            asked.question.show(Ok(picture));
        }
        self.ask(asked)
    }

    /// An approval is waited for although a look at it failed.
    pub(super) fn wait_on(&mut self) -> Option<Step> {
        let approval = self.approval.as_ref()?;
        let asked = Asked {
            question: Question::of(approval.challenge.clone()),
            page: approval.at.clone(),
            by: AskedBy::Approval { resend: None },
        };
        Some(self.ask(asked))
    }

    fn off_the_way(&mut self, way: &Way) -> Step {
        match way {
            Way::PasswordReset => self.end(Why::PasswordReset, None),
            Way::Foreign(url) => {
                let seen = Seen::address(url.host_str().unwrap_or_default(), url.path());
                self.end(Why::ForeignAddress, Some(&seen))
            }
            Way::Landing | Way::To(_) => self.end(Why::SessionLost, None),
            Way::Nowhere => self.end(Why::ForeignAddress, None),
        }
    }

    pub(super) fn end(&mut self, why: Why, seen: Option<&Seen>) -> Step {
        self.credentials = None;
        self.awaits = Awaits::Nothing;
        let description = seen
            // EXPOSE: to leave it out of the description.
            .map(|seen| seen.describe(self.name.expose()))
            .unwrap_or_default();
        Step::Ended(DeadEnd { why, description })
    }
}

impl Question {
    /// Asked for the first time, without a word.
    pub(super) const fn of(challenge: Challenge) -> Self {
        Self {
            challenge,
            refused: false,
            notices: Vec::new(),
        }
    }

    fn show(&mut self, shown: Result<Picture, NoPicture>) {
        if let Challenge::Captcha { picture, .. } = &mut self.challenge {
            *picture = shown;
        }
    }
}

impl Picture {
    fn of(bytes: &[u8]) -> Option<Self> {
        let kind = match bytes {
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [0x89, b'P', b'N', b'G', ..] => "image/png",
            [b'G', b'I', b'F', b'8', ..] => "image/gif",
            _ => return None,
        };
        Some(Self {
            kind,
            bytes: bytes.to_vec(),
        })
    }
}

const MOST_HOPS: u8 = 10;
