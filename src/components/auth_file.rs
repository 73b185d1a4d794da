//! [`AuthFile`]: opening an auth file that was picked, dropped or pasted.

use audible::{AuthFileError, Marketplace};
use audipy::browser::file::FileError;
use audipy::state::{Problem, State};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::note::{Note, Tone};
use super::problem::ProblemNote;
use super::store_name::store_name;
use crate::language::{Words, t, t_string, use_i18n};

/// How opening a file stands. `Copy`: take it into event handlers.
#[derive(Clone, Copy)]
pub(crate) struct AuthFile {
    /// A file is being opened.
    pub(crate) busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    state: State,
    opened: Callback<()>,
}

#[derive(Clone, PartialEq)]
enum Failure {
    File(FileError),
    Account(Problem),
    /// The file is fine but for its store: the member has to name it.
    Store {
        text: String,
        problem: Problem,
    },
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
                navigate("/stores", leptos_router::NavigateOptions::default());
            }),
        }
    }

    /// Takes what reading a file gave.
    pub(crate) fn take(self, read: Result<String, FileError>) {
        match read {
            Ok(text) => self.open(text, None),
            Err(error) => self.failure.set(Some(Failure::File(error))),
        }
    }

    /// Opens the content of a file; `store` is given once the file does not name one.
    pub(crate) fn open(self, text: String, store: Option<Marketplace>) {
        self.failure.set(None);
        self.busy.set(true);
        let again = text.clone();
        self.state.open_auth_file(text, store, move |result| {
            self.busy.set(false);
            match result {
                Ok(()) => self.opened.run(()),
                Err(
                    problem @ Problem::AuthFile(
                        AuthFileError::NoStore | AuthFileError::UnknownStore { .. },
                    ),
                ) => self.failure.set(Some(Failure::Store {
                    text: again,
                    problem,
                })),
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
            Failure::Store { text, problem } => Some(
                view! { <ProblemNote problem><StoreOfFile file text/></ProblemNote> }.into_any(),
            ),
        }
    }
}

/// Asks for the store of a file that does not name one.
#[component]
fn StoreOfFile(file: AuthFile, text: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <select
            class="input short"
            aria-label=move || t_string!(i18n, sign_in.store_label)
            on:change=move |event| {
                if let Some(store) = Marketplace::parse(&event_target_value(&event)) {
                    file.open(text.clone(), Some(store));
                }
            }
        >
            <option value="">{t!(i18n, sign_in.store_step)}</option>
            {Marketplace::ALL
                .into_iter()
                .map(|store| {
                    view! { <option value=store.code()>{move || store_name(i18n, store)}</option> }
                })
                .collect_view()}
        </select>
    }
}

/// What is wrong with a file, in a short sentence.
pub(super) fn what_happened(i18n: Words, error: &AuthFileError) -> String {
    match error {
        AuthFileError::AudibleCliConfig => t_string!(i18n, problems.file_cli_title).into(),
        AuthFileError::CutShort => t_string!(i18n, problems.file_cut_title).into(),
        AuthFileError::Damaged { key } => {
            t_string!(i18n, problems.file_damaged_title, key = *key)
        }
        AuthFileError::Empty => t_string!(i18n, problems.file_empty_title).into(),
        AuthFileError::Encrypted => t_string!(i18n, problems.file_encrypted_title).into(),
        AuthFileError::NotAnAuthFile | AuthFileError::NotJson => {
            t_string!(i18n, problems.file_foreign_title).into()
        }
        AuthFileError::NotText => t_string!(i18n, problems.file_text_title).into(),
        AuthFileError::NoStore => t_string!(i18n, problems.file_store_title).into(),
        AuthFileError::NothingToSignInWith => t_string!(i18n, problems.file_nothing_title).into(),
        AuthFileError::OtherProgram { program } => {
            t_string!(i18n, problems.file_program_title, program = *program)
        }
        AuthFileError::UnknownStore { code } => {
            t_string!(i18n, problems.file_store_unknown, code = code.as_str())
        }
    }
}

/// What the member can do about it.
pub(super) fn what_to_do(i18n: Words, error: &AuthFileError) -> &'static str {
    match error {
        AuthFileError::AudibleCliConfig => t_string!(i18n, problems.file_cli_text),
        AuthFileError::CutShort => t_string!(i18n, problems.file_cut_text),
        AuthFileError::Damaged { .. } => t_string!(i18n, problems.file_damaged_text),
        AuthFileError::Empty => t_string!(i18n, problems.file_empty_text),
        AuthFileError::Encrypted => t_string!(i18n, problems.file_encrypted_text),
        AuthFileError::NotAnAuthFile | AuthFileError::NotJson => {
            t_string!(i18n, problems.file_foreign_text)
        }
        AuthFileError::NotText => t_string!(i18n, problems.file_text_text),
        AuthFileError::NoStore | AuthFileError::UnknownStore { .. } => {
            t_string!(i18n, problems.file_store_text)
        }
        AuthFileError::NothingToSignInWith => t_string!(i18n, problems.file_nothing_text),
        AuthFileError::OtherProgram { .. } => t_string!(i18n, problems.file_program_text),
    }
}
