//! RSA keys of devices: a few, made in the background, and given out in turn.
//!
//! A signature covers the device's own `adp_token`, so that devices may share a key unnoticed.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Once, OnceLock};
use std::thread;

use rsa::pkcs1::EncodeRsaPrivateKey as _;
use rsa::pkcs1::der::pem::LineEnding;
use rsa::sha2::Sha256;
use rsa::{PrivateKey, PublicKey};

/// A key of 2048 bits.
#[derive(Debug)]
pub(crate) struct DeviceKey {
    /// PKCS#1 as PEM, with a line end at its end.
    pub(crate) pem: String,
    public: PublicKey,
}

impl DeviceKey {
    /// Whether the signature (RSASSA-PKCS1-v1_5, SHA-256) of the text is this key's.
    pub(crate) fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        self.public
            .pkcs1v15_verify::<Sha256>(text, signature)
            .is_ok()
    }

    fn generate() -> Self {
        loop {
            let Ok(key) = PrivateKey::new(&mut rand::rng(), 2048) else {
                continue;
            };
            let Ok(pem) = key.to_pkcs1_pem(LineEnding::LF) else {
                continue;
            };
            return Self {
                pem: pem.to_string(),
                public: key.to_public_key(),
            };
        }
    }
}

/// Begins to make keys, once a process.
pub(crate) fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        thread::spawn(|| {
            for slot in &POOL {
                slot.get_or_init(DeviceKey::generate);
            }
        });
    });
}

/// The next key; waits only where none is made yet.
pub(crate) fn next() -> &'static DeviceKey {
    static GIVEN: AtomicUsize = AtomicUsize::new(0);
    let turn = GIVEN.fetch_add(1, Ordering::Relaxed);
    let made = POOL
        .iter()
        .filter(|slot| slot.get().is_some())
        .count()
        .max(1);
    POOL[turn % made].get_or_init(DeviceKey::generate)
}

static POOL: [OnceLock<DeviceKey>; 4] = [const { OnceLock::new() }; 4];
