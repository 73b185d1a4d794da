//! From a page to a step.

use super::address::{Place, Way};
use super::asked::{Approval, Asked, AskedBy, Kind, Told};
use super::challenge::{Again, Challenge, NoPicture, Question};
use super::dead_end::{Seen, Why};
use super::form::Form;
use super::html::Document;
use super::notices::{has_error, notices};
use super::page::{Asks, CaptchaKind, Page, SignInKind, Skip};
use super::{Conversation, Step, metadata1};
use crate::timestamp::Timestamp;

impl Conversation {
    /// A page, classified anew whatever came before it.
    pub(super) fn turn(
        &mut self,
        document: &Document,
        place: Place,
        seen: &Seen,
        now: Timestamp,
    ) -> Step {
        let page = Page::of(document);
        let waited = match page {
            Page::Asks(Asks::Approval { .. }) => None,
            _ => self.approval.take(),
        };
        let is_cvf = matches!(
            page,
            Page::CvfSend(..) | Page::Asks(Asks::Cvf(_) | Asks::CvfChoice(..))
        );
        self.said.send_code &= is_cvf;
        // A password that was sent beside the name is not read where a page of its own asks for
        // it; on any other page it has done its work.
        if self.said.told == Told::Both && !matches!(page, Page::SignIn(_, SignInKind::Password)) {
            self.credentials = None;
        }
        match page {
            Page::SignIn(form, kind) => {
                let refused = self.said.told != Told::Nothing && has_error(document);
                self.sign_in(form, kind, place, refused, notices(document), now)
            }
            Page::Asks(asks) => self.put(asks, notices(document), place, seen),
            // Once, or the member gets several codes of which only the last works (trap T28); once
            // more where the code was given and nothing asks for it any longer.
            Page::CvfSend(form, has_box)
                if !self.said.send_code || (!has_box && self.said.last == Some(Kind::Cvf)) =>
            {
                self.said.last = None;
                self.said.send_code = true;
                self.submit(&form, &place, now)
            }
            Page::CvfSend(form, true) => self.put(Asks::Cvf(form), notices(document), place, seen),
            Page::Interruption {
                skip: Skip::Form(form),
            } => self.submit(&form, &place, now),
            Page::Interruption {
                skip: Skip::Link(href),
            } => self.visit(&href, &place, now),
            Page::DeadEnd { why } => self.end(why, Some(seen)),
            // A denial has no marks of its own (section 5.9).
            Page::Unknown if waited.is_some() && place.path().starts_with(APPROVAL) => {
                self.end(Why::ApprovalDenied, Some(seen))
            }
            Page::CvfSend(_, false) | Page::Unknown => self.end(Why::UnknownPage, Some(seen)),
        }
    }

    /// Puts a page's question to the member.
    fn put(&mut self, asks: Asks, notices: Vec<String>, page: Place, seen: &Seen) -> Step {
        let last = self.said.last.take();
        let is_again = |kind| last == Some(kind) && !notices.is_empty();
        let (challenge, refused, by) = match asks {
            Asks::Captcha(kind, form, src) => {
                let challenge = Challenge::Captcha {
                    picture: Err(NoPicture::NotLoaded),
                    with_credentials: kind == CaptchaKind::SignIn && self.credentials.is_none(),
                };
                let refused = is_again(Kind::Captcha);
                let question = Question {
                    challenge,
                    refused,
                    // An empty guess was no wrong one.
                    notices: if last == Some(Kind::NewPicture) {
                        Vec::new()
                    } else {
                        notices
                    },
                };
                let by = AskedBy::Captcha(kind, form);
                return self.ask_with_picture(Asked { question, page, by }, src.as_deref());
            }
            Asks::MfaChoice(form, ways) => {
                let refused = is_again(Kind::MfaChoice);
                if refused {
                    self.said.spent.push(std::mem::take(&mut self.said.way));
                }
                let (mut ways, values): (Vec<_>, Vec<_>) = ways.into_iter().unzip();
                for (way, value) in ways.iter_mut().zip(&values) {
                    way.spent = self.said.spent.contains(value);
                }
                if ways.iter().all(|way| way.spent) {
                    return self.end(Why::TooManyCodes, Some(seen));
                }
                let by = AskedBy::MfaChoice(form, values);
                (Challenge::MfaChoice { ways }, refused, by)
            }
            Asks::Otp {
                form,
                other_way,
                resend,
            } => {
                let challenge = Challenge::Otp {
                    other_way: other_way.is_some(),
                    resendable: resend.is_some(),
                };
                let by = AskedBy::Otp {
                    form,
                    other_way,
                    resend,
                };
                (challenge, is_again(Kind::Otp), by)
            }
            Asks::CvfChoice(form, ways) => {
                let (ways, values) = ways.into_iter().unzip();
                let by = AskedBy::CvfChoice(form, values);
                (Challenge::CvfChoice { ways }, is_again(Kind::CvfChoice), by)
            }
            Asks::Cvf(form) => (Challenge::Cvf, is_again(Kind::Cvf), AskedBy::Cvf(form)),
            Asks::Approval {
                device,
                resend,
                link,
            } => {
                let challenge = Challenge::Approval {
                    device,
                    resendable: resend.is_some(),
                };
                let linked =
                    link.filter(|_| page.path() != APPROVAL).and_then(|link| {
                        match Way::of(&self.attempt, Some(&page), &link) {
                            Way::To(place) => Some(place),
                            _ => None,
                        }
                    });
                let approval = self.approval.get_or_insert_with(|| Approval {
                    at: linked.unwrap_or_else(|| page.clone()),
                    challenge: challenge.clone(),
                });
                approval.challenge = challenge.clone();
                (challenge, false, AskedBy::Approval { resend })
            }
            Asks::AnotherName => {
                self.credentials = None;
                let challenge = Challenge::Credentials(Again::Unknown);
                (challenge, true, AskedBy::AnotherName)
            }
        };
        let question = Question {
            challenge,
            refused,
            notices,
        };
        self.ask(Asked { question, page, by })
    }

    /// The sign-in form: filled as far as there is something to fill in, else asked for. A
    /// password is sent twice only where it came too early, never after a refusal.
    pub(super) fn sign_in(
        &mut self,
        mut form: Form,
        kind: SignInKind,
        page: Place,
        refused: bool,
        notices: Vec<String>,
        now: Timestamp,
    ) -> Step {
        if !refused {
            let is_filled = match kind {
                SignInKind::Claim => self.give_name(&mut form),
                SignInKind::Full | SignInKind::Password => self.give_credentials(&mut form),
            };
            if kind == SignInKind::Password {
                self.credentials = None;
            }
            if is_filled {
                let site = format!("https://{}", self.attempt.store.www_host(self.attempt.kind));
                form.fill("metadata1", &metadata1::metadata1(&site, now));
                return self.submit(&form, &page, now);
            }
            self.said.in_vain += 1;
        }
        self.credentials = None;
        if self.said.in_vain > MOST_IN_VAIN {
            return self.end(Why::SilentLoop, None);
        }
        let again = if refused {
            Again::Refused
        } else {
            Again::Unsaid
        };
        let question = Question {
            challenge: Challenge::Credentials(again),
            refused,
            notices,
        };
        let by = AskedBy::SignIn(form, kind);
        self.ask(Asked { question, page, by })
    }

    /// The name alone, once.
    fn give_name(&mut self, form: &mut Form) -> bool {
        let Some(credentials) = &self.credentials else {
            return false;
        };
        if self.said.told != Told::Nothing {
            return false;
        }
        // EXPOSE: Amazon asks who signs in.
        form.fill("email", credentials.name.expose().trim());
        form.leave_out("password");
        self.said.told = Told::Name;
        true
    }

    /// Both. They are forgotten by the page that comes next.
    pub(super) fn give_credentials(&mut self, form: &mut Form) -> bool {
        let Some(credentials) = &self.credentials else {
            return false;
        };
        // EXPOSE: this is what the member signs in with.
        form.fill("email", credentials.name.expose().trim());
        // EXPOSE: as above.
        form.fill("password", credentials.password.expose());
        self.said.told = Told::Both;
        true
    }
}

/// The page of an approval, which its own address shows again.
const APPROVAL: &str = "/ap/cvf/approval";
/// Amazon may ask a second time without a word; a third time it does not want (trap T38).
const MOST_IN_VAIN: u8 = 1;
