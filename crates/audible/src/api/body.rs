//! From an answer to the elements of its main member (API reference, 1.6 and 1.7).

use http::Response;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::lenient::{List, Main, Record, Scalar};
use super::listing::{Listing, Unreadable};
use super::read::{self, Outcome};
use super::wire::Wire;
use crate::answer;
use crate::asin::Asin;
use crate::error::Error;

/// The array that an answer must have to count as one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Member {
    Items,
    Products,
}

/// What an answer said.
#[derive(Debug)]
pub(super) struct Body<T> {
    pub(super) listing: Listing<T>,
    /// What is no longer in the library.
    pub(super) removed: Vec<Asin>,
    /// Length of the array.
    pub(super) received: usize,
    /// Elements without a title, but for removed ones.
    pub(super) untitled: usize,
    /// `total_results`.
    pub(super) total: Option<u64>,
}

/// Reads an answer. `subject` is for error reports.
pub(super) fn read<T>(
    response: &Response<Vec<u8>>,
    subject: &'static str,
    member: Member,
    convert: fn(&Wire<'_>) -> Outcome<T>,
) -> Result<Body<T>, Error> {
    check(response, subject)?;
    let text = String::from_utf8_lossy(response.body());
    let text = text.trim_start_matches('\u{feff}');
    // Nearly always the whole answer can be read in one go.
    let read = match serde_json::from_str::<Record<Envelope<'_, Record<Wire<'_>>>>>(text) {
        Ok(Record(envelope)) => envelope.and_then(|envelope| {
            envelope.into_body(member, |element, position| {
                element.0.as_ref().map_or_else(
                    || Err(nameless(position)),
                    |wire| Ok((convert(wire), named(wire, position))),
                )
            })
        }),
        Err(_) => one_by_one(text, member, convert),
    };
    // Broken JSON, and an answer without its main member: an error that came as a success
    // (traps A5, A9).
    read.ok_or_else(|| answer::retry_later(response))
}

/// Reads an answer that is one object; what has another type than expected reads as absent.
pub(super) fn object<'a, T: Deserialize<'a>>(
    response: &'a Response<Vec<u8>>,
    subject: &'static str,
) -> Result<T, Error> {
    check(response, subject)?;
    let body = response.body();
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let read = serde_json::from_slice::<Record<T>>(body);
    read.ok()
        .and_then(|record| record.0)
        .ok_or_else(|| answer::retry_later(response))
}

/// Reads a bare array.
pub(super) fn read_array<T>(
    json: &[u8],
    subject: &'static str,
    convert: fn(&Wire<'_>) -> Outcome<T>,
) -> Result<Listing<T>, Error> {
    let text = String::from_utf8_lossy(json);
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str::<Vec<&RawValue>>(text)
        .map(|elements| {
            let mut body = Body::default();
            for element in elements {
                body.take(raw(element, convert, body.received + 1));
            }
            body.listing
        })
        .map_err(|error| Error::ReportBug {
            subject,
            fact: format!("not an array: {error}"),
        })
}

/// Sorts out answers that are errors by their status (API reference, 1.7 and 1.9).
pub(super) fn check(response: &Response<Vec<u8>>, subject: &'static str) -> Result<(), Error> {
    let status = response.status();
    match status.as_u16() {
        200..=299 => Ok(()),
        status if answer::refuses_token(response) => Err(Error::RenewToken { status }),
        403 => Err(Error::TurnedAway),
        400..=499 if !matches!(status.as_u16(), 408 | 425 | 429) => Err(Error::ReportBug {
            subject,
            fact: fact(response),
        }),
        _ => Err(answer::retry_later(response)),
    }
}

/// Status, the service's own words, and the number under which its support finds the request
/// (trap A11).
fn fact(response: &Response<Vec<u8>>) -> String {
    let mut fact = format!("status {}", response.status().as_u16());
    let said = answer::object(response).and_then(|object| answer::error_of(&object));
    if let Some((code, message)) = said {
        for text in [message, code] {
            if !text.is_empty() {
                fact = format!("{fact}, {text}");
            }
        }
    }
    let id = response.headers().get("x-amzn-requestid");
    if let Some(id) = id.and_then(|id| id.to_str().ok()) {
        fact = format!("{fact}, request {}", answer::capped(id));
    }
    fact
}

/// The members of an answer that matter.
#[derive(Debug, Deserialize)]
#[serde(default, bound(deserialize = "T: Deserialize<'de>, 'de: 'a"))]
struct Envelope<'a, T> {
    items: Main<T>,
    products: Main<T>,
    #[serde(borrow)]
    total_results: Scalar<'a>,
    // Older ways to tell of removals (API reference, 2.3).
    #[serde(borrow)]
    removed_asins: List<Scalar<'a>>,
    #[serde(borrow)]
    deleted_asins: List<Scalar<'a>>,
    #[serde(borrow)]
    revoked_asins: List<Scalar<'a>>,
    #[serde(borrow)]
    removed_items: List<Record<Bare<'a>>>,
    #[serde(borrow)]
    deleted_items: List<Record<Bare<'a>>>,
    #[serde(borrow)]
    revoked_items: List<Record<Bare<'a>>>,
}

/// An item of which only the ASIN matters.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Bare<'a> {
    #[serde(borrow)]
    asin: Scalar<'a>,
}

impl<T> Default for Envelope<'_, T> {
    fn default() -> Self {
        Self {
            items: Main(None),
            products: Main(None),
            total_results: Scalar::Absent,
            removed_asins: List::default(),
            deleted_asins: List::default(),
            revoked_asins: List::default(),
            removed_items: List::default(),
            deleted_items: List::default(),
            revoked_items: List::default(),
        }
    }
}

impl<T> Envelope<'_, T> {
    fn removed(&self) -> Vec<Asin> {
        let asins = [
            &self.removed_asins,
            &self.deleted_asins,
            &self.revoked_asins,
        ];
        let items = [
            &self.removed_items,
            &self.deleted_items,
            &self.revoked_items,
        ];
        let asins = asins.into_iter().flat_map(|list| &list.0);
        let items = items.into_iter().flat_map(|list| &list.0);
        asins
            .filter_map(read::asin)
            .chain(items.filter_map(|item| read::asin(&item.0.as_ref()?.asin)))
            .collect()
    }

    /// `None` without the main member.
    fn into_body<O>(
        self,
        member: Member,
        read: impl Fn(T, usize) -> Result<(Outcome<O>, Named), Unreadable>,
    ) -> Option<Body<O>> {
        let removed = self.removed();
        let elements = match member {
            Member::Items => self.items.0?,
            Member::Products => self.products.0?,
        };
        let mut body = Body {
            total: self.total_results.count().map(u64::from),
            removed,
            ..Body::default()
        };
        for element in elements {
            body.take(read(element, body.received + 1));
        }
        Some(body)
    }
}

impl<T> Default for Body<T> {
    fn default() -> Self {
        Self {
            listing: Listing::default(),
            removed: Vec::new(),
            received: 0,
            untitled: 0,
            total: None,
        }
    }
}

/// Where an element is and what it is called, in case that it cannot be shown.
struct Named {
    unreadable: Unreadable,
    untitled: bool,
}

impl<T> Body<T> {
    fn take(&mut self, read: Result<(Outcome<T>, Named), Unreadable>) {
        self.received += 1;
        match read {
            Ok((outcome, named)) => {
                let is_removed = matches!(outcome, Outcome::Removed(_));
                self.untitled += usize::from(named.untitled && !is_removed);
                match outcome {
                    Outcome::Read(item) => self.listing.items.push(item),
                    Outcome::Hollow(asin) => self.listing.hollow.push(asin),
                    Outcome::Removed(asin) => self.removed.extend(asin),
                    Outcome::Unreadable => self.listing.unreadable.push(named.unreadable),
                }
            }
            Err(unreadable) => self.listing.unreadable.push(unreadable),
        }
    }
}

fn named(wire: &Wire<'_>, position: usize) -> Named {
    Named {
        untitled: wire.title.raw().is_none(),
        unreadable: Unreadable {
            asin: read::asin(&wire.asin),
            title: wire.title.text(),
            position,
        },
    }
}

const fn nameless(position: usize) -> Unreadable {
    Unreadable {
        asin: None,
        title: None,
        position,
    }
}

/// For an answer with an element that breaks the reading of the whole: a lone surrogate, a number
/// beyond all bounds, a key twice.
fn one_by_one<T>(
    text: &str,
    member: Member,
    convert: fn(&Wire<'_>) -> Outcome<T>,
) -> Option<Body<T>> {
    let envelope: Envelope<'_, &RawValue> = serde_json::from_str(text).ok()?;
    envelope.into_body(member, |element, position| raw(element, convert, position))
}

fn raw<T>(
    element: &RawValue,
    convert: fn(&Wire<'_>) -> Outcome<T>,
    position: usize,
) -> Result<(Outcome<T>, Named), Unreadable> {
    /// Enough to say which it is.
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Name<'a> {
        #[serde(borrow)]
        asin: Scalar<'a>,
        #[serde(borrow)]
        title: Scalar<'a>,
    }

    if let Ok(Record(Some(wire))) = serde_json::from_str::<Record<Wire<'_>>>(element.get()) {
        return Ok((convert(&wire), named(&wire, position)));
    }
    let name: Record<Name<'_>> = serde_json::from_str(element.get()).unwrap_or_default();
    let name = name.0.unwrap_or_default();
    Err(Unreadable {
        asin: read::asin(&name.asin),
        title: name.title.text(),
        position,
    })
}
