//! [`ConversationView`]: the sign-in inside AudiPy, as pages see it, and what runs it.
//!
//! What is asked and answered is decided by [`audible::conversation`]. Nothing of it is kept but
//! the pending attempt.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use audible::conversation::{Answer, Conversation, Credentials, DeadEnd, Question, Step};
use audible::{AccountKind, Marketplace};
use leptos::prelude::*;

use super::engine::Engine;
use super::problem::Problem;
use super::sign_in::{Which, next};
use crate::browser::transport::TransportError;
use crate::browser::{clock, online, random};

/// How far a sign-in inside AudiPy is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum ConversationView {
    /// None is under way: e-mail address and password are asked for.
    #[default]
    NotBegun,
    /// Amazon is being asked.
    Busy,
    /// Amazon wants to know something.
    Asking {
        /// What.
        question: Question,
        /// Whether Amazon is being asked meanwhile; an answer has to wait.
        looking: bool,
    },
    /// It cannot go on here.
    Ended(DeadEnd),
    /// Another tab has signed in with the same attempt.
    ElsewhereDone,
}

/// The conversation of this tab. Its secrets are wiped when it is dropped.
#[derive(Debug, Default)]
pub(super) struct Talk {
    conversation: RefCell<Option<Conversation>>,
    /// Numbers what the member said; what an older answer led to is not gone on with.
    turn: Cell<u64>,
    /// A request is under way.
    is_sending: Cell<bool>,
}

impl Engine {
    /// Begins a conversation in place of the one that is under way.
    pub(super) async fn begin_conversation(
        self: &Rc<Self>,
        store: Marketplace,
        kind: AccountKind,
        credentials: Credentials,
    ) {
        self.leave_conversation();
        if !online::is_online() {
            self.report(Problem::Offline);
            return;
        }
        let turn = next(&self.talk.turn);
        self.signals.conversation.set(ConversationView::Busy);
        let attempt = self.attempt(store, kind, Which::Pending).await;
        if self.talk.turn.get() != turn {
            return;
        }
        match attempt {
            Ok((attempt, _)) => {
                let (conversation, step) =
                    Conversation::begin(attempt, credentials, &random::bytes(), clock::now());
                self.talk.conversation.replace(Some(conversation));
                self.go_on(step, turn).await;
            }
            Err(problem) => {
                self.report(problem);
                self.leave_conversation();
            }
        }
    }

    /// What the member says to the question that is shown.
    pub(super) async fn answer(self: &Rc<Self>, answer: Answer) {
        if self.talk.is_sending.get() {
            return;
        }
        if !online::is_online() {
            self.report(Problem::Offline);
            return;
        }
        let turn = next(&self.talk.turn);
        let step = self.with_conversation(|it| it.answer(answer, clock::now()));
        if let Some(step) = step {
            self.go_on(step, turn).await;
        }
    }

    /// Gives the conversation up; the attempt stays good.
    pub(super) fn leave_conversation(&self) {
        next(&self.talk.turn);
        self.talk.is_sending.set(false);
        self.talk.conversation.replace(None);
        self.signals.conversation.set(ConversationView::NotBegun);
    }

    /// Another tab may have spent the attempt.
    pub(super) async fn look_at_conversation(self: &Rc<Self>) {
        let turn = self.talk.turn.get();
        let attempt = self.with_conversation(|it| it.attempt().clone());
        let Some(attempt) = attempt else {
            return;
        };
        let is_pending = self.is_pending(&attempt).await;
        if !is_pending && self.talk.turn.get() == turn {
            self.leave_conversation();
            self.signals
                .conversation
                .set(ConversationView::ElsewhereDone);
        }
    }

    async fn go_on(self: &Rc<Self>, mut step: Step, turn: u64) {
        loop {
            let next_step = match step {
                Step::Send(request) => {
                    self.show_that_amazon_is_asked();
                    self.talk.is_sending.set(true);
                    let answer = self.transport.send(request).await;
                    if self.talk.turn.get() != turn {
                        return;
                    }
                    self.talk.is_sending.set(false);
                    match answer {
                        Ok(answer) => {
                            self.with_conversation(|it| it.answered(&answer, clock::now()))
                        }
                        Err(error) => {
                            if let TransportError::Refused(_) | TransportError::TooMany(_) = error {
                                self.report(error.into());
                            }
                            self.with_conversation(Conversation::unanswered)
                        }
                    }
                }
                Step::Ask(question) => {
                    self.ask_member(question);
                    return;
                }
                Step::Wait {
                    question,
                    look_after,
                } => {
                    self.ask_member(question);
                    clock::wait(look_after).await;
                    if self.talk.turn.get() != turn {
                        return;
                    }
                    self.with_conversation(|it| it.look(clock::now()))
                }
                Step::Landed(code) => {
                    let attempt = self.with_conversation(|it| it.attempt().clone());
                    self.leave_conversation();
                    if let Some(attempt) = attempt {
                        self.register(attempt, code, None);
                    }
                    return;
                }
                Step::Ended(end) => {
                    self.leave_conversation();
                    self.signals.conversation.set(ConversationView::Ended(end));
                    return;
                }
            };
            let Some(next_step) = next_step else {
                return;
            };
            step = next_step;
        }
    }

    fn with_conversation<T>(&self, work: impl FnOnce(&mut Conversation) -> T) -> Option<T> {
        self.talk.conversation.borrow_mut().as_mut().map(work)
    }

    fn ask_member(&self, question: Question) {
        self.signals.conversation.set(ConversationView::Asking {
            question,
            looking: false,
        });
    }

    /// An approval stays on the screen while it is looked for.
    fn show_that_amazon_is_asked(&self) {
        let view = match self.signals.conversation.get_untracked() {
            ConversationView::Asking { question, .. }
                if matches!(
                    question.challenge,
                    audible::conversation::Challenge::Approval { .. }
                ) =>
            {
                ConversationView::Asking {
                    question,
                    looking: true,
                }
            }
            _ => ConversationView::Busy,
        };
        if *self.signals.conversation.read_untracked() != view {
            self.signals.conversation.set(view);
        }
    }
}
