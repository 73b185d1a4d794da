//! [`Tools`]: search, order, filters and download over a report.

use std::sync::Arc;

use audipy::browser::viewport;
use audipy::state::{ReportKind, State};
use leptos::ev;
use leptos::html::Details;
use leptos::prelude::*;

use super::facet::Facet;
use super::listing::{Listing, Selection};
use super::say::Say;
use super::view::{GroupOrder, View};
use crate::components::{Icon, Symbol};
use crate::language::{t_string, td_string};

/// The tools of one report. The first of `orders` is the report's own.
#[component]
pub(crate) fn Tools(
    /// Which report: for the download.
    kind: ReportKind,
    /// Search, filters and order.
    view: RwSignal<View>,
    /// What can be searched for.
    #[prop(into)]
    search: Signal<String>,
    /// Orders of the groups.
    orders: &'static [GroupOrder],
    /// Everything.
    listing: Memo<Arc<Listing>>,
    /// What is left of it.
    selection: Memo<Arc<Selection>>,
) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    follow_slash();
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
                                >
                                    {move || order_name(say, kind, order)}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
                <Download kind/>
            </div>
            <fieldset>
                <legend class="vh">{td_string!(say.locale(), reports.tools.show)}</legend>
                <div class="chips">
                    <Chips view listing selection/>
                </div>
            </fieldset>
        </div>
    }
}

#[component]
fn Chips(
    view: RwSignal<View>,
    listing: Memo<Arc<Listing>>,
    selection: Memo<Arc<Selection>>,
) -> impl IntoView {
    let say = Say::here();
    // A chosen filter stays, even where a sync took its last title away.
    let facets = Memo::new(move |_| {
        let listing = listing.read();
        let view = view.read();
        let named = Facet::NAMED
            .into_iter()
            .filter(|facet| listing.present.has(*facet) || view.facets.has(*facet));
        let languages = (0..listing.languages.len())
            .filter(|_| listing.languages.len() > 1)
            .filter_map(|index| u8::try_from(index).ok())
            .take(MOST_LANGUAGES);
        named
            .chain(languages.map(Facet::Language))
            .collect::<Vec<_>>()
    });
    let key = move |facet: &Facet| match facet {
        Facet::Language(index) => listing.with_untracked(|listing| listing.language_key(*index)),
        named => named.name().to_owned(),
    };
    view! {
        <For
            each=move || facets.get()
            key=key
            children=move |facet| {
                let chosen = Memo::new(move |_| is_chosen(&view.read(), &listing.read(), facet));
                view! {
                    <label class="chip">
                        <input
                            type="checkbox"
                            prop:checked=chosen
                            on:change=move |_| {
                                listing
                                    .with_untracked(|listing| {
                                        view.update(|view| toggle(view, listing, facet));
                                    });
                            }
                        />
                        {symbol(facet).map(|symbol| view! { <Icon symbol/> })}
                        {move || name(say, &listing.read(), facet)}
                        " "
                        <span class="n">{move || say.number(selection.read().count(facet))}</span>
                    </label>
                }
            }
        />
    }
}

#[component]
fn Download(kind: ReportKind) -> impl IntoView {
    let state = expect_context::<State>();
    let say = Say::here();
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
            </div>
        </details>
    }
}

/// `/` goes to the search, unless one is typing already.
fn follow_slash() {
    let handle = window_event_listener(ev::keydown, |event| {
        let plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
        if event.key() == "/" && plain && !viewport::is_typing() {
            event.prevent_default();
            viewport::focus(SEARCH);
        }
    });
    on_cleanup(move || handle.remove());
}

fn is_chosen(view: &View, listing: &Listing, facet: Facet) -> bool {
    match facet {
        Facet::Language(index) => view.languages.contains(&listing.language_key(index)),
        named => view.facets.has(named),
    }
}

fn toggle(view: &mut View, listing: &Listing, facet: Facet) {
    match facet {
        Facet::Language(index) => {
            let key = listing.language_key(index);
            if !view.languages.remove(&key) {
                view.languages.insert(key);
            }
        }
        named => view.facets = view.facets.toggled(named),
    }
}

fn name(say: Say, listing: &Listing, facet: Facet) -> String {
    let locale = say.locale();
    match facet {
        Facet::NotStarted => td_string!(locale, reports.facet.not_started).to_owned(),
        Facet::Started => td_string!(locale, reports.facet.started).to_owned(),
        Facet::Heard => td_string!(locale, reports.facet.heard).to_owned(),
        Facet::Borrowed => td_string!(locale, reports.facet.borrowed).to_owned(),
        Facet::Wish => td_string!(locale, reports.facet.wish).to_owned(),
        Facet::Coming => td_string!(locale, reports.facet.coming).to_owned(),
        Facet::Cash => td_string!(locale, reports.facet.cash).to_owned(),
        Facet::Credit => td_string!(locale, reports.facet.credit).to_owned(),
        Facet::Plus => td_string!(locale, reports.facet.plus).to_owned(),
        Facet::Free => td_string!(locale, reports.facet.free).to_owned(),
        Facet::Unknown => td_string!(locale, reports.facet.unknown).to_owned(),
        Facet::NotForSale => td_string!(locale, reports.facet.not_for_sale).to_owned(),
        Facet::Owned => td_string!(locale, reports.facet.owned).to_owned(),
        Facet::Language(index) => match listing.languages.get(usize::from(index)) {
            Some(Some(language)) => say.language(language),
            _ => td_string!(locale, reports.facet.no_language).to_owned(),
        },
    }
}

const fn symbol(facet: Facet) -> Option<Symbol> {
    match facet {
        Facet::Borrowed | Facet::Plus => Some(Symbol::Plus),
        Facet::Wish => Some(Symbol::Wish),
        Facet::Coming => Some(Symbol::Due),
        Facet::Cash => Some(Symbol::Cash),
        Facet::Credit => Some(Symbol::Credit),
        Facet::Unknown => Some(Symbol::Unknown),
        Facet::NotForSale => Some(Symbol::None),
        Facet::Owned | Facet::Free => Some(Symbol::Tick),
        Facet::NotStarted | Facet::Started | Facet::Heard | Facet::Language(_) => None,
    }
}

fn order_name(say: Say, kind: ReportKind, order: GroupOrder) -> &'static str {
    let locale = say.locale();
    match order {
        GroupOrder::Bought => td_string!(locale, reports.sort.bought_last),
        GroupOrder::Cheapest => td_string!(locale, reports.sort.cheapest),
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

/// More would be a list of its own.
const MOST_LANGUAGES: usize = 8;
