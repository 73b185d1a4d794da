//! Missing in my series.

use std::sync::Arc;

use audipy::state::State;
use leptos::prelude::*;
use reports::{Reports, SeriesReport, SeriesStatus};

use crate::components::Page;
use crate::components::report::{
    BookTable, Contents, LastSaid, NoCreditValue, Say, cost, with_reports,
};
use crate::language::{t, t_string, td_string};

/// Every series of the member's books as a shelf, and what is missing in it.
#[component]
pub(super) fn MissingPage() -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let state = expect_context::<State>();
    let title = Signal::derive(move || t_string!(i18n, reports.missing.title).to_owned());
    let lead = move || {
        let reports = state.reports.read();
        let reports = reports.as_ref()?;
        (!reports.missing.series.is_empty()).then(|| lead(say, reports))
    };
    view! {
        <Page title lead>
            {with_reports(move |reports| {
                let none = Memo::new(move |_| reports.read().missing.series.is_empty());
                view! {
                    <NoCreditValue reports/>
                    <AllComplete reports/>
                    {move || if none.get() { view! {
                        <div class="empty top-m">
                            <h3>{td_string!(say.locale(), reports.missing.none_title)}</h3>
                            <p>{td_string!(say.locale(), reports.missing.none_text)}</p>
                        </div>
                    }
                    .into_any() } else { view! {
                        <BookTable
                            contents=Contents::Missing
                            reports
                            search=Signal::derive(move || {
                                t_string!(i18n, reports.missing.search).to_owned()
                            })
                            caption=title
                        />
                    }
                    .into_any() }}
                    <LastSaid/>
                    <p class="hint top-m">{move || how(say, &reports.read(), state)}</p>
                }
            })}
        </Page>
    }
}

/// Nothing is missing, and nothing is left out because it is not wanted.
fn is_all_there(series: &SeriesReport) -> bool {
    series.status == SeriesStatus::Complete && series.not_wanted.is_empty()
}

/// Nothing is missing anywhere.
#[component]
fn AllComplete(reports: Memo<Arc<Reports>>) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let all = Memo::new(move |_| {
        let reports = reports.read();
        let missing = &reports.missing;
        let complete = missing.volumes == 0 && missing.series.iter().all(is_all_there);
        Some(missing.series.len()).filter(|count| complete && *count > 0)
    });
    move || {
        all.get().map(|count| {
            view! {
                <div class="empty">
                    <div class="shelf" aria-hidden="true">
                        <i class="own h4">"1"</i>
                        <i class="own h5">"2"</i>
                        <i class="own h3">"3"</i>
                        <i class="own h6">"4"</i>
                        <i class="own h5">"5"</i>
                    </div>
                    <h3>{td_string!(say.locale(), reports.missing.empty_title)}</h3>
                    <p>
                        {t!(
                            i18n,
                            reports.missing.empty_text,
                            count = move || count as u64,
                            n = move || say.number(count)
                        )}
                    </p>
                </div>
            }
        })
    }
}

/// `38 volumes are missing in 21 of your 64 series. 6 are on their way. Filling …`
fn lead(say: Say, reports: &Reports) -> AnyView {
    let i18n = say.i18n;
    let missing = &reports.missing;
    let series = say.series(missing.series.len());
    let gaps = if missing.volumes == 0 {
        t!(i18n, reports.missing.lead_none, series = series).into_any()
    } else {
        let count = missing.volumes as u64;
        let (volumes, gaps) = (say.volumes(missing.volumes), say.number(missing.incomplete));
        t!(
            i18n,
            reports.missing.lead,
            <strong> = <strong />,
            count = move || count,
            volumes = volumes,
            gaps = gaps,
            series = series
        )
        .into_any()
    };
    let coming = (missing.coming > 0).then(|| {
        td_string!(
            say.locale(),
            reports.missing.lead_coming,
            count = missing.coming as u64,
            n = say.number(missing.coming)
        )
    });
    let cost = cost(say, &missing.cost)
        .map(|cost| t!(i18n, reports.missing.lead_cost, <strong> = <strong />, cost = cost));
    view! { {gaps} " " {coming} " " {cost} }.into_any()
}

/// How it was found, and how old the prices are.
fn how(say: Say, reports: &Reports, state: State) -> String {
    let locale = say.locale();
    let advice = reports
        .options
        .credit_value
        .map(|value| td_string!(locale, reports.state.how_advice, money = say.money(value)));
    let priced = reports.snapshot().priced_at.map(|at| {
        let when = say.ago(Some(at), state.now.get());
        td_string!(locale, reports.state.prices_read, when = when)
    });
    [
        Some(td_string!(locale, reports.state.how_missing).to_owned()),
        advice,
        priced,
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" ")
}
