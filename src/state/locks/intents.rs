//! What pages can ask for about locks. What takes its time tells its end to `done`.

use audible::Secret;
use leptos::task::spawn_local;
use vault::{RecoveryCode, SlotId, VaultId};
use zeroize::Zeroizing;

use super::slots::ByItself;
use super::unlock::Opener;
use super::{LockFault, Strength};
use crate::browser::random;
use crate::state::State;

/// A recovery code that is shown to the member and opens nothing yet.
#[derive(Clone, Debug)]
pub struct NewCode(RecoveryCode);

impl NewCode {
    /// A code that never was before.
    pub fn make() -> Self {
        Self(RecoveryCode::new(random::bytes()))
    }

    /// As it is to be kept, in seven groups.
    pub fn text(&self) -> Zeroizing<String> {
        self.0.to_text()
    }
}

impl State {
    /// Adds a passphrase, in place of another one if there is one to be changed.
    pub fn add_passphrase(
        self,
        passphrase: String,
        opens_by_itself: bool,
        in_place_of: Option<SlotId>,
        done: impl FnOnce(Result<(), LockFault>) + 'static,
    ) {
        let engine = self.engine();
        let passphrase = Secret::new(passphrase);
        spawn_local(async move {
            let by_itself = by_itself(opens_by_itself);
            done(
                engine
                    .add_passphrase(passphrase, by_itself, in_place_of)
                    .await,
            );
        });
    }

    /// Makes a passkey called `name`. Call it from a click.
    pub fn add_passkey(
        self,
        name: String,
        opens_by_itself: bool,
        done: impl FnOnce(Result<(), LockFault>) + 'static,
    ) {
        let engine = self.engine();
        spawn_local(async move {
            done(engine.add_passkey(&name, by_itself(opens_by_itself)).await);
        });
    }

    /// Lets a code open the account, once the member has kept it.
    pub fn add_recovery_code(
        self,
        code: NewCode,
        done: impl FnOnce(Result<(), LockFault>) + 'static,
    ) {
        let engine = self.engine();
        spawn_local(async move { done(engine.add_recovery(&code.0).await) });
    }

    /// Lets the account open by itself again.
    pub fn open_by_itself(self, done: impl FnOnce(Result<(), LockFault>) + 'static) {
        let engine = self.engine();
        spawn_local(async move { done(engine.open_by_itself().await) });
    }

    /// Takes a way to open the account away; never the last one.
    pub fn remove_slot(self, slot: SlotId, done: impl FnOnce(Result<(), LockFault>) + 'static) {
        let engine = self.engine();
        spawn_local(async move { done(engine.remove_slot(slot).await) });
    }

    /// Estimates how hard a passphrase is to guess; `None` where the worker does not start.
    pub fn estimate_strength(
        self,
        passphrase: String,
        done: impl FnOnce(Option<Strength>) + 'static,
    ) {
        let engine = self.engine();
        let passphrase = Secret::new(passphrase);
        spawn_local(async move { done(engine.estimate(passphrase).await) });
    }

    /// No passphrase is being chosen any more.
    pub fn stop_estimating(self) {
        self.engine().estimator.replace(None);
    }

    /// Gives up checking or setting a passphrase.
    pub fn stop_stretching(self) {
        self.engine().stop_stretching();
    }

    /// Locks every account that does not open by itself, in all tabs.
    pub fn lock_now(self) {
        self.engine().lock();
    }

    /// Unlocks by a passphrase.
    pub fn unlock_by_passphrase(
        self,
        id: VaultId,
        passphrase: String,
        done: impl FnOnce(Result<(), LockFault>) + 'static,
    ) {
        self.unlock(id, Opener::Passphrase(Secret::new(passphrase)), done);
    }

    /// Unlocks by a passkey. Call it from a click.
    pub fn unlock_by_passkey(
        self,
        id: VaultId,
        done: impl FnOnce(Result<(), LockFault>) + 'static,
    ) {
        self.unlock(id, Opener::Passkey, done);
    }

    /// Unlocks by a recovery code as it was typed.
    ///
    /// # Errors
    /// [`LockFault::Mistyped`]; nothing was tried then.
    pub fn unlock_by_code(
        self,
        id: VaultId,
        typed: &str,
        done: impl FnOnce(Result<(), LockFault>) + 'static,
    ) -> Result<(), LockFault> {
        let code = RecoveryCode::parse(typed).map_err(LockFault::Mistyped)?;
        self.unlock(id, Opener::Code(code), done);
        Ok(())
    }

    fn unlock(
        self,
        id: VaultId,
        opener: Opener,
        done: impl FnOnce(Result<(), LockFault>) + 'static,
    ) {
        let engine = self.engine();
        spawn_local(async move { done(engine.unlock(id, opener).await) });
    }
}

const fn by_itself(opens_by_itself: bool) -> ByItself {
    if opens_by_itself {
        ByItself::Stays
    } else {
        ByItself::Goes
    }
}
