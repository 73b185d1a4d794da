//! Passkeys that hold a key: `WebAuthn` with its `prf` extension.
//!
//! The extension's dictionaries are plain objects here: web-sys has them only behind its unstable
//! flag.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use zeroize::Zeroizing;

use super::random;

/// A passkey that answered.
#[derive(Debug)]
pub struct Passkey {
    /// Its id.
    pub credential: Vec<u8>,
    /// What its PRF made of the salt. The same every time.
    pub prf: Zeroizing<[u8; 32]>,
}

/// A passkey that may answer, and what its PRF is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its id.
    pub credential: Vec<u8>,
    /// The salt.
    pub salt: [u8; 32],
}

/// Why there is no key.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PasskeyError {
    /// The member said no, or none of the passkeys is here, or it took too long: browsers do not
    /// say which.
    #[error("no passkey was used")]
    NotUsed,
    /// The authenticator makes passkeys that hold no keys.
    #[error("this passkey cannot hold a key")]
    HoldsNoKey,
}

/// Whether this browser says that passkeys can hold keys here.
pub async fn is_available() -> bool {
    let asked = (|| {
        let kind = Reflect::get(&js_sys::global(), &"PublicKeyCredential".into()).ok()?;
        let ask: Function = get(&kind, "getClientCapabilities").dyn_into().ok()?;
        ask.call0(&kind).ok()?.dyn_into::<Promise>().ok()
    })();
    let Some(asked) = asked else {
        return false;
    };
    match JsFuture::from(asked).await {
        Ok(capabilities) => get(&capabilities, "extension:prf").is_truthy(),
        Err(_) => false,
    }
}

/// Makes a passkey called `name`, unless the authenticator holds one of `known`.
///
/// # Errors
/// [`PasskeyError`]; nothing was made, or what was made is of no use.
pub async fn make(
    name: &str,
    salt: [u8; 32],
    known: impl Iterator<Item = Vec<u8>>,
) -> Result<Passkey, PasskeyError> {
    let algorithms = [-7, -8, -257].map(|algorithm| {
        JsValue::from(object(&[
            ("type", "public-key".into()),
            ("alg", algorithm.into()),
        ]))
    });
    let public_key = object(&[
        ("challenge", array(&random::bytes::<32>())),
        ("rp", object(&[("name", "AudiPy".into())]).into()),
        (
            "user",
            object(&[
                ("id", array(&random::bytes::<16>())),
                ("name", name.into()),
                ("displayName", name.into()),
            ])
            .into(),
        ),
        (
            "pubKeyCredParams",
            algorithms.into_iter().collect::<Array>().into(),
        ),
        (
            "excludeCredentials",
            known.map(|id| descriptor(&id)).collect::<Array>().into(),
        ),
        (
            "authenticatorSelection",
            object(&[
                ("residentKey", "discouraged".into()),
                ("userVerification", "required".into()),
            ])
            .into(),
        ),
        ("extensions", prf("eval", first(&salt).into())),
    ]);
    let options = object(&[("publicKey", public_key.into())]);
    let made = container()
        .and_then(|all| {
            all.create_with_options(options.unchecked_ref::<web_sys::CredentialCreationOptions>())
                .ok()
        })
        .ok_or(PasskeyError::NotUsed)?;
    let made = JsFuture::from(made)
        .await
        .map_err(|_| PasskeyError::NotUsed)?;
    let credential = Uint8Array::new(&get(&made, "rawId")).to_vec();
    let results = results(&made);
    match output(&results) {
        Some(prf) => Ok(Passkey { credential, prf }),
        // Most authenticators tell the key only when they are asked for the passkey.
        None if get(&results, "enabled").is_truthy() => ask(&[Asked { credential, salt }]).await,
        None => Err(PasskeyError::HoldsNoKey),
    }
}

/// Asks for one of these passkeys.
///
/// # Errors
/// [`PasskeyError`].
pub async fn ask(passkeys: &[Asked]) -> Result<Passkey, PasskeyError> {
    let allowed = passkeys.iter().map(|asked| descriptor(&asked.credential));
    let salts = Object::new();
    for asked in passkeys {
        let id = URL_SAFE_NO_PAD.encode(&asked.credential);
        set(&salts, &id, &first(&asked.salt).into());
    }
    let public_key = object(&[
        ("challenge", array(&random::bytes::<32>())),
        ("allowCredentials", allowed.collect::<Array>().into()),
        ("userVerification", "required".into()),
        ("extensions", prf("evalByCredential", salts.into())),
    ]);
    let options = object(&[("publicKey", public_key.into())]);
    let answer = container()
        .and_then(|all| {
            all.get_with_options(options.unchecked_ref::<web_sys::CredentialRequestOptions>())
                .ok()
        })
        .ok_or(PasskeyError::NotUsed)?;
    let answer = JsFuture::from(answer)
        .await
        .map_err(|_| PasskeyError::NotUsed)?;
    Ok(Passkey {
        credential: Uint8Array::new(&get(&answer, "rawId")).to_vec(),
        prf: output(&results(&answer)).ok_or(PasskeyError::HoldsNoKey)?,
    })
}

fn container() -> Option<web_sys::CredentialsContainer> {
    let navigator = web_sys::window()?.navigator();
    get(&navigator, "credentials").dyn_into().ok()
}

/// What the extension says of a credential.
fn results(credential: &JsValue) -> JsValue {
    let ask: Option<Function> = get(credential, "getClientExtensionResults").dyn_into().ok();
    let all = ask.and_then(|ask| ask.call0(credential).ok());
    get(&all.unwrap_or_default(), "prf")
}

fn output(results: &JsValue) -> Option<Zeroizing<[u8; 32]>> {
    let first = get(&get(results, "results"), "first");
    if first.is_undefined() {
        return None;
    }
    let bytes = Uint8Array::new(&first);
    let mut key = Zeroizing::new([0; 32]);
    if bytes.length() != 32 {
        return None;
    }
    bytes.copy_to(key.as_mut_slice());
    // The browser's own copy.
    bytes.fill(0, 0, 32);
    Some(key)
}

fn prf(how: &str, what: JsValue) -> JsValue {
    object(&[("prf", object(&[(how, what)]).into())]).into()
}

fn first(salt: &[u8]) -> Object {
    object(&[("first", array(salt))])
}

fn descriptor(id: &[u8]) -> JsValue {
    object(&[("type", "public-key".into()), ("id", array(id))]).into()
}

fn array(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // It fails for frozen objects only.
    let _ = Reflect::set(object, &name.into(), value);
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        set(&object, name, value);
    }
    object
}
