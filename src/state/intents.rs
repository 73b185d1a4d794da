//! What pages can ask for. Every method returns at once; results show in the signals.

use audible::{AccountKind, Marketplace};

use super::State;
use super::paste::PasteProblem;
use super::preferences::Preferences;
use super::problem::Problem;
use super::report::ReportKind;

impl State {
    /// Shows the pending sign-in for this store and kind in [`State::attempt`], made now if there
    /// is none. Audible user names exist in few stores ([`Marketplace::has_usernames`]); elsewhere
    /// the kind is taken as Amazon.
    pub fn start_sign_in(self, store: Marketplace, kind: AccountKind) {
        let _ = (store, kind);
    }

    /// Judges a pasted text without sending it; call it on every input.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check_paste(self, text: &str) -> Result<(), PasteProblem> {
        let _ = text;
        Err(PasteProblem::NoAttempt)
    }

    /// Takes a pasted address and registers this device. Empty the field when this returns `Ok`;
    /// progress is in [`State::auth`], a failure in [`State::problems`].
    ///
    /// # Errors
    /// As [`State::check_paste`]; nothing was sent then.
    pub fn submit_paste(self, text: &str) -> Result<(), PasteProblem> {
        self.check_paste(text)
    }

    /// Replaces the shown attempt with a new one; codes of the old link are worthless then.
    pub fn start_over(self) {}

    /// Leaves the sign-in without forgetting its attempt.
    pub fn leave_sign_in(self) {}

    /// Asks all eleven stores how many titles they have; see [`super::SignInStep::Probing`].
    pub fn probe_stores(self) {}

    /// Reads these stores from now on, the first one at once. An empty list changes nothing.
    pub fn choose_stores(self, stores: Vec<Marketplace>) {
        let _ = stores;
    }

    /// Shows another of the chosen stores.
    pub fn show_store(self, store: Marketplace) {
        let _ = store;
    }

    /// Opens the text of an auth file of the Python `audible` library. The result is handed to
    /// `done` as well as shown in the signals.
    pub fn open_auth_file(self, text: String, done: impl FnOnce(Result<(), Problem>) + 'static) {
        let _ = (text, done);
    }

    /// Downloads an auth file: the whole account. Warn before calling.
    pub fn export_auth_file(self) {}

    /// Opens the invented sample library.
    pub fn open_sample(self) {}

    /// Syncs now, stale or not.
    pub fn sync_now(self) {}

    /// Stops a running sync; what has arrived is kept.
    pub fn cancel_sync(self) {}

    /// Searches the people beyond the first hundred authors and narrators.
    pub fn look_further(self) {}

    /// Renews the access token now.
    pub fn refresh_now(self) {}

    /// Signs out at Amazon: the device is removed there, then everything here is forgotten.
    pub fn remove_device(self) {}

    /// Forgets everything of this account here; Amazon still lists the device.
    pub fn forget(self) {}

    /// Downloads one report as a `.txt` file.
    pub fn download_report(self, kind: ReportKind) {
        let _ = kind;
    }

    /// Downloads all six report files as one `.zip`.
    pub fn download_all_zip(self) {}

    /// Changes settings: `state.set_preferences(|p| p.theme = Theme::Dark)`.
    pub fn set_preferences(self, change: impl FnOnce(&mut Preferences)) {
        let _ = change;
    }

    /// Asks the browser to keep the data for good; the answer shows in [`State::storage`].
    pub fn ask_to_persist(self) {}

    /// Uses the new version: the page is loaded again.
    pub fn apply_update(self) {}

    /// Takes a problem off the list.
    pub fn dismiss(self, problem: &Problem) {
        let _ = problem;
    }
}
