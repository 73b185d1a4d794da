//! From the member's answer to a request.

use zeroize::Zeroizing;

use super::asked::{Asked, AskedBy, Kind, MOST_LOOKS, MOST_PAGES, Said};
use super::challenge::{Answer, Credentials};
use super::dead_end::Why;
use super::form::Form;
use super::page::CaptchaKind;
use super::{Conversation, Step};
use crate::secret::Secret;
use crate::timestamp::Timestamp;

impl Conversation {
    /// What the member says to a question.
    pub(super) fn hear(&mut self, asked: Asked, answer: Answer, now: Timestamp) -> Step {
        let Asked { question, page, by } = asked;
        self.pages_left = MOST_PAGES;
        if !matches!(answer, Answer::Look) {
            self.looks_left = MOST_LOOKS;
        }
        match (by, answer) {
            (AskedBy::SignIn(form, kind), Answer::Credentials(credentials)) => {
                self.take_credentials(credentials);
                self.sign_in(form, kind, page, false, Vec::new(), now)
            }
            (AskedBy::AnotherName, Answer::Credentials(credentials)) => {
                self.take_credentials(credentials);
                self.open(now)
            }
            (
                AskedBy::Captcha(kind, mut form),
                Answer::Captcha {
                    characters,
                    credentials,
                },
            ) if self.can_read(kind, credentials.as_ref()) => {
                if let Some(credentials) = credentials.filter(|_| kind == CaptchaKind::SignIn) {
                    self.take_credentials(credentials);
                }
                let characters: String = characters.split_whitespace().collect();
                self.read_picture(kind, &mut form, &characters.to_lowercase());
                self.said.last = Some(Kind::Captcha);
                self.submit(&form, &page, now)
            }
            (AskedBy::Captcha(kind, mut form), Answer::NewPicture) => {
                self.ask_for_another(kind, &mut form);
                self.said.last = Some(Kind::NewPicture);
                self.submit(&form, &page, now)
            }
            (AskedBy::MfaChoice(mut form, values), Answer::Way(way)) if way < values.len() => {
                self.said.way.clone_from(&values[way]);
                form.fill("otpDeviceContext", &values[way]);
                self.said.last = Some(Kind::MfaChoice);
                self.submit(&form, &page, now)
            }
            (AskedBy::Otp { mut form, .. }, Answer::Code(code)) if !cleaned(&code).is_empty() => {
                form.fill("otpCode", &cleaned(&code));
                form.fill("mfaSubmit", "Submit");
                form.fill("rememberDevice", "false");
                self.said.last = Some(Kind::Otp);
                self.submit(&form, &page, now)
            }
            (
                AskedBy::Otp {
                    other_way: Some(href),
                    ..
                },
                Answer::OtherWay,
            ) => self.visit(&href, &page, now),
            (
                AskedBy::Otp {
                    resend: Some(form), ..
                },
                Answer::Resend,
            ) => self.submit(&form, &page, now),
            (AskedBy::CvfChoice(mut form, values), Answer::Way(way)) if way < values.len() => {
                form.fill("option", &values[way]);
                self.said.send_code = true;
                self.said.last = Some(Kind::CvfChoice);
                self.submit(&form, &page, now)
            }
            (AskedBy::Cvf(mut form), Answer::Code(code)) if !cleaned(&code).is_empty() => {
                form.fill("action", "code");
                form.fill("code", &cleaned(&code));
                self.said.last = Some(Kind::Cvf);
                self.submit(&form, &page, now)
            }
            (AskedBy::Approval { .. }, Answer::Look) => self.look_again(now),
            (AskedBy::Approval { resend: Some(form) }, Answer::Resend) => {
                self.submit(&form, &page, now)
            }
            // Not an answer to this question: it stays.
            (by, _) => self.ask(Asked { question, page, by }),
        }
    }

    fn take_credentials(&mut self, credentials: Credentials) {
        self.name = credentials.name.clone();
        self.credentials = Some(credentials);
        self.said = Said {
            in_vain: self.said.in_vain,
            spent: std::mem::take(&mut self.said.spent),
            ..Said::default()
        };
    }

    /// The sign-in form needs the password beside the characters (trap T22).
    const fn can_read(&self, kind: CaptchaKind, credentials: Option<&Credentials>) -> bool {
        !matches!(kind, CaptchaKind::SignIn) || credentials.is_some() || self.credentials.is_some()
    }

    fn read_picture(&mut self, kind: CaptchaKind, form: &mut Form, characters: &str) {
        match kind {
            CaptchaKind::Robot => form.fill("field-keywords", characters),
            CaptchaKind::Cvf => {
                form.fill("cvf_captcha_input", characters);
                form.fill("cvf_captcha_captcha_action", "verifyCaptcha");
            }
            CaptchaKind::SignIn => {
                self.give_credentials(form);
                self.credentials = None;
                form.fill("guess", characters);
                form.fill("use_image_captcha", "true");
                form.fill("use_audio_captcha", "false");
                form.fill("showPasswordChecked", "false");
            }
        }
    }

    /// Only one kind has a button for it; the others show another picture after an empty guess.
    fn ask_for_another(&self, kind: CaptchaKind, form: &mut Form) {
        match kind {
            CaptchaKind::Robot => form.fill("field-keywords", ""),
            CaptchaKind::Cvf => form.fill("cvf_captcha_captcha_action", "newCaptcha"),
            CaptchaKind::SignIn => {
                // EXPOSE: Amazon has the name already; no password goes along.
                form.fill("email", self.name.expose().trim());
                form.fill("password", "");
                form.fill("guess", "");
            }
        }
    }

    /// Looks whether it was approved: by the page's own address, which works for everybody
    /// (section 5.9).
    fn look_again(&mut self, now: Timestamp) -> Step {
        match (&self.approval, self.looks_left.checked_sub(1)) {
            (Some(approval), Some(left)) => {
                let at = approval.at.clone();
                self.looks_left = left;
                self.get(at, now)
            }
            _ => self.end(Why::ApprovalExpired, None),
        }
    }
}

/// A code without blanks and dashes.
fn cleaned(code: &Secret<String>) -> Zeroizing<String> {
    // EXPOSE: the code is what Amazon asks for.
    let code = code.expose().chars().filter(char::is_ascii_alphanumeric);
    Zeroizing::new(code.collect())
}
