//! [`History`]: the views that there were before, to go back to.

use audipy::browser::viewport;
use leptos::ev;
use leptos::prelude::*;

use super::View;

/// What a view was before each change since the page was opened.
#[derive(Clone, Copy)]
pub(crate) struct History {
    view: RwSignal<View>,
    past: RwSignal<Vec<View>>,
    /// The view that one goes back to, which is no change of its own.
    undone: StoredValue<Option<View>>,
}

/// What one changes in many small steps that are undone as one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Change {
    Search,
    Widths,
    Other,
}

impl History {
    /// Follows a view from now on, and undoes with Ctrl+Z, until its owner is gone.
    pub(crate) fn of(view: RwSignal<View>) -> Self {
        let history = Self {
            view,
            past: RwSignal::new(Vec::new()),
            undone: StoredValue::new(None),
        };
        Effect::new(move |before: Option<(View, Change)>| {
            let now = view.get();
            let Some((last, change)) = before else {
                return (now, Change::Other);
            };
            history.note(last, change, now)
        });
        let keys = window_event_listener(ev::keydown, move |event| {
            let undoes = (event.ctrl_key() || event.meta_key())
                && !event.shift_key()
                && event.key().eq_ignore_ascii_case("z");
            if undoes && !viewport::is_typing() && history.undo() {
                event.prevent_default();
            }
        });
        on_cleanup(move || keys.remove());
        history
    }

    /// Whether there is something to undo.
    pub(crate) fn can_undo(self) -> bool {
        !self.past.read().is_empty()
    }

    /// Goes back to the view before the last change; false if there was none.
    pub(crate) fn undo(self) -> bool {
        let Some(before) = self.past.try_update(Vec::pop).flatten() else {
            return false;
        };
        self.undone.set_value(Some(before.clone()));
        self.view.set(before);
        true
    }

    fn note(self, last: View, change: Change, now: View) -> (View, Change) {
        let undone = self.undone.try_update_value(Option::take).flatten();
        if now == last {
            return (now, change);
        }
        if undone.as_ref() == Some(&now) {
            return (now, Change::Other);
        }
        let next = Change::between(&last, &now);
        if next == Change::Other || next != change {
            self.past.update(|past| {
                past.push(last);
                if past.len() > MOST {
                    past.remove(0);
                }
            });
        }
        (now, next)
    }
}

impl Change {
    fn between(last: &View, now: &View) -> Self {
        let searched = View {
            search: now.search.clone(),
            ..last.clone()
        };
        let resized = View {
            widths: now.widths.clone(),
            ..last.clone()
        };
        if searched == *now {
            Self::Search
        } else if resized == *now {
            Self::Widths
        } else {
            Self::Other
        }
    }
}

/// So many changes are remembered.
const MOST: usize = 50;
