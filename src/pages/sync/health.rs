//! What the last sync asked and what came of it, how old everything is, and a file for bug reports.

use audipy::state::{Basis, Health, Problem, Reading, State, Subject, Tally};
use leptos::prelude::*;

use crate::components::report::Say;
use crate::components::{Note, ProblemNote, Tone};
use crate::language::td_string;

/// Folded away: it is for those who wonder. It stays as they left it while syncs begin and end.
#[component]
pub(super) fn HealthSection(running: Memo<bool>) -> impl IntoView {
    let say = Say::here();
    let state = expect_context::<State>();
    let basis = Memo::new(move |_| state.sync.read().basis);
    let health = Memo::new(move |_| state.sync.read().health.clone());
    let minute = Memo::new(move |_| state.now.get().millis() / 60_000);
    let may_read = move || !running.get() && state.online.get();
    let hint = move || {
        if running.get() {
            td_string!(say.locale(), health.anew_running)
        } else if state.online.get() {
            td_string!(say.locale(), health.anew_hint)
        } else {
            td_string!(say.locale(), common.offline_never)
        }
    };
    view! {
        <details class="health">
            <summary>{td_string!(say.locale(), health.title)}</summary>
            <h2>{td_string!(say.locale(), health.ages_title)}</h2>
            <p class="soft">{td_string!(say.locale(), health.ages_text)}</p>
            {move || {
                let _ = minute.get();
                ages(say, state, basis.get())
            }}
            <div class="row">
                <button
                    class="btn small"
                    type="button"
                    aria-describedby="anew-hint"
                    disabled=move || !may_read()
                    on:click=move |_| state.sync_anew()
                >
                    {td_string!(say.locale(), health.anew)}
                </button>
                <span class="hint" id="anew-hint">{hint}</span>
            </div>
            {move || health.get().map(|health| requests(say, &health))}
            <Diagnosis running/>
        </details>
    }
}

fn ages(say: Say, state: State, basis: Basis) -> impl IntoView {
    let locale = say.locale();
    let now = state.now.get_untracked();
    let rows = [
        (td_string!(locale, health.library), basis.library),
        (td_string!(locale, health.progress), basis.progress),
        (td_string!(locale, health.wishes), basis.wishes),
        (td_string!(locale, health.series), basis.series),
        (td_string!(locale, health.prices), basis.prices),
        (td_string!(locale, health.people), basis.people),
        (td_string!(locale, health.listening), basis.listening),
        (td_string!(locale, health.memberships), basis.memberships),
    ]
    .map(|(name, at)| {
        let age = match at {
            None => td_string!(locale, health.never).to_owned(),
            Some(_) => say.ago(at, now),
        };
        view! {
            <li>
                <span>{name}</span>
                <span>{age}</span>
            </li>
        }
    })
    .collect_view();
    view! { <ul class="ages" role="list">{rows}</ul> }
}

fn requests(say: Say, health: &Health) -> impl IntoView + use<> {
    let locale = say.locale();
    let n = |number: u64| say.formats(|formats| formats.count(number));
    let reading = match health.reading {
        Reading::Not => td_string!(locale, health.read_not).to_owned(),
        Reading::Changes => td_string!(
            locale,
            health.read_changes,
            count = health.told,
            told = n(health.told),
            left = n(health.left)
        ),
        Reading::Whole => td_string!(
            locale,
            health.read_whole,
            count = health.told,
            told = n(health.told),
            left = n(health.left)
        ),
    };
    let slowed = (health.slowed > 0).then(|| {
        let text = td_string!(
            locale,
            health.slowed,
            count = health.slowed,
            n = n(health.slowed)
        );
        view! { <p>{text}</p> }
    });
    let rows: Vec<_> = (Subject::ALL.into_iter())
        .filter_map(|subject| Some((subject, *health.asked.get(&subject)?)))
        .map(|(subject, tally)| row(say, subject, tally))
        .collect();
    view! {
        <h2>{td_string!(locale, health.asked_title)}</h2>
        <p>{reading}</p>
        {slowed}
        <table class="asked">
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, health.what)}</th>
                    <th scope="col">{td_string!(locale, health.sent)}</th>
                    <th scope="col">{td_string!(locale, health.answered)}</th>
                    <th scope="col">{td_string!(locale, health.failed)}</th>
                    <th scope="col">{td_string!(locale, health.time)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(say: Say, subject: Subject, tally: Tally) -> impl IntoView {
    let locale = say.locale();
    let n = |number: u64| say.formats(|formats| formats.count(number));
    let name = match subject {
        Subject::Library => td_string!(locale, health.library),
        Subject::Wishes => td_string!(locale, health.wishes),
        Subject::Series => td_string!(locale, health.series),
        Subject::Volumes => td_string!(locale, health.prices),
        Subject::People => td_string!(locale, health.people),
        Subject::Listening => td_string!(locale, health.listening),
        Subject::Memberships => td_string!(locale, health.memberships),
    };
    let time = tally.average_ms().map_or_else(
        || "–".to_owned(),
        |ms| td_string!(locale, health.ms, n = n(ms)),
    );
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{n(tally.sent)}</td>
            <td>{n(tally.answered)}</td>
            <td>{n(tally.failed)}</td>
            <td>{time}</td>
        </tr>
    }
}

#[component]
fn Diagnosis(running: Memo<bool>) -> impl IntoView {
    let say = Say::here();
    let state = expect_context::<State>();
    let locale = say.locale();
    let busy = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Result<(), Problem>>);
    let make = move |_| {
        busy.set(true);
        outcome.set(None);
        state.save_diagnosis(move |result| {
            busy.try_set(false);
            outcome.try_set(Some(result));
        });
    };
    view! {
        <h2>{td_string!(locale, health.file_title)}</h2>
        <p>
            {td_string!(
                locale,
                health.file_text,
                n = say.number(State::DIAGNOSIS_REQUESTS)
            )}
        </p>
        <div class="row">
            <button
                class="btn small"
                type="button"
                disabled=move || busy.get() || !state.online.get() || running.get()
                on:click=make
            >
                {td_string!(locale, health.file_make)}
            </button>
            <span class="hint" role="status">
                {move || busy.get().then(|| td_string!(say.locale(), health.file_busy))}
            </span>
        </div>
        {move || outcome.get().map(|outcome| match outcome {
            Ok(()) => view! {
                <Note tone=Tone::Good role="status">
                    <strong>{td_string!(say.locale(), health.file_done)}</strong>
                    <span>{td_string!(say.locale(), health.file_done_text)}</span>
                </Note>
            }
            .into_any(),
            Err(problem) => view! { <ProblemNote problem/> }.into_any(),
        })}
    }
}
