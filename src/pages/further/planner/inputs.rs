//! [`Questions`]: what the plan depends on, kept in the address.

use std::sync::Arc;

use audible::Money;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use reports::Reports;
use reports::further::planner::{Wish, wanted};

use crate::components::report::Say;
use crate::components::{InAddress, amount, typed_amount};
use crate::language::td_string;

/// What the member answers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Inputs {
    /// Credits there are now.
    pub(super) credits: u32,
    /// Credits that come with each further month.
    pub(super) monthly: u32,
    /// Money for each month, in the store's minor units.
    pub(super) budget: u64,
    /// How many months.
    pub(super) months: u32,
    /// What to plan for.
    pub(super) wishes: Vec<Wish>,
}

impl Default for Inputs {
    fn default() -> Self {
        Self {
            credits: 1,
            monthly: 1,
            budget: 0,
            months: 6,
            wishes: vec![Wish::List, Wish::NextBooks],
        }
    }
}

impl InAddress for Inputs {
    fn read(params: &ParamsMap) -> Self {
        let usual = Self::default();
        let number = |name: &str| params.get(name).and_then(|text| text.parse::<u32>().ok());
        let wishes = params.get("for").map(|text| {
            let named = |wish: &Wish| text.split(',').any(|part| part == key(*wish));
            Wish::ALL.into_iter().filter(named).collect()
        });
        Self {
            credits: number("credits").map_or(usual.credits, |all| all.min(MOST_CREDITS)),
            monthly: number("monthly").map_or(usual.monthly, |all| all.min(MOST_CREDITS)),
            budget: number("budget").map_or(usual.budget, u64::from),
            months: number("months").map_or(usual.months, |all| all.clamp(1, MOST_MONTHS)),
            wishes: wishes.unwrap_or(usual.wishes),
        }
    }

    fn write(&self) -> Vec<(&'static str, String)> {
        let usual = Self::default();
        let wishes: Vec<_> = self.wishes.iter().map(|wish| key(*wish)).collect();
        let wishes = match wishes[..] {
            [] => "nothing".to_owned(),
            _ => wishes.join(","),
        };
        let unless = |is_usual: bool, value: String| if is_usual { String::new() } else { value };
        vec![
            (
                "credits",
                unless(self.credits == usual.credits, self.credits.to_string()),
            ),
            (
                "monthly",
                unless(self.monthly == usual.monthly, self.monthly.to_string()),
            ),
            (
                "budget",
                unless(self.budget == usual.budget, self.budget.to_string()),
            ),
            (
                "months",
                unless(self.months == usual.months, self.months.to_string()),
            ),
            ("for", unless(self.wishes == usual.wishes, wishes)),
        ]
    }
}

/// The fields.
#[component]
pub(super) fn Questions(reports: Memo<Arc<Reports>>, inputs: RwSignal<Inputs>) -> impl IntoView {
    let say = Say::here();
    let locale = say.locale();
    let currency = reports.read_untracked().snapshot().store.currency();
    let wrong = RwSignal::new(false);
    let budget = move || {
        let minor = inputs.read().budget;
        let money = Money { minor, currency };
        let typed = say.formats(|formats| typed_amount(formats, money));
        if minor == 0 { String::new() } else { typed }
    };
    let wishes: Vec<_> = Wish::ALL
        .into_iter()
        .map(|wish| {
            let count = move || say.number(wanted(&reports.read(), &[wish]).len());
            view! {
                <label class="chip">
                    <input
                        type="checkbox"
                        prop:checked=move || inputs.read().wishes.contains(&wish)
                        on:change=move |_| inputs.update(|inputs| toggle(&mut inputs.wishes, wish))
                    />
                    {name(say, wish)} " " <span class="n">{count}</span>
                </label>
            }
        })
        .collect();
    view! {
        <form class="asks" on:submit=|event| event.prevent_default()>
            {number(
                td_string!(locale, further.planner.credits),
                (0, MOST_CREDITS),
                move || inputs.read().credits,
                move |credits| inputs.update(|inputs| inputs.credits = credits),
            )}
            {number(
                td_string!(locale, further.planner.monthly),
                (0, MOST_CREDITS),
                move || inputs.read().monthly,
                move |monthly| inputs.update(|inputs| inputs.monthly = monthly),
            )}
            <label class="field">
                <span class="label">
                    {td_string!(locale, further.planner.budget, currency = currency.code())}
                </span>
                <input
                    class="input"
                    inputmode="decimal"
                    autocomplete="off"
                    prop:value=budget
                    aria-invalid=move || wrong.get().then_some("true")
                    on:change=move |event| {
                        let text = event_target_value(&event);
                        // Zero is as good as nothing here.
                        let is_zero = text.trim().chars().all(|c| matches!(c, '0' | '.' | ','));
                        let read = if is_zero { Ok(None) } else { amount(&text, currency) };
                        wrong.set(read.is_err());
                        if let Ok(read) = read {
                            let minor = read.map_or(0, |money| money.minor).min(MOST_MINOR);
                            inputs.update(|inputs| inputs.budget = minor);
                        }
                    }
                />
            </label>
            {number(
                td_string!(locale, further.planner.months),
                (1, MOST_MONTHS),
                move || inputs.read().months,
                move |months| inputs.update(|inputs| inputs.months = months),
            )}
            <fieldset>
                <legend class="label">{td_string!(locale, further.planner.wanted)}</legend>
                <div class="chips choices">{wishes}</div>
            </fieldset>
            <div role="status">
                <Show when=move || wrong.get()>
                    <p class="hint wrong">
                        {td_string!(
                            locale,
                            settings.credit_bad,
                            example = say.formats(|formats| formats.number(12.66))
                        )}
                    </p>
                </Show>
            </div>
            <p class="hint">{move || membership(say, &reports.read())}</p>
        </form>
    }
}

/// A field for a small number.
fn number(
    label: &'static str,
    (least, most): (u32, u32),
    value: impl Fn() -> u32 + Send + 'static,
    take: impl Fn(u32) + 'static,
) -> AnyView {
    view! {
        <label class="field">
            <span class="label">{label}</span>
            <input
                class="input"
                type="number"
                inputmode="numeric"
                min=least
                max=most
                prop:value=move || value().to_string()
                on:input=move |event| {
                    if let Ok(typed) = event_target_value(&event).trim().parse::<u32>() {
                        take(typed.clamp(least, most));
                    }
                }
            />
        </label>
    }
    .into_any()
}

/// What the store says of the member's plan.
fn membership(say: Say, reports: &Reports) -> String {
    let locale = say.locale();
    let plans = &reports.snapshot().memberships.list;
    let told = plans.iter().filter_map(|plan| {
        let name = plan.plan.clone()?;
        let Some((money, bill)) = plan.next_amount.zip(plan.next_bill) else {
            return Some(td_string!(locale, further.planner.plan, plan = name));
        };
        Some(td_string!(
            locale,
            further.planner.plan_bill,
            plan = name,
            money = say.money(money),
            day = say.formats(|formats| formats.day(bill))
        ))
    });
    let credit = reports.options.credit_value.map(|value| {
        td_string!(
            locale,
            further.planner.credit_price,
            money = say.money(value)
        )
    });
    let unknown = td_string!(locale, further.planner.credits_unknown).to_owned();
    let all: Vec<_> = told.chain(credit).chain([unknown]).collect();
    all.join(" ")
}

fn toggle(wishes: &mut Vec<Wish>, wish: Wish) {
    let had = wishes.len();
    wishes.retain(|known| *known != wish);
    if wishes.len() == had {
        wishes.push(wish);
        reports::order::sort(wishes);
    }
}

/// In an address.
const fn key(wish: Wish) -> &'static str {
    match wish {
        Wish::List => "wishes",
        Wish::NextBooks => "next",
        Wish::Missing => "missing",
    }
}

fn name(say: Say, wish: Wish) -> &'static str {
    let locale = say.locale();
    match wish {
        Wish::List => td_string!(locale, further.planner.wish_list),
        Wish::NextBooks => td_string!(locale, further.planner.next_books),
        Wish::Missing => td_string!(locale, further.planner.missing),
    }
}

const MOST_CREDITS: u32 = 99;
const MOST_MONTHS: u32 = 36;

/// As much as an address may name.
const MOST_MINOR: u64 = u32::MAX as u64;

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn read(query: &[(&str, &str)]) -> Inputs {
        let params = query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Inputs::read(&params.collect())
    }

    #[wasm_bindgen_test]
    fn an_address_brings_the_answers_back() {
        let inputs = Inputs {
            credits: 3,
            monthly: 0,
            budget: 1999,
            months: 12,
            wishes: vec![Wish::Missing],
        };
        let query = inputs.write();
        let query: Vec<_> = query
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        assert_eq!(read(&query), inputs);
        let none = Inputs {
            wishes: Vec::new(),
            ..inputs
        };
        let query = none.write();
        let query: Vec<_> = query
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        assert_eq!(read(&query), none);
    }

    #[wasm_bindgen_test]
    fn what_cannot_be_read_is_as_usual() {
        assert_eq!(
            read(&[("credits", "many"), ("budget", "-1")]),
            Inputs::default()
        );
        assert_eq!(read(&[("months", "0")]).months, 1);
        assert_eq!(read(&[("months", "4000000")]).months, MOST_MONTHS);
        assert_eq!(read(&[("for", "next,rubbish")]).wishes, [Wish::NextBooks]);
    }
}
