//! The plan, month by month, and what waits for which reason.

use std::sync::Arc;

use audible::Money;
use leptos::prelude::*;
use reports::further::planner::{Month, Payment, Plan, Purchase, Waits};
use reports::{Advice, Reports};

use crate::components::report::{Item, Say, section};
use crate::language::td_string;

/// A sentence about all of it, the months, and the rest.
pub(super) fn plan_view(say: Say, reports: &Arc<Reports>, plan: &Plan) -> AnyView {
    let locale = say.locale();
    let waiting: Vec<_> = plan
        .waiting
        .iter()
        .map(|(title, why)| Item {
            note: Some(waits(say, *why).to_owned()),
            ..Item::from(*title)
        })
        .collect();
    let months: Vec<_> = plan
        .months
        .iter()
        .map(|month| month_view(say, reports, month))
        .collect();
    view! {
        <p class="lead" role="status">{summary(say, plan)}</p>
        {months}
        {section(say, reports, td_string!(locale, further.planner.waits).to_owned(), waiting)}
    }
    .into_any()
}

/// `12 of 20 titles: 3 credits + $21.40, 2 without paying.`
fn summary(say: Say, plan: &Plan) -> String {
    let locale = say.locale();
    let bought: Vec<Purchase> = (plan.months.iter())
        .flat_map(|month| month.purchases.iter().copied())
        .collect();
    let all = bought.len() + plan.waiting.len();
    if bought.is_empty() {
        return td_string!(
            locale,
            further.planner.nothing_fits,
            titles = say.titles(all)
        );
    }
    td_string!(
        locale,
        further.planner.summary,
        bought = say.number(bought.len()),
        titles = say.titles(all),
        price = price(say, &bought)
    )
}

fn month_view(say: Say, reports: &Arc<Reports>, month: &Month) -> AnyView {
    let locale = say.locale();
    let heading = say.formats(|formats| formats.month(month.from));
    let items: Vec<_> = month
        .purchases
        .iter()
        .map(|purchase| Item {
            note: Some(how(say, reports, *purchase)),
            ..Item::from(purchase.title)
        })
        .collect();
    let left = [
        (month.credits_left_x100 > 0).then(|| say.credits(month.credits_left_x100)),
        month
            .left
            .filter(|left| left.minor > 0)
            .map(|left| say.money(left)),
    ];
    let left: Vec<_> = left.into_iter().flatten().collect();
    let left = (!left.is_empty())
        .then(|| td_string!(locale, further.planner.left, left = left.join(" + ")));
    let spent = (!month.purchases.is_empty()).then(|| price(say, &month.purchases));
    let about: Vec<_> = [spent, left].into_iter().flatten().collect();
    let listed = section(say, reports, heading.clone(), items);
    let nothing = listed.is_none().then(|| {
        view! {
            <section class="titles">
                <h2>{heading}</h2>
                <p class="soft top-s">{td_string!(locale, further.planner.nothing)}</p>
            </section>
        }
    });
    view! {
        {listed}
        {nothing}
        <p class="hint">{about.join(" · ")}</p>
    }
    .into_any()
}

/// `2 credits + $9.40`, or that nothing has to be paid.
fn price(say: Say, purchases: &[Purchase]) -> String {
    let (mut credits, mut cash) = (0_u64, None::<Money>);
    for purchase in purchases {
        match purchase.by {
            Payment::Nothing => {}
            Payment::Credits(x100) => credits += u64::from(x100),
            Payment::Cash(price) => {
                let before = cash.map_or(0, |cash| cash.minor);
                cash = Some(Money {
                    minor: before + price.minor,
                    ..price
                });
            }
        }
    }
    let parts = [
        (credits > 0).then(|| say.credits(credits)),
        cash.map(|cash| say.money(cash)),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        td_string!(say.locale(), further.planner.no_price).to_owned()
    } else {
        parts.join(" + ")
    }
}

/// How a title is paid for, and why so.
fn how(say: Say, reports: &Reports, purchase: Purchase) -> String {
    let locale = say.locale();
    let advice = reports.title(purchase.title).advice;
    match (purchase.by, advice) {
        (Payment::Nothing, _) => td_string!(locale, further.planner.by_nothing).to_owned(),
        (Payment::Credits(x100), Advice::Credit { cash, .. }) => td_string!(
            locale,
            further.planner.by_credit,
            credits = say.credits(u64::from(x100)),
            money = say.money(cash)
        ),
        (Payment::Credits(x100), _) => say.credits(u64::from(x100)),
        (Payment::Cash(price), Advice::Cash { sale: true, .. }) => {
            td_string!(locale, further.planner.by_sale, money = say.money(price))
        }
        (Payment::Cash(price), Advice::Cash { .. }) => {
            td_string!(locale, further.planner.by_cash, money = say.money(price))
        }
        (Payment::Cash(price), _) => {
            td_string!(
                locale,
                further.planner.by_only_cash,
                money = say.money(price)
            )
        }
    }
}

fn waits(say: Say, why: Waits) -> &'static str {
    let locale = say.locale();
    match why {
        Waits::Owned => td_string!(locale, further.planner.waits_owned),
        Waits::NotForSale => td_string!(locale, further.planner.waits_not_for_sale),
        Waits::PriceUnknown => td_string!(locale, further.planner.waits_unknown),
        Waits::OtherCurrency => td_string!(locale, further.planner.waits_currency),
        Waits::NotOut => td_string!(locale, further.planner.waits_not_out),
        Waits::Means => td_string!(locale, further.planner.waits_means),
    }
}
