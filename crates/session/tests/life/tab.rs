//! [`Tab`]: one tab with its virtual clock, and what Amazon answers.

use audible::registration::AccessToken;
use audible::{AccountKind, Marketplace, Registration, Secret, Timestamp};
use http::Response;
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;
use session::life::{Effect, Event, Life, NeedsSignIn, SendId, Stored, Tokens, View};
use session::sync::Lost;

pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;

pub(crate) fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(1_800_000_000_000 + millis)
}

pub(crate) fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

pub(crate) fn registration(
    access: Option<(&str, Option<i64>)>,
    refresh: Option<&str>,
) -> Registration {
    Registration {
        access_token: access.map(|(token, end)| AccessToken {
            token: secret(token),
            expires: end.map(at),
        }),
        refresh_token: refresh.map(secret),
        ..Registration::new(Marketplace::De, AccountKind::Amazon)
    }
}

/// Signed in at time 0, with an hour to go.
pub(crate) fn fresh() -> Tokens {
    let registration = registration(Some(("Atna|1", Some(HOUR))), Some("Atnr|1"));
    Tokens::signed_in(registration, Some(at(0)), at(0))
}

pub(crate) fn open(tokens: &Tokens) -> Life {
    Life::open(stored(tokens), 1)
}

pub(crate) fn stored(tokens: &Tokens) -> Stored {
    Stored::Tokens(Box::new(tokens.clone()))
}

pub(crate) type Answer = Result<Response<Vec<u8>>, Lost>;

pub(crate) fn answer(status: u16, body: &str) -> Answer {
    let answer = Response::builder().status(status);
    Ok(answer.body(body.as_bytes().to_vec()).unwrap())
}

pub(crate) fn granted(access: &str) -> Answer {
    answer(
        200,
        &format!(r#"{{"access_token":"{access}","expires_in":3600}}"#),
    )
}

pub(crate) fn rotated(access: &str, refresh: &str) -> Answer {
    let tokens = format!(r#""access_token":"{access}","refresh_token":"{refresh}""#);
    answer(200, &format!(r#"{{{tokens},"expires_in":"3600"}}"#))
}

pub(crate) fn refused() -> Answer {
    answer(
        400,
        r#"{"error":"invalid_grant","error_description":"invented"}"#,
    )
}

pub(crate) fn names(effects: &[Effect]) -> String {
    format!("{effects:?}")
}

pub(crate) fn only_send(effects: &[Effect]) -> SendId {
    match effects {
        [Effect::Send { id, .. }] => *id,
        other => panic!("{other:?} instead of one Send"),
    }
}

pub(crate) fn only_store(effects: Vec<Effect>) -> Tokens {
    match <[Effect; 1]>::try_from(effects) {
        Ok([Effect::Store(tokens)]) => *tokens,
        other => panic!("{other:?} instead of one Store"),
    }
}

/// One tab with its virtual clock.
pub(crate) struct Tab {
    pub(crate) life: Life,
    pub(crate) now: i64,
}

impl Tab {
    pub(crate) fn new(tokens: &Tokens, now: i64) -> Self {
        let life = open(tokens);
        Self { life, now }
    }

    pub(crate) fn tell(&mut self, event: Event) -> Vec<Effect> {
        self.life.handle(event, at(self.now))
    }

    /// The names of the effects.
    pub(crate) fn told(&mut self, event: Event) -> String {
        names(&self.tell(event))
    }

    /// Takes the lock with this in the cache, and asks.
    pub(crate) fn ask(&mut self, cache: &Tokens) -> SendId {
        assert_eq!(self.told(Event::Woke), "[TakeLock]");
        only_send(&self.tell(Event::LockGranted(stored(cache))))
    }

    pub(crate) fn view(&self) -> View {
        self.life.view(at(self.now))
    }

    pub(crate) fn wake(&self) -> Option<i64> {
        let wake = self.life.wake_at(at(self.now));
        wake.map(|wake| wake.millis_since(at(0)))
    }

    pub(crate) fn access(&self) -> Option<&str> {
        let token = self.life.access_token(at(self.now));
        token.map(|token| token.token.expose().as_str())
    }
}

pub(crate) fn ready(end: i64) -> View {
    let expires = Some(at(end));
    View::Ready { expires }
}

pub(crate) fn needs(reason: &str) -> View {
    let reason = reason.to_owned();
    View::NeedsSignIn(NeedsSignIn::Refused { reason })
}

/// The same cases every time, unless `PROPTEST_RNG_SEED` and `PROPTEST_CASES` say otherwise.
pub(crate) fn config() -> ProptestConfig {
    let mut config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(1);
    }
    config
}
