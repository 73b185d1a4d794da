//! Leaving: removing the device at Amazon, forgetting the account here.

use std::rc::Rc;

use audible::{Error, deregister};
use session::life::{NeedsSignIn, View};

use super::boot::SAMPLE;
use super::engine::Engine;
use super::open::Open;
use super::problem::Problem;
use super::tabs::Note;
use super::tokens::problem;
use crate::browser::store::Batch;
use crate::browser::{clock, preferences};

impl Engine {
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
                self.report(Problem::StoreRefused);
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

    /// Forgets everything of an account here. After the member asked for it another store of
    /// the account may have been opened, or another account.
    pub(super) async fn forget(self: &Rc<Self>, open: &Rc<Open>) {
        let Some(vault) = &open.vault else {
            preferences::save(SAMPLE, &false);
            self.open_last().await;
            return;
        };
        self.forgotten(open);
        if let Some(shown) = self.opened().filter(|shown| shown.id() == open.id()) {
            self.forgotten(&shown);
            self.close();
        }
        let mut batch = Batch::default();
        vault.remove_all(&mut batch);
        let id = vault.id;
        let gone = self
            .change_accounts(batch, |accounts| {
                accounts.accounts.retain(|account| account.vault != id);
                accounts.open = accounts.accounts.first().map(|account| account.vault);
            })
            .await;
        if let Err(problem) = gone {
            self.report(problem);
        }
        self.tabs.tell(&Note::Accounts);
        if self.opened().is_none() {
            self.open_last().await;
        }
        self.measure_storage().await;
    }
}
