//! Invented names and titles, and the dice that pick them.

use std::collections::HashSet;

/// A small generator of numbers (`SplitMix64`), so that the sample is the same with every version of
/// every library.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        let width = u64::from(high - low) + 1;
        low + u32::try_from(self.next() % width).unwrap_or_default()
    }

    /// Whether it happens, with so many in a hundred.
    pub(crate) fn chance(&mut self, percent: u32) -> bool {
        self.between(1, 100) <= percent
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        let last = u32::try_from(from.len() - 1).unwrap_or_default();
        from[self.between(0, last) as usize]
    }
}

/// Titles, each given out once.
#[derive(Default)]
pub(crate) struct Titles {
    used: HashSet<String>,
}

impl Titles {
    pub(crate) fn english(&mut self, dice: &mut Dice) -> String {
        self.unused(|| {
            let (adjective, noun, other) =
                (dice.pick(&ADJECTIVES), dice.pick(&NOUNS), dice.pick(&NOUNS));
            match dice.between(0, 6) {
                0 => format!("The {adjective} {noun}"),
                1 => format!("{adjective} {noun}"),
                2 if noun != other => format!("The {noun} and the {other}"),
                3 => format!("{} {noun} for {}", article(noun), dice.pick(&FIRST)),
                4 => format!("The {noun} of {}", dice.pick(&PLACES)),
                5 => format!("{} {noun}s", dice.pick(&COUNTS)),
                _ => format!("What the {noun} Kept"),
            }
        })
    }

    /// A series, without "The".
    pub(crate) fn series(&mut self, dice: &mut Dice) -> String {
        self.unused(|| {
            let (first, noun) = (dice.pick(&ADJECTIVES), dice.pick(&NOUNS));
            let kind = dice.pick(&SERIES_KINDS);
            match dice.between(0, 2) {
                0 => format!("{noun} {kind}"),
                1 => format!("{} {kind}", dice.pick(&PLACES)),
                _ => format!("{first} {noun} {kind}"),
            }
        })
    }

    pub(crate) fn german(&mut self, dice: &mut Dice) -> String {
        self.unused(|| {
            format!(
                "{} {}",
                dice.pick(&[
                    "Stille", "Späte", "Kalte", "Blaue", "Fremde", "Letzte", "Wilde"
                ]),
                dice.pick(&[
                    "Ufer", "Gärten", "Jahre", "Häfen", "Brücken", "Wälder", "Lieder", "Türen"
                ]),
            )
        })
    }

    pub(crate) fn french(&mut self, dice: &mut Dice) -> String {
        self.unused(|| {
            format!(
                "{} {}",
                dice.pick(&["Le Jardin", "La Lettre", "Le Phare", "La Maison", "L’Île"]),
                dice.pick(&[
                    "d’hiver",
                    "des marées",
                    "sans nom",
                    "du sel",
                    "au bout du quai"
                ]),
            )
        })
    }

    /// Takes a title out of the rest.
    pub(crate) fn take(&mut self, title: &str) {
        self.used.insert(title.to_owned());
    }

    fn unused(&mut self, mut make: impl FnMut() -> String) -> String {
        loop {
            let title = make();
            if self.used.insert(title.clone()) {
                return title;
            }
        }
    }
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['A', 'E', 'I', 'O', 'U']) {
        "An"
    } else {
        "A"
    }
}

pub(crate) fn name(dice: &mut Dice) -> String {
    format!("{} {}", dice.pick(&FIRST), dice.pick(&LAST))
}

const FIRST: [&str; 40] = [
    "Alma", "Anselm", "Bea", "Bram", "Cosima", "Dario", "Edda", "Emeka", "Fenna", "Gideon",
    "Hanneke", "Ida", "Ilse", "Imani", "Ingrid", "Jonas", "Josune", "Kofi", "Lena", "Leopold",
    "Lucía", "Magnus", "Marit", "Milo", "Nadia", "Noor", "Odile", "Oskar", "Piet", "Quirin",
    "Ruben", "Saoirse", "Selma", "Tamsin", "Tobias", "Ulla", "Viktor", "Wren", "Yara", "Zadie",
];

const LAST: [&str; 40] = [
    "Abernethy",
    "Achterberg",
    "Aalto",
    "Bellweather",
    "Brandt",
    "Caldera",
    "Corvin",
    "Dunmore",
    "Eriksen",
    "Fairholm",
    "Fenn",
    "Galloway",
    "Halloway",
    "Hartnoll",
    "Ibarra",
    "Janssen",
    "Kestrel",
    "Lindqvist",
    "Lorrimer",
    "Marchetti",
    "Maddox",
    "Nakagawa",
    "Novák",
    "Okafor",
    "O’Dowd",
    "Pemberley",
    "Quist",
    "Ravensbourne",
    "Rosswell",
    "Sandoval",
    "Sæther",
    "Tarn",
    "Thistlewood",
    "Ueda",
    "van der Hoek",
    "Vance",
    "Voss",
    "Wexcombe",
    "Yardley",
    "Zielinski",
];

const ADJECTIVES: [&str; 24] = [
    "Amber",
    "Borrowed",
    "Brittle",
    "Crooked",
    "Drowned",
    "Empty",
    "Faithful",
    "Frozen",
    "Gilded",
    "Hollow",
    "Hidden",
    "Iron",
    "Late",
    "Long",
    "Narrow",
    "Painted",
    "Patient",
    "Quiet",
    "Restless",
    "Salted",
    "Second",
    "Silver",
    "Stubborn",
    "Unfinished",
];

const NOUNS: [&str; 40] = [
    "Almanac",
    "Anchor",
    "Archive",
    "Bell",
    "Bridge",
    "Cartographer",
    "Clock",
    "Compass",
    "Debt",
    "Dialect",
    "Ember",
    "Engine",
    "Ferry",
    "Garden",
    "Glacier",
    "Harbour",
    "Harvest",
    "Inheritance",
    "Lantern",
    "Ledger",
    "Letter",
    "Library",
    "Lighthouse",
    "Map",
    "Meridian",
    "Mirror",
    "Orchard",
    "Oath",
    "Quarry",
    "Rain",
    "Remainder",
    "River",
    "Shadow",
    "Signal",
    "Stair",
    "Storm",
    "Theorem",
    "Tower",
    "Vineyard",
    "Winter",
];

const PLACES: [&str; 14] = [
    "Ashgrove",
    "Brackwater",
    "Cold Harbour",
    "Dunmere",
    "Eastfall",
    "Farrow",
    "Grennoch",
    "Hallow Bay",
    "Ister",
    "Kelder",
    "Low Marsh",
    "Norrend",
    "Saint Orrin",
    "Vell",
];

const COUNTS: [&str; 6] = ["Two", "Three", "Seven", "Nine", "Eleven", "A Hundred"];

const SERIES_KINDS: [&str; 8] = [
    "Chronicles",
    "Trilogy",
    "Cycle",
    "Mysteries",
    "Files",
    "Saga",
    "Quartet",
    "Casebook",
];

pub(crate) const PUBLISHERS: [&str; 9] = [
    "Lantern Row Audio",
    "Ninth Wave",
    "Harrow & Pine",
    "Kestrel House",
    "Saltmarsh Press",
    "Blue Door Audio",
    "Meridian Sound",
    "Hörwerk Verlag",
    "Éditions du Phare",
];

pub(crate) const GENRES: [&[&str]; 9] = [
    &["Science Fiction & Fantasy", "Fantasy"],
    &["Science Fiction & Fantasy", "Science Fiction"],
    &["Mystery, Thriller & Suspense", "Mystery"],
    &["Mystery, Thriller & Suspense", "Thriller & Suspense"],
    &["Literature & Fiction", "Historical Fiction"],
    &["History", "Europe"],
    &["Biographies & Memoirs"],
    &["Science & Engineering", "Science"],
    &["Literature & Fiction", "Short Stories"],
];
