//! [`DeviceKey`]: the key of the *this device* slot. It wraps data keys and can never be read,
//! not even by this program: the browser makes it, keeps it and uses it.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::store::{Store, StoreError};

/// A non-extractable AES-256-GCM key.
#[derive(Clone, Debug)]
pub struct DeviceKey(web_sys::CryptoKey);

/// What went wrong with the device key.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum DeviceKeyError {
    /// No WebCrypto: the context is not secure.
    #[error("no WebCrypto")]
    Unavailable,
    /// It does not open this: another key made it, or it was changed.
    #[error("the device key does not open this")]
    DoesNotOpen,
    /// The key could not be kept or read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DeviceKey {
    /// The key that is kept here, if there is one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn load(store: &Store) -> Result<Option<Self>, DeviceKeyError> {
        Ok(store.key(NAME).await?.map(Self))
    }

    /// Makes a key and keeps it, in place of any other. Take a lock around looking and making.
    ///
    /// # Errors
    /// When there is no WebCrypto or the key cannot be kept.
    pub async fn make(store: &Store) -> Result<Self, DeviceKeyError> {
        let algorithm = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
        let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
        let making = subtle()?
            .generate_key_with_object(&algorithm, false, &usages)
            .map_err(|_| DeviceKeyError::Unavailable)?;
        let key: web_sys::CryptoKey = JsFuture::from(making)
            .await
            .map_err(|_| DeviceKeyError::Unavailable)?
            .unchecked_into();
        store.keep_key(NAME, &key).await?;
        Ok(Self(key))
    }

    /// Encrypts with a fresh nonce, which the caller draws; `context` has to be the same when
    /// opening.
    ///
    /// # Errors
    /// When the browser refuses to use the key.
    pub async fn wrap(
        &self,
        nonce: &[u8; 12],
        context: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, DeviceKeyError> {
        let working = subtle()?
            .encrypt_with_object_and_u8_array(&algorithm(nonce, context), &self.0, plain)
            .map_err(|_| DeviceKeyError::Unavailable)?;
        let sealed = JsFuture::from(working)
            .await
            .map_err(|_| DeviceKeyError::Unavailable)?;
        Ok(Uint8Array::new(&sealed).to_vec())
    }

    /// Opens what [`Self::wrap`] made.
    ///
    /// # Errors
    /// [`DeviceKeyError::DoesNotOpen`] for anything else.
    pub async fn unwrap(
        &self,
        nonce: &[u8; 12],
        context: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, DeviceKeyError> {
        let working = subtle()?
            .decrypt_with_object_and_u8_array(&algorithm(nonce, context), &self.0, sealed)
            .map_err(|_| DeviceKeyError::Unavailable)?;
        let plain = JsFuture::from(working)
            .await
            .map_err(|_| DeviceKeyError::DoesNotOpen)?;
        Ok(Uint8Array::new(&plain).to_vec())
    }

    /// Whether the browser would hand the key out. It never may; tests ask.
    pub fn is_extractable(&self) -> bool {
        self.0.extractable()
    }
}

fn subtle() -> Result<web_sys::SubtleCrypto, DeviceKeyError> {
    // `crypto.subtle` is missing, not just useless, where the context is not secure.
    let crypto = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .ok_or(DeviceKeyError::Unavailable)?;
    Reflect::get(&crypto, &"subtle".into())
        .ok()
        .and_then(|subtle| subtle.dyn_into().ok())
        .ok_or(DeviceKeyError::Unavailable)
}

fn algorithm(nonce: &[u8; 12], context: &[u8]) -> Object {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(nonce.as_slice()).into()),
        ("additionalData", Uint8Array::from(context).into()),
    ])
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}

const NAME: &str = "device";
