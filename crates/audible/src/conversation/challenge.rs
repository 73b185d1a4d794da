//! What Amazon wants to know from the member, and what the member says
//! (sign-in reference, 5.4 to 5.9).

use std::fmt;

use crate::secret::Secret;

/// What a member signs in with. Wiped from memory as soon as it was sent.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Credentials {
    /// E-mail address, telephone number, or Audible user name.
    pub name: Secret<String>,
    /// The password, exactly as typed.
    pub password: Secret<String>,
}

/// A challenge, and what is to be said with it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Question {
    /// What is asked.
    pub challenge: Challenge,
    /// Whether it is asked again because the last answer was not taken.
    pub refused: bool,
    /// Amazon's own words on this page, in the store's language; mostly none. They may name the
    /// member's address: show them, and keep them out of every report.
    pub notices: Vec<String>,
}

/// What Amazon asks for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Challenge {
    /// E-mail address and password once more. Answer: [`Answer::Credentials`].
    Credentials(Again),
    /// Characters in a picture. Answers: [`Answer::Captcha`], [`Answer::NewPicture`].
    Captcha {
        /// The picture, or why it cannot be shown.
        picture: Result<Picture, NoPicture>,
        /// Whether e-mail address and password go along with the characters (trap T22). When it
        /// is refused, nobody knows which of them was wrong (trap T23).
        with_credentials: bool,
    },
    /// Where the one-time password shall come from. Answer: [`Answer::Way`].
    MfaChoice {
        /// What there is to choose from; never empty.
        ways: Vec<MfaWay>,
    },
    /// A one-time password. Answers: [`Answer::Code`]; [`Answer::OtherWay`], [`Answer::Resend`]
    /// where they are offered.
    Otp {
        /// Whether it can come in another way: an [`Challenge::MfaChoice`] follows.
        other_way: bool,
        /// Whether it can be sent again.
        resendable: bool,
    },
    /// Where a code shall be sent. Answer: [`Answer::Way`].
    CvfChoice {
        /// Amazon's descriptions, such as `a***@example.org`; never empty.
        ways: Vec<String>,
    },
    /// A code that was sent by mail or text message. Answer: [`Answer::Code`].
    Cvf,
    /// Approval of a notification, elsewhere. Comes with [`super::Step::Wait`].
    /// Answers: [`Answer::Look`]; [`Answer::Resend`] where it is offered.
    Approval {
        /// What the notification says, such as `iPhone near Invented City`.
        device: Option<String>,
        /// Whether it can be sent again.
        resendable: bool,
    },
}

/// Why e-mail address and password are asked for once more.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Again {
    /// Something was wrong with them; the notices say what.
    Refused,
    /// There is no account of this e-mail address.
    Unknown,
    /// Amazon asked a second time without a word.
    Unsaid,
}

/// A picture with characters to read.
#[derive(Clone, Eq, PartialEq)]
pub struct Picture {
    /// `image/jpeg`, `image/png` or `image/gif`, by its first bytes.
    pub kind: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} bytes", self.kind, self.bytes.len())
    }
}

/// Why there is no picture to show.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum NoPicture {
    /// It lies on a host that AudiPy does not ask: worth a report.
    ForeignHost(String),
    /// It did not come, or is no picture.
    NotLoaded,
}

/// A way in which a one-time password comes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MfaWay {
    /// What kind of way.
    pub method: MfaMethod,
    /// Amazon's description, such as `Text me at my number ending in 12`.
    pub label: String,
    /// Whether Amazon sends no more codes this way today (trap T36).
    pub spent: bool,
}

/// How a one-time password comes (sign-in reference, 5.6).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MfaMethod {
    /// From an authenticator app.
    App,
    /// By text message.
    Sms,
    /// By a call.
    Voice,
    /// Anything else: go by the label.
    Other,
}

/// What the member says. An answer that does not fit the challenge has it asked again.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Answer {
    /// To [`Challenge::Credentials`].
    Credentials(Credentials),
    /// To [`Challenge::Captcha`].
    Captcha {
        /// The characters; blanks and capitals do not matter.
        characters: String,
        /// Needed where the challenge is `with_credentials`.
        credentials: Option<Credentials>,
    },
    /// Another picture, please.
    NewPicture,
    /// One of the `ways`, by its place in the list.
    Way(usize),
    /// The code, with or without blanks.
    Code(Secret<String>),
    /// Another way to get the one-time password.
    OtherWay,
    /// Send it once more.
    Resend,
    /// It was approved: look now.
    Look,
}
