//! [`Asin`], the identity of an edition within one store.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Ten upper-case letters and digits. Opaque: may be an ISBN-10 with leading zeros or a final `X`
/// (API reference, section 1.2).
#[derive(Clone, Eq, Ord, PartialEq, PartialOrd)]
pub struct Asin([u8; 10]);

impl Asin {
    /// Trims white space and control characters and raises letters. `None` unless ten ASCII
    /// letters and digits remain.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        let mut letters: [u8; 10] = text.as_bytes().try_into().ok()?;
        letters.make_ascii_uppercase();
        letters
            .iter()
            .all(u8::is_ascii_alphanumeric)
            .then_some(Self(letters))
    }

    /// The ten characters.
    pub fn as_str(&self) -> &str {
        // Letters and digits are UTF-8.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Two numbers hash faster than ten bytes, and reports look up tens of thousands.
impl Hash for Asin {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if let (Some(first), Some(last)) = (self.0.first_chunk(), self.0.last_chunk()) {
            state.write_u64(u64::from_le_bytes(*first));
            state.write_u16(u16::from_le_bytes(*last));
        }
    }
}

impl fmt::Debug for Asin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Asin").field(&self.as_str()).finish()
    }
}

impl fmt::Display for Asin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Asin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Asin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Asin;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an ASIN: ten letters and digits")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Asin, E> {
                Asin::parse(text).ok_or_else(|| E::custom("not an ASIN"))
            }
        }

        deserializer.deserialize_str(Text)
    }
}
