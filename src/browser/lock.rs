//! [`take`] and [`exclusively`]: one tab at a time, by Web Locks.
//!
//! Own bindings: those of web-sys are behind an unstable flag.

use js_sys::{Function, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A lock that is held or waited for. Dropping it lets go.
#[derive(Debug)]
pub struct Lock(Option<Function>);

/// Waits until no other tab of this origin holds the lock of this name, and holds it. The browser
/// lets go of it when the tab is closed or crashes. Where there are no Web Locks, nothing is held.
pub async fn take(name: &str) -> Lock {
    let Some(locks) = locks() else {
        return Lock(None);
    };
    // The browser holds the lock for as long as this promise is open.
    let mut end = None;
    let held = Promise::new(&mut |resolve, _| end = Some(resolve));
    // From here on: a caller that stops waiting ends the promise, and the lock with its grant.
    let lock = Lock(end);
    let granted = Promise::new(&mut |resolve: Function, _| {
        let (grant, held) = (resolve.clone(), held.clone());
        let on_grant = Closure::once_into_js(move |_lock: JsValue| {
            let _ = grant.call0(&JsValue::UNDEFINED);
            JsValue::from(held)
        });
        let asked = locks.request(name, on_grant.unchecked_ref());
        // A browser that gives no locks must not keep the work from being done.
        spawn_local(async move {
            let is_refused = match asked {
                Ok(asked) => JsFuture::from(asked).await.is_err(),
                Err(_) => true,
            };
            if is_refused {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        });
    });
    let _ = JsFuture::from(granted).await;
    lock
}

/// Runs `work` while the lock of this name is held; waits for its turn.
pub async fn exclusively<T>(name: &str, work: impl Future<Output = T>) -> T {
    let _lock = take(name).await;
    work.await
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(end) = &self.0 {
            let _ = end.call0(&JsValue::UNDEFINED);
        }
    }
}

fn locks() -> Option<LockManager> {
    let navigator = web_sys::window()?.navigator();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, granted: &Function) -> Result<Promise, JsValue>;
}
