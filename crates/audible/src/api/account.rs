//! The member's plans (API reference, 7.1). Names and addresses are never asked for.

use http::{Request, Response};
use serde::Deserialize;

use super::body;
use super::lenient::{List, Record, Scalar};
use super::query::Query;
use super::read;
use crate::error::Error;
use crate::marketplace::Marketplace;
use crate::membership::Membership;

/// Asks for the plans. Without `source` the answer lacks them and says nothing (trap A115).
pub fn request(store: Marketplace) -> Request<Vec<u8>> {
    Query::new(store, "/1.0/account/information")
        .with("response_groups", "subscription_details")
        .with("source", "Credit")
        .request()
}

/// Reads the answer to [`request`]; empty for a customer without a plan.
pub fn read(response: &Response<Vec<u8>>) -> Result<Vec<Membership>, Error> {
    let envelope: Envelope<'_> = body::object(response, "account information")?;
    let information = envelope
        .customer_information
        .0
        .ok_or_else(|| crate::answer::retry_later(response))?;
    let subscription = information.subscription.0.unwrap_or_default();
    Ok(read::each(&subscription.subscription_details, |details| {
        Some(membership(details))
    }))
}

fn membership(wire: &Details<'_>) -> Membership {
    let plan = wire.plan.0.as_ref();
    let details = plan.and_then(|plan| plan.membership_plan_details.0.as_ref());
    let renews = wire.auto_renew_enabled.flag();
    let until = read::instant(&wire.expected_status_end_date);
    Membership {
        plan: details.and_then(|details| details.title.text()),
        status: wire.status.text(),
        renews,
        since: read::instant(&wire.subscription_start_date),
        until,
        // Of a cancelled plan the day of the bill is that of its end, and no bill comes (7.1).
        next_bill: read::instant(&wire.next_bill_date).filter(|_| renews != Some(false)),
        next_amount: (wire.next_bill_amount.0.as_ref())
            .and_then(|amount| read::money_of(&amount.amount, &amount.currency))
            .filter(|_| renews != Some(false)),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Envelope<'a> {
    #[serde(borrow)]
    customer_information: Record<Information<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Information<'a> {
    #[serde(borrow)]
    subscription: Record<Subscription<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Subscription<'a> {
    #[serde(borrow)]
    subscription_details: List<Record<Details<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Details<'a> {
    #[serde(borrow)]
    status: Scalar<'a>,
    #[serde(borrow)]
    auto_renew_enabled: Scalar<'a>,
    #[serde(borrow)]
    subscription_start_date: Scalar<'a>,
    #[serde(borrow)]
    expected_status_end_date: Scalar<'a>,
    #[serde(borrow)]
    next_bill_date: Scalar<'a>,
    #[serde(borrow)]
    next_bill_amount: Record<Amount<'a>>,
    #[serde(borrow)]
    plan: Record<Plan<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Amount<'a> {
    #[serde(borrow)]
    amount: Scalar<'a>,
    #[serde(borrow)]
    currency: Scalar<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Plan<'a> {
    #[serde(borrow)]
    membership_plan_details: Record<PlanDetails<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PlanDetails<'a> {
    #[serde(borrow)]
    title: Scalar<'a>,
}
