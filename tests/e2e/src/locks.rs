//! Locking an account, and opening it again.

use crate::member::Member;

/// What the lock screen says, and no page that speaks of locks.
pub const LOCKED: &str = "While it is locked, AudiPy neither renews";

impl Member {
    /// Gives the open account a passphrase, which is asked for from now on.
    pub async fn sets_passphrase(&self, passphrase: &str) {
        self.open("/locks").await;
        self.press("Add a passphrase").await;
        self.fill("New passphrase", passphrase).await;
        self.fill("The same again", passphrase).await;
        self.press("Set passphrase").await;
        self.sees("The passphrase is set.").await;
    }

    /// Opens the locked account with its passphrase.
    pub async fn unlocks(&self, passphrase: &str) {
        self.fill("Passphrase", passphrase).await;
        self.press("Unlock").await;
        self.sees_no_more(LOCKED).await;
    }
}
