//! [`Value`]: what stands in a cell.

use audible::Money;
use serde::{Deserialize, Serialize};
use time::Date;

use crate::words::Word;

/// What kind of values a column has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Free text.
    Text,
    /// Several texts, such as the authors of a book.
    List,
    /// One of AudiPy's own words, such as *owned*.
    Word,
    /// A number.
    Number,
    /// A calendar day.
    Date,
    /// An amount.
    Money,
    /// A length in minutes.
    Minutes,
    /// The address of a page.
    Link,
    /// Yes or no.
    YesNo,
}

/// A cell; `None` = nothing is known.
pub type Cell = Option<Value>;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// See [`Kind::Text`].
    #[serde(rename = "t")]
    Text(String),
    /// See [`Kind::List`]. Parts may be empty where several lists belong together.
    #[serde(rename = "l")]
    List(Vec<String>),
    /// See [`Kind::Word`].
    #[serde(rename = "w")]
    Word(Word),
    /// See [`Kind::Number`].
    #[serde(rename = "n")]
    Number(f64),
    /// See [`Kind::Date`].
    #[serde(rename = "d")]
    Date(Date),
    /// See [`Kind::Money`].
    #[serde(rename = "m")]
    Money(Money),
    /// See [`Kind::Minutes`].
    #[serde(rename = "h")]
    Minutes(u64),
    /// See [`Kind::Link`].
    #[serde(rename = "a")]
    Link(String),
    /// See [`Kind::YesNo`].
    #[serde(rename = "y")]
    YesNo(bool),
}

impl Value {
    /// Which kind of cell it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::List(_) => Kind::List,
            Self::Word(_) => Kind::Word,
            Self::Number(_) => Kind::Number,
            Self::Date(_) => Kind::Date,
            Self::Money(_) => Kind::Money,
            Self::Minutes(_) => Kind::Minutes,
            Self::Link(_) => Kind::Link,
            Self::YesNo(_) => Kind::YesNo,
        }
    }

    /// A number that came as a 32-bit float: `4.7`, not `4.699999809`.
    pub fn decimal(number: f32) -> Self {
        Self::Number(number.to_string().parse().unwrap_or_default())
    }

    /// A count.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    pub const fn count(number: usize) -> Self {
        Self::Number(number as f64)
    }
}
