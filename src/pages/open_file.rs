//! Opening an auth file: by picker, drop or paste.

use audipy::browser::file;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{AuthFile, AuthFileFailure, Note, Page};
use crate::language::{t, t_string, use_i18n};

/// `/open-file`.
#[component]
pub(crate) fn OpenFilePage() -> impl IntoView {
    let i18n = use_i18n();
    let auth_file = AuthFile::new();
    let over = RwSignal::new(false);
    view! {
        <div
            class="drop"
            class:over=over
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                event.prevent_default();
                over.set(false);
                spawn_local(async move { auth_file.take(file::text_of(&event).await) });
            }
        >
            <Page
                title=Signal::derive(move || t_string!(i18n, sign_in.file_title).to_owned())
                lead=move || t!(i18n, sign_in.file_lead, <code> = <code/>)
                narrow=true
            >
                <div class="gap-m">
                    <div role="status">
                        <Show when=move || auth_file.busy.get()>
                            <p>{t!(i18n, sign_in.file_opening)}</p>
                        </Show>
                    </div>
                    <AuthFileFailure file=auth_file/>
                    <div class="field">
                        <label for="file">{t!(i18n, sign_in.file_label)}</label>
                        <input
                            class="input file"
                            id="file"
                            type="file"
                            accept=".json,.txt,.auth,application/json,text/plain"
                            aria-describedby="file-hint"
                            disabled=auth_file.busy
                            on:change=move |event| {
                                spawn_local(async move {
                                    auth_file.take(file::text_of(&event).await);
                                });
                            }
                        />
                        <p class="hint" id="file-hint">{t!(i18n, sign_in.file_hint)}</p>
                    </div>
                    <PastedFile auth_file/>
                    <Note>
                        <strong>{t!(i18n, sign_in.file_shared_title)}</strong>
                        <span>{t!(i18n, sign_in.file_shared_text)}</span>
                    </Note>
                </div>
            </Page>
        </div>
    }
}

#[component]
fn PastedFile(auth_file: AuthFile) -> impl IntoView {
    let i18n = use_i18n();
    // The whole account: held no longer than the field shows it.
    let text = RwSignal::new(String::new());
    let empty = Memo::new(move |_| text.read().trim().is_empty());
    view! {
        <details class="more">
            <summary>{t!(i18n, sign_in.file_paste_more)}</summary>
            <div class="gap-s">
                <div class="field">
                    <label for="content">{t!(i18n, sign_in.file_paste_label)}</label>
                    <textarea
                        class="input"
                        id="content"
                        rows="5"
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        prop:value=text
                        on:input=move |event| text.set(event_target_value(&event))
                    ></textarea>
                </div>
                <div class="row">
                    <button
                        class="btn"
                        type="button"
                        disabled=move || empty.get() || auth_file.busy.get()
                        on:click=move |_| {
                            let content = std::mem::take(&mut *text.write());
                            auth_file.open(content, None);
                        }
                    >
                        {t!(i18n, sign_in.file_paste_go)}
                    </button>
                </div>
            </div>
        </details>
    }
}
