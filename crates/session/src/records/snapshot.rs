//! A store's [`Snapshot`] in records of bounded size.

use std::collections::BTreeMap;

use audible::search::{PersonQuery, PersonSearch, Role};
use audible::{Marketplace, Snapshot, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::account::Synced;
use super::document::{Document, read_document};
use super::piece::{self, Piece, ReadAt};
use super::{Fault, Kind, Why};
use crate::sync::{Part, Place, Summary};

/// What to write, in one transaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// First remove every record whose name begins with one of these and a `/`.
    pub clear: Vec<String>,
    /// Then write these; plain, to be sealed.
    pub put: Vec<(String, Vec<u8>)>,
}

/// What was read of one store.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// As much as could be read.
    pub snapshot: Snapshot,
    /// Where the next sync goes on. `None` also where something is missing, so that it is read
    /// anew: write the [`Synced`] without it when damaged records are set aside.
    pub place: Option<Place>,
    /// What the last sync found.
    pub summary: Option<Summary>,
    /// Records that are of no use, or not wholly.
    pub faults: Vec<Fault>,
    /// Parts with records of an older version: write them again when it is convenient.
    pub outdated: Vec<Part>,
}

/// The name of a store's [`Synced`].
pub fn sync_name(store: Marketplace) -> String {
    format!("{}/{}", store.code(), Synced::NAME)
}

/// The records of one part; whatever was there of it goes. `salt` is the account's.
pub fn write_part(snapshot: &Snapshot, part: Part, salt: &[u8; 16]) -> Changes {
    let mut changes = Changes::default();
    let mut list = |folder: &str, records: Vec<Vec<u8>>| {
        changes.replace(format!("{}/{folder}", snapshot.store.code()), records);
    };
    let read_at = ReadAt {
        at: snapshot.read_at,
    };
    let priced_at = ReadAt {
        at: snapshot.priced_at,
    };
    match part {
        Part::Library => list(LIBRARY, piece::write(&read_at, &snapshot.items)),
        Part::Series => list(SERIES, piece::write(&ReadAt::default(), &snapshot.series)),
        Part::Products => {
            list(PRODUCTS, piece::write(&priced_at, &snapshot.products));
            list(UNAVAILABLE, piece::write(&priced_at, &snapshot.unavailable));
        }
        Part::Wishes => list(WISHES, piece::write(&ReadAt::default(), &snapshot.wishes)),
        Part::Searches => {
            let folder = format!("{}/{SEARCHES}", snapshot.store.code());
            changes.clear.push(folder);
            for search in &snapshot.searches {
                let (folder, records) = write_search(snapshot.store, search, salt);
                changes.add(&folder, records);
            }
        }
    }
    changes
}

/// The records of the searches that were made at this time or later; all others stay as they are.
pub fn write_searches_since(snapshot: &Snapshot, since: Timestamp, salt: &[u8; 16]) -> Changes {
    let mut changes = Changes::default();
    for search in &snapshot.searches {
        if search.read_at >= since {
            let (folder, records) = write_search(snapshot.store, search, salt);
            changes.replace(folder, records);
        }
    }
    changes
}

/// Puts a snapshot together from an account's records as the vault opened them; names of other
/// stores are passed over. Whatever does not open or read is reported, and the rest is used. Where
/// the library itself is not whole it counts as never read to its end.
pub fn read_snapshot<B: AsRef<[u8]>>(
    store: Marketplace,
    records: &[(String, Result<B, vault::Error>)],
) -> Read {
    let mut shelf = Shelf::new(store, records);
    let mut snapshot = Snapshot::new(store);
    let (items, read_at, whole) = shelf.list(LIBRARY, Part::Library);
    (snapshot.items, snapshot.read_at) = (items, read_at.filter(|_| whole));
    (snapshot.series, ..) = shelf.list(SERIES, Part::Series);
    let (products, priced_at, whole) = shelf.list(PRODUCTS, Part::Products);
    (snapshot.products, snapshot.priced_at) = (products, priced_at.filter(|_| whole));
    (snapshot.unavailable, ..) = shelf.list(UNAVAILABLE, Part::Products);
    (snapshot.wishes, ..) = shelf.list(WISHES, Part::Wishes);
    let whole = shelf.faults.is_empty();
    snapshot.searches = shelf.searches();
    let synced = shelf.synced();
    Read {
        snapshot,
        // A place says what need not be read any more: wrong as soon as something is gone.
        place: synced.place.filter(|_| whole),
        summary: synced.summary,
        faults: shelf.faults,
        outdated: shelf.outdated,
    }
}

/// Which part the records of a folder belong to.
pub(super) fn part_of(folder: &str) -> Option<Part> {
    Some(match folder {
        LIBRARY => Part::Library,
        SERIES => Part::Series,
        PRODUCTS | UNAVAILABLE => Part::Products,
        WISHES => Part::Wishes,
        SEARCHES => Part::Searches,
        _ => return None,
    })
}

impl Changes {
    fn replace(&mut self, folder: String, records: Vec<Vec<u8>>) {
        self.add(&folder, records);
        self.clear.push(folder);
    }

    fn add(&mut self, folder: &str, records: Vec<Vec<u8>>) {
        let named = records.into_iter().enumerate();
        self.put
            .extend(named.map(|(number, record)| (format!("{folder}/{number}"), record)));
    }
}

/// A record as the vault opened it.
type Opened<'a> = Result<&'a [u8], Why>;

/// The records of one store, by folder and number.
struct Shelf<'a> {
    store: Marketplace,
    folders: BTreeMap<&'a str, BTreeMap<usize, Opened<'a>>>,
    synced: Option<Opened<'a>>,
    faults: Vec<Fault>,
    outdated: Vec<Part>,
}

impl<'a> Shelf<'a> {
    fn new<B: AsRef<[u8]>>(
        store: Marketplace,
        records: &'a [(String, Result<B, vault::Error>)],
    ) -> Self {
        let mut shelf = Self {
            store,
            folders: BTreeMap::new(),
            synced: None,
            faults: Vec::new(),
            outdated: Vec::new(),
        };
        for (name, opened) in records {
            let opened = match opened {
                Ok(bytes) => Ok(bytes.as_ref()),
                Err(error) => Err(Why::from(*error)),
            };
            let name = name.strip_prefix(store.code());
            let Some(name) = name.and_then(|name| name.strip_prefix('/')) else {
                continue;
            };
            if name == Synced::NAME {
                shelf.synced = Some(opened);
            } else if let Some((folder, number)) = name.rsplit_once('/')
                && let Ok(number) = number.parse()
            {
                let folder = shelf.folders.entry(folder).or_default();
                folder.insert(number, opened);
            }
        }
        shelf
    }

    /// A list with the fact about it as a whole, and whether it is whole.
    fn list<T: Deserialize<'a>>(
        &mut self,
        folder: &str,
        part: Part,
    ) -> (Vec<T>, Option<Timestamp>, bool) {
        let known = self.faults.len();
        let mut items = Vec::new();
        let mut at = None;
        for piece in self.pieces::<ReadAt, T>(folder, part) {
            at = at.or(piece.head.and_then(|head| head.at));
            items.extend(piece.items);
        }
        (items, at, self.faults.len() == known)
    }

    fn searches(&mut self) -> Vec<PersonSearch> {
        let folders: Vec<&str> = self.folders.keys().copied().collect();
        let mut searches: Vec<PersonSearch> = folders
            .into_iter()
            .filter(|folder| folder.split('/').next() == Some(SEARCHES))
            .filter_map(|folder| self.search(folder))
            .collect();
        searches.sort_by(|a, b| {
            let key = |search: &PersonSearch| (search.query.role, search.query.name.clone());
            key(a).cmp(&key(b))
        });
        searches
    }

    /// One search; `None` unless it is whole: the next sync searches again.
    fn search(&mut self, folder: &str) -> Option<PersonSearch> {
        let known = self.faults.len();
        let mut search: Option<PersonSearch> = None;
        for piece in self.pieces::<SearchHead, _>(folder, Part::Searches) {
            let head = piece.head?;
            let whole = search.get_or_insert_with(|| PersonSearch {
                query: head.query,
                products: Vec::new(),
                complete: head.complete,
                read_at: head.read_at,
            });
            // A piece of another time: left over from a larger one.
            if whole.read_at != head.read_at {
                return None;
            }
            whole.products.extend(piece.items);
        }
        search.filter(|_| self.faults.len() == known)
    }

    fn synced(&mut self) -> Synced {
        let Some(opened) = self.synced else {
            return Synced::default();
        };
        match opened.and_then(read_document) {
            Ok(opened) => opened.value,
            Err(why) => {
                self.faults.push(Fault {
                    name: sync_name(self.store),
                    kind: Kind::Synced(self.store),
                    why,
                });
                Synced::default()
            }
        }
    }

    /// The readable records of a folder in order; faults are noted.
    fn pieces<H: Deserialize<'a>, T: Deserialize<'a>>(
        &mut self,
        folder: &str,
        part: Part,
    ) -> Vec<Piece<H, T>> {
        let Some(records) = self.folders.get(folder).cloned() else {
            return Vec::new();
        };
        let mut of = None;
        let mut pieces = Vec::new();
        for (number, opened) in &records {
            match opened.and_then(piece::read) {
                Ok(piece) => {
                    if piece.incomplete {
                        self.fault(folder, *number, part, Why::Incomplete);
                    }
                    if piece.of.is_none() && !self.outdated.contains(&part) {
                        self.outdated.push(part);
                    }
                    of = of.max(piece.of);
                    pieces.push(piece);
                }
                Err(why) => self.fault(folder, *number, part, why),
            }
        }
        let of = of.unwrap_or(0);
        if let Some(number) = (0..of).find(|number| !records.contains_key(number)) {
            self.fault(folder, number, part, Why::Missing);
        }
        pieces
    }

    /// Notes a fault.
    fn fault(&mut self, folder: &str, number: usize, part: Part, why: Why) {
        self.faults.push(Fault {
            name: format!("{}/{folder}/{number}", self.store.code()),
            kind: Kind::Part(self.store, part),
            why,
        });
    }
}

#[derive(Serialize, Deserialize)]
struct SearchHead {
    query: PersonQuery,
    complete: bool,
    read_at: Timestamp,
}

fn write_search(
    store: Marketplace,
    search: &PersonSearch,
    salt: &[u8; 16],
) -> (String, Vec<Vec<u8>>) {
    let head = SearchHead {
        query: search.query.clone(),
        complete: search.complete,
        read_at: search.read_at,
    };
    let folder = format!(
        "{}/{SEARCHES}/{}",
        store.code(),
        search_name(&search.query, salt)
    );
    (folder, piece::write(&head, &search.products))
}

/// The same for the same search, and says nothing to those who do not know the salt.
fn search_name(query: &PersonQuery, salt: &[u8; 16]) -> String {
    let role: &[u8] = match query.role {
        Role::Author => b"author",
        Role::Narrator => b"narrator",
    };
    let digest = Sha256::new()
        .chain_update(salt)
        .chain_update(role)
        .chain_update([0])
        .chain_update(&query.name)
        .finalize();
    digest[..8].iter().fold(String::new(), |mut name, byte| {
        for half in [byte >> 4, byte & 15] {
            name.push(char::from_digit(half.into(), 16).unwrap_or('0'));
        }
        name
    })
}

const LIBRARY: &str = "library";
const SERIES: &str = "series";
const PRODUCTS: &str = "products";
const UNAVAILABLE: &str = "unavailable";
const WISHES: &str = "wishes";
const SEARCHES: &str = "searches";
