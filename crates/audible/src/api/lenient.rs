//! Reading JSON whose types cannot be relied on: what has another type than expected reads as
//! absent, so that one odd field never costs the item, nor one odd item the page.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A value without inner structure. Arrays and objects read as [`Scalar::Absent`], like `null`.
#[derive(Debug, Default)]
pub(super) enum Scalar<'a> {
    #[default]
    Absent,
    Flag(bool),
    Integer(i64),
    Float(f64),
    Text(Cow<'a, str>),
}

impl Scalar<'_> {
    /// Text without control characters and outer blanks (traps A39, A63); numbers as text.
    /// `None` if nothing remains.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => clean(text),
            Self::Integer(number) => Some(number.to_string()),
            Self::Float(number) => Some(number.to_string()),
            Self::Absent | Self::Flag(_) => None,
        }
    }

    /// The text as it is, if it is one.
    pub(super) fn raw(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether this is the given word.
    pub(super) fn is(&self, word: &str) -> bool {
        self.raw()
            .is_some_and(|text| text.trim().eq_ignore_ascii_case(word))
    }

    /// Whether this begins like the given word.
    pub(super) fn begins(&self, word: &str) -> bool {
        self.raw()
            .and_then(|text| text.trim().get(..word.len()))
            .is_some_and(|head| head.eq_ignore_ascii_case(word))
    }

    /// A finite number, or one written as text.
    #[expect(
        clippy::cast_precision_loss,
        reason = "the service's numbers are small"
    )]
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(*number as f64),
            Self::Float(number) => Some(*number),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Absent | Self::Flag(_) => None,
        }
        .filter(|number| number.is_finite())
    }

    /// A whole number of at least 0, or one written as text.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked first"
    )]
    pub(super) fn count(&self) -> Option<u32> {
        self.number()
            .filter(|number| (0.0..=f64::from(u32::MAX)).contains(number))
            .map(|number| number as u32)
    }

    /// True or false, also written as text.
    pub(super) fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            Self::Text(_) if self.is("true") => Some(true),
            Self::Text(_) if self.is("false") => Some(false),
            _ => None,
        }
    }
}

/// Replaces control characters by blanks and trims. `None` if nothing remains.
fn clean(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if text.is_empty() {
        None
    } else if text.contains(char::is_control) {
        Some(text.replace(char::is_control, " "))
    } else {
        Some(text.to_owned())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ScalarVisitor<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for ScalarVisitor<'a> {
            type Value = Scalar<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }

            fn visit_bool<E>(self, flag: bool) -> Result<Scalar<'a>, E> {
                Ok(Scalar::Flag(flag))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Scalar<'a>, E> {
                Ok(Scalar::Integer(number))
            }

            #[expect(clippy::cast_precision_loss, reason = "no field needs such numbers")]
            fn visit_u64<E>(self, number: u64) -> Result<Scalar<'a>, E> {
                Ok(i64::try_from(number).map_or(Scalar::Float(number as f64), Scalar::Integer))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Scalar<'a>, E> {
                Ok(Scalar::Float(number))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Scalar<'a>, E> {
                Ok(Scalar::Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Scalar<'a>, E> {
                Ok(Scalar::Text(Cow::Owned(text.to_owned())))
            }

            fn visit_unit<E>(self) -> Result<Scalar<'a>, E> {
                Ok(Scalar::Absent)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Scalar<'a>, A::Error> {
                skip_seq(seq).map(|()| Scalar::Absent)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Scalar<'a>, A::Error> {
                skip_map(map).map(|()| Scalar::Absent)
            }
        }

        deserializer.deserialize_any(ScalarVisitor(PhantomData))
    }
}

/// An object; `None` for anything else.
#[derive(Debug)]
pub(super) struct Record<T>(pub(super) Option<T>);

impl<T> Default for Record<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Record<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(Shape(PhantomData::<(T, IgnoredAny)>))
            .map(|found| match found {
                Found::Object(object) => Self(Some(object)),
                Found::Array(_) | Found::Other => Self(None),
            })
    }
}

/// An array; empty for anything else.
#[derive(Debug)]
pub(super) struct List<T>(pub(super) Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Main::deserialize(deserializer).map(|main| Self(main.0.unwrap_or_default()))
    }
}

/// An array; `None` for anything else, for where its absence matters.
#[derive(Debug)]
pub(super) struct Main<T>(pub(super) Option<Vec<T>>);

impl<T> Default for Main<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Main<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(Shape(PhantomData::<(IgnoredAny, T)>))
            .map(|found| match found {
                Found::Array(array) => Self(Some(array)),
                Found::Object(IgnoredAny) | Found::Other => Self(None),
            })
    }
}

/// What a value turned out to be.
enum Found<O, E> {
    Object(O),
    Array(Vec<E>),
    Other,
}

/// Visits objects as `O`, arrays as lists of `E`, and ignores the rest.
struct Shape<O, E>(PhantomData<(O, E)>);

impl<'de, O: Deserialize<'de>, E: Deserialize<'de>> Visitor<'de> for Shape<O, E> {
    type Value = Found<O, E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_bool<X>(self, _: bool) -> Result<Self::Value, X> {
        Ok(Found::Other)
    }

    fn visit_i64<X>(self, _: i64) -> Result<Self::Value, X> {
        Ok(Found::Other)
    }

    fn visit_u64<X>(self, _: u64) -> Result<Self::Value, X> {
        Ok(Found::Other)
    }

    fn visit_f64<X>(self, _: f64) -> Result<Self::Value, X> {
        Ok(Found::Other)
    }

    fn visit_str<X>(self, _: &str) -> Result<Self::Value, X> {
        Ok(Found::Other)
    }

    fn visit_unit<X>(self) -> Result<Self::Value, X> {
        Ok(Found::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut array = Vec::new();
        while let Some(element) = seq.next_element()? {
            array.push(element);
        }
        Ok(Found::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        O::deserialize(MapAccessDeserializer::new(map)).map(Found::Object)
    }
}

fn skip_seq<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<(), A::Error> {
    while seq.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

fn skip_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<(), A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}
