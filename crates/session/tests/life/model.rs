//! The machine beside a model of it: what a member could be told of the rules in a page of text.
//! Drawn events on a device with some tabs; after each of them the machine must have asked Amazon
//! as often as the model, hold the same tokens, and show the same.
//!
//! Where the machine may choose (how long before the end within a minute, how much a pause is
//! spread), the model checks the bounds and takes over what was chosen.

use proptest::prelude::*;
use session::life::{Event, Learned, NeedsSignIn, Tokens, Trouble, View};

use crate::device::{Device, Mood, Seen};
use crate::tab::*;

const SECOND: i64 = 1000;
/// `Date` has whole seconds: once the clock was set, ends are known no better.
const SLACK: i64 = 2 * SECOND;

#[derive(Debug)]
struct Model {
    access: Option<String>,
    /// Of the access token, on the device's clock.
    end: Option<i64>,
    renewed: Option<i64>,
    refresh: Option<String>,
    refused: bool,
    failure: Option<Pause>,
    bytes: Option<String>,
    tabs: Vec<TabModel>,
}

#[derive(Clone, Debug)]
struct Pause {
    from: i64,
    until: i64,
    trouble: Trouble,
    tries: u32,
}

#[derive(Clone, Debug, Default)]
struct TabModel {
    /// The member wants a renewal, which had to wait.
    asked: bool,
    /// Audible refused the token that is still the newest.
    access_refused: bool,
    forced_at: Option<i64>,
    /// The pause ended early in this tab; what is stored still has it.
    pause_is_over: bool,
}

/// Whether Amazon is to be asked now.
#[derive(Debug, Eq, PartialEq)]
enum Ask {
    Must,
    May,
    MustNot,
}

impl Model {
    fn of(tokens: &Tokens) -> Self {
        let held = &tokens.registration;
        let token = held.access_token.as_ref();
        // EXPOSE: invented tokens.
        let text = |it: &audible::Secret<String>| it.expose().clone();
        Self {
            access: token.map(|it| text(&it.token)),
            end: token.and_then(|it| it.expires).map(millis),
            renewed: held.obtained.access_token.map(millis),
            refresh: held.refresh_token.as_ref().map(text),
            refused: false,
            failure: None,
            bytes: None,
            tabs: Vec::new(),
        }
    }

    /// One to five minutes ahead of the end, of short lives in the last quarter, and never twice
    /// within a minute.
    fn due(&self, now: i64) -> (i64, i64) {
        let Some(end) = self.end.filter(|_| self.access.is_some()) else {
            return (i64::MIN, i64::MIN);
        };
        let Some(renewed) = self.renewed.filter(|it| *it <= now) else {
            return (end - 300 * SECOND - SLACK, end - 240 * SECOND + SLACK);
        };
        let quarter = (end - renewed).max(0) / 4;
        let due = |ahead: i64| (end - ahead.min(quarter)).max(renewed + MINUTE);
        (due(300 * SECOND) - SLACK, due(240 * SECOND) + SLACK)
    }

    fn is_paused(&self, tab: usize, now: i64) -> bool {
        let pause = self.failure.as_ref();
        let is_pause = pause.is_some_and(|it| it.from <= now && now < it.until);
        is_pause && !self.tabs[tab].pause_is_over
    }

    fn ask(&self, tab: usize, now: i64) -> Ask {
        let state = &self.tabs[tab];
        if self.refresh.is_none() || (self.refused && !state.asked) || self.is_paused(tab, now) {
            return Ask::MustNot;
        }
        let (earliest, latest) = self.due(now);
        if state.asked || state.access_refused || latest <= now {
            Ask::Must
        } else if earliest <= now {
            Ask::May
        } else {
            Ask::MustNot
        }
    }

    /// A tab was told something after which it asks Amazon if that is due.
    fn asked(&mut self, tab: usize, device: &Device, seen: &Seen) {
        let now = device.now;
        match (self.ask(tab, now), seen.requests) {
            (Ask::Must | Ask::May, 1) => self.answered(tab, device),
            (Ask::MustNot | Ask::May, 0) => {}
            (ask, requests) => panic!("{ask:?}, but {requests} requests: {self:?}"),
        }
    }

    fn answered(&mut self, tab: usize, device: &Device) {
        let now = device.now;
        let stored = device.cache.failure.as_ref();
        let mut fail = |trouble: Trouble, least_asked: i64| {
            let older = self
                .failure
                .as_ref()
                .filter(|_| !self.tabs[tab].pause_is_over);
            let tries = older.map_or(0, |it| it.tries) + 1;
            let least = (SECOND << (tries - 1).min(6)).min(MINUTE);
            let until = millis(stored.unwrap().retry_at);
            let bounds = least.max(least_asked)..=(least * 3 / 2).max(least_asked);
            assert!(
                bounds.contains(&(until - now)),
                "{trouble:?} {tries}: {}",
                until - now
            );
            self.failure = Some(Pause {
                from: now,
                until,
                trouble,
                tries,
            });
            // It is stored: all tabs keep to it.
            for tab in &mut self.tabs {
                tab.pause_is_over = false;
            }
            self.tabs[tab].asked = false;
        };
        match device.mood {
            Mood::Grants {
                life_s, rotates, ..
            } => {
                let forced = self.tabs[tab].access_refused.then_some(now);
                self.takes(
                    &format!("Atna|{}", device.given),
                    now + life_s * SECOND,
                    now,
                );
                self.tabs[tab].forced_at = forced;
                if rotates {
                    self.refresh = Some(format!("Atnr|{}", device.given));
                }
            }
            Mood::Refuses => {
                self.failure = None;
                self.tabs[tab].asked = false;
                for tab in &mut self.tabs {
                    tab.pause_is_over = false;
                    // A wish from before the refusal has its answer; one after it is a test.
                    tab.asked &= self.refused;
                }
                self.refused = true;
            }
            Mood::AsksToWait { seconds } => {
                fail(Trouble::AskedToWait, (seconds * SECOND).min(HOUR));
            }
            Mood::IsBroken { status } => fail(Trouble::Service { status }, 0),
            Mood::IsOutOfReach => fail(Trouble::Unreachable, 0),
            Mood::IsOffline => fail(Trouble::Offline, 0),
        }
    }

    /// Another access token is there, in all tabs.
    fn takes(&mut self, access: &str, end: i64, now: i64) {
        self.access = Some(access.to_owned());
        (self.end, self.renewed) = (Some(end), Some(now));
        self.refused = false;
        self.failure = None;
        self.tabs.fill(TabModel::default());
    }

    fn view(&self, tab: usize, now: i64) -> View {
        let ends = self.end.map(at);
        let is_good = self.access.is_some()
            && self.end.is_none_or(|end| end > now)
            && !self.tabs[tab].access_refused;
        match &self.failure {
            _ if self.refused => needs("invalid_grant"),
            _ if is_good => View::Ready { expires: ends },
            _ if self.refresh.is_none() => View::NeedsSignIn(NeedsSignIn::NoRefreshToken),
            Some(pause) => View::Waiting {
                retry_at: at(if self.tabs[tab].pause_is_over {
                    pause.until.min(now)
                } else {
                    pause.until
                }),
                trouble: pause.trouble.clone(),
            },
            None => View::Refreshing,
        }
    }

    /// Takes over ends within the second that `Date` leaves open, then compares everything.
    fn is_like(&mut self, device: &Device) {
        let now = device.now;
        let held = &device.cache.registration;
        // EXPOSE: invented tokens.
        let text = |it: &audible::Secret<String>| it.expose().clone();
        assert_eq!(
            held.access_token.as_ref().map(|it| text(&it.token)),
            self.access
        );
        assert_eq!(held.refresh_token.as_ref().map(text), self.refresh);
        assert_eq!(held.activation_bytes.as_ref().map(text), self.bytes);
        assert_eq!(device.cache.refused.is_some(), self.refused);
        for (tab, life) in device.tabs.iter().enumerate() {
            let now = at(now);
            let known = life.tokens().unwrap();
            assert_eq!(known.registration.refresh_token, held.refresh_token);
            let end = known
                .registration
                .access_token
                .as_ref()
                .and_then(|it| it.expires);
            match (end.map(millis), self.end) {
                (Some(end), Some(own)) => assert!((end - own).abs() <= SLACK, "{end} {own}"),
                (end, own) => assert_eq!(end, own),
            }
            // Within the slack of the end neither is wrong.
            if self.end.is_none_or(|end| (end - device.now).abs() > SLACK) {
                let same = |view: View| match view {
                    View::Ready { expires } => (View::Ready { expires: None }, expires.is_some()),
                    View::Waiting { trouble, .. } => {
                        let retry_at = now;
                        (View::Waiting { retry_at, trouble }, true)
                    }
                    other => (other, true),
                };
                let expected = self.view(tab, device.now);
                assert_eq!(same(life.view(now)), same(expected), "tab {tab}: {self:?}");
                let usable = matches!(self.view(tab, device.now), View::Ready { .. });
                assert_eq!(life.access_token(now).is_some(), usable, "tab {tab}");
            }
            // Every wait ends: it wakes up for whatever the model would do next.
            let wake = life.wake_at(now).map(millis);
            let next = if self.refused && !self.tabs[tab].asked {
                Some(device.now + 300 * SECOND)
            } else if self.refresh.is_none() {
                None
            } else if self.is_paused(tab, device.now) {
                self.failure.as_ref().map(|it| it.until)
            } else {
                Some(self.due(device.now).1.max(device.now))
            };
            if let Some(next) = next {
                let wake = wake.unwrap_or(i64::MAX);
                assert!(
                    wake <= next,
                    "tab {tab} wakes at {wake}, not {next}: {self:?}"
                );
            }
        }
    }
}

/// What happens.
#[derive(Clone, Debug)]
enum Happening {
    Passes(i64),
    Opens,
    Closes(usize),
    IsLookedAt(usize),
    ComesOnline,
    MemberAsks(usize),
    AudibleRefuses(usize),
    AudibleRefusesAnOlder(usize),
    MoodIs(Mood),
    ClockIsSet(i64),
    SignsIn(usize),
    Learns(usize, u32),
}

fn happening() -> impl Strategy<Value = Happening> {
    use Happening::*;
    let tab = || 0..3_usize;
    let mood = prop_oneof![
        6 => (prop_oneof![4 => Just(3600), 1 => 1..7200_i64], any::<bool>(), any::<bool>())
            .prop_map(|(life_s, rotates, actor)| Mood::Grants { life_s, rotates, actor }),
        2 => Just(Mood::Refuses),
        2 => (0..9000_i64).prop_map(|seconds| Mood::AsksToWait { seconds }),
        2 => prop::sample::select(vec![200, 403, 500, 503]).prop_map(|status| Mood::IsBroken { status }),
        1 => Just(Mood::IsOutOfReach),
        1 => Just(Mood::IsOffline),
    ];
    prop_oneof![
        6 => (0..90 * SECOND).prop_map(Passes),
        6 => (0..2 * HOUR).prop_map(Passes),
        2 => Just(Opens),
        1 => tab().prop_map(Closes),
        3 => tab().prop_map(IsLookedAt),
        2 => Just(ComesOnline),
        3 => tab().prop_map(MemberAsks),
        3 => tab().prop_map(AudibleRefuses),
        1 => tab().prop_map(AudibleRefusesAnOlder),
        6 => mood.prop_map(MoodIs),
        1 => prop_oneof![-40 * HOUR..-MINUTE, MINUTE..40 * HOUR].prop_map(ClockIsSet),
        1 => tab().prop_map(SignsIn),
        1 => (tab(), any::<u32>()).prop_map(|(tab, bytes)| Learns(tab, bytes)),
    ]
}

/// Device and model, told the same.
struct Both {
    device: Device,
    model: Model,
    seed: u64,
}

impl Both {
    fn opens(&mut self) {
        self.seed += 1;
        self.device.open_tab(self.seed);
        self.model.tabs.push(TabModel::default());
        let tab = self.device.tabs.len() - 1;
        self.hears(tab);
        self.wakes(tab);
    }

    /// Some answer of Audible's comes by.
    fn hears(&mut self, tab: usize) {
        let server = self.device.clock().plus_millis(self.device.skew);
        let sent_at = self.device.clock();
        let seen = self.device.tell(tab, Event::Heard { server, sent_at });
        self.model.asked(tab, &self.device, &seen);
    }

    fn wakes(&mut self, tab: usize) {
        let seen = self.device.tell(tab, Event::Woke);
        self.model.asked(tab, &self.device, &seen);
        self.model.is_like(&self.device);
    }

    /// Tabs wake up when they wanted to.
    fn passes(&mut self, millis_: i64) {
        let end = self.device.now + millis_;
        loop {
            let now = self.device.clock();
            let lives = self.device.tabs.iter().enumerate();
            let wakes = lives.filter_map(|(tab, life)| Some((millis(life.wake_at(now)?), tab)));
            let Some((time, tab)) = wakes.min().filter(|(time, _)| *time <= end) else {
                break;
            };
            self.device.now = self.device.now.max(time);
            self.wakes(tab);
        }
        self.device.now = end;
    }

    fn happens(&mut self, happening: &Happening) {
        let count = self.device.tabs.len();
        let (device, model) = (&mut self.device, &mut self.model);
        match happening {
            Happening::Passes(millis) => return self.passes(*millis),
            Happening::Opens if count < 4 => return self.opens(),
            Happening::Opens => {}
            Happening::Closes(tab) if count > 1 => {
                device.tabs.remove(tab % count);
                model.tabs.remove(tab % count);
            }
            // The last one is loaded anew.
            Happening::Closes(_) => {
                device.tabs.clear();
                model.tabs.clear();
                return self.opens();
            }
            Happening::IsLookedAt(tab) => return self.wakes(tab % count),
            Happening::ComesOnline => {
                for tab in 0..count {
                    if let Some(pause) = &model.failure
                        && matches!(pause.trouble, Trouble::Offline | Trouble::Unreachable)
                    {
                        model.tabs[tab].pause_is_over = true;
                    }
                    let seen = device.tell(tab, Event::Online);
                    model.asked(tab, device, &seen);
                }
            }
            Happening::MemberAsks(tab) => {
                let tab = tab % count;
                model.tabs[tab].asked = true;
                if let Some(pause) = &model.failure
                    && pause.trouble != Trouble::AskedToWait
                {
                    model.tabs[tab].pause_is_over = true;
                }
                let seen = device.tell(tab, Event::RefreshAsked);
                model.asked(tab, device, &seen);
            }
            Happening::AudibleRefuses(tab) => {
                let tab = tab % count;
                let Some(token) = device.token_of(tab) else {
                    return;
                };
                let seen = device.tell(tab, Event::Unauthorized(token));
                let forced = model.tabs[tab].forced_at;
                let is_blamed =
                    forced.is_none_or(|at| !(0..300 * SECOND).contains(&(device.now - at)));
                assert_eq!(seen.not_the_token, !is_blamed, "{model:?}");
                if is_blamed {
                    model.tabs[tab].access_refused = true;
                    model.asked(tab, device, &seen);
                } else {
                    assert_eq!(seen.requests, 0, "{model:?}");
                }
            }
            Happening::AudibleRefusesAnOlder(tab) => {
                let seen = device.tell(tab % count, Event::Unauthorized(secret("Atna|0")));
                assert_eq!(seen, Seen::default());
            }
            Happening::MoodIs(mood) => device.mood = *mood,
            Happening::ClockIsSet(by) => {
                device.now += by;
                device.skew -= by;
                model.end = model.end.map(|end| end + by);
                model.renewed = model.renewed.map(|it| it + by);
                for tab in 0..count {
                    self.hears(tab);
                }
            }
            Happening::SignsIn(tab) => {
                let tokens = device.sign_in();
                let signed_in = Event::SignedIn(Box::new(tokens));
                assert_eq!(device.tell(tab % count, signed_in), Seen::default());
                let number = device.given;
                model.takes(&format!("Atna|{number}"), device.now + HOUR, device.now);
                model.refresh = Some(format!("Atnr|{number}"));
                model.bytes = None;
            }
            Happening::Learns(tab, bytes) => {
                let bytes = format!("{bytes:08x}");
                model.bytes = Some(bytes.clone());
                let learned = Learned::ActivationBytes {
                    bytes: secret(&bytes),
                    at: device.clock(),
                };
                let sign_in = device.tabs[tab % count].tokens().map_or(0, |it| it.sign_in);
                let learned = Event::Learned { sign_in, learned };
                let seen = device.tell(tab % count, learned);
                model.asked(tab % count, device, &seen);
            }
        }
        self.model.is_like(&self.device);
    }
}

fn millis(time: audible::Timestamp) -> i64 {
    time.millis_since(at(0))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_machine_does_what_the_model_does(
        access in prop::option::weighted(0.9, prop::option::weighted(0.9, -HOUR..2 * HOUR)),
        refresh in prop::bool::weighted(0.9),
        happenings in prop::collection::vec(happening(), 0..60),
        seed: u32,
    ) {
        let access = access.map(|end| ("Atna|1", end));
        let cache = Tokens::imported(registration(access, refresh.then_some("Atnr|1")));
        let mood = Mood::Grants { life_s: 3600, rotates: false, actor: false };
        let mut both = Both {
            model: Model::of(&cache),
            device: Device::new(cache, mood),
            seed: u64::from(seed),
        };
        both.opens();
        for happening in &happenings {
            both.happens(happening);
        }
    }
}
