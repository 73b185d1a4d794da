//! [`Printing`]: long lists are drawn whole for as long as the page is printed.

use audipy::browser::print;
use leptos::prelude::*;

/// How lists are drawn for paper. Provided by the page of a report.
#[derive(Clone, Copy)]
pub(crate) struct Printing {
    extent: RwSignal<Extent>,
    /// How the list of the page is; `None` where there is none.
    list: RwSignal<Option<Whole>>,
}

/// How much of a list is drawn.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Extent {
    /// What is in view.
    #[default]
    View,
    /// More with each frame, until it is whole.
    Growing,
    /// All of it at once: the browser prints as soon as it has asked.
    Whole,
}

/// How far a list is drawn for paper.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Whole {
    pub(super) is_drawn: bool,
    /// It is longer than what is drawn.
    pub(super) is_cut: bool,
}

impl Printing {
    /// Puts it into the context. The browser's own command prints whole lists as well.
    pub(crate) fn provide() {
        let printing = Self {
            extent: RwSignal::new(Extent::View),
            list: RwSignal::new(None),
        };
        let before = window_event_listener_untyped("beforeprint", move |_| {
            printing.extent.set(Extent::Whole);
        });
        let after = window_event_listener_untyped("afterprint", move |_| {
            printing.extent.set(Extent::View);
        });
        on_cleanup(move || {
            before.remove();
            after.remove();
        });
        // What was asked for here is printed once all of it stands there.
        Effect::new(move |_| {
            let is_drawn = printing.list.get().is_none_or(|list| list.is_drawn);
            if printing.extent.get() == Extent::Growing && is_drawn {
                request_animation_frame(print::print);
            }
        });
        provide_context(printing);
    }

    /// Draws the page's list whole, and then has the browser print the page.
    pub(crate) fn start(self) {
        self.extent.set(Extent::Growing);
    }

    /// Whether the list is being drawn.
    pub(crate) fn is_under_way(self) -> bool {
        self.extent.get() == Extent::Growing
    }

    /// Whether the list is too long for paper: only its beginning is printed.
    pub(crate) fn is_cut(self) -> bool {
        self.list.get().is_some_and(|list| list.is_cut)
    }

    pub(super) fn extent(self) -> Extent {
        self.extent.get()
    }

    pub(super) fn extent_untracked(self) -> Extent {
        self.extent.get_untracked()
    }

    /// Notes how far the list of the page is; `None`: it is gone.
    pub(super) fn note(self, list: Option<Whole>) {
        if self
            .list
            .try_get_untracked()
            .is_some_and(|known| known != list)
        {
            self.list.set(list);
        }
    }
}

/// So many lines are printed: some hundred pages.
pub(crate) const MOST_LINES: usize = 5_000;
