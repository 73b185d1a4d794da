//! Views of reports that the member keeps: sealed with the account, and the same in all tabs.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use session::records::{KeptView, KeptViews, ViewId};

use super::State;
use super::cache::{Before, Kept};
use super::engine::Engine;
use super::open::Open;
use super::problem::{DamagedRecord, Problem};
use super::tabs::Note;
use crate::browser::random;
use crate::browser::store::Batch;

impl State {
    /// Keeps a view of the report at this path under a name; [`State::views`] shows it. Of the
    /// sample library and of all together it is kept for as long as they are shown.
    pub fn keep_view(self, name: &str, report: String, query: String) {
        let view = KeptView::new(ViewId::new(random::bytes()), name, report, query);
        self.put_view(usize::MAX, view);
    }

    /// Puts a view at a place of the list: back, after it was taken away.
    pub fn put_view(self, place: usize, view: KeptView) {
        self.change_views(move |views| views.put(place, view));
    }

    /// Calls a view something else.
    pub fn rename_view(self, id: ViewId, name: String) {
        self.change_views(move |views| views.rename(id, &name));
    }

    /// Takes a view away.
    pub fn remove_view(self, id: ViewId) {
        self.change_views(move |views| views.remove(id));
    }

    fn change_views(self, change: impl FnOnce(&mut KeptViews) + 'static) {
        let engine = self.engine();
        spawn_local(async move {
            if let Some(open) = engine.opened()
                && let Err(problem) = engine.change_views(&open, change).await
            {
                engine.report(problem);
            }
        });
    }
}

impl Engine {
    /// Shows the views of an account as they are stored.
    pub(super) async fn look_at_views(self: &Rc<Self>, open: &Rc<Open>) {
        let (Some(vault), Ok(cache)) = (&open.vault, self.cache()) else {
            return;
        };
        match cache.document::<KeptViews>(vault).await {
            Ok(Kept::Document(views)) => self.show_views(open, views),
            Ok(Kept::Nothing) => self.show_views(open, KeptViews::default()),
            Ok(Kept::Damaged) => self.report(damaged()),
            Err(problem) => self.report(problem),
        }
    }

    async fn change_views(
        self: &Rc<Self>,
        open: &Rc<Open>,
        change: impl FnOnce(&mut KeptViews),
    ) -> Result<(), Problem> {
        let Some(vault) = &open.vault else {
            self.signals.views.update(change);
            return Ok(());
        };
        if self.is_forgotten(vault.id) {
            return Ok(());
        }
        let (before, views) = self
            .cache()?
            .change_document(vault, Batch::default(), KeptViews::default, change)
            .await?;
        if before == Before::Damaged {
            self.report(damaged());
        }
        self.tabs.tell(&Note::Views(vault.id));
        self.show_views(open, views);
        Ok(())
    }

    fn show_views(self: &Rc<Self>, open: &Rc<Open>, views: KeptViews) {
        if self.is_open(open) && *self.signals.views.read_untracked() != views {
            self.signals.views.set(views);
        }
    }
}

fn damaged() -> Problem {
    Problem::Damaged {
        records: vec![DamagedRecord::Views],
    }
}
