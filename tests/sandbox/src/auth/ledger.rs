//! Accounts, sign-ins under way, codes, devices and tokens.

use std::collections::{BTreeMap, HashMap};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand::RngExt as _;

use super::keys::DeviceKey;
use crate::accounts::{Account, Approval, Manners, Step};
use crate::host::{Family, Marketplace};
use crate::pages::Attempt;

/// All that is known of people and their devices.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) accounts: BTreeMap<String, Account>,
    /// By the attempt's id.
    pub(crate) attempts: HashMap<String, Attempt>,
    /// Authorization codes, also those that were used: by the code.
    pub(crate) codes: HashMap<String, Code>,
    pub(crate) devices: Vec<Device>,
    pub(crate) access_tokens: HashMap<String, AccessToken>,
    /// The e-mail address of the account that was made last.
    pub(crate) newest: Option<String>,
    /// How many cookies were exchanged, to take turns in their shape.
    pub(crate) exchanges: u64,
}

/// An authorization code, bound to the sign-in that it ended.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) email: String,
    pub(crate) family: Family,
    pub(crate) marketplace: &'static Marketplace,
    pub(crate) challenge: String,
    /// Hex, as in the sign-in address without `device:`.
    pub(crate) client_id: String,
    pub(crate) sign_in_began_ms: i64,
    pub(crate) made_ms: i64,
    pub(crate) used: bool,
}

/// A registered device. Dead ones stay, so that their names are not given again.
#[derive(Debug)]
pub(crate) struct Device {
    pub(crate) id: u64,
    pub(crate) email: String,
    pub(crate) family: Family,
    pub(crate) marketplace: &'static Marketplace,
    pub(crate) serial: String,
    pub(crate) kind: String,
    pub(crate) name: String,
    /// The one in use is the last; one before it works until the last was used (rotation).
    pub(crate) refresh_tokens: Vec<String>,
    pub(crate) adp_token: String,
    pub(crate) key: Option<&'static DeviceKey>,
    pub(crate) alive: bool,
}

/// An access token: it outlives its device.
#[derive(Clone, Debug)]
pub(crate) struct AccessToken {
    pub(crate) email: String,
    pub(crate) device: Option<u64>,
    pub(crate) expires_ms: i64,
}

impl Ledger {
    /// Whether an account made by steering signed in at this store: it has books there, whichever
    /// store that is.
    pub(crate) fn is_home(&self, email: &str, marketplace: &Marketplace) -> bool {
        let account = self.accounts.get(email);
        account.is_some_and(|account| account.manners == Manners::Good)
            && self.devices.iter().any(|device| {
                device.email == email && device.marketplace.country_code == marketplace.country_code
            })
    }

    pub(crate) fn new(accounts: Vec<Account>) -> Self {
        let mut ledger = Self::default();
        for account in accounts {
            for number in 0..account.devices_at_start {
                ledger.devices.push(Device {
                    id: rand::random(),
                    email: account.email.clone(),
                    family: account.family,
                    marketplace: &Marketplace::ALL[0],
                    serial: random_text(40),
                    kind: "A2CZJZGLK2JJVM".to_owned(),
                    name: format!("Invented phone {}", number + 1),
                    refresh_tokens: Vec::new(),
                    adp_token: String::new(),
                    key: None,
                    alive: true,
                });
            }
            ledger.accounts.insert(account.email.clone(), account);
        }
        ledger
    }

    /// Puts an account in the place of what was known of its e-mail address; all of that is void.
    pub(crate) fn replace(&mut self, account: Account) {
        let email = account.email.clone();
        self.attempts
            .retain(|_, attempt| attempt.email.as_deref() != Some(&email));
        self.codes.retain(|_, code| code.email != email);
        self.devices.retain(|device| device.email != email);
        self.access_tokens.retain(|_, token| token.email != email);
        self.newest = Some(email.clone());
        self.accounts.insert(email, account);
    }

    pub(crate) fn account(&self, email: &str) -> Option<&Account> {
        self.accounts.get(&email.trim().to_lowercase())
    }

    pub(crate) fn account_mut(&mut self, email: &str) -> Option<&mut Account> {
        self.accounts.get_mut(&email.trim().to_lowercase())
    }

    /// The account of an e-mail address; where there is none, that of the device registered last,
    /// then the one made last, then [`crate::accounts::DEFAULT`].
    pub(crate) fn meant(&self, email: &str) -> Option<&Account> {
        let registered = self
            .devices
            .iter()
            .rev()
            .find(|device| device.key.is_some());
        [
            Some(email),
            registered.map(|device| device.email.as_str()),
            self.newest.as_deref(),
            Some(crate::accounts::DEFAULT),
        ]
        .into_iter()
        .flatten()
        .find_map(|email| self.account(email))
    }

    /// Makes all refresh tokens of an account void.
    pub(crate) fn revoke(&mut self, email: &str) {
        let email = email.trim().to_lowercase();
        for device in self
            .devices
            .iter_mut()
            .filter(|device| device.email == email)
        {
            device.refresh_tokens.clear();
        }
    }

    /// Whether somebody signs in to an account.
    pub(crate) fn is_signing_in(&self, email: &str) -> bool {
        self.attempts
            .values()
            .any(|attempt| attempt.email.as_deref() == Some(email))
    }

    /// Whether a sign-in to an account waits for an approval by hand.
    pub(crate) fn is_waiting_for_approval(&self, email: &str) -> bool {
        self.attempts.values().any(|attempt| {
            attempt.email.as_deref() == Some(email)
                && attempt.step() == Some(&Step::Approval(Approval::ByHand))
        })
    }

    /// Whether a text is an e-mail address or a password of an invented account.
    pub(crate) fn is_invented(&self, text: &str) -> bool {
        matches!(text, crate::accounts::PASSWORD | "wrong")
            || self.account(text).is_some()
            || self
                .accounts
                .values()
                .any(|account| account.password.as_deref() == Some(text))
    }

    /// The account of a valid access token.
    pub(crate) fn bearer_of(&self, token: &str, now_ms: i64) -> Option<&Account> {
        let held = self.access_tokens.get(token)?;
        (held.expires_ms > now_ms).then(|| self.accounts.get(&held.email))?
    }

    /// The living device of a refresh token.
    pub(crate) fn device_of_refresh_token(&mut self, token: &str) -> Option<&mut Device> {
        self.devices
            .iter_mut()
            .find(|device| device.alive && device.refresh_tokens.iter().any(|known| known == token))
    }

    /// A new access token.
    pub(crate) fn new_access_token(
        &mut self,
        email: &str,
        device: Option<u64>,
        now_ms: i64,
    ) -> String {
        let token = format!("Atna|EwIC{}", random_text(180));
        self.access_tokens.insert(
            token.clone(),
            AccessToken {
                email: email.to_owned(),
                device,
                expires_ms: now_ms + ACCESS_TOKEN_LIVES_MS,
            },
        );
        token
    }

    pub(crate) fn issue_access_token(&mut self, email: &str, now_ms: i64) -> String {
        let email = email.trim().to_lowercase();
        self.accounts
            .entry(email.clone())
            .or_insert_with(|| Account::well_behaved(&email));
        self.new_access_token(&email, None, now_ms)
    }

    /// `Anna's Audible for iPhone`, then `Anna's 2nd Audible for iPhone` …
    pub(crate) fn device_name(&self, template: &str, account: &Account) -> String {
        let named = |ordinal: &str| {
            template
                .replace("%FIRST_NAME%", &account.given_name)
                .replace("%FIRST_NAME_POSSESSIVE_STRING%", "'s ")
                .replace("%DUPE_STRATEGY_1ST%", ordinal)
        };
        let taken = |name: &str| {
            self.devices
                .iter()
                .any(|device| device.alive && device.email == account.email && device.name == name)
        };
        if !template.contains("%DUPE_STRATEGY_1ST%") {
            return named("");
        }
        let mut name = named("");
        let mut number = 1;
        while taken(&name) {
            number += 1;
            name = named(&match number {
                2 => "2nd ".to_owned(),
                3 => "3rd ".to_owned(),
                _ => format!("{number}th "),
            });
        }
        name
    }
}

/// Letters and digits.
pub(crate) fn random_text(length: usize) -> String {
    let mut random = rand::rng();
    (0..length)
        .map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())]))
        .collect()
}

/// Random bytes in base64.
pub(crate) fn random_base64(bytes: usize) -> String {
    let mut random = rand::rng();
    STANDARD.encode((0..bytes).map(|_| random.random()).collect::<Vec<u8>>())
}

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/// Sixty minutes.
pub(crate) const ACCESS_TOKEN_LIVES_MS: i64 = 3_600_000;
