//! [`Icon`]: a drawing from the sprite `public/icons.svg`. Always beside a word.

use leptos::prelude::*;

/// A symbol of the sprite.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Symbol {
    Alert,
    Cash,
    Copy,
    Credit,
    Down,
    Due,
    Find,
    Flask,
    Gap,
    Home,
    Info,
    Key,
    Library,
    Microphone,
    None,
    Offline,
    Out,
    Pen,
    Plus,
    Stop,
    Sync,
    Tick,
    Unknown,
    Up,
    Wait,
    Wish,
}

impl Symbol {
    const fn href(self) -> &'static str {
        match self {
            Self::Alert => "/icons.svg#alert",
            Self::Cash => "/icons.svg#cash",
            Self::Copy => "/icons.svg#copy",
            Self::Credit => "/icons.svg#credit",
            Self::Down => "/icons.svg#down",
            Self::Due => "/icons.svg#due",
            Self::Find => "/icons.svg#find",
            Self::Flask => "/icons.svg#flask",
            Self::Gap => "/icons.svg#gap",
            Self::Home => "/icons.svg#home",
            Self::Info => "/icons.svg#info",
            Self::Key => "/icons.svg#key",
            Self::Library => "/icons.svg#lib",
            Self::Microphone => "/icons.svg#mic",
            Self::None => "/icons.svg#none",
            Self::Offline => "/icons.svg#off",
            Self::Out => "/icons.svg#out",
            Self::Pen => "/icons.svg#pen",
            Self::Plus => "/icons.svg#plus",
            Self::Stop => "/icons.svg#stop",
            Self::Sync => "/icons.svg#sync",
            Self::Tick => "/icons.svg#tick",
            Self::Unknown => "/icons.svg#unknown",
            Self::Up => "/icons.svg#up",
            Self::Wait => "/icons.svg#wait",
            Self::Wish => "/icons.svg#wish",
        }
    }
}

/// Draws a symbol in the colour of the text around it.
#[component]
pub(crate) fn Icon(symbol: Symbol) -> impl IntoView {
    view! {
        <svg aria-hidden="true" focusable="false">
            <use_ href=symbol.href()></use_>
        </svg>
    }
}
