//! What the member says about people: sealed with the account, the same in all tabs, and obeyed by all
//! reports.

use std::rc::Rc;

use leptos::task::spawn_local;
use reports::PeopleChoices;
use session::records::KeptPeople;
use vault::VaultId;

use super::State;
use super::cache::{Before, Cache, Kept, Vault};
use super::engine::Engine;
use super::open::Open;
use super::problem::{DamagedRecord, Problem};
use super::tabs::Note;
use crate::browser::store::Batch;

impl State {
    /// Changes what the member says about people, by what is stored: another tab may have changed it.
    /// The reports follow; `done` is called once it is kept. Of the sample library and of all together
    /// it is kept for as long as they are shown.
    pub fn change_people(
        self,
        change: impl FnOnce(&mut PeopleChoices) + 'static,
        done: impl FnOnce() + 'static,
    ) {
        let engine = self.engine();
        spawn_local(async move {
            let Some(open) = engine.opened() else {
                return;
            };
            match engine.change_people(&open, change).await {
                Ok(()) => done(),
                Err(problem) => engine.report(problem),
            }
        });
    }
}

impl Engine {
    /// What is said in an account that is being opened. What does not read is set aside, and told: the
    /// library is there without it.
    pub(super) async fn people_in(&self, cache: &Cache, vault: &Vault) -> PeopleChoices {
        match cache.document::<KeptPeople>(vault).await {
            Ok(Kept::Document(kept)) => said(kept),
            Ok(Kept::Nothing) => PeopleChoices::default(),
            Ok(Kept::Damaged) => {
                self.report(damaged());
                PeopleChoices::default()
            }
            Err(problem) => {
                self.report(problem);
                PeopleChoices::default()
            }
        }
    }

    /// What is said in an account that is only looked at; nothing where that does not read.
    pub(super) async fn people_of(&self, id: VaultId) -> PeopleChoices {
        let Ok(cache) = self.cache() else {
            return PeopleChoices::default();
        };
        let Ok(vault) = cache.open_vault(id).await else {
            return PeopleChoices::default();
        };
        match cache.peek::<KeptPeople>(&vault).await {
            Ok(kept) => said(kept.or_default()),
            Err(_) => PeopleChoices::default(),
        }
    }

    /// Obeys what is stored: another tab changed it.
    pub(super) async fn look_at_people(self: &Rc<Self>, open: &Rc<Open>) {
        let (Some(vault), Ok(cache)) = (&open.vault, self.cache()) else {
            return;
        };
        let people = self.people_in(&cache, vault).await;
        self.obey(open, people);
    }

    async fn change_people(
        self: &Rc<Self>,
        open: &Rc<Open>,
        change: impl FnOnce(&mut PeopleChoices),
    ) -> Result<(), Problem> {
        let Some(vault) = &open.vault else {
            let mut people = open.people.borrow().clone();
            change(&mut people);
            self.obey(open, people);
            return Ok(());
        };
        if self.is_forgotten(vault.id) {
            return Ok(());
        }
        let change_kept = |kept: &mut KeptPeople| {
            let mut people = said(std::mem::take(kept));
            change(&mut people);
            *kept = KeptPeople {
                same: people.same,
                apart: people.apart,
            };
        };
        let (before, kept) = self
            .cache()?
            .change_document(vault, Batch::default(), KeptPeople::default, change_kept)
            .await?;
        if before == Before::Damaged {
            self.report(damaged());
        }
        self.tabs.tell(&Note::People(vault.id));
        self.obey(open, said(kept));
        Ok(())
    }

    /// Computes the reports anew if that is another word than before.
    fn obey(self: &Rc<Self>, open: &Rc<Open>, people: PeopleChoices) {
        let is_new = *open.people.borrow() != people;
        open.people.replace(people);
        if is_new && self.is_open(open) {
            self.compute();
        }
    }
}

fn said(kept: KeptPeople) -> PeopleChoices {
    PeopleChoices {
        same: kept.same,
        apart: kept.apart,
    }
}

fn damaged() -> Problem {
    Problem::Damaged {
        records: vec![DamagedRecord::People],
    }
}
