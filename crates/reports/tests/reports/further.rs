//! Laws of the reports beyond the six.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use audible::listening::{DayHeard, MonthHeard, YearHeard};
use audible::{Listening, Snapshot};
use proptest::prelude::*;
use reports::further::FurtherReport;
use reports::further::company::company;
use reports::further::duplicates::duplicates;
use reports::further::editions::{Grouping, Have, Works};
use reports::further::facets::{Facet, by};
use reports::further::health::health;
use reports::further::household::household;
use reports::further::listening::{Day, heard, hours};
use reports::further::news::news;
use reports::further::planner::{Means, Payment, Wish, plan, wanted};
use reports::further::plus::plus_in_my_series;
use reports::further::unfinished::unfinished;
use reports::further::upcoming::upcoming;
use reports::{Release, Reports, TitleId, compute};
use time::Date;
use time::macros::date;

use crate::properties::any_world;
use crate::support::{TODAY, book, usd, world};

fn in_hands(reports: &Reports) -> BTreeSet<TitleId> {
    let mine = reports
        .titles()
        .filter(|(_, title)| title.holding.in_hands());
    mine.map(|(id, _)| id).collect()
}

/// The same library in another order.
fn turned(snapshot: &Snapshot) -> Snapshot {
    let mut turned = snapshot.clone();
    turned.items.reverse();
    turned
}

fn asins(reports: &Reports, ids: &[TitleId]) -> BTreeSet<String> {
    ids.iter()
        .map(|id| reports.product(*id).asin.to_string())
        .collect()
}

#[test]
fn many_titles_are_grouped_in_many_steps() {
    let title = |at: usize| format!("Tide of {} Stones", at / 2);
    let library = (0..1200).map(|at| book(&at.to_string(), &title(at)).owned());
    let reports = world().library(library).reports();
    let mut grouping = Grouping::of(&reports);
    let mut steps = 0;
    while grouping.step() {
        steps += 1;
    }
    assert!(steps > 6, "{steps}");
    let works = grouping.finish();
    assert_eq!(works.iter().count(), 600);
    assert_eq!(duplicates(&reports, &works).len(), 600);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn classes_partition_the_library(world in any_world()) {
        let reports = world.reports();
        let library: BTreeSet<TitleId> = in_hands(&reports)
            .into_iter()
            .filter(|id| reports.item(*id).is_some())
            .collect();
        for facet in Facet::ALL {
            let classes = by(&reports, facet);
            let all: Vec<TitleId> = classes.iter().flat_map(|class| class.titles.clone()).collect();
            prop_assert_eq!(all.len(), library.len(), "each once");
            prop_assert_eq!(all.into_iter().collect::<BTreeSet<_>>(), library.clone());
            let keys: BTreeSet<_> = classes.iter().map(|class| class.key.clone()).collect();
            prop_assert_eq!(keys.len(), classes.len());
            let named: BTreeSet<_> = classes.iter().map(|class| class.key.in_address()).collect();
            prop_assert_eq!(named.len(), classes.len(), "an address names one class");
        }
    }

    #[test]
    fn works_partition_the_titles(world in any_world()) {
        let reports = world.reports();
        let works = Works::of(&reports);
        let mut seen = BTreeSet::new();
        for work in works.iter() {
            prop_assert!(!work.editions.is_empty() || !work.boxes.is_empty());
            for id in &work.editions {
                prop_assert!(seen.insert(*id), "in two works");
                prop_assert!(works.work_of(*id).is_some_and(|own| own.editions.contains(id)));
            }
        }
        let boxes: BTreeSet<TitleId> = works.iter().flat_map(|work| work.boxes.clone()).collect();
        for (id, title) in reports.titles() {
            prop_assert!(seen.contains(&id) != boxes.contains(&id), "a work's edition, or a box set");
            let have = works.have(&reports, id);
            prop_assert_eq!(have == Have::Itself, title.holding.in_hands());
            if let Have::Edition { title, .. } | Have::PartOf(title) = have {
                prop_assert!(reports.title(title).holding.in_hands());
            }
        }
        for duplicate in duplicates(&reports, &works) {
            prop_assert!(!duplicate.others.is_empty());
            prop_assert!(reports.title(duplicate.title).holding.in_hands());
        }
    }

    #[test]
    fn works_do_not_depend_on_the_order_of_the_library(world in any_world()) {
        let mut items = BTreeSet::new();
        let mut snapshot = world.snapshot;
        snapshot.items.retain(|item| items.insert(item.product.asin.clone()));
        let other = compute(Arc::new(turned(&snapshot)), world.options.clone());
        let reports = compute(Arc::new(snapshot), world.options);
        let groups = |reports: &Reports| -> BTreeSet<BTreeSet<String>> {
            let works = Works::of(reports);
            works
                .iter()
                .map(|work| asins(reports, &work.editions))
                .filter(|editions| !editions.is_empty())
                .collect()
        };
        prop_assert_eq!(groups(&reports), groups(&other));
    }

    #[test]
    fn owned_and_missing_make_the_series(world in any_world()) {
        let reports = world.reports();
        for (index, series) in reports.missing.series.iter().enumerate() {
            let spines: BTreeSet<_> = series.shelf.iter().map(|spine| spine.number).collect();
            prop_assert_eq!(spines.len(), series.shelf.len(), "each number once");
            for id in &series.mine {
                prop_assert!(reports.title(*id).holding.in_hands());
            }
            for volume in series.missing.iter().filter(|volume| volume.sequence.single().is_some()) {
                let number = volume.sequence.single().filter(|number| number.is_whole());
                prop_assert!(number.is_some_and(|number| spines.contains(&number)));
            }
            let counted = unfinished(&reports).into_iter().find(|one| one.series == index);
            if let Some(one) = counted {
                prop_assert!(one.heard + one.unheard + one.missing <= series.shelf.len());
                let wanted = series.shelf.iter().filter(|spine| spine.is_wanted()).count();
                prop_assert_eq!(one.missing, wanted);
            }
        }
    }

    #[test]
    fn what_comes_is_not_out_and_stands_in_order(world in any_world()) {
        let reports = world.reports();
        let all = upcoming(&reports);
        let mut seen = BTreeSet::new();
        for one in &all {
            prop_assert!(seen.insert(one.title), "each once");
            prop_assert!(!one.why.is_empty());
            match reports.title(one.title).release {
                Release::Coming(day) => prop_assert_eq!(one.on, Some(day)),
                Release::Announced => prop_assert_eq!(one.on, None),
                Release::Out => prop_assert!(false, "it is out"),
            }
        }
        prop_assert!(all.is_sorted_by_key(|one| one.on.unwrap_or(Date::MAX)));
        for series in &reports.missing.series {
            prop_assert!(series.coming.iter().all(|volume| seen.contains(&volume.title)));
        }
    }

    #[test]
    fn a_plan_spends_no_more_than_there_is(
        world in any_world(),
        (credits, credits_a_month, budget, months) in (0_u32..4, 0_u32..3, 0_u64..6000, 0_u32..7),
        with_budget in any::<bool>(),
    ) {
        let reports = world.reports();
        let wanted: Vec<TitleId> = reports.titles().map(|(id, _)| id).collect();
        let means = Means {
            credits,
            credits_a_month,
            budget: with_budget.then(|| usd(budget)),
            months,
        };
        let plan = plan(&reports, &wanted, &means);
        prop_assert_eq!(plan.months.len(), months as usize);
        let mut left = u64::from(credits) * 100;
        let mut seen = BTreeSet::new();
        for (index, month) in plan.months.iter().enumerate() {
            if index > 0 {
                left += u64::from(credits_a_month) * 100;
            }
            let mut cash = 0;
            for purchase in &month.purchases {
                prop_assert!(seen.insert(purchase.title), "bought once");
                prop_assert!(!reports.title(purchase.title).holding.in_hands());
                match purchase.by {
                    Payment::Nothing => {}
                    Payment::Credits(x100) => left = left.checked_sub(x100.into()).unwrap_or(u64::MAX),
                    Payment::Cash(price) => cash += price.minor,
                }
            }
            prop_assert_eq!(month.credits_left_x100, left);
            prop_assert_eq!(month.left.map_or(0, |left| left.minor) + cash, if with_budget { budget } else { 0 });
        }
        for (id, _) in &plan.waiting {
            prop_assert!(seen.insert(*id), "bought or waiting");
        }
        prop_assert_eq!(seen.len(), wanted.len());
    }

    #[test]
    fn what_is_wanted_is_wanted_once_and_not_there(world in any_world()) {
        let reports = world.reports();
        let all = wanted(&reports, &Wish::ALL);
        let once: BTreeSet<TitleId> = all.iter().copied().collect();
        prop_assert_eq!(once.len(), all.len());
        prop_assert!(all.iter().all(|id| !reports.title(*id).holding.in_hands()));
        for series in &reports.missing.series {
            prop_assert!(series.missing.iter().all(|volume| once.contains(&volume.title)));
        }
        for wish in Wish::ALL {
            prop_assert!(wanted(&reports, &[wish]).iter().all(|id| once.contains(id)));
        }
        prop_assert!(wanted(&reports, &[]).is_empty());
    }

    #[test]
    fn the_rest_lists_what_it_says(world in any_world()) {
        let snapshot = world.snapshot.clone();
        let reports = world.reports();
        for plus in plus_in_my_series(&reports) {
            prop_assert!(!plus.series.is_empty());
            prop_assert!(!reports.title(plus.title).holding.in_hands());
        }
        for colleague in company(&reports) {
            prop_assert!(!colleague.with.is_empty() && !colleague.titles.is_empty());
        }
        for (_, ill) in health(&reports) {
            prop_assert!(ill.iter().all(|id| reports.item(*id).is_some()));
        }
        prop_assert_eq!(news(&snapshot, &snapshot, (TODAY, TODAY), |_| false), vec![]);
        let shared = household(&[&reports, &reports]);
        let titles: usize = shared.iter().flat_map(|work| &work.who).map(|(_, ids)| ids.len()).sum();
        prop_assert_eq!(titles, 2 * in_hands(&reports).len());
        for work in &shared {
            let who: Vec<usize> = work.who.iter().map(|(who, _)| *who).collect();
            prop_assert_eq!(who, vec![0, 1], "both have the same");
        }
    }

    #[test]
    fn hours_add_up(days in proptest::collection::vec((0_i32..400, 0_u64..9_000_000), 0..60)) {
        let first = date!(2025 - 01 - 01).to_julian_day();
        let day = |offset: i32| Date::from_julian_day(first + offset).unwrap_or(Date::MIN);
        let told: Vec<Day> = days.iter().map(|(offset, ms)| Day { on: day(*offset), ms: *ms }).collect();
        let once: BTreeMap<Date, u64> = told.iter().map(|day| (day.on, day.ms)).collect();
        let hours = hours(&told);
        let total: u64 = once.values().sum();
        prop_assert_eq!(hours.ms, total);
        prop_assert_eq!(hours.by_year.values().sum::<u64>(), total);
        prop_assert_eq!(hours.by_month.values().sum::<u64>(), total);
        prop_assert_eq!(hours.by_weekday.iter().sum::<u64>(), total);
        prop_assert!(hours.longest_streak <= hours.days);
        prop_assert_eq!(hours.days > 0, hours.longest_streak > 0);
    }
}

#[test]
fn a_streak_is_of_days_in_a_row() {
    let day = |on, ms| Day { on, ms };
    let told = [
        day(date!(2026 - 02 - 27), 1),
        day(date!(2026 - 02 - 28), 1),
        day(date!(2026 - 03 - 01), 1),
        day(date!(2026 - 03 - 02), 0),
        day(date!(2026 - 03 - 03), 1),
    ];
    let hours = hours(&told);
    assert_eq!((hours.days, hours.longest_streak, hours.ms), (4, 3, 4));
    assert_eq!(hours.by_month[&(2026, 2)], 2);
}

#[test]
fn months_and_years_reach_further_back_than_days() {
    let told = Listening {
        days: vec![DayHeard {
            on: date!(2026 - 03 - 01),
            ms: 5,
        }],
        months: vec![
            MonthHeard {
                year: 2026,
                month: 3,
                ms: 7,
            },
            MonthHeard {
                year: 2025,
                month: 12,
                ms: 2,
            },
        ],
        years: vec![
            YearHeard { year: 2025, ms: 30 },
            YearHeard { year: 2026, ms: 6 },
        ],
        ..Listening::default()
    };
    let hours = heard(&told);
    assert_eq!((hours.days, hours.by_month[&(2026, 3)]), (1, 7));
    assert_eq!(hours.by_year, BTreeMap::from([(2025, 30), (2026, 7)]));
    assert_eq!(hours.ms, 37);
    let with_total = Listening {
        total_ms: Some(50),
        ..told
    };
    assert_eq!(heard(&with_total).ms, 50);
    assert_eq!(
        heard(&Listening::default()),
        reports::further::listening::hours(&[])
    );
}

#[test]
fn each_report_is_found_by_its_key() {
    for report in FurtherReport::ALL {
        assert_eq!(FurtherReport::named(report.key()), Some(report));
    }
    assert_eq!(FurtherReport::named("by-author"), None);
}
