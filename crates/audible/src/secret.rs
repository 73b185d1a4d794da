//! [`Secret`], a value that cannot be printed by accident.

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// A token, key, cookie or password. `Debug` prints only the kind; there is no `Display`.
/// Every use of [`Secret::expose`] carries an `// EXPOSE:` comment with the reason.
#[derive(Clone, Deserialize, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself, for putting it into a request or a sealed record.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> std::fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}
