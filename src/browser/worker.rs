//! The worker, seen from both sides: [`Worker`] in the page, [`serve`] in the worker.
//!
//! Messages to it are `Work` as JSON, one at a time a worker; from it come `"ready"` once, then
//! the bytes of each result, or an error text.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use zeroize::Zeroizing;

use super::clock::wait;
use crate::work::Work;

/// A running worker.
#[derive(Debug)]
pub struct Worker(web_sys::Worker);

/// A result, in the browser's hands.
#[derive(Clone, Debug)]
pub struct Made(pub(super) Uint8Array);

impl Made {
    /// Its length in bytes.
    pub fn len(&self) -> u32 {
        self.0.length()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Why there is no result.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum WorkerError {
    /// The worker's program could not be loaded: offline, and never loaded before.
    #[error("the worker did not start")]
    NotStarted,
    /// It was given up.
    #[error("the work was given up")]
    Stopped,
    /// The work failed.
    #[error("the work failed: {0}")]
    Failed(String),
}

impl Worker {
    /// Loads the worker's program and starts it.
    ///
    /// # Errors
    /// [`WorkerError::NotStarted`].
    pub async fn start() -> Result<Self, WorkerError> {
        let options = web_sys::WorkerOptions::new();
        options.set_type(web_sys::WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(PROGRAM, &options)
            .map(Self)
            .map_err(|_| WorkerError::NotStarted)?;
        // A program that does not load says nothing at all.
        let (ready, patience) = (next_message(&worker.0), pin!(wait(PATIENCE)));
        match select(ready, patience).await {
            Either::Left((Ok(_), _)) => Ok(worker),
            Either::Left((Err(_), _)) | Either::Right(_) => Err(WorkerError::NotStarted),
        }
    }

    /// Has one piece of work done.
    ///
    /// # Errors
    /// [`WorkerError::Failed`].
    pub async fn run(&mut self, work: &Work) -> Result<Vec<u8>, WorkerError> {
        self.make(work).await.map(|made| made.0.to_vec())
    }

    /// The same, with a result that stays where the browser has it: a large file is not copied through
    /// the page.
    ///
    /// # Errors
    /// [`WorkerError::Failed`].
    pub async fn make(&mut self, work: &Work) -> Result<Made, WorkerError> {
        // It may hold a passphrase: wiped when it was sent.
        let text = serde_json::to_string(work)
            .map(Zeroizing::new)
            .map_err(|error| WorkerError::Failed(error.to_string()))?;
        let answer = next_message(&self.0);
        self.0
            .post_message(&JsValue::from_str(&text))
            .map_err(|_| WorkerError::Failed("not sent".to_owned()))?;
        let answer = answer
            .await
            .map_err(|_| WorkerError::Failed("stopped".to_owned()))?;
        match answer.dyn_into::<Uint8Array>() {
            Ok(bytes) => Ok(Made(bytes)),
            Err(other) => Err(WorkerError::Failed(other.as_string().unwrap_or_default())),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.0.terminate();
    }
}

/// The worker's main loop: answers every piece of work by `run`. Does nothing in a page.
pub fn serve(run: impl Fn(Work) -> Result<Vec<u8>, String> + 'static) {
    let Ok(scope) = js_sys::global().dyn_into::<web_sys::DedicatedWorkerGlobalScope>() else {
        return;
    };
    let port = scope.clone();
    let on_message =
        Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
            let work = event
                .data()
                .as_string()
                .ok_or_else(|| "not a text".to_owned())
                .and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()));
            // The page is gone if this fails.
            let _ = match work.and_then(&run) {
                Ok(bytes) => {
                    // Handed over, not copied.
                    let bytes = Uint8Array::from(bytes.as_slice());
                    let own = Array::of1(&bytes.buffer());
                    port.post_message_with_transfer(&bytes, &own)
                }
                Err(text) => port.post_message(&JsValue::from_str(&text)),
            };
        });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    let _ = scope.post_message(&JsValue::from_str("ready"));
}

/// The data of the next message. It rejects if the worker's program breaks off, or if the browser cannot
/// hand the message over. Listening begins at once.
fn next_message(worker: &web_sys::Worker) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve: Function, reject: Function| {
        // `once_into_js`: the browser frees them with the worker if they are never called.
        let on_message = Closure::once_into_js(move |event: web_sys::MessageEvent| {
            let _ = resolve.call1(&JsValue::UNDEFINED, &event.data());
        });
        let on_error = Closure::once_into_js(move |event: JsValue| {
            let _ = reject.call1(&JsValue::UNDEFINED, &event);
        });
        worker.set_onmessage(Some(on_message.unchecked_ref()));
        worker.set_onerror(Some(on_error.unchecked_ref()));
        worker.set_onmessageerror(Some(on_error.unchecked_ref()));
    }))
}

/// Written by Trunk beside the page; the service worker keeps it with the page's version.
const PROGRAM: &str = "/worker_loader.js";
/// For loading the program over a slow line.
const PATIENCE: Duration = Duration::from_secs(30);
