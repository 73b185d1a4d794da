//! [`Reports`]: everything that was computed from one snapshot.

use std::sync::Arc;

use audible::{Asin, LibraryItem, Product, Snapshot};
use rustc_hash::FxHashMap;

use crate::discover::PersonReport;
use crate::library::{Group, Row};
use crate::options::Options;
use crate::series::Missing;
use crate::summary::Summary;
use crate::title::{Source, Title, TitleId, search_key};

/// The six reports and the summary. Groups are in the order of the `.txt` files.
#[derive(Clone, Debug)]
pub struct Reports {
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) titles: Vec<Title>,
    /// Contributor pages that our rules take for one person's, for each who has several.
    pub(crate) aliases: Vec<Vec<Asin>>,
    /// Of titles that are not wanted, by which of [`Options::hidden`].
    pub(crate) hidden: FxHashMap<TitleId, Vec<Asin>>,
    /// What they were computed with.
    pub options: Options,
    /// The languages that were suggested; `None` = all.
    pub languages: Option<Vec<String>>,
    /// My library by author.
    pub by_author: Vec<Group>,
    /// My library by narrator.
    pub by_narrator: Vec<Group>,
    /// My library by series; titles without series are the last group.
    pub by_series: Vec<Group>,
    /// Missing in my series.
    pub missing: Missing,
    /// More by my authors. Authors without suggestions are left out.
    pub more_by_authors: Vec<PersonReport>,
    /// More by my narrators. Narrators without suggestions are left out.
    pub more_by_narrators: Vec<PersonReport>,
    /// The numbers.
    pub summary: Summary,
}

impl Reports {
    /// What the reports say about a title.
    pub fn title(&self, id: TitleId) -> &Title {
        &self.titles[id.0 as usize]
    }

    /// The title's product: ASIN, title, people, series, length, price …
    pub fn product(&self, id: TitleId) -> &Product {
        product(&self.snapshot, self.title(id).product)
    }

    /// Title, subtitle, people and series, folded as [`crate::text::fold`] folds what is typed.
    pub fn search_key(&self, id: TitleId) -> &str {
        let key = &self.title(id).search_key;
        key.get_or_init(|| search_key(self.product(id)))
    }

    /// The library entry, if the title is in the library.
    pub fn item(&self, id: TitleId) -> Option<&LibraryItem> {
        self.title(id)
            .item
            .map(|index| &self.snapshot.items[index as usize])
    }

    /// The place of a row in its series as the store writes it; `None` for people and unnumbered titles.
    pub fn sequence_text(&self, row: &Row) -> Option<&str> {
        let entry = self.product(row.title).series.get(row.entry?)?;
        entry.sequence.as_deref()
    }

    /// Which of the titles that the member hid keep this one from being suggested: itself, or another
    /// edition of its work. Empty for titles that are in the member's hands, whatever was said of them.
    pub fn hidden_by(&self, id: TitleId) -> &[Asin] {
        self.hidden.get(&id).map_or(&[][..], Vec::as_slice)
    }

    /// What was computed from.
    pub const fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// The title of an ASIN, if any report may show it.
    pub fn by_asin(&self, asin: &Asin) -> Option<TitleId> {
        let mut titles = self.titles();
        titles
            .find(|(id, _)| self.product(*id).asin == *asin)
            .map(|(id, _)| id)
    }

    /// A title's place in an alphabet: folded, then as written, then by ASIN.
    pub(crate) fn alphabetical(&self, id: TitleId) -> (&str, &str, &Asin) {
        let product = self.product(id);
        (&self.title(id).sort_key, &product.title, &product.asin)
    }

    /// Every title that any report may show, without order.
    pub fn titles(&self) -> impl Iterator<Item = (TitleId, &Title)> {
        (0..).map(TitleId).zip(&self.titles)
    }
}

pub(crate) fn product(snapshot: &Snapshot, source: Source) -> &Product {
    match source {
        Source::Item(i) => &snapshot.items[i as usize].product,
        Source::Volume(i) => &snapshot.products[i as usize],
        Source::Wish(i) => &snapshot.wishes[i as usize].product,
        Source::Search(s, i) => &snapshot.searches[s as usize].products[i as usize],
    }
}
