//! What a conversation remembers from one step to the next.

use super::address::Place;
use super::challenge::{Challenge, Question};
use super::form::Form;
use super::page::{CaptchaKind, SignInKind};

/// What comes next from outside.
#[derive(Default)]
pub(super) enum Awaits {
    /// The answer to a request for a page.
    Page { place: Place, hops_left: u8 },
    /// A picture for the question.
    Picture(Box<Asked>),
    /// The member's answer.
    Member(Box<Asked>),
    /// Nothing: it is over.
    #[default]
    Nothing,
}

/// A question with what its answer is put into.
pub(super) struct Asked {
    pub(super) question: Question,
    /// The page that asks.
    pub(super) page: Place,
    pub(super) by: AskedBy,
}

/// What the answer is put into.
pub(super) enum AskedBy {
    SignIn(Form, SignInKind),
    /// A page whose form must not be posted: the answer begins anew (trap T34).
    AnotherName,
    Captcha(CaptchaKind, Form),
    /// With the values of the ways.
    MfaChoice(Form, Vec<String>),
    Otp {
        form: Form,
        other_way: Option<String>,
        resend: Option<Form>,
    },
    /// With the values of the ways.
    CvfChoice(Form, Vec<String>),
    Cvf(Form),
    Approval {
        resend: Option<Form>,
    },
}

/// What was said to Amazon.
#[derive(Default)]
pub(super) struct Said {
    /// Of the credentials that the member gave last.
    pub(super) told: Told,
    /// How often the sign-in page came back without a word.
    pub(super) in_vain: u8,
    /// The kind of question that was answered last.
    pub(super) last: Option<Kind>,
    /// The way that was chosen last for a one-time password.
    pub(super) way: String,
    /// The ways that are used up today.
    pub(super) spent: Vec<String>,
    /// Whether these pages were told to send a code (trap T28).
    pub(super) send_code: bool,
}

/// How much of the credentials was sent.
#[derive(Clone, Copy, Default, Eq, PartialEq)]
pub(super) enum Told {
    #[default]
    Nothing,
    Name,
    Both,
}

/// Questions that may be asked again because the answer was wrong.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Kind {
    Captcha,
    /// Not answered: another one was wanted.
    NewPicture,
    MfaChoice,
    Otp,
    CvfChoice,
    Cvf,
}

/// An approval that is waited for.
pub(super) struct Approval {
    /// The page that tells when it was given.
    pub(super) at: Place,
    pub(super) challenge: Challenge,
}

/// Pages without a question, after each answer of the member's (section 5.1).
pub(super) const MOST_PAGES: u8 = 16;
/// Looks at an approval, after each answer of the member's: five minutes.
pub(super) const MOST_LOOKS: u8 = 60;
