//! Removing this device at Amazon (sign-in reference, section 9).

use http::{Request, Response};
use serde::Serialize;

use crate::error::Error;
use crate::marketplace::{AccountKind, Marketplace};
use crate::registration::{AccessToken, Registration};
use crate::{answer, request};

/// What became of the device.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Removal {
    /// Amazon removed it.
    Removed,
    /// Amazon refused, most likely because the device was gone before. Forget the tokens, and have
    /// the member look at [`device_list`].
    ProbablyGone {
        /// Amazon's code, or the status.
        reason: String,
    },
}

/// Asks Amazon to remove this device, and no other: `deregister_all_existing_accounts` might
/// remove the member's phones (trap T60). Refresh the access token first if it is over.
///
/// # Errors
/// As [`request::authorize`].
pub fn deregister_request(
    registration: &Registration,
    access_token: &AccessToken,
) -> Result<Request<Vec<u8>>, Error> {
    request::with_token(
        request::post(
            &registration.marketplace.auth_host(registration.kind),
            "/auth/deregister",
            request::JSON,
            request::json(&Body {
                deregister_all_existing_accounts: false,
            }),
        ),
        access_token,
    )
}

/// Reads the answer to [`deregister_request`].
///
/// # Errors
/// [`Error::RetryLater`] where the answer says nothing about the device: keep the tokens and offer
/// to try again.
pub fn read_deregister(response: &Response<Vec<u8>>) -> Result<Removal, Error> {
    let status = response.status();
    let Some(object) = answer::object(response) else {
        return Err(answer::retry_later(response));
    };
    if !answer::is_about_the_account(status) {
        return Err(answer::retry_later(response));
    }
    Ok(match answer::error_of(&object) {
        None if status.is_success() => Removal::Removed,
        None => Removal::ProbablyGone {
            reason: status.as_u16().to_string(),
        },
        Some((code, message)) => Removal::ProbablyGone {
            reason: if code.is_empty() { message } else { code },
        },
    })
}

/// Where the member sees and removes Audible devices.
pub fn device_list(store: Marketplace) -> String {
    format!(
        "https://{}/hz/mycd/digital-console/devicedetails?deviceFamily=AUDIBLE_APP",
        store.www_host(AccountKind::Amazon)
    )
}

#[derive(Serialize)]
struct Body {
    deregister_all_existing_accounts: bool,
}
