//! What comes between password and code: what each step's form does.

use http::StatusCode;

use super::attempt::Place;
use super::flow::{SignIn, redirect};
use super::{html, views};
use crate::accounts::{self, Approval, Manners, Method, Otp, Step};
use crate::request::{Answer, Fields};

impl SignIn<'_> {
    /// The form of the step that is shown; with a field missing or stale, the sign-in begins anew.
    pub(super) fn answer_step(
        &mut self,
        step: &Step,
        path: &str,
        query: &Fields,
        form: &Fields,
    ) -> Answer {
        let is_current = match step {
            Step::CvfCaptcha | Step::Cvf | Step::CvfPick | Step::Aamation => {
                form.last("verifyToken") == Some(&self.attempt.verify_value())
            }
            Step::MailOtp | Step::Approval(_) => {
                form.last("csrfToken") == Some(&self.attempt.token)
            }
            _ => self.attempt.has_hidden(form, action_of(step)),
        };
        if !is_current || !is_posted_to(step, path) {
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
    pub(super) fn other_method(&mut self) -> Answer {
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

    pub(super) fn look_for_approval(&mut self, kind: Approval, by_script: bool) -> Answer {
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

    fn is_captcha(&self, guess: &str) -> bool {
        !self.attempt.captcha.is_empty() && guess.trim().eq_ignore_ascii_case(&self.attempt.captcha)
    }
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

const MOST_OTPS: usize = 5;
const DAY_MS: i64 = 86_400_000;
