//! Who has a title, where more than one library is on the device.

use audible::Product;
use leptos::prelude::*;

use super::say::Say;
use crate::components::{account_name, store_name, who};
use crate::language::td_string;

/// The other libraries that have it, as marks with names: accounts, and of one's own account the
/// store. While all are shown together, every one that has it.
pub(crate) fn owners(say: Say, product: &Product) -> Option<AnyView> {
    let state = say.state;
    let household = state.household.read();
    let shelves = household.owners(product);
    if shelves.is_empty() {
        return None;
    }
    let accounts = state.accounts.read();
    let own = state.account.read().as_ref().and_then(|account| account.id);
    let marks: Vec<_> = shelves
        .iter()
        .filter_map(|shelf| {
            let card = accounts.iter().find(|card| card.id == shelf.account)?;
            let store = store_name(say.i18n, shelf.store);
            let name = if own == Some(card.id) {
                store.to_owned()
            } else if card.stores.len() > 1 {
                format!("{}, {store}", account_name(say.i18n, card))
            } else {
                account_name(say.i18n, card)
            };
            Some(view! { <span class="owner">{who(card)} {name}</span> })
        })
        .collect();
    let view = view! {
        <span class="owners">
            <span class="soft">{td_string!(say.locale(), accounts.owned_by)}</span>
            {marks}
        </span>
    };
    Some(view.into_any())
}
