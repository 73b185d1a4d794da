//! The order of things: what is asked when, and what happens to a job that brings nothing.

use std::fmt::Display;
use std::mem::discriminant;

use audible::api::Unreadable;
use audible::{Error, Timestamp};

use super::action::{Failure, Lost, Skipped, SkippedPart, Summary};
use super::job::{Arrival, Job};
use super::place::LibraryPlace;
use super::scan::Scan;
use super::traffic::{InFlight, Trouble};
use super::{Ranking, Sync};

impl Sync {
    /// The first jobs.
    pub(super) fn begin(&mut self, now: Timestamp) {
        match &self.scan {
            Some(scan) => {
                let job = scan.job();
                self.traffic.add(job);
                self.want_series_from(0);
            }
            None => self.library_is_read(),
        }
        if self.wishes.is_some() {
            self.traffic.add(Job::Wishes { page: 0 });
        }
        if let Some(member) = &mut self.member
            && let Some(job) = member.next()
        {
            self.traffic.add(job);
        }
        self.advance(now);
    }

    /// Lines up what has become possible, and ends when there is nothing left.
    pub(super) fn advance(&mut self, now: Timestamp) {
        let library_is_read = self.scan.is_none();
        for asins in self.series.take(library_is_read) {
            self.traffic.add(Job::Series { asins, round: 0 });
        }
        if !library_is_read {
            return;
        }
        let series_are_read = self.series.is_idle();
        for asins in self.volumes.take(series_are_read) {
            self.traffic.add(Job::Volumes { asins, round: 0 });
        }
        if series_are_read && self.volumes.is_idle() && !self.volumes_done {
            self.volumes_are_read();
        }
        if let Ranking::Told(ranked) = &mut self.ranking {
            let ranked = std::mem::take(ranked);
            self.ranking = Ranking::Known;
            self.search_for(&ranked, now);
        }
        let people_are_read =
            self.ranking == Ranking::Known && self.people.done >= self.people.total;
        if people_are_read && self.member.is_none() {
            let summary = Summary {
                titles: self.snapshot.items.len() as u64,
                people_left: self.people.left,
                requests: self.traffic.sent,
                unreadable: self.place.unreadable.clone(),
                skipped: self.place.skipped.clone(),
            };
            self.end(Ok(summary));
        }
    }

    /// Takes an answer in.
    pub(super) fn take(&mut self, arrival: Arrival, now: Timestamp) {
        match arrival {
            Arrival::Library(page) => self.take_page(page, now),
            Arrival::Wishes(page) => self.take_wishes(page, now),
            Arrival::Series {
                asked,
                round,
                listing,
            } => self.take_series(&asked, round, listing, now),
            Arrival::Volumes {
                asked,
                round,
                listing,
            } => self.take_volumes(&asked, round, listing, now),
            Arrival::Person {
                query,
                order,
                page,
                answer,
            } => self.take_results(&query, order, page, answer, now),
            Arrival::Listening { ranges, answer } => self.take_listening(ranges, &answer, now),
            Arrival::Finished(asins) => self.take_finished(asins, now),
            Arrival::Memberships(list) => self.take_memberships(list, now),
        }
    }

    /// What to do about a request that brought nothing.
    pub(super) fn go_round(&mut self, sent: InFlight, trouble: Trouble, now: Timestamp) {
        let is_too_slow = match &trouble {
            Trouble::Answer(Error::RetryLater { status, .. }) => *status == 408,
            Trouble::Lost(Lost::Unreachable) => sent.repeats() > 0,
            _ => false,
        };
        if is_too_slow
            && let (Job::Library { .. }, Some(scan)) = (sent.job(), &mut self.scan)
            && scan.has_large_pages()
            && scan.again(true)
        {
            self.scan_again(now);
            return;
        }
        if let Err((job, failure)) = self.traffic.went_wrong(sent, trouble, now) {
            self.give_up(job, failure, now);
        }
    }

    /// A job will not be done: leaves it out, or ends the sync.
    fn give_up(&mut self, job: Job, failure: Failure, now: Timestamp) {
        let only_this = matches!(
            failure,
            Failure::Bug { .. } | Failure::Broken { status: 200 }
        );
        match job {
            // A state token that has grown old: all of the library answers as well.
            Job::Library { since: Some(_), .. }
                if matches!(failure, Failure::Bug { .. })
                    && let Some(scan) = &mut self.scan =>
            {
                *scan = Scan::new(None);
                self.scan_again(now);
            }
            Job::Library { since: Some(_), .. } => {
                if matches!(failure, Failure::Broken { .. }) {
                    self.place.library = LibraryPlace::Whole;
                }
                self.end(Err(failure));
            }
            // A continuation token that has grown old.
            Job::Library {
                continuation: Some(_),
                ..
            } if matches!(failure, Failure::Bug { .. })
                && self.scan.as_mut().is_some_and(|scan| scan.again(false)) =>
            {
                self.scan_again(now);
            }
            Job::Series { asins, .. } if only_this => {
                self.series.settle(asins.len());
                self.skip(SkippedPart::Series(asins.len() as u64), failure);
            }
            Job::Volumes { asins, .. } if only_this => {
                self.volumes.settle(asins.len());
                self.skip(SkippedPart::Volumes(asins.len() as u64), failure);
            }
            Job::Wishes { .. }
                if matches!(
                    failure,
                    Failure::Bug { .. } | Failure::Broken { .. } | Failure::Unauthorized
                ) =>
            {
                self.wishes = None;
                self.skip(SkippedPart::Wishes, failure);
            }
            Job::Person { query, .. } if only_this => {
                self.people.give_up(&query);
                self.skip(SkippedPart::Person(query.name), failure);
            }
            Job::Listening { .. } | Job::Finished | Job::Memberships
                if matches!(
                    failure,
                    Failure::Bug { .. }
                        | Failure::Broken { .. }
                        | Failure::Unauthorized
                        | Failure::TurnedAway
                ) =>
            {
                self.leave_member(&job, failure, now);
            }
            _ => self.end(Err(failure)),
        }
    }

    /// Leaves something out, and says so in the end.
    pub(super) fn skip(&mut self, what: SkippedPart, why: impl Display) {
        let fact = why.to_string();
        let skipped = &mut self.place.skipped;
        let more = skipped
            .iter_mut()
            .find(|known| known.fact == fact && discriminant(&known.what) == discriminant(&what));
        match (more.map(|known| &mut known.what), &what) {
            (Some(SkippedPart::Series(count)), SkippedPart::Series(more))
            | (Some(SkippedPart::Volumes(count)), SkippedPart::Volumes(more)) => *count += more,
            _ => skipped.push(Skipped { what, fact }),
        }
    }

    /// Names what could not be read, once.
    pub(super) fn name_unreadable(&mut self, items: impl IntoIterator<Item = Unreadable>) {
        for item in items {
            let is_new = (self.place.unreadable.iter())
                .all(|known| item.asin.is_none() || known.asin != item.asin);
            if is_new {
                self.place.unreadable.push(item);
            }
        }
    }
}
