//! [`Draft`]: the recipe that is being put together, and what its parts need to know.

use std::collections::HashMap;
use std::sync::Arc;

use audipy::browser::clock;
use audipy::state::rows_of;
use exports::recipe::{Chosen, Csv, Separator};
use exports::{Field, Format, Language, List, Recipe};
use leptos::prelude::*;
use leptos::task::spawn_local;
use reports::Reports;

use crate::components::report::Say;
use crate::language::Locale;

/// The recipe that is being put together. `Copy`: hand it to whatever changes it.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) say: Say,
    pub(super) recipe: RwSignal<Recipe>,
    /// Recipes that the member keeps.
    pub(super) kept: RwSignal<Vec<Recipe>>,
    /// How many rows each list has, once they are counted.
    pub(super) rows: RwSignal<HashMap<List, usize>>,
}

impl Draft {
    /// A workbook of the library, and lists are counted.
    pub(super) fn new(say: Say, reports: Memo<Arc<Reports>>) -> Self {
        let draft = Self {
            say,
            recipe: RwSignal::new(first(say)),
            kept: RwSignal::new(Vec::new()),
            rows: RwSignal::new(HashMap::new()),
        };
        let twice = Memo::new(move |_| draft.recipe.read().lists.contains(&List::Duplicates));
        Effect::new(move |_| {
            let (reports, twice) = (reports.get(), twice.get());
            spawn_local(async move { draft.count(&reports, twice).await });
        });
        let state = say.state;
        Effect::new(move |_| {
            state.account.track();
            state.recipes(move |kept| {
                draft.kept.try_set(kept);
            });
        });
        draft
    }

    /// Counts the rows of each list, and lets the page paint in between. What the member has twice takes
    /// long to find, so it is counted only where that list is chosen.
    async fn count(self, reports: &Reports, twice: bool) {
        for list in List::ALL {
            if *list == List::Duplicates && !twice {
                continue;
            }
            clock::breathe().await;
            let rows = rows_of(reports, *list, self.language()).await.len();
            let gone = self.rows.try_update(|all| all.insert(*list, rows));
            if gone.is_none() {
                return;
            }
        }
    }

    /// The page's, for headings and words in files.
    pub(super) fn language(self) -> Language {
        match self.say.locale() {
            Locale::en => Language::En,
            Locale::de => Language::De,
        }
    }

    /// Has a file made.
    pub(super) fn write(self, recipe: Recipe) {
        self.say.state.write_export(recipe, self.language());
    }

    /// Changes what is kept.
    pub(super) fn change(self, change: impl FnOnce(&mut Vec<Recipe>) + 'static) {
        self.say.state.change_recipes(change, move |kept| {
            self.kept.try_set(kept);
        });
    }

    /// Whether there is anything to write.
    pub(super) fn is_complete(self) -> bool {
        let recipe = self.recipe.read();
        !recipe.format.has_choices()
            || recipe
                .lists_needed()
                .iter()
                .any(|list| !recipe.columns_of(*list).is_empty())
    }

    /// Columns of the chosen lists, in their usual order.
    pub(super) fn possible(self) -> Vec<Field> {
        let recipe = self.recipe.read();
        let lists = recipe.lists_needed();
        let of_any = |field: &Field| {
            let mut lists = lists.iter();
            lists.any(|list| list.all().any(|known| known == *field))
        };
        let all = Field::ALL.iter().copied();
        all.filter(of_any)
            .filter(|field| recipe.shows(*field))
            .collect()
    }

    /// The columns as they are without a choice, of all lists together: to begin choosing with.
    pub(super) fn usual(self) -> Vec<Chosen> {
        let recipe = self.recipe.read_untracked();
        let mut fields: Vec<Field> = Vec::new();
        for list in recipe.lists_needed() {
            for field in list.usual() {
                if !fields.contains(field) {
                    fields.push(*field);
                }
            }
        }
        let chosen = |field| Chosen { field, name: None };
        fields.into_iter().map(chosen).collect()
    }
}

/// What the builder begins with. Spreadsheets of German readers expect semicolons.
fn first(say: Say) -> Recipe {
    Recipe {
        format: Format::Xlsx,
        lists: vec![List::Library],
        csv: Csv {
            safe: true,
            separator: match say.locale() {
                Locale::en => Separator::Comma,
                Locale::de => Separator::Semicolon,
            },
        },
        ..Recipe::default()
    }
}
