//! [`Device`]: tabs with one cache and one lock, in which everything that is asked for is done at
//! once. Amazon answers as it is told to.

use audible::{Secret, Timestamp};
use session::life::{Effect, Event, Life, Tokens};
use session::sync::Lost;

use crate::tab::*;

/// How Amazon answers for now.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mood {
    Grants {
        life_s: i64,
        rotates: bool,
        actor: bool,
    },
    Refuses,
    AsksToWait {
        seconds: i64,
    },
    IsBroken {
        status: u16,
    },
    IsOutOfReach,
    IsOffline,
}

/// What one event led to.
#[derive(Debug, Default, Eq, PartialEq)]
pub(crate) struct Seen {
    pub(crate) requests: u32,
    pub(crate) not_the_token: bool,
}

#[derive(Debug)]
pub(crate) struct Device {
    pub(crate) now: i64,
    /// Amazon's clock minus this one.
    pub(crate) skew: i64,
    pub(crate) mood: Mood,
    pub(crate) cache: Tokens,
    pub(crate) tabs: Vec<Life>,
    /// Tokens are numbered as they are given.
    pub(crate) given: u32,
}

impl Device {
    pub(crate) fn new(cache: Tokens, mood: Mood) -> Self {
        Self {
            now: 0,
            skew: 0,
            mood,
            cache,
            tabs: Vec::new(),
            given: 100,
        }
    }

    pub(crate) fn open_tab(&mut self, seed: u64) {
        self.tabs.push(Life::open(stored(&self.cache), seed));
    }

    pub(crate) fn clock(&self) -> Timestamp {
        at(self.now)
    }

    /// Tells a tab, and does all that follows from it, in all tabs.
    pub(crate) fn tell(&mut self, tab: usize, event: Event) -> Seen {
        let mut seen = Seen::default();
        let mut events = std::collections::VecDeque::from([(tab, event)]);
        let mut steps = 0;
        while let Some((tab, event)) = events.pop_front() {
            steps += 1;
            assert!(steps < 100, "it goes on without end: {:?}", self.tabs[tab]);
            let now = self.clock();
            for effect in self.tabs[tab].handle(event, now) {
                match effect {
                    Effect::TakeLock | Effect::SkipLock => {
                        events.push_back((tab, Event::LockGranted(stored(&self.cache))));
                    }
                    Effect::ReadCache => {
                        events.push_back((tab, Event::Found(stored(&self.cache))));
                    }
                    Effect::Send { id, request } => {
                        seen.requests += 1;
                        let form = String::from_utf8(request.body().clone()).unwrap();
                        let used = self.cache.registration.refresh_token.as_ref().unwrap();
                        // EXPOSE: an invented token.
                        let used = used.expose().replace('|', "%7C");
                        assert!(form.contains(&format!("source_token={used}&")), "{form}");
                        events.push_back((tab, Event::Answered(id, self.answer())));
                    }
                    Effect::Store(tokens) => {
                        assert!(tokens.revision > self.cache.revision, "{tokens:?}");
                        let revision = tokens.revision;
                        self.cache = *tokens;
                        events.push_back((tab, Event::Stored(revision)));
                    }
                    Effect::Announce => {
                        for other in (0..self.tabs.len()).filter(|other| *other != tab) {
                            events.push_back((other, Event::Found(stored(&self.cache))));
                        }
                    }
                    Effect::ReleaseLock => {}
                    Effect::NotTheToken => seen.not_the_token = true,
                }
            }
        }
        seen
    }

    fn answer(&mut self) -> Answer {
        let mut answer = match self.mood {
            Mood::Grants {
                life_s,
                rotates,
                actor,
            } => {
                self.given += 1;
                let number = self.given;
                let name = if actor {
                    "actor_access_token"
                } else {
                    "access_token"
                };
                let successor = if rotates {
                    format!(r#","refresh_token":"Atnr|{number}""#)
                } else {
                    String::new()
                };
                let body =
                    format!(r#"{{"{name}":"Atna|{number}","expires_in":"{life_s}"{successor}}}"#);
                answer(200, &body)?
            }
            Mood::Refuses => refused()?,
            Mood::AsksToWait { seconds } => {
                let mut answer = answer(429, "")?;
                let headers = answer.headers_mut();
                headers.insert("retry-after", seconds.into());
                answer
            }
            Mood::IsBroken { status } => answer(status, "<html>Sorry</html>")?,
            Mood::IsOutOfReach => return Err(Lost::Unreachable),
            Mood::IsOffline => return Err(Lost::Offline),
        };
        let date = self.clock().plus_millis(self.skew).millis() / 1000;
        let date = time::OffsetDateTime::from_unix_timestamp(date).unwrap();
        let date = date.format(&time::format_description::well_known::Rfc2822);
        let date = date.unwrap().replace("+0000", "GMT");
        answer.headers_mut().insert("date", date.parse().unwrap());
        Ok(answer)
    }

    /// The tokens of a new sign-in.
    pub(crate) fn sign_in(&mut self) -> Tokens {
        self.given += 1;
        let (access, refresh) = (
            format!("Atna|{}", self.given),
            format!("Atnr|{}", self.given),
        );
        let end = Some(self.now + HOUR);
        let mut registration = registration(Some((&access, end)), Some(&refresh));
        registration.obtained.access_token = Some(self.clock());
        let server = self.clock().plus_millis(self.skew);
        Tokens::signed_in(registration, Some(server), self.clock())
    }

    /// The token that a tab uses now, whether it is good or not.
    pub(crate) fn token_of(&self, tab: usize) -> Option<Secret<String>> {
        let held = &self.tabs[tab].tokens()?.registration;
        held.access_token.as_ref().map(|it| it.token.clone())
    }
}
