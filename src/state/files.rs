//! Auth files in and out, and the sample library.

use std::rc::Rc;

use audible::{Marketplace, Snapshot, auth_file};
use leptos::prelude::*;
use session::life::{Life, Stored, Tokens};
use session::records::{Account, Origin, Read};

use super::Boot;
use super::boot::SAMPLE;
use super::engine::Engine;
use super::open::Open;
use super::problem::Problem;
use crate::browser::{clock, download, preferences, sample};

impl Engine {
    /// Opens the text of an auth file; `store` where the file does not say it.
    pub(super) async fn open_auth_file(
        self: &Rc<Self>,
        text: &str,
        store: Option<Marketplace>,
    ) -> Result<(), Problem> {
        let opened = auth_file::read(text, store).map_err(Problem::AuthFile)?;
        self.admit(Tokens::imported(opened.registration), Origin::Imported)
            .await
    }

    /// Downloads the account as an auth file.
    pub(super) async fn export_auth_file(self: &Rc<Self>) {
        let Some(open) = self.opened() else {
            return;
        };
        let text = open
            .life
            .borrow()
            .tokens()
            .map(|tokens| auth_file::write(&tokens.registration));
        let Some(text) = text else {
            return;
        };
        // EXPOSE: the member asked for the whole account as a file.
        let bytes = text.expose().as_bytes();
        download::save("audible-auth.json", "application/json", bytes);
        self.change_account(&open, |account| account.exported = Some(clock::now()))
            .await;
    }

    /// Opens the invented sample library. Nothing of it is kept but that it is open.
    pub(super) async fn open_sample(self: &Rc<Self>) {
        let origin = self.signals.environment.read_untracked().origin.clone();
        let snapshot = sample::fetch(&origin)
            .await
            .and_then(|bytes| serde_json::from_slice::<Snapshot>(&bytes).ok());
        let Some(mut snapshot) = snapshot else {
            if *self.signals.boot.read_untracked() == Boot::Opening {
                self.close();
            }
            self.report(Problem::SampleUnavailable);
            return;
        };
        let now = clock::now();
        snapshot.read_at = Some(now);
        snapshot.priced_at = Some(now);
        let account = Account {
            origin: Origin::Imported,
            since: now,
            exported: None,
            stores: vec![snapshot.store],
            store: Some(snapshot.store),
            salt: [0; 16],
        };
        let read = Read {
            snapshot,
            place: None,
            summary: None,
            faults: Vec::new(),
            outdated: Vec::new(),
        };
        preferences::save(SAMPLE, &true);
        let open = Rc::new(Open::new(None, account, Life::open(Stored::Gone, 0), read));
        self.show(&open);
        self.show_life(&open);
    }
}
