//! What the cells of a row say.

use audible::product::{Format, Price};
use audible::{LibraryItem, Marketplace, Product, Timestamp};
use reports::{Advice, Holding, Release, Reports, SeriesReport, SeriesStatus, Title};
use time::{Date, Duration, OffsetDateTime};

use super::{About, Rows};
use crate::field::Field;
use crate::value::{Cell, Value};
use crate::words::Word;

impl Rows<'_> {
    pub(super) fn of_title(&self, about: &About, field: Field) -> Cell {
        let reports = self.reports;
        let (title, product) = (reports.title(about.title), reports.product(about.title));
        let item = reports.item(about.title);
        let store = reports.snapshot().store;
        match field {
            Field::Heading => text(about.heading),
            Field::Volume => about.volume.map(Value::Word),
            Field::Remarks => list(about.remarks.iter().cloned()),
            Field::Why => list(about.why.iter().cloned()),
            Field::Release => Some(Value::Word(match title.release {
                Release::Out => Word::Out,
                Release::Coming(_) => Word::Coming,
                Release::Announced => Word::Announced,
            })),
            Field::Released if title.release == Release::Announced => None,
            Field::Holding => Some(Value::Word(holding(title.holding))),
            Field::Added => item.and_then(|item| self.added(item)),
            Field::Wished => Some(Value::YesNo(title.wished)),
            Field::Price => money(product.price.as_ref(), |price| price.lowest.or(price.list)),
            Field::ListPrice => money(product.price.as_ref(), |price| price.list),
            Field::Currency => {
                let price = product.price.as_ref();
                let money = price.and_then(|price| price.lowest.or(price.list));
                money.map(|money| Value::Text(money.currency.code().to_owned()))
            }
            Field::Credits => match title.advice {
                Advice::Owned | Advice::Plus { .. } | Advice::Free { .. } => None,
                _ => product
                    .price
                    .as_ref()
                    .filter(|price| !price.cash_only)
                    .map(credits),
            },
            Field::Advice => Some(Value::Word(match title.holding {
                Holding::Owned | Holding::Ordered | Holding::Unknown => Word::Yours,
                _ => advice(title.advice),
            })),
            Field::InPlus => Some(Value::YesNo(is_in_plus(title))),
            Field::PlusUntil => leaves(title).map(Value::Date),
            Field::Series | Field::Numbers | Field::SeriesAsins => {
                in_series(product, about.series, field)
            }
            Field::Store => text(Some(store.code())),
            Field::AsOf => as_of(self.reports).map(Value::Date),
            Field::Link => Some(Value::Link(address(store, product))),
            Field::Heard | Field::Finished | Field::Stars => {
                item.and_then(|item| of_item(item, field))
            }
            _ => of_product(product, field),
        }
    }

    pub(super) fn of_series(&self, series: &SeriesReport, field: Field) -> Cell {
        match field {
            Field::Heading => text(Some(&series.title)),
            Field::Authors => list(series.authors.iter().cloned()),
            Field::Narrators => list(series.narrators.iter().cloned()),
            Field::Mine => Some(Value::count(series.mine.len())),
            Field::Missing => Some(Value::count(series.missing.len())),
            Field::Stories => Some(Value::count(series.stories.len())),
            Field::ComingCount => Some(Value::count(series.coming.len())),
            Field::Status => Some(Value::Word(match series.status {
                SeriesStatus::Complete => Word::Complete,
                SeriesStatus::Incomplete => Word::Incomplete,
                SeriesStatus::NoList => Word::NoList,
                SeriesStatus::Partial(_) => Word::Partial,
            })),
            Field::Price => series.cost.cash.map(Value::Money),
            Field::Currency => {
                let cash = series.cost.cash;
                cash.map(|cash| Value::Text(cash.currency.code().to_owned()))
            }
            #[expect(clippy::cast_precision_loss, reason = "credits are few")]
            Field::Credits => Some(series.cost.credits_x100)
                .filter(|credits| *credits > 0)
                .map(|credits| Value::Number(credits as f64 / 100.0)),
            Field::SeriesAsins => list(series.asin.iter().map(|asin| asin.as_str().to_owned())),
            Field::Store => text(Some(self.reports.snapshot().store.code())),
            Field::AsOf => as_of(self.reports).map(Value::Date),
            _ => None,
        }
    }

    fn added(&self, item: &LibraryItem) -> Cell {
        day(self.reports, item.added?).map(Value::Date)
    }
}

/// The member's day on which the library was read.
pub fn as_of(reports: &Reports) -> Option<Date> {
    day(reports, reports.snapshot().read_at?)
}

/// The member's day of an instant.
fn day(reports: &Reports, at: Timestamp) -> Option<Date> {
    let offset = Duration::minutes(i64::from(reports.options.utc_offset_min));
    let instant = OffsetDateTime::from_unix_timestamp(at.millis().div_euclid(1000)).ok()?;
    Some(instant.checked_add(offset)?.date())
}

fn of_product(product: &Product, field: Field) -> Cell {
    let names =
        |people: &[audible::product::Person]| list(people.iter().map(|person| person.name.clone()));
    match field {
        Field::Title => text(Some(&product.title)),
        Field::Subtitle => text(product.subtitle.as_deref()),
        Field::Authors => names(&product.authors),
        Field::Narrators => names(&product.narrators),
        Field::Length => product
            .runtime_min
            .map(|minutes| Value::Minutes(minutes.into())),
        Field::Released => product.release_date.map(Value::Date),
        Field::Language => text(product.language.as_deref()),
        Field::Publisher => text(product.publisher.as_deref()),
        Field::Genres => list(product.genres.iter().cloned()),
        Field::Format => product.format.map(|format| {
            Value::Word(match format {
                Format::Abridged => Word::Abridged,
                Format::OriginalRecording => Word::Original,
                Format::Unabridged => Word::Unabridged,
            })
        }),
        Field::Content => text(product.content_type.as_deref()),
        Field::Rating => product.rating.map(|rating| Value::decimal(rating.average)),
        Field::Ratings => product
            .rating
            .map(|rating| Value::Number(rating.count.into())),
        Field::Sale => product.price.as_ref().map(|price| Value::YesNo(price.sale)),
        Field::CashOnly => product
            .price
            .as_ref()
            .map(|price| Value::YesNo(price.cash_only)),
        Field::Asin => text(Some(product.asin.as_str())),
        Field::Cover => product.cover.clone().map(Value::Link),
        Field::AuthorAsins => {
            let asin = |person: &audible::product::Person| {
                person
                    .asin
                    .as_ref()
                    .map_or_else(String::new, |asin| asin.as_str().to_owned())
            };
            let known = product.authors.iter().any(|person| person.asin.is_some());
            known.then(|| Value::List(product.authors.iter().map(asin).collect()))
        }
        _ => None,
    }
}

fn of_item(item: &LibraryItem, field: Field) -> Cell {
    match field {
        Field::Heard => item.percent_complete.map(Value::decimal),
        Field::Finished => item.finished.map(Value::YesNo),
        Field::Stars => item.own_stars.map(|stars| Value::Number(stars.into())),
        _ => None,
    }
}

/// All series of a product, or the one that the row is about.
fn in_series(product: &Product, of: Option<&SeriesReport>, field: Field) -> Cell {
    let entries: Vec<_> = product
        .series
        .iter()
        .filter(|entry| {
            of.is_none_or(|series| match (&entry.asin, &series.asin) {
                (Some(one), Some(other)) => one == other,
                _ => entry.title.as_deref() == Some(series.title.as_str()),
            })
        })
        .collect();
    let part = |entry: &audible::product::SeriesRef| match field {
        Field::Series => entry.title.clone(),
        Field::Numbers => entry.sequence.clone(),
        _ => entry.asin.as_ref().map(|asin| asin.as_str().to_owned()),
    };
    let parts: Vec<String> = entries
        .into_iter()
        .map(|entry| part(entry).unwrap_or_default())
        .collect();
    let known = parts.iter().any(|part| !part.is_empty());
    known.then_some(Value::List(parts))
}

const fn holding(holding: Holding) -> Word {
    match holding {
        Holding::None => Word::NotOwned,
        Holding::Owned => Word::Owned,
        Holding::Ordered => Word::Ordered,
        Holding::Borrowed { .. } => Word::Borrowed,
        Holding::Unavailable => Word::Unavailable,
        Holding::Unknown => Word::OnUnknownTerms,
    }
}

const fn advice(advice: Advice) -> Word {
    match advice {
        Advice::Owned => Word::Yours,
        Advice::Plus { .. } => Word::Plus,
        Advice::Free { .. } => Word::Free,
        Advice::Cash { .. } => Word::Cash,
        Advice::CashOnly { .. } => Word::CashOnly,
        Advice::Credit { .. } => Word::Credit,
        Advice::NoCreditValue { .. } => Word::NoCreditValue,
        Advice::Unknown => Word::PriceUnknown,
        Advice::NotForSale => Word::NotForSale,
    }
}

/// Whether a plan of the member's includes it.
const fn is_in_plus(title: &Title) -> bool {
    matches!(title.holding, Holding::Borrowed { .. }) || matches!(title.advice, Advice::Plus { .. })
}

/// The last day in Plus.
const fn leaves(title: &Title) -> Option<Date> {
    match (title.holding, title.advice) {
        (Holding::Borrowed { leaves }, _) | (_, Advice::Plus { leaves }) => leaves,
        _ => None,
    }
}

fn credits(price: &Price) -> Value {
    let x100 = price.credits_x100.filter(|x100| *x100 > 0).unwrap_or(100);
    Value::Number(f64::from(x100) / 100.0)
}

fn money(price: Option<&Price>, which: fn(&Price) -> Option<audible::Money>) -> Cell {
    price.and_then(which).map(Value::Money)
}

fn text(text: Option<&str>) -> Cell {
    text.map(|text| Value::Text(text.to_owned()))
}

fn list(parts: impl Iterator<Item = String>) -> Cell {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then_some(Value::List(parts))
}

/// The title's page in the store.
fn address(store: Marketplace, product: &Product) -> String {
    format!("https://www.audible.{}/pd/{}", store.tld(), product.asin)
}
