//! [`who`]: the mark of an account: its first letter on its colour. Always beside its name.

use audipy::state::{AccountCard, Colour};
use leptos::prelude::*;

use crate::language::{Words, t_string};

/// The mark of an account.
pub(crate) fn who(card: &AccountCard) -> impl IntoView + use<> {
    let letter: String = card
        .name
        .as_deref()
        .and_then(|name| name.chars().find(|c| c.is_alphanumeric()))
        .map_or_else(|| "?".to_owned(), |first| first.to_uppercase().collect());
    view! { <span class=mark(card.colour) aria-hidden="true">{letter}</span> }
}

/// What an account is called.
pub(crate) fn account_name(i18n: Words, card: &AccountCard) -> String {
    card.name
        .clone()
        .unwrap_or_else(|| t_string!(i18n, accounts.unnamed).to_owned())
}

/// The class that draws a colour.
pub(crate) const fn mark(colour: Colour) -> &'static str {
    const CLASSES: [&str; 8] = [
        "who c1", "who c2", "who c3", "who c4", "who c5", "who c6", "who c7", "who c8",
    ];
    CLASSES[colour.index()]
}

/// What a colour is called.
pub(crate) fn colour_name(i18n: Words, colour: Colour) -> &'static str {
    match colour.index() {
        0 => t_string!(i18n, accounts.colour_green),
        1 => t_string!(i18n, accounts.colour_rust),
        2 => t_string!(i18n, accounts.colour_blue),
        3 => t_string!(i18n, accounts.colour_violet),
        4 => t_string!(i18n, accounts.colour_olive),
        5 => t_string!(i18n, accounts.colour_petrol),
        6 => t_string!(i18n, accounts.colour_wine),
        _ => t_string!(i18n, accounts.colour_grey),
    }
}
