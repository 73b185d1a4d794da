//! All libraries of this device side by side: who has what, and all of them as one.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use audible::{Marketplace, Product, Snapshot};
use leptos::prelude::*;
use leptos::task::spawn_local;
use reports::together::{Owners, merge};
use reports::{Computation, Options, PeopleChoices, Progress, Reports};
use session::life::{Life, Stored};
use session::records::{self, Account, Read, SnapshotReader};

use super::State;
use super::accounts::{AccountCard, AccountId};
use super::boot::SAMPLE;
use super::engine::Engine;
use super::open::Open;
use super::problem::Problem;
use super::reporting::asins;
use crate::browser::{clock, preferences};

/// Who has which titles, of all accounts and stores of this device.
#[derive(Clone, Debug, Default)]
pub struct Household {
    owners: Owners,
    shelves: Vec<Shelf>,
    /// What is shown: nobody has to be told of it. `None`: everything together.
    shown: Option<Shelf>,
}

/// A library: an account's in a store.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Shelf {
    /// Whose it is.
    pub account: AccountId,
    /// Where it was bought.
    pub store: Marketplace,
}

impl Household {
    /// The libraries that have this title in any edition, but for the one that is shown.
    pub fn owners(&self, product: &Product) -> Vec<Shelf> {
        if self.owners.is_empty() {
            return Vec::new();
        }
        let found = self.owners.of_product(product).into_iter();
        found
            .filter_map(|place| self.shelves.get(place).copied())
            .filter(|shelf| Some(*shelf) != self.shown)
            .collect()
    }
}

/// How much of a library is read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Depth {
    /// What the member has.
    Titles,
    /// Everything.
    All,
}

impl State {
    /// Hands over the library of each account of this device that opens, with what the reports say
    /// of it; the stores of one account are put together.
    pub fn all_libraries(self, done: impl FnOnce(Vec<(AccountId, Arc<Reports>)>) + 'static) {
        let engine = self.engine();
        spawn_local(async move {
            match engine.reports_of_all().await {
                Ok(libraries) => done(libraries),
                Err(problem) => {
                    engine.report(problem);
                    done(Vec::new());
                }
            }
        });
    }
}

impl Engine {
    async fn reports_of_all(&self) -> Result<Vec<(AccountId, Arc<Reports>)>, Problem> {
        let cards = self.signals.accounts.get_untracked();
        let libraries = self.libraries(&cards, Depth::Titles).await?;
        let mut computed = Vec::new();
        for card in &cards {
            let own = libraries
                .iter()
                .filter(|(shelf, _)| shelf.account == card.id);
            let own: Vec<&Snapshot> = own.map(|(_, snapshot)| snapshot).collect();
            let snapshot = match own[..] {
                [] => continue,
                [only] => only.clone(),
                [first, ..] => merge(first.store, &own, clock::today()),
            };
            let options = Options {
                people: self.people_of(card.id).await,
                hidden: asins(&self.hidden_of(card.id).await),
                ..self.options(snapshot.store)
            };
            let mut computation = Computation::new(Arc::new(snapshot), options);
            while let Progress::More { .. } = computation.step() {
                clock::breathe().await;
            }
            computed.push((card.id, Arc::new(computation.finish())));
        }
        Ok(computed)
    }

    /// Shows all libraries of this device as one; nothing of it is stored. With the prices of the
    /// store that is shown now.
    pub(super) async fn open_together(self: &Rc<Self>) -> Result<(), Problem> {
        let opening = self.opening.get() + 1;
        self.opening.set(opening);
        let cards = self.signals.accounts.get_untracked();
        let libraries = self.libraries(&cards, Depth::All).await?;
        // What one of them says about people holds for all; what is not for one may be for another.
        let mut people = PeopleChoices::default();
        for card in cards.iter().filter(|card| card.opens()) {
            let said = self.people_of(card.id).await;
            people.same.extend(said.same);
            people.apart.extend(said.apart);
        }
        if self.opening.get() != opening {
            return Ok(());
        }
        let shown = self.opened().map(|open| open.store);
        let store = shown
            .or_else(|| libraries.first().map(|(shelf, _)| shelf.store))
            .unwrap_or(Marketplace::Us);
        let snapshots: Vec<_> = libraries.iter().map(|(_, snapshot)| snapshot).collect();
        let today = clock::today();
        let household = Household {
            owners: Owners::of(&snapshots, today),
            shelves: libraries.iter().map(|(shelf, _)| *shelf).collect(),
            shown: None,
        };
        let read = Read {
            snapshot: merge(store, &snapshots, today),
            place: None,
            summary: None,
            health: None,
            faults: Vec::new(),
            outdated: Vec::new(),
        };
        let account = Account {
            origin: records::Origin::Imported,
            since: clock::now(),
            exported: None,
            stores: vec![store],
            store: Some(store),
            salt: [0; 16],
        };
        let open = Rc::new(Open {
            is_together: true,
            people: RefCell::new(people),
            ..Open::new(None, account, Life::open(Stored::Gone, 0), read)
        });
        preferences::save(TOGETHER, &true);
        preferences::save(SAMPLE, &false);
        self.signals.household.set(household);
        self.show(&open);
        self.show_life(&open);
        Ok(())
    }

    /// Brings up to date what the other libraries have, for the one that is shown.
    pub(super) async fn look_around(self: &Rc<Self>) {
        let Some(open) = self.opened() else {
            return;
        };
        let cards = self.signals.accounts.get_untracked();
        let libraries = cards.iter().map(|card| card.stores.len()).sum::<usize>();
        let shown = open.id().map(|account| Shelf {
            account,
            store: open.store,
        });
        if open.is_together || shown.is_none() || libraries < 2 {
            if !open.is_together {
                self.signals.household.set(Household::default());
            }
            return;
        }
        let Ok(libraries) = self.libraries(&cards, Depth::Titles).await else {
            return;
        };
        let snapshots: Vec<_> = libraries.iter().map(|(_, snapshot)| snapshot).collect();
        let owners = Owners::of(&snapshots, clock::today());
        if self.is_open(&open) {
            self.signals.household.set(Household {
                owners,
                shelves: libraries.iter().map(|(shelf, _)| *shelf).collect(),
                shown,
            });
        }
    }

    /// What is stored of each library of these accounts; one that does not open is left out.
    async fn libraries(
        &self,
        cards: &[AccountCard],
        depth: Depth,
    ) -> Result<Vec<(Shelf, Snapshot)>, Problem> {
        let cache = self.cache()?;
        let mut libraries = Vec::new();
        for card in cards.iter().filter(|card| card.opens()) {
            let Ok(vault) = cache.open_vault(card.id).await else {
                continue;
            };
            for &store in &card.stores {
                let code = store.code();
                let (from, to) = match depth {
                    // `0` is the character after `/`.
                    Depth::Titles => (format!("{code}/library/"), format!("{code}/library0")),
                    Depth::All => (format!("{code}/"), format!("{code}0")),
                };
                let mut reader = SnapshotReader::new(store);
                cache.read_into(&mut reader, &vault, &from, &to).await?;
                let snapshot = reader.finish().snapshot;
                let account = card.id;
                libraries.push((Shelf { account, store }, snapshot));
                clock::breathe().await;
            }
        }
        Ok(libraries)
    }
}

/// Under this name localStorage notes that everything is shown together.
pub(super) const TOGETHER: &str = "together";
