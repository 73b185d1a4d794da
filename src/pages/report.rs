//! `/reports/…`: the six reports.

mod library;
mod missing;
mod more;

use audible::search::Role;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use self::library::LibraryPage;
use self::missing::MissingPage;

use self::more::MorePage;
use super::NotFoundPage;
use crate::components::WithAccount;
use crate::components::list::Printing;
use crate::components::report::Grouping;

/// The report that the address names.
#[component]
pub(crate) fn ReportPage() -> impl IntoView {
    Printing::provide();
    let params = use_params_map();
    let name = Memo::new(move |_| params.read().get("report").unwrap_or_default());
    move || {
        let name = name.get();
        let grouping = match name.as_str() {
            "by-author" => Some(Grouping::Author),
            "by-narrator" => Some(Grouping::Narrator),
            "by-series" => Some(Grouping::Series),
            _ => None,
        };
        let role = match name.as_str() {
            "more-by-authors" => Some(Role::Author),
            "more-by-narrators" => Some(Role::Narrator),
            _ => None,
        };
        match (grouping, role) {
            (Some(grouping), _) => {
                view! { <WithAccount><LibraryPage grouping/></WithAccount> }.into_any()
            }
            (_, Some(role)) => view! { <WithAccount><MorePage role/></WithAccount> }.into_any(),
            _ if name == "missing" => {
                view! { <WithAccount><MissingPage/></WithAccount> }.into_any()
            }
            _ => view! { <NotFoundPage/> }.into_any(),
        }
    }
}
