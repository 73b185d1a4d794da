//! From [`Wire`] to AudiPy's own types.

use time::{Date, Month};

use super::lenient::{List, Record, Scalar};
use super::wire::{
    Wire, WireAmount, WireImages, WireLadder, WirePerson, WirePlan, WirePrice, WireRating,
    WireRelationship, WireRights, WireSeries,
};
use crate::asin::Asin;
use crate::library::{LibraryItem, SeriesChild, SeriesProduct, Status, Wish};
use crate::money::{Currency, Money};
use crate::product::{
    Format, Kind, Person, Plan, Price, Product, Rating, Rights, SeriesRef, language_name,
};
use crate::timestamp::Timestamp;

/// What became of one element of an array.
pub(super) enum Outcome<T> {
    /// It can be shown.
    Read(T),
    /// An ASIN and nothing else: not offered by this store (API reference, 4.4).
    Hollow(Asin),
    /// No longer in the library; of some only this is told (trap A55).
    Removed(Option<Asin>),
    /// It lacks what cannot be done without.
    Unreadable,
}

/// A catalogue product.
pub(super) fn product(wire: &Wire<'_>) -> Outcome<Product> {
    let Some(asin) = asin(&wire.asin) else {
        return Outcome::Unreadable;
    };
    match wire.title.text() {
        Some(title) => Outcome::Read(details(wire, asin, title)),
        None if is_hollow(wire) => Outcome::Hollow(asin),
        None => Outcome::Unreadable,
    }
}

/// A library item. `status` decides; where it is missing, `is_visible: false` is a removal
/// (API reference, 2.3; trap A56).
pub(super) fn library_item(wire: &Wire<'_>) -> Outcome<LibraryItem> {
    let status = wire.library_status.0.as_ref();
    let removed = match wire.status.raw() {
        Some(_) => wire.status.is("Revoked"),
        None => status.is_some_and(|status| status.is_visible.flag() == Some(false)),
    };
    if removed {
        return Outcome::Removed(asin(&wire.asin));
    }
    let (Some(asin), Some(title)) = (asin(&wire.asin), wire.title.text()) else {
        return Outcome::Unreadable;
    };
    let listening = wire.listening_status.0.as_ref();
    Outcome::Read(LibraryItem {
        product: details(wire, asin, title),
        status: Status::Active,
        added: instant(&wire.purchase_date)
            .or_else(|| instant(&status?.date_added))
            .filter(|added| added.millis() > 0),
        purchased: wire.origin_type.is("Purchase"),
        ayce: wire.is_ayce.flag() == Some(true),
        pending: wire.is_pending.flag() == Some(true)
            || status.is_some_and(|status| {
                status.is_pending.flag() == Some(true) || status.is_preordered.flag() == Some(true)
            }),
        archived: wire.is_archived.flag(),
        finished: wire
            .is_finished
            .flag()
            .or_else(|| listening?.is_finished.flag()),
        percent_complete: wire
            .percent_complete
            .number()
            .or_else(|| listening?.percent_complete.number())
            .map(|percent| narrow(percent.clamp(0.0, 100.0))),
        own_stars: wire
            .provided_review
            .0
            .as_ref()
            .and_then(|review| review.ratings.0.as_ref()?.overall_rating.count())
            .and_then(|stars| u8::try_from(stars).ok())
            .filter(|stars| (1..=5).contains(stars)),
    })
}

/// An entry of the wish list.
pub(super) fn wish(wire: &Wire<'_>) -> Outcome<Wish> {
    match product(wire) {
        Outcome::Read(product) => Outcome::Read(Wish {
            product,
            added: instant(&wire.added_timestamp),
        }),
        Outcome::Hollow(asin) => Outcome::Hollow(asin),
        Outcome::Removed(asin) => Outcome::Removed(asin),
        Outcome::Unreadable => Outcome::Unreadable,
    }
}

/// A series product; hollow ones have no list either (trap A104).
pub(super) fn series_product(wire: &Wire<'_>) -> Outcome<SeriesProduct> {
    let Some(asin) = asin(&wire.asin) else {
        return Outcome::Unreadable;
    };
    Outcome::Read(SeriesProduct {
        children: each(&wire.relationships, child),
        asin,
        title: wire.title.text(),
    })
}

/// Children of type `series`; old data lacks the type (API reference, 4.8).
fn child(wire: &WireRelationship<'_>) -> Option<SeriesChild> {
    let is_child = wire.relationship_to_product.is("child");
    let is_volume = match wire.relationship_type.raw() {
        Some(kind) => kind.trim().is_empty() || wire.relationship_type.is("series"),
        None => true,
    };
    (is_child && is_volume).then_some(())?;
    Some(SeriesChild {
        asin: asin(&wire.asin)?,
        sequence: wire.sequence.text(),
        sort: wire.sort.text().and_then(|sort| sort.parse().ok()),
    })
}

/// Episodes of a podcast; of two with the same place the store's order holds.
pub(super) fn episodes(wire: &Wire<'_>) -> Vec<Asin> {
    let show = asin(&wire.asin);
    let mut found: Vec<(Option<i64>, Asin)> = each(&wire.relationships, |related| {
        let is_episode =
            related.relationship_to_product.is("child") && related.relationship_type.is("episode");
        let episode = asin(&related.asin).filter(|asin| Some(asin) != show.as_ref())?;
        let sort = related.sort.text().and_then(|sort| sort.parse().ok());
        is_episode.then_some((sort, episode))
    });
    found.sort_by_key(|(sort, _)| *sort);
    let mut seen = std::collections::HashSet::new();
    found.retain(|(_, asin)| seen.insert(asin.clone()));
    found.into_iter().map(|(_, asin)| asin).collect()
}

fn details(wire: &Wire<'_>, asin: Asin, title: String) -> Product {
    Product {
        asin,
        title,
        subtitle: wire.subtitle.text(),
        authors: each(&wire.authors, person),
        narrators: each(&wire.narrators, person),
        publisher: wire.publisher_name.text(),
        series: each(&wire.series, series_ref),
        runtime_min: wire.runtime_length_min.count(),
        release_date: date(&wire.release_date)
            .or_else(|| date(&wire.issue_date))
            .or_else(|| date(&wire.publication_datetime)),
        language: wire.language.text().map(|name| language_name(&name)),
        kind: kind(wire),
        format: format(&wire.format_type),
        content_type: wire.content_type.text(),
        price: wire.price.0.as_ref().and_then(price),
        plans: each(&wire.plans, plan),
        rights: wire.customer_rights.0.as_ref().map(rights),
        rating: wire.rating.0.as_ref().and_then(rating),
        cover: wire.product_images.0.as_ref().and_then(cover),
        genres: genres(&wire.category_ladders),
        synthetic_voice: wire.is_vvab.flag() == Some(true),
        not_for_sale: wire.is_purchasability_suppressed.flag() == Some(true)
            || wire.is_buyable.flag() == Some(false),
        not_listenable: wire.is_listenable.flag() == Some(false),
    }
}

/// Whether only the ASIN was echoed. A real product has other keys (API reference, 4.4).
fn is_hollow(wire: &Wire<'_>) -> bool {
    wire.authors.0.is_empty()
        && wire.price.0.is_none()
        && wire.runtime_length_min.number().is_none()
        && wire.release_date.raw().is_none()
        && wire.language.raw().is_none()
        && wire.content_type.raw().is_none()
}

fn person(wire: &WirePerson<'_>) -> Option<Person> {
    Some(Person {
        name: wire.name.text()?,
        asin: asin(&wire.asin),
    })
}

/// Without ASIN and title it names nothing (trap A38).
fn series_ref(wire: &WireSeries<'_>) -> Option<SeriesRef> {
    let (asin, title) = (asin(&wire.asin), wire.title.text());
    (asin.is_some() || title.is_some()).then(|| SeriesRef {
        asin,
        title,
        sequence: wire.sequence.text(),
    })
}

/// API reference, 2.10 and 2.12.
fn kind(wire: &Wire<'_>) -> Kind {
    let delivery = &wire.content_delivery_type;
    if delivery.is("PodcastEpisode") {
        Kind::Episode
    } else if delivery.is("Periodical") || delivery.begins("Podcast") {
        Kind::Podcast
    } else if delivery.is("AudioPart") {
        Kind::Part
    } else if delivery.text().is_some() {
        Kind::Book
    } else if wire.content_type.is("Episode") {
        Kind::Episode
    } else if wire.content_type.is("Podcast") {
        Kind::Podcast
    } else {
        Kind::Book
    }
}

fn format(wire: &Scalar<'_>) -> Option<Format> {
    [
        ("unabridged", Format::Unabridged),
        ("abridged", Format::Abridged),
        ("original_recording", Format::OriginalRecording),
    ]
    .into_iter()
    .find_map(|(word, format)| wire.is(word).then_some(format))
}

/// API reference, 4.9. `None` if it names no price at all, which is not "free" (trap A93).
fn price(wire: &WirePrice<'_>) -> Option<Price> {
    let list = wire.list_price.0.as_ref();
    let lowest = wire.lowest_price.0.as_ref();
    let price = Price {
        list: list.and_then(money),
        lowest: lowest.and_then(money),
        sale: lowest.is_some_and(|lowest| lowest.kind.is("sale")),
        credits_x100: wire.credit_price.number().and_then(hundredths),
        cash_only: wire.is_credit_price_eligible.flag() == Some(false),
    };
    let says_something =
        price.list.is_some() || price.lowest.is_some() || price.credits_x100.is_some();
    says_something.then_some(price)
}

fn money(wire: &WireAmount<'_>) -> Option<Money> {
    money_of(&wire.base, &wire.currency_code)
}

pub(super) fn money_of(base: &Scalar<'_>, currency: &Scalar<'_>) -> Option<Money> {
    Money::from_base(base.number()?, Currency::parse(currency.raw()?)?)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked first"
)]
fn hundredths(credits: f64) -> Option<u32> {
    let hundredths = (credits * 100.0).round();
    (0.0..1e6)
        .contains(&hundredths)
        .then_some(hundredths as u32)
}

/// Every plan but the one that nearly every title has (trap A48). Eligibility counts without a name too.
fn plan(wire: &WirePlan<'_>) -> Option<Plan> {
    let name = wire.plan_name.text().unwrap_or_default();
    (name != "AccessViaMusic").then(|| Plan {
        name,
        eligible: wire.customer_eligible.flag(),
        start: instant(&wire.start_date).filter(|start| start.millis() > 0),
        end: instant(&wire.end_date).filter(|end| end.millis() < OPEN_END),
    })
}

/// 2099-01-01T00:00:00Z: from then on it means "no end" (API reference, 2.6).
const OPEN_END: i64 = 4_070_908_800_000;

fn rights(wire: &WireRights<'_>) -> Rights {
    Rights {
        consumable: wire.now.flag(),
        consumable_indefinitely: wire.indefinitely.flag(),
        consumable_until: instant(&wire.until).filter(|end| end.millis() < OPEN_END),
    }
}

/// All zeros is "unrated" (trap A105).
fn rating(wire: &WireRating<'_>) -> Option<Rating> {
    let overall = wire.overall_distribution.0.as_ref()?;
    let average = overall.average_rating.number()?;
    let count = overall.num_ratings.count()?;
    (count > 0 && average > 0.0 && average <= 5.0).then(|| Rating {
        average: narrow(average),
        count,
    })
}

/// Covers are loaded from one host only.
fn cover(wire: &WireImages<'_>) -> Option<String> {
    [
        &wire.px500,
        &wire.px558,
        &wire.px570,
        &wire.px408,
        &wire.px360,
        &wire.px315,
        &wire.px252,
        &wire.px882,
        &wire.px900,
        &wire.px1215,
    ]
    .into_iter()
    .find_map(|url| {
        url.text()
            .filter(|url| url.starts_with("https://m.media-amazon.com/images/"))
    })
}

fn genres(ladders: &List<Record<WireLadder<'_>>>) -> Vec<String> {
    ladders
        .0
        .iter()
        .filter_map(|ladder| ladder.0.as_ref())
        .find(|ladder| ladder.root.is("Genres"))
        .map(|ladder| each(&ladder.ladder, |rung| rung.name.text()))
        .unwrap_or_default()
}

pub(super) fn asin(wire: &Scalar<'_>) -> Option<Asin> {
    match wire {
        Scalar::Text(text) => Asin::parse(text),
        // An ISBN-10 without letters that lost its quotes; a lost leading zero is not guessed.
        Scalar::Integer(number) => Asin::parse(&number.to_string()),
        _ => None,
    }
}

pub(super) fn instant(wire: &Scalar<'_>) -> Option<Timestamp> {
    Timestamp::parse(wire.raw()?)
}

/// `YYYY-MM-DD`, whatever follows.
fn date(wire: &Scalar<'_>) -> Option<Date> {
    let text = wire.raw()?.trim().get(..10)?;
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?;
    let day = parts.next()?.parse().ok()?;
    Date::from_calendar_date(year, month, day).ok()
}

#[expect(clippy::cast_possible_truncation, reason = "stars and per cent")]
fn narrow(number: f64) -> f32 {
    number as f32
}

pub(super) fn each<W, T>(list: &List<Record<W>>, read: impl Fn(&W) -> Option<T>) -> Vec<T> {
    list.0
        .iter()
        .filter_map(|record| read(record.0.as_ref()?))
        .collect()
}
