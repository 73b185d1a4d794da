//! [`Tools`]: search, order, filters and download over a report.

mod active;
mod chips;
mod columns;
mod kept;
mod layout;
mod sorting;
mod undo;

use std::sync::Arc;

use audipy::state::{ReportKind, State};
use leptos::html::Details;
use leptos::prelude::*;
use leptos_router::components::A;

use self::active::Active;
use self::chips::Chips;
use self::kept::ViewsMenu;
use super::contents::Contents;
use super::listing::{Listing, Selection};
use super::say::Say;
use super::view::{GroupOrder, Layout, View};
use crate::components::list::{MOST_LINES, Printing};
use crate::components::{Icon, Symbol};
use crate::language::{t_string, td_string};

pub(crate) use self::columns::ColumnMenu;
pub(crate) use self::layout::LayoutChoice;
pub(crate) use self::sorting::SortMenu;
pub(crate) use self::undo::Undo;

/// The tools of one report.
#[component]
pub(crate) fn Tools(
    /// Which report.
    contents: Contents,
    /// Search, filters and order.
    view: RwSignal<View>,
    /// What can be searched for.
    #[prop(into)]
    search: Signal<String>,
    /// Everything.
    listing: Memo<Arc<Listing>>,
    /// What is left of it.
    selection: Memo<Arc<Selection>>,
    /// Further tools.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let (kind, orders) = (contents.kind(), contents.orders());
    let order = move || view.read().groups.unwrap_or(orders[0]).name();
    view! {
        <div class="tools" role="search" aria-label=move || t_string!(i18n, reports.tools.label)>
            <div class="line">
                <div class="find">
                    <Icon symbol=Symbol::Find/>
                    <label class="vh" for=SEARCH>{search}</label>
                    <input
                        class="input"
                        id=SEARCH
                        type="search"
                        placeholder=search
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || view.read().search.clone()
                        on:input=move |event| {
                            let typed = event_target_value(&event);
                            view.update(|view| view.search = typed);
                        }
                    />
                </div>
                <label class="vh" for="sort">{td_string!(say.locale(), reports.tools.sort_groups)}</label>
                <select
                    class="input"
                    id="sort"
                    prop:value=order
                    on:change=move |event| {
                        let order = GroupOrder::read(&event_target_value(&event));
                        view.update(|view| view.groups = order.filter(|order| *order != orders[0]));
                    }
                >
                    {orders
                        .iter()
                        .map(|order| {
                            let order = *order;
                            view! {
                                <option
                                    value=order.name()
                                    selected=move || view.read().groups.unwrap_or(orders[0]) == order
                                    disabled=move || {
                                        order == GroupOrder::Flat
                                            && contents.layout(&view.read()) == Layout::Shelves
                                    }
                                >
                                    {move || order_name(say, kind, order)}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
                <div class="menus">
                    {children.map(|children| children())}
                    <ViewsMenu view/>
                    <Download kind/>
                </div>
            </div>
            <fieldset>
                <legend class="vh">{td_string!(say.locale(), reports.tools.show)}</legend>
                <div class="chips">
                    <Active view/>
                    <Chips view listing selection/>
                </div>
            </fieldset>
        </div>
    }
}

#[component]
fn Download(kind: ReportKind) -> impl IntoView {
    let state = expect_context::<State>();
    let say = Say::here();
    let printing = use_context::<Printing>();
    let menu = NodeRef::<Details>::new();
    let close = move || {
        if let Some(menu) = menu.get() {
            menu.set_open(false);
        }
    };
    view! {
        <details
            class="menu"
            node_ref=menu
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    close();
                }
            }
        >
            <summary class="btn">
                <Icon symbol=Symbol::Down/>
                {td_string!(say.locale(), reports.tools.download)}
            </summary>
            <div>
                <button
                    type="button"
                    on:click=move |_| {
                        state.download_report(kind);
                        close();
                    }
                >
                    {td_string!(say.locale(), reports.tools.download_this)}
                    " "
                    <span>".txt"</span>
                </button>
                <button
                    type="button"
                    on:click=move |_| {
                        state.download_all_zip();
                        close();
                    }
                >
                    {td_string!(say.locale(), reports.tools.download_all)}
                    " "
                    <span>".zip"</span>
                </button>
                <A href="/downloads">{td_string!(say.locale(), downloads.more)}</A>
                {printing.map(|printing| view! {
                    <button
                        type="button"
                        on:click=move |_| {
                            close();
                            printing.start();
                        }
                    >
                        {td_string!(say.locale(), downloads.print)}
                        " "
                        <span>".pdf"</span>
                    </button>
                })}
            </div>
        </details>
        <div role="status">
            {printing.map(|printing| view! {
                <Show when=move || printing.is_under_way()>
                    <p class="hint no-print">{td_string!(say.locale(), downloads.print_drawing)}</p>
                </Show>
                <Show when=move || printing.is_cut()>
                    <p class="hint print-only">
                        {td_string!(
                            say.locale(),
                            downloads.print_cut,
                            n = say.number(MOST_LINES)
                        )}
                    </p>
                </Show>
            })}
        </div>
    }
}

fn order_name(say: Say, kind: ReportKind, order: GroupOrder) -> &'static str {
    let locale = say.locale();
    match order {
        GroupOrder::Bought => td_string!(locale, reports.sort.bought_last),
        GroupOrder::Cheapest => td_string!(locale, reports.sort.cheapest),
        GroupOrder::Flat => td_string!(locale, tables.flat),
        GroupOrder::Fewest => td_string!(locale, reports.sort.fewest_missing),
        GroupOrder::Hours => td_string!(locale, reports.sort.most_hours),
        GroupOrder::Latest => td_string!(locale, reports.sort.latest),
        GroupOrder::Most if kind == ReportKind::Missing => {
            td_string!(locale, reports.sort.most_missing)
        }
        GroupOrder::Most => td_string!(locale, reports.sort.most_books),
        GroupOrder::Weight => td_string!(locale, reports.sort.weight),
        GroupOrder::Name => match kind {
            ReportKind::ByAuthor | ReportKind::MoreByAuthors => {
                td_string!(locale, reports.sort.name_author)
            }
            ReportKind::ByNarrator | ReportKind::MoreByNarrators => {
                td_string!(locale, reports.sort.name_narrator)
            }
            ReportKind::BySeries | ReportKind::Missing => {
                td_string!(locale, reports.sort.name_series)
            }
        },
    }
}

/// The id of the search field.
const SEARCH: &str = "search";
