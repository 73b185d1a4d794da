//! [`Title`]: what the reports know of one ASIN besides the product itself.

use std::sync::OnceLock;

use audible::Product;
use time::Date;

use crate::advice::Advice;
use crate::owned::Holding;
use crate::text;
use crate::works::Class;

/// A title within one [`crate::Reports`]; meaningless in another.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct TitleId(pub(crate) u32);

/// What is said about a title. Its product: [`crate::Reports::product`].
#[derive(Clone, Debug)]
pub struct Title {
    pub(crate) product: Source,
    pub(crate) item: Option<u32>,
    /// Owned, borrowed, gone or not in the library.
    pub holding: Holding,
    /// Cash or credit.
    pub advice: Advice,
    /// Out or coming.
    pub release: Release,
    /// Read or played.
    pub class: Class,
    /// On the wish list.
    pub wished: bool,
    /// A cut version.
    pub abridged: bool,
    /// Not wanted, by the member's word: no report suggests it ([`crate::Reports::hidden_by`]).
    pub hidden: bool,
    /// Its place in an alphabet: NFKD, marks removed, lower case; compare by code point.
    /// Pages sort by the locale's collator instead.
    pub sort_key: Box<str>,
    /// Made when it is asked for: [`crate::Reports::search_key`].
    pub(crate) search_key: OnceLock<Box<str>>,
}

/// Whether a title is out.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Release {
    /// Out, or no date given.
    #[default]
    Out,
    /// Comes on that day.
    Coming(Date),
    /// Announced without a day (year 2200).
    Announced,
}

/// Where in the snapshot a product is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Source {
    Item(u32),
    Search(u32, u32),
    Volume(u32),
    Wish(u32),
}

/// Title, subtitle, people, series and ASIN, a line each, folded.
pub(crate) fn search_key(product: &Product) -> Box<str> {
    let people = product.authors.iter().chain(&product.narrators);
    let parts = || {
        [product.title.as_str()]
            .into_iter()
            .chain(product.subtitle.as_deref())
            .chain(people.clone().map(|person| person.name.as_str()))
            .chain(product.series.iter().filter_map(|s| s.title.as_deref()))
            .chain([product.asin.as_str()])
    };
    let mut text = String::with_capacity(parts().map(|part| part.len() + 1).sum());
    for part in parts() {
        text.push_str(part);
        text.push('\n');
    }
    text.pop();
    text::folded(text).into()
}
