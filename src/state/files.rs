//! Auth files out, and the sample library.

use std::rc::Rc;

use audible::{Marketplace, Registration, Secret, Snapshot};
use auth_files::python::Style;
use leptos::prelude::*;
use session::life::{Life, Stored};
use session::records::{Account, Origin, Read};

use super::boot::SAMPLE;
use super::engine::Engine;
use super::open::Open;
use super::problem::Problem;
use crate::browser::worker::Worker;
use crate::browser::{clock, download, preferences, random, sample};
use crate::work::{Encryption, Work};

impl Engine {
    /// Downloads the account as an auth file, encrypted where a password is given.
    pub(super) async fn export_auth_file(self: &Rc<Self>, lock: Option<(Secret<String>, Style)>) {
        let Some(open) = self.opened() else {
            return;
        };
        let registration = open
            .life
            .borrow()
            .tokens()
            .map(|tokens| tokens.registration.clone());
        if let Some(registration) = registration {
            self.write_auth_file(&open, registration, lock).await;
        }
    }

    /// Downloads the account as an auth file with fresh website cookies of a store.
    pub(super) async fn export_with_cookies(
        self: &Rc<Self>,
        store: Marketplace,
    ) -> Result<(), Problem> {
        let open = self.opened().ok_or(Problem::NoToken)?;
        let registration = self.with_website_cookies(&open, store).await?;
        self.write_auth_file(&open, registration, None).await;
        Ok(())
    }

    async fn write_auth_file(
        self: &Rc<Self>,
        open: &Rc<Open>,
        registration: Registration,
        lock: Option<(Secret<String>, Style)>,
    ) {
        let name = match &lock {
            None => "audible-auth.json",
            Some((_, Style::Json)) => "audible-auth-encrypted.json",
            Some((_, Style::Bytes)) => "audible-auth-encrypted.auth",
        };
        let encryption = lock.map(|(password, style)| Encryption {
            password,
            style,
            random: random::bytes(),
            iv: random::bytes(),
        });
        let work = Work::WriteAuthFile(Box::new(registration), encryption);
        let written = match Worker::start().await {
            Ok(mut worker) => worker.run(&work).await,
            Err(error) => Err(error),
        };
        let Ok(bytes) = written.map(Secret::new) else {
            self.report(Problem::WorkerFailed);
            return;
        };
        // EXPOSE: the member asked for the whole account as a file.
        download::save(name, "application/octet-stream", bytes.expose());
        self.change_account(open, |account| account.exported = Some(clock::now()))
            .await;
    }

    /// Opens the invented sample library. Nothing of it is kept but that it is open.
    pub(super) async fn open_sample(self: &Rc<Self>) {
        let origin = self.signals.environment.read_untracked().origin.clone();
        let snapshot = sample::fetch(&origin)
            .await
            .and_then(|bytes| serde_json::from_slice::<Snapshot>(&bytes).ok());
        let Some(mut snapshot) = snapshot else {
            if self.signals.boot.read_untracked().is_under_way() {
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
            health: None,
            faults: Vec::new(),
            outdated: Vec::new(),
        };
        preferences::save(SAMPLE, &true);
        let open = Rc::new(Open::new(None, account, Life::open(Stored::Gone, 0), read));
        self.show(&open);
        self.show_life(&open);
    }
}
