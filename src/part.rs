//! Parts: code that is loaded when it is first needed.
//!
//! Whatever only a function in a part reaches is left out of the program that is loaded first.
//! `cargo xtask build` cuts the parts out; in every other build they are there from the start.

use futures_util::future::LocalBoxFuture;

/// A part could not be loaded: no connection, or the server has a newer AudiPy by now.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a part of the program was not loaded")]
pub struct NotLoaded;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// What a part is asked to do, until it is done or cannot be loaded.
pub type Loading<T> = LocalBoxFuture<'static, Result<T, NotLoaded>>;

/// Puts functions into a part: `in_part! { engine: fn f(x: X) -> Y { … } }`. Calling one gives a
/// [`Loading`]. Their names must differ throughout the program.
#[macro_export]
macro_rules! in_part {
    ($part:ident: $(
        $(#[$about:meta])*
        $seen:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) -> $result:ty $body:block
    )+) => { $(
        $(#[$about])*
        #[cfg_attr(
            feature = "split",
            allow(unsafe_code, reason = "linked apart, but checked as one by the compiler")
        )]
        $seen fn $name($($argument: $type),*) -> $crate::part::Loading<$result> {
            #[cfg_attr(feature = "split", wasm_split_helpers::wasm_split($part, fallible))]
            fn $name($($argument: $type),*) -> Result<$result, $crate::part::NotLoaded> {
                let done = $body;
                Ok(done)
            }
            #[cfg(feature = "split")]
            let loading = $name($($argument),*);
            #[cfg(not(feature = "split"))]
            let loading = std::future::ready($name($($argument),*));
            Box::pin(loading)
        }
    )+ };
}
