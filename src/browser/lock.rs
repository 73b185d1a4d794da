//! [`exclusively`]: one tab at a time, by Web Locks.
//!
//! Own bindings: those of web-sys are behind an unstable flag.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Runs `work` while no other tab of this origin holds the lock of this name; waits for its turn.
/// The browser lets go of the lock when the work ends, and when the tab is closed or crashes.
/// Where there are no Web Locks, the work runs at once.
pub async fn exclusively<T: 'static>(name: &str, work: impl Future<Output = T> + 'static) -> T {
    let Some(locks) = locks() else {
        return work.await;
    };
    let work = Rc::new(RefCell::new(Some(work)));
    let result = Rc::new(RefCell::new(None));
    let granted = {
        let (work, result) = (work.clone(), result.clone());
        Closure::<dyn FnMut(JsValue) -> js_sys::Promise>::new(move |_lock| {
            let (work, result) = (work.borrow_mut().take(), result.clone());
            future_to_promise(async move {
                if let Some(work) = work {
                    let value = work.await;
                    result.replace(Some(value));
                }
                Ok(JsValue::UNDEFINED)
            })
        })
    };
    let asked = locks.request(name, granted.as_ref().unchecked_ref());
    if let Ok(asked) = asked {
        // Rejected only if the lock could not be asked for: then the work was not begun.
        let _ = JsFuture::from(asked).await;
    }
    let value = result.borrow_mut().take();
    if let Some(value) = value {
        return value;
    }
    let unbegun = work.borrow_mut().take();
    match unbegun {
        Some(work) => work.await,
        // Begun and not ended: the page is being closed.
        None => std::future::pending().await,
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
    fn request(
        this: &LockManager,
        name: &str,
        granted: &js_sys::Function,
    ) -> Result<js_sys::Promise, JsValue>;
}
