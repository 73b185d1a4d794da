//! `/books/…`: everything that is known of a title.

use std::sync::Arc;

use audible::product::Format;
use audible::{Asin, LibraryItem, Product};
use leptos::prelude::*;
use reports::further::editions::{Have, Works, differences};
use reports::lookup::works_around;
use reports::{Advice, Holding, Release, Reports, TitleId};

use super::facts::{facts, text};
use super::{Shown, page_of};
use crate::components::report::{
    Item, LastSaid, Say, advice_note, bring_back_button, cover_of, difference, hide_button, owners,
    people_links, section, series_links, store_address,
};
use crate::components::{Icon, Symbol};
use crate::language::td_string;

/// The title that the address names.
#[component]
pub(crate) fn BookPage() -> impl IntoView {
    let say = Say::here();
    let page = page_of(move |reports, key| {
        let id = reports.by_asin(&Asin::parse(key)?)?;
        let product = reports.product(id);
        Some(Shown {
            title: product.title.clone(),
            lead: text(product.subtitle.clone()),
            body: body(say, reports, id),
        })
    });
    view! { {page} <LastSaid/> }
}

/// Whether reports may suggest it, where it is not the member's already.
fn not_for_me(say: Say, reports: &Reports, id: TitleId) -> Option<AnyView> {
    let title = reports.title(id);
    if title.holding.in_hands() {
        return None;
    }
    if !title.hidden {
        return Some(hide_button(say, reports, id));
    }
    let view = view! {
        <p class="hint">{td_string!(say.locale(), reports.hidden.why)}</p>
        {bring_back_button(say, reports, id)}
    };
    Some(view.into_any())
}

fn body(say: Say, reports: &Arc<Reports>, id: TitleId) -> AnyView {
    let locale = say.locale();
    let (title, product) = (reports.title(id), reports.product(id));
    let works = works_around(reports, id);
    let have = have(say, reports, &works, id);
    let others = others(say, reports, &works, id);
    let store = store_address(reports.snapshot().store, &product.asin);
    view! {
        <div class="one">
            <div class="gap-s">
                {cover_of(product)}
                {advice_note(say, title, reports.options.credit_value)}
                {why(say, reports, id).map(|why| view! { <p class="hint">{why}</p> })}
                {have.map(|have| view! { <p class="have">{have}</p> })}
                {owners(say, product)}
                {not_for_me(say, reports, id)}
                <a class="btn small" href=store target="_blank" rel="noopener noreferrer">
                    <Icon symbol=Symbol::Out/>
                    {td_string!(locale, find.book.store)}
                </a>
            </div>
            {known(say, reports, id, product)}
        </div>
        {section(say, reports, td_string!(locale, find.book.editions).to_owned(), others)}
    }
    .into_any()
}

fn known(say: Say, reports: &Reports, id: TitleId, product: &Product) -> AnyView {
    let locale = say.locale();
    let title = reports.title(id);
    let item = reports.item(id);
    let length = product.runtime_min.filter(|minutes| *minutes > 0);
    let released = match title.release {
        Release::Announced => Some(td_string!(locale, reports.advice.no_date).to_owned()),
        _ => product.release_date.map(|day| say.day(day)),
    };
    let rating = product.rating.map(|rating| {
        td_string!(
            locale,
            reports.count.ratings,
            count = u64::from(rating.count),
            stars = say.formats(|formats| formats.stars(rating.average)),
            n = say.formats(|formats| formats.count(u64::from(rating.count)))
        )
    });
    let format = product.format.map(|format| match format {
        Format::Abridged => td_string!(locale, find.book.abridged),
        Format::Unabridged => td_string!(locale, find.book.unabridged),
        Format::OriginalRecording => td_string!(locale, find.book.original),
    });
    let added = item.and_then(|item| item.added);
    let added = added.map(|at| say.formats(|formats| formats.day(at)));
    let stars = item
        .and_then(|item| item.own_stars)
        .filter(|stars| *stars > 0);
    let stars = stars.map(|stars| say.number(usize::from(stars)));
    facts(vec![
        (
            td_string!(locale, reports.column.author),
            people_links(&product.authors, ALL, None),
        ),
        (
            td_string!(locale, reports.column.narrator),
            people_links(&product.narrators, ALL, None),
        ),
        (
            td_string!(locale, reports.column.series),
            series_links(say, &product.series, None),
        ),
        (
            td_string!(locale, reports.column.length),
            text(length.map(|minutes| say.duration(u64::from(minutes)))),
        ),
        (
            td_string!(locale, reports.column.listened),
            text(item.map(|item| heard(say, item))),
        ),
        (
            td_string!(locale, find.book.held),
            text(held(say, title.holding)),
        ),
        (td_string!(locale, reports.column.bought), text(added)),
        (td_string!(locale, find.book.own_stars), text(stars)),
        (td_string!(locale, find.book.rating), text(rating)),
        (td_string!(locale, reports.column.released), text(released)),
        (
            td_string!(locale, find.book.publisher),
            text(product.publisher.clone()),
        ),
        (
            td_string!(locale, find.book.language),
            text(product.language.as_deref().map(|name| say.language(name))),
        ),
        (
            td_string!(locale, find.book.format),
            text(format.map(str::to_owned)),
        ),
        (
            td_string!(locale, find.book.genre),
            text(Some(product.genres.join(", "))),
        ),
        (
            td_string!(locale, find.book.wish),
            text(
                title
                    .wished
                    .then(|| td_string!(locale, reports.row.wish).to_owned()),
            ),
        ),
        ("ASIN", text(Some(product.asin.to_string()))),
    ])
}

fn heard(say: Say, item: &LibraryItem) -> String {
    let locale = say.locale();
    match (item.finished, item.percent_complete) {
        (Some(true), _) => td_string!(locale, reports.row.heard).to_owned(),
        (_, Some(percent)) if percent > 0.0 => {
            let share = say.formats(|formats| formats.percent(f64::from(percent) / 100.0));
            td_string!(locale, reports.row.percent_heard, percent = share)
        }
        (None, None) => String::new(),
        _ => td_string!(locale, reports.row.not_started).to_owned(),
    }
}

fn held(say: Say, holding: Holding) -> Option<String> {
    let locale = say.locale();
    Some(match holding {
        Holding::None => return None,
        Holding::Owned | Holding::Unknown => td_string!(locale, reports.advice.owned).to_owned(),
        Holding::Ordered => td_string!(locale, reports.row.ordered).to_owned(),
        Holding::Borrowed { leaves: None } => td_string!(locale, reports.row.borrowed).to_owned(),
        Holding::Borrowed { leaves: Some(day) } => {
            td_string!(locale, reports.row.borrowed_until, day = say.day(day))
        }
        Holding::Unavailable => td_string!(locale, find.book.unavailable).to_owned(),
    })
}

/// The reason of the advice, as a sentence.
fn why(say: Say, reports: &Reports, id: TitleId) -> Option<String> {
    let locale = say.locale();
    let value = reports.options.credit_value;
    Some(match (reports.title(id).advice, value) {
        (Advice::Cash { price, .. }, Some(value)) => td_string!(
            locale,
            find.why.cash,
            price = say.money(price),
            credit = say.money(value)
        ),
        (Advice::Credit { credits_x100, cash }, Some(value)) => {
            let worth = audible::Money {
                minor: value.minor * u64::from(credits_x100) / 100,
                ..value
            };
            td_string!(
                locale,
                find.why.credit,
                credits = say.credits(u64::from(credits_x100)),
                worth = say.money(worth),
                price = say.money(cash)
            )
        }
        (Advice::NoCreditValue { .. }, _) => td_string!(locale, find.why.no_value).to_owned(),
        (Advice::CashOnly { .. }, _) => td_string!(locale, find.why.cash_only).to_owned(),
        (Advice::Plus { .. }, _) => td_string!(locale, find.why.plus).to_owned(),
        (Advice::Unknown, _) => td_string!(locale, find.why.unknown).to_owned(),
        (Advice::NotForSale, _) => td_string!(locale, find.why.not_for_sale).to_owned(),
        _ => return None,
    })
}

/// How the member has the work, where it is not this very edition.
fn have(say: Say, reports: &Reports, works: &Works, id: TitleId) -> Option<AnyView> {
    let locale = say.locale();
    let linked = |before: &'static str, other: TitleId, after: String| {
        let product = reports.product(other);
        let link = crate::components::report::book_link(product, None, None);
        view! { {before} " " {link} {(!after.is_empty()).then(|| format!(" ({after})"))} }
            .into_any()
    };
    match works.have(reports, id) {
        Have::Itself | Have::Nothing => None,
        Have::Edition { title, differences } => {
            let words: Vec<_> = differences.iter().map(|one| difference(say, one)).collect();
            let before = td_string!(locale, find.book.have_edition);
            Some(linked(before, title, words.join(", ")))
        }
        Have::PartOf(title) => Some(linked(
            td_string!(locale, find.book.have_part),
            title,
            String::new(),
        )),
        Have::AllParts => Some(td_string!(locale, find.book.have_all_parts).into_any()),
    }
}

/// Other editions of the work, with what is different about each, and box sets that hold it.
fn others(say: Say, reports: &Reports, works: &Works, id: TitleId) -> Vec<Item> {
    let Some(work) = works.work_of(id) else {
        return Vec::new();
    };
    let editions = work
        .editions
        .iter()
        .filter(|other| **other != id)
        .map(|other| {
            let words: Vec<_> = differences(reports, id, *other)
                .iter()
                .map(|one| difference(say, one))
                .collect();
            let note = if words.is_empty() {
                td_string!(say.locale(), find.book.same).to_owned()
            } else {
                words.join(", ")
            };
            Item {
                note: Some(note),
                ..Item::from(*other)
            }
        });
    let boxes = work.boxes.iter().map(|other| Item {
        note: Some(td_string!(say.locale(), find.book.in_box).to_owned()),
        ..Item::from(*other)
    });
    editions.chain(boxes).collect()
}

/// A page names everybody.
const ALL: usize = usize::MAX;
