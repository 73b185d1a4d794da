//! What is loaded when it is first shown, and which part of the program each page is in.
//!
//! What only these functions reach is no part of the first load. Pages that are often opened one
//! after the other share a part, and there are few of them: what several parts share is a piece of its own for
//! each set of parts that share it.

use audipy::in_part;
use audipy::state::{Boot, State};
use leptos::prelude::*;

use crate::components::{
    AccountBars, AccountTop, FailedPage, FinderDialog, LockScreen, Problems, Switcher,
};
use crate::pages::{
    AccountsPage, BackupPage, BookPage, DownloadsPage, FurtherPage, LocksPage, NewsPage,
    OpenFilePage, OverviewPage, PersonPage, PodcastsPage, PrivacyPage, ReportPage, ReportsPage,
    SeriesPage, SettingsPage, SignInHerePage, SignInPage, StatusPage, StoresPage, SyncPage,
    WorthPage,
};

// What is around the pages of an open account, and what the engine has to say.
in_part! { engine:
    pub(crate) fn account_bars() -> AnyView { AccountBars().into_any() }
    pub(crate) fn account_top() -> AnyView { AccountTop().into_any() }
    pub(crate) fn switcher() -> AnyView { Switcher().into_any() }
    pub(crate) fn problems() -> AnyView { Problems().into_any() }
    pub(crate) fn failed() -> AnyView {
        match expect_context::<State>().boot.get_untracked() {
            Boot::Failed(problem) => view! { <FailedPage problem/> }.into_any(),
            _ => ().into_any(),
        }
    }
    pub(crate) fn locked() -> AnyView {
        match expect_context::<State>().boot.get_untracked() {
            Boot::Locked(locked) => view! { <LockScreen locked/> }.into_any(),
            _ => ().into_any(),
        }
    }
}

// Becoming a member, and everything about the account and this device.
in_part! { account:
    pub(crate) fn sign_in() -> AnyView { SignInPage().into_any() }
    pub(crate) fn open_file() -> AnyView { OpenFilePage().into_any() }
    pub(crate) fn accounts() -> AnyView { AccountsPage().into_any() }
    pub(crate) fn stores() -> AnyView { StoresPage().into_any() }
    pub(crate) fn sync() -> AnyView { SyncPage().into_any() }
    pub(crate) fn status() -> AnyView { StatusPage().into_any() }
    pub(crate) fn backup() -> AnyView { BackupPage().into_any() }
    pub(crate) fn locks() -> AnyView { LocksPage().into_any() }
    pub(crate) fn settings() -> AnyView { SettingsPage().into_any() }
    pub(crate) fn privacy() -> AnyView { PrivacyPage().into_any() }
}

// Amazon's sign-in pages, read here.
in_part! { here:
    pub(crate) fn sign_in_here() -> AnyView { SignInHerePage().into_any() }
}

// The library: search, reports, and files of lists.
in_part! { library:
    pub(crate) fn library() -> () {}
    pub(crate) fn finder() -> AnyView { FinderDialog().into_any() }
    pub(crate) fn overview() -> AnyView { OverviewPage().into_any() }
    pub(crate) fn report() -> AnyView { ReportPage().into_any() }
    pub(crate) fn book() -> AnyView { BookPage().into_any() }
    pub(crate) fn person() -> AnyView { PersonPage().into_any() }
    pub(crate) fn series() -> AnyView { SeriesPage().into_any() }
    pub(crate) fn worth() -> AnyView { WorthPage().into_any() }
    pub(crate) fn news() -> AnyView { NewsPage().into_any() }
    pub(crate) fn podcasts() -> AnyView { PodcastsPage().into_any() }
    pub(crate) fn reports_index() -> AnyView { ReportsPage().into_any() }
    pub(crate) fn further_report() -> AnyView { FurtherPage().into_any() }
    pub(crate) fn downloads() -> AnyView { DownloadsPage().into_any() }
}
