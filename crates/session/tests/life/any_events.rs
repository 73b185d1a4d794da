//! Any events in any order, whether they make sense or not, with records and answers of any kind:
//! what must hold all the same.

use proptest::prelude::*;
use session::life::{
    Effect, Event, Failure, Learned, Life, Refusal, SendId, Stored, Tokens, Trouble, View,
};
use session::sync::Lost;

use crate::tab::*;

#[derive(Clone, Debug)]
enum Told {
    Passes(i64),
    Woke,
    Online,
    RefreshAsked,
    Heard(i64, i64),
    Unauthorized(u8),
    Granted(Record),
    Found(Record),
    /// The answer to one of the requests so far, however old.
    Answered(prop::sample::Index, AnyAnswer),
    Stored(prop::sample::Index),
    StoreFailed(prop::sample::Index),
    StoredNever(u64),
    Learned(u32),
    SignedIn(Box<Tokens>),
    Left,
}

#[derive(Clone, Debug)]
enum Record {
    /// What was written last.
    Ours,
    Other(Box<Tokens>),
    Gone,
    Damaged,
    Unreadable,
}

#[derive(Clone, Debug)]
enum AnyAnswer {
    Http(u16, String),
    Lost(Lost),
}

prop_compose! {
    fn tokens()(
        access in prop::option::of((0..4_u8, prop::option::of(-9 * HOUR..9 * HOUR))),
        refresh in prop::option::weighted(0.9, 0..4_u8),
        renewed in prop::option::of(-9 * HOUR..HOUR),
        sign_in in 0..3_u32,
        revision in 0..30_u64,
        skew_ms in prop::option::of(-9 * HOUR..9 * HOUR),
        refused in prop::bool::weighted(0.2),
        failure in prop::option::weighted(0.3, (-HOUR..HOUR, 0..50_u32, -HOUR..HOUR)),
    ) -> Tokens {
        let names = (access.map(|it| format!("Atna|{}", it.0)), refresh.map(|it| format!("Atnr|{it}")));
        let access = access.and_then(|(_, end)| Some((names.0.as_deref()?, end)));
        let mut registration = registration(access, names.1.as_deref());
        registration.obtained.access_token = renewed.map(at);
        let mut tokens = Tokens::imported(registration);
        (tokens.sign_in, tokens.revision, tokens.skew_ms) = (sign_in, revision, skew_ms);
        tokens.refused = refused.then(|| Refusal { at: at(0), reason: "invalid_grant".to_owned() });
        tokens.failure = failure.map(|(since, tries, retry)| Failure {
            at: at(since),
            trouble: Trouble::Offline,
            tries,
            retry_at: at(retry),
        });
        tokens
    }
}

fn record() -> impl Strategy<Value = Record> {
    prop_oneof![
        6 => Just(Record::Ours),
        3 => tokens().prop_map(|it| Record::Other(Box::new(it))),
        1 => Just(Record::Gone),
        1 => Just(Record::Damaged),
        1 => Just(Record::Unreadable),
    ]
}

fn any_answer() -> impl Strategy<Value = AnyAnswer> {
    let bodies = prop::sample::select(vec![
        r#"{"access_token":"Atna|5","expires_in":3600}"#,
        r#"{"access_token":"Atna|6","refresh_token":"Atnr|6","expires_in":"1"}"#,
        r#"{"actor_access_token":"Atna|7"}"#,
        r#"{"error":"invalid_grant"}"#,
        r#"{"error":"invalid_request"}"#,
        "{}",
        "<html></html>",
        "",
    ]);
    let lost = prop_oneof![
        Just(Lost::Offline),
        Just(Lost::Unreachable),
        Just(Lost::Refused),
        any::<u64>().prop_map(|after_s| Lost::TooMany { after_s }),
    ];
    let statuses = prop::sample::select(vec![200, 204, 400, 401, 403, 429, 500]);
    prop_oneof![
        6 => (statuses, bodies).prop_map(|(status, body)| AnyAnswer::Http(status, body.to_owned())),
        1 => (200..600_u16, ".{0,40}").prop_map(|(status, body)| AnyAnswer::Http(status, body)),
        2 => lost.prop_map(AnyAnswer::Lost),
    ]
}

fn told() -> impl Strategy<Value = Told> {
    use Told::*;
    let one = any::<prop::sample::Index>;
    prop_oneof![
        4 => (0..2 * MINUTE).prop_map(Passes),
        1 => (-9 * HOUR..9 * HOUR).prop_map(Passes),
        5 => Just(Woke),
        1 => Just(Online),
        2 => Just(RefreshAsked),
        1 => (-9 * HOUR..9 * HOUR, -MINUTE..2 * MINUTE).prop_map(|(ahead, ago)| Heard(ahead, ago)),
        2 => (0..8_u8).prop_map(Unauthorized),
        6 => record().prop_map(Granted),
        3 => record().prop_map(Found),
        6 => (one(), any_answer()).prop_map(|(which, answer)| Answered(which, answer)),
        5 => one().prop_map(Stored),
        2 => one().prop_map(StoreFailed),
        1 => (0..40_u64).prop_map(StoredNever),
        1 => any::<u32>().prop_map(Learned),
        1 => tokens().prop_map(|it| SignedIn(Box::new(it))),
        1 => Just(Left),
    ]
}

/// The engine's side, as far as it can be seen from outside.
struct Watched {
    life: Life,
    now: i64,
    requests: Vec<SendId>,
    written: Vec<Tokens>,
    lock: Lock,
    /// It asked what is in the cache.
    reads: bool,
    /// The newest record that it was shown.
    newest: Option<(u32, u64)>,
}

#[derive(Debug, Eq, PartialEq)]
enum Lock {
    Free,
    AskedFor,
    Held,
}

impl Watched {
    fn tell(&mut self, event: Event) {
        let printed = format!("{event:?}");
        let is_grant = matches!(event, Event::LockGranted(_));
        if is_grant && self.lock == Lock::AskedFor {
            self.lock = Lock::Held;
        }
        if let Event::LockGranted(shown) | Event::Found(shown) = &event {
            match shown {
                Stored::Tokens(tokens) => {
                    self.newest = self.newest.max(Some((tokens.sign_in, tokens.revision)));
                }
                // Whatever was there is gone, and counts no more.
                Stored::Gone => self.newest = None,
                Stored::Damaged | Stored::Unreadable => {}
            }
        }
        if matches!(event, Event::Left) {
            self.newest = None;
        }
        let effects = self.life.handle(event, at(self.now));
        let printed = format!("{printed} {effects:?} {:?}", self.life);
        assert!(!printed.contains("Atn"), "a secret in {printed}");
        for effect in effects {
            match effect {
                Effect::TakeLock => {
                    assert_eq!(self.lock, Lock::Free, "asked for twice");
                    self.lock = Lock::AskedFor;
                }
                Effect::SkipLock => assert_eq!(self.lock, Lock::AskedFor),
                Effect::Send { id, .. } => {
                    assert_eq!(self.lock, Lock::Held, "Amazon is asked under the lock only");
                    self.requests.push(id);
                }
                Effect::Store(tokens) => {
                    assert_eq!(self.lock, Lock::Held, "written under the lock only");
                    let age = Some((tokens.sign_in, tokens.revision));
                    assert!(age >= self.newest, "{age:?} over {:?}", self.newest);
                    self.written.push(*tokens);
                }
                Effect::ReleaseLock => self.lock = Lock::Free,
                Effect::ReadCache => self.reads = true,
                Effect::Announce | Effect::NotTheToken => {}
            }
        }
        // Whoever has the lock or waits for it wakes up by itself, and soon.
        let wake = self.life.wake_at(at(self.now));
        if self.lock != Lock::Free {
            let wait = wake.unwrap().millis_since(at(self.now));
            assert!(wait <= 2 * MINUTE, "{:?} for {wait} ms", self.lock);
        }
        // What is shown and what is used are one.
        let is_ready = matches!(self.life.view(at(self.now)), View::Ready { .. });
        assert_eq!(is_ready, self.life.access_token(at(self.now)).is_some());
    }

    fn happens(&mut self, told: Told) {
        let now = self.now;
        let record = |record: Record, ours: Option<&Tokens>| match record {
            Record::Ours => ours.map_or(Stored::Unreadable, stored),
            Record::Other(tokens) => Stored::Tokens(tokens),
            Record::Gone => Stored::Gone,
            Record::Damaged => Stored::Damaged,
            Record::Unreadable => Stored::Unreadable,
        };
        let revision = |index: &prop::sample::Index, written: &[Tokens]| {
            let written = (!written.is_empty()).then(|| index.get(written));
            written.map_or(0, |it| it.revision)
        };
        let event = match told {
            Told::Passes(millis) => {
                self.now += millis;
                if millis > 0 {
                    return;
                }
                // Timers run on when the clock is set back, and wake it.
                Event::Woke
            }
            Told::Woke => Event::Woke,
            Told::Online => Event::Online,
            Told::RefreshAsked => Event::RefreshAsked,
            Told::Heard(ahead, ago) => Event::Heard {
                server: at(now + ahead),
                sent_at: at(now - ago),
            },
            Told::Unauthorized(token) => Event::Unauthorized(secret(&format!("Atna|{token}"))),
            // The engine tells it only after it was asked to.
            Told::Granted(_) if self.lock == Lock::Free => return,
            Told::Granted(it) => Event::LockGranted(record(it, self.written.last())),
            Told::Found(it) => Event::Found(record(it, self.written.last())),
            Told::Answered(_, _) if self.requests.is_empty() => return,
            Told::Answered(which, answered) => {
                let answer = match answered {
                    AnyAnswer::Http(status, body) => answer(status, &body),
                    AnyAnswer::Lost(lost) => Err(lost),
                };
                Event::Answered(*which.get(&self.requests), answer)
            }
            Told::Stored(which) => Event::Stored(revision(&which, &self.written)),
            Told::StoreFailed(which) => Event::StoreFailed(revision(&which, &self.written)),
            Told::StoredNever(revision) => Event::Stored(revision),
            Told::Learned(bytes) => Event::Learned {
                sign_in: self.life.tokens().map_or(0, |tokens| tokens.sign_in),
                learned: Learned::ActivationBytes {
                    bytes: secret(&format!("{bytes:08x}")),
                    at: at(now),
                },
            },
            Told::SignedIn(tokens) => Event::SignedIn(tokens),
            Told::Left => Event::Left,
        };
        self.tell(event);
    }

    /// From here on everything works: it comes to rest by itself.
    fn settles(&mut self) {
        for _ in 0..60 {
            let (requests, written) = (self.requests.len(), self.written.len());
            match self.lock {
                Lock::AskedFor => {
                    let kept = self.life.tokens().map_or(Stored::Gone, stored);
                    self.tell(Event::LockGranted(kept));
                }
                Lock::Held => {
                    // Whatever is under way is answered, and what hangs is given up.
                    if let Some(id) = self.requests.last() {
                        self.tell(Event::Answered(*id, granted("Atna|9")));
                    }
                    if let Some(written) = self.written.last() {
                        self.tell(Event::Stored(written.revision));
                    }
                    if std::mem::take(&mut self.reads) {
                        let kept = self.life.tokens().map_or(Stored::Gone, stored);
                        self.tell(Event::Found(kept));
                    }
                    if (requests, written) == (self.requests.len(), self.written.len())
                        && self.lock == Lock::Held
                    {
                        self.now += MINUTE;
                        self.tell(Event::Woke);
                    }
                }
                Lock::Free => {
                    match self.life.view(at(self.now)) {
                        View::NeedsSignIn(_) | View::SignedOut => return,
                        View::Ready { .. } if self.life.trouble().is_none() => return,
                        View::Ready { .. } | View::Refreshing | View::Waiting { .. } => {}
                    }
                    let Some(wake) = self.life.wake_at(at(self.now)) else {
                        // Without a refresh token nothing is left to try.
                        let tokens = self.life.tokens().unwrap();
                        assert_eq!(tokens.registration.refresh_token, None);
                        return;
                    };
                    self.now += wake.millis_since(at(self.now)).max(0);
                    self.tell(Event::Woke);
                }
            }
        }
        let view = self.life.view(at(self.now));
        panic!("no rest: {view:?} {:?} {:?}", self.lock, self.life);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_is_told_the_rules_hold(
        first in tokens(),
        seed: u64,
        events in prop::collection::vec(told(), 0..80),
    ) {
        let newest = Some((first.sign_in, first.revision));
        let mut watched = Watched {
            life: Life::open(stored(&first), seed),
            now: 0,
            requests: Vec::new(),
            written: Vec::new(),
            lock: Lock::Free,
            reads: false,
            newest,
        };
        for event in events {
            watched.happens(event);
        }
        watched.settles();
    }
}
