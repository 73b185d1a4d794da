//! [`Traffic`]: which request goes out when. Repeats, pauses, how many at once, and the renewal of
//! a refused token (API reference, 1.3 and 1.9; traps A2, A3, A5 to A8).

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use audible::{Error, Timestamp};

use super::action::{Failure, Lost, RequestId};
use super::health::{Subject, Tally};
use super::job::Job;
use super::patience::{Patience, Wait};
use super::window::Window;

/// What is asked, will be asked, and must wait.
#[derive(Debug)]
pub(super) struct Traffic {
    /// Requests ever sent.
    pub(super) sent: u64,
    /// Library and wish list.
    single: VecDeque<Queued>,
    /// Catalogue.
    several: VecDeque<Queued>,
    delayed: Vec<(Timestamp, Queued)>,
    in_flight: BTreeMap<RequestId, InFlight>,
    window: Window,
    /// When the service last asked to slow down.
    slowed_at: Option<Timestamp>,
    paused_until: Option<Timestamp>,
    token: Token,
    /// Number of renewals; tells which token a request went out with.
    renewals: u32,
    patience: Patience,
    latency_ms: Option<f64>,
    pub(super) slowed: u64,
    pub(super) tallies: BTreeMap<Subject, Tally>,
}

/// A job in line.
#[derive(Debug)]
struct Queued {
    job: Job,
    repeats: u8,
    /// Its token was refused once already.
    refused: bool,
}

/// A job on its way.
#[derive(Debug)]
pub(super) struct InFlight {
    queued: Queued,
    sent_at: Timestamp,
    renewals: u32,
}

impl InFlight {
    pub(super) const fn job(&self) -> &Job {
        &self.queued.job
    }

    pub(super) const fn repeats(&self) -> u8 {
        self.queued.repeats
    }

    pub(super) fn into_job(self) -> Job {
        self.queued.job
    }
}

/// The state of the access token, as far as answers tell.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Token {
    Good,
    /// Refused, and nobody was told yet.
    Refused,
    /// Refused; a new one was asked for.
    Awaited,
}

/// Why an answer is of no use.
#[derive(Clone, Debug)]
pub(super) enum Trouble {
    /// There is none.
    Lost(Lost),
    /// It is an error.
    Answer(Error),
}

impl Traffic {
    pub(super) const fn new(seed: u64) -> Self {
        Self {
            sent: 0,
            single: VecDeque::new(),
            several: VecDeque::new(),
            delayed: Vec::new(),
            in_flight: BTreeMap::new(),
            window: Window::new(),
            slowed_at: None,
            paused_until: None,
            token: Token::Good,
            renewals: 0,
            patience: Patience::new(seed),
            latency_ms: None,
            slowed: 0,
            tallies: BTreeMap::new(),
        }
    }

    /// Puts a job at the end of the line.
    pub(super) fn add(&mut self, job: Job) {
        self.line(&job).push_back(Queued::new(job));
    }

    /// Puts a job in front: it finishes what was begun.
    pub(super) fn add_next(&mut self, job: Job) {
        self.line(&job).push_front(Queued::new(job));
    }

    /// Puts a job in line that must not go out before `at`.
    pub(super) fn add_later(&mut self, job: Job, at: Timestamp) {
        self.delayed.push((at, Queued::new(job)));
    }

    /// What may go out now.
    pub(super) fn due(&mut self, now: Timestamp) -> Vec<(RequestId, Job)> {
        if self.token != Token::Good || self.paused_until.is_some_and(|until| now < until) {
            return Vec::new();
        }
        self.paused_until = None;
        let mut sent = Vec::new();
        let (due, delayed) = std::mem::take(&mut self.delayed)
            .into_iter()
            .partition(|(at, _)| *at <= now);
        self.delayed = delayed;
        for (_, queued) in Vec::into_iter(due).rev() {
            self.line(&queued.job).push_front(queued);
        }
        while let Some(queued) = self.single.pop_front() {
            sent.push(self.send(queued, now));
        }
        let mut in_flight = self.catalog_in_flight();
        while in_flight < self.window.size() {
            let Some(queued) = self.several.pop_front() else {
                break;
            };
            sent.push(self.send(queued, now));
            in_flight += 1;
        }
        sent
    }

    /// When [`Self::due`] will have something without an answer coming in.
    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        if self.token != Token::Good {
            return None;
        }
        let delayed = self.delayed.iter().map(|(at, _)| *at).min();
        let next = if self.single.is_empty() && self.several.is_empty() {
            delayed?
        } else {
            // Whatever is in line and not paused went out, or waits for an answer.
            match (self.paused_until, delayed) {
                (Some(until), _) => until,
                (None, delayed) => delayed?,
            }
        };
        Some(self.paused_until.map_or(next, |until| next.max(until)))
    }

    /// The end of a pause that holds everything up.
    pub(super) fn paused_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.paused_until.filter(|until| now < *until)
    }

    /// Whether anything is asked again, or waits for that.
    pub(super) fn is_repeating(&self) -> bool {
        let in_flight = self.in_flight.values().map(|sent| &sent.queued);
        let delayed = self.delayed.iter().map(|(_, queued)| queued);
        in_flight.chain(delayed).any(|queued| queued.repeats > 0)
    }

    /// Takes a request off the way. `None` if it is not known.
    pub(super) fn take(&mut self, id: RequestId) -> Option<InFlight> {
        self.in_flight.remove(&id)
    }

    /// Its answer was good.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    pub(super) fn went_well(&mut self, sent: &InFlight, now: Timestamp) {
        // What went out before says nothing about the new width.
        let is_new = self.slowed_at.is_none_or(|at| sent.sent_at > at);
        if is_new && sent.job().is_of_catalog() {
            self.window.widen();
        }
        let took = now.millis_since(sent.sent_at).max(0);
        let tally = self.tally(sent.job());
        tally.answered += 1;
        tally.ms += took.unsigned_abs();
        tally.slowest_ms = tally.slowest_ms.max(took.unsigned_abs());
        let took = took as f64;
        self.latency_ms = Some(
            self.latency_ms
                .map_or(took, |known| known.mul_add(0.9, took * 0.1)),
        );
    }

    /// Its answer was not good: lines it up again, or says why not, with the job.
    pub(super) fn went_wrong(
        &mut self,
        sent: InFlight,
        trouble: Trouble,
        now: Timestamp,
    ) -> Result<(), (Job, Failure)> {
        self.tally(sent.job()).failed += 1;
        match trouble {
            Trouble::Lost(Lost::Offline) => self.repeat(sent, None, Failure::Offline, now),
            Trouble::Lost(Lost::Unreachable) => self.repeat(sent, None, Failure::Unreachable, now),
            Trouble::Lost(Lost::TooMany { after_s }) => {
                let after = Some(Duration::from_secs(after_s));
                self.slow_down(sent, after, 429, now)
            }
            Trouble::Lost(Lost::Refused) => Err((sent.into_job(), Failure::RelayRefused)),
            Trouble::Answer(Error::RetryLater { status, after }) => match status {
                429 | 503 => self.slow_down(sent, after, status, now),
                _ => self.repeat(sent, after, Failure::Broken { status }, now),
            },
            Trouble::Answer(Error::RenewToken { .. }) => self.token_refused(sent),
            Trouble::Answer(Error::TurnedAway) => Err((sent.into_job(), Failure::TurnedAway)),
            Trouble::Answer(Error::ReportBug { subject, fact }) => {
                let subject = subject.to_owned();
                Err((sent.into_job(), Failure::Bug { subject, fact }))
            }
            Trouble::Answer(other) => {
                let (subject, fact) = ("sync".to_owned(), other.to_string());
                Err((sent.into_job(), Failure::Bug { subject, fact }))
            }
        }
    }

    /// Whether a renewal is to be asked for; says so once a token.
    pub(super) fn take_refusal(&mut self) -> bool {
        let refused = self.token == Token::Refused;
        if refused {
            self.token = Token::Awaited;
        }
        refused
    }

    /// There is a new token.
    pub(super) const fn renewed(&mut self) {
        self.token = Token::Good;
        self.renewals += 1;
    }

    /// Milliseconds that so many more requests of the catalogue take; `None` before the first answer.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "an estimate"
    )]
    pub(super) fn estimate_ms(&self, requests: u64) -> Option<u64> {
        let each = self.latency_ms?;
        Some((each * requests as f64 / self.window.size() as f64).ceil() as u64)
    }

    fn tally(&mut self, job: &Job) -> &mut Tally {
        self.tallies.entry(Subject::of(job)).or_default()
    }

    fn line(&mut self, job: &Job) -> &mut VecDeque<Queued> {
        if job.is_of_catalog() {
            &mut self.several
        } else {
            &mut self.single
        }
    }

    fn catalog_in_flight(&self) -> usize {
        self.in_flight
            .values()
            .filter(|sent| sent.job().is_of_catalog())
            .count()
    }

    fn send(&mut self, queued: Queued, now: Timestamp) -> (RequestId, Job) {
        self.sent += 1;
        self.tally(&queued.job).sent += 1;
        let id = RequestId(self.sent);
        let job = queued.job.clone();
        self.in_flight.insert(
            id,
            InFlight {
                queued,
                sent_at: now,
                renewals: self.renewals,
            },
        );
        (id, job)
    }

    /// Asked to slow down: fewer at once, and nothing at all until the wait is over.
    fn slow_down(
        &mut self,
        sent: InFlight,
        after: Option<Duration>,
        status: u16,
        now: Timestamp,
    ) -> Result<(), (Job, Failure)> {
        self.window.halve();
        self.slowed += 1;
        self.slowed_at = Some(now);
        self.repeat(sent, after, Failure::Broken { status }, now)?;
        let until = self.delayed.last().map(|(at, _)| *at);
        self.paused_until = self.paused_until.max(until);
        Ok(())
    }

    /// Lines a job up again after the wait that was asked for, else after our own.
    fn repeat(
        &mut self,
        sent: InFlight,
        after: Option<Duration>,
        or_else: Failure,
        now: Timestamp,
    ) -> Result<(), (Job, Failure)> {
        let mut queued = sent.queued;
        match self.patience.wait(queued.repeats, after) {
            Wait::Millis(wait) => {
                queued.repeats += 1;
                self.delayed.push((now.plus_millis(wait), queued));
                Ok(())
            }
            Wait::TooLong(wait) => {
                let until = now.plus_millis(wait);
                Err((queued.job, Failure::AskedToWait { until }))
            }
            Wait::NoMore => Err((queued.job, or_else)),
        }
    }

    /// The first refusal of a token asks for a new one; a job that is refused with a new one too
    /// is not asked again.
    fn token_refused(&mut self, sent: InFlight) -> Result<(), (Job, Failure)> {
        let mut queued = sent.queued;
        if sent.renewals == self.renewals {
            if queued.refused {
                return Err((queued.job, Failure::Unauthorized));
            }
            queued.refused = true;
            if self.token == Token::Good {
                self.token = Token::Refused;
            }
        }
        self.line(&queued.job).push_front(queued);
        Ok(())
    }
}

impl Queued {
    const fn new(job: Job) -> Self {
        Self {
            job,
            repeats: 0,
            refused: false,
        }
    }
}
