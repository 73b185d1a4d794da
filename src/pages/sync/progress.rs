//! [`ProgressList`]: how far each part of a running sync is.

use audipy::state::{Count, State, SyncActivity, SyncProgress};
use leptos::prelude::*;

use crate::components::report::Say;
use crate::components::{Icon, Symbol};
use crate::language::td_string;

/// One line for each thing that is asked for.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Part {
    Titles,
    Series,
    Wishes,
    Volumes,
    People,
}

/// The bar of the library, the time left, and a line for each part.
#[component]
pub(super) fn ProgressList() -> impl IntoView {
    let say = Say::here();
    let state = expect_context::<State>();
    let progress = Memo::new(move |_| match &state.sync.read().activity {
        SyncActivity::Running(progress) | SyncActivity::Waiting { progress, .. } => *progress,
        _ => SyncProgress::default(),
    });
    let titles = move || titles(say, progress.read().titles);
    // Read out by the minute at most: a screen reader must not count along.
    let half_minute = Memo::new(move |_| state.now.get().millis() / 30_000);
    let spoken = move || {
        let _ = half_minute.get();
        untrack(titles)
    };
    let lines = [
        Part::Titles,
        Part::Series,
        Part::Wishes,
        Part::Volumes,
        Part::People,
    ]
    .map(|part| {
        let reached = Memo::new(move |_| stage(part.of(&progress.read())));
        view! {
            <li class:later=move || reached.get() == Stage::Later>
                {move || view! { <Icon symbol=reached.get().symbol()/> }}
                <span>{move || name(say, part)}</span>
                <span>{move || figure(say, part, &progress.read())}</span>
            </li>
        }
    })
    .collect_view();
    view! {
        <div class="row">
            <b class="num">{titles}</b>
            <span class="soft">{move || left(say, &progress.read())}</span>
        </div>
        <p class="vh" role="status">{spoken}</p>
        <progress
            class="live"
            max=move || progress.read().titles.total.unwrap_or(1).max(1).to_string()
            // Without a value the bar only says that something goes on.
            value=move || {
                let titles = progress.read().titles;
                titles.total.map(|_| titles.done.to_string())
            }
            aria-label=titles
        ></progress>
        <ol class="work" role="list">{lines}</ol>
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Stage {
    Later,
    UnderWay,
    Done,
}

impl Stage {
    const fn symbol(self) -> Symbol {
        match self {
            Self::Later => Symbol::Wait,
            Self::UnderWay => Symbol::Sync,
            Self::Done => Symbol::Tick,
        }
    }
}

impl Part {
    const fn of(self, progress: &SyncProgress) -> Count {
        match self {
            Self::Titles => progress.titles,
            Self::Series => progress.series,
            Self::Wishes => progress.wishes,
            Self::Volumes => progress.volumes,
            Self::People => progress.people,
        }
    }
}

fn stage(count: Count) -> Stage {
    match count.total {
        Some(total) if count.done >= total => Stage::Done,
        _ if count.done == 0 => Stage::Later,
        _ => Stage::UnderWay,
    }
}

fn titles(say: Say, count: Count) -> String {
    let n = |number: u64| say.formats(|formats| formats.count(number));
    if let Some(total) = count.total {
        td_string!(
            say.locale(),
            sync.titles_of,
            done = n(count.done),
            total = n(total)
        )
    } else {
        td_string!(
            say.locale(),
            sync.titles_so_far,
            count = count.done,
            n = n(count.done)
        )
    }
}

fn name(say: Say, part: Part) -> &'static str {
    let locale = say.locale();
    match part {
        Part::Titles => td_string!(locale, sync.library),
        Part::Series => td_string!(locale, sync.series),
        Part::Wishes => td_string!(locale, sync.wishes),
        Part::Volumes => td_string!(locale, sync.volumes),
        Part::People => td_string!(locale, sync.people),
    }
}

fn figure(say: Say, part: Part, progress: &SyncProgress) -> String {
    let locale = say.locale();
    let n = |number: u64| say.formats(|formats| formats.count(number));
    let count = part.of(progress);
    match (count.total, part) {
        (Some(0), _) => td_string!(locale, sync.none).to_owned(),
        (Some(total), Part::Series) => td_string!(
            locale,
            sync.of_series,
            done = n(count.done),
            total = n(total)
        ),
        (Some(total), Part::People) => td_string!(
            locale,
            sync.of_people,
            done = n(count.done),
            total = n(total)
        ),
        (Some(total), _) => {
            td_string!(locale, sync.of, done = n(count.done), total = n(total))
        }
        (None, _) if count.done == 0 => td_string!(locale, sync.later).to_owned(),
        (None, _) => td_string!(locale, sync.so_far, n = n(count.done)),
    }
}

/// `about 40 seconds left`, in steps that do not flicker.
fn left(say: Say, progress: &SyncProgress) -> String {
    let locale = say.locale();
    if progress.is_repeating {
        return td_string!(locale, sync.repeating).to_owned();
    }
    let millis = progress.left_ms;
    let n = |number: u64| say.formats(|formats| formats.count(number));
    match millis.map(|millis| millis.div_ceil(1000)) {
        None => td_string!(locale, sync.left_unknown).to_owned(),
        Some(seconds @ ..90) => {
            let seconds = if seconds > 10 {
                seconds.div_ceil(10) * 10
            } else {
                seconds.max(2)
            };
            td_string!(locale, sync.left_seconds, n = n(seconds))
        }
        Some(seconds) => {
            let minutes = seconds.div_ceil(60);
            td_string!(locale, sync.left_minutes, count = minutes, n = n(minutes))
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_part_is_done_only_when_its_end_is_known() {
        for (done, total, is_later, is_done) in [
            (0, None, true, false),
            (5, None, false, false),
            (0, Some(5), true, false),
            (5, Some(5), false, true),
            (0, Some(0), false, true),
        ] {
            let stage = stage(Count { done, total });
            assert_eq!(stage == Stage::Later, is_later, "{done} of {total:?}");
            assert_eq!(stage == Stage::Done, is_done, "{done} of {total:?}");
        }
    }
}
