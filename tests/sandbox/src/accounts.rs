//! The invented people: well-behaved ones to walk with, and those with a trap each
//! (sign-in reference, section 16).

use std::collections::HashSet;

use rand::RngExt as _;
use sha2::{Digest as _, Sha256};

use crate::host::{Family, Marketplace};

/// The password of the invented people.
pub const PASSWORD: &str = "sandbox";

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
    /// One-time passwords that were accepted: none is twice where there are odd habits.
    pub used_otps: HashSet<String>,
    /// How many one-time passwords it has asked to be sent.
    pub otps_sent: u32,
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
    /// Approves itself at the third look.
    AfterThree,
    /// A page without marks and without a code.
    Denied,
    /// `TransactionExpired`.
    Expired,
}

/// How a one-time password is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::upper_case_acronyms,
    reason = "Amazon's own spelling, on the wire"
)]
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
        let given_name: String = letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect())
            .unwrap_or_else(|| "Ada".to_owned());
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
            used_otps: HashSet::new(),
            otps_sent: 0,
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

    /// A one-time password was accepted: one without a secret is followed by another.
    pub fn otp_accepted(&mut self, code: &str) {
        self.used_otps.insert(code.to_owned());
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

/// All accounts that exist from the start.
pub fn named() -> Vec<Account> {
    let choice = Step::MfaChoice(&[Method::TOTP, Method::SMS]);
    let code = |digits: &str| Otp::Code {
        digits: digits.to_owned(),
        fixed: true,
    };
    vec![
        Account::friend("anna", "one-time password", &[Step::Otp]),
        Account::friend("ben", "nothing is asked", &[]),
        Account::friend(
            "carla",
            "picture, choice of a method, one-time password",
            &[Step::Captcha, choice.clone(), Step::Otp],
        ),
        Account::friend("dora", "a code by mail", &[Step::Cvf]),
        Account::friend(
            "emil",
            "approval on another device",
            &[Step::Approval(Approval::ByHand)],
        ),
        Account::odd("plain", "straight to the code", &[]),
        Account {
            password_page: PasswordPage::OwnAfterPasskey,
            ..Account::odd("twostep", "the password on a page of its own", &[])
        },
        Account {
            password_page: PasswordPage::Own,
            ..Account::odd("claim", "the password on a page of its own", &[])
        },
        Account::odd("captcha", "picture until abc123", &[Step::Captcha]),
        Account::odd(
            "newplace",
            "a picture first, where the app's cookies are missing",
            &[],
        ),
        Account::odd(
            "cvfcaptcha",
            "picture on a page of its own",
            &[Step::CvfCaptcha],
        ),
        Account::odd("robot", "robot page", &[Step::Robot]),
        Account {
            otp: code("123456"),
            ..Account::odd("totp", "code 123456, once", &[Step::Otp])
        },
        Account::odd(
            "choice",
            "choice of two methods, then the code",
            &[choice.clone(), Step::Otp],
        ),
        Account::odd(
            "smsonly",
            "no authenticator app; too many codes after five",
            &[Step::MfaChoice(&[Method::SMS, Method::VOICE]), Step::Otp],
        ),
        Account::odd(
            "mailotp",
            "a code by mail beside the marks of an approval",
            &[Step::MailOtp],
        ),
        Account::odd(
            "cvf",
            "a code once it was sent; the latest counts",
            &[Step::Cvf],
        ),
        Account::odd(
            "cvfpick",
            "where to send a code, then the code",
            &[Step::CvfPick],
        ),
        Account::odd(
            "approve",
            "approves itself at the third look",
            &[Step::Approval(Approval::AfterThree)],
        ),
        Account::odd(
            "deny",
            "the approval is denied",
            &[Step::Approval(Approval::Denied)],
        ),
        Account::odd(
            "expire",
            "the approval expires",
            &[Step::Approval(Approval::Expired)],
        ),
        Account::odd("aamation", "a puzzle that needs scripts", &[Step::Aamation]),
        Account::odd("waf", "a firewall's page", &[Step::Waf]),
        Account::odd("loop", "the empty sign-in page, for ever", &[Step::Loop]),
        Account::odd("passkeyonly", "a passkey is demanded", &[Step::PasskeyOnly]),
        Account::odd(
            "phone",
            "\"add a phone number\", then the code",
            &[Step::Phone],
        ),
        Account::odd(
            "nudge",
            "\"set up a passkey\", then the code",
            &[Step::Nudge],
        ),
        Account::odd("reset", "password reset required", &[Step::Reset]),
        Account::odd("unknown", "\"create an account?\"", &[Step::Intent]),
        Account {
            password_page: PasswordPage::Own,
            ..Account::odd(
                "gauntlet",
                "everything, one after the other",
                &[
                    Step::Captcha,
                    choice,
                    Step::Otp,
                    Step::Captcha,
                    Step::Approval(Approval::AfterThree),
                    Step::Nudge,
                ],
            )
        },
        Account {
            email: "old-user".to_owned(),
            family: Family::Audible,
            ..Account::odd(
                "old-user",
                "a user name from before Amazon; us, uk, de",
                &[],
            )
        },
        Account {
            devices_at_start: 7,
            ..Account::odd(
                "many",
                "seven devices already: the next asks for a new password",
                &[],
            )
        },
    ]
}

/// Six random digits.
pub(crate) fn digits() -> String {
    format!("{:06}", rand::rng().random_range(0..1_000_000))
}

fn customer_id(email: &str) -> String {
    let id: String = Sha256::digest(email)
        .iter()
        .take(28)
        .map(|byte| char::from(BASE32[usize::from(byte % 32)]))
        .collect();
    format!("amzn1.account.{id}")
}

/// RFC 6238 with its usual values.
fn totp(secret: &[u8], now: i64) -> String {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    let Ok(mut mac) = Hmac::<sha1::Sha1>::new_from_slice(secret) else {
        return String::new();
    };
    mac.update(&(now / 30).to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let start = usize::from(digest[19] & 15);
    let number = u32::from_be_bytes([
        digest[start] & 0x7f,
        digest[start + 1],
        digest[start + 2],
        digest[start + 3],
    ]);
    format!("{:06}", number % 1_000_000)
}

/// Reads base32 (RFC 4648), with or without padding and blanks.
pub(crate) fn base32(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0, 0_u32);
    for letter in text
        .to_ascii_uppercase()
        .bytes()
        .filter(|letter| !matches!(letter, b' ' | b'='))
    {
        let value = BASE32.iter().position(|known| *known == letter)?;
        held = (held << 5) | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    #[test]
    fn totp_is_that_of_rfc_6238() {
        // Appendix B, shortened to six digits.
        for (now, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(totp(b"12345678901234567890", now), code);
        }
        assert_eq!(
            base32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap(),
            b"12345678901234567890"
        );
    }
}
