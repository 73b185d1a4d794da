//! When tokens are to be renewed.

use audible::token::Refreshed;
use audible::{Secret, Timestamp};

use super::Life;
use super::tokens::{Failure, Tokens, Trouble};
use super::wait::ANSWER_MS;

impl Life {
    pub(super) fn wants(&self, now: Timestamp) -> bool {
        let Some(tokens) = &self.tokens else {
            return false;
        };
        let pauses = tokens.failure.as_ref().is_some_and(|it| is_pause(it, now));
        self.may_renew(tokens) && !pauses && (self.is_pressed() || self.due_at(tokens, now) <= now)
    }

    /// Whether asking Amazon makes sense at all.
    pub(super) fn may_renew(&self, tokens: &Tokens) -> bool {
        tokens.registration.refresh_token.is_some() && (tokens.refused.is_none() || self.asked)
    }

    /// Whether Amazon refused for good, as far as this tab knows.
    pub(super) fn needs_sign_in(&self) -> bool {
        self.tokens.as_ref().is_some_and(|it| it.refused.is_some())
    }

    /// Whether it is to be renewed whatever its end.
    pub(super) const fn is_pressed(&self) -> bool {
        self.asked || self.access_refused
    }

    /// When the access token is to be renewed: some minutes ahead of its end, at once if there is
    /// none or its end is not known, but never twice within a minute.
    pub(super) fn due_at(&self, tokens: &Tokens, now: Timestamp) -> Timestamp {
        let end = tokens.registration.access_token.as_ref();
        let Some(end) = end.and_then(|token| token.expires) else {
            return Timestamp::from_millis(i64::MIN);
        };
        // A renewal in the future tells nothing: the clock was set back since.
        match tokens.renewed_at().filter(|renewed| *renewed <= now) {
            Some(renewed) => {
                let life = end.millis_since(renewed).max(0);
                let ahead = self.ahead_ms.min(life / 4);
                end.plus_millis(-ahead)
                    .max(renewed.plus_millis(LEAST_LIFE_MS))
            }
            None => end.plus_millis(-self.ahead_ms),
        }
    }

    /// Whether tokens that came late are better than those at hand.
    pub(super) fn is_useful(&self, refreshed: &Refreshed, now: Timestamp) -> bool {
        let rotated = refreshed.refresh_token.as_ref();
        rotated.is_some_and(|it| !self.is_current(it)) || self.wants(now)
    }

    pub(super) fn is_current(&self, refresh_token: &Secret<String>) -> bool {
        self.refresh_token() == Some(refresh_token)
    }

    pub(super) fn refresh_token(&self) -> Option<&Secret<String>> {
        self.tokens.as_ref()?.registration.refresh_token.as_ref()
    }

    /// Takes note of Amazon's clock: by how much it is ahead of this device's, if that can be told.
    pub(super) fn hear(
        &mut self,
        server: Timestamp,
        sent_at: Timestamp,
        now: Timestamp,
    ) -> Option<i64> {
        if !(0..ANSWER_MS).contains(&now.millis_since(sent_at)) {
            return None;
        }
        let skew_ms = server.millis_since(now);
        if let Some(tokens) = &mut self.tokens {
            tokens.rebase(skew_ms);
        }
        Some(skew_ms)
    }

    pub(super) fn end_pause(&mut self, now: Timestamp, ends: impl FnOnce(&Trouble) -> bool) {
        let failure = self.tokens.as_mut().and_then(|it| it.failure.as_mut());
        if let Some(failure) = failure
            && ends(&failure.trouble)
        {
            failure.retry_at = failure.retry_at.min(now);
            // Pauses grow from the start again.
            failure.tries = 0;
        }
    }
}

/// Whether nothing may be asked now. A clock that was set back ends the pause rather than making
/// it longer.
pub(super) fn is_pause(failure: &Failure, now: Timestamp) -> bool {
    failure.at <= now && now < failure.retry_at
}

const LEAST_LIFE_MS: i64 = 60_000;
