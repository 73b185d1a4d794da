//! What the registered device can do besides asking for access tokens: sign requests, fetch the
//! account's activation bytes, and exchange its refresh token for website cookies.

use std::rc::Rc;

use audible::signing::ToSign;
use audible::{Error, Marketplace, Registration, Secret, activation, cookies, private_key};
use http::{Request, Response};
use session::life::{Event, Learned};

use super::engine::Engine;
use super::open::Open;
use super::problem::Problem;
use crate::browser::clock;
use crate::browser::signer::Signer;

impl Engine {
    /// Signs a request with ADP token and device key (sign-in reference, 10.3), by Amazon's clock.
    pub(super) async fn sign(
        &self,
        open: &Open,
        request: Request<Vec<u8>>,
    ) -> Result<Request<Vec<u8>>, Problem> {
        let (adp_token, now) = {
            let life = open.life.borrow();
            let registration = life.tokens().map(|tokens| &tokens.registration);
            let adp_token = registration.and_then(|registration| registration.adp_token.clone());
            (adp_token, life.server_now(clock::now()))
        };
        let adp_token = adp_token.ok_or(Problem::NoDeviceKey)?;
        let signer = self.signer(open).await?;
        let to_sign = ToSign::at(request, &adp_token, now).map_err(failed("signature"))?;
        // EXPOSE: what is signed holds the ADP token; the browser signs it.
        let signature = signer.sign(to_sign.text().expose()).await;
        Ok(to_sign.signed(&signature.map_err(|_| Problem::NoDeviceKey)?))
    }

    /// The account's device key, taken in by the browser once for as long as the account is open.
    async fn signer(&self, open: &Open) -> Result<Signer, Problem> {
        if let Some(signer) = &*open.signer.borrow() {
            return Ok(signer.clone());
        }
        let key = {
            let life = open.life.borrow();
            let registration = life.tokens().map(|tokens| &tokens.registration);
            registration.and_then(|registration| registration.device_private_key.clone())
        };
        let key = key.ok_or(Problem::NoDeviceKey)?;
        let key = private_key::pkcs8(&key).map_err(|_| Problem::NoDeviceKey)?;
        // EXPOSE: the browser takes the key in, and gives it to nobody.
        let signer = Signer::import(key.expose()).await;
        let signer = signer.map_err(|_| Problem::NoDeviceKey)?;
        open.signer.replace(Some(signer.clone()));
        Ok(signer)
    }

    /// The account's activation bytes: those at hand, else asked for once and kept.
    pub(super) async fn activation_bytes(
        self: &Rc<Self>,
        open: &Rc<Open>,
    ) -> Result<Secret<String>, Problem> {
        let (known, sign_in) = {
            let life = open.life.borrow();
            let tokens = life.tokens().ok_or(Problem::NoToken)?;
            (tokens.registration.activation_bytes.clone(), tokens.sign_in)
        };
        if let Some(known) = known {
            return Ok(known);
        }
        let request = self.sign(open, activation::activation_request()).await?;
        let answer = self.ask_amazon(open, request).await?;
        let bytes = activation::read_activation(&answer).map_err(failed("activation bytes"))?;
        let learned = Learned::ActivationBytes {
            bytes: bytes.clone(),
            at: clock::now(),
        };
        self.tell_life(open, Event::Learned { sign_in, learned });
        self.until_stored(open).await;
        Ok(bytes)
    }

    /// The registration with fresh website cookies of a store in place. Those of the home store are
    /// kept; those of another one are handed over for what needs them now and not kept, because an
    /// auth file has room for one store's.
    pub(super) async fn with_website_cookies(
        self: &Rc<Self>,
        open: &Rc<Open>,
        store: Marketplace,
    ) -> Result<Registration, Problem> {
        let (registration, sign_in) = {
            let life = open.life.borrow();
            let tokens = life.tokens().ok_or(Problem::NoToken)?;
            (tokens.registration.clone(), tokens.sign_in)
        };
        let is_home = store == registration.marketplace;
        if is_home && are_fresh(&registration) {
            return Ok(registration);
        }
        let request =
            cookies::exchange_request(&registration, store).map_err(failed("website cookies"))?;
        let answer = self.ask_amazon(open, request).await?;
        match cookies::read_exchange(&answer, clock::now()) {
            Ok(fresh) => {
                let registration = registration.with_website_cookies(fresh.clone());
                if is_home {
                    let learned = Learned::WebsiteCookies(fresh);
                    self.tell_life(open, Event::Learned { sign_in, learned });
                    self.until_stored(open).await;
                }
                Ok(registration)
            }
            Err(Error::SignInAgain { reason }) => {
                // Whether the sign-in is over for good is for the token life to find out.
                self.tell_life(open, Event::RefreshAsked);
                Err(Problem::AmazonRefused {
                    code: reason,
                    message: String::new(),
                })
            }
            Err(error) => Err(failed("website cookies")(error)),
        }
    }

    async fn ask_amazon(
        self: &Rc<Self>,
        open: &Rc<Open>,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, Problem> {
        let sent_at = clock::now();
        let answer = self.transport.send(request).await?;
        self.hear_clock(open, &answer, sent_at);
        Ok(answer)
    }
}

/// Those that came with a registration are exchanged once, because nobody knows their end
/// (section 8).
fn are_fresh(registration: &Registration) -> bool {
    let ends = registration.website_cookies_expire;
    registration.website_cookies.is_some()
        && ends.is_some_and(|ends| ends.millis_since(clock::now()) > LEAST_LIFE_MS)
}

fn failed(what: &'static str) -> impl Fn(Error) -> Problem {
    move |error| match error {
        Error::RetryLater { status, .. } => Problem::ServiceBroken {
            status: Some(status),
        },
        Error::SignInAgain { .. } => Problem::NoToken,
        other => Problem::Bug {
            place: format!("{what}: {other}"),
        },
    }
}

/// Cookies that end within the hour are renewed before they are handed on.
const LEAST_LIFE_MS: i64 = 3_600_000;
