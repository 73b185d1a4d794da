//! [`Open`]: the account that is open, with its library.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use audible::{Marketplace, Snapshot, Timestamp};
use reports::PeopleChoices;
use session::life::Life;
use session::records::{self, Account, KeptHidden};
use session::sync::{Health, Place, Summary};
use vault::VaultId;

use super::account::{AccountView, Origin};
use super::cache::Vault;
use super::changed::Changed;
use crate::browser::lock::Lock;
use crate::browser::signer::Signer;

/// An open account. Each time one is opened it is a new one of these.
#[derive(Debug)]
pub(super) struct Open {
    /// `None`: the sample library, a library from a file, or all together, of which nothing is kept.
    pub(super) vault: Option<Vault>,
    /// All libraries of this device as one.
    pub(super) is_together: bool,
    /// The file that the library was read from, if that is all there is of it.
    pub(super) file: Option<String>,
    pub(super) account: RefCell<Account>,
    /// The store of [`Self::snapshot`].
    pub(super) store: Marketplace,
    pub(super) snapshot: RefCell<Arc<Snapshot>>,
    /// Who is one person and who is not, by the member's word.
    pub(super) people: RefCell<PeopleChoices>,
    /// What the member does not want suggested.
    pub(super) hidden: RefCell<KeptHidden>,
    pub(super) place: RefCell<Option<Place>>,
    pub(super) summary: RefCell<Option<Summary>>,
    pub(super) health: RefCell<Option<Health>>,
    pub(super) life: RefCell<Life>,
    /// Something about [`Self::life`] changed.
    pub(super) life_changed: Changed,
    /// When the life wants to be woken.
    pub(super) wakes_at: Cell<Option<Timestamp>>,
    /// The lock of the tokens, while this tab holds it.
    pub(super) lock: RefCell<Option<Lock>>,
    /// Numbers the requests for the lock; an older one that is granted late lets go at once.
    pub(super) lock_ticket: Cell<u64>,
    /// The account's device key, once it was needed.
    pub(super) signer: RefCell<Option<Signer>>,
    /// The last answer to a refused token was that the token is not to blame.
    pub(super) not_the_token: Cell<bool>,
    /// The searches of [`Self::snapshot`], which are read after the rest.
    pub(super) searches: Cell<Searches>,
}

impl Open {
    pub(super) fn new(
        vault: Option<Vault>,
        account: Account,
        life: Life,
        read: records::Read,
    ) -> Self {
        // Of the sample nothing is stored: it came with everything.
        let searches = match vault {
            Some(_) => Searches::Stored,
            None => Searches::Read,
        };
        Self {
            vault,
            is_together: false,
            file: None,
            account: RefCell::new(account),
            store: read.snapshot.store,
            snapshot: RefCell::new(Arc::new(read.snapshot)),
            people: RefCell::default(),
            hidden: RefCell::default(),
            place: RefCell::new(read.place),
            summary: RefCell::new(read.summary),
            health: RefCell::new(read.health),
            life: RefCell::new(life),
            life_changed: Changed::default(),
            wakes_at: Cell::new(None),
            lock: RefCell::new(None),
            lock_ticket: Cell::new(0),
            signer: RefCell::new(None),
            not_the_token: Cell::new(false),
            searches: Cell::new(searches),
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
            id: self.id(),
            name: customer
                .and_then(|customer| customer.name.clone())
                .or_else(|| self.file.clone()),
            given_name: customer.and_then(|customer| customer.given_name.clone()),
            device_name: device.and_then(|device| device.device_name.clone()),
            origin: match (&self.vault, account.origin) {
                (None, _) if self.is_together => Origin::Together,
                (None, _) if self.file.is_some() => Origin::File,
                (None, _) => Origin::Sample,
                (Some(_), origin) => origin.into(),
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

/// Where the searches of an open account are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Searches {
    /// On the device, to be read.
    Stored,
    /// In memory.
    Read,
    /// The browser did not give them.
    Unreadable,
}
