//! What a sync does with the member's statistics and plans.

use std::collections::HashSet;

use audible::api::stats::Ranges;
use audible::{Asin, Listening, Membership, Timestamp};

use super::Sync;
use super::action::{Failure, Part, SkippedPart};
use super::job::Job;

impl Sync {
    pub(super) fn take_listening(&mut self, ranges: Ranges, answer: &Listening, now: Timestamp) {
        let known = &mut self.snapshot.listening;
        known.take(answer);
        if let Some(member) = &mut self.member {
            member.learn(ranges, answer, known);
        }
        self.ask_about_member(now);
    }

    pub(super) fn take_finished(&mut self, asins: Vec<Asin>, now: Timestamp) {
        self.snapshot.listening.finished = asins;
        self.ask_about_member(now);
    }

    /// What either list says is finished is finished (API reference, 10.7). Only once both were read: by
    /// an old list, a title would be marked again that the member has marked as not finished.
    pub(super) fn mark_finished(&mut self) {
        let finished: HashSet<&Asin> = self.snapshot.listening.finished.iter().collect();
        for item in &mut self.snapshot.items {
            if item.finished != Some(true) && finished.contains(&item.product.asin) {
                item.finished = Some(true);
                self.unsaved.insert(Part::Library);
            }
        }
    }

    pub(super) fn take_memberships(&mut self, list: Vec<Membership>, now: Timestamp) {
        self.snapshot.memberships.list = list;
        self.snapshot.memberships.read_at = Some(now);
        self.ask_about_member(now);
    }

    /// One of these requests will not be answered: what was known stays.
    pub(super) fn leave_member(&mut self, job: &Job, failure: Failure, now: Timestamp) {
        match job {
            Job::Listening { ranges } => {
                let other_way = matches!(failure, Failure::Bug { .. })
                    && (self.member.as_mut()).is_some_and(|member| member.refused(*ranges));
                if !other_way {
                    self.skip(SkippedPart::Listening, failure);
                    // Nothing of this kind is asked for any more.
                    if let Some(member) = &mut self.member {
                        member.give_up_listening();
                    }
                }
            }
            Job::Finished => self.skip(SkippedPart::Finished, failure),
            _ => self.skip(SkippedPart::Memberships, failure),
        }
        self.ask_about_member(now);
    }

    fn ask_about_member(&mut self, now: Timestamp) {
        let Some(member) = &mut self.member else {
            return;
        };
        if let Some(job) = member.next() {
            self.traffic.add(job);
            return;
        }
        let has_listening = member.has_listening();
        self.member = None;
        if has_listening {
            self.snapshot.listening.read_at = Some(now);
        }
        self.place.member = true;
        self.unsaved.insert(Part::Member);
        if self.scan.is_none() {
            self.mark_finished();
        }
    }
}
