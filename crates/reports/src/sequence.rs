//! [`Sequence`]: a title's place in a series, from the text that the store gives (API reference, 10.1).

use crate::order;
use std::fmt;
use std::slice;

/// A volume number in thousandths: `2.5` is 2500.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Number(u32);

/// The numbers that a title covers. Empty for "no number".
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct Sequence {
    spans: Spans,
}

/// First ≤ last.
type Span = (Number, Number);

/// In the order of the text. One, as nearly all titles have, needs no memory of its own.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
enum Spans {
    #[default]
    None,
    One(Span),
    Several(Box<[Span]>),
}

/// A longer range is not a volume number: no box set holds so many.
const LONGEST_RANGE: u32 = 500;

impl Number {
    /// Up to six digits, then up to three decimals.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str, most| {
            (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        if !digits(whole, 6) || !digits(decimals, 3) {
            return None;
        }
        let scale = [100, 10, 1][decimals.len() - 1];
        Some(Self(
            whole.parse::<u32>().ok()? * 1000 + decimals.parse::<u32>().ok()? * scale,
        ))
    }

    /// A whole number.
    pub const fn whole(number: u32) -> Self {
        Self(number.saturating_mul(1000))
    }

    /// Whether it counts as a volume; fractions are stories (API reference, 10.3).
    pub const fn is_whole(self) -> bool {
        self.0.is_multiple_of(1000)
    }

    /// Thousandths, for sorting and as a key.
    pub const fn thousandths(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0 / 1000)?;
        match self.0 % 1000 {
            0 => Ok(()),
            rest => f.write_str(format!(".{rest:03}").trim_end_matches('0')),
        }
    }
}

impl Sequence {
    /// `n`, `n.m`, `a-b` with `a ≤ b`, and comma lists of these. Anything else is "no number".
    pub fn parse(text: Option<&str>) -> Self {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
            return Self::default();
        };
        let spans = if text.contains(',') {
            let spans: Option<_> = text.split(',').map(span).collect();
            spans.map(Spans::Several)
        } else {
            span(text).map(Spans::One)
        };
        Self {
            spans: spans.unwrap_or_default(),
        }
    }

    fn spans(&self) -> &[Span] {
        match &self.spans {
            Spans::None => &[],
            Spans::One(span) => slice::from_ref(span),
            Spans::Several(spans) => spans,
        }
    }

    /// No number at all.
    pub const fn is_empty(&self) -> bool {
        matches!(self.spans, Spans::None)
    }

    /// The one number, unless there are none or several.
    pub fn single(&self) -> Option<Number> {
        match self.spans {
            Spans::One((first, last)) if first == last => Some(first),
            _ => None,
        }
    }

    /// Covers more than one number: a box set.
    pub fn is_box(&self) -> bool {
        !self.is_empty() && self.single().is_none()
    }

    /// Both ends of every range and the whole numbers between, in ascending order, each once.
    pub fn numbers(&self) -> Vec<Number> {
        if let Some(number) = self.single() {
            return vec![number];
        }
        let mut numbers: Vec<_> = self
            .spans()
            .iter()
            .flat_map(|&(first, last)| {
                let between = (first.0 / 1000 + 1..=last.0 / 1000).map(Number::whole);
                [first].into_iter().chain(between).chain([last])
            })
            .collect();
        order::sort(&mut numbers);
        numbers.dedup();
        numbers
    }

    /// The lowest of its numbers.
    pub fn first(&self) -> Option<Number> {
        self.spans().iter().map(|span| span.0).min()
    }

    /// Numbered before unnumbered; then by first number, then by last.
    pub fn sort_key(&self) -> (Number, Number) {
        let first = self.spans().iter().map(|span| span.0).min();
        let last = self.spans().iter().map(|span| span.1).max();
        first
            .zip(last)
            .unwrap_or((Number(u32::MAX), Number(u32::MAX)))
    }
}

fn span(text: &str) -> Option<Span> {
    let text = text.trim();
    let Some((first, last)) = text.split_once(['-', '–']) else {
        return Number::parse(text).map(|number| (number, number));
    };
    let (first, last) = (Number::parse(first.trim())?, Number::parse(last.trim())?);
    (first <= last && last.0 / 1000 - first.0 / 1000 <= LONGEST_RANGE).then_some((first, last))
}
