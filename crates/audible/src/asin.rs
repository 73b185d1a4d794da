//! [`Asin`], the identity of an edition within one store.

use serde::{Deserialize, Serialize};

/// Ten upper-case letters and digits. Opaque: may be an ISBN-10 with leading zeros or a final `X`
/// (API reference, section 1.2).
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Asin(Box<str>);

impl Asin {
    /// Trims white space and control characters and raises letters. `None` unless ten ASCII
    /// letters and digits remain.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        (text.len() == 10 && text.bytes().all(|b| b.is_ascii_alphanumeric()))
            .then(|| Self(text.to_ascii_uppercase().into()))
    }

    /// The ten characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Asin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Asin {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not an ASIN: ten letters and digits expected")
    }
}

impl From<Asin> for String {
    fn from(asin: Asin) -> Self {
        asin.0.into()
    }
}
