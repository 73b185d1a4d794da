//! All invented books: people, series, single titles, their editions.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use time::{Date, Duration};

use super::book::{Book, Place, Plus, Price};
use super::words::{ENGLISH, FRENCH, GENRES, GERMAN, JAPANESE, Language, PUBLISHERS, SPANISH};
use serde_json::{Map, Value, json};

/// How much there is of a language.
struct Share {
    language: &'static Language,
    authors: usize,
    narrators: usize,
    series: usize,
    singles: usize,
}

const SHARES: &[Share] = &[
    share(&ENGLISH, 90, 45, 64, 420),
    share(&GERMAN, 26, 14, 18, 70),
    share(&SPANISH, 8, 5, 4, 14),
    share(&FRENCH, 8, 5, 4, 14),
    share(&JAPANESE, 9, 5, 5, 16),
];

const fn share(
    language: &'static Language,
    authors: usize,
    narrators: usize,
    series: usize,
    singles: usize,
) -> Share {
    Share {
        language,
        authors,
        narrators,
        series,
        singles,
    }
}

/// Makes books one after the other.
pub(super) struct Maker {
    pub(super) chance: StdRng,
    pub(super) today: Date,
    made: u64,
    /// Titles that are taken: two books have the same title only on purpose.
    titles: std::collections::HashSet<String>,
}

/// Someone with a contributor page, or without.
pub(super) type Author = (Option<String>, String);

impl Maker {
    pub(super) fn new(seed: u64, today: Date) -> Self {
        Self {
            chance: StdRng::seed_from_u64(seed),
            today,
            made: 0,
            titles: std::collections::HashSet::new(),
        }
    }

    /// An ASIN that nothing else has.
    pub(super) fn asin(&mut self, kind: char) -> String {
        self.made += 1;
        // The factor has no divisor in common with 36: no two numbers give the same.
        let mut number = self.made * 7_919_777 % 36_u64.pow(6);
        let mut text = String::new();
        for _ in 0..6 {
            let digit = u32::try_from(number % 36).unwrap_or_default();
            text.push(
                char::from_digit(digit, 36)
                    .unwrap_or('0')
                    .to_ascii_uppercase(),
            );
            number /= 36;
        }
        format!("B0{kind}X{text}")
    }

    pub(super) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.chance.random_range(0..of.len())]
    }

    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.chance.random_range(0..100) < percent
    }

    /// A title or a series' name out of templates.
    fn named(&mut self, language: &Language, templates: &[&str]) -> String {
        let mut tries = 0;
        loop {
            tries += 1;
            let adjective = self.one(language.adjectives);
            let noun = self.one(language.nouns);
            let other = self.one(language.nouns);
            let place = self.one(language.places);
            let mut name = self
                .one(templates)
                .replace("{a}", adjective)
                .replace("{n}", noun)
                .replace("{m}", other)
                .replace("{p}", place);
            for vowel in ["A", "E", "I", "O", "U"] {
                name = name.replace(&format!("A {vowel}"), &format!("An {vowel}"));
            }
            if tries > 20 && self.titles.contains(&name) {
                // The words run out: a number keeps titles apart.
                name = format!("{name} {}", roman(self.titles.len() % 40 + 2));
            }
            if noun != other && self.titles.insert(name.clone()) {
                return name;
            }
        }
    }

    pub(super) fn title(&mut self, language: &Language) -> String {
        self.named(language, language.titles)
    }

    pub(super) fn authors(&mut self, language: &Language, number: usize) -> Vec<Author> {
        let mut authors: Vec<Author> = Vec::new();
        while authors.len() < number {
            let name = self.person(language);
            if authors.iter().all(|(_, other)| *other != name) {
                let has_page = !self.percent(6);
                let asin = has_page.then(|| self.asin('A'));
                authors.push((asin, name));
            }
        }
        authors
    }

    pub(super) fn person(&mut self, language: &Language) -> String {
        let (first, last) = (self.one(language.firsts), self.one(language.lasts));
        if language.name == "japanese" {
            format!("{last}{}{first}", language.between)
        } else {
            format!("{first}{}{last}", language.between)
        }
    }

    fn price(&mut self) -> Price {
        let list = self.one(&[
            695, 995, 1374, 1499, 1749, 1995, 2149, 2395, 2494, 2799, 3350,
        ]);
        match self.chance.random_range(0..100) {
            0..3 => Price::None,
            3..5 => Price::Free,
            // A third of what has a price is reduced (A91).
            5..37 => Price::Sale {
                list,
                sale: list * self.one(&[20, 30, 45]) / 100 + 9,
            },
            _ => Price::Member {
                list,
                member: list * 7 / 10,
            },
        }
    }

    /// A book without series.
    pub(super) fn book(
        &mut self,
        language: &'static Language,
        title: String,
        author: &Author,
        narrator: &str,
    ) -> Book {
        let asin = self.asin('W');
        let days = self.chance.random_range(20..6500);
        let plus = match self.chance.random_range(0..100) {
            0..11 => Plus::Open,
            11..13 => Plus::Until(self.today + Duration::days(self.chance.random_range(2..60))),
            _ => Plus::No,
        };
        let rated = !self.percent(4);
        Book {
            asin,
            title,
            subtitle: None,
            authors: vec![author.clone()],
            narrators: vec![narrator.to_owned()],
            publisher: self.one(PUBLISHERS),
            series: Vec::new(),
            minutes: Some(self.chance.random_range(150..1500)),
            released: self.today - Duration::days(days),
            language: language.name,
            genre: self.chance.random_range(0..GENRES.len()),
            price: self.price(),
            plus,
            rating: if rated {
                let tenths = self.chance.random_range(31..50);
                (f64::from(tenths) / 10.0, self.chance.random_range(3..9000))
            } else {
                (0.0, 0)
            },
            more: Map::new(),
        }
    }

    /// The volumes of a series with all that comes with them.
    pub(super) fn series(
        &mut self,
        language: &'static Language,
        author: &Author,
        narrator: &str,
        translators: &[(&'static Language, String)],
    ) -> Vec<Book> {
        let (asin, name) = (self.asin('S'), self.named(language, language.series));
        let universe = self
            .percent(12)
            .then(|| (self.asin('S'), self.named(language, language.series)));
        let volumes = self.one(&[2, 3, 3, 3, 4, 5, 5, 6, 7, 9, 11, 14]);
        let genre = self.chance.random_range(0..GENRES.len());
        let place = |sequence: &str| Place {
            asin: asin.clone(),
            title: name.clone(),
            sequence: sequence.to_owned(),
        };
        let begun =
            self.today - Duration::days(i64::from(self.chance.random_range(volumes * 330..6500)));
        let comes = self.percent(35);
        let mut books = Vec::new();
        for volume in 1..=volumes {
            let number = volume.to_string();
            let title = if self.percent(20) {
                filled(language.volume, &name, &number)
            } else {
                self.title(language)
            };
            let mut book = self.book(language, title, author, narrator);
            book.subtitle = Some(filled(language.volume, &name, &number));
            book.genre = genre;
            book.series.push(place(&number));
            book.released = begun + Duration::days(i64::from(volume) * 320);
            if let Some((asin, title)) = &universe {
                // Another order: chronological.
                let sequence = if volume == volumes { 1 } else { volume + 1 };
                book.series.push(Place {
                    asin: asin.clone(),
                    title: title.clone(),
                    sequence: sequence.to_string(),
                });
            }
            if volume == volumes && comes {
                self.announce(&mut book);
            } else {
                self.editions(&book, translators, &mut books);
            }
            if volume == volumes && volumes > 4 && self.percent(8) {
                // Not for sale (A97).
                book.more = members(json!({"is_purchasability_suppressed": true}));
                book.price = Price::None;
            }
            books.push(book);
        }
        let extra = |maker: &mut Self, title: String, sequence: &str| {
            let mut book = maker.book(language, title, author, narrator);
            book.genre = genre;
            book.series.push(place(sequence));
            book
        };
        if volumes >= 3 && self.percent(45) {
            let sequence = self.one(&["0.5", "1.5", "2.5"]);
            let title = self.title(language);
            let mut story = extra(self, title, sequence);
            story.minutes = Some(self.chance.random_range(45..180));
            books.push(story);
        }
        if self.percent(20) {
            let title = self.title(language);
            books.push(extra(self, title, ""));
        }
        if volumes >= 4 && self.percent(30) {
            let range = if volumes >= 6 { "1-6" } else { "1-3" };
            let title = filled(language.volumes, &name, range);
            let mut box_set = extra(self, title, range);
            box_set.minutes = Some(2900);
            box_set.more =
                members(json!({"content_delivery_type": "MultiPartBook", "has_children": true}));
            books.push(box_set);
        }
        books
    }

    /// A book that is not out yet: without narrators and length, but with a price (A96).
    fn announce(&mut self, book: &mut Book) {
        let days = self.chance.random_range(5..240);
        book.released = self.today + Duration::days(days);
        book.minutes = None;
        book.narrators.clear();
        book.rating = (0.0, 0);
        book.plus = Plus::No;
        book.price = Price::Member {
            list: 2395,
            member: 1677,
        };
    }

    /// Other editions of a volume: dramatized in two parts, abridged, translated.
    fn editions(
        &mut self,
        book: &Book,
        translators: &[(&'static Language, String)],
        books: &mut Vec<Book>,
    ) {
        let again = |maker: &mut Self| Book {
            asin: maker.asin('W'),
            rating: (4.1, maker.chance.random_range(5..400)),
            ..book.clone()
        };
        if self.percent(4) {
            for part in 1..=2 {
                let mut drama = again(self);
                drama.title = format!("{} (Part {part} of 2) (Dramatized Adaptation)", book.title);
                drama.narrators = vec!["full cast".into()];
                drama.minutes = Some(320);
                drama.more = members(json!({
                    "content_type": "Performance", "format_type": "original_recording",
                }));
                books.push(drama);
            }
        }
        if self.percent(4) {
            let mut abridged = again(self);
            abridged.title = format!("{} (Abridged)", book.title);
            abridged.minutes = Some(190);
            abridged.more = members(json!({"format_type": "abridged"}));
            books.push(abridged);
        }
        for (language, narrator) in translators {
            if self.percent(9) {
                let mut translated = again(self);
                translated.title = self.title(language);
                translated.subtitle = None;
                translated.language = language.name;
                translated.narrators = vec![narrator.clone()];
                let role = self.one(match language.name {
                    "german" => &[" - Übersetzer", " - Vorwort"],
                    "spanish" => &[" - traductor", " - prólogo"],
                    _ => &[" - translator", " - foreword"],
                });
                let translator = self.person(language);
                translated
                    .authors
                    .push((None, format!("{translator}{role}")));
                books.push(translated);
            }
        }
    }
}

/// All books that there are.
pub(super) fn books(maker: &mut Maker) -> Vec<Book> {
    let mut books = Vec::new();
    for share in SHARES {
        let language = share.language;
        let authors = maker.authors(language, share.authors);
        let narrators: Vec<String> = (0..share.narrators)
            .map(|_| maker.person(language))
            .collect();
        let translators: Vec<(&'static Language, String)> = if language.name == "english" {
            [&GERMAN, &SPANISH, &FRENCH]
                .map(|language| (language, maker.person(language)))
                .into()
        } else {
            Vec::new()
        };
        for at in 0..share.series {
            let author = &authors[at % authors.len()];
            let narrator = &narrators[at % narrators.len()];
            books.extend(maker.series(language, author, narrator, &translators));
        }
        for _ in 0..share.singles {
            let author = &authors[maker.chance.random_range(0..authors.len())];
            let narrator = maker.chance.random_range(0..narrators.len());
            let title = maker.title(language);
            let mut book = maker.book(language, title, author, &narrators[narrator]);
            if maker.percent(12) {
                let also = authors[maker.chance.random_range(0..authors.len())].clone();
                if also != *author {
                    book.authors.push(also);
                }
            }
            if maker.percent(9) {
                book.narrators
                    .push(narrators[(narrator + 1) % narrators.len()].clone());
            }
            if maker.percent(4) {
                book.narrators = vec![
                    maker
                        .one(&[
                            "full cast",
                            "uncredited",
                            "An All-Star Cast",
                            "various",
                            "Full Cast",
                        ])
                        .to_owned(),
                ];
            }
            books.push(book);
        }
    }
    books
}

/// The members of a literal object.
pub(super) fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn filled(template: &str, series: &str, number: &str) -> String {
    template.replace("{s}", series).replace("{k}", number)
}

fn roman(mut number: usize) -> String {
    let mut text = String::new();
    for (value, letters) in [
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while number >= value {
            text.push_str(letters);
            number -= value;
        }
    }
    text
}
