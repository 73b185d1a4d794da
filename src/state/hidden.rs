//! What the member does not want suggested: sealed with the account, the same in all tabs, and obeyed by
//! all reports of suggestions.

use std::rc::Rc;

use audible::Asin;
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::records::{HiddenTitle, KeptHidden};
use vault::VaultId;

use super::State;
use super::cache::{Before, Cache, Kept, Vault};
use super::engine::Engine;
use super::open::Open;
use super::problem::{DamagedRecord, Problem};
use super::tabs::Note;
use crate::browser::store::Batch;

/// What the member says of titles: that they are not for them, or that they are after all.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Said {
    /// Of which.
    pub titles: Vec<HiddenTitle>,
    /// They are not to be suggested.
    pub hides: bool,
}

impl Said {
    /// What they are called; empty if there are none.
    pub fn title(&self) -> &str {
        self.titles.first().map_or("", |title| title.title.as_str())
    }

    /// What takes it back.
    #[must_use]
    pub fn undone(&self) -> Self {
        Self {
            titles: self.titles.clone(),
            hides: !self.hides,
        }
    }
}

impl State {
    /// Says something of titles; [`State::said`] tells of it once it is kept.
    pub fn say_of_titles(self, said: Said) {
        let signals = self.engine().signals;
        let change = {
            let said = said.clone();
            move |hidden: &mut KeptHidden| {
                if said.hides {
                    for title in said.titles {
                        hidden.hide(title);
                    }
                } else {
                    let asins: Vec<Asin> = said.titles.into_iter().map(|it| it.asin).collect();
                    hidden.bring_back(&asins);
                }
            }
        };
        self.change_hidden(change, move || signals.said.set(Some(said)));
    }

    /// What was said last is shown no longer.
    pub fn forget_said(self) {
        let said = self.engine().signals.said;
        if said.with_untracked(Option::is_some) {
            said.set(None);
        }
    }

    /// Changes what the member does not want suggested, by what is stored: another tab may have changed
    /// it. [`State::hidden`] and the reports follow; `done` is called once it is kept. Of the sample
    /// library and of all together it is kept for as long as they are shown.
    fn change_hidden(
        self,
        change: impl FnOnce(&mut KeptHidden) + 'static,
        done: impl FnOnce() + 'static,
    ) {
        let engine = self.engine();
        spawn_local(async move {
            let Some(open) = engine.opened() else {
                return;
            };
            match engine.change_hidden(&open, change).await {
                Ok(()) => done(),
                Err(problem) => engine.report(problem),
            }
        });
    }
}

impl Engine {
    /// What is hidden in an account that is being opened. What does not read is set aside, and told:
    /// the library is there without it.
    pub(super) async fn hidden_in(&self, cache: &Cache, vault: &Vault) -> KeptHidden {
        match cache.document::<KeptHidden>(vault).await {
            Ok(Kept::Document(kept)) => kept,
            Ok(Kept::Nothing) => KeptHidden::default(),
            Ok(Kept::Damaged) => {
                self.report(damaged());
                KeptHidden::default()
            }
            Err(problem) => {
                self.report(problem);
                KeptHidden::default()
            }
        }
    }

    /// What is hidden in an account that is only looked at; nothing where that does not read.
    pub(super) async fn hidden_of(&self, id: VaultId) -> KeptHidden {
        let Ok(cache) = self.cache() else {
            return KeptHidden::default();
        };
        let Ok(vault) = cache.open_vault(id).await else {
            return KeptHidden::default();
        };
        match cache.peek::<KeptHidden>(&vault).await {
            Ok(kept) => kept.or_default(),
            Err(_) => KeptHidden::default(),
        }
    }

    /// Obeys what is stored: another tab changed it.
    pub(super) async fn look_at_hidden(self: &Rc<Self>, open: &Rc<Open>) {
        let (Some(vault), Ok(cache)) = (&open.vault, self.cache()) else {
            return;
        };
        let hidden = self.hidden_in(&cache, vault).await;
        self.leave_out(open, hidden);
    }

    async fn change_hidden(
        self: &Rc<Self>,
        open: &Rc<Open>,
        change: impl FnOnce(&mut KeptHidden),
    ) -> Result<(), Problem> {
        let Some(vault) = &open.vault else {
            let mut hidden = open.hidden.borrow().clone();
            change(&mut hidden);
            self.leave_out(open, hidden);
            return Ok(());
        };
        if self.is_forgotten(vault.id) {
            return Ok(());
        }
        let (before, hidden) = self
            .cache()?
            .change_document(vault, Batch::default(), KeptHidden::default, change)
            .await?;
        if before == Before::Damaged {
            self.report(damaged());
        }
        self.tabs.tell(&Note::Hidden(vault.id));
        self.leave_out(open, hidden);
        Ok(())
    }

    /// Shows what is hidden, and computes the reports anew if that is something else than before.
    fn leave_out(self: &Rc<Self>, open: &Rc<Open>, hidden: KeptHidden) {
        let is_new = *open.hidden.borrow() != hidden;
        open.hidden.replace(hidden.clone());
        if is_new && self.is_open(open) {
            self.signals.hidden.set(hidden);
            self.compute();
        }
    }
}

fn damaged() -> Problem {
    Problem::Damaged {
        records: vec![DamagedRecord::Hidden],
    }
}
