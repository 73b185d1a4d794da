//! [`Sync`]: brings a [`Snapshot`] up to date. It does no I/O: it hands out [`Action`]s, and the
//! engine tells it what came of them.
//!
//! ```text
//! loop { for action in sync.poll(now) { … } ; wait for an answer or WakeAt ; sync.answered(…) }
//! ```
//!
//! The order is library, volumes of its series, details and prices of the volumes that it lacks,
//! and last its authors and narrators. What does not depend on each other overlaps: the wish list
//! is read beside the library, and series are asked for as soon as a page names them.
//!
//! An older library stays until a scan is complete. Only where there is none, the pages of the
//! first scan show as they come.

mod action;
mod batches;
mod from_catalog;
mod from_library;
mod health;
mod job;
mod member;
mod of_member;
mod options;
mod patience;
mod people;
mod place;
mod progress;
mod scan;
mod stages;
mod traffic;
mod window;
mod wishes;

use std::collections::{BTreeSet, HashMap, HashSet};

use audible::api::library;
use audible::search::PersonQuery;
use audible::{Asin, Snapshot, Timestamp};
use http::Response;

use batches::Batches;
use member::Member;
use people::People;
use place::LibraryPlace;
use scan::Scan;
use traffic::{Traffic, Trouble};
use wishes::Wishes;

pub use action::{Action, Failure, Lost, Part, RequestId, Skipped, SkippedPart, Summary};
pub use health::{Effort, Health, Reading, Subject, Tally};
pub use options::Options;
pub use place::Place;
pub use progress::{Count, Progress};

/// A sync of one store. Poll it after every call and at the time of [`Action::WakeAt`].
#[derive(Debug)]
pub struct Sync {
    options: Options,
    snapshot: Snapshot,
    place: Place,
    traffic: Traffic,
    /// `None` when the library is read.
    scan: Option<Scan>,
    /// Show pages as they come: there is no older library. So many items are shown already.
    shown: Option<usize>,
    /// `None` when the wish list is read.
    wishes: Option<Wishes>,
    /// `None` when statistics and plans are read.
    member: Option<Member>,
    in_library: HashSet<Asin>,
    series: Batches,
    series_at: HashMap<Asin, usize>,
    volumes: Batches,
    volumes_at: HashMap<Asin, usize>,
    volumes_done: bool,
    people: People,
    ranking: Ranking,
    /// People to search for, by the names in the library; an estimate until they are ranked.
    people_expected: Option<u64>,
    unsaved: BTreeSet<Part>,
    outcome: Option<Result<Summary, Failure>>,
    is_over: bool,
    /// Without what the traffic counts.
    health: Health,
}

/// Whether it is known whom to search for.
#[derive(Debug, Eq, PartialEq)]
enum Ranking {
    /// It is too early.
    Early,
    /// The engine was asked.
    Asked,
    /// It answered.
    Told(Vec<PersonQuery>),
    /// The searches are lined up.
    Known,
}

/// The state token for a delta, where one is possible and enough (API reference, 2.3).
fn since(snapshot: &Snapshot, options: &Options, place: &Place, now: Timestamp) -> Option<String> {
    let marker = snapshot.marker.as_ref()?;
    let age = now.millis_since(snapshot.whole_at?).abs();
    let is_enough = snapshot.read_at.is_some()
        && marker.question == library::question()
        && age < options.whole_after_ms
        && place.library != LibraryPlace::Whole;
    is_enough.then(|| marker.token.clone())
}

/// Statistics and plans, unless they were read already or are fresh enough.
fn member_due(
    snapshot: &Snapshot,
    options: &Options,
    place: &Place,
    now: Timestamp,
) -> Option<Member> {
    let is_fresh = |read: Option<Timestamp>| {
        read.is_some_and(|read| now.millis_since(read).abs() < options.member_ttl_ms)
    };
    let are_fresh = is_fresh(snapshot.listening.read_at) && is_fresh(snapshot.memberships.read_at);
    let today = now.date_utc()?;
    (!place.member && !are_fresh).then(|| Member::new(today, &snapshot.listening))
}

/// A place that is older is of no use: prices are a day old at most (API reference, 4.9).
const PLACE_TTL_MS: i64 = 24 * 60 * 60 * 1000;

impl Sync {
    /// From the beginning. `snapshot` is what the last sync left, or [`Snapshot::new`].
    pub fn new(snapshot: Snapshot, options: Options, now: Timestamp) -> Self {
        Self::resume(snapshot, options, Place::default(), now)
    }

    /// Goes on from `place`. A place that is finished or older than a day is a new beginning, but
    /// a pause that the service asked for is kept: until then it only fails.
    pub fn resume(snapshot: Snapshot, options: Options, mut place: Place, now: Timestamp) -> Self {
        let not_before = place.not_before.take().filter(|until| now < *until);
        let is_usable = !place.done && now.millis_since(place.started).abs() < PLACE_TTL_MS;
        if !is_usable {
            let library = match place.library {
                LibraryPlace::Whole => LibraryPlace::Whole,
                _ => LibraryPlace::Start,
            };
            place = Place {
                started: now,
                library,
                ..Place::default()
            };
        }
        // Everything else that was left out is asked for again.
        (place.skipped).retain(|skipped| matches!(skipped.what, SkippedPart::Titles(_)));
        let is_first = snapshot.read_at.is_none();
        let scan = match &place.library {
            LibraryPlace::Done if !is_first => None,
            // Pages that were not stored must be read again.
            LibraryPlace::Page { kept, .. } if is_first && *kept == snapshot.items.len() => {
                Some(Scan::resume(&snapshot.items, &place.library))
            }
            _ => Some(Scan::new(since(&snapshot, &options, &place, now))),
        };
        let mut sync = Self {
            options,
            traffic: Traffic::new(options.seed),
            shown: is_first.then(|| scan.as_ref().map_or(0, |scan| scan.items().len())),
            scan,
            wishes: (!place.wishes).then(Wishes::default),
            member: member_due(&snapshot, &options, &place, now),
            in_library: HashSet::new(),
            series: Batches::default(),
            series_at: (snapshot.series.iter().enumerate())
                .map(|(at, series)| (series.asin.clone(), at))
                .collect(),
            volumes: Batches::default(),
            volumes_at: (snapshot.products.iter().enumerate())
                .map(|(at, product)| (product.asin.clone(), at))
                .collect(),
            volumes_done: false,
            people: People::default(),
            ranking: Ranking::Early,
            people_expected: None,
            unsaved: BTreeSet::new(),
            outcome: None,
            is_over: false,
            health: Health {
                started: now,
                ..Health::default()
            },
            snapshot,
            place,
        };
        if let Some(until) = not_before {
            sync.end(Err(Failure::AskedToWait { until }));
        } else {
            sync.begin(now);
        }
        sync
    }

    /// What to do now. Empty after [`Action::Done`] or [`Action::Failed`].
    pub fn poll(&mut self, now: Timestamp) -> Vec<Action> {
        if self.is_over {
            return Vec::new();
        }
        if self.outcome.is_none() {
            self.advance(now);
        }
        let mut actions: Vec<_> = std::mem::take(&mut self.unsaved)
            .into_iter()
            .map(Action::Save)
            .collect();
        if let Some(outcome) = self.outcome.take() {
            self.is_over = true;
            actions.push(outcome.map_or_else(Action::Failed, Action::Done));
            return actions;
        }
        if self.traffic.take_refusal() {
            actions.push(Action::Unauthorized);
        }
        if self.ranking == Ranking::Early && self.volumes_done && self.wishes.is_none() {
            self.ranking = Ranking::Asked;
            actions.extend([Action::RankPeople, Action::WakeAt(now)]);
            return actions;
        }
        for (id, job) in self.traffic.due(now) {
            let request = job.request(self.snapshot.store);
            actions.push(Action::Send { id, request });
        }
        actions.extend(self.traffic.wake_at().map(Action::WakeAt));
        actions
    }

    /// What came of [`Action::Send`].
    pub fn answered(
        &mut self,
        id: RequestId,
        answer: Result<Response<Vec<u8>>, Lost>,
        now: Timestamp,
    ) {
        let Some(sent) = self.traffic.take(id) else {
            return;
        };
        if self.is_over || self.outcome.is_some() {
            return;
        }
        let read = answer
            .map_err(Trouble::Lost)
            .and_then(|response| sent.job().read(&response).map_err(Trouble::Answer));
        match read {
            Ok(arrival) => {
                self.traffic.went_well(&sent, now);
                self.take(arrival, now);
            }
            Err(trouble) => self.go_round(sent, trouble, now),
        }
    }

    /// The access token was renewed after [`Action::Unauthorized`].
    pub fn authorized(&mut self) {
        self.traffic.renewed();
    }

    /// The answer to [`Action::RankPeople`], by falling weight.
    pub fn people(&mut self, ranked: Vec<PersonQuery>) {
        if self.ranking == Ranking::Asked {
            self.ranking = Ranking::Told(ranked);
        }
    }

    /// Stops it: the next poll saves what has arrived and ends with [`Failure::Cancelled`].
    pub fn cancel(&mut self) {
        self.end(Err(Failure::Cancelled));
    }

    /// What is known so far.
    pub const fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Takes the snapshot out.
    pub fn into_snapshot(self) -> Snapshot {
        self.snapshot
    }

    /// Where it is; store it with every [`Action::Save`] and at the end.
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// What was asked so far, and what came of it.
    pub fn health(&self, now: Timestamp) -> Health {
        Health {
            ended: self.is_over.then_some(now),
            slowed: self.traffic.slowed,
            asked: self.traffic.tallies.clone(),
            ..self.health.clone()
        }
    }

    /// How far it is.
    pub fn progress(&self, now: Timestamp) -> Progress {
        // A delta says what changed; the others are here.
        let scan = self.scan.as_ref().filter(|scan| !scan.is_delta());
        let titles = scan.map_or_else(
            || Count::whole(self.snapshot.items.len() as u64),
            |scan| Count::of(scan.count()),
        );
        let library_is_read = self.scan.is_none();
        let series_are_read = library_is_read && self.series.is_idle();
        Progress {
            titles,
            series: Count::of_known(self.series.count(), library_is_read),
            wishes: self.wishes.as_ref().map_or_else(
                || Count::whole(self.snapshot.wishes.len() as u64),
                |wishes| Count::of(wishes.count()),
            ),
            volumes: Count::of_known(self.volumes.count(), series_are_read),
            people: Count::of_known(
                (self.people.done, self.people.total),
                self.ranking == Ranking::Known,
            ),
            left_ms: self.left_ms(now),
            waiting_until: self.traffic.paused_until(now),
            is_repeating: self.traffic.is_repeating(),
        }
    }

    /// Rough, and honest about not knowing.
    fn left_ms(&self, now: Timestamp) -> Option<u64> {
        let people = match self.ranking {
            Ranking::Known => self.people.requests_left(),
            // Three pages for two people, by experience.
            _ => self.people_expected? * 3 / 2,
        };
        let pages = self.scan.as_ref().map_or(0, Scan::pages_left);
        let catalog = self.series.requests_left() + self.volumes.requests_left() + people;
        let pause = self
            .traffic
            .paused_until(now)
            .map_or(0, |until| until.millis_since(now).unsigned_abs());
        Some(self.traffic.estimate_ms(pages * 8 + catalog)? + pause)
    }

    /// Ends it, unless it has ended already.
    fn end(&mut self, outcome: Result<Summary, Failure>) {
        if self.is_over || self.outcome.is_some() {
            return;
        }
        match &outcome {
            Ok(_) => self.place.done = true,
            Err(Failure::AskedToWait { until }) => self.place.not_before = Some(*until),
            Err(_) => {}
        }
        self.outcome = Some(outcome);
    }
}
