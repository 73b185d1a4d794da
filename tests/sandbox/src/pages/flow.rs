//! A sign-in from page to page (section 5): what a request does, and which page comes next.

use std::collections::VecDeque;

use http::{HeaderValue, StatusCode, header};

use super::attempt::{Attempt, Place};
use super::views::FirstPage;
use super::{html, picture, views};
use crate::Sandbox;
use crate::accounts::{self, Account, Approval, Manners, Method, Otp, PasswordPage, Step};
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

    /// The robot page's own form, by GET.
    pub(super) fn robot(&mut self, query: &Fields) -> Answer {
        if self.attempt.step() != Some(&Step::Robot) {
            return redirect(&self.attempt.step_url(self.attempt.path()));
        }
        if !self.is_captcha(query.text("field-keywords")) {
            return self.show(Some(""));
        }
        self.attempt.is_no_robot = true;
        self.attempt.place = Place::First;
        self.attempt.steps.clear();
        redirect(&self.attempt.step_url("/ap/signin"))
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
    fn pass(&mut self) -> Answer {
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

    fn answer_step(&mut self, step: &Step, path: &str, query: &Fields, form: &Fields) -> Answer {
        let right = self.attempt.has_hidden(form, action_of(step))
            || form.last("verifyToken") == Some(&self.attempt.verify_value())
            || form.last("csrfToken") == Some(&self.attempt.token);
        if !right || !is_posted_to(step, path) {
            return self.restart();
        }
        match step {
            Step::Captcha => {
                if self.is_captcha(form.text("guess")) && self.is_password(form) {
                    self.pass()
                } else {
                    self.show(Some("")) // does not say which was wrong (T23)
                }
            }
            Step::CvfCaptcha => match form.text("cvf_captcha_captcha_action") {
                "verifyCaptcha" if self.is_captcha(form.text("cvf_captcha_input")) => self.pass(),
                "verifyCaptcha" => self.show(Some("")),
                _ => self.show(None),
            },
            // Only the page's own address takes the answer (T25).
            Step::MfaChoice(_) if query.text("arb") != self.attempt.id => self.restart(),
            Step::MfaChoice(methods) => self.choose(methods, form.text("otpDeviceContext")),
            Step::MailOtp if path.ends_with("/resend") => {
                self.renew_otp();
                self.show(None)
            }
            Step::Otp | Step::MailOtp => self.otp(form),
            Step::CvfPick if !self.attempt.code_sent && form.text("option").is_empty() => {
                self.show(None)
            }
            Step::Cvf | Step::CvfPick => self.cvf(form),
            Step::Approval(_)
            | Step::Aamation
            | Step::Waf
            | Step::Phone
            | Step::Nudge
            | Step::Reset
            | Step::Robot
            | Step::Loop
            | Step::PasskeyOnly
            | Step::Intent => self.show(None),
        }
    }

    fn choose(&mut self, methods: &[Method], value: &str) -> Answer {
        let chosen = methods
            .iter()
            .enumerate()
            .find(|(index, method)| views::method_value(*index, **method) == value);
        let Some((_, method)) = chosen else {
            return self.show(None);
        };
        if *method != Method::TOTP && !self.may_send() {
            return self.show(Some(
                "You have requested too many OTPs. Please try again after 24 hours.",
            ));
        }
        self.pass()
    }

    /// Notes that a code is sent. Odd accounts get five a day (T36).
    fn may_send(&mut self) -> bool {
        let now_ms = self.sandbox.clock.now_ms();
        let Some(account) = self.account() else {
            return true;
        };
        account.otps_sent_ms.retain(|sent| now_ms - sent < DAY_MS);
        if account.manners == Manners::Odd && account.otps_sent_ms.len() >= MOST_OTPS {
            return false;
        }
        account.otps_sent_ms.push(now_ms);
        true
    }

    /// "Didn't receive the code?": back to the choice, where there is one.
    fn other_method(&mut self) -> Answer {
        let choice = self.account().and_then(|account| {
            account
                .steps
                .iter()
                .find(|step| matches!(step, Step::MfaChoice(_)))
                .cloned()
        });
        let Some(choice) = choice else {
            return redirect(&self.attempt.step_url("/ap/mfa"));
        };
        self.attempt.steps.push_front(choice);
        self.show(None)
    }

    fn otp(&mut self, form: &Fields) -> Answer {
        let code: String = form.text("otpCode").split_whitespace().collect();
        let now = self.sandbox.clock.now();
        let Some(account) = self.account() else {
            return self.restart();
        };
        // Each once (T35).
        if account.manners == Manners::Odd && account.was_otp_used(&code, now) {
            return self.show(Some(
                "The One Time Password (OTP) you entered was already used. Please wait for the next one.",
            ));
        }
        if !account.accepts_otp(&code, now) {
            return self.show(Some(
                "The One Time Password (OTP) you entered is not valid. Please try again.",
            ));
        }
        account.otp_accepted(&code, now);
        self.pass()
    }

    fn renew_otp(&mut self) {
        if let Some(account) = self.account()
            && let Otp::Code {
                digits,
                fixed: false,
            } = &mut account.otp
        {
            *digits = accounts::digits();
        }
    }

    /// Without a code: have it sent. With one: check it.
    fn cvf(&mut self, form: &Fields) -> Answer {
        let was_sent = self.attempt.code_sent;
        let Some(account) = self.account() else {
            return self.restart();
        };
        let Some(code) = form.last("code") else {
            // Whoever asks again gets another one, and the first is void (T28).
            if account.manners == Manners::Odd {
                account.cvf = accounts::digits();
            }
            self.sandbox.log.otp_asked();
            self.attempt.code_sent = true;
            return self.show(None);
        };
        let is_known = was_sent || account.manners == Manners::Good;
        if is_known && account.cvf == code.trim() {
            account.cvf = accounts::digits();
            return self.pass();
        }
        self.attempt.code_sent = true;
        self.show(Some(""))
    }

    fn look_for_approval(&mut self, kind: Approval, by_script: bool) -> Answer {
        let approved = self.account().is_some_and(|account| account.approved);
        let looks = self.attempt.looks;
        self.attempt.looks += 1;
        let is_over = looks >= 3;
        let (status, answer) = match kind {
            Approval::ByHand if approved => ("TransactionCompleted", None),
            Approval::AfterThree if is_over => ("TransactionCompleted", None),
            Approval::Denied if is_over => ("TransactionResponded", Some(views::denied())),
            Approval::Expired if is_over => (
                "TransactionExpired",
                Some(views::approval_status("TransactionExpired")),
            ),
            _ => {
                return if by_script {
                    html::answer(StatusCode::OK, views::approval_status("TransactionPending"))
                } else {
                    self.show(None)
                };
            }
        };
        match answer {
            _ if by_script => html::answer(StatusCode::OK, views::approval_status(status)),
            Some(page) => html::answer(StatusCode::OK, page),
            None => self.pass(),
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

    fn account(&mut self) -> Option<&mut Account> {
        self.ledger.account_mut(self.attempt.email.as_deref()?)
    }

    fn is_captcha(&self, guess: &str) -> bool {
        !self.attempt.captcha.is_empty() && guess.trim().eq_ignore_ascii_case(&self.attempt.captcha)
    }

    /// Whether a form names the account of this sign-in and its password.
    fn is_password(&self, form: &Fields) -> bool {
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

/// `appAction` of a step's form.
fn action_of(step: &Step) -> &'static str {
    match step {
        Step::MfaChoice(_) => "MFA_NEW_OTP",
        Step::Otp => "SIGNIN_MFA",
        Step::Phone => "ACCOUNT_FIXUP",
        Step::Reset => "FORGOTPWD",
        _ => "SIGNIN_PWD_COLLECT",
    }
}

/// Whether a step's form is sent there.
fn is_posted_to(step: &Step, path: &str) -> bool {
    match step {
        Step::CvfCaptcha | Step::Cvf | Step::CvfPick | Step::Aamation => path == "/ap/cvf/verify",
        Step::MfaChoice(_) => path == "/ap/mfa/new-otp",
        Step::MailOtp => matches!(
            path,
            "/ap/cvf/approval/verifyOtp" | "/ap/cvf/approval/resend"
        ),
        Step::Approval(_) => path == "/ap/cvf/approval/resend",
        Step::Phone => path == "/ap/accountfixup",
        Step::Reset => path == "/ap/forgotpassword",
        _ => path == "/ap/signin",
    }
}

const MOST_DEVICES: usize = 7;
const MOST_OTPS: usize = 5;
const DAY_MS: i64 = 86_400_000;
