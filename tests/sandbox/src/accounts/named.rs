//! The people that exist from the start.

use super::{Account, Approval, Method, Otp, PasswordPage, Step};
use crate::host::Family;

/// All accounts that exist from the start.
pub fn named() -> Vec<Account> {
    [friends(), pages(), codes(), ends(), whole()].concat()
}

/// Those without odd habits.
fn friends() -> Vec<Account> {
    vec![
        Account::friend("anna", "one-time password", &[Step::Otp]),
        Account::friend("ben", "nothing is asked", &[]),
        Account::friend(
            "carla",
            "picture, choice of a method, one-time password",
            &[Step::Captcha, CHOICE, Step::Otp],
        ),
        Account::friend("dora", "a code by mail", &[Step::Cvf]),
        Account::friend(
            "emil",
            "approval on another device",
            &[Step::Approval(Approval::ByHand)],
        ),
    ]
}

/// Where the password is asked for, and pictures.
fn pages() -> Vec<Account> {
    vec![
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
        Account {
            picture_without_app_cookies: true,
            ..Account::odd(
                "newplace",
                "a picture first, where the app's cookies are missing",
                &[],
            )
        },
        Account::odd(
            "cvfcaptcha",
            "picture on a page of its own",
            &[Step::CvfCaptcha],
        ),
        Account::odd("robot", "robot page", &[Step::Robot]),
    ]
}

/// Codes and approvals.
fn codes() -> Vec<Account> {
    vec![
        Account {
            otp: Otp::Code {
                digits: "123456".to_owned(),
                fixed: true,
            },
            ..Account::odd("totp", "code 123456, once", &[Step::Otp])
        },
        Account::odd(
            "choice",
            "choice of two methods, then the code",
            &[CHOICE, Step::Otp],
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
            "approved after three looks that found it waiting",
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
    ]
}

/// Interruptions and dead ends.
fn ends() -> Vec<Account> {
    vec![
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
    ]
}

/// What is odd about a whole account.
fn whole() -> Vec<Account> {
    vec![
        Account {
            password_page: PasswordPage::Own,
            ..Account::odd(
                "gauntlet",
                "everything, one after the other",
                &[
                    Step::Captcha,
                    CHOICE,
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

const CHOICE: Step = Step::MfaChoice(&[Method::TOTP, Method::SMS]);
