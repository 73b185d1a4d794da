//! Requests to Audible for the open account, with what shows whose they are.

use std::rc::Rc;

use audible::Secret;
use http::{Request, Response};
use session::sync::Lost;

use super::engine::Engine;
use super::open::Open;
use super::tokens::{lost, signs};
use crate::browser::clock;

impl Engine {
    /// One request for the open account: with its access token, which is renewed and the request
    /// repeated once if Audible refuses it.
    pub(super) async fn ask(
        self: &Rc<Self>,
        open: &Rc<Open>,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, Lost> {
        let (used, answer) = self
            .fetch(open, request.clone())
            .await
            .ok_or(Lost::Refused)?;
        match &answer {
            Ok(refused) if audible::answer::refuses_token(refused) => {
                self.renew_refused(open, used).await.ok_or(Lost::Refused)?;
                self.fetch(open, request).await.ok_or(Lost::Refused)?.1
            }
            _ => answer,
        }
    }

    /// Sends one request with the access token, which is handed back with the answer, or signed
    /// where there never was one. `None` if there will be neither without the member.
    pub(super) async fn fetch(
        self: &Rc<Self>,
        open: &Rc<Open>,
        request: Request<Vec<u8>>,
    ) -> Option<(Secret<String>, Result<Response<Vec<u8>>, Lost>)> {
        let (used, request) = match self.access_token(open).await {
            Some(token) => {
                let request = audible::authorize(request, &token).ok()?;
                (token.token, request)
            }
            None if signs(open) => {
                let request = audible::request::unauthorized(request);
                (
                    Secret::new(String::new()),
                    self.sign(open, request).await.ok()?,
                )
            }
            None => return None,
        };
        let sent_at = clock::now();
        let answer = self.transport.send(request).await;
        if let Ok(answer) = &answer {
            self.hear_clock(open, answer, sent_at);
        }
        Some((used, answer.map_err(|error| lost(&error))))
    }
}
