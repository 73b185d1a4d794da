//! [`Signer`]: the device key of an account, as the browser uses it to sign requests.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// An RSA key for signing, RSASSA-PKCS1-v1_5 over SHA-256. Once it is here the browser does not
/// hand it out any more.
#[derive(Clone, Debug)]
pub struct Signer(web_sys::CryptoKey);

/// The browser does not take the key, or has no WebCrypto.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the browser does not sign with this key")]
pub struct CannotSign;

impl Signer {
    /// From PKCS#8 in DER, the only form that WebCrypto imports.
    ///
    /// # Errors
    /// When it is no RSA private key.
    pub async fn import(pkcs8: &[u8]) -> Result<Self, CannotSign> {
        let algorithm = Object::new();
        for (name, value) in [("name", NAME), ("hash", "SHA-256")] {
            let _ = Reflect::set(&algorithm, &name.into(), &value.into());
        }
        let bytes = Uint8Array::from(pkcs8);
        let importing = subtle()?
            .import_key_with_object(
                "pkcs8",
                &bytes,
                &algorithm,
                false,
                &Array::of1(&"sign".into()),
            )
            .map_err(|_| CannotSign)?;
        let imported = JsFuture::from(importing).await;
        bytes.fill(0, 0, bytes.length());
        Ok(Self(imported.map_err(|_| CannotSign)?.unchecked_into()))
    }

    /// The signature of a text.
    ///
    /// # Errors
    /// When the browser refuses to use the key.
    pub async fn sign(&self, text: &[u8]) -> Result<Vec<u8>, CannotSign> {
        let signing = subtle()?
            .sign_with_str_and_u8_array(NAME, &self.0, text)
            .map_err(|_| CannotSign)?;
        let signature = JsFuture::from(signing).await.map_err(|_| CannotSign)?;
        Ok(Uint8Array::new(&signature).to_vec())
    }

    /// Whether the browser would hand the key out. It never may; tests ask.
    pub fn is_extractable(&self) -> bool {
        self.0.extractable()
    }
}

fn subtle() -> Result<web_sys::SubtleCrypto, CannotSign> {
    // `crypto.subtle` is missing where the context is not secure.
    let crypto = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .ok_or(CannotSign)?;
    let subtle = Reflect::get(&crypto, &JsValue::from_str("subtle"));
    subtle
        .ok()
        .and_then(|subtle| subtle.dyn_into().ok())
        .ok_or(CannotSign)
}

const NAME: &str = "RSASSA-PKCS1-v1_5";
