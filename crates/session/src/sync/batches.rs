//! [`Batches`]: ASINs that are asked for fifty at a time, each once.

use std::collections::HashSet;

use audible::Asin;
use audible::api::catalog::BATCH;

/// ASINs to ask for.
#[derive(Debug, Default)]
pub(super) struct Batches {
    seen: HashSet<Asin>,
    pending: Vec<Asin>,
    /// Asked for and not settled.
    open: usize,
    done: usize,
}

impl Batches {
    /// Wants one, unless that was wanted before.
    pub(super) fn want(&mut self, asin: &Asin) {
        if self.seen.insert(asin.clone()) {
            self.pending.push(asin.clone());
        }
    }

    /// Notes that one is wanted but known already.
    pub(super) fn have(&mut self, asin: &Asin) {
        if self.seen.insert(asin.clone()) {
            self.done += 1;
        }
    }

    pub(super) fn is_wanted(&self, asin: &Asin) -> bool {
        self.seen.contains(asin)
    }

    /// Full batches; the rest as well if nothing can follow.
    pub(super) fn take(&mut self, nothing_follows: bool) -> Vec<Vec<Asin>> {
        let whole = if nothing_follows {
            self.pending.len()
        } else {
            self.pending.len() / BATCH * BATCH
        };
        let rest = self.pending.split_off(whole);
        let taken = std::mem::replace(&mut self.pending, rest);
        self.open += taken.len();
        // Even batches come back sooner than full ones and a small one.
        let batches = taken.len().div_ceil(BATCH).max(1);
        taken
            .chunks(taken.len().div_ceil(batches).max(1))
            .map(<[Asin]>::to_vec)
            .collect()
    }

    /// So many are answered, or given up.
    pub(super) const fn settle(&mut self, count: usize) {
        self.open = self.open.saturating_sub(count);
        self.done += count;
    }

    /// Nothing is wanted or under way.
    pub(super) const fn is_idle(&self) -> bool {
        self.open == 0 && self.pending.is_empty()
    }

    /// Settled and wanted so far.
    pub(super) fn count(&self) -> (u64, u64) {
        (self.done as u64, self.seen.len() as u64)
    }

    /// Requests that are left.
    pub(super) const fn requests_left(&self) -> u64 {
        (self.open + self.pending.len()).div_ceil(BATCH) as u64
    }
}
