//! Answers in few words.

use audible::{Asin, Money};
use reports::{
    Advice, Completing, GroupName, Holding, Next, Release, Remark, Reports, SeriesStatus,
    SpineState, Summary, TitleId,
};
use serde_json::{Value, json};
use time::Date;

/// `T1` of `B0000000T1`.
pub(crate) fn short(reports: &Reports, id: TitleId) -> String {
    unpadded(&reports.product(id).asin)
}

pub(crate) fn unpadded(asin: &Asin) -> String {
    match asin.as_str().strip_prefix("B0") {
        Some(rest) => rest.trim_start_matches('0').to_owned(),
        None => asin.as_str().to_owned(),
    }
}

pub(crate) fn group_name(name: &GroupName) -> &str {
    match name {
        GroupName::Named(name) => name,
        GroupName::NotGiven => "-",
    }
}

pub(crate) fn holding(holding: Holding) -> String {
    match holding {
        Holding::None => "none".into(),
        Holding::Owned => "owned".into(),
        Holding::Ordered => "ordered".into(),
        Holding::Borrowed { leaves } => format!("borrowed{}", until(leaves)),
        Holding::Unavailable => "unavailable".into(),
        Holding::Unknown => "unknown".into(),
    }
}

pub(crate) fn until(day: Option<Date>) -> String {
    day.map(|day| format!(" until {day}")).unwrap_or_default()
}

pub(crate) fn release(release: Release) -> String {
    match release {
        Release::Out => "out".into(),
        Release::Coming(day) => format!("coming {day}"),
        Release::Announced => "announced".into(),
    }
}

pub(crate) fn money(money: Money) -> String {
    format!("{} {}", money.plain(), money.currency.code())
}

/// `cash 5.99 USD of 33.90 USD, offer`.
pub(crate) fn advice(advice: Advice) -> String {
    let cash = |word: &str, price, list: Option<Money>, sale| {
        let list = list.map(|list| format!(" of {}", money(list)));
        let offer = if sale { ", offer" } else { "" };
        format!("{word} {}{}{offer}", money(price), list.unwrap_or_default())
    };
    match advice {
        Advice::Owned => "owned".into(),
        Advice::Plus { leaves } => format!("plus{}", until(leaves)),
        Advice::Free { .. } => "free".into(),
        Advice::Cash { price, list, sale } => cash("cash", price, list, sale),
        Advice::CashOnly { price, list, sale } => cash("cash only", price, list, sale),
        Advice::Credit { credits_x100, cash } => {
            format!("{} or {}", credits(u64::from(credits_x100)), money(cash))
        }
        Advice::NoCreditValue { price, list, sale } => cash("no credit value", price, list, sale),
        Advice::Unknown => "unknown".into(),
        Advice::NotForSale => "not for sale".into(),
    }
}

pub(crate) fn credits(x100: u64) -> String {
    match (x100 / 100, x100 % 100) {
        (1, 0) => "1 credit".into(),
        (whole, 0) => format!("{whole} credits"),
        (whole, rest) => format!("{whole}.{rest:02} credits"),
    }
}

pub(crate) fn completing(cost: &Completing) -> String {
    let counted = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
    [
        cost.cash.map(money),
        (cost.credits_x100 > 0).then(|| credits(cost.credits_x100)),
        counted(cost.included, "included"),
        counted(cost.unknown, "unknown"),
        counted(cost.not_for_sale, "not for sale"),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ")
}

pub(crate) const fn state(state: SpineState) -> &'static str {
    match state {
        SpineState::Owned => "owned",
        SpineState::Borrowed => "borrowed",
        SpineState::Missing => "missing",
        SpineState::InPlus => "in plus",
        SpineState::NotForSale => "not for sale",
        SpineState::Coming => "coming",
        SpineState::Elsewhere => "elsewhere",
        SpineState::NotWanted => "not wanted",
    }
}

pub(crate) fn status(status: SeriesStatus) -> String {
    match status {
        SeriesStatus::Complete => "complete".into(),
        SeriesStatus::Incomplete => "incomplete".into(),
        SeriesStatus::NoList => "no list".into(),
        SeriesStatus::Partial(unread) => format!("{unread} unread"),
    }
}

pub(crate) fn remark(reports: &Reports, remark: &Remark) -> String {
    let short = |id: &TitleId| short(reports, *id);
    match remark {
        Remark::AlsoDrama { parts } => format!("also drama, {parts}"),
        Remark::AlsoInBox { title, missing, .. } => {
            format!("also in {}, {missing} missing", short(title))
        }
        Remark::OnlyAbridged => "only abridged".into(),
        Remark::OnlyDrama { parts } => format!("only drama, {parts}"),
        Remark::Parts(parts) => format!("{parts} parts"),
        Remark::OnlyInBox(title) => format!("only in {}", short(title)),
        Remark::OtherEditions(count) => format!("{count} other editions"),
        Remark::HaveDrama(title) => format!("have drama {}", short(title)),
        Remark::UnabridgedExists(title) => format!("unabridged {}", short(title)),
        Remark::HaveInLanguage(language) => format!("have in {language}"),
        Remark::InMyBox(title) => format!("in my box {}", short(title)),
        Remark::Borrowed { leaves } => format!("borrowed{}", until(*leaves)),
    }
}

pub(crate) fn next(reports: &Reports, next: &Next) -> String {
    match next {
        Next::HearBeforeItLeaves { title, leaves } => {
            format!("hear {} before {leaves}", short(reports, *title))
        }
        Next::CloseGap { title, .. } => format!("buy {}", short(reports, *title)),
        Next::Finish {
            title,
            percent,
            minutes_left,
        } => {
            let left = minutes_left.map(|minutes| format!(", {minutes} min"));
            let left = left.unwrap_or_default();
            format!("finish {} at {percent}{left}", short(reports, *title))
        }
        Next::WaitFor { title, on, .. } => format!("wait for {} on {on}", short(reports, *title)),
    }
}

/// One figure of the overview.
pub(crate) fn summary(reports: &Reports, summary: &Summary, figure: &str) -> Value {
    let counted = |counts: &[(Option<String>, usize)]| -> Value {
        let line = |(name, count): &(Option<String>, usize)| {
            format!("{} {count}", name.as_deref().unwrap_or("-"))
        };
        counts.iter().map(line).collect()
    };
    let top = |people: &[reports::summary::Top]| -> Value {
        let line = |top: &reports::summary::Top| {
            format!("{} {} books {} min", top.name, top.books, top.minutes)
        };
        people.iter().map(line).collect()
    };
    match figure {
        "owned" => json!(summary.owned),
        "ordered" => json!(summary.ordered),
        "borrowed" => json!(summary.borrowed),
        "unavailable" => json!(summary.unavailable),
        "minutes" => json!(summary.minutes),
        "minutes_once" => json!(summary.minutes_once),
        "minutes_left" => json!(summary.minutes_left),
        "without_length" => json!(summary.without_length),
        "finished" => json!(summary.finished),
        "started" => json!(summary.started),
        "untouched" => json!(summary.untouched),
        "progress_unknown" => json!(summary.progress_unknown),
        "authors" => json!(summary.authors),
        "narrators" => json!(summary.narrators),
        "series_begun" => json!(summary.series_begun),
        "series_complete" => json!(summary.series_complete),
        "longest" => json!(summary.longest.map(|id| short(reports, id))),
        "own_stars" => json!(
            summary
                .own_stars
                .map(|(mean, count)| format!("{mean:.2} of {count}"))
        ),
        "by_year" => summary
            .by_year
            .iter()
            .map(|(year, count)| format!("{year} {count}"))
            .collect(),
        "decades" => summary
            .decades
            .iter()
            .map(|(decade, count)| match decade {
                Some(decade) => format!("{decade} {count}"),
                None => format!("- {count}"),
            })
            .collect(),
        "genres" => {
            let counts: Vec<_> = summary
                .genres
                .iter()
                .map(|(name, heard)| (name.clone(), heard.total()))
                .collect();
            counted(&counts)
        }
        "languages" => counted(&summary.languages),
        "publishers" => counted(&summary.publishers),
        "formats" => json!(summary.formats),
        "top_authors" => top(&summary.top_authors),
        "top_narrators" => top(&summary.top_narrators),
        _ => panic!("the overview has no figure {figure:?}"),
    }
}
