//! [`BookTable`]: titles in groups or without, as a table, as covers or on shelves, with their tools.

mod edge;
mod gallery;
mod head;
mod heading;
mod letters;
mod lines;
mod rest;
mod rows;

use std::sync::Arc;

use leptos::prelude::*;
use reports::{Reports, text};

use self::gallery::Gallery;
use self::lines::{Folds, sorted_table};
use self::rows::Rows;
use super::contents::Contents;
use super::listing::{Listing, Selection};
use super::say::Say;
use super::series::Shelves;
use super::states::NothingMatches;
use super::tools::{ColumnMenu, LayoutChoice, SortMenu, Tools, Undo};
use super::view::{GroupOrder, History, Layout, View};
use crate::components::in_address;
use crate::language::{t_string, td_string};

/// Reports and all rows of one of them.
pub(crate) struct Source {
    pub(crate) reports: Arc<Reports>,
    pub(crate) listing: Arc<Listing>,
}

/// One of the reports that are lists of titles, with its tools.
#[component]
pub(crate) fn BookTable(
    /// Which report.
    contents: Contents,
    /// What it is computed from.
    reports: Memo<Arc<Reports>>,
    /// What can be searched for.
    #[prop(into)]
    search: Signal<String>,
    /// What the list is called.
    #[prop(into)]
    caption: Signal<String>,
) -> impl IntoView {
    let view = in_address::<View>();
    let history = History::of(view);
    let source = always(move || {
        let reports = reports.get();
        let listing = Arc::new(contents.listing(&reports));
        Arc::new(Source { reports, listing })
    });
    let listing = always(move || source.read().listing.clone());
    let selection = always(move || Arc::new(select(&source.read(), &view.read())));
    let has_shelves = Memo::new(move |_| contents.layout(&view.read()) == Layout::Shelves);

    view! {
        <Tools contents view search listing selection>
            <LayoutChoice contents view/>
            <Show when=move || !has_shelves.get()>
                <SortMenu contents view/>
            </Show>
            <ColumnMenu contents view/>
        </Tools>
        {move || if has_shelves.get() {
            view! { <Shelves source selection view history/> }.into_any()
        } else {
            view! { <Titles contents source selection view history caption/> }.into_any()
        }}
    }
}

/// What is left, as a table or as covers.
#[component]
fn Titles(
    contents: Contents,
    source: Memo<Arc<Source>>,
    selection: Memo<Arc<Selection>>,
    view: RwSignal<View>,
    history: History,
    caption: Signal<String>,
) -> impl IntoView {
    let say = Say::here();
    let folds = RwSignal::new(Folds::default());
    let table = sorted_table(contents, source, selection, view, folds);
    let nothing = Memo::new(move |_| table.read().lines.is_empty());
    let alphabet = Memo::new(move |_| {
        let order = view.read().groups.unwrap_or(contents.orders()[0]);
        order == GroupOrder::Name && table.read().letters.len() >= FEWEST_LETTERS
    });
    let foldable =
        Memo::new(move |_| view.read().has_groups() && selection.read().groups.len() > 1);
    let layout = Memo::new(move |_| contents.layout(&view.read()));

    view! {
        <section aria-label=caption>
            <div class="active">
                <output>{move || say.titles(selection.read().titles)}</output>
                <Undo history/>
                <Show when=move || foldable.get()>
                    <FoldAll folds/>
                </Show>
                <Keys layout/>
            </div>
            <Show when=move || nothing.get()>{nothing_left(source, selection, view)}</Show>
            {move || match layout.get() {
                Layout::Covers(size) => {
                    view! { <Gallery contents table size folds caption alphabet/> }.into_any()
                }
                Layout::Table | Layout::Shelves => {
                    view! { <Rows contents table view folds caption alphabet/> }.into_any()
                }
            }}
        </section>
    }
}

/// Nothing is left: how much is hidden, and a way to see it.
pub(crate) fn nothing_left(
    source: Memo<Arc<Source>>,
    selection: Memo<Arc<Selection>>,
    view: RwSignal<View>,
) -> impl IntoView {
    let hidden = Signal::derive(move || source.read().listing.titles - selection.read().titles);
    let clear = Callback::new(move |()| view.update(|view| *view = view.cleared()));
    view! { <NothingMatches hidden clear/> }
}

/// Folds all groups, or none.
#[component]
fn FoldAll(folds: RwSignal<Folds>) -> impl IntoView {
    let i18n = Say::here().i18n;
    let fold = move |_| {
        folds.update(|folds| {
            *folds = Folds {
                all: !folds.all,
                ..Folds::default()
            };
        });
    };
    view! {
        <button class="btn plain small" type="button" on:click=fold>
            {move || {
                if folds.read().all {
                    t_string!(i18n, reports.tools.unfold_all)
                } else {
                    t_string!(i18n, reports.tools.fold_all)
                }
            }}
        </button>
    }
}

/// Which keys do what.
#[component]
fn Keys(layout: Memo<Layout>) -> impl IntoView {
    let say = Say::here();
    let across = move || layout.get() != Layout::Table;
    view! {
        <p class="keys">
            <span>
                <Show when=across><kbd>"←"</kbd> " " <kbd>"→"</kbd> " "</Show>
                <kbd>"↑"</kbd> " " <kbd>"↓"</kbd> " "
                {move || {
                    if across() {
                        td_string!(say.locale(), tables.key_title)
                    } else {
                        td_string!(say.locale(), reports.tools.key_row)
                    }
                }}
            </span>
            <span><kbd>"Enter"</kbd> " " {td_string!(say.locale(), reports.tools.key_open)}</span>
            <span><kbd>"/"</kbd> " " {td_string!(say.locale(), reports.tools.key_search)}</span>
        </p>
    }
}

/// A memo whose every computation counts as a change: its value is cheap to replace and dear to
/// compare.
pub(crate) fn always<T: Send + Sync + 'static>(
    compute: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    Memo::new_with_compare(move |_| compute(), |_, _| true)
}

/// What is left of a listing in a view.
pub(crate) fn select(source: &Source, view: &View) -> Selection {
    let folded = text::fold(&view.search);
    let words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
    source
        .listing
        .select(&words, source.listing.chosen(view), |title| {
            source.reports.search_key(title)
        })
}

/// With fewer, there is little to jump to.
const FEWEST_LETTERS: usize = 4;
