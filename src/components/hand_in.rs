//! [`HandIn`]: files of accounts that were picked, dropped or pasted.

use audible::Secret;
use audipy::browser::file::{FileError, Handed, Picked};
use audipy::state::State;
use auth_files::File;
use exports::read::is_ours;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use vault::Archive;

use super::note::{Note, Tone};
use crate::language::{t, use_i18n};

/// Takes files. `Copy`: take it into event handlers.
#[derive(Clone, Copy)]
pub(crate) struct HandIn {
    failure: RwSignal<Option<FileError>>,
    state: State,
    opened: Callback<()>,
}

impl HandIn {
    /// Nothing was handed in yet. Goes on to the page that shows what is in the files.
    pub(crate) fn new() -> Self {
        let navigate = use_navigate();
        Self {
            failure: RwSignal::new(None),
            state: expect_context(),
            opened: Callback::new(move |()| {
                navigate("/open-file", leptos_router::NavigateOptions::default());
            }),
        }
    }

    /// Takes what a picker or a drop handed over.
    pub(crate) fn take(self, handed: Handed) {
        self.failure.set(None);
        spawn_local(async move {
            let may_be_large = |start: &[u8]| Archive::is(start) || is_ours(start);
            match handed.read(may_be_large).await {
                Ok(picked) => {
                    self.state.add_files(picked.into_iter().map(file).collect());
                    self.opened.run(());
                }
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }

    /// Takes pasted text, under a name for it.
    pub(crate) fn take_text(self, name: &str, text: String) {
        self.failure.set(None);
        let path = name.to_owned();
        let bytes = Secret::new(text.into_bytes());
        self.state.add_files(vec![File { path, bytes }]);
    }
}

fn file(picked: Picked) -> File {
    File {
        path: picked.path,
        bytes: Secret::new(picked.bytes),
    }
}

/// What went wrong with the last files.
#[component]
pub(crate) fn HandInFailure(hand_in: HandIn) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let (title, text) = match hand_in.failure.get()? {
            FileError::Nothing => (t!(i18n, files.nothing), t!(i18n, files.nothing_text)),
            FileError::TooLarge => (t!(i18n, files.large), t!(i18n, files.large_text)),
            FileError::Unreadable => (t!(i18n, files.unreadable), t!(i18n, files.unreadable_text)),
        };
        Some(view! {
            <Note tone=Tone::Bad role="alert">
                <strong>{title}</strong>
                <span>{text}</span>
            </Note>
        })
    }
}
