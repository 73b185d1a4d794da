//! Covers that are kept on this device, for whoever asked for it: sealed with the account.
//!
//! A page cannot read a picture of another origin, so they come through the relay.

use std::rc::Rc;

use http::{Method, Request, StatusCode};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::records::{COVERS, cover_name, is_cover};

use super::State;
use super::engine::Engine;
use super::open::Open;
use super::problem::Problem;
use crate::browser::download::{blob_url, revoke};
use crate::browser::store::{Batch, Durability, Shelf};

/// How many covers are kept, and how large they are together.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct KeptCovers {
    /// So many.
    pub count: usize,
    /// In bytes, as they are stored.
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
        let preferences = self.preferences.read();
        let account = self.account.read();
        let is_account = account
            .as_ref()
            .is_some_and(|it| it.origin.is_one_account());
        preferences.show_covers && preferences.keep_covers && is_account
    }

    /// Hands over a cover: the kept one, else fetched and kept. `None`: it cannot be had this way.
    pub fn cover(self, url: String, done: impl FnOnce(Option<Picture>) + 'static) {
        let engine = self.engine();
        spawn_local(async move {
            let bytes = match engine.opened() {
                Some(open) => engine.cover(&open, &url).await,
                None => None,
            };
            done(bytes.and_then(|bytes| blob_url("image/jpeg", &bytes).map(Picture)));
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
            if let Some(open) = engine.opened()
                && let Err(problem) = engine.delete_covers(&open).await
            {
                engine.report(problem);
            }
            done();
        });
    }
}

impl Engine {
    async fn cover(self: &Rc<Self>, open: &Rc<Open>, url: &str) -> Option<Vec<u8>> {
        let vault = open.vault.as_ref()?;
        let name = cover_name(url, &open.account.borrow().salt);
        if let Ok(Some(Ok(kept))) = self.cache().ok()?.read_one(vault, &name).await {
            return Some(kept.to_vec());
        }
        let request = Request::builder().method(Method::GET).uri(url);
        let answer = self.transport.send(request.body(Vec::new()).ok()?).await;
        let answer = answer.ok().filter(|it| it.status() == StatusCode::OK)?;
        let bytes = answer.into_body();
        if !is_cover(&bytes) {
            return None;
        }
        let mut batch = Batch::default();
        vault.put(&mut batch, &name, &bytes);
        // A disk that is full keeps no cover, and that is no trouble.
        drop(self.write(open, batch, Durability::Relaxed).await);
        Some(bytes)
    }

    async fn kept_covers(&self, open: &Open) -> Result<KeptCovers, Problem> {
        let Some(vault) = &open.vault else {
            return Ok(KeptCovers::default());
        };
        // `0` is the character after `/`.
        let (from, to) = (
            format!("{}/{COVERS}/", vault.id),
            format!("{}/{COVERS}0", vault.id),
        );
        let store = self.cache()?.store;
        let sealed = store.read_between(Shelf::Records, &from, &to).await?;
        Ok(KeptCovers {
            count: sealed.len(),
            bytes: sealed.iter().map(|(_, bytes)| bytes.len()).sum(),
        })
    }

    async fn delete_covers(&self, open: &Open) -> Result<(), Problem> {
        let Some(vault) = &open.vault else {
            return Ok(());
        };
        let mut batch = Batch::default();
        batch.remove_below(Shelf::Records, format!("{}/{COVERS}", vault.id));
        self.write(open, batch, Durability::Strict).await
    }
}
