//! [`Note`]: a message: a mark, what happened, what to do.

use leptos::prelude::*;

use super::icon::{Icon, Symbol};

/// How a note is meant.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Tone {
    /// Something failed.
    Bad,
    /// Something was done.
    Good,
    /// Good to know.
    #[default]
    Info,
    /// Something is incomplete or needs care.
    Warn,
}

/// Children: a `<strong>` with what happened, a `<span>` with what to do, a `.row` with buttons.
#[component]
pub(crate) fn Note(
    /// How it is meant.
    #[prop(optional)]
    tone: Tone,
    /// For `aria-describedby`.
    #[prop(optional, into)]
    id: Option<&'static str>,
    /// Read out when it appears: `status` waits its turn, `alert` does not.
    #[prop(optional, into)]
    role: Option<&'static str>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let (class, symbol) = match tone {
        Tone::Bad => ("note bad", Symbol::Stop),
        Tone::Good => ("note good", Symbol::Tick),
        Tone::Info => ("note", Symbol::Info),
        Tone::Warn => ("note warn", Symbol::Alert),
    };
    view! {
        <div class=class id=id role=role>
            <Icon symbol/>
            {children()}
        </div>
    }
}
