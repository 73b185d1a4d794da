//! [`Maker`]: the books, series, prices and wishes of the sample.

use audible::library::{LibraryItem, SeriesChild, SeriesProduct, Status, Wish};
use audible::product::{Format, Kind, Person, Plan, Price, Product, Rating, Rights, SeriesRef};
use audible::search::{PersonQuery, Role};
use audible::{Asin, Currency, Marketplace, Money, Snapshot, Timestamp};
use time::Date;
use time::macros::date;

use crate::words::{Dice, GENRES, PUBLISHERS, Titles, name};

/// So many books are in the library.
const BOOKS: usize = 300;

/// Collects the sample.
pub(crate) struct Maker {
    pub(crate) dice: Dice,
    pub(crate) titles: Titles,
    pub(crate) snapshot: Snapshot,
    asins: Asins,
    /// Authors and narrators who turn up again.
    authors: Vec<Person>,
    narrators: Vec<String>,
}

/// Gives out ASINs that look like none of the store's.
struct Asins(u32);

impl Asins {
    fn next(&mut self) -> Asin {
        self.0 += 1;
        Asin::parse(&format!("B0SAMP{:04}", self.0))
            .unwrap_or_else(|| unreachable!("four digits make ten characters"))
    }
}

/// What becomes of a volume.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Mine,
    Borrowed,
    Missing,
    Coming(Date),
    Announced,
    Elsewhere,
    Unsold,
    InPlus,
}

/// One line of a series: number, title, what becomes of it.
type Line<'a> = (&'a str, &'a str, Fate);

use Fate::{Announced, Borrowed, Coming, Elsewhere, InPlus, Mine, Missing, Unsold};

const TIDEWRIGHT: [Line<'_>; 9] = [
    ("1", "The Salt Ledger", Mine),
    ("2", "Low Tide", Mine),
    ("2.5", "Slack Water", Missing),
    ("3", "The Undertow Ledger", Missing),
    ("4", "The Ebb Cartographer", Mine),
    ("5", "Songs Before the Flood", Mine),
    ("6", "What the Pilots Kept", Missing),
    ("7", "A Lantern for the Bar", Coming(date!(2027 - 03 - 14))),
    ("", "Letters From the Drowned Coast", Missing),
];

const ABACUS: [Line<'_>; 5] = [
    ("1", "The Counting House", Mine),
    ("2", "Sums for Sailors", Mine),
    ("3", "A Proof by Candle", Mine),
    ("4", "Lamplight Sums", InPlus),
    ("5", "The Remainder", Missing),
];

const WEATHER: [Line<'_>; 3] = [
    ("1", "Household Rains", Mine),
    ("2", "Minor Thunders", Missing),
    ("3", "The Fog Shrine", Mine),
];

const LORRIMER: [Line<'_>; 14] = [
    ("1", "The Long Recess", Mine),
    ("2", "A Bell for Mercer", Mine),
    ("3", "The Drowned Clerk", Mine),
    ("4", "Cold Comfort Lane", Mine),
    ("5", "The Sixth Witness", Mine),
    ("6", "Ashes and Umber", Mine),
    ("7", "The Tallow Affair", Mine),
    ("8", "A Very Plain Murder", Mine),
    ("9", "The Registry", Mine),
    ("10", "The Quiet Assize", Missing),
    ("11", "No Further Questions", Mine),
    ("12", "The Borrowed Alibi", Missing),
    ("13", "Winter Sessions", Unsold),
    ("14", "The Last Docket", Coming(date!(2027 - 06 - 02))),
];

const GLASS: [Line<'_>; 4] = [
    ("1", "First Gather", Mine),
    ("2", "The Marver", Borrowed),
    ("3", "Cold Working", Elsewhere),
    ("4", "Annealing", Missing),
];

const WINTER: [Line<'_>; 4] = [
    ("1", "First Frost", Mine),
    ("2", "The Ice Ledger", Mine),
    ("3", "Thaw", Mine),
    ("4", "The Short Day", Coming(date!(2027 - 01 - 09))),
];

const STRIKE: [Line<'_>; 6] = [
    ("1-3", "The Cartographers’ Strike: Books 1-3", Mine),
    ("4", "Contour Lines", Mine),
    ("5", "The Blank Sheet", Missing),
    ("6", "Projection", Missing),
    ("5-6", "The Cartographers’ Strike: Books 5-6", Missing),
    ("7", "True North", Announced),
];

impl Maker {
    pub(crate) fn new() -> Self {
        let mut maker = Self {
            dice: Dice::new(300),
            titles: Titles::default(),
            snapshot: Snapshot::new(Marketplace::Us),
            asins: Asins(0),
            authors: Vec::new(),
            narrators: Vec::new(),
        };
        for _ in 0..70 {
            let author = Person {
                asin: maker.dice.chance(85).then(|| maker.asins.next()),
                name: name(&mut maker.dice),
            };
            maker.authors.push(author);
        }
        for _ in 0..45 {
            let name = name(&mut maker.dice);
            maker.narrators.push(name);
        }
        maker
    }

    /// Series with a story of their own.
    pub(crate) fn known_series(&mut self) {
        for (series, author, narrator, genre, lines) in [
            (
                "The Tidewright Saga",
                "Mara Ellison",
                "Josune Arrate",
                0,
                &TIDEWRIGHT[..],
            ),
            (
                "The Ninth Abacus",
                "Ada Quill",
                "Piet Ravensbourne",
                4,
                &ABACUS[..],
            ),
            (
                "A Field Guide to Weather Gods",
                "Ines Okonjo-Bray",
                "Ines Okonjo-Bray",
                0,
                &WEATHER[..],
            ),
            (
                "Inspector Lorrimer",
                "Tobias Fenn",
                "Wren Halloway",
                2,
                &LORRIMER[..],
            ),
            (
                "The Glassblower’s Apprentice",
                "Yusuf Marchetti",
                "Bea Lindqvist",
                4,
                &GLASS[..],
            ),
            (
                "Long Winter Quartet",
                "Åsa Söderholm",
                "Lena Voss",
                3,
                &WINTER[..],
            ),
            (
                "The Cartographers’ Strike",
                "Rosalind Achterberg",
                "Emeka Dunmore",
                5,
                &STRIKE[..],
            ),
        ] {
            let author = Person {
                asin: Some(self.asins.next()),
                name: author.into(),
            };
            let asin = self.asins.next();
            let mut children = Vec::new();
            for (number, title, fate) in lines {
                self.titles.take(title);
                let book = self.volume(
                    &asin,
                    series,
                    number,
                    title,
                    &author,
                    narrator,
                    GENRES[genre],
                );
                children.push(self.settle(book, number, *fate));
            }
            self.extras(&asin, series, &author, &mut children);
            self.end_series(asin, series, children);
        }
    }

    /// Series by dice, until most of the library is there.
    pub(crate) fn invented_series(&mut self) {
        while self.snapshot.items.len() < BOOKS * 2 / 3 {
            let author = self.author();
            let narrator = self.narrator();
            let genre = self.dice.pick(&GENRES);
            let series = format!("The {}", self.titles.series(&mut self.dice));
            let asin = self.asins.next();
            let volumes = self.dice.between(2, 8);
            let mut children = Vec::new();
            for number in 1..=volumes {
                let title = self.titles.english(&mut self.dice);
                let fate = match self.dice.between(1, 100) {
                    _ if number == 1 => Mine,
                    1..=64 => Mine,
                    65..=67 => Borrowed,
                    68..=71 => InPlus,
                    72..=73 => Unsold,
                    74..=75 => Elsewhere,
                    _ if number == volumes && self.dice.chance(40) => Coming(date!(2027 - 09 - 07)),
                    _ => Missing,
                };
                let number = number.to_string();
                let mut book =
                    self.volume(&asin, &series, &number, &title, &author, &narrator, genre);
                if self.dice.chance(8) {
                    book.narrators = vec![Person {
                        asin: None,
                        name: self.narrator(),
                    }];
                }
                children.push(self.settle(book, &number, fate));
            }
            if self.dice.chance(25) {
                let title = self.titles.english(&mut self.dice);
                let book = self.volume(&asin, &series, "0.5", &title, &author, &narrator, genre);
                children.push(self.settle(book, "0.5", Missing));
            }
            self.end_series(asin, &series, children);
        }
    }

    /// Books of no series, some of them foreign, borrowed, ordered or odd.
    pub(crate) fn single_books(&mut self) {
        while self.snapshot.items.len() < BOOKS {
            let place = self.snapshot.items.len();
            let (author, narrator) = (self.author(), self.narrator());
            let genre = self.dice.pick(&GENRES);
            let title = match place % 13 {
                3 | 8 | 10 => self.titles.german(&mut self.dice),
                11 if place.is_multiple_of(2) => self.titles.french(&mut self.dice),
                _ => self.titles.english(&mut self.dice),
            };
            let mut book = self.book(&title, &author, &narrator, genre);
            match place % 13 {
                3 | 8 | 10 => {
                    book.language = Some("german".into());
                    book.authors.push(Person {
                        asin: None,
                        name: format!("{} - Übersetzer", name(&mut self.dice)),
                    });
                }
                11 if place.is_multiple_of(2) => book.language = Some("french".into()),
                5 if place.is_multiple_of(3) => {
                    book.narrators = vec![Person {
                        asin: None,
                        name: "full cast".into(),
                    }];
                }
                7 if place.is_multiple_of(4) => book.format = Some(Format::Abridged),
                9 if place.is_multiple_of(4) => {
                    let other = self.author();
                    book.authors.push(other);
                }
                _ => {}
            }
            match place % 29 {
                4 => book.runtime_min = None,
                8 | 19 => drop(self.settle(book.clone(), "", Borrowed)),
                _ => {}
            }
            match place % 29 {
                8 | 19 => {}
                23 => {
                    book.rights = Some(Rights {
                        consumable: Some(false),
                        ..Rights::default()
                    });
                    let item = LibraryItem {
                        ayce: true,
                        purchased: false,
                        ..self.item(book)
                    };
                    self.snapshot.items.push(item);
                }
                27 => {
                    book.release_date = Some(date!(2027 - 02 - 16));
                    book.not_listenable = true;
                    let item = LibraryItem {
                        pending: true,
                        purchased: false,
                        finished: Some(false),
                        percent_complete: None,
                        own_stars: None,
                        ..self.item(book)
                    };
                    self.snapshot.items.push(item);
                }
                _ => {
                    let item = self.item(book);
                    self.snapshot.items.push(item);
                }
            }
        }
        self.snapshot
            .items
            .sort_by_key(|item| std::cmp::Reverse(item.added));
    }

    /// Missing volumes, books by others, one that is coming and one that is mine by now.
    pub(crate) fn wish_list(&mut self) {
        let missing: Vec<Product> = self
            .snapshot
            .products
            .iter()
            .step_by(9)
            .take(9)
            .cloned()
            .collect();
        let mine = self.snapshot.items.iter().skip(40).take(1);
        let mut wished: Vec<Product> = mine
            .map(|item| item.product.clone())
            .chain(missing)
            .collect();
        for place in 0..15 {
            let (author, narrator) = (self.author(), self.narrator());
            let title = self.titles.english(&mut self.dice);
            let genre = self.dice.pick(&GENRES);
            let mut book = self.book(&title, &author, &narrator, genre);
            book.price = self.price(place % 4 == 0);
            match place {
                3 => book.release_date = Some(date!(2027 - 04 - 20)),
                7 => book.price = None,
                11 => book.plans.push(plus(None)),
                _ => {}
            }
            wished.push(book);
        }
        let day = Timestamp::parse("2026-11-20T19:00:00Z").unwrap_or_default();
        for (product, place) in wished.into_iter().zip(0..) {
            self.snapshot.wishes.push(Wish {
                product,
                added: Some(day.plus_millis(-place * 9 * DAY_MS)),
            });
        }
    }

    /// What a search for a person brings: their other books, and strangers.
    pub(crate) fn more_by(
        dice: &mut Dice,
        titles: &mut Titles,
        query: &PersonQuery,
        place: usize,
    ) -> Vec<Product> {
        let mut scratch = Self {
            dice: Dice::new(1000 + u64::from(dice.between(0, 1_000_000))),
            titles: std::mem::take(titles),
            snapshot: Snapshot::new(Marketplace::Us),
            asins: Asins(
                4000 + u32::try_from(place).unwrap_or_default() * 20
                    + u32::from(query.role == Role::Narrator) * 1000,
            ),
            authors: Vec::new(),
            narrators: Vec::new(),
        };
        let person = Person {
            asin: query.asin.clone(),
            name: query.name.clone(),
        };
        let mut found = Vec::new();
        for index in 0..scratch.dice.between(3, 8) {
            let other = name(&mut scratch.dice);
            let title = scratch.titles.english(&mut scratch.dice);
            let genre = scratch.dice.pick(&GENRES);
            let (author, narrator) = match query.role {
                Role::Author => (person.clone(), other),
                Role::Narrator => (
                    Person {
                        asin: None,
                        name: other,
                    },
                    person.name.clone(),
                ),
            };
            let mut book = scratch.book(&title, &author, &narrator, genre);
            book.price = scratch.price(index == 1);
            match index {
                2 if place.is_multiple_of(5) => book.release_date = Some(date!(2027 - 05 - 11)),
                3 if place.is_multiple_of(3) => book.language = Some("german".into()),
                4 if place.is_multiple_of(4) => book.plans.push(plus(None)),
                5 => {
                    book.authors = vec![Person {
                        asin: None,
                        name: format!("{} Smythe", person.name),
                    }];
                }
                6 if place.is_multiple_of(2) => book.synthetic_voice = true,
                _ => {}
            }
            found.push(book);
        }
        *titles = scratch.titles;
        found
    }

    /// A box, a drama in two parts, a cut and a German edition beside the Tidewright volumes.
    fn extras(
        &mut self,
        asin: &Asin,
        series: &str,
        author: &Person,
        children: &mut Vec<SeriesChild>,
    ) {
        if series != "The Tidewright Saga" {
            return;
        }
        for (number, title) in [
            ("1-3", "The Tidewright Saga: Books 1-3"),
            (
                "3",
                "The Undertow Ledger (Part 1 of 2) (Dramatized Adaptation)",
            ),
            (
                "3",
                "The Undertow Ledger (Part 2 of 2) (Dramatized Adaptation)",
            ),
            ("3", "The Undertow Ledger (Abridged)"),
            ("1", "Das Salzbuch"),
        ] {
            let mut book = self.volume(
                asin,
                series,
                number,
                title,
                author,
                "Josune Arrate",
                GENRES[0],
            );
            if title.contains("Dramatized") {
                book.content_type = Some("Performance".into());
                book.format = Some(Format::OriginalRecording);
                book.narrators = vec![Person {
                    asin: None,
                    name: "full cast".into(),
                }];
            }
            if title.contains("Abridged") {
                book.format = Some(Format::Abridged);
            }
            if number == "1" {
                book.language = Some("german".into());
            }
            children.push(self.settle(book, number, Missing));
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a line of a table")]
    fn volume(
        &mut self,
        asin: &Asin,
        series: &str,
        number: &str,
        title: &str,
        author: &Person,
        narrator: &str,
        genre: &[&str],
    ) -> Product {
        let mut book = self.book(title, author, narrator, genre);
        if !number.is_empty() && !number.contains('-') {
            book.subtitle = Some(format!("{series}, Book {number}"));
        }
        if number.contains('-') {
            book.runtime_min = Some(self.dice.between(1900, 2800));
        }
        book.series.push(SeriesRef {
            asin: Some(asin.clone()),
            title: Some(series.into()),
            sequence: Some(number.to_owned()).filter(|number| !number.is_empty()),
        });
        book
    }

    fn book(&mut self, title: &str, author: &Person, narrator: &str, genre: &[&str]) -> Product {
        let year = i32::try_from(self.dice.between(2004, 2025)).unwrap_or_default();
        let day = u16::try_from(self.dice.between(1, 365)).unwrap_or(1);
        let stars = self.dice.between(34, 49);
        let short = self.dice.chance(10);
        Product {
            asin: self.asins.next(),
            title: title.into(),
            subtitle: None,
            authors: vec![author.clone()],
            narrators: vec![Person {
                asin: None,
                name: narrator.into(),
            }],
            publisher: Some(self.dice.pick(&PUBLISHERS).into()),
            series: Vec::new(),
            runtime_min: Some(if short {
                self.dice.between(60, 240)
            } else {
                self.dice.between(380, 1250)
            }),
            release_date: Date::from_ordinal_date(year, day).ok(),
            language: Some("english".into()),
            kind: Kind::Book,
            format: Some(Format::Unabridged),
            content_type: Some("Product".into()),
            price: None,
            plans: Vec::new(),
            rights: None,
            rating: Some(Rating {
                #[expect(clippy::cast_precision_loss, reason = "34 to 49")]
                average: stars as f32 / 10.0,
                count: self.dice.between(12, 9000),
            }),
            cover: None,
            genres: genre.iter().map(|&name| name.to_owned()).collect(),
            synthetic_voice: false,
            not_for_sale: false,
            not_listenable: false,
        }
    }

    /// Puts a volume where it belongs.
    fn settle(&mut self, mut book: Product, number: &str, fate: Fate) -> SeriesChild {
        let child = SeriesChild {
            asin: book.asin.clone(),
            sequence: Some(number.to_owned()).filter(|number| !number.is_empty()),
            sort: None,
        };
        if !matches!(fate, Mine | Borrowed | Elsewhere) {
            let sale = self.dice.chance(18);
            book.price = self.price(sale);
        }
        match fate {
            Mine => {
                let item = self.item(book);
                self.snapshot.items.push(item);
                return child;
            }
            Borrowed => {
                let leaves = ["2026-12-31T08:00:00Z", "2027-03-31T07:00:00Z"];
                let end = self.dice.chance(60).then(|| self.dice.pick(&leaves));
                book.plans.push(plus(end));
                book.rights = Some(Rights {
                    consumable: Some(true),
                    consumable_indefinitely: Some(false),
                    consumable_until: None,
                });
                let item = LibraryItem {
                    purchased: false,
                    ayce: true,
                    ..self.item(book)
                };
                self.snapshot.items.push(item);
                return child;
            }
            Elsewhere => {
                self.snapshot.unavailable.push(book.asin);
                return child;
            }
            Coming(day) => {
                book.release_date = Some(day);
                book.narrators.clear();
                book.runtime_min = None;
                book.rating = None;
            }
            Announced => {
                book.release_date = Some(date!(2200 - 01 - 01));
                book.narrators.clear();
                book.runtime_min = None;
                book.rating = None;
                book.price = None;
            }
            Unsold => book.not_for_sale = true,
            InPlus => {
                let end = self.dice.chance(50).then_some("2026-12-31T08:00:00Z");
                book.plans.push(plus(end));
            }
            Missing => {}
        }
        self.snapshot.products.push(book);
        child
    }

    fn end_series(&mut self, asin: Asin, title: &str, children: Vec<SeriesChild>) {
        self.snapshot.series.push(SeriesProduct {
            asin,
            title: Some(title.into()),
            children,
        });
    }

    fn item(&mut self, product: Product) -> LibraryItem {
        let days = i64::from(self.dice.between(20, 3600));
        let minute = i64::from(self.dice.between(0, 1439));
        let now = Timestamp::parse("2026-11-20T00:00:00Z").unwrap_or_default();
        let heard = self.dice.between(1, 100);
        let (finished, percent) = match heard {
            1..=58 => (true, 100.0),
            59..=68 => {
                #[expect(clippy::cast_precision_loss, reason = "at most 960")]
                let percent = self.dice.between(20, 960) as f32 / 10.0;
                (false, percent)
            }
            _ => (false, 0.0),
        };
        LibraryItem {
            status: Status::Active,
            added: Some(now.plus_millis(-days * DAY_MS + minute * 60_000)),
            purchased: true,
            ayce: self.dice.chance(6),
            pending: false,
            archived: None,
            finished: Some(finished),
            percent_complete: Some(percent),
            own_stars: (finished && self.dice.chance(55))
                .then(|| self.dice.pick(&[2, 3, 3, 4, 4, 4, 5, 5, 5])),
            product,
        }
    }

    /// Some have none; a sale is far below the list price.
    fn price(&mut self, sale: bool) -> Option<Price> {
        if self.dice.chance(4) {
            return None;
        }
        let list = self.dice.between(9, 36) * 100 + self.dice.pick(&[95, 99, 49]);
        let lowest = if sale { list / 4 } else { list * 7 / 10 };
        let usd = |minor: u32| {
            Some(Money {
                minor: u64::from(minor),
                currency: Currency::Usd,
            })
        };
        Some(Price {
            list: usd(list),
            lowest: usd(lowest),
            sale,
            credits_x100: Some(100),
            cash_only: false,
        })
    }

    fn author(&mut self) -> Person {
        let last = u32::try_from(self.authors.len() - 1).unwrap_or_default();
        // The first ones turn up most often.
        let place = self.dice.between(0, last).min(self.dice.between(0, last));
        self.authors[place as usize].clone()
    }

    fn narrator(&mut self) -> String {
        let last = u32::try_from(self.narrators.len() - 1).unwrap_or_default();
        let place = self.dice.between(0, last).min(self.dice.between(0, last));
        self.narrators[place as usize].clone()
    }
}

fn plus(end: Option<&str>) -> Plan {
    Plan {
        name: "US Minerva".into(),
        eligible: Some(true),
        start: None,
        end: end.and_then(Timestamp::parse),
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
