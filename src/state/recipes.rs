//! Recipes of files that the member keeps, in a record of the account's.

use std::rc::Rc;

use exports::Recipe;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use session::backup::{Merge, add_missing};
use session::records::{Document, RECIPES};

use super::State;
use super::cache::{Before, Kept};
use super::engine::Engine;
use super::problem::{DamagedRecord, Problem};
use crate::browser::store::Batch;

/// All of an account, in the order in which they were kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Recipes {
    recipes: Vec<Recipe>,
}

impl Document for Recipes {
    const NAME: &'static str = RECIPES;
}

/// The page tells recipes apart by their names, so of two of one name only the one here stays.
impl Merge for Recipes {
    fn merge(&mut self, backed_up: Self) {
        add_missing(&mut self.recipes, backed_up.recipes, |one, other| {
            one.name == other.name
        });
    }
}

impl State {
    /// Hands over the recipes that the open account keeps.
    pub fn recipes(self, done: impl FnOnce(Vec<Recipe>) + 'static) {
        let engine = self.engine();
        spawn_local(async move {
            match engine.recipes().await {
                Ok(recipes) => done(recipes),
                Err(problem) => engine.report(problem),
            }
        });
    }

    /// Changes what the open account keeps, by what is stored: another tab may have changed it. `done`
    /// gets what is stored then.
    pub fn change_recipes(
        self,
        change: impl FnOnce(&mut Vec<Recipe>) + 'static,
        done: impl FnOnce(Vec<Recipe>) + 'static,
    ) {
        let engine = self.engine();
        spawn_local(async move {
            match engine.change_recipes(change).await {
                Ok(recipes) => done(recipes),
                Err(problem) => engine.report(problem),
            }
        });
    }
}

impl Engine {
    async fn recipes(&self) -> Result<Vec<Recipe>, Problem> {
        let open = self.opened();
        let Some(vault) = open.as_ref().and_then(|open| open.vault.as_ref()) else {
            return Ok(Vec::new());
        };
        let kept: Kept<Recipes> = self.cache()?.document(vault).await?;
        if let Kept::Damaged = kept {
            self.report(damaged());
        }
        Ok(kept.or_default().recipes)
    }

    async fn change_recipes(
        self: &Rc<Self>,
        change: impl FnOnce(&mut Vec<Recipe>),
    ) -> Result<Vec<Recipe>, Problem> {
        let open = self.opened();
        let vault = open.as_ref().and_then(|open| open.vault.as_ref());
        let Some(vault) = vault.filter(|vault| !self.is_forgotten(vault.id)) else {
            return Ok(Vec::new());
        };
        let (before, kept) = self
            .cache()?
            .change_document(vault, Batch::default(), Recipes::default, |kept| {
                change(&mut kept.recipes);
            })
            .await?;
        if before == Before::Damaged {
            self.report(damaged());
        }
        Ok(kept.recipes)
    }
}

fn damaged() -> Problem {
    Problem::Damaged {
        records: vec![DamagedRecord::Recipes],
    }
}
