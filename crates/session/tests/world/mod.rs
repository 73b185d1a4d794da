//! A device with several tabs, one cache and one lock, a network that loses things, and Amazon.
//! Time is virtual; everything is drawn from one seed.

mod amazon;

use std::collections::{BTreeMap, VecDeque};

use audible::{Secret, Timestamp};
use http::Response;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use session::life::{Effect, Event, Life, NeedsSignIn, SendId, Stored, Tokens, View};
use session::sync::Lost;

pub(crate) use amazon::{Amazon, HOUR};

pub(crate) const SECOND: i64 = 1000;
pub(crate) const MINUTE: i64 = 60 * SECOND;

/// How often things go wrong, in percent of requests or writes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Faults {
    /// The request does not reach Amazon.
    pub(crate) drop_before: u32,
    /// Amazon acts, the answer is lost.
    pub(crate) drop_after: u32,
    /// Amazon acts, the answer comes after the wait was given up.
    pub(crate) late: u32,
    /// 5xx, 429, a page instead of data, a page with 403.
    pub(crate) service: u32,
    /// A write fails.
    pub(crate) storage: u32,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Figures {
    /// Times that a page wanted something of Audible and stayed open.
    pub(crate) uses: u32,
    /// Of these, served.
    pub(crate) served: u32,
    /// Sign-ins that were needed, the first included.
    pub(crate) otps: u32,
    /// Sign-ins that were asked for although Amazon would have renewed.
    pub(crate) needless_otps: u32,
    /// Renewals.
    pub(crate) refreshes: u32,
    /// Renewals although a fresh token was in the cache.
    pub(crate) double_refreshes: u32,
    /// The longest time that a use waited for a token, in milliseconds.
    pub(crate) longest_wait_ms: i64,
}

pub(crate) struct World {
    pub(crate) now: i64,
    /// How far this device's clock is ahead of Amazon's.
    pub(crate) clock_ahead: i64,
    pub(crate) amazon: Amazon,
    pub(crate) cache: Option<Tokens>,
    pub(crate) faults: Faults,
    pub(crate) figures: Figures,
    pub(crate) tabs: BTreeMap<usize, Tab>,
    online: bool,
    asleep_until: i64,
    slept: i64,
    rng: ChaCha8Rng,
    queue: BTreeMap<(i64, u64), Happening>,
    scheduled: u64,
    opened: usize,
    holder: Option<usize>,
    waiting: VecDeque<usize>,
    /// When the member asked for a renewal last, time asleep left out.
    asked_at: i64,
    clock_set_at: i64,
}

pub(crate) struct Tab {
    life: Life,
    timer: u64,
    frozen_until: i64,
    /// A use that waits: since when (time asleep left out), and the token that was refused for it.
    wants: Option<(i64, Option<Secret<String>>)>,
    spins: (i64, u32),
    signed_in_at: i64,
    /// Uses that were served.
    pub(crate) served: u32,
}

#[derive(Clone)]
enum Happening {
    Timer {
        tab: usize,
        serial: u64,
    },
    Granted {
        tab: usize,
    },
    Member {
        tab: usize,
    },
    Read {
        tab: usize,
    },
    Arrives {
        tab: usize,
        id: SendId,
        form: String,
    },
    Answer {
        tab: usize,
        id: SendId,
        answer: Option<(u16, String)>,
    },
    Written {
        tab: usize,
        tokens: Box<Tokens>,
    },
    WriteFailed {
        tab: usize,
        revision: u64,
    },
    ApiAnswer {
        tab: usize,
        token: Secret<String>,
        sent_at: i64,
        accepted: bool,
        date: i64,
    },
}

impl Happening {
    const fn tab(&self) -> usize {
        match self {
            Self::Timer { tab, .. }
            | Self::Granted { tab }
            | Self::Member { tab }
            | Self::Read { tab }
            | Self::Arrives { tab, .. }
            | Self::Answer { tab, .. }
            | Self::Written { tab, .. }
            | Self::WriteFailed { tab, .. }
            | Self::ApiAnswer { tab, .. } => *tab,
        }
    }
}

impl World {
    /// Signed in just now; no tab is open.
    pub(crate) fn new(seed: u64, rotates: bool, faults: Faults) -> Self {
        let mut world = Self {
            now: 1_800_000_000_000,
            clock_ahead: 0,
            amazon: Amazon::new(rotates),
            cache: None,
            faults,
            figures: Figures::default(),
            tabs: BTreeMap::new(),
            online: true,
            asleep_until: 0,
            slept: 0,
            rng: ChaCha8Rng::seed_from_u64(seed),
            queue: BTreeMap::new(),
            scheduled: 0,
            opened: 0,
            holder: None,
            waiting: VecDeque::new(),
            asked_at: 0,
            clock_set_at: 0,
        };
        world.cache = Some(world.sign_in());
        world
    }

    pub(crate) fn draw(&mut self, range: std::ops::Range<i64>) -> i64 {
        self.rng.random_range(range)
    }

    pub(crate) fn chance(&mut self, percent: u32) -> bool {
        self.rng.random_range(0..100) < percent
    }

    pub(crate) fn device_now(&self) -> Timestamp {
        Timestamp::from_millis(self.now + self.clock_ahead)
    }

    pub(crate) fn open_tab(&mut self) -> usize {
        let tab = self.opened;
        self.opened += 1;
        let life = Life::open(self.read(), self.rng.random());
        self.tabs.insert(
            tab,
            Tab {
                life,
                timer: 0,
                frozen_until: 0,
                wants: None,
                spins: (0, 0),
                signed_in_at: i64::MIN / 2,
                served: 0,
            },
        );
        self.tell(tab, Event::Woke);
        tab
    }

    /// Closes a tab at any moment, as a crash would; but nobody closes it right after signing in. A write that was under way is made or not.
    pub(crate) fn kill_tab(&mut self, tab: usize) {
        let just_signed_in = |it: &Tab| self.now - self.slept - it.signed_in_at < 2 * MINUTE;
        if self.tabs.get(&tab).is_none_or(just_signed_in) {
            return;
        }
        if self.tabs.remove(&tab).is_some_and(|it| it.wants.is_some()) {
            self.figures.uses -= 1;
        }
        let written = self.chance(50);
        let under_way = self.queue.extract_if(.., |_, it| it.tab() == tab);
        let under_way: Vec<Happening> = under_way.map(|(_, it)| it).collect();
        for happening in under_way {
            match happening {
                Happening::Written { tokens, .. } if written => self.cache = Some(*tokens),
                // On its way already.
                Happening::Arrives { form, .. } => {
                    self.refresh(&form);
                }
                _ => {}
            }
        }
        self.waiting.retain(|waiting| *waiting != tab);
        self.release(tab);
    }

    /// A page wants something of Audible.
    pub(crate) fn use_library(&mut self, tab: usize) {
        if let Some(it) = self.tabs.get_mut(&tab)
            && it.wants.is_none()
        {
            it.wants = Some((self.now - self.slept, None));
            self.figures.uses += 1;
            self.serve(tab);
        }
    }

    pub(crate) fn ask_refresh(&mut self, tab: usize) {
        self.asked_at = self.now - self.slept;
        self.tell(tab, Event::RefreshAsked);
    }

    pub(crate) fn look_at(&mut self, tab: usize) {
        self.tell(tab, Event::Woke);
    }

    /// A tab in the background stops running, with whatever it holds. Not where refresh tokens
    /// rotate: going on without its lock could then cost a sign-in, which the machine accepts
    /// because Amazon's are not known to (trap T50).
    pub(crate) fn freeze(&mut self, tab: usize, millis: i64) {
        let until = self.now + millis;
        let awake = self.now - self.slept;
        if let Some(tab) = self.tabs.get_mut(&tab)
            && awake - tab.signed_in_at > 2 * MINUTE
            && !self.amazon.rotates
        {
            tab.frozen_until = until;
        }
    }

    /// The whole device sleeps; Amazon does not.
    pub(crate) fn sleep(&mut self, millis: i64) {
        self.asleep_until = self.now + millis;
        self.slept += millis;
        self.run_for(millis);
    }

    pub(crate) fn set_online(&mut self, online: bool) {
        self.online = online;
        if online {
            for tab in self.ids() {
                self.tell(tab, Event::Online);
            }
        }
    }

    /// The device's clock is set.
    pub(crate) fn set_clock(&mut self, ahead: i64) {
        self.clock_set_at = self.now;
        self.clock_ahead = ahead;
    }

    pub(crate) fn ids(&self) -> Vec<usize> {
        self.tabs.keys().copied().collect()
    }

    pub(crate) fn view(&self, tab: usize) -> View {
        self.tabs[&tab].life.view(self.device_now())
    }

    /// Whether nothing is left that Amazon would renew with, although the device is registered.
    pub(crate) fn has_lost_refresh_token(&self) -> bool {
        let open = self.tabs.values().filter_map(|tab| tab.life.tokens());
        !self.amazon.revoked && !open.chain(&self.cache).any(|it| self.is_good(it))
    }

    /// The same, counting only what is stored.
    pub(crate) fn has_stored_refresh_token(&self) -> bool {
        self.cache.as_ref().is_some_and(|it| self.is_good(it))
    }

    fn is_good(&self, tokens: &Tokens) -> bool {
        let token = tokens.registration.refresh_token.as_ref();
        token.is_some_and(|it| self.amazon.accepts(it.expose()))
    }

    /// Lets time pass.
    pub(crate) fn run_for(&mut self, millis: i64) {
        let end = self.now + millis;
        while let Some(entry) = self.queue.first_entry().filter(|it| it.key().0 <= end) {
            let ((time, _), happening) = entry.remove_entry();
            self.now = self.now.max(time);
            self.happen(happening);
        }
        self.now = end;
    }

    fn happen(&mut self, happening: Happening) {
        // Amazon does not sleep when the device does.
        if let Happening::Arrives { tab, id, form } = happening {
            let (answer, delay) = self.refresh_with_faults(&form);
            return self.after(delay, Happening::Answer { tab, id, answer });
        }
        let tab = happening.tab();
        let Some(it) = self.tabs.get(&tab) else {
            return;
        };
        let held_until = it.frozen_until.max(self.asleep_until);
        if held_until > self.now {
            let member = matches!(happening, Happening::Member { .. });
            let pause = if member { MINUTE } else { 0 };
            return self.after(held_until - self.now + pause, happening);
        }
        match happening {
            Happening::Timer { serial, .. } if it.timer == serial => self.tell(tab, Event::Woke),
            Happening::Timer { .. } | Happening::Arrives { .. } => {}
            Happening::Granted { .. } => self.tell(tab, Event::LockGranted(self.read())),
            Happening::Member { .. } => self.member(tab),
            Happening::Read { .. } => self.tell(tab, Event::Found(self.read())),
            Happening::Answer { id, answer, .. } => {
                let answer = match answer {
                    Some((status, body)) => Ok(self.response(status, body)),
                    None => Err(Lost::Offline),
                };
                self.tell(tab, Event::Answered(id, answer));
            }
            Happening::Written { tokens, .. } => {
                let revision = tokens.revision;
                self.cache = Some(*tokens);
                self.tell(tab, Event::Stored(revision));
            }
            Happening::WriteFailed { revision, .. } => {
                self.tell(tab, Event::StoreFailed(revision));
            }
            Happening::ApiAnswer {
                token,
                sent_at,
                accepted,
                date,
                ..
            } => self.api_answered(tab, token, sent_at, accepted, date),
        }
    }

    fn tell(&mut self, tab: usize, event: Event) {
        let now = self.device_now();
        let Some(it) = self.tabs.get_mut(&tab) else {
            return;
        };
        let effects = it.life.handle(event, now);
        for effect in effects {
            self.effect(tab, effect);
        }
        self.arm(tab);
        self.serve(tab);
        if matches!(self.view(tab), View::NeedsSignIn(_)) {
            // The member needs some seconds for that.
            let patience = self.draw(5 * SECOND..MINUTE);
            self.after(patience, Happening::Member { tab });
        }
    }

    /// Signs in if it is still asked for.
    fn member(&mut self, tab: usize) {
        let View::NeedsSignIn(why) = self.view(tab) else {
            return;
        };
        // Nobody signs in twice because the other tab takes a moment.
        let recently = |it: &Tab| self.now - self.slept - it.signed_in_at < MINUTE;
        if self.tabs.values().any(recently) {
            return self.after(MINUTE, Happening::Member { tab });
        }
        assert!(matches!(why, NeedsSignIn::Refused { .. }), "{why:?}");
        if !self.amazon.revoked {
            self.figures.needless_otps += 1;
        }
        let tokens = self.sign_in();
        if let Some(it) = self.tabs.get_mut(&tab) {
            it.signed_in_at = self.now - self.slept;
        }
        self.tell(tab, Event::SignedIn(Box::new(tokens)));
    }

    fn effect(&mut self, tab: usize, effect: Effect) {
        match effect {
            Effect::TakeLock => {
                self.waiting.push_back(tab);
                self.grant();
            }
            Effect::SkipLock => self.after(2, Happening::Granted { tab }),
            Effect::ReadCache => self.after(2, Happening::Read { tab }),
            Effect::Send { id, request } => {
                self.note_send();
                let form = String::from_utf8_lossy(request.body()).into_owned();
                let latency = self.draw(20..400);
                if self.online && !self.chance(self.faults.drop_before) {
                    self.after(latency, Happening::Arrives { tab, id, form });
                } else {
                    let answer = None;
                    self.after(latency, Happening::Answer { tab, id, answer });
                }
            }
            Effect::Store(tokens) => {
                let revision = tokens.revision;
                let happening = if self.chance(self.faults.storage) {
                    Happening::WriteFailed { tab, revision }
                } else {
                    Happening::Written { tab, tokens }
                };
                let delay = self.draw(1..50);
                self.after(delay, happening);
            }
            Effect::Announce => {
                for other in self.ids() {
                    if other != tab {
                        self.after(1, Happening::Read { tab: other });
                    }
                }
            }
            Effect::ReleaseLock => self.release(tab),
            // Right if Amazon takes back what it just gave; the use is over.
            Effect::NotTheToken => self.finish(tab, false),
        }
    }

    /// Sends the use that waits, if there is a token to send it with.
    fn serve(&mut self, tab: usize) {
        let now = self.device_now();
        let Some(it) = self.tabs.get_mut(&tab) else {
            return;
        };
        let Some((_, refused)) = &mut it.wants else {
            return;
        };
        let Some(token) = it.life.access_token(now).map(|it| it.token.clone()) else {
            return;
        };
        if refused.as_ref() == Some(&token) {
            return;
        }
        *refused = Some(token.clone());
        let latency = self.draw(20..300);
        let accepted = self.amazon.end_of(token.expose()) > self.now;
        if self.online {
            let happening = Happening::ApiAnswer {
                tab,
                token,
                sent_at: self.now,
                accepted,
                date: self.now + latency / 2,
            };
            self.after(latency, happening);
        } else {
            self.finish(tab, false);
        }
    }

    fn api_answered(
        &mut self,
        tab: usize,
        token: Secret<String>,
        sent_at: i64,
        accepted: bool,
        date: i64,
    ) {
        let server = Timestamp::from_millis(date / SECOND * SECOND);
        let sent_at = Timestamp::from_millis(sent_at + self.clock_ahead);
        if accepted {
            self.finish(tab, true);
        }
        self.tell(tab, Event::Heard { server, sent_at });
        if !accepted {
            self.tell(tab, Event::Unauthorized(token));
        }
    }

    fn finish(&mut self, tab: usize, served: bool) {
        let Some(it) = self.tabs.get_mut(&tab) else {
            return;
        };
        if let Some((since, _)) = it.wants.take()
            && served
        {
            it.served += 1;
            self.figures.served += 1;
            let waited = self.now - self.slept - since;
            self.figures.longest_wait_ms = self.figures.longest_wait_ms.max(waited);
        }
    }

    fn sign_in(&mut self) -> Tokens {
        self.figures.otps += 1;
        let registration = self.amazon.sign_in(self.now, self.device_now());
        let server = Timestamp::from_millis(self.now);
        Tokens::signed_in(registration, Some(server), self.device_now())
    }

    fn refresh(&mut self, form: &str) -> (u16, String) {
        let answer = self.amazon.refresh(form, self.now);
        if answer.0 == 200 {
            self.figures.refreshes += 1;
        }
        answer
    }

    /// What comes back, and after how long.
    fn refresh_with_faults(&mut self, form: &str) -> (Option<(u16, String)>, i64) {
        let latency = self.draw(20..400);
        if self.chance(self.faults.service) {
            let (status, body) = match self.draw(0..5) {
                0 => (500, "{}"),
                1 => (503, "<html><title>503</title></html>"),
                2 => (403, "<html>not from here</html>"),
                3 => (200, "<html>sorry</html>"),
                _ => (429, ""),
            };
            return (Some((status, body.to_owned())), latency);
        }
        let answer = self.refresh(form);
        if self.chance(self.faults.drop_after) {
            return (None, latency);
        }
        if self.chance(self.faults.late) {
            let late = self.draw(31 * SECOND..3 * MINUTE);
            return (Some(answer), late);
        }
        (Some(answer), latency)
    }

    fn response(&self, status: u16, body: String) -> Response<Vec<u8>> {
        let date = time::OffsetDateTime::from_unix_timestamp(self.now / SECOND).unwrap();
        let date = date.format(&time::format_description::well_known::Rfc2822);
        Response::builder()
            .status(status)
            .header("date", date.unwrap().replace("+0000", "GMT"))
            .body(body.into_bytes())
            .unwrap()
    }

    fn note_send(&mut self) {
        let token = self.cache.as_ref().and_then(|cache| {
            let token = cache.registration.access_token.as_ref();
            token.map(|token| self.amazon.end_of(token.token.expose()))
        });
        let fresh = token.is_some_and(|end| end - self.now > 6 * MINUTE);
        // Ends that were reckoned by the old clock may seem nearer than they are, for one life.
        let clock_is_old = self.now - self.clock_set_at > 2 * HOUR;
        let asked = self.now - self.slept - self.asked_at < 10 * MINUTE;
        if fresh && clock_is_old && !asked {
            self.figures.double_refreshes += 1;
        }
    }

    fn read(&self) -> Stored {
        match &self.cache {
            Some(tokens) => Stored::Tokens(Box::new(tokens.clone())),
            None => Stored::Gone,
        }
    }

    fn grant(&mut self) {
        if self.holder.is_none()
            && let Some(next) = self.waiting.pop_front()
        {
            self.holder = Some(next);
            self.after(2, Happening::Granted { tab: next });
        }
    }

    fn release(&mut self, tab: usize) {
        if self.holder == Some(tab) {
            self.holder = None;
            self.grant();
        }
    }

    /// Sets the tab's timer anew. Timers run on, whatever the clock is set to.
    fn arm(&mut self, tab: usize) {
        let device_now = self.device_now();
        let now = self.now;
        let Some(it) = self.tabs.get_mut(&tab) else {
            return;
        };
        it.timer += 1;
        let serial = it.timer;
        let Some(wake) = it.life.wake_at(device_now) else {
            return;
        };
        let wait = wake.millis_since(device_now).max(0);
        if wait == 0 {
            let count = if it.spins.0 == now { it.spins.1 + 1 } else { 0 };
            it.spins = (now, count);
            assert!(count < 20, "wakes without end: {:?}", it.life);
        }
        self.after(wait, Happening::Timer { tab, serial });
    }

    fn after(&mut self, delay: i64, happening: Happening) {
        self.scheduled += 1;
        self.queue
            .insert((self.now + delay, self.scheduled), happening);
    }
}
