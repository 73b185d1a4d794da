//! A backup of an account that is here already: what it brings, and how the two become one.
//!
//! Of each store the later library stays. What the member said and kept is merged by
//! [`session::backup::Merge`]: nothing is lost, and of two entries for the same thing the one here stays.

use std::rc::Rc;

use audible::Timestamp;
use session::backup::{Merge, is_later, libraries};
use session::records::{
    Account, KeptHidden, KeptPeople, KeptViews, Kind, SnapshotReader, Synced, write_part,
};
use session::sync::Part;
use vault::VaultId;

use super::backup::Restored;
use super::cache::{Before, Cache, Kept, Vault};
use super::engine::Engine;
use super::preferences::Preferences;
use super::problem::{DamagedRecord, Problem};
use super::recipes::Recipes;
use super::tabs::Note;
use crate::browser::store::Batch;

/// What a backup has beyond what is here of its account.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Brings {
    /// A library that is later.
    pub library: bool,
    /// Words about people or titles, views or recipes of exports.
    pub own: bool,
}

impl Brings {
    /// Whether there is anything.
    pub const fn something(self) -> bool {
        self.library || self.own
    }
}

impl Engine {
    /// What a backup has beyond what is here of the account.
    pub(super) async fn brings(&self, id: VaultId, restored: &Restored) -> Result<Brings, Problem> {
        let cache = self.cache()?;
        let vault = cache.open_vault(id).await?;
        let people = missing::<KeptPeople>(&cache, &vault, restored).await?;
        let hidden = missing::<KeptHidden>(&cache, &vault, restored).await?;
        let views = missing::<KeptViews>(&cache, &vault, restored).await?;
        let recipes = missing::<Recipes>(&cache, &vault, restored).await?;
        Ok(Brings {
            library: self.brings_library(&vault, restored).await?,
            own: people.is_some() || hidden.is_some() || views.is_some() || recipes.is_some(),
        })
    }

    /// Adds what the member said and kept in a backup to what is here of the account, in all tabs.
    pub(super) async fn merge_own(
        self: &Rc<Self>,
        id: VaultId,
        restored: &Restored,
    ) -> Result<(), Problem> {
        // A tab that is being locked writes nothing.
        if self.is_forgotten(id) || self.is_locking.get() {
            return Ok(());
        }
        let cache = self.cache()?;
        let vault = cache.open_vault(id).await?;
        let people = self.merge::<KeptPeople>(&cache, &vault, restored).await?;
        let hidden = self.merge::<KeptHidden>(&cache, &vault, restored).await?;
        let views = self.merge::<KeptViews>(&cache, &vault, restored).await?;
        self.merge::<Recipes>(&cache, &vault, restored).await?;
        if people {
            self.tabs.tell(&Note::People(id));
        }
        if hidden {
            self.tabs.tell(&Note::Hidden(id));
        }
        if views {
            self.tabs.tell(&Note::Views(id));
        }
        if let Some(open) = self.opened().filter(|open| open.id() == Some(id)) {
            if people {
                self.look_at_people(&open).await;
            }
            if hidden {
                self.look_at_hidden(&open).await;
            }
            if views {
                self.look_at_views(&open).await;
            }
        }
        Ok(())
    }

    /// Whether anything was added to the document here. One that does not read is set aside, and told.
    async fn merge<T: Merge + Default>(
        &self,
        cache: &Cache,
        vault: &Vault,
        restored: &Restored,
    ) -> Result<bool, Problem> {
        let Some(backed_up) = missing::<T>(cache, vault, restored).await? else {
            return Ok(false);
        };
        let add = |here: &mut T| here.merge(backed_up);
        let (before, _) = cache
            .change_document(vault, Batch::default(), T::default, add)
            .await?;
        if before == Before::Damaged {
            let records = Kind::of(T::NAME).map(DamagedRecord::from);
            self.report(Problem::Damaged {
                records: records.into_iter().collect(),
            });
        }
        Ok(true)
    }

    /// Adds the libraries of a backup to an account that is here, where they are later; true if
    /// there were any.
    pub(super) async fn merge_libraries(
        &self,
        id: VaultId,
        restored: &Restored,
    ) -> Result<bool, Problem> {
        let cache = self.cache()?;
        let vault = cache.open_vault(id).await?;
        let Kept::Document(account) = cache.peek::<Account>(&vault).await? else {
            return Ok(false);
        };
        let mut batch = Batch::default();
        let mut stores = Vec::new();
        for read in libraries(&restored.records) {
            let store = read.snapshot.store;
            if !is_later(&read, self.read_at(&vault, store).await?) {
                continue;
            }
            for part in PARTS {
                vault.change(&mut batch, write_part(&read.snapshot, part, &account.salt));
            }
            let synced = Synced {
                place: read.place,
                summary: read.summary,
                health: read.health,
            };
            vault.put_synced(&mut batch, store, &synced);
            stores.push(store);
        }
        if batch.is_empty() || self.is_forgotten(id) || self.is_locking.get() {
            return Ok(false);
        }
        let change = |account: &mut Account| {
            stores.retain(|store| !account.stores.contains(store));
            account.stores.append(&mut stores);
        };
        cache
            .change_document(&vault, batch, || account.clone(), change)
            .await?;
        Ok(true)
    }

    async fn brings_library(&self, vault: &Vault, restored: &Restored) -> Result<bool, Problem> {
        for read in libraries(&restored.records) {
            if is_later(&read, self.read_at(vault, read.snapshot.store).await?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes over the settings of a backup. Where they keep no covers, none are kept afterwards.
    pub(super) async fn restore_preferences(self: &Rc<Self>, restored: &Restored) {
        let preferences = restored.preferences.clone();
        let preferences = preferences.and_then(|it| serde_json::from_value::<Preferences>(it).ok());
        let Some(preferences) = preferences else {
            return;
        };
        let keeps_covers = preferences.keep_covers;
        self.change_preferences(|known| *known = preferences);
        if !keeps_covers && let Err(problem) = self.delete_all_covers().await {
            self.report(problem);
        }
    }

    async fn read_at(
        &self,
        vault: &Vault,
        store: audible::Marketplace,
    ) -> Result<Option<Timestamp>, Problem> {
        let folder = format!("{}/library", store.code());
        let (first, last) = (format!("{folder}/"), format!("{folder}0"));
        let mut reader = SnapshotReader::new(store);
        self.cache()?
            .read_into(&mut reader, vault, &first, &last)
            .await?;
        Ok(reader.finish().snapshot.read_at)
    }
}

/// The document of a backup, if it has anything beyond the one here. One here that is of a newer AudiPy
/// is left as it is.
async fn missing<T: Merge + Default>(
    cache: &Cache,
    vault: &Vault,
    restored: &Restored,
) -> Result<Option<T>, Problem> {
    let Some(backed_up) = restored.document::<T>() else {
        return Ok(None);
    };
    let here = match cache.peek::<T>(vault).await {
        Err(Problem::NewerVersion) => return Ok(None),
        here => here?.or_default(),
    };
    Ok(here.lacks(&backed_up).then_some(backed_up))
}

const PARTS: [Part; 7] = [
    Part::Library,
    Part::Series,
    Part::Products,
    Part::Wishes,
    Part::Searches,
    Part::Member,
    Part::Gone,
];
