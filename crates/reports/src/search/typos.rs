//! How many slips of the finger lie between what is typed and a word.

/// A typed word, ready to be compared with many.
pub(super) struct Typed {
    letters: Vec<char>,
    mask: u32,
    /// How many slips are forgiven.
    pub(super) most: usize,
}

/// How near a word is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Near {
    /// Letters left out, put in, changed, or two of them swapped.
    pub(super) slips: usize,
    /// The whole word, not only its beginning.
    pub(super) whole: bool,
}

impl Typed {
    /// One slip is forgiven from four letters on, two from eight.
    pub(super) fn new(word: &str) -> Self {
        let letters: Vec<char> = word.chars().collect();
        let most = match letters.len() {
            ..4 => 0,
            4..8 => 1,
            _ => 2,
        };
        Self {
            mask: mask(word),
            letters,
            most,
        }
    }

    /// Whether a word with these letters can be near at all: each slip explains one letter that it
    /// lacks.
    pub(super) const fn may_be_near(&self, mask: u32, letters: usize) -> bool {
        (self.mask & !mask).count_ones() as usize <= self.most
            && letters + self.most >= self.letters.len()
    }

    /// The fewest slips from the word or from a beginning of it; `None` if they are too many.
    pub(super) fn near(&self, word: &str) -> Option<Near> {
        let (typed, most) = (&self.letters, self.most);
        if most == 0 {
            return None;
        }
        // Rows of the table of distances (optimal string alignment): this, the last, the one before.
        let mut rows = [const { [0_usize; LONGEST + 1] }; 3];
        let width = typed.len().min(LONGEST);
        for (column, distance) in rows[0].iter_mut().enumerate().take(width + 1) {
            *distance = column;
        }
        let mut best = Near {
            slips: rows[0][width],
            whole: false,
        };
        let mut before = '\0';
        let mut seen = 0;
        let mut letters = word.chars().peekable();
        while let Some(letter) = letters.next() {
            seen += 1;
            let (this, last, second) = (seen % 3, (seen + 2) % 3, (seen + 1) % 3);
            rows[this][0] = seen;
            let mut least = seen;
            for column in 1..=width {
                let same = typed[column - 1] == letter;
                let mut distance = (rows[last][column - 1] + usize::from(!same))
                    .min(rows[last][column] + 1)
                    .min(rows[this][column - 1] + 1);
                if column > 1
                    && seen > 1
                    && typed[column - 1] == before
                    && typed[column - 2] == letter
                {
                    distance = distance.min(rows[second][column - 2] + 1);
                }
                rows[this][column] = distance;
                least = least.min(distance);
            }
            let whole = letters.peek().is_none();
            let slips = rows[this][width];
            if slips < best.slips || (slips == best.slips && whole) {
                best = Near { slips, whole };
            }
            if least > most {
                break;
            }
            before = letter;
        }
        (best.slips <= most).then_some(best)
    }
}

/// Longer words are compared by so many letters.
const LONGEST: usize = 32;

/// Which letters a word has, many of them sharing a place.
pub(super) fn mask(word: &str) -> u32 {
    word.chars().fold(0, |mask, c| {
        let place = match c {
            'a'..='z' => c as u32 - 'a' as u32,
            _ => 26 + c as u32 % 6,
        };
        mask | 1 << place
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_forgiven_by_length() {
        for (typed, word, expected) in [
            ("tolkein", "tolkien", Some((1, true))),
            ("sandersen", "sanderson", Some((1, true))),
            ("snaderson", "sanderson", Some((1, true))),
            ("sandrson", "sanderson", Some((1, true))),
            ("sandersn", "sanderson", Some((1, true))),
            ("sandrsn", "sanderson", None),
            ("snadrson", "sanderson", Some((2, true))),
            ("undertwo", "undertow", Some((1, true))),
            ("undrto", "undertow", Some((1, false))),
            ("tde", "tide", None),
            ("tdie", "tide", Some((1, true))),
            ("tide", "thaw", None),
            ("мастре", "мастер", Some((1, true))),
            ("", "tide", None),
        ] {
            let ready = Typed::new(typed);
            let near = ready.near(word).map(|near| (near.slips, near.whole));
            assert_eq!(near, expected, "{typed} for {word}");
            if near.is_some() {
                assert!(ready.may_be_near(mask(word), word.chars().count()));
            }
        }
    }
}
