//! Rows become a library: what the member has, wishes for, and lacks.

use std::collections::{BTreeMap, HashSet};

use audible::library::{SeriesChild, SeriesProduct, Status, Wish};
use audible::product::{Format, Kind, Person, Plan, Price, Product, Rating, Rights, SeriesRef};
use audible::search::{PersonQuery, PersonSearch, Role};
use audible::{Asin, Currency, LibraryItem, Marketplace, Money, Snapshot, Timestamp};
use time::{Date, Time};

use super::{Record, Records, Unreadable};
use crate::field::Field;
use crate::list::List;
use crate::value::Value;
use crate::words::Word;

pub(super) fn of(records: &Records, utc_offset_min: i16) -> Result<Snapshot, Unreadable> {
    let days = Days(utc_offset_min);
    let store = store(records)?;
    let mut snapshot = Snapshot::new(store);
    let as_of = std::iter::once(&records.of_all)
        .chain(&records.rows)
        .find_map(|record| record.date(Field::AsOf));
    let read_at = as_of.map(|day| days.noon(day));
    snapshot.read_at = read_at;
    snapshot.priced_at = read_at;
    let mut met = HashSet::new();
    let mut wished = HashSet::new();
    let mut searches: Vec<PersonSearch> = Vec::new();
    let mut lacking: Vec<Product> = Vec::new();
    for record in &records.rows {
        let product = record.product(store)?;
        let is_wish = record.yes(Field::Wished) || record.list == Some(List::WishList);
        if is_wish && wished.insert(product.asin.clone()) {
            snapshot.wishes.push(Wish {
                product: product.clone(),
                added: None,
            });
        }
        let is_volume = record.get(Field::Volume).is_some()
            || matches!(record.list, Some(List::Missing | List::Plus));
        match record.word(Field::Holding) {
            // A list of what is to be had says nothing of what the member has.
            None if !is_volume && !is_wish && record.list.is_none_or(is_of_library) => {
                add_item(&mut snapshot, &mut met, record.item(product, None, days));
            }
            None | Some(Word::NotOwned) => match record.list {
                _ if is_volume => lacking.push(product),
                Some(List::ByMyAuthors) => {
                    add_found(&mut searches, Role::Author, record, product, read_at);
                }
                Some(List::ByMyNarrators) => {
                    add_found(&mut searches, Role::Narrator, record, product, read_at);
                }
                _ => {}
            },
            holding => add_item(&mut snapshot, &mut met, record.item(product, holding, days)),
        }
    }
    if records.rows.is_empty() {
        return Err(Unreadable::NoTitles);
    }
    let mut known = HashSet::new();
    lacking.retain(|product| !met.contains(&product.asin) && known.insert(product.asin.clone()));
    snapshot.series = series(records, &snapshot.items, &lacking);
    snapshot.products = lacking;
    snapshot.searches = searches;
    Ok(snapshot)
}

/// The first of two rows of one title counts.
fn add_item(snapshot: &mut Snapshot, met: &mut HashSet<Asin>, item: LibraryItem) {
    if met.insert(item.product.asin.clone()) {
        snapshot.items.push(item);
    }
}

const fn is_of_library(list: List) -> bool {
    matches!(
        list,
        List::Library | List::ByAuthor | List::ByNarrator | List::BySeries | List::Duplicates
    )
}

/// What the file knows of whole series: all of them where it has the list of what is missing, else those
/// of which it names a missing volume.
fn series(records: &Records, items: &[LibraryItem], lacking: &[Product]) -> Vec<SeriesProduct> {
    let mut all: BTreeMap<Asin, SeriesProduct> = BTreeMap::new();
    let named: HashSet<&Asin> = if records.lists.contains(&List::Missing) {
        let mine = items.iter().flat_map(|item| &item.product.series);
        mine.filter_map(|entry| entry.asin.as_ref()).collect()
    } else {
        let lacking = lacking.iter().flat_map(|product| &product.series);
        lacking.filter_map(|entry| entry.asin.as_ref()).collect()
    };
    let mine = items.iter().map(|item| &item.product);
    for product in mine.chain(lacking) {
        for entry in &product.series {
            let Some(asin) = entry.asin.as_ref().filter(|asin| named.contains(asin)) else {
                continue;
            };
            let series = all.entry(asin.clone()).or_insert_with(|| SeriesProduct {
                asin: asin.clone(),
                title: entry.title.clone(),
                children: Vec::new(),
            });
            series.children.push(SeriesChild {
                asin: product.asin.clone(),
                sequence: entry.sequence.clone(),
                sort: None,
            });
        }
    }
    all.into_values().collect()
}

fn add_found(
    searches: &mut Vec<PersonSearch>,
    role: Role,
    record: &Record,
    product: Product,
    read_at: Option<Timestamp>,
) {
    let name = record.text(Field::Heading).unwrap_or_default().to_owned();
    let last = searches.last_mut();
    match last.filter(|search| search.query.role == role && search.query.name == name) {
        Some(search) => search.products.push(product),
        None => searches.push(PersonSearch {
            query: PersonQuery {
                role,
                name,
                asin: None,
            },
            products: vec![product],
            complete: true,
            read_at: read_at.unwrap_or_default(),
        }),
    }
}

/// Which store all rows are of.
fn store(records: &Records) -> Result<Marketplace, Unreadable> {
    let mut found = HashSet::new();
    for record in std::iter::once(&records.of_all).chain(&records.rows) {
        if let Some(code) = record.text(Field::Store) {
            found.insert(Marketplace::parse(code).ok_or(Unreadable::Damaged(0))?);
        } else if let Some(Value::Link(address)) = record.get(Field::Link) {
            let host = address.strip_prefix("https://www.audible.");
            let store = host.and_then(|rest| Marketplace::from_tld(rest.split('/').next()?));
            found.extend(store);
        }
    }
    match found.len() {
        0 => Err(Unreadable::Lacks(Field::Store)),
        1 => found.into_iter().next().ok_or(Unreadable::NoTitles),
        _ => Err(Unreadable::SeveralStores),
    }
}

/// The member's days.
#[derive(Clone, Copy)]
struct Days(i16);

impl Days {
    /// Noon of a day: in no season another day.
    fn noon(self, day: Date) -> Timestamp {
        let noon = day.with_time(Time::MIDNIGHT).assume_utc().unix_timestamp() + 12 * 3600;
        Timestamp::from_millis((noon - i64::from(self.0) * 60) * 1000)
    }
}

/// Plans end at midnight of UTC's day.
fn midnight(day: Date) -> Timestamp {
    Timestamp::from_millis(day.midnight().assume_utc().unix_timestamp() * 1000)
}

impl Record {
    fn text(&self, field: Field) -> Option<&str> {
        match self.get(field)? {
            Value::Text(text) | Value::Link(text) => Some(text),
            _ => None,
        }
    }

    fn owned(&self, field: Field) -> Option<String> {
        self.text(field).map(str::to_owned)
    }

    fn list(&self, field: Field) -> &[String] {
        match self.get(field) {
            Some(Value::List(parts)) => parts,
            _ => &[],
        }
    }

    fn word(&self, field: Field) -> Option<Word> {
        match self.get(field)? {
            Value::Word(word) => Some(*word),
            _ => None,
        }
    }

    fn date(&self, field: Field) -> Option<Date> {
        match self.get(field)? {
            Value::Date(day) => Some(*day),
            _ => None,
        }
    }

    fn money(&self, field: Field, currency: Currency) -> Option<Money> {
        match self.get(field)? {
            // A file without currencies has amounts of the store's.
            Value::Money(money) if self.get(Field::Currency).is_none() => {
                Money::from_base(money.plain().parse().ok()?, currency)
            }
            Value::Money(money) => Some(*money),
            _ => None,
        }
    }

    fn number(&self, field: Field) -> Option<f64> {
        match self.get(field)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn flag(&self, field: Field) -> Option<bool> {
        match self.get(field)? {
            Value::YesNo(yes) => Some(*yes),
            _ => None,
        }
    }

    fn yes(&self, field: Field) -> bool {
        self.flag(field) == Some(true)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates"
    )]
    fn product(&self, store: Marketplace) -> Result<Product, Unreadable> {
        let asin = self
            .text(Field::Asin)
            .and_then(Asin::parse)
            .ok_or(Unreadable::Lacks(Field::Asin))?;
        let title = self
            .owned(Field::Title)
            .ok_or(Unreadable::Lacks(Field::Title))?;
        let minutes = match self.get(Field::Length) {
            Some(Value::Minutes(minutes)) => u32::try_from(*minutes).ok(),
            _ => None,
        };
        let announced = self.word(Field::Release) == Some(Word::Announced);
        let released = if announced {
            // How the store says that no day is set.
            Date::from_ordinal_date(2200, 1).ok()
        } else {
            self.date(Field::Released)
        };
        let plan = || Plan {
            name: "Plus".to_owned(),
            eligible: Some(true),
            start: None,
            end: self.date(Field::PlusUntil).map(midnight),
        };
        let rating = self.number(Field::Rating).zip(self.number(Field::Ratings));
        Ok(Product {
            asin,
            title,
            subtitle: self.owned(Field::Subtitle),
            authors: people(self.list(Field::Authors), self.list(Field::AuthorAsins)),
            narrators: people(self.list(Field::Narrators), &[]),
            publisher: self.owned(Field::Publisher),
            series: self.series(),
            runtime_min: minutes,
            release_date: released,
            language: self.owned(Field::Language),
            kind: Kind::Book,
            format: self.word(Field::Format).and_then(format),
            content_type: self.owned(Field::Content),
            price: self.price(store.currency()),
            plans: self.yes(Field::InPlus).then(plan).into_iter().collect(),
            rights: None,
            rating: rating.map(|(average, count)| Rating {
                average: average as f32,
                count: count as u32,
            }),
            cover: self.owned(Field::Cover),
            genres: self.list(Field::Genres).to_vec(),
            synthetic_voice: false,
            not_for_sale: self.word(Field::Advice) == Some(Word::NotForSale),
            not_listenable: false,
        })
    }

    fn series(&self) -> Vec<SeriesRef> {
        let names = self.list(Field::Series);
        let asins = self.list(Field::SeriesAsins);
        let numbers = self.list(Field::Numbers);
        let part =
            |parts: &[String], at: usize| parts.get(at).filter(|part| !part.is_empty()).cloned();
        let entries = (0..names.len().max(asins.len())).map(|at| SeriesRef {
            asin: part(asins, at).and_then(|asin| Asin::parse(&asin)),
            title: part(names, at),
            sequence: part(numbers, at),
        });
        entries
            .filter(|entry| entry.asin.is_some() || entry.title.is_some())
            .collect()
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates"
    )]
    fn price(&self, currency: Currency) -> Option<Price> {
        let (lowest, list) = (
            self.money(Field::Price, currency),
            self.money(Field::ListPrice, currency),
        );
        let told = [Field::Sale, Field::CashOnly]
            .iter()
            .any(|field| self.get(*field).is_some());
        (lowest.is_some() || list.is_some() || told).then(|| Price {
            list,
            lowest,
            sale: self.yes(Field::Sale),
            credits_x100: self
                .number(Field::Credits)
                .map(|credits| (credits * 100.0).round() as u32),
            cash_only: self.yes(Field::CashOnly),
        })
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates"
    )]
    fn item(&self, mut product: Product, holding: Option<Word>, days: Days) -> LibraryItem {
        let playable = match holding {
            Some(Word::Borrowed) => Some(true),
            Some(Word::Unavailable) => Some(false),
            _ => None,
        };
        product.rights = playable.map(|playable| Rights {
            consumable: Some(playable),
            ..Rights::default()
        });
        // Withdrawn titles have none: what can be played has one.
        if playable == Some(true) && product.content_type.is_none() {
            product.content_type = Some("Product".to_owned());
        }
        LibraryItem {
            product,
            status: Status::Active,
            added: self.date(Field::Added).map(|day| days.noon(day)),
            purchased: holding == Some(Word::Owned),
            ayce: playable.is_some(),
            pending: holding == Some(Word::Ordered),
            archived: None,
            finished: self.flag(Field::Finished),
            percent_complete: self.number(Field::Heard).map(|percent| percent as f32),
            own_stars: self.number(Field::Stars).map(|stars| stars as u8),
        }
    }
}

fn people(names: &[String], asins: &[String]) -> Vec<Person> {
    let named = names
        .iter()
        .enumerate()
        .filter(|(_, name)| !name.is_empty());
    named
        .map(|(at, name)| Person {
            asin: asins.get(at).and_then(|asin| Asin::parse(asin)),
            name: name.clone(),
        })
        .collect()
}

const fn format(word: Word) -> Option<Format> {
    match word {
        Word::Abridged => Some(Format::Abridged),
        Word::Original => Some(Format::OriginalRecording),
        Word::Unabridged => Some(Format::Unabridged),
        _ => None,
    }
}
