//! What is worth doing next.

use std::sync::Arc;

use audipy::state::State;
use leptos::prelude::*;
use leptos_router::components::A;
use reports::{Holding, Next, Reports, SeriesReport, TitleId};
use time::Date;

use crate::components::report::{Say, advice_note, cover_of, search_address};
use crate::language::{t, td_string};

/// One thing of each kind at most, best first.
#[component]
pub(super) fn NextThings(reports: Memo<Arc<Reports>>) -> impl IntoView {
    let say = Say::here();
    let state = expect_context::<State>();
    let today = Memo::new(move |_| state.now.get().date_utc());
    let nothing = Memo::new(move |_| reports.read().summary.next.is_empty());
    view! {
        <section aria-labelledby="next">
            <div class="head">
                <h2 id="next">{td_string!(say.locale(), overview.next)}</h2>
            </div>
            <Show when=move || nothing.get()>
                <p class="soft">{td_string!(say.locale(), overview.next_nothing)}</p>
            </Show>
            <ol class="next" role="list">
                {move || {
                    let reports = reports.read();
                    reports
                        .summary
                        .next
                        .iter()
                        .map(|next| thing(say, &reports, next, today.get()))
                        .collect_view()
                }}
            </ol>
        </section>
    }
}

fn thing(say: Say, reports: &Reports, next: &Next, today: Option<Date>) -> AnyView {
    let i18n = say.i18n;
    let (title, address, heading, text) = match next {
        Next::HearBeforeItLeaves { title, leaves } => {
            let name = reports.product(*title).title.clone();
            let days = today.map_or(0, |today| (*leaves - today).whole_days());
            let days = say.days(u64::try_from(days).unwrap_or(0));
            let owned = matches!(reports.title(*title).holding, Holding::Borrowed { .. });
            let text = if owned {
                td_string!(say.locale(), overview.next_plus_own, days = days)
            } else {
                td_string!(say.locale(), overview.next_plus_missing, days = days)
            };
            let address = if owned {
                search_address("/reports/by-author", &name)
            } else {
                search_address("/reports/missing", &name)
            };
            let heading = t!(i18n, overview.next_plus_leaves, <cite> = <cite />, title = name);
            (*title, address, heading.into_any(), text.into_any())
        }
        Next::CloseGap { series, title } => {
            let series = &reports.missing.series[*series];
            let name = series.title.clone();
            let address = search_address("/reports/missing", &name);
            let heading = t!(i18n, overview.next_gap, series = name);
            let text = gap(say, reports, series, *title);
            (*title, address, heading.into_any(), text)
        }
        Next::Finish {
            title,
            percent,
            minutes_left,
        } => {
            let name = reports.product(*title).title.clone();
            let address = search_address("/reports/by-author", &name);
            let percent = say.formats(|formats| formats.percent(f64::from(*percent) / 100.0));
            let text = if let Some(minutes) = minutes_left {
                td_string!(
                    say.locale(),
                    overview.next_finish_text,
                    percent = percent,
                    left = say.duration(*minutes)
                )
            } else {
                td_string!(
                    say.locale(),
                    overview.next_finish_no_length,
                    percent = percent
                )
            };
            let heading = t!(i18n, overview.next_finish, <cite> = <cite />, title = name);
            (*title, address, heading.into_any(), text.into_any())
        }
        Next::WaitFor { series, title, .. } => {
            let series = &reports.missing.series[*series];
            let address = search_address("/reports/missing", &series.title);
            let number = number_of(series, *title);
            let place = match number {
                Some(number) => format!("{} {number}", series.title),
                None => reports.product(*title).title.clone(),
            };
            let heading = t!(i18n, overview.next_coming, place = place);
            let text = if series.missing.is_empty() {
                td_string!(say.locale(), overview.next_coming_text)
            } else {
                ""
            };
            (*title, address, heading.into_any(), text.into_any())
        }
    };
    // What one has needs no advice.
    let advice = (!matches!(next, Next::Finish { .. }))
        .then(|| advice_note(say, reports.title(title), reports.options.credit_value));
    view! {
        <li>
            {cover_of(reports.product(title))}
            <div>
                <h3><A href=address>{heading}</A></h3>
                <p>{text}</p>
            </div>
            {advice}
        </li>
    }
    .into_any()
}

/// `Volume 3, The Undertow Ledger, is the only one you lack.`
fn gap(say: Say, reports: &Reports, series: &SeriesReport, title: TitleId) -> AnyView {
    let i18n = say.i18n;
    let name = reports.product(title).title.clone();
    let lacking = series.missing.len();
    match number_of(series, title) {
        None => t!(i18n, overview.next_gap_plain, <cite> = <cite />, title = name).into_any(),
        Some(number) if lacking == 1 => t!(
            i18n,
            overview.next_gap_text,
            // leptos_i18n 0.6 does not read a variable before the first element.
            <v> = <span />,
            <cite> = <cite />,
            number = number,
            title = name
        )
        .into_any(),
        Some(number) => {
            let n = say.number(lacking);
            t!(
                i18n,
                overview.next_gap_many,
                <v> = <span />,
                <cite> = <cite />,
                number = number,
                title = name,
                n = n
            )
            .into_any()
        }
    }
}

fn number_of(series: &SeriesReport, title: TitleId) -> Option<String> {
    let volume = series
        .missing
        .iter()
        .chain(&series.coming)
        .find(|volume| volume.title == title)?;
    volume.sequence.single().map(|number| number.to_string())
}
