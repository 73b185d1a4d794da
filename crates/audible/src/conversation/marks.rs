//! The marks by which pages are told apart: ids, names and classes, never words where there is one
//! of these (sign-in reference, 5.3 to 5.10).

use super::challenge::{MfaMethod, MfaWay};
use super::dead_end::Why;
use super::form::Form;
use super::html::{Document, Element};
use super::page::{Asks, CaptchaKind, Page, SignInKind, Skip};

/// A page that is looked through for them.
pub(super) struct Marks<'a>(pub(super) &'a Document);

impl Marks<'_> {
    fn id(&self, id: &str) -> bool {
        self.0.by_id(id).is_some()
    }

    fn input(&self, name: &str) -> Option<&Element> {
        self.0
            .find(|element| element.is("input") && element.has("name", name))
    }

    fn form_of(&self, input: &str) -> Option<Form> {
        Form::with_input(self.0, input)
    }

    fn form_id(&self, id: &str) -> Option<Form> {
        Form::find(self.0, |form| form.has("id", id))
    }

    pub(super) fn firewall(&self) -> Option<Page> {
        let by_script = self.0.find(|element| {
            element.is("script")
                && (element
                    .attribute("src")
                    .is_some_and(|src| src.contains(".token.awswaf.com"))
                    || self.0.text(element).contains("window.gokuProps"))
        });
        (by_script.is_some() || self.id("challenge-container"))
            .then_some(Page::DeadEnd { why: Why::Firewall })
    }

    pub(super) fn captcha(&self) -> Option<Page> {
        let is_robot = |form: &Element| {
            form.attribute("action").is_some_and(|action| {
                action
                    .split('?')
                    .next()
                    .unwrap_or("")
                    .ends_with("/errors/validateCaptcha")
            })
        };
        let robot = Form::find(self.0, is_robot).or_else(|| self.form_of("field-keywords"));
        if let Some(form) = robot {
            let characters = self.input("field-keywords");
            let prefilled = characters.is_some_and(|input| input.has("type", "hidden"));
            return Some(if prefilled {
                Page::Interruption {
                    skip: Skip::Form(form),
                }
            } else {
                let picture = self.picture();
                Page::Asks(Asks::Captcha(CaptchaKind::Robot, form, picture))
            });
        }
        if let Some(form) = self.form_of("cvf_captcha_input") {
            return Some(Page::Asks(Asks::Captcha(
                CaptchaKind::Cvf,
                form,
                self.picture(),
            )));
        }
        let form = self
            .0
            .by_id("auth-captcha-image")
            .and_then(|picture| Form::around(self.0, picture))
            .or_else(|| self.form_of("use_image_captcha"))
            .or_else(|| self.form_of("guess"))
            .filter(|form| form.has("email") && form.has("password"))?;
        Some(Page::Asks(Asks::Captcha(
            CaptchaKind::SignIn,
            form,
            self.picture(),
        )))
    }

    /// The picture of a captcha: marked as such, else one whose address or text says so.
    fn picture(&self) -> Option<String> {
        let says_so = |text: Option<&str>| {
            text.is_some_and(|text| text.to_ascii_lowercase().contains("captcha"))
        };
        self.0
            .by_id("auth-captcha-image")
            .or_else(|| {
                self.0.find(|element| {
                    element.is("img")
                        && (says_so(element.attribute("alt")) || says_so(element.attribute("src")))
                })
            })
            .and_then(|picture| picture.attribute("src"))
            .map(str::to_owned)
    }

    pub(super) fn mfa_choice(&self) -> Option<Page> {
        let form = self
            .form_id("auth-select-device-form")
            .or_else(|| self.form_of("otpDeviceContext"))?;
        let ways = self.radios("otpDeviceContext", |radio, value, label| {
            let by_class = [radio]
                .into_iter()
                .chain(self.0.around(radio))
                .flat_map(Element::classes)
                .find_map(|class| method(class.strip_prefix("auth-")?));
            let by_value = || method(value.rsplit_once(", ")?.1);
            MfaWay {
                method: by_class.or_else(by_value).unwrap_or(MfaMethod::Other),
                label,
                spent: false,
            }
        });
        (!ways.is_empty()).then_some(Page::Asks(Asks::MfaChoice(form, ways)))
    }

    /// What each radio button stands for, with its value; its value and label are read.
    fn radios<T>(
        &self,
        name: &str,
        read: impl Fn(&Element, &str, String) -> T,
    ) -> Vec<(T, String)> {
        self.0
            .elements()
            .filter(|element| element.is("input") && element.has("name", name))
            .filter_map(|radio| {
                let value = radio.attribute("value").filter(|value| !value.is_empty())?;
                Some((read(radio, value, self.label(radio)), value.to_owned()))
            })
            .collect()
    }

    /// The label around an input, or elsewhere for its id.
    fn label(&self, input: &Element) -> String {
        let elsewhere = || {
            let id = input.attribute("id")?;
            self.0
                .find(|element| element.is("label") && element.has("for", id))
        };
        self.0
            .around(input)
            .find(|element| element.is("label"))
            .or_else(elsewhere)
            .map(|label| self.0.text(label))
            .unwrap_or_default()
    }

    pub(super) fn otp(&self) -> Option<Page> {
        let form = self.form_of("otpCode")?;
        Some(Page::Asks(Asks::Otp {
            form,
            other_way: self
                .0
                .by_id("auth-get-new-otp-link")
                .and_then(link)
                .map(str::to_owned),
            resend: self.form_id("resend-approval-form"),
        }))
    }

    pub(super) fn puzzle(&self) -> Option<Page> {
        (self.input("cvf_aamation_response_token").is_some()
            || self.input("cvf_aamation_error_code").is_some()
            || self.id("cvf-aamation-challenge-form")
            || self.id("cvf-aamation-container"))
        .then_some(Page::DeadEnd { why: Why::Puzzle })
    }

    pub(super) fn cvf_choice(&self) -> Option<Page> {
        let form = Form::find(self.0, |form| form.has("name", "claimspicker"))?;
        let ways = self.radios("option", |_, value, label| {
            if label.is_empty() {
                value.to_owned()
            } else {
                label
            }
        });
        (!ways.is_empty()).then_some(Page::Asks(Asks::CvfChoice(form, ways)))
    }

    pub(super) fn cvf_code(&self) -> Option<Page> {
        let form = self.form_of("code")?;
        self.id("cvf-page-content")
            .then_some(Page::Asks(Asks::Cvf(form)))
    }

    pub(super) fn cvf_send(&self) -> Option<Page> {
        let anchor = self.0.by_id("cvf-page-content")?;
        let form = Form::inside(self.0, anchor).or_else(|| self.form_of("verifyToken"))?;
        let has_box = self
            .0
            .find(|element| element.has_class("cvf-widget-input-code"))
            .is_some();
        Some(Page::CvfSend(form, has_box))
    }

    pub(super) fn approval(&self) -> Option<Page> {
        let device = self
            .0
            .find(|element| element.has_class("transaction-approval-word-break"));
        let status = self
            .input("transactionApprovalStatus")
            .and_then(|input| input.attribute("value"));
        let is_one = device.is_some()
            || status.is_some()
            || [
                "resend-approval-alert",
                "resend-approval-form",
                "resend-approval-link",
                "pollingForm",
            ]
            .iter()
            .any(|id| self.id(id));
        if let Some("TransactionExpired" | "TransactionCompletionTimeout") = status {
            return Some(Page::DeadEnd {
                why: Why::ApprovalExpired,
            });
        }
        is_one.then(|| {
            Page::Asks(Asks::Approval {
                device: device
                    .map(|device| self.0.text(device))
                    .filter(|text| !text.is_empty()),
                resend: self.form_id("resend-approval-form"),
                link: self
                    .0
                    .elements()
                    .filter_map(link)
                    .find(|href| href.contains("/ap/cvf/approval?"))
                    .map(str::to_owned),
            })
        })
    }

    /// Whatever its address: without a way around it, it is a page like any unknown one.
    pub(super) fn interruption(&self) -> Option<Page> {
        let phone = self.0.by_id("ap-account-fixup-phone-skip-link");
        if phone.is_some() || self.id("auth-account-fixup-phone-form") {
            let skip = phone.and_then(link).map(|href| Skip::Link(href.to_owned()));
            return Some(passed(skip));
        }
        let passkey = ["passkey-nudge-skip-button", "passkey-creation-skip-link"]
            .iter()
            .find_map(|id| self.0.by_id(id))?;
        let skip = self.skip(passkey);
        Some(passed(skip))
    }

    /// A link, or a button with its form. The mark-up is known by its ids only.
    fn skip(&self, control: &Element) -> Option<Skip> {
        if let Some(href) = link(control).or_else(|| self.0.inside(control).iter().find_map(link)) {
            return Some(Skip::Link(href.to_owned()));
        }
        let mut form = Form::around(self.0, control)?;
        let button = [control]
            .into_iter()
            .chain(self.0.inside(control))
            .find(|element| {
                (element.is("button") || element.is("input")) && element.attribute("name").is_some()
            });
        if let Some(button) = button {
            form.fill(
                button.attribute("name").unwrap_or_default(),
                button.attribute("value").unwrap_or_default(),
            );
        }
        Some(Skip::Form(form))
    }

    pub(super) fn end(&self) -> Option<Page> {
        if Form::find(self.0, |form| form.has("name", "forgotPassword")).is_some()
            || self.input("OTPChallengeOptions").is_some()
        {
            return Some(Page::DeadEnd {
                why: Why::PasswordReset,
            });
        }
        if self.id("intent-confirmation-form") || self.id("intent-confirmation-container") {
            return Some(Page::Asks(Asks::AnotherName));
        }
        (self.id("ap_error_return_home") || self.id("ap_error_page_message")).then_some(
            Page::DeadEnd {
                why: Why::SessionLost,
            },
        )
    }

    /// Words decide only where no mark does.
    pub(super) fn reset_in_words(&self) -> Option<Page> {
        let says_so = self.0.find(|element| {
            ["title", "h1", "h4"].iter().any(|tag| element.is(tag))
                && element.is_visible()
                && self
                    .0
                    .text(element)
                    .eq_ignore_ascii_case("Password reset required")
        });
        says_so.map(|_| Page::DeadEnd {
            why: Why::PasswordReset,
        })
    }

    pub(super) fn sign_in(&self) -> Option<Page> {
        let form = Form::find(self.0, |form| form.has("name", "signIn"))?;
        let demanded = self
            .0
            .by_id("passkey-error-alert")
            .is_some_and(Element::is_visible);
        if demanded {
            return Some(Page::DeadEnd {
                why: Why::PasskeyDemanded,
            });
        }
        if !form.has("email") && !form.has("password") {
            return None;
        }
        let asks_for_name_alone = matches!(
            form.value("subPageType"),
            Some("SignInClaimCollect" | "FullPageUnifiedClaimCollect")
        ) || form.value("appAction") == Some("SIGNIN_CLAIM_COLLECT");
        let has_box = self
            .0
            .find(|element| {
                element.is("input") && element.has("name", "password") && element.is_visible()
            })
            .is_some();
        let knows_name = self
            .0
            .find(|element| {
                element.is("input")
                    && element.has("name", "email")
                    && element.has("type", "hidden")
                    && !element.attribute("value").unwrap_or_default().is_empty()
            })
            .is_some();
        let kind = match (has_box && !asks_for_name_alone, knows_name) {
            (true, true) => SignInKind::Password,
            (true, false) => SignInKind::Full,
            (false, _) => SignInKind::Claim,
        };
        Some(Page::SignIn(form, kind))
    }
}

/// Without a way around it, an interruption is the end.
fn passed(skip: Option<Skip>) -> Page {
    match skip {
        Some(skip) => Page::Interruption { skip },
        None => Page::DeadEnd {
            why: Why::UnknownPage,
        },
    }
}

fn method(name: &str) -> Option<MfaMethod> {
    Some(match name {
        "TOTP" => MfaMethod::App,
        "SMS" => MfaMethod::Sms,
        "VOICE" => MfaMethod::Voice,
        _ => return None,
    })
}

/// Where a link leads, unless a script would do it.
fn link(element: &Element) -> Option<&str> {
    element.attribute("href").filter(|href| {
        let href = href.trim();
        !href.is_empty() && !href.starts_with('#') && !href.starts_with("javascript:")
    })
}
