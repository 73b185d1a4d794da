//! What goes wrong: [`Faults`] as they happen to anybody, and a [`Defect`] that nobody should have.

/// How often things go wrong, in percent of requests or writes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    /// The request does not reach Amazon.
    pub drop_before: u32,
    /// Amazon acts, the answer is lost.
    pub drop_after: u32,
    /// Amazon acts, the answer comes after the wait was given up.
    pub late: u32,
    /// 5xx, 429, a page instead of data, a page with 403.
    pub service: u32,
    /// A known but unusual shape of an answer.
    pub odd_shape: u32,
    /// A write fails, or the cache cannot be read.
    pub storage: u32,
    /// The tab is killed, in tenths of a percent of the steps that it takes.
    pub kill: u32,
}

impl Faults {
    /// A bad day in every respect.
    pub const BAD: Self = Self {
        drop_before: 10,
        drop_after: 10,
        late: 5,
        service: 20,
        odd_shape: 20,
        storage: 10,
        kill: 5,
    };
}

/// A device that does not do what it is told to: what the counters are tried with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Defect {
    /// The lock is given to everybody at once.
    SharesLock,
    /// Under the lock one sees what the cache held when the tab was opened.
    ReadsOld,
    /// Every other write is confirmed and not made.
    LosesWrites,
    /// Trouble of the service is told as a refusal of the token.
    TakesTroubleForRefusal,
    /// Nobody is woken after a pause.
    ForgetsToWake,
    /// The cache is empty whenever a tab opens.
    ForgetsAll,
}
