//! [`Amazon`]: hands out tokens, rotates and revokes them, and knows which of them are good.
//!
//! It is written from the sign-in reference (7, 9, 14; traps T50, T51, T59) and shares no code with
//! what it is used to judge.

use std::collections::HashMap;

use audible::registration::{AccessToken, Obtained};
use audible::{AccountKind, Marketplace, Registration, Secret, Timestamp};

use crate::clock::HOUR;

/// Amazon's side of one account with any number of registered devices.
#[derive(Debug)]
pub struct Amazon {
    registered: Vec<Registered>,
    access: HashMap<String, i64>,
    /// Whether a successor of the refresh token comes with every access token (trap T50).
    pub rotates: bool,
    issued: u32,
}

/// Names a registration.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct RegistrationId(usize);

#[derive(Debug)]
struct Registered {
    /// The refresh token that was used or handed out last at sign-in.
    head: String,
    /// Successors that were handed out for it and not used yet: any of them may have been lost on
    /// the way, so the head stays good until one is used.
    children: Vec<String>,
    revoked: bool,
}

/// An odd but known shape of an answer that brings a token.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// As always.
    Plain,
    /// The token is called `actor_access_token` (trap T51).
    Actor,
    /// The life is a text.
    LifeAsText,
    /// The life is not named: an hour.
    NoLife,
    /// Wrapped as the answer to a registration is.
    Wrapped,
}

impl Amazon {
    pub(crate) fn new(rotates: bool) -> Self {
        Self {
            registered: Vec::new(),
            access: HashMap::new(),
            rotates,
            issued: 0,
        }
    }

    /// A sign-in registers a device: the one thing that costs the member a code.
    pub(crate) fn sign_in(
        &mut self,
        now: i64,
        device_now: Timestamp,
    ) -> (RegistrationId, Registration) {
        let head = self.new_name("Atnr");
        let id = RegistrationId(self.registered.len());
        self.registered.push(Registered {
            head: head.clone(),
            children: Vec::new(),
            revoked: false,
        });
        let registration = Registration {
            access_token: Some(AccessToken {
                token: Secret::new(self.new_access(now)),
                expires: Some(device_now.plus_millis(HOUR)),
            }),
            refresh_token: Some(Secret::new(head)),
            obtained: Obtained {
                access_token: Some(device_now),
                ..Obtained::default()
            },
            ..Registration::new(Marketplace::De, AccountKind::Amazon)
        };
        (id, registration)
    }

    /// `/auth/token`: status and body.
    pub(crate) fn refresh(&mut self, form: &str, shape: Shape, now: i64) -> (u16, String) {
        let source = form
            .split('&')
            .find_map(|pair| pair.strip_prefix("source_token="))
            .map(|token| token.replace("%7C", "|"));
        let Some((RegistrationId(place), token)) =
            source.and_then(|token| Some((self.owner_of(&token)?, token)))
        else {
            return (400, r#"{"error":"invalid_grant"}"#.to_owned());
        };
        let access = self.new_access(now);
        let rotated = self.rotates.then(|| self.new_name("Atnr"));
        let registered = &mut self.registered[place];
        if registered.children.contains(&token) {
            registered.head = token;
            registered.children.clear();
        }
        let rotated = rotated.map_or_else(String::new, |child| {
            registered.children.push(child.clone());
            format!(r#","refresh_token":"{child}""#)
        });
        let body = match shape {
            Shape::Plain => format!(r#"{{"access_token":"{access}","expires_in":3600{rotated}}}"#),
            Shape::Actor => {
                format!(r#"{{"actor_access_token":"{access}","expires_in":3600{rotated}}}"#)
            }
            Shape::LifeAsText => {
                format!(r#"{{"access_token":"{access}","expires_in":"3600"{rotated}}}"#)
            }
            Shape::NoLife => format!(r#"{{"access_token":"{access}"{rotated}}}"#),
            Shape::Wrapped => format!(
                r#"{{"response":{{"success":{{"tokens":{{"bearer":{{"access_token":"{access}","expires_in":3600{rotated}}}}}}}}}}}"#
            ),
        };
        (200, body)
    }

    /// Whether a refresh token would bring an access token.
    pub fn accepts(&self, refresh_token: &str) -> bool {
        self.owner_of(refresh_token).is_some()
    }

    fn owner_of(&self, refresh_token: &str) -> Option<RegistrationId> {
        let knows = |it: &Registered| {
            it.head == refresh_token || it.children.iter().any(|it| it == refresh_token)
        };
        // Newest first: older ones are hardly asked about.
        let place = self.registered.iter().rposition(knows)?;
        (!self.registered[place].revoked).then_some(RegistrationId(place))
    }

    /// The member removes a device in Amazon's list. Its access tokens stay good (trap T59).
    pub(crate) fn revoke(&mut self, RegistrationId(place): RegistrationId) {
        self.registered[place].revoked = true;
    }

    pub(crate) fn is_revoked(&self, RegistrationId(place): RegistrationId) -> bool {
        self.registered[place].revoked
    }

    /// When an access token ends; 0 if it is unknown.
    pub(crate) fn end_of(&self, access_token: &str) -> i64 {
        self.access.get(access_token).copied().unwrap_or(0)
    }

    /// The API no longer takes any access token handed out so far, although none has ended.
    pub(crate) fn forget_access_tokens(&mut self) {
        self.access.clear();
    }

    fn new_access(&mut self, now: i64) -> String {
        let token = self.new_name("Atna");
        self.access.insert(token.clone(), now + HOUR);
        token
    }

    fn new_name(&mut self, kind: &str) -> String {
        self.issued += 1;
        format!("{kind}|{}", self.issued)
    }
}
