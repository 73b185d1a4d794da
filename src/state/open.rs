//! [`Open`]: the account that is open, with its library.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use audible::{Marketplace, Snapshot, Timestamp};
use session::life::Life;
use session::records::{self, Account};
use session::sync::{Place, Summary};
use vault::VaultId;

use super::account::{AccountView, Origin};
use super::cache::Vault;
use super::changed::Changed;
use crate::browser::lock::Lock;

/// An open account. Each time one is opened it is a new one of these.
#[derive(Debug)]
pub(super) struct Open {
    /// `None`: the sample library, of which nothing is kept.
    pub(super) vault: Option<Vault>,
    pub(super) account: RefCell<Account>,
    /// The store of [`Self::snapshot`].
    pub(super) store: Marketplace,
    pub(super) snapshot: RefCell<Arc<Snapshot>>,
    pub(super) place: RefCell<Option<Place>>,
    pub(super) summary: RefCell<Option<Summary>>,
    pub(super) life: RefCell<Life>,
    /// Something about [`Self::life`] changed.
    pub(super) life_changed: Changed,
    /// When the life wants to be woken.
    pub(super) wakes_at: Cell<Option<Timestamp>>,
    /// The lock of the tokens, while this tab holds it.
    pub(super) lock: RefCell<Option<Lock>>,
    /// Numbers the requests for the lock; an older one that is granted late lets go at once.
    pub(super) lock_ticket: Cell<u64>,
    /// The last answer to a refused token was that the token is not to blame.
    pub(super) not_the_token: Cell<bool>,
    /// Whether [`Self::snapshot`] holds the searches: they are read after the rest.
    pub(super) has_searches: Cell<bool>,
}

impl Open {
    pub(super) fn new(
        vault: Option<Vault>,
        account: Account,
        life: Life,
        read: records::Read,
    ) -> Self {
        Self {
            vault,
            account: RefCell::new(account),
            store: read.snapshot.store,
            snapshot: RefCell::new(Arc::new(read.snapshot)),
            place: RefCell::new(read.place),
            summary: RefCell::new(read.summary),
            life: RefCell::new(life),
            life_changed: Changed::default(),
            wakes_at: Cell::new(None),
            lock: RefCell::new(None),
            lock_ticket: Cell::new(0),
            not_the_token: Cell::new(false),
            has_searches: Cell::new(false),
        }
    }

    /// The account's only name outside of sealed records; `None` for the sample.
    pub(super) fn id(&self) -> Option<VaultId> {
        self.vault.as_ref().map(|vault| vault.id)
    }

    /// What pages show of it.
    pub(super) fn view(&self) -> AccountView {
        let account = self.account.borrow();
        let life = self.life.borrow();
        let registration = life.tokens().map(|tokens| &tokens.registration);
        let customer = registration.and_then(|registration| registration.customer_info.as_ref());
        let device = registration.and_then(|registration| registration.device_info.as_ref());
        AccountView {
            name: customer.and_then(|customer| customer.name.clone()),
            given_name: customer.and_then(|customer| customer.given_name.clone()),
            device_name: device.and_then(|device| device.device_name.clone()),
            origin: match (&self.vault, account.origin) {
                (None, _) => Origin::Sample,
                (_, records::Origin::SignIn) => Origin::SignIn,
                (_, records::Origin::Imported) => Origin::Imported,
            },
            home: registration.map_or(self.store, |registration| registration.marketplace),
            kind: registration.map_or_else(Default::default, |registration| registration.kind),
            stores: account.stores.clone(),
            store: self.store,
            since: account.since,
            exported: account.exported,
        }
    }
}
