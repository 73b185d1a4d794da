//! `GET www.audible.com/license/token`: the blob that holds the activation bytes (section 13).

use axum::response::IntoResponse as _;
use http::{StatusCode, header};
use sha2::{Digest as _, Sha256};

use super::{By, Refusal, authenticate};
use crate::Sandbox;
use crate::request::{Answer, Request};

pub(crate) fn license_token(sandbox: &Sandbox, request: &Request) -> Answer {
    match authenticate(sandbox, request) {
        Ok(caller) if caller.by == By::Signature => {
            let bytes = sandbox
                .ledger()
                .account(&caller.email)
                .map(|account| account.activation_bytes);
            let query = request.parameters();
            let body =
                if query.text("action") == "register" && !query.text("player_manuf").is_empty() {
                    blob(bytes.unwrap_or_default())
                } else {
                    b"(audible_error=InternalServiceFailure)".to_vec()
                };
            (
                StatusCode::OK,
                [(header::CONTENT_TYPE, "text/plain;charset=ISO-8859-15")],
                body,
            )
                .into_response()
        }
        Ok(_) => {
            Refusal::message(StatusCode::FORBIDDEN, "Request could not be authenticated").answer()
        }
        Err(refusal) => Refusal {
            status: StatusCode::FORBIDDEN,
            ..refusal
        }
        .answer(),
    }
}

/// Some text, then 8 lines of 70 bytes, each with a separator; the first four bytes are the
/// activation bytes, the last of them first.
fn blob(activation_bytes: u32) -> Vec<u8> {
    let mut lines = activation_bytes.to_le_bytes().to_vec();
    let mut block = Sha256::digest(b"invented licence");
    while lines.len() < 560 {
        lines.extend_from_slice(&block);
        block = Sha256::digest(block);
    }
    let mut blob = b"(customer_token=invented)\n(group_id=InventedGroup)\n".to_vec();
    for line in lines[..560].chunks(70) {
        blob.extend_from_slice(line);
        blob.push(b'\n');
    }
    blob
}
