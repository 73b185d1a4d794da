//! Covers that are kept on this device, for whoever asked for it: sealed with the account.
//!
//! A page cannot read a picture of another origin, so they come through the relay.

use std::time::Duration;

use http::{Request, StatusCode};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::records::{COVERS, cover_folder, cover_name, cover_size, cover_type};
use vault::VaultId;
use zeroize::Zeroizing;

use super::State;
use super::cache::Vault;
use super::engine::Engine;
use super::open::Open;
use super::problem::Problem;
use crate::browser::clock;
use crate::browser::download::{blob_url, revoke};
use crate::browser::store::{Batch, Durability, Shelf};
use crate::browser::transport::TransportError;

/// How many covers are kept, and how large they are together.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct KeptCovers {
    /// So many.
    pub count: usize,
    /// In bytes.
    pub bytes: usize,
}

/// A cover of this device, to be shown until it is dropped.
#[derive(Debug)]
pub struct Picture(String);

impl Picture {
    /// Where an image finds it.
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        revoke(&self.0);
    }
}

impl State {
    /// Whether covers are kept for the account that is open. Of the sample and of all together
    /// nothing is.
    pub fn keeps_covers(self) -> bool {
        let account = self.account.read();
        let is_account = account
            .as_ref()
            .is_some_and(|it| it.origin.is_one_account());
        self.preferences.read().keeps_covers() && is_account
    }

    /// Hands over a cover, if it can be had: the kept one, else fetched and kept. The relay is asked
    /// no longer than the cover is wanted.
    pub fn cover(
        self,
        url: String,
        is_wanted: impl Fn() -> bool + 'static,
        done: impl FnOnce(Picture) + 'static,
    ) {
        let engine = self.engine();
        spawn_local(async move {
            let Some(open) = engine.opened() else {
                return;
            };
            if let Some(picture) = engine.cover(&open, &url, is_wanted).await {
                done(picture);
            }
        });
    }

    /// Keeps covers from now on, or no longer: then those of all accounts are deleted. Calls
    /// `done` when that is so.
    pub fn keep_covers(self, keep: bool, done: impl FnOnce() + 'static) {
        self.set_preferences(|all| all.keep_covers = keep);
        let engine = self.engine();
        spawn_local(async move {
            if !keep && let Err(problem) = engine.delete_all_covers().await {
                engine.report(problem);
            }
            done();
        });
    }

    /// Hands over how many covers are kept for the account that is open.
    pub fn kept_covers(self, done: impl FnOnce(KeptCovers) + 'static) {
        let engine = self.engine();
        spawn_local(async move {
            if let Some(open) = engine.opened() {
                done(engine.kept_covers(&open).await.unwrap_or_default());
            }
        });
    }

    /// Deletes the covers that are kept for the account that is open.
    pub fn delete_covers(self, done: impl FnOnce() + 'static) {
        let engine = self.engine();
        spawn_local(async move {
            if let Some(id) = engine.opened().and_then(|open| open.id())
                && let Err(problem) = engine.delete_covers(&[id]).await
            {
                engine.report(problem);
            }
            done();
        });
    }
}

impl Engine {
    async fn cover(&self, open: &Open, url: &str, is_wanted: impl Fn() -> bool) -> Option<Picture> {
        let vault = open.vault.as_ref()?;
        let folder = cover_folder(url, &open.account.borrow().salt);
        if let Some(kept) = self.kept_cover(vault, &folder).await {
            return picture(&kept);
        }
        let bytes = self.fetch_cover(url, is_wanted).await?;
        let picture = picture(&bytes)?;
        let name = cover_name(&folder, bytes.len());
        let is_wanted = || self.may_keep_covers(vault.id);
        // A disk that is full keeps no cover, and that is no trouble.
        drop(
            self.cache()
                .ok()?
                .put_if(vault, &name, &bytes, is_wanted)
                .await,
        );
        Some(picture)
    }

    async fn kept_cover(&self, vault: &Vault, folder: &str) -> Option<Zeroizing<Vec<u8>>> {
        let (first, last) = bounds(folder);
        let mut kept = None;
        let take = |_: String, opened: Result<Zeroizing<Vec<u8>>, _>| {
            kept = kept.take().or(opened.ok());
        };
        let cache = self.cache().ok()?;
        let read = cache.each_between(vault, &first, &last, take).await;
        read.ok().and(kept)
    }

    /// Whether a cover of this account may be kept now: by what is stored, since another tab may have
    /// switched that off and deleted them a moment ago. A tab that is being locked keeps nothing.
    fn may_keep_covers(&self, id: VaultId) -> bool {
        self.stored_preferences().keeps_covers() && !self.is_locking.get() && !self.is_forgotten(id)
    }

    async fn fetch_cover(&self, url: &str, is_wanted: impl Fn() -> bool) -> Option<Vec<u8>> {
        while is_wanted() {
            let request = Request::get(url).body(Vec::new()).ok()?;
            match self.transport.send(request).await {
                // A sync or a long gallery may have used up what the relay allows.
                Err(TransportError::TooMany(seconds)) => {
                    clock::wait(Duration::from_secs(seconds)).await;
                }
                answer => {
                    let answer = answer.ok().filter(|it| it.status() == StatusCode::OK)?;
                    return Some(answer.into_body());
                }
            }
        }
        None
    }

    async fn kept_covers(&self, open: &Open) -> Result<KeptCovers, Problem> {
        let Some(vault) = &open.vault else {
            return Ok(KeptCovers::default());
        };
        let (from, to) = bounds(&format!("{}/{COVERS}", vault.id));
        let store = self.cache()?.store;
        let names = store.keys_between(Shelf::Records, &from, &to).await?;
        Ok(KeptCovers {
            count: names.len(),
            bytes: names.iter().map(|name| cover_size(name)).sum(),
        })
    }

    async fn delete_covers(&self, vaults: &[VaultId]) -> Result<(), Problem> {
        let mut batch = Batch::default();
        for id in vaults {
            batch.remove_below(Shelf::Records, format!("{id}/{COVERS}"));
        }
        self.cache()?.write(batch, Durability::Strict).await
    }

    /// Those of locked accounts, too: for that they need not be opened.
    pub(super) async fn delete_all_covers(&self) -> Result<(), Problem> {
        let (cache, device) = self.device_opened().await?;
        let accounts = cache.vaults_but(&device).await?;
        let vaults: Vec<VaultId> = accounts.iter().map(|account| account.vault).collect();
        self.delete_covers(&vaults).await
    }
}

/// All names in a folder lie between these.
fn bounds(folder: &str) -> (String, String) {
    // `0` is the character after `/`.
    (format!("{folder}/"), format!("{folder}0"))
}

/// What an image shows of these bytes; `None` if they are no cover.
fn picture(bytes: &[u8]) -> Option<Picture> {
    blob_url(cover_type(bytes)?, bytes).map(Picture)
}
