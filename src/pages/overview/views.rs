//! The views of reports that the member keeps.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::report::Say;
use crate::language::td_string;

/// A link for each, with its report; nothing at all where none is kept.
#[component]
pub(super) fn KeptViews() -> impl IntoView {
    let say = Say::here();
    let views = say.state.views;
    let entries = move || {
        let kept = views.get().views;
        let entries = kept.into_iter().map(|view| {
            let (address, report) = (view.address(), report_name(say, &view.report));
            let name = view.name;
            view! {
                <li>
                    <A href=address>{name}</A>
                    <span>{report}</span>
                </li>
            }
        });
        entries.collect_view()
    };
    view! {
        <Show when=move || !views.read().views.is_empty()>
            <div class="head top-m">
                <h2>{td_string!(say.locale(), tables.views_all)}</h2>
            </div>
            <ul class="index" role="list">{entries}</ul>
        </Show>
    }
}

fn report_name(say: Say, report: &str) -> &'static str {
    let locale = say.locale();
    match report {
        "/reports/by-author" => td_string!(locale, reports.library.page_by_author),
        "/reports/by-narrator" => td_string!(locale, reports.library.page_by_narrator),
        "/reports/by-series" => td_string!(locale, reports.library.page_by_series),
        "/reports/missing" => td_string!(locale, reports.missing.title),
        "/reports/more-by-authors" => td_string!(locale, reports.more.title_author),
        "/reports/more-by-narrators" => td_string!(locale, reports.more.title_narrator),
        _ => "",
    }
}
