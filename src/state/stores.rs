//! The stores that the open account reads: asked, chosen, shown; and the account's own record, which
//! keeps them.

use std::collections::BTreeMap;
use std::rc::Rc;

use audible::{Marketplace, api};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::records::Account;

use super::auth::{AuthView, SignInStep, StoreCount};
use super::cache::Kept;
use super::engine::Engine;
use super::open::Open;
use super::sign_in::next;
use super::syncing::Wish;
use super::tabs::Note;
use crate::browser::store::Batch;

impl Engine {
    /// Asks all stores how many titles they hold.
    pub(super) fn probe_stores(self: &Rc<Self>) {
        let Some(open) = self.opened().filter(|open| open.vault.is_some()) else {
            return;
        };
        self.signals.unchosen.set(false);
        self.show_step(SignInStep::Probing { done: 0 });
        let turn = next(&self.probing);
        let engine = self.clone();
        spawn_local(async move {
            let mut asked: FuturesUnordered<_> = Marketplace::ALL
                .into_iter()
                .map(|store| {
                    let (engine, open) = (engine.clone(), open.clone());
                    async move {
                        let answer = engine.ask(&open, api::library::count_request(store)).await;
                        let titles = answer
                            .ok()
                            .and_then(|answer| api::library::read_count(&answer).ok());
                        (store, titles)
                    }
                })
                .collect();
            let mut counted = BTreeMap::new();
            while let Some((store, titles)) = asked.next().await {
                // What is still being asked is given up with the rest.
                if engine.probing.get() != turn || !engine.is_open(&open) {
                    return;
                }
                counted.insert(store, titles);
                engine.show_step(SignInStep::Probing {
                    done: counted.len(),
                });
            }
            let stores = Marketplace::ALL.map(|store| StoreCount {
                store,
                titles: counted.get(&store).copied().flatten(),
            });
            engine.show_step(SignInStep::ChoosingStores {
                stores: stores.into(),
            });
        });
    }

    /// Leaves the choice of stores: those read so far stay.
    pub(super) fn leave_stores(self: &Rc<Self>) {
        next(&self.probing);
        if matches!(
            *self.signals.auth.read_untracked(),
            AuthView::SigningIn(SignInStep::Probing { .. } | SignInStep::ChoosingStores { .. })
        ) {
            self.end_steps();
        }
    }

    /// Reads these stores from now on.
    pub(super) async fn choose_stores(self: &Rc<Self>, stores: Vec<Marketplace>) {
        let Some(open) = self.opened() else {
            return;
        };
        let Some(first) = stores.first().copied() else {
            return;
        };
        self.end_steps();
        let shown = if stores.contains(&open.store) && open.snapshot.borrow().read_at.is_some() {
            open.store
        } else {
            first
        };
        self.change_account(&open, |account| {
            account.stores.clone_from(&stores);
            account.store = Some(shown);
        })
        .await;
        self.reopen(&open, shown).await;
    }

    /// Shows another of the chosen stores.
    pub(super) async fn show_store(self: &Rc<Self>, store: Marketplace) {
        let Some(open) = self.opened() else {
            return;
        };
        if store == open.store || !open.account.borrow().stores.contains(&store) {
            return;
        }
        self.change_account(&open, |account| account.store = Some(store))
            .await;
        self.reopen(&open, store).await;
    }

    async fn reopen(self: &Rc<Self>, open: &Rc<Open>, store: Marketplace) {
        if store == open.store {
            self.sync(Wish::IfDue);
            return;
        }
        if let Some(id) = open.id()
            && let Err(problem) = self.open_account(id, Some(store)).await
        {
            self.report(problem);
        }
    }

    /// Changes the account's own record by what is stored of it, and what is shown of it.
    pub(super) async fn change_account(
        self: &Rc<Self>,
        open: &Rc<Open>,
        change: impl Fn(&mut Account),
    ) {
        let ours = open.account.borrow().clone();
        let changed = match (&open.vault, self.cache()) {
            (Some(vault), Ok(cache)) if !self.is_forgotten(vault.id) => cache
                .change_document(vault, Batch::default(), || ours.clone(), &change)
                .await
                .map(|(_, account)| account),
            (Some(_), Err(problem)) => Err(problem),
            _ => return,
        };
        let account = changed.unwrap_or_else(|problem| {
            self.report(problem);
            // In force for as long as this page is open, at least.
            let mut account = ours;
            change(&mut account);
            account
        });
        self.take_account(open, account);
        if let Some(id) = open.id() {
            self.tabs.tell(&Note::Account(id));
        }
    }

    /// Another tab changed the account's own record.
    pub(super) async fn look_at_account(self: &Rc<Self>, open: &Rc<Open>) {
        let (Some(vault), Ok(cache)) = (&open.vault, self.cache()) else {
            return;
        };
        if let Ok(Kept::Document(account)) = cache.peek::<Account>(vault).await {
            self.take_account(open, account);
        }
    }

    fn take_account(self: &Rc<Self>, open: &Rc<Open>, account: Account) {
        open.account.replace(account);
        if self.is_open(open) {
            self.signals.account.set(Some(open.view()));
        }
        self.survey_later();
    }
}
