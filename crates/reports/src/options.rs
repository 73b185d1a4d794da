//! [`Options`]: what a report depends on besides the snapshot.

use audible::{Asin, Marketplace, Money};
use serde::{Deserialize, Serialize};
use time::Date;

use crate::choices::PeopleChoices;

/// What the member set, and the day it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Options {
    /// The member's calendar day: decides what is out, coming, and still in Plus.
    pub today: Date,
    /// Which languages are suggested.
    pub languages: Languages,
    /// What one credit is worth to the member; `None` = no cash-or-credit advice.
    pub credit_value: Option<Money>,
    /// Minutes east of UTC, for the year of a purchase.
    pub utc_offset_min: i16,
    /// Who is whom.
    #[serde(default)]
    pub people: PeopleChoices,
    /// Titles that the member does not want suggested, nor any other edition of their works.
    #[serde(default)]
    pub hidden: Vec<Asin>,
}

/// Which languages are suggested. A title without language always passes (API reference, 10.1).
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Languages {
    /// Those that make up at least 5 % of the member's books.
    #[default]
    Usual,
    /// These, as lower-case English names (`german`).
    Only(Vec<String>),
    /// All of them.
    All,
}

impl Options {
    /// Usual languages, UTC, and the store's known credit value.
    pub fn new(today: Date, store: Marketplace) -> Self {
        Self {
            today,
            languages: Languages::Usual,
            credit_value: default_credit_value(store),
            utc_offset_min: 0,
            people: PeopleChoices::default(),
            hidden: Vec::new(),
        }
    }
}

/// 12.66 USD in the us store, a third of a pack of three credits (API reference, 10.6); unknown elsewhere.
pub fn default_credit_value(store: Marketplace) -> Option<Money> {
    (store == Marketplace::Us).then_some(Money {
        minor: 1266,
        currency: store.currency(),
    })
}
