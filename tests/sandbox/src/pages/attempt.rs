//! A sign-in under way: what is known of it, and the addresses and hidden fields of its pages.

use std::collections::VecDeque;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::address::Address;
use super::html::{escape, hidden};
use super::views::FirstPage;
use crate::accounts::{Manners, PasswordPage, Step};
use crate::auth::random_text;
use crate::request::Fields;

/// A sign-in under way.
#[derive(Debug)]
pub(crate) struct Attempt {
    /// In the addresses of its pages as `arb`.
    pub(crate) id: String,
    /// The cookie `session-id` of the browser that began it.
    pub(crate) session: String,
    pub(crate) address: Address,
    /// The sign-in address' query as it came.
    pub(crate) query: String,
    pub(crate) began_ms: i64,
    /// Whether the app's cookies came with the first request (T16).
    pub(crate) has_app_cookies: bool,
    pub(crate) first_page: FirstPage,
    /// Who signs in, once it was said.
    pub(crate) email: Option<String>,
    /// Those of the account, once it is known.
    pub(crate) manners: Manners,
    pub(crate) place: Place,
    /// What is to be gone through after the password; the first is where it stands.
    pub(crate) steps: VecDeque<Step>,
    /// New on each page and good for one answer.
    pub(crate) token: String,
    /// What the picture says.
    pub(crate) captcha: String,
    /// Whether the step's code was sent.
    pub(crate) code_sent: bool,
    /// How often the step's approval was looked for.
    pub(crate) looks: u32,
    pub(crate) wrong_passwords: u32,
    /// The robot page comes once.
    pub(crate) is_no_robot: bool,
}

/// The page that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    First,
    Password(PasswordPage),
    /// That of the first of the steps.
    Step,
}

impl Attempt {
    pub(crate) fn new(address: Address, query: &str, session: String, began_ms: i64) -> Self {
        Self {
            id: random_text(32),
            session,
            address,
            query: query.to_owned(),
            began_ms,
            has_app_cookies: false,
            first_page: FirstPage::Classic,
            email: None,
            manners: Manners::Good,
            place: Place::First,
            steps: VecDeque::new(),
            token: String::new(),
            captcha: String::new(),
            code_sent: false,
            looks: 0,
            wrong_passwords: 0,
            is_no_robot: false,
        }
    }

    /// The step that it stands at, where the password is behind it.
    pub(crate) fn step(&self) -> Option<&Step> {
        self.steps.front().filter(|_| self.place == Place::Step)
    }

    /// An address at the host of this sign-in.
    pub(crate) fn url(&self, path: &str) -> String {
        let Address {
            family,
            marketplace,
            ..
        } = &self.address;
        format!("https://www.{family}.{}{path}", marketplace.tld)
    }

    /// The address of one of its own pages.
    pub(crate) fn step_url(&self, path: &str) -> String {
        format!("{}?ie=UTF8&arb={}", self.url(path), self.id)
    }

    /// The path of the page that is shown.
    pub(crate) fn path(&self) -> &'static str {
        match self.step() {
            None
            | Some(
                Step::Captcha
                | Step::Robot
                | Step::Waf
                | Step::Loop
                | Step::PasskeyOnly
                | Step::Intent,
            ) => "/ap/signin",
            Some(Step::CvfCaptcha | Step::Cvf | Step::CvfPick | Step::Aamation) => {
                "/ap/cvf/request"
            }
            Some(Step::MfaChoice(_)) => "/ap/mfa/new-otp",
            Some(Step::Otp) => "/ap/mfa",
            Some(Step::MailOtp | Step::Approval(_)) => "/ap/cvf/approval",
            Some(Step::Phone) => "/ap/accountfixup",
            Some(Step::Nudge) => "/claim/webauthn/nudge",
            Some(Step::Reset) => "/ap/forgotpassword",
        }
    }

    /// The hidden fields of a form of the sign-in.
    pub(crate) fn hidden(&self, app_action: &str) -> String {
        self.hidden_fields(app_action)
            .iter()
            .map(|(name, value)| hidden(name, value))
            .collect()
    }

    /// Whether a form brings the hidden fields of the page that is shown.
    pub(crate) fn has_hidden(&self, form: &Fields, app_action: &str) -> bool {
        self.hidden_fields(app_action)
            .iter()
            .all(|(name, value)| form.last(name) == Some(value))
    }

    /// Where the forms below `/ap/cvf/` are sent; odd accounts' relative to the page (T27).
    pub(crate) fn verify_action(&self) -> String {
        match self.manners {
            Manners::Good => escape(&self.url("/ap/cvf/verify")),
            Manners::Odd => "verify".to_owned(),
        }
    }

    /// The hidden field of the forms below `/ap/cvf/`.
    pub(crate) fn verify_token(&self) -> String {
        hidden("verifyToken", &self.verify_value())
    }

    pub(crate) fn verify_value(&self) -> String {
        format!("s|{}", self.token)
    }

    /// The picture's address; good for as long as the page is shown.
    pub(crate) fn picture(&self) -> String {
        self.url(&format!("/captcha/{}/{}.png", self.id, self.token))
    }

    fn hidden_fields(&self, app_action: &str) -> [(&'static str, String); 5] {
        let ape = |text: &str| format!("ape:{}", STANDARD.encode(text));
        [
            ("appActionToken", self.token.clone()),
            ("appAction", app_action.to_owned()),
            ("openid.return_to", ape(&self.address.return_to)),
            ("prevRID", ape(&self.token)),
            (
                "workflowState",
                format!("eyJJTlZFTlRFRCJ9.{}.{}", self.id, "invented".repeat(256)),
            ),
        ]
    }
}

/// The attempt that a `workflowState` belongs to.
pub(crate) fn id_of_workflow_state(text: &str) -> Option<&str> {
    text.split('.').nth(1)
}
