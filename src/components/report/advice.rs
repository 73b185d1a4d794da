//! [`AdviceNote`]: cash or credit, as a mark, a word and a figure.

use audible::Money;
use leptos::prelude::*;
use reports::{Advice, Holding, Release, Title};

use super::say::Say;
use crate::components::{Icon, Symbol};
use crate::language::td_string;

/// What is said about how to get a title.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    class: &'static str,
    symbol: Symbol,
    word: String,
    figure: String,
    small: String,
}

/// The advice for a title. `credit_value` is what a credit costs the member.
pub(crate) fn advice_note(say: Say, title: &Title, credit_value: Option<Money>) -> AnyView {
    let told = tell(say, title, credit_value);
    view! {
        <span class=told.class>
            <Icon symbol=told.symbol/>
            <span>
                <b>{told.word}</b>
                {(!told.figure.is_empty()).then(|| format!(" {}", told.figure))}
            </span>
            {(!told.small.is_empty()).then(|| view! { <small>{told.small}</small> })}
        </span>
    }
    .into_any()
}

/// Lower is better: for sorting by advice.
pub(crate) fn advice_order(title: &Title) -> i64 {
    let minor = |money: Money| i64::try_from(money.minor).unwrap_or(i64::MAX / 8);
    match (title.release, title.advice) {
        (_, Advice::Owned) => i64::MAX - 1,
        (Release::Coming(day), _) => AFTER_PRICES * 4 + i64::from(day.to_julian_day()),
        (Release::Announced, _) => AFTER_PRICES * 5,
        (_, Advice::Plus { .. } | Advice::Free { .. }) => 0,
        (
            _,
            Advice::Cash { price, .. }
            | Advice::CashOnly { price, .. }
            | Advice::NoCreditValue { price, .. },
        ) => minor(price),
        (_, Advice::Credit { cash, .. }) => AFTER_PRICES + minor(cash),
        (_, Advice::Unknown) => AFTER_PRICES * 2,
        (_, Advice::NotForSale) => AFTER_PRICES * 3,
    }
}

/// More than any price in minor units.
const AFTER_PRICES: i64 = 1_000_000_000_000;

fn tell(say: Say, title: &Title, credit_value: Option<Money>) -> Told {
    let locale = say.locale();
    let mut told = Told {
        class: "advice",
        symbol: Symbol::Unknown,
        word: String::new(),
        figure: String::new(),
        small: String::new(),
    };
    if title.advice == Advice::Owned {
        return owned(say, title, told);
    }
    if title.release != Release::Out {
        told.class = "advice is-due";
        told.symbol = Symbol::Due;
        td_string!(locale, reports.advice.coming).clone_into(&mut told.word);
        match title.release {
            Release::Coming(day) => told.figure = say.day(day),
            _ => td_string!(locale, reports.advice.no_date).clone_into(&mut told.figure),
        }
        if let Some(price) = price_of(title.advice) {
            told.small = td_string!(locale, reports.advice.preorder, money = say.money(price));
        }
        return told;
    }
    let offer = |list: Option<Money>, sale: bool| match list {
        Some(list) if sale => {
            td_string!(locale, reports.advice.sale, money = say.money(list))
        }
        Some(list) => td_string!(locale, reports.advice.list, money = say.money(list)),
        None => String::new(),
    };
    match title.advice {
        Advice::Owned => {}
        Advice::Plus { leaves } => {
            told.class = "advice is-plus";
            told.symbol = Symbol::Plus;
            td_string!(locale, reports.advice.plus).clone_into(&mut told.word);
            if let Some(day) = leaves {
                told.figure = td_string!(locale, reports.advice.until, day = say.day(day));
            }
            td_string!(locale, reports.advice.no_purchase).clone_into(&mut told.small);
        }
        Advice::Free { .. } => {
            (told.class, told.symbol) = ("advice is-plus", Symbol::Tick);
            td_string!(locale, reports.advice.free).clone_into(&mut told.word);
        }
        Advice::Cash { price, list, sale } => {
            (told.class, told.symbol) = ("advice is-cash", Symbol::Cash);
            td_string!(locale, reports.advice.cash).clone_into(&mut told.word);
            told.figure = say.money(price);
            told.small = match credit_value {
                Some(value) if !sale => td_string!(
                    locale,
                    reports.advice.credit_costs,
                    money = say.money(value)
                ),
                _ => offer(list, sale),
            };
        }
        Advice::CashOnly { price, .. } => {
            (told.class, told.symbol) = ("advice is-cash", Symbol::Cash);
            td_string!(locale, reports.advice.cash).clone_into(&mut told.word);
            told.figure = say.money(price);
            td_string!(locale, reports.advice.cash_only).clone_into(&mut told.small);
        }
        Advice::Credit { credits_x100, cash } => {
            told.class = "advice is-credit";
            told.symbol = Symbol::Credit;
            told.word = say.credits(u64::from(credits_x100));
            told.small = td_string!(
                locale,
                reports.advice.cash_would_be,
                money = say.money(cash)
            );
        }
        Advice::NoCreditValue { price, list, sale } => {
            told.class = "advice is-unknown";
            told.symbol = Symbol::Cash;
            td_string!(locale, reports.advice.price).clone_into(&mut told.word);
            told.figure = say.money(price);
            told.small = offer(list, sale);
        }
        Advice::Unknown => {
            told.class = "advice is-unknown";
            td_string!(locale, reports.advice.unknown).clone_into(&mut told.word);
            td_string!(locale, reports.advice.no_price).clone_into(&mut told.small);
        }
        Advice::NotForSale => {
            (told.class, told.symbol) = ("advice is-unknown", Symbol::None);
            td_string!(locale, reports.advice.not_for_sale).clone_into(&mut told.word);
        }
    }
    told
}

fn owned(say: Say, title: &Title, mut told: Told) -> Told {
    let locale = say.locale();
    told.symbol = Symbol::Tick;
    let word = match title.holding {
        Holding::Borrowed { leaves } => {
            told.symbol = Symbol::Plus;
            told.class = "advice is-plus";
            if let Some(day) = leaves {
                told.figure = td_string!(locale, reports.advice.until, day = say.day(day));
            }
            td_string!(locale, reports.advice.borrowed)
        }
        Holding::Ordered => td_string!(locale, reports.advice.ordered),
        _ => td_string!(locale, reports.advice.owned),
    };
    word.clone_into(&mut told.word);
    told
}

/// What the member would pay in cash, if the store says so.
fn price_of(advice: Advice) -> Option<Money> {
    match advice {
        Advice::Cash { price, .. }
        | Advice::CashOnly { price, .. }
        | Advice::NoCreditValue { price, .. }
        | Advice::Free { price } => Some(price),
        Advice::Credit { cash, .. } => Some(cash),
        Advice::Owned | Advice::Plus { .. } | Advice::Unknown | Advice::NotForSale => None,
    }
}
