//! [`Problem`]: what can go wrong, by what a person can do about it. Pages word it.

use audible::Timestamp;
use session::records::Kind;
use session::sync::Part;

use crate::browser::clock;
use crate::browser::device_key::DeviceKeyError;
use crate::browser::store::StoreError;
use crate::browser::transport::TransportError;

/// Something that a page tells the member. Holds no text of ours and no secret.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Problem {
    /// The pasted address was sent before, by this tab or another one: codes work once.
    AddressUsed,
    /// Amazon answered a registration or refresh with a refusal; `message` is Amazon's own text.
    AmazonRefused {
        /// Amazon's code, `InvalidValue`; empty if none was given.
        code: String,
        /// Amazon's words.
        message: String,
    },
    /// The service asked us to wait; what is under way goes on by itself then.
    AskedToWait {
        /// When it goes on.
        until: Timestamp,
    },
    /// A request of ours was wrong, or an invariant broke: to be reported.
    Bug {
        /// Where; no secret, no personal data.
        place: String,
    },
    /// Stored records that do not open. They were set aside; all else is fine.
    Damaged {
        /// What they held.
        records: Vec<DamagedRecord>,
    },
    /// This browser's key is gone (site data partly deleted), so stored accounts cannot be opened.
    DeviceKeyLost,
    /// Registration was sent but its answer was lost: Amazon may list a device whose keys nobody
    /// has. Sign in again; remove the extra device at Amazon.
    HangingDevice,
    /// This account holds no device key that signs, so what needs a signature cannot be had.
    NoDeviceKey,
    /// This account holds no token that Amazon accepts: sign in again.
    NoToken,
    /// The account takes the member to open it: a passphrase, a passkey or a recovery code.
    Locked,
    /// Stored records were written by a newer AudiPy: load the page again to get it.
    NewerVersion,
    /// A part of AudiPy could not be loaded: no connection, or the server has a newer one by now.
    NotLoaded,
    /// The device is not connected.
    Offline,
    /// The relay refused the request with this code of its contract.
    RelayRefused {
        /// `policy`, `caller`, `envelope` …
        code: String,
    },
    /// Amazon or Audible answered with an error of its own (5xx, HTML instead of data).
    ServiceBroken {
        /// HTTP status, if it was one.
        status: Option<u16>,
    },
    /// The relay is there but cannot reach Amazon or Audible, or the relay cannot be reached.
    ServiceUnreachable,
    /// Amazon accepts the token, Audible still refuses the request (403 after a fresh token).
    StoreRefused,
    /// IndexedDB cannot be used here (private window, policy).
    StorageUnavailable,
    /// The quota is used up; the old records are still there.
    StorageFull,
    /// The sample library could not be loaded; it comes from this page's own server.
    SampleUnavailable,
    /// The part of the program that packs files did not start or failed; offline it may be missing.
    WorkerFailed,
}

/// What a damaged record held.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum DamagedRecord {
    /// The list of accounts on this device.
    Accounts,
    /// A sign-in that was under way.
    Attempts,
    /// The tokens of an account: sign in again.
    Tokens,
    /// A part of the library: it is read anew at the next sync.
    Library,
    /// Series lists, the same.
    Series,
    /// Titles of the catalogue, the same.
    Products,
    /// The wish list, the same.
    Wishes,
    /// Author and narrator searches, the same.
    Searches,
    /// Statistics and plans.
    Member,
    /// Titles that left the library.
    Gone,
    /// What changed in the library.
    Log,
    /// Kept views of reports.
    Views,
    /// What the member says about people.
    People,
    /// What the member does not want suggested.
    Hidden,
    /// Recipes of exports that the member keeps.
    Recipes,
    /// Where the last sync ended.
    SyncPlace,
}

impl From<Kind> for DamagedRecord {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Accounts | Kind::Account => Self::Accounts,
            Kind::Attempts => Self::Attempts,
            Kind::Tokens | Kind::Arrivals => Self::Tokens,
            Kind::Views => Self::Views,
            Kind::People => Self::People,
            Kind::Hidden => Self::Hidden,
            Kind::Recipes => Self::Recipes,
            Kind::Synced(_) => Self::SyncPlace,
            Kind::Log(_) | Kind::Seen(_) => Self::Log,
            Kind::Part(_, part) => match part {
                Part::Library => Self::Library,
                Part::Series => Self::Series,
                Part::Products => Self::Products,
                Part::Wishes => Self::Wishes,
                Part::Searches => Self::Searches,
                Part::Member => Self::Member,
                Part::Gone => Self::Gone,
            },
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable => Self::StorageUnavailable,
            StoreError::Full => Self::StorageFull,
            StoreError::Failed(name) => Self::Bug {
                place: format!("storage: {name}"),
            },
        }
    }
}

impl From<DeviceKeyError> for Problem {
    fn from(error: DeviceKeyError) -> Self {
        match error {
            DeviceKeyError::Unavailable => Self::StorageUnavailable,
            DeviceKeyError::DoesNotOpen => Self::DeviceKeyLost,
            DeviceKeyError::Store(error) => error.into(),
        }
    }
}

impl From<TransportError> for Problem {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Lost if !crate::browser::online::is_online() => Self::Offline,
            TransportError::Lost | TransportError::Unreachable => Self::ServiceUnreachable,
            TransportError::TooMany(seconds) => Self::AskedToWait {
                until: clock::now()
                    .plus_millis(i64::try_from(seconds).unwrap_or(60).saturating_mul(1000)),
            },
            TransportError::Refused(code) => Self::RelayRefused { code },
        }
    }
}
