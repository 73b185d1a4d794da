//! A sign-in from page to page (section 5): what a request does, and which page comes next.

use std::collections::VecDeque;

use http::{HeaderValue, StatusCode, header};

use super::attempt::{Attempt, Place};
use super::views::FirstPage;
use super::{html, picture, views};
use crate::Sandbox;
use crate::accounts::{Account, Manners, PasswordPage, Step};
use crate::auth::{Code, Ledger, random_text};
use crate::host::Family;
use crate::request::{Answer, Fields};

/// A sign-in, taken out of the ledger while a request is answered.
pub(super) struct SignIn<'a> {
    pub(super) sandbox: &'a Sandbox,
    pub(super) ledger: &'a mut Ledger,
    pub(super) attempt: Attempt,
    /// Whether the code was given out: the sign-in is over.
    pub(super) finished: bool,
}

impl SignIn<'_> {
    /// The form of the page that is shown, at the path that its `action` names.
    pub(super) fn answer_form(&mut self, path: &str, query: &Fields, form: &Fields) -> Answer {
        match (self.attempt.place, self.attempt.step().cloned()) {
            (Place::First, _) => {
                let (expected, action) = match self.attempt.first_page {
                    FirstPage::Claim => ("/ax/claim", "SIGNIN_CLAIM_COLLECT"),
                    FirstPage::Classic | FirstPage::TwoStep => ("/ap/signin", "SIGNIN_PWD_COLLECT"),
                };
                if path != expected || !self.attempt.has_hidden(form, action) {
                    return self.restart();
                }
                self.claim(form)
            }
            (Place::Password(_), _) => {
                if path != "/ap/signin" || !self.attempt.has_hidden(form, "SIGNIN_PWD_COLLECT") {
                    return self.restart();
                }
                // Sent again on each page; the last one counts (T33).
                if form.text("email") != self.attempt.email.as_deref().unwrap_or_default() {
                    return self.claim(form);
                }
                self.password(form)
            }
            (Place::Step, Some(step)) => self.answer_step(&step, path, query, form),
            (Place::Step, None) => self.restart(),
        }
    }

    /// A page of the sign-in by its address.
    pub(super) fn look(&mut self, path: &str) -> Answer {
        let step = self.attempt.step().cloned();
        match (path, step) {
            ("/ap/cvf/approval" | "/ap/cvf/approval/poll", Some(Step::Approval(kind))) => {
                self.look_for_approval(kind, path.ends_with("/poll"))
            }
            ("/ap/mfa/new-otp", Some(Step::Otp)) => self.other_method(),
            ("/ap/accountfixup/skip", Some(Step::Phone))
            | ("/claim/webauthn/nudge/skip", Some(Step::Nudge)) => self.pass(),
            _ if path == self.attempt.path() => self.show(None),
            _ => redirect(&self.attempt.step_url(self.attempt.path())),
        }
    }

    /// The sign-in page anew, without a word: hidden fields were missing or stale.
    pub(super) fn restart(&mut self) -> Answer {
        self.attempt.place = Place::First;
        self.attempt.steps.clear();
        self.attempt.email = None;
        self.show(None)
    }

    /// The page that is shown. Each time it has another token.
    pub(super) fn show(&mut self, message: Option<&str>) -> Answer {
        self.attempt.token = random_text(40);
        let step = self.attempt.step().cloned();
        if matches!(step, Some(Step::Captcha | Step::CvfCaptcha | Step::Robot)) {
            let text = match self.attempt.manners {
                Manners::Good => picture::text(),
                Manners::Odd => "abc123".to_owned(),
            };
            if let Some(account) = self.account() {
                account.captcha.clone_from(&text);
            }
            self.attempt.captcha = text;
        }
        let attempt = &self.attempt;
        let wrong = message.is_some();
        let page = match (attempt.place, step) {
            (Place::Password(kind), _) => views::password(attempt, kind, message),
            (Place::First, _) | (Place::Step, None | Some(Step::Loop)) => {
                views::first(attempt, message)
            }
            (Place::Step, Some(step)) => match step {
                Step::Captcha => views::captcha(attempt, wrong),
                Step::CvfCaptcha => views::cvf_captcha(attempt, wrong),
                Step::Robot => views::robot(attempt, wrong),
                Step::MfaChoice(methods) => views::mfa_choice(attempt, methods, message),
                Step::Otp => views::otp(attempt, message),
                Step::MailOtp => views::mail_otp(attempt, wrong),
                Step::Cvf | Step::CvfPick if attempt.code_sent => views::cvf_code(attempt, wrong),
                Step::Cvf => views::cvf_send(attempt, false),
                Step::CvfPick => views::cvf_send(attempt, true),
                Step::Approval(_) => views::approval(attempt),
                Step::Aamation => views::aamation(attempt),
                Step::Waf => return html::answer(StatusCode::ACCEPTED, views::waf()),
                Step::Phone => views::phone(attempt),
                Step::Nudge => views::nudge(attempt),
                Step::Reset => views::reset(attempt),
                Step::PasskeyOnly => views::passkey_only(attempt),
                Step::Intent => views::intent(attempt),
                Step::Loop => views::first(attempt, None),
            },
        };
        html::answer(StatusCode::OK, page)
    }

    /// The first page's form: who signs in, and where the page asks for it the password.
    fn claim(&mut self, form: &Fields) -> Answer {
        let email = form.text("email").trim().to_lowercase();
        let family = self.attempt.address.family;
        let Some(account) = self
            .ledger
            .account(&email)
            .filter(|account| account.family == family)
            .cloned()
        else {
            self.attempt.place = Place::First;
            self.attempt.email = None;
            return self.show(Some(match (email.is_empty(), family) {
                (true, _) => "Enter your email",
                (false, Family::Amazon) => "We cannot find an account with that email address",
                (false, Family::Audible) => "We cannot find an account with that user name",
            }));
        };
        self.attempt.email = Some(account.email);
        self.attempt.manners = account.manners;
        // An early password is not read where a page of its own asks for it.
        if self.attempt.first_page != FirstPage::Classic
            || account.password_page != PasswordPage::Same
        {
            if account.steps == [Step::Intent] {
                return self.accepted();
            }
            let kind = match account.password_page {
                PasswordPage::Same => PasswordPage::Own,
                other => other,
            };
            self.attempt.place = Place::Password(kind);
            return self.show(None);
        }
        self.password(form)
    }

    fn password(&mut self, form: &Fields) -> Answer {
        if self.is_password(form) {
            return self.accepted();
        }
        self.attempt.wrong_passwords += 1;
        if self.attempt.manners == Manners::Odd && self.attempt.wrong_passwords >= 3 {
            self.attempt.steps = self.script();
            self.attempt.steps.push_front(Step::Captcha);
            self.attempt.place = Place::Step;
        }
        self.show(Some(if form.text("password").is_empty() {
            "Enter your password"
        } else {
            "Your password is incorrect"
        }))
    }

    fn accepted(&mut self) -> Answer {
        self.attempt.steps = self.script();
        self.enter()
    }

    /// What comes after the right password.
    fn script(&mut self) -> VecDeque<Step> {
        let Some(account) = self.account().cloned() else {
            return [Step::Intent].into();
        };
        let devices = self
            .ledger
            .devices
            .iter()
            .filter(|device| device.alive && device.email == account.email)
            .count();
        let address = &self.attempt.address;
        let is_english = address
            .language
            .as_deref()
            .is_some_and(|language| language.starts_with("en"));
        if account.manners == Manners::Odd {
            if devices >= MOST_DEVICES {
                return [Step::Reset].into(); // T63
            }
            if address.marketplace.country_code == "jp" && is_english {
                return [Step::Aamation].into(); // T12
            }
        }
        let mut steps: VecDeque<Step> = account.steps.into();
        if self.attempt.is_no_robot {
            steps.retain(|step| *step != Step::Robot);
        }
        if account.picture_without_app_cookies && !self.attempt.has_app_cookies {
            steps.push_front(Step::Captcha); // T16
        }
        steps
    }

    /// The step is behind: on to the next.
    pub(super) fn pass(&mut self) -> Answer {
        self.attempt.steps.pop_front();
        self.enter()
    }

    /// Begins the first of the steps that are left.
    fn enter(&mut self) -> Answer {
        self.attempt.place = Place::Step;
        self.attempt.code_sent = false;
        self.attempt.looks = 0;
        let Some(step) = self.attempt.steps.front() else {
            return self.finish();
        };
        match step {
            Step::Otp | Step::MailOtp => self.sandbox.log.otp_asked(),
            Step::Approval(_) => {
                if let Some(account) = self.account() {
                    account.approved = false;
                }
            }
            Step::Loop => self.attempt.email = None,
            _ => {}
        }
        match self.attempt.path() {
            "/ap/signin" => self.show(None),
            path => redirect(&self.attempt.step_url(path)),
        }
    }

    /// The code, in the address that the browser is sent to (section 3.4).
    fn finish(&mut self) -> Answer {
        let Some(account) = self.account().cloned() else {
            return self.restart();
        };
        let code = format!("AN{}", random_text(20));
        let Attempt {
            address, began_ms, ..
        } = &self.attempt;
        self.ledger.codes.insert(
            code.clone(),
            Code {
                email: account.email.clone(),
                family: address.family,
                marketplace: address.marketplace,
                challenge: address.challenge.clone(),
                client_id: address.client_id.clone(),
                sign_in_began_ms: *began_ms,
                made_ms: self.sandbox.clock.now_ms(),
                used: false,
            },
        );
        self.finished = true;
        let location = address.landing(&account.user_id, &code, self.sandbox.clock.date());
        redirect(&location)
    }

    pub(super) fn account(&mut self) -> Option<&mut Account> {
        self.ledger.account_mut(self.attempt.email.as_deref()?)
    }

    /// Whether a form names the account of this sign-in and its password.
    pub(super) fn is_password(&self, form: &Fields) -> bool {
        let email = self.attempt.email.as_deref().unwrap_or_default();
        form.text("email").trim().eq_ignore_ascii_case(email)
            && self
                .ledger
                .account(email)
                .is_some_and(|account| account.accepts(form.text("password")))
    }
}

/// A hop.
pub(super) fn redirect(location: &str) -> Answer {
    let mut answer = html::answer(StatusCode::FOUND, String::new());
    if let Ok(value) = HeaderValue::from_str(location) {
        answer.headers_mut().insert(header::LOCATION, value);
    }
    answer
}

const MOST_DEVICES: usize = 7;
