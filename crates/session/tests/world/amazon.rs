//! An Amazon that hands out tokens, rotates and revokes them.

use std::collections::HashMap;

use audible::registration::{AccessToken, Obtained};
use audible::{AccountKind, Marketplace, Registration, Secret, Timestamp};

pub(crate) const HOUR: i64 = 3_600_000;

/// Amazon's side of one account.
pub(crate) struct Amazon {
    /// The refresh token that was used or handed out last at sign-in.
    head: String,
    /// Successors that were handed out for it and not used yet: any of them may have been lost on
    /// the way, so the head stays good until one is used.
    children: Vec<String>,
    access: HashMap<String, i64>,
    /// The member removed the device.
    pub(crate) revoked: bool,
    /// Whether a successor of the refresh token comes with every access token (trap T50).
    pub(crate) rotates: bool,
    issued: u32,
}

impl Amazon {
    pub(crate) fn new(rotates: bool) -> Self {
        Self {
            head: "Atnr|0".to_owned(),
            children: Vec::new(),
            access: HashMap::new(),
            revoked: false,
            rotates,
            issued: 0,
        }
    }

    /// A new sign-in: the one thing that costs the member a code.
    pub(crate) fn sign_in(&mut self, now: i64, device_now: Timestamp) -> Registration {
        self.revoked = false;
        self.issued += 1;
        self.head = format!("Atnr|{}", self.issued);
        self.children.clear();
        let token = self.new_access(now);
        Registration {
            marketplace: Marketplace::De,
            kind: AccountKind::Amazon,
            access_token: Some(AccessToken {
                token: Secret::new(token),
                expires: Some(device_now.plus_millis(HOUR)),
            }),
            refresh_token: Some(Secret::new(self.head.clone())),
            adp_token: None,
            device_private_key: None,
            website_cookies: None,
            store_authentication_cookie: None,
            device_info: None,
            customer_info: None,
            activation_bytes: None,
            website_cookies_expire: None,
            obtained: Obtained {
                access_token: Some(device_now),
                ..Obtained::default()
            },
        }
    }

    /// `/auth/token`: status and body.
    pub(crate) fn refresh(&mut self, form: &str, now: i64) -> (u16, String) {
        let source = form
            .split('&')
            .find_map(|pair| pair.strip_prefix("source_token="))
            .map(|token| token.replace("%7C", "|"));
        let Some(token) = source.filter(|token| self.accepts(token)) else {
            return (400, r#"{"error":"invalid_grant"}"#.to_owned());
        };
        if self.children.contains(&token) {
            self.head = token;
            self.children.clear();
        }
        let access = self.new_access(now);
        let mut rotated = String::new();
        if self.rotates {
            self.issued += 1;
            let child = format!("Atnr|{}", self.issued);
            rotated = format!(r#","refresh_token":"{child}""#);
            self.children.push(child);
        }
        let body = format!(r#"{{"access_token":"{access}","expires_in":3600{rotated}}}"#);
        (200, body)
    }

    /// Whether a refresh token would bring an access token.
    pub(crate) fn accepts(&self, refresh_token: &str) -> bool {
        let known =
            self.head == refresh_token || self.children.iter().any(|it| it == refresh_token);
        known && !self.revoked
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
        self.issued += 1;
        let token = format!("Atna|{}", self.issued);
        self.access.insert(token.clone(), now + HOUR);
        token
    }
}
