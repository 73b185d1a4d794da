//! Leaving: removing the device at Amazon, forgetting the account here.

use std::rc::Rc;

use audible::{Error, deregister};
use session::life::{NeedsSignIn, View};
use vault::VaultId;

use super::boot::SAMPLE;
use super::engine::Engine;
use super::open::Open;
use super::problem::Problem;
use super::tokens::problem;
use crate::browser::{clock, preferences};

impl Engine {
    /// The same for any account: it is opened for it.
    pub(super) async fn remove_device_of(self: &Rc<Self>, id: VaultId) {
        let before = self.opened().and_then(|open| open.id());
        if before != Some(id)
            && let Err(problem) = self.open_account(id, None).await
        {
            self.report(problem);
            return;
        }
        self.remove_device().await;
        // Back to what was shown before.
        let shown = self.opened().and_then(|open| open.id());
        if let Some(before) = before.filter(|before| *before != id && shown != Some(*before))
            && let Err(problem) = self.switch_account(before, None).await
        {
            self.report(problem);
        }
    }

    /// Removes this device at Amazon, then forgets the account. If Amazon cannot be asked, the
    /// account stays: without its keys nobody could remove the device any more.
    pub(super) async fn remove_device(self: &Rc<Self>) {
        let Some(open) = self.opened() else {
            return;
        };
        if let View::Waiting { retry_at, trouble } = open.life.borrow().view(clock::now()) {
            // Amazon cannot be asked now: say so instead of waiting without a word.
            self.report(problem(&trouble, retry_at));
            return;
        }
        let Some(token) = self.access_token(&open).await else {
            let why = open.life.borrow().view(clock::now());
            let is_refused = matches!(why, View::NeedsSignIn(NeedsSignIn::Refused { .. }));
            // Amazon refuses these tokens, so the device is gone there already. Any other lack of
            // a token does not remove it.
            if is_refused {
                self.forget(&open).await;
            } else {
                self.report(Problem::NoToken);
            }
            return;
        };
        let registration = open
            .life
            .borrow()
            .tokens()
            .map(|tokens| tokens.registration.clone());
        let Some(registration) = registration else {
            return;
        };
        let request = match deregister::deregister_request(&registration, &token) {
            Ok(request) => request,
            Err(error) => {
                self.report(Problem::Bug {
                    place: format!("sign-out: {error}"),
                });
                return;
            }
        };
        let removed = match self.transport.send(request).await {
            Ok(answer) => deregister::read_deregister(&answer).map_err(|error| match error {
                Error::RetryLater { status, .. } => Problem::ServiceBroken {
                    status: Some(status),
                },
                other => Problem::Bug {
                    place: format!("sign-out: {other}"),
                },
            }),
            Err(error) => Err(error.into()),
        };
        match removed {
            Ok(_) => self.forget(&open).await,
            Err(problem) => self.report(problem),
        }
    }

    /// Forgets everything of the account that is open, or leaves the sample library.
    pub(super) async fn forget(self: &Rc<Self>, open: &Rc<Open>) {
        if let Some(id) = open.id() {
            self.forget_account(id).await;
        } else {
            preferences::save(SAMPLE, &false);
            self.open_last().await;
        }
    }
}
