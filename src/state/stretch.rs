//! Stretching passphrases in the worker. It is slow on purpose, so pages show how long it takes,
//! and the member can stop it.

use std::pin::pin;

use audible::Secret;
use futures_channel::oneshot;
use futures_util::future::{Either, select};
use leptos::prelude::*;
use vault::{Cost, SALT_LENGTH, SlotKey};

use super::engine::Engine;
use crate::browser::worker::{Worker, WorkerError};
use crate::browser::{clock, preferences};
use crate::work::Work;

/// A passphrase is being stretched.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Stretching {
    /// About how long that takes in all, by what the last one took on this device. `None`: there
    /// was none so far.
    pub expected_ms: Option<u32>,
}

impl Engine {
    /// Turns a passphrase into the key of its slot. The worker is of no more use if this fails.
    pub(super) async fn stretch(
        &self,
        worker: &mut Worker,
        passphrase: Secret<String>,
        salt: [u8; SALT_LENGTH],
        cost: Cost,
    ) -> Result<SlotKey, WorkerError> {
        let work = Work::Stretch {
            passphrase,
            salt,
            cost,
        };
        let load = f64::from(cost.memory()) * f64::from(cost.passes());
        let pace = preferences::load::<f64>(PACE);
        self.signals.stretching.set(Some(Stretching {
            expected_ms: pace.map(|pace| whole(pace * load)),
        }));
        let (stop, stopped) = oneshot::channel();
        self.stop_stretching.replace(Some(stop));
        let started = clock::elapsed_ms();
        let answer = match select(pin!(worker.run(&work)), stopped).await {
            Either::Left((answer, _)) => answer,
            Either::Right(_) => Err(WorkerError::Stopped),
        };
        self.signals.stretching.set(None);
        let key = Secret::new(answer?);
        preferences::save(PACE, &((clock::elapsed_ms() - started) / load));
        // EXPOSE: from the worker, in memory.
        SlotKey::from_slice(key.expose()).map_err(|error| WorkerError::Failed(error.to_string()))
    }

    /// Gives up what is being stretched.
    pub(super) fn stop_stretching(&self) {
        // Nobody waits any more if this fails.
        let _ = self.stop_stretching.take().map(|stop| stop.send(()));
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "such casts saturate"
)]
fn whole(ms: f64) -> u32 {
    ms.round() as u32
}

/// Under this name localStorage notes how many milliseconds a KiB took in one pass.
const PACE: &str = "stretching";
