//! Books missing in my series (API reference, 10.3).

use std::collections::BTreeMap;

use audible::{Asin, Money};
use time::Date;

use crate::sequence::{Number, Sequence};
use crate::title::TitleId;

/// The report over all series of the member's books.
#[derive(Clone, Debug, Default)]
pub struct Missing {
    /// Every series, complete ones too, by sort key.
    pub series: Vec<SeriesReport>,
    /// Missing volumes; one in two series counts once.
    pub volumes: usize,
    /// Series with at least one missing volume.
    pub incomplete: usize,
    /// Volumes that are announced, each once.
    pub coming: usize,
    /// Missing stories (fractional or unnumbered), each once.
    pub stories: usize,
    /// What filling every gap would take.
    pub cost: Completing,
}

/// One series.
#[derive(Clone, Debug)]
pub struct SeriesReport {
    /// `None` where books name the series without its ASIN.
    pub asin: Option<Asin>,
    /// As most of the member's books spell it.
    pub title: String,
    /// As [`crate::Title::sort_key`].
    pub sort_key: Box<str>,
    /// Authors of the member's volumes, most frequent first, at most three.
    pub authors: Vec<String>,
    /// Narrators of the member's volumes, most frequent first, at most three.
    pub narrators: Vec<String>,
    /// The member's titles, by number, then title.
    pub mine: Vec<TitleId>,
    /// Whole-number volumes in order: the drawing.
    pub shelf: Vec<Spine>,
    /// Missing volumes that are out, one a number (and box sets worth a row), by number.
    /// Those with [`crate::Advice::NotForSale`] are among them.
    pub missing: Vec<Volume>,
    /// Missing stories that are out: fractional numbers, then those without number.
    pub stories: Vec<Volume>,
    /// Volumes and stories that are announced.
    pub coming: Vec<Volume>,
    /// Dramas of volumes that are in the member's hands as novels: an offer, never missing.
    pub dramas: Vec<Volume>,
    /// Box sets with missing volumes that are not worth a row.
    pub boxes: Vec<BoxSet>,
    /// What of all that the member does not want: no gap, and in no cost.
    pub not_wanted: Vec<Volume>,
    /// Numbers that the series has and this store does not offer.
    pub elsewhere: Vec<Number>,
    /// Titles without number that this store does not offer.
    pub elsewhere_unnumbered: usize,
    /// What the missing volumes would take.
    pub cost: Completing,
    /// The titles that [`Self::cost`] adds up.
    pub to_buy: Vec<TitleId>,
    /// Numbers that are to be had in that box set only.
    pub(crate) only_in_box: BTreeMap<Number, TitleId>,
    /// Whether the list can be trusted.
    pub status: SeriesStatus,
}

/// How much is known about a series.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum SeriesStatus {
    /// Nothing that this store sells is missing, but for what the member does not want.
    Complete,
    /// Volumes are missing.
    Incomplete,
    /// The store gives no list for this series: it may or may not be complete.
    NoList,
    /// Details of so many volumes were not read yet.
    Partial(usize),
}

/// One volume on the shelf.
#[derive(Clone, Debug)]
pub struct Spine {
    /// Its number.
    pub number: Number,
    /// Yours, missing, coming …
    pub state: SpineState,
    /// The edition that stands there: the member's own, else the one in the row.
    pub title: Option<TitleId>,
    /// What else is worth knowing.
    pub remarks: Vec<Remark>,
}

/// How a spine is drawn.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum SpineState {
    /// Owned or ordered.
    Owned,
    /// Borrowed from Plus.
    Borrowed,
    /// To be bought, or its price is unknown.
    Missing,
    /// Missing, and included in Plus.
    InPlus,
    /// Missing, and not for sale.
    NotForSale,
    /// Announced.
    Coming,
    /// Not in this store.
    Elsewhere,
    /// Not wanted, by the member's word.
    NotWanted,
}

/// A missing or coming volume: the best edition of one work.
#[derive(Clone, Debug)]
pub struct Volume {
    /// The best edition.
    pub title: TitleId,
    /// Its place in this series.
    pub sequence: Sequence,
    /// Below the highest number that the member has: a gap, not a continuation.
    pub gap: bool,
    /// What else is worth knowing.
    pub remarks: Vec<Remark>,
}

/// Something worth knowing about a volume.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Remark {
    /// Also to be had as a drama of so many parts.
    AlsoDrama {
        /// 1 for a whole one.
        parts: usize,
    },
    /// Also in a box set that would bring so many missing volumes.
    AlsoInBox {
        /// The box set.
        title: TitleId,
        /// Its numbers.
        numbers: Sequence,
        /// How many of them are missing.
        missing: usize,
    },
    /// Only a cut version is offered.
    OnlyAbridged,
    /// Only a drama is offered.
    OnlyDrama {
        /// 1 for a whole one.
        parts: usize,
    },
    /// A drama of so many parts.
    Parts(usize),
    /// To be had in that box set only.
    OnlyInBox(TitleId),
    /// So many other editions of the same volume are offered.
    OtherEditions(usize),
    /// The member has the dramatized version.
    HaveDrama(TitleId),
    /// The member's edition is abridged; this one is not.
    UnabridgedExists(TitleId),
    /// The member has it only in another language (`german`).
    HaveInLanguage(String),
    /// It is in the member's hands as part of a box set.
    InMyBox(TitleId),
    /// It is borrowed, until that day if one is known.
    Borrowed {
        /// The day it leaves.
        leaves: Option<Date>,
    },
}

/// A box set that is no row of its own.
#[derive(Clone, Debug)]
pub struct BoxSet {
    /// The box set.
    pub title: TitleId,
    /// Its numbers.
    pub sequence: Sequence,
    /// Those of them that are missing.
    pub missing: Vec<Number>,
}

/// What it would take to buy what is missing.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Completing {
    /// Cash for those where cash is the advice (or no advice can be given); `None` if there are none.
    pub cash: Option<Money>,
    /// Credits in hundredths for those where a credit is the advice.
    pub credits_x100: u64,
    /// Volumes included in Plus, or free.
    pub included: usize,
    /// Volumes whose price is unknown.
    pub unknown: usize,
    /// Volumes that are not for sale.
    pub not_for_sale: usize,
}

impl SeriesReport {
    /// Everything that the report lists and the member lacks.
    pub fn volumes(&self) -> impl Iterator<Item = &Volume> {
        self.missing
            .iter()
            .chain(&self.stories)
            .chain(&self.coming)
            .chain(&self.dramas)
    }
}
