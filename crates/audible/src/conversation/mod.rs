//! The sign-in inside AudiPy: Amazon's pages, one after the other (sign-in reference, section 5).
//!
//! [`Conversation`] is a state machine without I/O. Each call hands in what happened and says what
//! to do next, as a [`Step`]:
//!
//! ```text
//! begin ──▶ Send ──answered──▶ Ask  ──answer──▶ Send …  ──▶ Landed(code) ──▶ register
//!             ▲                Wait ──look────▶ Send …  ──▶ Ended(why)
//! ```
//!
//! There is one loop: every page is classified anew, whatever came before it (trap T24).
//!
//! | module | it owns |
//! | --- | --- |
//! | `challenge` | what is asked and answered, in public words |
//! | `dead_end` | why it ended, and what a report may say |
//! | `page`, `marks`, `notices` | what page is this, and what does it say |
//! | `html`, `form` | elements, and what a form sends |
//! | `address` | where a conversation may go, and nowhere else |
//! | `jar` | cookies |
//! | `turn` | from a page to a step |
//! | `hear` | from an answer to a request |
//! | `travel` | requests, redirects, pictures, the end |
//! | `asked` | what is remembered in between |
//! | [`metadata1`] | the fingerprint in the sign-in form |

mod address;
mod asked;
mod challenge;
mod dead_end;
mod form;
mod hear;
mod html;
mod jar;
mod marks;
pub mod metadata1;
mod notices;
mod page;
mod travel;
mod turn;

use std::fmt;
use std::time::Duration;

use http::{Request, Response};

use self::asked::{Approval, Asked, Awaits, MOST_LOOKS, MOST_PAGES, Said};
use self::jar::Jar;
use crate::attempt::Attempt;
use crate::paste::AuthorizationCode;
use crate::secret::Secret;
use crate::timestamp::Timestamp;

pub use challenge::{
    Again, Answer, Challenge, Credentials, MfaMethod, MfaWay, NoPicture, Picture, Question,
};
pub use dead_end::{DeadEnd, Why};

/// What to do next.
#[must_use]
pub enum Step {
    /// Send this, one at a time, and hand in [`Conversation::answered`] or
    /// [`Conversation::unanswered`]. Do not follow redirects.
    Send(Request<Vec<u8>>),
    /// Ask the member, then call [`Conversation::answer`].
    Ask(Question),
    /// Show this and call [`Conversation::look`] after the given time; an answer may come before.
    Wait {
        /// Always a [`Challenge::Approval`].
        question: Question,
        /// How long to wait.
        look_after: Duration,
    },
    /// Signed in: register with this code at once. The conversation is over.
    Landed(AuthorizationCode),
    /// The conversation is over without a code.
    Ended(DeadEnd),
}

/// A request may hold the password: only where it goes is shown.
impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Send(request) => f
                .debug_tuple("Send")
                .field(request.method())
                .field(&request.uri().path())
                .finish(),
            Self::Ask(question) => f.debug_tuple("Ask").field(question).finish(),
            Self::Wait {
                question,
                look_after,
            } => f
                .debug_struct("Wait")
                .field("question", question)
                .field("look_after", look_after)
                .finish(),
            Self::Landed(code) => f.debug_tuple("Landed").field(code).finish(),
            Self::Ended(end) => f.debug_tuple("Ended").field(end).finish(),
        }
    }
}

/// A sign-in, page by page. Lives in memory only; to give it up, drop it.
pub struct Conversation {
    attempt: Attempt,
    jar: Jar,
    /// What the member signs in as, so that no report tells it.
    name: Secret<String>,
    /// Wiped when they were sent.
    credentials: Option<Credentials>,
    said: Said,
    approval: Option<Approval>,
    /// How far it goes on by itself.
    pages_left: u8,
    looks_left: u8,
    awaits: Awaits,
}

impl Conversation {
    /// How many random bytes [`Self::begin`] takes.
    pub const RANDOM: usize = 313;

    /// Opens Amazon's sign-in page. The random bytes fill a cookie of the app (section 3.3).
    pub fn begin(
        attempt: Attempt,
        credentials: Credentials,
        random: &[u8; Self::RANDOM],
        now: Timestamp,
    ) -> (Self, Step) {
        let mut conversation = Self {
            jar: Jar::of_the_app(&attempt, random),
            attempt,
            name: credentials.name.clone(),
            credentials: Some(credentials),
            said: Said::default(),
            approval: None,
            pages_left: MOST_PAGES,
            looks_left: MOST_LOOKS,
            awaits: Awaits::Nothing,
        };
        let step = conversation.open(now);
        (conversation, step)
    }

    /// The attempt to register with.
    pub const fn attempt(&self) -> &Attempt {
        &self.attempt
    }

    /// The answer to the request that was sent last.
    pub fn answered(&mut self, response: &Response<Vec<u8>>, now: Timestamp) -> Step {
        match std::mem::take(&mut self.awaits) {
            Awaits::Page { place, hops_left } => self.arrive(response, place, hops_left, now),
            Awaits::Picture(asked) => self.show(response, *asked),
            other => self.out_of_turn(other),
        }
    }

    /// No answer came. A request is never sent twice: Amazon may have read the first one.
    pub fn unanswered(&mut self) -> Step {
        match std::mem::take(&mut self.awaits) {
            Awaits::Page { .. } => self
                .wait_on()
                .unwrap_or_else(|| self.end(Why::NoAnswer, None)),
            Awaits::Picture(asked) => self.ask(*asked),
            other => self.out_of_turn(other),
        }
    }

    /// What the member says to the question that was asked last.
    pub fn answer(&mut self, answer: Answer, now: Timestamp) -> Step {
        match std::mem::take(&mut self.awaits) {
            Awaits::Member(asked) => self.hear(*asked, answer, now),
            other => self.out_of_turn(other),
        }
    }

    /// The time of a [`Step::Wait`] is over.
    pub fn look(&mut self, now: Timestamp) -> Step {
        self.answer(Answer::Look, now)
    }

    /// A call that was not asked for changes nothing.
    fn out_of_turn(&mut self, awaits: Awaits) -> Step {
        match awaits {
            Awaits::Member(asked) => self.ask(*asked),
            _ => self.end(Why::NoAnswer, None),
        }
    }

    fn ask(&mut self, asked: Asked) -> Step {
        let question = asked.question.clone();
        self.awaits = Awaits::Member(Box::new(asked));
        if matches!(question.challenge, Challenge::Approval { .. }) {
            Step::Wait {
                question,
                look_after: LOOK_AFTER,
            }
        } else {
            Step::Ask(question)
        }
    }
}

impl fmt::Debug for Conversation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conversation")
            .field("store", &self.attempt.store)
            .field("kind", &self.attempt.kind)
            .finish_non_exhaustive()
    }
}

/// As often as the page's own script looks (section 5.9).
const LOOK_AFTER: Duration = Duration::from_secs(5);
