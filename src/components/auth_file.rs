//! [`AuthFile`]: opening an auth file that was picked, dropped or pasted.

use audipy::browser::file::FileError;
use audipy::state::{Problem, State};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::note::{Note, Tone};
use super::problem::ProblemNote;
use crate::language::{t, use_i18n};

/// How opening a file stands. `Copy`: take it into event handlers.
#[derive(Clone, Copy)]
pub(crate) struct AuthFile {
    /// A file is being opened.
    pub(crate) busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    state: State,
    opened: Callback<()>,
}

#[derive(Clone, Debug, PartialEq)]
enum Failure {
    File(FileError),
    Account(Problem),
}

impl AuthFile {
    /// Nothing opened yet. Goes on to the stores when a file was opened.
    pub(crate) fn new() -> Self {
        let navigate = use_navigate();
        Self {
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            state: expect_context(),
            opened: Callback::new(move |()| {
                navigate("/stores", leptos_router::NavigateOptions::default())
            }),
        }
    }

    /// Takes what reading a file gave.
    pub(crate) fn take(self, read: Result<String, FileError>) {
        match read {
            Ok(text) => self.open(text),
            Err(error) => self.failure.set(Some(Failure::File(error))),
        }
    }

    /// Opens the content of a file.
    pub(crate) fn open(self, text: String) {
        self.failure.set(None);
        self.busy.set(true);
        self.state.open_auth_file(text, move |result| {
            self.busy.set(false);
            match result {
                Ok(()) => self.opened.run(()),
                Err(problem) => self.failure.set(Some(Failure::Account(problem))),
            }
        });
    }
}

/// What went wrong with the last file.
#[component]
pub(crate) fn AuthFileFailure(file: AuthFile) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let note = |title: AnyView, text: AnyView| {
            view! {
                <Note tone=Tone::Bad role="alert">
                    <strong>{title}</strong>
                    <span>{text}</span>
                </Note>
            }
            .into_any()
        };
        match file.failure.get()? {
            Failure::File(FileError::Nothing) => Some(note(
                t!(i18n, sign_in.file_nothing).into_any(),
                t!(i18n, sign_in.file_nothing_text).into_any(),
            )),
            Failure::File(FileError::TooLarge) => Some(note(
                t!(i18n, sign_in.file_large).into_any(),
                t!(i18n, sign_in.file_large_text).into_any(),
            )),
            Failure::File(FileError::Unreadable) => Some(note(
                t!(i18n, sign_in.file_unreadable).into_any(),
                t!(i18n, sign_in.file_unreadable_text).into_any(),
            )),
            Failure::Account(problem) => Some(view! { <ProblemNote problem/> }.into_any()),
        }
    }
}
