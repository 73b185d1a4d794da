//! [`Device`]: a browser with its clock, one cache, one lock, and what it knows of the account.

use std::collections::VecDeque;

use audible::Timestamp;
use session::life::{SendId, Stored, Tokens};

use crate::amazon::{Amazon, RegistrationId};
use crate::clock::SECOND;
use crate::world::TabId;

/// Names a device.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct DeviceId(pub(crate) usize);

#[derive(Debug)]
pub(crate) struct Device {
    /// How far its clock is ahead of Amazon's.
    pub(crate) clock_ahead: i64,
    pub(crate) cache: Option<Tokens>,
    pub(crate) online: bool,
    /// When the member signed in here (time awake).
    pub(crate) signed_in_at: i64,
    /// The registration that it got last: at a sign-in, or with a copy from another device.
    pub(crate) registration: RegistrationId,
    /// That its refresh token is lost was counted.
    pub(crate) is_lost: bool,
    /// Who has the account's lock.
    holder: Option<TabId>,
    waiting: VecDeque<TabId>,
    slept: i64,
    asleep_since: i64,
    pub(crate) asleep_until: i64,
    /// Tabs that were asked to renew a good token, and when.
    asked: Vec<(TabId, i64)>,
    /// Ends of tokens from before that may be reckoned wrongly: by another clock.
    pub(crate) clock_is_new_since: i64,
    /// Until when a tab that has the lock, or waits for it, does not run.
    pub(crate) hangs_until: i64,
    /// Who asks Amazon: since when.
    asking: Vec<(TabId, SendId, i64)>,
}

impl Device {
    pub(crate) const fn new(registration: RegistrationId) -> Self {
        Self {
            clock_ahead: 0,
            cache: None,
            online: true,
            signed_in_at: i64::MIN / 2,
            registration,
            is_lost: false,
            holder: None,
            waiting: VecDeque::new(),
            slept: 0,
            asleep_since: 0,
            asleep_until: 0,
            asked: Vec::new(),
            clock_is_new_since: 0,
            hangs_until: 0,
            asking: Vec::new(),
        }
    }

    /// What its clock shows.
    pub(crate) const fn clock(&self, now: i64) -> Timestamp {
        Timestamp::from_millis(now + self.clock_ahead)
    }

    /// Time, those times left out in which it slept.
    pub(crate) fn awake(&self, now: i64) -> i64 {
        let this_nap = now.min(self.asleep_until) - self.asleep_since;
        now - self.slept - this_nap.max(0)
    }

    pub(crate) fn sleep(&mut self, now: i64, millis: i64) {
        if self.asleep_until > now {
            self.asleep_until = self.asleep_until.max(now + millis);
            return;
        }
        self.slept += self.asleep_until - self.asleep_since;
        self.asleep_since = now;
        self.asleep_until = now + millis;
    }

    pub(crate) fn stored(&self) -> Stored {
        match &self.cache {
            Some(tokens) => Stored::Tokens(Box::new(tokens.clone())),
            None => Stored::Gone,
        }
    }

    /// Whether Amazon takes the refresh token that is stored.
    pub(crate) fn has_good_cache(&self, amazon: &Amazon) -> bool {
        self.cache.as_ref().is_some_and(|it| is_good(it, amazon))
    }

    /// A tab asks for the lock. Gives the tab that now has it, if that changed.
    pub(crate) fn queue_for_lock(&mut self, tab: TabId) -> Option<TabId> {
        self.waiting.push_back(tab);
        self.grant()
    }

    /// A tab lets go of the lock and of its place in the queue. Gives the tab that now has it, if
    /// that changed.
    pub(crate) fn let_go(&mut self, tab: TabId) -> Option<TabId> {
        self.waiting.retain(|waiting| *waiting != tab);
        if self.holder != Some(tab) {
            return None;
        }
        self.holder = None;
        self.grant()
    }

    fn grant(&mut self) -> Option<TabId> {
        if self.holder.is_some() {
            return None;
        }
        self.holder = self.waiting.pop_front();
        self.holder
    }

    /// The member asks one tab to renew. That counts until the token is renewed.
    pub(crate) fn ask(&mut self, tab: TabId, now: i64) {
        self.asked.push((tab, now));
    }

    pub(crate) fn is_asked(&self, tab: TabId) -> bool {
        self.asked.iter().any(|(asked, _)| *asked == tab)
    }

    /// Puts a record in the cache, whose access token Amazon gave at `granted`.
    pub(crate) fn write(&mut self, tokens: Tokens, granted: i64) {
        self.asked.retain(|(_, at)| *at > granted);
        self.cache = Some(tokens);
    }

    /// A tab that has the lock does not run.
    pub(crate) fn hangs(&mut self, tab: TabId, until: i64) {
        if self.holder == Some(tab) || self.waiting.contains(&tab) {
            self.hangs_until = self.hangs_until.max(until);
        }
    }

    /// A tab asks Amazon. True if another one does so already, and still waits for the answer.
    pub(crate) fn asks(&mut self, tab: TabId, id: SendId, now: i64) -> bool {
        self.asking.retain(|(.., since)| now - since < ANSWER_WAIT);
        let busy = self.asking.iter().any(|(other, ..)| *other != tab);
        self.asking.push((tab, id, now));
        busy
    }

    pub(crate) fn is_answered(&mut self, tab: TabId, id: SendId) {
        self.asking
            .retain(|(asker, asked, _)| (*asker, *asked) != (tab, id));
    }

    pub(crate) fn tab_is_gone(&mut self, tab: TabId) {
        self.asking.retain(|(asker, ..)| *asker != tab);
    }
}

pub(crate) fn is_good(tokens: &Tokens, amazon: &Amazon) -> bool {
    let token = tokens.registration.refresh_token.as_ref();
    // EXPOSE: an invented token, which its maker is asked about.
    token.is_some_and(|it| amazon.accepts(it.expose()))
}

/// So long a tab waits for Amazon's answer.
const ANSWER_WAIT: i64 = 30 * SECOND;
