//! A store's [`Snapshot`] in records of bounded size.

use std::collections::{BTreeMap, HashSet};

use audible::library::{SeriesProduct, Wish};
use audible::search::{PersonQuery, PersonSearch, Role};
use audible::{
    Asin, Gone, LibraryItem, Listening, Marker, Marketplace, Memberships, Product, Snapshot,
    Timestamp,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::account::Synced;
use super::document::{Document, read_document};
use super::piece::{self, Piece, ReadAt};
use super::{Fault, Kind, Why};
use crate::sync::{Health, Part, Place, Summary};

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
    /// What the last sync asked.
    pub health: Option<Health>,
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
    let head = LibraryHead {
        at: snapshot.read_at,
        whole_at: snapshot.whole_at,
        marker: snapshot.marker.clone(),
    };
    let priced_at = ReadAt {
        at: snapshot.priced_at,
    };
    match part {
        Part::Library => list(LIBRARY, piece::write(&head, &snapshot.items)),
        Part::Gone => list(GONE, piece::write(&ReadAt::default(), &snapshot.gone)),
        Part::Series => {
            list(SERIES, piece::write(&ReadAt::default(), &snapshot.series));
            let ages: Vec<_> = snapshot.series_read.iter().collect();
            list(SERIES_READ, piece::write(&ReadAt::default(), &ages));
        }
        Part::Products => {
            list(PRODUCTS, piece::write(&priced_at, &snapshot.products));
            list(UNAVAILABLE, piece::write(&priced_at, &snapshot.unavailable));
            let ages: Vec<_> = snapshot.products_read.iter().collect();
            list(PRODUCTS_READ, piece::write(&ReadAt::default(), &ages));
        }
        Part::Wishes => {
            let head = ReadAt {
                at: snapshot.wishes_at,
            };
            list(WISHES, piece::write(&head, &snapshot.wishes));
        }
        Part::Member => {
            let member = Member {
                listening: snapshot.listening.clone(),
                memberships: snapshot.memberships.clone(),
            };
            list(MEMBER, piece::write(&ReadAt::default(), &[member]));
        }
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

/// Puts a snapshot together from an account's records as the vault opened them, all at once; see
/// [`SnapshotReader`].
pub fn read_snapshot<B: AsRef<[u8]>>(
    store: Marketplace,
    records: &[(String, Result<B, vault::Error>)],
) -> Read {
    let mut reader = SnapshotReader::new(store);
    for (name, opened) in records {
        reader.add(name, opened.as_ref().map(AsRef::as_ref).map_err(|why| *why));
    }
    reader.finish()
}

/// Which part the records of a folder belong to.
pub(super) fn part_of(folder: &str) -> Option<Part> {
    Some(match folder {
        LIBRARY => Part::Library,
        GONE => Part::Gone,
        SERIES | SERIES_READ => Part::Series,
        PRODUCTS | UNAVAILABLE | PRODUCTS_READ => Part::Products,
        WISHES => Part::Wishes,
        MEMBER => Part::Member,
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

/// Puts a snapshot together record by record, in any order: each is read when it is added, so that
/// a large library never holds up a page. Records of other stores are passed over. Whatever does
/// not open or read is reported, and the rest is used. Where the library itself is not whole it
/// counts as never read to its end.
#[derive(Debug)]
pub struct SnapshotReader {
    store: Marketplace,
    library: Pieces<LibraryHead, LibraryItem>,
    gone: Pieces<ReadAt, Gone>,
    series: Pieces<ReadAt, SeriesProduct>,
    series_read: Pieces<ReadAt, (Asin, Timestamp)>,
    products: Pieces<ReadAt, Product>,
    products_read: Pieces<ReadAt, (Asin, Timestamp)>,
    unavailable: Pieces<ReadAt, Asin>,
    wishes: Pieces<ReadAt, Wish>,
    member: Pieces<ReadAt, Member>,
    searches: BTreeMap<String, Pieces<SearchHead, Product>>,
    synced: Option<Result<Synced, Why>>,
}

impl SnapshotReader {
    /// Nothing read yet.
    pub fn new(store: Marketplace) -> Self {
        Self {
            store,
            library: Pieces::default(),
            gone: Pieces::default(),
            series: Pieces::default(),
            series_read: Pieces::default(),
            products: Pieces::default(),
            products_read: Pieces::default(),
            unavailable: Pieces::default(),
            wishes: Pieces::default(),
            member: Pieces::default(),
            searches: BTreeMap::new(),
            synced: None,
        }
    }

    /// Reads one record, as the vault opened it.
    pub fn add(&mut self, name: &str, opened: Result<&[u8], vault::Error>) {
        let name = name.strip_prefix(self.store.code());
        let Some(name) = name.and_then(|name| name.strip_prefix('/')) else {
            return;
        };
        let opened = opened.map_err(Why::from);
        if name == Synced::NAME {
            let read = opened.and_then(read_document);
            self.synced = Some(read.map(|opened| opened.value));
            return;
        }
        let Some((folder, number)) = name.rsplit_once('/') else {
            return;
        };
        let Ok(number) = number.parse() else {
            return;
        };
        match folder {
            LIBRARY => self.library.add(number, opened),
            GONE => self.gone.add(number, opened),
            SERIES => self.series.add(number, opened),
            SERIES_READ => self.series_read.add(number, opened),
            PRODUCTS => self.products.add(number, opened),
            PRODUCTS_READ => self.products_read.add(number, opened),
            MEMBER => self.member.add(number, opened),
            UNAVAILABLE => self.unavailable.add(number, opened),
            WISHES => self.wishes.add(number, opened),
            _ if folder.split('/').next() == Some(SEARCHES) => {
                let search = self.searches.entry(folder.to_owned()).or_default();
                search.add(number, opened);
            }
            _ => {}
        }
    }

    /// What was read.
    pub fn finish(self) -> Read {
        let mut faults = Faults {
            store: self.store,
            noted: Vec::new(),
            outdated: Vec::new(),
        };
        let mut snapshot = Snapshot::new(self.store);
        let (items, head, whole) = self.library.list(LIBRARY, Part::Library, &mut faults);
        snapshot.items = items;
        // A state token for what is not here any more would lose it for good.
        if let Some(head) = head.filter(|_| whole) {
            snapshot.read_at = head.at;
            (snapshot.whole_at, snapshot.marker) = (head.whole_at, head.marker);
        }
        (snapshot.gone, ..) = self.gone.list(GONE, Part::Gone, &mut faults);
        let (member, ..) = self.member.list(MEMBER, Part::Member, &mut faults);
        if let Some(member) = member.into_iter().next() {
            (snapshot.listening, snapshot.memberships) = (member.listening, member.memberships);
        }
        (snapshot.series, ..) = self.series.list(SERIES, Part::Series, &mut faults);
        let (products, priced_at, whole) =
            self.products.list(PRODUCTS, Part::Products, &mut faults);
        snapshot.products = products;
        snapshot.priced_at = priced_at.filter(|_| whole).and_then(|head| head.at);
        (snapshot.unavailable, ..) =
            self.unavailable
                .list(UNAVAILABLE, Part::Products, &mut faults);
        // What is not here is not fresh either.
        let known: HashSet<_> = snapshot.series.iter().map(|series| &series.asin).collect();
        let (ages, ..) = (self.series_read).list(SERIES_READ, Part::Series, &mut faults);
        let ages = ages.into_iter().filter(|(asin, _)| known.contains(asin));
        snapshot.series_read = ages.collect();
        let known: HashSet<_> = (snapshot.products.iter().map(|product| &product.asin))
            .chain(&snapshot.unavailable)
            .collect();
        let (ages, ..) = (self.products_read).list(PRODUCTS_READ, Part::Products, &mut faults);
        let ages = ages.into_iter().filter(|(asin, _)| known.contains(asin));
        snapshot.products_read = ages.collect();
        let (wishes, head, _) = self.wishes.list(WISHES, Part::Wishes, &mut faults);
        snapshot.wishes = wishes;
        snapshot.wishes_at = head.and_then(|head| head.at);
        let whole = faults.noted.is_empty();
        snapshot.searches = self
            .searches
            .into_iter()
            .filter_map(|(folder, pieces)| pieces.search(&folder, &mut faults))
            .collect();
        snapshot.searches.sort_by(|a, b| {
            let key = |search: &PersonSearch| (search.query.role, search.query.name.clone());
            key(a).cmp(&key(b))
        });
        let synced = match self.synced {
            Some(Ok(synced)) => synced,
            Some(Err(why)) => {
                faults.noted.push(Fault {
                    name: sync_name(self.store),
                    kind: Kind::Synced(self.store),
                    why,
                });
                Synced::default()
            }
            None => Synced::default(),
        };
        Read {
            snapshot,
            // A place says what need not be read any more: wrong as soon as something is gone.
            place: synced.place.filter(|_| whole),
            summary: synced.summary,
            health: synced.health,
            faults: faults.noted,
            outdated: faults.outdated,
        }
    }
}

/// The records of one list, by number.
#[derive(Debug)]
struct Pieces<H, T>(BTreeMap<usize, Result<Piece<H, T>, Why>>);

impl<H: DeserializeOwned, T: DeserializeOwned> Pieces<H, T> {
    fn add(&mut self, number: usize, opened: Result<&[u8], Why>) {
        self.0.insert(number, opened.and_then(piece::read));
    }

    /// The readable records in order; faults are noted.
    fn readable(self, folder: &str, part: Part, faults: &mut Faults) -> Vec<Piece<H, T>> {
        let of = self.0.values().flatten().filter_map(|piece| piece.of).max();
        let missing = (0..of.unwrap_or(0)).find(|number| !self.0.contains_key(number));
        let mut pieces = Vec::with_capacity(self.0.len());
        for (number, piece) in self.0 {
            match piece {
                Ok(piece) => {
                    if piece.incomplete {
                        faults.note(folder, number, part, Why::Incomplete);
                    }
                    if piece.of.is_none() && !faults.outdated.contains(&part) {
                        faults.outdated.push(part);
                    }
                    pieces.push(piece);
                }
                Err(why) => faults.note(folder, number, part, why),
            }
        }
        if let Some(number) = missing {
            faults.note(folder, number, part, Why::Missing);
        }
        pieces
    }
}

impl<H: DeserializeOwned, T: DeserializeOwned> Pieces<H, T> {
    /// A list with what is known of it as a whole, and whether it is whole.
    fn list(self, folder: &str, part: Part, faults: &mut Faults) -> (Vec<T>, Option<H>, bool) {
        let known = faults.noted.len();
        let mut items = Vec::new();
        let mut head = None;
        for piece in self.readable(folder, part, faults) {
            head = head.or(piece.head);
            items.extend(piece.items);
        }
        (items, head, faults.noted.len() == known)
    }
}

impl Pieces<SearchHead, Product> {
    /// One search; `None` unless it is whole: the next sync searches again.
    fn search(self, folder: &str, faults: &mut Faults) -> Option<PersonSearch> {
        let known = faults.noted.len();
        let mut search: Option<PersonSearch> = None;
        for piece in self.readable(folder, Part::Searches, faults) {
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
        search.filter(|_| faults.noted.len() == known)
    }
}

impl<H, T> Default for Pieces<H, T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

/// What was of no use.
struct Faults {
    store: Marketplace,
    noted: Vec<Fault>,
    outdated: Vec<Part>,
}

impl Faults {
    fn note(&mut self, folder: &str, number: usize, part: Part, why: Why) {
        self.noted.push(Fault {
            name: format!("{}/{folder}/{number}", self.store.code()),
            kind: Kind::Part(self.store, part),
            why,
        });
    }
}

/// Facts about the library as a whole. Older records have only the first.
#[derive(Debug, Serialize, Deserialize)]
struct LibraryHead {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    whole_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    marker: Option<Marker>,
}

/// The one item of its folder.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Member {
    listening: Listening,
    memberships: Memberships,
}

#[derive(Debug, Serialize, Deserialize)]
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
const GONE: &str = "gone";
const SERIES: &str = "series";
const SERIES_READ: &str = "series-read";
const PRODUCTS: &str = "products";
const PRODUCTS_READ: &str = "products-read";
const UNAVAILABLE: &str = "unavailable";
const WISHES: &str = "wishes";
const SEARCHES: &str = "searches";
const MEMBER: &str = "member";
