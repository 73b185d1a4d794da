//! [`Chips`]: filters to switch on and off.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::report::facet::Facet;
use crate::components::report::listing::{Listing, Selection};
use crate::components::report::say::Say;
use crate::components::report::view::View;
use crate::components::{Icon, Symbol};
use crate::language::td_string;

/// The filters of a report, each with how many titles it would show.
#[component]
pub(super) fn Chips(
    /// What is chosen.
    view: RwSignal<View>,
    /// Everything.
    listing: Memo<Arc<Listing>>,
    /// What is left of it.
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

/// More would be a list of its own.
const MOST_LANGUAGES: usize = 8;
