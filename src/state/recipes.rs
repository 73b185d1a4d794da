//! Recipes of files that the member keeps, in a record of the account's.

use std::rc::Rc;

use exports::Recipe;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use session::records::Document;

use super::State;
use super::cache::Kept;
use super::engine::Engine;
use super::problem::Problem;
use crate::browser::store::Batch;

/// All of an account, in the order in which they were kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Recipes {
    recipes: Vec<Recipe>,
}

impl Document for Recipes {
    const NAME: &'static str = "recipes";
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
        let (_, kept) = self
            .cache()?
            .change_document(vault, Batch::default(), Recipes::default, |kept| {
                change(&mut kept.recipes);
            })
            .await?;
        Ok(kept.recipes)
    }
}
