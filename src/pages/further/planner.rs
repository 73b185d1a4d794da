//! `/reports/planner`: what to buy how, over the next months.

mod inputs;
mod months;

use std::sync::Arc;

use audible::Money;
use leptos::prelude::*;
use reports::Reports;
use reports::further::planner::{Means, Plan, Wish, plan, wanted};

use self::inputs::{Inputs, Questions};
use super::rows::{Empty, Nothing};
use super::words;
use crate::components::in_address;
use crate::components::report::{NoCreditValue, Say};
use crate::language::td_string;

/// The questions, and the plan for what is answered.
#[component]
pub(super) fn Planner(reports: Memo<Arc<Reports>>) -> impl IntoView {
    let say = Say::here();
    let inputs = in_address::<Inputs>();
    let made = Memo::new_with_compare(
        move |_| {
            let reports = reports.get();
            let plan = planned(&reports, &inputs.read());
            Arc::new((reports, plan))
        },
        |one, other| match (one, other) {
            (Some(one), Some(other)) => !Arc::ptr_eq(one, other),
            _ => true,
        },
    );
    let wanted = Memo::new(move |_| wanted(&reports.read(), &inputs.read().wishes).len());
    let (title, text) = words::nothing(say, reports::further::FurtherReport::CreditPlanner);
    view! {
        <NoCreditValue reports/>
        <Questions reports inputs/>
        {move || if wanted.get() == 0 {
            view! { <Empty nothing=Nothing { title, text }/> }.into_any()
        } else {
            let made = made.get();
            months::plan_view(say, &made.0, &made.1)
        }}
    }
}

/// How many titles are on the wish list.
pub(super) fn result(say: Say, reports: &Reports) -> String {
    let wishes = wanted(reports, &[Wish::List]).len();
    td_string!(
        say.locale(),
        further.planner.wishes,
        count = wishes as u64,
        n = say.number(wishes)
    )
}

fn planned(reports: &Reports, inputs: &Inputs) -> Plan {
    let currency = reports.snapshot().store.currency();
    let means = Means {
        credits: inputs.credits,
        credits_a_month: inputs.monthly,
        budget: (inputs.budget > 0).then_some(Money {
            minor: inputs.budget,
            currency,
        }),
        months: inputs.months,
    };
    plan(reports, &wanted(reports, &inputs.wishes), &means)
}
