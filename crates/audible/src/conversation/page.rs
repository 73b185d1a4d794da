//! What page is this? (sign-in reference, 5.3: top down, the first that fits)

use super::challenge::MfaWay;
use super::dead_end::Why;
use super::form::Form;
use super::html::Document;
use super::marks::Marks;

/// A page, with what is needed to answer it.
#[derive(Debug)]
pub(super) enum Page {
    SignIn(Form, SignInKind),
    /// Wants something of the member.
    Asks(Asks),
    /// Has a code sent; whether a box for it is there already.
    CvfSend(Form, bool),
    /// Wants nothing: "Add a phone number", "Set up a passkey", a button.
    Interruption {
        skip: Skip,
    },
    /// There is no way on.
    DeadEnd {
        why: Why,
    },
    Unknown,
}

/// What the member is asked for.
#[derive(Debug)]
pub(super) enum Asks {
    /// With the address of the picture.
    Captcha(CaptchaKind, Form, Option<String>),
    /// Ways and their values.
    MfaChoice(Form, Vec<(MfaWay, String)>),
    Otp {
        form: Form,
        /// Where another way can be chosen.
        other_way: Option<String>,
        resend: Option<Form>,
    },
    /// Descriptions of the ways and their values.
    CvfChoice(Form, Vec<(String, String)>),
    Cvf(Form),
    Approval {
        device: Option<String>,
        resend: Option<Form>,
        /// Where the page can be looked at again, if it says so.
        link: Option<String>,
    },
    /// "Create an account?": no form of this page is ever posted (trap T34).
    AnotherName,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum CaptchaKind {
    Robot,
    Cvf,
    SignIn,
}

/// What a sign-in form asks for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum SignInKind {
    /// The e-mail address alone.
    Claim,
    /// Both on one page.
    Full,
    /// The password, of a name that stands there.
    Password,
}

/// The way on.
#[derive(Debug)]
pub(super) enum Skip {
    Link(String),
    Form(Form),
}

impl Page {
    /// By its marks; none of them is told by its address alone.
    pub(super) fn of(document: &Document) -> Self {
        let page = Marks(document);
        page.firewall()
            .or_else(|| page.captcha())
            .or_else(|| page.mfa_choice())
            .or_else(|| page.otp())
            .or_else(|| page.puzzle())
            .or_else(|| page.cvf_choice())
            .or_else(|| page.cvf_code())
            .or_else(|| page.approval())
            .or_else(|| page.cvf_send())
            .or_else(|| page.interruption())
            .or_else(|| page.end())
            .or_else(|| page.sign_in())
            .or_else(|| page.reset_in_words())
            .unwrap_or(Self::Unknown)
    }
}
