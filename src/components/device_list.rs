//! [`DeviceList`]: the way to the list of devices in the member's Amazon account.

use audible::{Marketplace, deregister};
use audipy::state::State;
use leptos::prelude::*;

use super::icon::{Icon, Symbol};
use crate::language::{t, use_i18n};

/// A link to Amazon's own page, of the store where the open account signed in.
#[component]
pub(crate) fn DeviceList() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let address = move || {
        let account = state.account.read();
        let home = account.as_ref().map(|account| account.home);
        deregister::device_list(home.unwrap_or(Marketplace::Us))
    };
    view! {
        <a class="btn small" href=address target="_blank" rel="noopener noreferrer">
            <Icon symbol=Symbol::Out/>
            {t!(i18n, device.list_link)}
        </a>
    }
}
