//! [`Rows`]: the rows of a list, made from the reports one after the other.

use std::collections::BTreeMap;

use audible::product::{Format, Price};
use audible::{LibraryItem, Marketplace, Product, Timestamp};
use reports::further::duplicates::{Other, duplicates};
use reports::further::editions::Works;
use reports::further::plus::plus_in_my_series;
use reports::further::upcoming::{Why, upcoming};
use reports::{
    Advice, Group, GroupName, Holding, PersonReport, Release, Remark, Reports, SeriesReport,
    SeriesStatus, Suggestion, Title, TitleId, Volume,
};
use time::{Date, Duration, OffsetDateTime};

use crate::field::Field;
use crate::list::List;
use crate::value::{Cell, Value};
use crate::words::{Language, Word};

/// The rows of a list. They are made when they are asked for, so that a page can do other things between;
/// and [`Rows::sort`] puts them in order a part at a time.
#[derive(Debug)]
pub struct Rows<'a> {
    reports: &'a Reports,
    language: Language,
    entries: Vec<Entry<'a>>,
    /// Parts of a long list that belong after what stands in `entries`, the last one first.
    unsorted: Vec<Vec<TitleId>>,
    /// How many titles those are.
    waiting: usize,
}

/// What a row is made from.
#[derive(Debug)]
enum Entry<'a> {
    Title(About<'a>),
    Series(&'a SeriesReport),
}

#[derive(Debug)]
struct About<'a> {
    title: TitleId,
    heading: Option<&'a str>,
    /// In this series only.
    series: Option<&'a SeriesReport>,
    volume: Option<Word>,
    remarks: Vec<String>,
    why: Vec<String>,
}

impl<'a> Rows<'a> {
    /// The rows of a list, of those titles that `shows` lets pass.
    pub fn new(
        reports: &'a Reports,
        list: List,
        language: Language,
        shows: &dyn Fn(TitleId) -> bool,
    ) -> Self {
        let mut rows = Self::none(reports, language);
        match list {
            List::Library => rows.library(shows),
            List::ByAuthor => rows.groups(&reports.by_author),
            List::ByNarrator => rows.groups(&reports.by_narrator),
            List::BySeries => rows.groups(&reports.by_series),
            List::Missing => rows.missing(),
            List::Series => rows
                .entries
                .extend(reports.missing.series.iter().map(Entry::Series)),
            List::ByMyAuthors => rows.people(&reports.more_by_authors),
            List::ByMyNarrators => rows.people(&reports.more_by_narrators),
            List::WishList => {
                let wishes = reports.summary.wishes.iter();
                rows.entries
                    .extend(wishes.map(|title| About::new(*title).entry()));
            }
            List::Upcoming => rows.upcoming(),
            List::Duplicates => rows.duplicates(&Works::of(reports)),
            List::Plus => rows.plus(),
        }
        rows.entries.retain(|entry| match entry {
            Entry::Title(about) => shows(about.title),
            Entry::Series(_) => true,
        });
        rows
    }

    /// The rows of [`List::Duplicates`]. To group a large library takes longer than a page may be busy;
    /// [`reports::further::editions::Grouping`] does it in steps.
    pub fn of_works(reports: &'a Reports, works: &Works, language: Language) -> Self {
        let mut rows = Self::none(reports, language);
        rows.duplicates(works);
        rows
    }

    const fn none(reports: &'a Reports, language: Language) -> Self {
        Self {
            reports,
            language,
            entries: Vec::new(),
            unsorted: Vec::new(),
            waiting: 0,
        }
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.entries.len() + self.waiting
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts a few thousand more rows in order; false once all of them are.
    pub fn sort(&mut self) -> bool {
        let mut sorted = 0;
        while sorted < AT_ONCE
            && let Some(mut part) = self.unsorted.pop()
        {
            let reports = self.reports;
            reports::order::sort_by_key(&mut part, |id| {
                let product = reports.product(*id);
                (&reports.title(*id).sort_key, &product.title, &product.asin)
            });
            sorted += part.len();
            self.waiting -= part.len();
            let entries = part.into_iter().map(|title| About::new(title).entry());
            self.entries.extend(entries);
        }
        !self.unsorted.is_empty()
    }

    /// The cells of a row; none beyond the last one that is in its place: see [`Rows::sort`].
    pub fn cells(&self, row: usize, fields: &[Field]) -> Vec<Cell> {
        let Some(entry) = self.entries.get(row) else {
            return Vec::new();
        };
        fields
            .iter()
            .map(|field| match entry {
                Entry::Title(about) => self.of_title(about, *field),
                Entry::Series(series) => self.of_series(series, *field),
            })
            .collect()
    }

    /// By title. A large library is longer in sorting than a page may be busy: it is taken apart by the
    /// first letters, and each part is sorted by itself.
    fn library(&mut self, shows: &dyn Fn(TitleId) -> bool) {
        let reports = self.reports;
        let mut parts: BTreeMap<&str, Vec<TitleId>> = BTreeMap::new();
        let mine = reports
            .titles()
            .filter(|(id, _)| reports.item(*id).is_some() && shows(*id));
        for (id, title) in mine {
            let key = &*title.sort_key;
            let end = key
                .char_indices()
                .nth(LETTERS)
                .map_or(key.len(), |(at, _)| at);
            parts.entry(&key[..end]).or_default().push(id);
            self.waiting += 1;
        }
        self.unsorted = parts.into_values().rev().collect();
    }

    fn groups(&mut self, groups: &'a [Group]) {
        for group in groups {
            let heading = match &group.name {
                GroupName::Named(name) => Some(name.as_str()),
                GroupName::NotGiven => None,
            };
            self.entries.extend(group.rows.iter().map(|row| {
                Entry::Title(About {
                    heading,
                    ..About::new(row.title)
                })
            }));
        }
    }

    fn missing(&mut self) {
        for series in &self.reports.missing.series {
            let kinds = [
                (&series.missing, Word::MissingVolume),
                (&series.stories, Word::Story),
                (&series.coming, Word::Coming),
                (&series.dramas, Word::Drama),
            ];
            for (volumes, word) in kinds {
                for volume in volumes {
                    let remarks = self.remarks(volume);
                    self.entries.push(Entry::Title(About {
                        heading: Some(&series.title),
                        series: Some(series),
                        volume: Some(word),
                        remarks,
                        ..About::new(volume.title)
                    }));
                }
            }
        }
    }

    fn people(&mut self, people: &'a [PersonReport]) {
        for person in people {
            for suggestion in person.rows.iter().chain(&person.coming) {
                let remarks = self.doubts(suggestion);
                self.entries.push(Entry::Title(About {
                    heading: Some(&person.name),
                    remarks,
                    ..About::new(suggestion.title)
                }));
            }
        }
    }

    fn upcoming(&mut self) {
        let reports = self.reports;
        for coming in upcoming(reports) {
            let why = coming.why.iter().map(|why| match why {
                Why::Ordered => Word::Ordered.name(self.language).to_owned(),
                Why::Wished => Word::OnWishList.name(self.language).to_owned(),
                Why::Series(index) => reports.missing.series[*index].title.clone(),
                Why::Author(index) => reports.more_by_authors[*index].name.clone(),
                Why::Narrator(index) => reports.more_by_narrators[*index].name.clone(),
            });
            let why = why.collect();
            self.entries.push(Entry::Title(About {
                why,
                ..About::new(coming.title)
            }));
        }
    }

    fn duplicates(&mut self, works: &Works) {
        let reports = self.reports;
        for twice in duplicates(reports, works) {
            let heading = Some(reports.product(twice.title).title.as_str());
            self.entries.push(Entry::Title(About {
                heading,
                ..About::new(twice.title)
            }));
            for other in twice.others {
                let (title, remark) = match other {
                    Other::Edition(title, _) => {
                        (title, self.say("another edition", "andere Ausgabe"))
                    }
                    Other::PartOf(title) => (title, self.say("box set", "Sammelband")),
                };
                let remarks = vec![remark];
                self.entries.push(Entry::Title(About {
                    heading,
                    remarks,
                    ..About::new(title)
                }));
            }
        }
    }

    fn plus(&mut self) {
        let reports = self.reports;
        for title in plus_in_my_series(reports) {
            let series = title
                .series
                .first()
                .map(|index| &reports.missing.series[*index]);
            self.entries.push(Entry::Title(About {
                heading: series.map(|series| series.title.as_str()),
                series,
                ..About::new(title.title)
            }));
        }
    }

    fn say(&self, en: &'static str, de: &'static str) -> String {
        self.language.choose(en, de).to_owned()
    }

    fn remarks(&self, volume: &Volume) -> Vec<String> {
        let title = |id: TitleId| self.reports.product(id).title.as_str();
        let of = |en: &str, de: &str, name: &str| match self.language {
            Language::En => format!("{en} {name}"),
            Language::De => format!("{de} {name}"),
        };
        volume
            .remarks
            .iter()
            .map(|remark| match remark {
                Remark::AlsoDrama { .. } => self.say("also as drama", "auch als Hörspiel"),
                Remark::AlsoInBox { title: id, .. } => of("also in", "auch in", title(*id)),
                Remark::OnlyAbridged => self.say("only abridged", "nur gekürzt"),
                Remark::OnlyDrama { .. } => self.say("only as drama", "nur als Hörspiel"),
                Remark::Parts(parts) => match self.language {
                    Language::En => format!("in {parts} parts"),
                    Language::De => format!("in {parts} Teilen"),
                },
                Remark::OnlyInBox(id) => of("only in", "nur in", title(*id)),
                Remark::OtherEditions(count) => match self.language {
                    Language::En => format!("other editions: {count}"),
                    Language::De => format!("andere Ausgaben: {count}"),
                },
                Remark::HaveDrama(id) => {
                    of("you have the drama", "du hast das Hörspiel", title(*id))
                }
                Remark::UnabridgedExists(_) => {
                    self.say("you have it abridged", "du hast es gekürzt")
                }
                Remark::HaveInLanguage(name) => of("you have it in", "du hast es auf", name),
                Remark::InMyBox(id) => of("you have it in", "du hast es in", title(*id)),
                Remark::Borrowed { .. } => self.say("borrowed from Plus", "aus Plus geliehen"),
            })
            .collect()
    }

    fn doubts(&self, suggestion: &Suggestion) -> Vec<String> {
        let mut remarks = Vec::new();
        if suggestion.maybe_other_person {
            remarks.push(self.say(
                "maybe another person of this name",
                "vielleicht eine andere Person dieses Namens",
            ));
        }
        if suggestion.anthology {
            remarks.push(self.say("anthology", "Anthologie"));
        }
        remarks
    }

    fn of_title(&self, about: &About, field: Field) -> Cell {
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

    fn of_series(&self, series: &SeriesReport, field: Field) -> Cell {
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

impl<'a> About<'a> {
    const fn new(title: TitleId) -> Self {
        Self {
            title,
            heading: None,
            series: None,
            volume: None,
            remarks: Vec::new(),
            why: Vec::new(),
        }
    }

    const fn entry(self) -> Entry<'a> {
        Entry::Title(self)
    }
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

/// A part of a library has titles that begin with so many equal letters; articles are among them.
const LETTERS: usize = 6;
/// So many titles are sorted at a stretch: some milliseconds.
const AT_ONCE: usize = 2_000;
