//! The member's books by publisher, language, genre, year or length.

use std::cmp::Reverse;

use audible::Product;
use rustc_hash::FxHashMap;

use crate::order;
use crate::reports::Reports;
use crate::text;
use crate::title::TitleId;

/// By what the books are told apart.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Facet {
    /// Who published them.
    Publisher,
    /// In which language they are.
    Language,
    /// Their main genre.
    Genre,
    /// The year of their release.
    Year,
    /// How long they are.
    Length,
}

/// Books that have one thing in common. Every book in the member's hands is in just one class.
#[derive(Clone, Debug)]
pub struct Class {
    /// What they have in common.
    pub key: Key,
    /// By title.
    pub titles: Vec<TitleId>,
    /// Minutes of all of them.
    pub minutes: u64,
}

/// What books have in common. In the order of classes; what is not given is last.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Key {
    /// A name, as most books spell it.
    Named(String),
    /// A year.
    Year(i32),
    /// A length.
    Length(Length),
    /// The store does not tell.
    NotGiven,
}

/// Classes of length.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Length {
    /// Less than an hour.
    UnderOneHour,
    /// One hour to less than four.
    OneToFour,
    /// Four hours to less than eight.
    FourToEight,
    /// Eight hours to less than twelve.
    EightToTwelve,
    /// Twelve hours to less than twenty.
    TwelveToTwenty,
    /// Twenty hours or more.
    TwentyOrMore,
}

impl Facet {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Genre,
        Self::Publisher,
        Self::Language,
        Self::Year,
        Self::Length,
    ];
}

impl Key {
    /// What names the class in an address, among the classes of its facet.
    pub fn in_address(&self) -> String {
        match self {
            Self::NotGiven => "-".to_owned(),
            Self::Named(name) => text::fold(name),
            Self::Year(year) => year.to_string(),
            Self::Length(length) => match length {
                Length::UnderOneHour => "0-1",
                Length::OneToFour => "1-4",
                Length::FourToEight => "4-8",
                Length::EightToTwelve => "8-12",
                Length::TwelveToTwenty => "12-20",
                Length::TwentyOrMore => "20",
            }
            .to_owned(),
        }
    }
}

impl Length {
    /// `None` for 0: no length given.
    pub const fn of(minutes: u32) -> Option<Self> {
        Some(match minutes {
            0 => return None,
            1..60 => Self::UnderOneHour,
            60..240 => Self::OneToFour,
            240..480 => Self::FourToEight,
            480..720 => Self::EightToTwelve,
            720..1200 => Self::TwelveToTwenty,
            _ => Self::TwentyOrMore,
        })
    }
}

/// Names: most books first. Years: newest first. Lengths: shortest first.
pub fn by(reports: &Reports, facet: Facet) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    let mut spellings: Vec<Vec<(String, usize)>> = Vec::new();
    let mut place: FxHashMap<Key, usize> = FxHashMap::default();
    for (id, title) in reports.titles() {
        if title.item.is_none() || !title.holding.in_hands() {
            continue;
        }
        let product = reports.product(id);
        let key = key(product, facet);
        let folded = match &key {
            Key::Named(name) => Key::Named(text::fold(name)),
            other => other.clone(),
        };
        let next = classes.len();
        let at = *place.entry(folded).or_insert(next);
        if at == next {
            classes.push(Class {
                key: key.clone(),
                titles: Vec::new(),
                minutes: 0,
            });
            spellings.push(Vec::new());
        }
        classes[at].titles.push(id);
        classes[at].minutes += u64::from(product.runtime_min.unwrap_or(0));
        if let Key::Named(name) = key {
            crate::catalogue::count(&mut spellings[at], name);
        }
    }
    for (class, spellings) in classes.iter_mut().zip(&mut spellings) {
        order::sort_by(spellings, |(a, often), (b, times)| {
            times.cmp(often).then(a.cmp(b))
        });
        if let Some((name, _)) = spellings.first() {
            class.key = Key::Named(name.clone());
        }
        order::sort_by_key(&mut class.titles, |id| reports.alphabetical(*id));
    }
    order::sort_by(&mut classes, |a, b| sort_key(a).cmp(&sort_key(b)));
    classes
}

fn sort_key(class: &Class) -> (bool, Reverse<usize>, Reverse<i32>, &Key) {
    let (count, year) = match class.key {
        Key::Named(_) => (class.titles.len(), 0),
        Key::Year(year) => (0, year),
        Key::Length(_) | Key::NotGiven => (0, 0),
    };
    let not_given = class.key == Key::NotGiven;
    (not_given, Reverse(count), Reverse(year), &class.key)
}

fn key(product: &Product, facet: Facet) -> Key {
    let named = |name: Option<&String>| name.map(|name| Key::Named(name.clone()));
    match facet {
        Facet::Publisher => named(product.publisher.as_ref()),
        Facet::Language => named(product.language.as_ref()),
        Facet::Genre => named(product.genres.first()),
        Facet::Year => product
            .release_date
            // 2200 stands for "some day".
            .filter(|date| date.year() <= 2100)
            .map(|date| Key::Year(date.year())),
        Facet::Length => product.runtime_min.and_then(Length::of).map(Key::Length),
    }
    .unwrap_or(Key::NotGiven)
}
