//! The invented people: well-behaved ones to walk with, and those with a trap each
//! (sign-in reference, section 16).

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};

use crate::host::{Family, Marketplace};

mod named;
mod otp;

pub use named::named;
use otp::{BASE32, totp};
pub(crate) use otp::{base32, digits};

/// The password of the invented people.
pub const PASSWORD: &str = "sandbox";

/// The account that newcomers walk with: a one-time password, nothing else.
pub const DEFAULT: &str = "anna@example.org";

/// A member of this world.
#[derive(Clone, Debug)]
pub struct Account {
    /// The e-mail address in lower case, or a user name.
    pub email: String,
    /// The password; without one any will do but `wrong`.
    pub password: Option<String>,
    /// The hosts it signs in at.
    pub family: Family,
    /// The full name.
    pub name: String,
    /// The first name.
    pub given_name: String,
    /// Amazon's customer id: the same for an e-mail address whenever it is made.
    pub user_id: String,
    /// What every sign-in with the right password goes through, in this order.
    pub steps: Vec<Step>,
    /// Whether its pages have the odd habits.
    pub manners: Manners,
    /// The page that a person of this account types the password into.
    pub password_page: PasswordPage,
    /// What makes its one-time passwords.
    pub otp: Otp,
    /// One-time passwords that were accepted, and when (seconds since 1970): none is taken twice
    /// within its time where there are odd habits.
    pub used_otps: HashMap<String, i64>,
    /// When one-time passwords were sent to it, in milliseconds since 1970.
    pub otps_sent_ms: Vec<i64>,
    /// Whether a picture comes first where the app's cookies are missing.
    pub picture_without_app_cookies: bool,
    /// The code that the next mail or text message brings.
    pub cvf: String,
    /// What the picture shown last says.
    pub captcha: String,
    /// Whether the waiting sign-in is approved.
    pub approved: bool,
    /// The four bytes.
    pub activation_bytes: u32,
    /// How many devices it has from the start.
    pub devices_at_start: u32,
    /// What it is there for, in a sentence.
    pub purpose: String,
}

/// Whether an account's pages have the odd habits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manners {
    /// Absolute addresses in forms, and exactly the challenges that are asked for.
    Good,
    /// As Amazon does it.
    Odd,
}

/// What comes after the e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordPage {
    /// E-mail address and password on one page.
    Same,
    /// The password is asked for on a page of its own, whatever was sent before.
    Own,
    /// The same, with the form for passkeys before the right one.
    OwnAfterPasskey,
}

/// What makes one-time passwords.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Otp {
    /// RFC 6238: SHA-1, 30 seconds, 6 digits.
    Secret(Vec<u8>),
    /// This one; another once it was accepted, unless it is fixed.
    Code {
        /// Six digits.
        digits: String,
        /// Whether it stays the same.
        fixed: bool,
    },
}

/// A challenge, an interruption or a dead end of a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A picture on the sign-in form.
    Captcha,
    /// A picture on a page of its own.
    CvfCaptcha,
    /// "Enter the characters you see below".
    Robot,
    /// Where the one-time password shall come from.
    MfaChoice(&'static [Method]),
    /// The one-time password.
    Otp,
    /// A code by mail, on a page that looks like an approval.
    MailOtp,
    /// A code that a button has sent.
    Cvf,
    /// The same with a choice of where to.
    CvfPick,
    /// Approval elsewhere.
    Approval(Approval),
    /// A puzzle that needs scripts; no way on.
    Aamation,
    /// A firewall's page; no way on.
    Waf,
    /// "Add a phone number".
    Phone,
    /// "Set up a passkey".
    Nudge,
    /// "Password reset required"; no way on.
    Reset,
    /// The empty sign-in page again, for ever.
    Loop,
    /// A passkey is demanded; no way on.
    PasskeyOnly,
    /// "Create an account?"; no way on.
    Intent,
}

/// How an approval goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// Waits for `POST /sandbox/approve`.
    ByHand,
    /// Approved after three looks that found it waiting.
    AfterThree,
    /// A page without marks and without a code.
    Denied,
    /// `TransactionExpired`.
    Expired,
}

/// How a one-time password is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// An authenticator app.
    TOTP,
    /// A text message.
    SMS,
    /// A call.
    VOICE,
}

impl Account {
    /// A person without any odd habit and without challenges, with [`PASSWORD`].
    pub fn well_behaved(email: &str) -> Self {
        let email = email.trim().to_lowercase();
        let start = email.split(['@', '.', '+', '-']).next().unwrap_or_default();
        let mut letters = start.chars();
        let given_name: String = letters.next().map_or_else(
            || "Ada".to_owned(),
            |first| first.to_uppercase().chain(letters).collect(),
        );
        Self {
            password: Some(PASSWORD.to_owned()),
            family: Family::Amazon,
            name: format!("{given_name} Example"),
            given_name,
            user_id: customer_id(&email),
            steps: Vec::new(),
            manners: Manners::Good,
            password_page: PasswordPage::Same,
            otp: Otp::Code {
                digits: digits(),
                fixed: false,
            },
            used_otps: HashMap::new(),
            otps_sent_ms: Vec::new(),
            picture_without_app_cookies: false,
            cvf: digits(),
            captcha: String::new(),
            approved: false,
            activation_bytes: 0x1a2b_3c4d,
            devices_at_start: 0,
            purpose: String::new(),
            email,
        }
    }

    /// Whether a password is right.
    pub fn accepts(&self, password: &str) -> bool {
        match &self.password {
            Some(right) => password == right,
            None => !password.is_empty() && password != "wrong",
        }
    }

    /// `Amazon`, or for a user name a pool of the store it is used in.
    pub fn pool(&self, marketplace: &Marketplace) -> String {
        match self.family {
            Family::Amazon => "Amazon".to_owned(),
            Family::Audible => format!("pool-{}", marketplace.id),
        }
    }

    /// The one-time password that is right now.
    pub fn current_otp(&self, now: i64) -> String {
        match &self.otp {
            Otp::Secret(secret) => totp(secret, now),
            Otp::Code { digits, .. } => digits.clone(),
        }
    }

    /// Whether a one-time password is right now; with a secret also the step before and after.
    pub fn accepts_otp(&self, code: &str, now: i64) -> bool {
        match &self.otp {
            Otp::Secret(secret) => [-30, 0, 30]
                .into_iter()
                .any(|step| totp(secret, now + step) == code),
            Otp::Code { digits, .. } => digits == code,
        }
    }

    /// Whether a one-time password was accepted within the last minute.
    pub fn was_otp_used(&self, code: &str, now: i64) -> bool {
        self.used_otps.get(code).is_some_and(|used| now - used < 60)
    }

    /// A one-time password was accepted: one without a secret is followed by another.
    pub fn otp_accepted(&mut self, code: &str, now: i64) {
        self.used_otps.insert(code.to_owned(), now);
        if let Otp::Code {
            digits: current,
            fixed: false,
        } = &mut self.otp
        {
            *current = digits();
        }
    }

    fn odd(local: &str, purpose: &str, steps: &[Step]) -> Self {
        Self {
            password: None,
            manners: Manners::Odd,
            steps: steps.to_vec(),
            // Leading zero (T67).
            activation_bytes: 0x000b_0c0d,
            purpose: purpose.to_owned(),
            ..Self::well_behaved(&format!("{local}@example.org"))
        }
    }

    fn friend(local: &str, purpose: &str, steps: &[Step]) -> Self {
        Self {
            steps: steps.to_vec(),
            purpose: purpose.to_owned(),
            ..Self::well_behaved(&format!("{local}@example.org"))
        }
    }
}

/// A step's name in `POST /sandbox/account`.
pub fn step(name: &str) -> Option<Step> {
    Some(match name {
        "captcha" => Step::Captcha,
        "cvf_captcha" => Step::CvfCaptcha,
        "robot" => Step::Robot,
        "mfa_choice" => Step::MfaChoice(&[Method::SMS, Method::TOTP]),
        "otp" => Step::Otp,
        "mail_otp" => Step::MailOtp,
        "cvf" => Step::Cvf,
        "cvf_pick" => Step::CvfPick,
        "approval" => Step::Approval(Approval::ByHand),
        "approval_denied" => Step::Approval(Approval::Denied),
        "approval_expired" => Step::Approval(Approval::Expired),
        "aamation" => Step::Aamation,
        "waf" => Step::Waf,
        "phone" => Step::Phone,
        "nudge" => Step::Nudge,
        "reset" => Step::Reset,
        "loop" => Step::Loop,
        "passkey_only" => Step::PasskeyOnly,
        "intent" => Step::Intent,
        _ => return None,
    })
}

fn customer_id(email: &str) -> String {
    let id: String = Sha256::digest(email)
        .iter()
        .take(28)
        .map(|byte| char::from(BASE32[usize::from(byte % 32)]))
        .collect();
    format!("amzn1.account.{id}")
}
