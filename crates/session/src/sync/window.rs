//! [`Window`]: how many requests of the catalogue may be in flight (API reference, 1.9).

/// So many at most.
pub(super) const WIDEST: usize = 8;

/// How many requests may be in flight: at most 8, halved whenever the service asks to slow down,
/// raised by one after two full windows of good answers.
#[derive(Debug)]
pub(super) struct Window {
    size: usize,
    good: usize,
}

impl Window {
    pub(super) const fn new() -> Self {
        Self {
            size: WIDEST,
            good: 0,
        }
    }

    pub(super) const fn size(&self) -> usize {
        self.size
    }

    pub(super) fn halve(&mut self) {
        self.size = (self.size / 2).max(1);
        self.good = 0;
    }

    pub(super) fn widen(&mut self) {
        self.good += 1;
        if self.good >= 2 * self.size && self.size < WIDEST {
            self.size += 1;
            self.good = 0;
        }
    }
}
