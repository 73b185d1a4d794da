//! Lists that are stored in several records.

use audible::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{MAX_RECORD, Why};

/// One record of a list.
#[derive(Debug)]
pub(super) struct Piece<H, T> {
    /// How many records the list has. `None` in version 0.
    pub(super) of: Option<usize>,
    /// What holds for the list as a whole.
    pub(super) head: Option<H>,
    /// The items, in order.
    pub(super) items: Vec<T>,
    /// Some items did not read.
    pub(super) incomplete: bool,
}

/// Facts about a list as a whole.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct ReadAt {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<Timestamp>,
}

/// Splits a list into records of at most [`MAX_RECORD`] bytes; an item that is larger by itself
/// gets a record of its own. At least one, so that an empty list is known to be empty.
pub(super) fn write<H: Serialize, T: Serialize>(head: &H, items: &[T]) -> Vec<Vec<u8>> {
    let mut facts = Vec::new();
    append(&mut facts, head);
    let room = MAX_RECORD.saturating_sub(facts.len() + FRAME);
    let mut bodies = vec![Vec::new()];
    let mut item = Vec::new();
    for value in items {
        item.clear();
        append(&mut item, value);
        match bodies.last_mut() {
            Some(body) if body.is_empty() => body.extend_from_slice(&item),
            Some(body) if body.len() + 1 + item.len() <= room => {
                body.push(b',');
                body.extend_from_slice(&item);
            }
            _ => bodies.push(item.clone()),
        }
    }
    let of = bodies.len();
    let frame = |body: Vec<u8>| {
        let start = format!(r#"{{"v":{VERSION},"of":{of},"head":"#);
        [start.as_bytes(), &facts, br#","items":["#, &body, b"]}"].concat()
    };
    bodies.into_iter().map(frame).collect()
}

/// Reads what [`write`] made, in this or an older version. An item that does not read is left out.
pub(super) fn read<'a, H: Deserialize<'a>, T: Deserialize<'a>>(
    bytes: &'a [u8],
) -> Result<Piece<H, T>, Why> {
    // Version 0: the bare list.
    if bytes.trim_ascii_start().starts_with(b"[") {
        let items: Vec<&RawValue> = serde_json::from_slice(bytes).map_err(|_| Why::Damaged)?;
        return Ok(one_by_one(None, None, &items));
    }
    if let Ok(Record {
        v: VERSION,
        of,
        head,
        items,
    }) = serde_json::from_slice(bytes)
    {
        return Ok(Piece {
            of: Some(of),
            head: Some(head),
            items,
            incomplete: false,
        });
    }
    let Version { v } = serde_json::from_slice(bytes).map_err(|_| Why::Damaged)?;
    if v > VERSION {
        return Err(Why::Newer);
    }
    let record: Record<&RawValue, &RawValue> =
        serde_json::from_slice(bytes).map_err(|_| Why::Damaged)?;
    // From bytes everywhere: one copy of each reader in the page instead of two.
    let head = serde_json::from_slice(record.head.get().as_bytes()).map_err(|_| Why::Damaged)?;
    Ok(one_by_one(Some(record.of), Some(head), &record.items))
}

fn one_by_one<'a, H, T: Deserialize<'a>>(
    of: Option<usize>,
    head: Option<H>,
    raw: &[&'a RawValue],
) -> Piece<H, T> {
    let items: Vec<T> = raw
        .iter()
        .filter_map(|item| serde_json::from_slice(item.get().as_bytes()).ok())
        .collect();
    Piece {
        of,
        head,
        incomplete: items.len() < raw.len(),
        items,
    }
}

/// Adds a value as JSON.
#[expect(
    clippy::expect_used,
    reason = "our types have text keys only, and a vector takes all bytes"
)]
pub(super) fn append<T: Serialize>(bytes: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(bytes, value).expect("plain data always has a JSON form");
}

#[derive(Deserialize)]
struct Record<H, T> {
    v: u32,
    of: usize,
    head: H,
    items: Vec<T>,
}

#[derive(Deserialize)]
struct Version {
    v: u32,
}

const VERSION: u32 = 1;
/// Room for version, number of records and brackets.
const FRAME: usize = 80;
