//! The member's language: the words of the page (`locales/`), and how it writes numbers and dates.

use audipy::browser::intl::Formats;
use audipy::browser::{place, preferences};
use audipy::state::{Language, Preferences, State};
use leptos::prelude::*;

pub(crate) use words::i18n::{
    I18nContextProvider, Locale, t as view_of, t_string, td_string, tu_string, use_i18n,
};

/// A text: as it is where nothing is put into it, else a view. The page is made anew when the
/// language changes, so a plain text need not watch for that: hundreds of watchers less.
macro_rules! t {
    ($i18n:expr, $($key:ident).+ $(,)?) => {
        $crate::language::tu_string!($i18n, $($key).+)
    };
    ($($text:tt)+) => {
        $crate::language::view_of!($($text)+)
    };
}
pub(crate) use t;

/// Typed keys for every text, made from `locales/` by `build.rs`.
#[allow(
    clippy::all,
    clippy::expect_used,
    clippy::pedantic,
    clippy::redundant_clone,
    clippy::use_self,
    dead_code,
    missing_docs,
    unreachable_pub,
    unused_imports,
    unused_qualifications,
    reason = "generated"
)]
mod words {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// The words, for functions that take them.
pub(crate) type Words = leptos_i18n::I18nContext<Locale>;

/// Keeps words and formats in the language that the member chose. Call it once, inside
/// [`I18nContextProvider`].
pub(crate) fn provide(state: State) {
    let i18n = use_i18n();
    let wanted = Memo::new(move |_| {
        let environment = state.environment.read();
        choose(state.preferences.read().language, &environment.languages)
    });
    i18n.set_locale(wanted.get_untracked());
    Effect::new(move |_| {
        if i18n.get_locale() != wanted.get() {
            i18n.set_locale(wanted.get_untracked());
        }
    });

    let tag = Memo::new(move |_| regional(wanted.get(), &state.environment.read().languages));
    let formats = RwSignal::new_local(Formats::new(&tag.read_untracked()));
    Effect::new(move |before: Option<String>| {
        let tag = tag.get();
        if before.is_some_and(|before| before != tag) {
            formats.set(Formats::new(&tag));
        }
        tag
    });
    provide_context(Written(formats));
}

/// How the member's language writes numbers, dates and money. Reactive where it is read.
pub(crate) fn use_formats() -> RwSignal<Formats, LocalStorage> {
    expect_context::<Written>().0
}

/// The language before anything of the page exists: for the words of a crash.
pub(crate) fn locale_at_once() -> Locale {
    let chosen: Preferences = preferences::load(Preferences::STORED_AS).unwrap_or_default();
    choose(chosen.language, &place::languages())
}

#[derive(Clone, Copy)]
struct Written(RwSignal<Formats, LocalStorage>);

fn choose(language: Language, languages: &[String]) -> Locale {
    match language {
        Language::En => Locale::en,
        Language::De => Locale::de,
        Language::Auto => languages
            .iter()
            .find_map(|tag| match primary(tag).as_str() {
                "de" => Some(Locale::de),
                "en" => Some(Locale::en),
                _ => None,
            })
            .unwrap_or(Locale::en),
    }
}

/// The browser's own variant of a language, `en-GB`, if it names one.
fn regional(locale: Locale, languages: &[String]) -> String {
    let code = match locale {
        Locale::en => "en",
        Locale::de => "de",
    };
    languages
        .iter()
        .find(|tag| primary(tag) == code)
        .map_or_else(|| code.to_owned(), Clone::clone)
}

fn primary(tag: &str) -> String {
    tag.split('-')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
}
