//! Locks: what opens an account, locking and unlocking it.
//!
//! Each account has its own key slots; the device's own vault, which holds the list of accounts
//! and pending sign-ins, always opens by itself. Locking loads the page anew in every tab that
//! holds a key, so that nothing of what was open stays in its memory.

mod auto;
mod intents;
mod slots;
mod unlock;

use audible::Timestamp;
use vault::{CodeFault, KeySlot, Slot, SlotId, VaultId, Way};

pub use crate::work::Strength;
pub use intents::NewCode;

use super::problem::Problem;
use crate::browser::passkey::PasskeyError;
use crate::browser::worker::WorkerError;

/// What opens the open account.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct LocksView {
    /// In the order in which they were added.
    pub slots: Vec<SlotView>,
}

/// A way to open an account.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SlotView {
    /// For taking it away; `None` for what this version does not know.
    pub id: Option<SlotId>,
    /// What it takes.
    pub kind: SlotKind,
    /// When it was added, if that is known.
    pub added: Option<Timestamp>,
}

/// What it takes to open an account.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum SlotKind {
    /// Opens by itself in this browser.
    ThisDevice,
    /// A passphrase.
    Passphrase,
    /// A passkey.
    Passkey,
    /// A recovery code on paper.
    RecoveryCode,
    /// Of a kind that this version does not know.
    Unknown,
}

/// An account that is locked, in place of the open one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LockedView {
    /// The account's only name outside of sealed records.
    pub id: VaultId,
    /// The member's name, if the device knows it.
    pub name: Option<String>,
    /// What it takes, each once.
    pub ways: Vec<SlotKind>,
    /// Somebody just signed in to it: what Amazon gave is put in its place when it is unlocked.
    pub signed_in: bool,
}

/// Why a lock did not open, or a slot was not added or removed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum LockFault {
    /// The passphrase does not open it.
    WrongPassphrase,
    /// The code is well formed, but not of this account.
    WrongCode,
    /// The code was mistyped.
    Mistyped(CodeFault),
    /// No passkey was used: the member said no, or it is not here.
    NoPasskey,
    /// The passkey opens nothing here, or cannot hold a key.
    UselessPasskey,
    /// The worker had not enough memory, or failed.
    NotChecked,
    /// The member gave it up.
    Stopped,
    /// It is the only way to open the account.
    LastSlot,
    /// Another tab took it away.
    Gone,
    /// Anything else.
    Problem(Problem),
}

impl LocksView {
    /// Whether the account is locked when the page is left: it does not open by itself.
    pub fn is_lockable(&self) -> bool {
        self.usable().next().is_some() && !self.has(SlotKind::ThisDevice)
    }

    /// Whether there is a way of this kind.
    pub fn has(&self, kind: SlotKind) -> bool {
        self.slots.iter().any(|slot| slot.kind == kind)
    }

    /// Slots that this version can use.
    pub fn usable(&self) -> impl Iterator<Item = &SlotView> {
        self.slots.iter().filter(|slot| slot.id.is_some())
    }
}

impl SlotView {
    fn of(slot: &Slot) -> Self {
        match slot {
            Slot::Known(slot) => Self {
                id: Some(slot.id()),
                kind: SlotKind::of(slot),
                added: slot.added.map(Timestamp::from_millis),
            },
            Slot::Unknown(_) => Self {
                id: None,
                kind: SlotKind::Unknown,
                added: None,
            },
        }
    }
}

impl SlotKind {
    fn of(slot: &KeySlot) -> Self {
        match slot.way {
            Way::Device => Self::ThisDevice,
            Way::Passphrase { .. } => Self::Passphrase,
            Way::Passkey { .. } => Self::Passkey,
            Way::Recovery => Self::RecoveryCode,
        }
    }
}

impl From<Problem> for LockFault {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<WorkerError> for LockFault {
    fn from(error: WorkerError) -> Self {
        match error {
            WorkerError::NotStarted => Self::Problem(Problem::WorkerFailed),
            WorkerError::Stopped => Self::Stopped,
            WorkerError::Failed(_) => Self::NotChecked,
        }
    }
}

impl From<PasskeyError> for LockFault {
    fn from(error: PasskeyError) -> Self {
        match error {
            PasskeyError::NotUsed => Self::NoPasskey,
            PasskeyError::HoldsNoKey => Self::UselessPasskey,
        }
    }
}

impl From<vault::Error> for LockFault {
    fn from(error: vault::Error) -> Self {
        match error {
            vault::Error::LastSlot => Self::LastSlot,
            vault::Error::NoSuchSlot => Self::Gone,
            _ => Self::NotChecked,
        }
    }
}
