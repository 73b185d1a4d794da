//! [`Memberships`]: the member's plans (API reference, 7.1). How many credits they have is told
//! nowhere (trap A117).

use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::timestamp::Timestamp;

/// What a store says of a customer's plans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memberships {
    /// One for each membership; several and none both occur (trap A119).
    pub list: Vec<Membership>,
    /// When this was last read; `None` = never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
}

/// One membership.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Membership {
    /// The plan's name, in the store's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// `status`; also of a cancelled plan it is `Active` until its end (trap A118).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// `auto_renew_enabled`; `false` = cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renews: Option<bool>,
    /// `subscription_start_date`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// `expected_status_end_date`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// When the next bill comes; `None` if none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_bill: Option<Timestamp>,
    /// Its amount. What a credit costs follows from it only with the credits of a period, which
    /// the member has to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_amount: Option<Money>,
}
