//! What pages can ask for. Every method returns at once; results show in the signals.

use audible::conversation::{Answer, Credentials};
use audible::{AccountKind, Marketplace, PasteProblem, Secret};
use leptos::prelude::*;
use leptos::task::spawn_local;
use reports::text::ReportKind;
use session::life::Event;

use super::accounts::{AccountId, Colour};
use super::preferences::Preferences;
use super::problem::Problem;
use super::sign_in::Which;
use super::syncing::Wish;
use super::{AuthView, SignInStep, State};
use crate::browser::service_worker;

impl State {
    /// Shows the pending sign-in for this store and kind in [`State::attempt`], made now if there
    /// is none. Audible user names exist in few stores ([`Marketplace::has_usernames`]); elsewhere
    /// the kind is taken as Amazon. A sign-in whose address was taken already goes on instead.
    pub fn start_sign_in(self, store: Marketplace, kind: AccountKind) {
        let is_past_the_address = matches!(
            &*self.auth.read_untracked(),
            AuthView::SigningIn(step)
                if !matches!(step, SignInStep::AwaitingAddress | SignInStep::NoLink)
        );
        if is_past_the_address {
            return;
        }
        let engine = self.engine();
        spawn_local(async move { engine.begin_sign_in(store, kind, Which::Pending).await });
    }

    /// Judges a pasted text without sending it; call it on every input.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check_paste(self, text: &str) -> Result<(), PasteProblem> {
        self.engine().judge(text).map(drop)
    }

    /// Takes a pasted address and registers this device. Empty the field when this returns `Ok`;
    /// progress is in [`State::auth`], a failure in [`State::problems`].
    ///
    /// # Errors
    /// As [`State::check_paste`]; nothing was sent then.
    pub fn submit_paste(self, text: &str) -> Result<(), PasteProblem> {
        let engine = self.engine();
        let code = engine.judge(text)?;
        engine.register_pasted(code);
        Ok(())
    }

    /// Replaces the shown attempt with a new one; codes of the old link are worthless then.
    pub fn start_over(self) {
        let engine = self.engine();
        let shown = self.attempt.read_untracked();
        let Some((store, kind)) = shown.as_ref().map(|shown| (shown.store, shown.kind)) else {
            return;
        };
        spawn_local(async move { engine.begin_sign_in(store, kind, Which::New).await });
    }

    /// Asks the relay whether one can sign in inside AudiPy, unless that is known; see
    /// [`super::Environment::carries_sign_in`].
    pub fn ask_relay(self) {
        spawn_local(self.engine().hear_relay());
    }

    /// Signs in inside AudiPy: what Amazon asks shows in [`State::conversation`]. Empty the
    /// password's field when this returns.
    pub fn converse(self, store: Marketplace, kind: AccountKind, credentials: Credentials) {
        let engine = self.engine();
        spawn_local(async move { engine.begin_conversation(store, kind, credentials).await });
    }

    /// Answers what Amazon asks. Empty the fields when this returns.
    pub fn answer(self, answer: Answer) {
        let engine = self.engine();
        spawn_local(async move { engine.answer(answer).await });
    }

    /// Gives the sign-in inside AudiPy up.
    pub fn leave_conversation(self) {
        self.engine().leave_conversation();
    }

    /// Leaves the sign-in without forgetting its attempt.
    pub fn leave_sign_in(self) {
        self.engine().leave_sign_in();
    }

    /// Asks all eleven stores how many titles they have; see [`super::SignInStep::Probing`].
    pub fn probe_stores(self) {
        self.engine().probe_stores();
    }

    /// Leaves the choice of stores; those read so far stay.
    pub fn leave_stores(self) {
        self.engine().leave_stores();
    }

    /// Reads these stores from now on, the first one at once. An empty list changes nothing.
    pub fn choose_stores(self, stores: Vec<Marketplace>) {
        let engine = self.engine();
        spawn_local(async move { engine.choose_stores(stores).await });
    }

    /// Shows another account, at a store of it or the one that it showed last. Leaves a sign-in
    /// that is under way.
    pub fn switch_account(self, id: AccountId, store: Option<Marketplace>) {
        let engine = self.engine();
        spawn_local(async move {
            if let Err(problem) = engine.switch_account(id, store).await {
                engine.report(problem);
            }
        });
    }

    /// Shows all libraries of this device as one.
    pub fn open_together(self) {
        let engine = self.engine();
        spawn_local(async move {
            if let Err(problem) = engine.open_together().await {
                engine.report(problem);
            }
        });
    }

    /// Calls an account as the member likes; no text means Amazon's name again.
    pub fn call_account(self, id: AccountId, name: String) {
        let engine = self.engine();
        spawn_local(async move { engine.change_entry(id, |entry| entry.call(&name)).await });
    }

    /// Gives an account another colour.
    pub fn colour_account(self, id: AccountId, colour: Colour) {
        let engine = self.engine();
        spawn_local(async move {
            engine
                .change_entry(id, |entry| entry.colour = Some(colour))
                .await;
        });
    }

    /// Forgets everything of an account here, open or not; Amazon still lists its device.
    pub fn forget_account(self, id: AccountId) {
        let engine = self.engine();
        spawn_local(async move { engine.forget_account(id).await });
    }

    /// Signs an account out at Amazon, open or not: its device is removed there, then everything
    /// here is forgotten.
    pub fn remove_device_of(self, id: AccountId) {
        let engine = self.engine();
        spawn_local(async move { engine.remove_device_of(id).await });
    }

    /// Shows another of the chosen stores.
    pub fn show_store(self, store: Marketplace) {
        let engine = self.engine();
        spawn_local(async move { engine.show_store(store).await });
    }

    /// Hands over the account's activation bytes: those at hand, else asked for once and kept.
    pub fn activation_bytes(self, done: impl FnOnce(Result<Secret<String>, Problem>) + 'static) {
        let engine = self.engine();
        spawn_local(async move {
            if let Some(open) = engine.opened() {
                done(engine.activation_bytes(&open).await);
            }
        });
    }

    /// Has fresh website cookies of the home store in place; [`State::status`] shows them.
    pub fn website_cookies(self, done: impl FnOnce(Result<(), Problem>) + 'static) {
        let engine = self.engine();
        spawn_local(async move {
            if let Some(open) = engine.opened() {
                let home = open.view().home;
                done(engine.with_website_cookies(&open, home).await.map(drop));
            }
        });
    }

    /// Opens the invented sample library.
    pub fn open_sample(self) {
        spawn_local(self.engine().ask_for_sample());
    }

    /// Syncs now, stale or not.
    pub fn sync_now(self) {
        self.engine().sync(Wish::Now);
    }

    /// Syncs now, and reads everything again, whatever its age: progress and own stars among it.
    pub fn sync_anew(self) {
        self.engine().sync(Wish::Anew);
    }

    /// Stops a running sync; what has arrived is kept.
    pub fn cancel_sync(self) {
        self.engine().cancel_sync();
    }

    /// Searches the people beyond the first hundred authors and narrators.
    pub fn look_further(self) {
        self.engine().sync(Wish::Further);
    }

    /// Renews the access token now.
    pub fn refresh_now(self) {
        let engine = self.engine();
        if let Some(open) = engine.opened() {
            engine.tell_life(&open, Event::RefreshAsked);
        }
    }

    /// Signs out at Amazon: the device is removed there, then everything here is forgotten.
    pub fn remove_device(self) {
        let engine = self.engine();
        spawn_local(async move { engine.remove_device().await });
    }

    /// Forgets everything of this account here; Amazon still lists the device.
    pub fn forget(self) {
        let engine = self.engine();
        if let Some(open) = engine.opened() {
            spawn_local(async move { engine.forget(&open).await });
        }
    }

    /// Downloads one report as a `.txt` file.
    pub fn download_report(self, kind: ReportKind) {
        let engine = self.engine();
        spawn_local(async move { engine.download_report(kind).await });
    }

    /// Downloads all six report files as one `.zip`.
    pub fn download_all_zip(self) {
        let engine = self.engine();
        spawn_local(async move { engine.download_all().await });
    }

    /// Changes settings: `state.set_preferences(|p| p.theme = Theme::Dark)`.
    pub fn set_preferences(self, change: impl FnOnce(&mut Preferences)) {
        self.engine().change_preferences(change);
    }

    /// Asks the browser to keep the data for good; the answer shows in [`State::storage`].
    pub fn ask_to_persist(self) {
        let engine = self.engine();
        spawn_local(async move { engine.persist().await });
    }

    /// Uses the new version: the page is loaded again.
    pub fn apply_update(self) {
        spawn_local(service_worker::apply_update());
    }

    /// Takes a problem off the list.
    pub fn dismiss(self, problem: &Problem) {
        let problems = self.engine().signals.problems;
        problems.update(|all| all.retain(|known| known != problem));
    }
}
