//! [`Listing`]: what came of an array in an answer.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::asin::Asin;

/// What came of an array in an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing<T> {
    /// What could be read, in received order; each ASIN may occur more than once.
    pub items: Vec<T>,
    /// ASINs that the store echoed without content: it does not offer them (API reference, 4.4).
    pub hollow: Vec<Asin>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
}

/// An item that cannot be shown, by what is known of it. Displays as title, ASIN or position.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Unreadable {
    /// Its ASIN, if that could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asin: Option<Asin>,
    /// Its title, if that could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its place in the answer, from 1.
    pub position: usize,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.title, &self.asin) {
            (Some(title), _) => f.write_str(title),
            (None, Some(asin)) => asin.fmt(f),
            (None, None) => write!(f, "#{}", self.position),
        }
    }
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            hollow: Vec::new(),
            unreadable: Vec::new(),
        }
    }
}
