//! The sandbox itself: everything that a request may need, shared by all of them.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::accounts;
use crate::auth::{self, Ledger};
use crate::clock::Clock;
use crate::data::{self, Data};
use crate::faults::Faults;
use crate::host::Marketplace;
use crate::log::Log;
use crate::switches::Switches;

/// How a sandbox is made.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A folder with `library.json` and so on; an invented library where there is none.
    pub data: Option<PathBuf>,
    /// How long every answer of Amazon and Audible is held back.
    pub latency: Duration,
    /// Decides the invented library and the order of what comes in another order each time.
    pub seed: u64,
}

/// A world of its own: accounts, devices, books, a clock.
#[derive(Debug)]
pub struct Sandbox {
    /// Its clock.
    pub clock: Clock,
    /// What decides everything that is drawn and should be the same again.
    pub seed: u64,
    /// Odd habits that are turned on.
    pub switches: Switches,
    /// What was asked of it, and how often.
    pub log: Log,
    /// The books.
    pub data: Data,
    pub(crate) latency: Duration,
    pub(crate) faults: Faults,
    ledger: Mutex<Ledger>,
}

impl Sandbox {
    /// A new world with the invented people of [`accounts`].
    pub fn new(options: Options) -> Result<Arc<Self>, data::Error> {
        auth::keys::start();
        let Options {
            data,
            latency,
            seed,
        } = options;
        Ok(Arc::new(Self {
            clock: Clock::default(),
            seed,
            switches: Switches::default(),
            log: Log::default(),
            data: Data::load(data.as_deref(), seed)?,
            latency,
            faults: Faults::default(),
            ledger: Mutex::new(Ledger::new(accounts::named())),
        }))
    }

    /// A valid access token of an account, without a sign-in: for tools that run in this process.
    /// The account is made where it does not exist.
    pub fn issue_access_token(&self, email: &str) -> String {
        let now_ms = self.clock.now_ms();
        self.ledger().issue_access_token(email, now_ms)
    }

    /// Makes everything as it was at the start.
    pub fn reset(&self) {
        self.clock.reset();
        self.switches.reset();
        self.faults.reset();
        self.log.reset();
        self.data.reset();
        *self.ledger() = Ledger::new(accounts::named());
    }

    /// Accounts, devices and tokens. Do not hold it across anything slow.
    pub(crate) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The store whose books are meant where a steering call names none.
    pub(crate) fn default_marketplace() -> &'static Marketplace {
        &Marketplace::ALL[0]
    }
}
