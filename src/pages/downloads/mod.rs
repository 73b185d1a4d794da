//! Downloads: quick ones, those that the member keeps, and the builder of new ones.

mod builder;
mod columns;
mod draft;
mod kept;
mod options;
mod progress;
mod quick;
mod summary;
mod words;

use leptos::prelude::*;
use leptos_router::components::A;

use self::builder::Builder;
use self::draft::Draft;
use self::kept::Kept;
use self::progress::Progress;
use self::quick::Quick;
use crate::components::report::{Say, with_reports};
use crate::components::{Page, WithAccount};
use crate::language::{t_string, td_string};

/// `/downloads`.
#[component]
pub(crate) fn DownloadsPage() -> impl IntoView {
    view! { <WithAccount><Downloads/></WithAccount> }
}

#[component]
fn Downloads() -> impl IntoView {
    let say = Say::here();
    let title = Signal::derive(move || t_string!(say.i18n, downloads.title).to_owned());
    let lead = move || td_string!(say.locale(), downloads.lead);
    view! {
        <Page title lead narrow=true>
            {with_reports(move |reports| {
                let draft = Draft::new(say, reports);
                view! {
                    <Quick draft/>
                    <Kept draft/>
                    <Builder draft/>
                    <ReadBack/>
                    <Progress/>
                }
            })}
        </Page>
    }
}

/// The way back in, and what programs need to know.
#[component]
fn ReadBack() -> impl IntoView {
    let say = Say::here();
    view! {
        <section class="gap-s" aria-labelledby="read-back">
            <h2 id="read-back">{td_string!(say.locale(), downloads.back_title)}</h2>
            <p>{td_string!(say.locale(), downloads.back_text)}</p>
            <div class="row">
                <A href="/open-file" attr:class="btn">
                    {td_string!(say.locale(), downloads.back_go)}
                </A>
            </div>
            <p class="hint">
                {td_string!(say.locale(), downloads.schema_text)} " "
                <a href="/export.schema.json" rel="external">
                    {td_string!(say.locale(), downloads.schema)}
                </a>
            </p>
        </section>
    }
}
