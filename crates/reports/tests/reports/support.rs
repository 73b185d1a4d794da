//! Invented books and libraries, in a few words.

use std::sync::Arc;

use audible::library::{LibraryItem, SeriesChild, SeriesProduct, Status, Wish};
use audible::product::{Format, Kind, Person, Plan, Price, Product, Rating, Rights, SeriesRef};
use audible::search::{PersonQuery, PersonSearch, Role};
use audible::{Asin, Currency, Marketplace, Money, Snapshot, Timestamp};
use reports::{Options, PersonReport, Reports, SeriesReport, TitleId, Volume, compute};
use time::Date;
use time::macros::date;

pub(crate) const TODAY: Date = date!(2026 - 11 - 24);

/// `TIDE4` is `B0000TIDE4`.
pub(crate) fn asin(short: &str) -> Asin {
    Asin::parse(&format!("B{short:0>9}")).expect("at most nine letters and digits")
}

pub(crate) fn usd(minor: u64) -> Money {
    Money {
        minor,
        currency: Currency::Usd,
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Book(pub(crate) Product);

/// An English novel by Mara Ellison, out since 2020, without price.
pub(crate) fn book(short: &str, title: &str) -> Book {
    Book(Product {
        asin: asin(short),
        title: title.into(),
        subtitle: None,
        authors: vec![person("Mara Ellison")],
        narrators: vec![person("Theo Brandt")],
        publisher: None,
        series: Vec::new(),
        runtime_min: Some(600),
        release_date: Some(date!(2020 - 03 - 12)),
        language: Some("english".into()),
        kind: Kind::Book,
        format: Some(Format::Unabridged),
        content_type: Some("Product".into()),
        price: None,
        plans: Vec::new(),
        rights: None,
        rating: None,
        cover: None,
        genres: Vec::new(),
        synthetic_voice: false,
        not_for_sale: false,
        not_listenable: false,
    })
}

/// `Name` or `Name@PAGE`.
pub(crate) fn person(text: &str) -> Person {
    match text.split_once('@') {
        Some((name, page)) => Person {
            asin: Some(asin(page)),
            name: name.into(),
        },
        None => Person {
            asin: None,
            name: text.into(),
        },
    }
}

impl Book {
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Product)) -> Self {
        change(&mut self.0);
        self
    }

    pub(crate) fn by(self, authors: &[&str]) -> Self {
        self.with(|p| p.authors = authors.iter().map(|name| person(name)).collect())
    }

    pub(crate) fn read_by(self, narrators: &[&str]) -> Self {
        self.with(|p| p.narrators = narrators.iter().map(|name| person(name)).collect())
    }

    /// In a series called like its ASIN.
    pub(crate) fn in_series(self, series: &str, sequence: &str) -> Self {
        self.in_named_series(series, &format!("Series {series}"), sequence)
    }

    pub(crate) fn in_named_series(self, series: &str, title: &str, sequence: &str) -> Self {
        self.with(|p| {
            p.series.push(SeriesRef {
                asin: Some(asin(series)),
                title: Some(title.into()),
                sequence: Some(sequence.to_owned()).filter(|s| !s.is_empty()),
            });
        })
    }

    pub(crate) fn language(self, language: &str) -> Self {
        self.with(|p| p.language = Some(language.into()))
    }

    pub(crate) fn abridged(self) -> Self {
        self.with(|p| p.format = Some(Format::Abridged))
    }

    pub(crate) fn drama(self) -> Self {
        self.with(|p| p.content_type = Some("Performance".into()))
    }

    pub(crate) fn released(self, date: Date) -> Self {
        self.with(|p| p.release_date = Some(date))
    }

    /// Member and list price in cents.
    pub(crate) fn price(self, lowest: u64, list: u64) -> Self {
        self.with(|p| {
            p.price = Some(Price {
                list: Some(usd(list)),
                lowest: Some(usd(lowest)),
                ..Price::default()
            });
        })
    }

    pub(crate) fn ratings(self, count: u32) -> Self {
        self.with(|p| {
            p.rating = Some(Rating {
                average: 4.5,
                count,
            });
        })
    }

    pub(crate) fn rights(self, consumable: bool, indefinitely: bool) -> Self {
        self.with(|p| {
            p.rights = Some(Rights {
                consumable: Some(consumable),
                consumable_indefinitely: Some(indefinitely),
                consumable_until: None,
            });
        })
    }

    pub(crate) fn plan(self, name: &str, eligible: Option<bool>, end: Option<&str>) -> Self {
        self.with(|p| {
            p.plans.push(Plan {
                name: name.into(),
                eligible,
                start: None,
                end: end.map(|end| Timestamp::parse(end).expect("a timestamp")),
            });
        })
    }

    /// Bought.
    pub(crate) fn owned(self) -> LibraryItem {
        LibraryItem {
            purchased: true,
            ..self.listed()
        }
    }

    /// Borrowed from Plus, with an open end or until a day.
    pub(crate) fn borrowed(self, end: Option<&str>) -> LibraryItem {
        LibraryItem {
            ayce: true,
            ..self
                .rights(true, false)
                .plan("US Minerva", Some(true), end)
                .listed()
        }
    }

    /// In the library; nothing is said about terms.
    pub(crate) fn listed(self) -> LibraryItem {
        LibraryItem {
            product: self.0,
            status: Status::Active,
            added: Timestamp::parse("2025-11-02T18:20:41.318Z"),
            purchased: false,
            ayce: false,
            pending: false,
            archived: None,
            finished: None,
            percent_complete: None,
            own_stars: None,
        }
    }
}

/// A library, a store and what was asked of it.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) snapshot: Snapshot,
    pub(crate) options: Options,
}

/// Nothing yet, in the us store.
pub(crate) fn world() -> World {
    let read_at = Timestamp::parse("2026-11-24T08:00:00Z");
    World {
        snapshot: Snapshot {
            read_at,
            priced_at: read_at,
            ..Snapshot::new(Marketplace::Us)
        },
        options: Options::new(TODAY, Marketplace::Us),
    }
}

impl World {
    pub(crate) fn library(mut self, items: impl IntoIterator<Item = LibraryItem>) -> Self {
        self.snapshot.items.extend(items);
        self
    }

    /// A series product and the details of its children: (sequence, book).
    pub(crate) fn series<'a>(
        self,
        series: &str,
        children: impl IntoIterator<Item = (&'a str, Book)>,
    ) -> Self {
        self.named_series(series, None, children)
    }

    pub(crate) fn named_series<'a>(
        mut self,
        series: &str,
        title: Option<&str>,
        children: impl IntoIterator<Item = (&'a str, Book)>,
    ) -> Self {
        let mut product = SeriesProduct {
            asin: asin(series),
            title: title.map(str::to_owned),
            children: Vec::new(),
        };
        for (sequence, book) in children {
            product.children.push(child(&book.0.asin, sequence));
            self.snapshot.products.push(book.0);
        }
        self.snapshot.series.push(product);
        self
    }

    /// A child of the last series that the library has or the store does not offer.
    pub(crate) fn and_child(mut self, short: &str, sequence: &str) -> Self {
        let series = self.snapshot.series.last_mut().expect("a series");
        series.children.push(child(&asin(short), sequence));
        self
    }

    pub(crate) fn unavailable(mut self, short: &str) -> Self {
        self.snapshot.unavailable.push(asin(short));
        self
    }

    pub(crate) fn wish(mut self, book: Book) -> Self {
        self.snapshot.wishes.push(Wish {
            product: book.0,
            added: None,
        });
        self
    }

    pub(crate) fn search(
        mut self,
        role: Role,
        name: &str,
        found: impl IntoIterator<Item = Book>,
    ) -> Self {
        let asked = person(name);
        self.snapshot.searches.push(PersonSearch {
            query: PersonQuery {
                role,
                name: asked.name,
                asin: asked.asin,
            },
            products: found.into_iter().map(|book| book.0).collect(),
            complete: true,
            read_at: Timestamp::parse("2026-11-24T09:00:00Z").expect("a timestamp"),
        });
        self
    }

    pub(crate) fn options(mut self, change: impl FnOnce(&mut Options)) -> Self {
        change(&mut self.options);
        self
    }

    pub(crate) fn reports(self) -> Reports {
        compute(Arc::new(self.snapshot), self.options)
    }
}

fn child(asin: &Asin, sequence: &str) -> SeriesChild {
    SeriesChild {
        asin: asin.clone(),
        sequence: Some(sequence.to_owned()).filter(|s| !s.is_empty()),
        sort: None,
    }
}

/// The only series of the report.
pub(crate) fn only_series(reports: &Reports) -> &SeriesReport {
    match &reports.missing.series[..] {
        [only] => only,
        others => panic!("one series expected, not {}", others.len()),
    }
}

pub(crate) fn title(reports: &Reports, id: TitleId) -> &str {
    &reports.product(id).title
}

/// `3 The Undertow`, in the order of the report.
pub(crate) fn volumes(reports: &Reports, volumes: &[Volume]) -> Vec<String> {
    volumes
        .iter()
        .map(|volume| title(reports, volume.title).to_owned())
        .collect()
}

/// Titles suggested for each person.
pub(crate) fn suggested<'a>(
    reports: &'a Reports,
    people: &'a [PersonReport],
) -> Vec<(&'a str, Vec<&'a str>)> {
    people
        .iter()
        .map(|person| {
            let rows = person.rows.iter().map(|row| title(reports, row.title));
            (person.name.as_str(), rows.collect())
        })
        .collect()
}

/// Headings and titles of a library report.
pub(crate) fn groups<'a>(
    reports: &'a Reports,
    groups: &'a [reports::Group],
) -> Vec<(&'a str, Vec<&'a str>)> {
    groups
        .iter()
        .map(|group| {
            let name = match &group.name {
                reports::GroupName::Named(name) => name.as_str(),
                reports::GroupName::NotGiven => "-",
            };
            let rows = group.rows.iter().map(|row| title(reports, row.title));
            (name, rows.collect())
        })
        .collect()
}
