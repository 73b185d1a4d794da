//! [`Say`]: counts, lengths, prices and days in the member's language.

use audible::{Money, Timestamp};
use audipy::browser::intl::{self, Formats};
use audipy::state::State;
use leptos::prelude::*;
use time::Date;

use crate::language::{Locale, Words, td_string, use_formats, use_i18n};

/// Words and formats together. Reactive where it is read.
#[derive(Clone, Copy)]
pub(crate) struct Say {
    pub(crate) i18n: Words,
    pub(crate) state: State,
    formats: RwSignal<Formats, LocalStorage>,
}

impl Say {
    /// In the language of the page.
    pub(crate) fn here() -> Self {
        Self {
            i18n: use_i18n(),
            state: expect_context(),
            formats: use_formats(),
        }
    }

    /// The language, for `td_string!`. Not followed: it is changed on another page, and a text
    /// that stays as it is costs a third of one that follows.
    pub(crate) fn locale(self) -> Locale {
        self.i18n.get_locale_untracked()
    }

    /// The formats, for what is not below.
    pub(crate) fn formats<T>(self, read: impl FnOnce(&Formats) -> T) -> T {
        read(&self.formats.read())
    }

    /// `1,234`.
    pub(crate) fn number(self, number: usize) -> String {
        self.formats.read().count(number as u64)
    }

    /// `412 books`.
    pub(crate) fn books(self, number: usize) -> String {
        td_string!(
            self.locale(),
            reports.count.books,
            count = number as u64,
            n = self.number(number)
        )
    }

    /// `412 titles`.
    pub(crate) fn titles(self, number: usize) -> String {
        td_string!(
            self.locale(),
            reports.count.titles,
            count = number as u64,
            n = self.number(number)
        )
    }

    /// `38 volumes`.
    pub(crate) fn volumes(self, number: usize) -> String {
        td_string!(
            self.locale(),
            reports.count.volumes,
            count = number as u64,
            n = self.number(number)
        )
    }

    /// `64 series`.
    pub(crate) fn series(self, number: usize) -> String {
        td_string!(
            self.locale(),
            reports.count.series,
            count = number as u64,
            n = self.number(number)
        )
    }

    /// `187 authors`.
    pub(crate) fn authors(self, number: usize) -> String {
        td_string!(
            self.locale(),
            reports.count.authors,
            count = number as u64,
            n = self.number(number)
        )
    }

    /// `203 narrators`.
    pub(crate) fn narrators(self, number: usize) -> String {
        td_string!(
            self.locale(),
            reports.count.narrators,
            count = number as u64,
            n = self.number(number)
        )
    }

    /// `203 narrators`, standing alone.
    pub(crate) fn narrators_plain(self, number: usize) -> String {
        td_string!(
            self.locale(),
            reports.count.narrators_plain,
            count = number as u64,
            n = self.number(number)
        )
    }

    /// `38 days`.
    pub(crate) fn days(self, number: u64) -> String {
        td_string!(
            self.locale(),
            reports.count.days,
            count = number,
            n = self.formats.read().count(number)
        )
    }

    /// `4,318 hours`, rounded.
    pub(crate) fn hours(self, minutes: u64) -> String {
        let hours = (minutes + 30) / 60;
        td_string!(
            self.locale(),
            reports.count.hours,
            count = hours,
            n = self.formats.read().count(hours)
        )
    }

    /// `33 h`, rounded.
    pub(crate) fn hours_short(self, minutes: u64) -> String {
        let hours = self.formats.read().count((minutes + 30) / 60);
        td_string!(self.locale(), reports.row.hours_short, h = hours)
    }

    /// `13 h 5 min`.
    pub(crate) fn duration(self, minutes: u64) -> String {
        let h = self.formats.read().count(minutes / 60);
        match (minutes / 60, minutes % 60) {
            (0, m) => td_string!(self.locale(), reports.row.minutes_only, m = m),
            (_, 0) => td_string!(self.locale(), reports.row.hours_only, h = h),
            (_, m) => td_string!(self.locale(), reports.row.duration, h = h, m = m),
        }
    }

    /// `1 credit`, `2.5 credits`, from hundredths.
    pub(crate) fn credits(self, hundredths: u64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "credits are few")]
        let n = self.formats.read().number(hundredths as f64 / 100.0);
        // Fractions take the plural in both languages.
        let count: u64 = if hundredths == 100 { 1 } else { 2 };
        td_string!(self.locale(), reports.count.credits, count = count, n = n)
    }

    /// `$9.62`.
    pub(crate) fn money(self, money: Money) -> String {
        self.formats.read().money(money)
    }

    /// `14 Mar 2027`.
    pub(crate) fn day(self, day: Date) -> String {
        self.formats.read().calendar_day(day)
    }

    /// `2 hours ago`, or `at no time yet`.
    pub(crate) fn ago(self, at: Option<Timestamp>, now: Timestamp) -> String {
        at.map_or_else(
            || td_string!(self.locale(), reports.state.never).to_owned(),
            |at| self.formats.read().relative(at, now.max(at)),
        )
    }

    /// `German`, from the store's `german`.
    pub(crate) fn language(self, name: &str) -> String {
        let page = match self.locale() {
            Locale::en => "en",
            Locale::de => "de",
        };
        LANGUAGES
            .iter()
            .find(|(english, _)| *english == name)
            .and_then(|(_, tag)| intl::language_name(tag, page))
            .unwrap_or_else(|| capitalised(name))
    }

    /// `3`, `3 and 6`, `10, 12 and 13`.
    pub(crate) fn list(self, parts: &[String]) -> String {
        match parts {
            [] => String::new(),
            [only] => only.clone(),
            [all @ .., last] => td_string!(
                self.locale(),
                reports.tools.and,
                first = all.join(td_string!(self.locale(), reports.tools.separator)),
                last = last.clone()
            ),
        }
    }
}

/// `13:05`, for columns.
pub(crate) fn clock(minutes: u32) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The store's names of the languages that are common there, and their tags.
const LANGUAGES: [(&str, &str); 30] = [
    ("afrikaans", "af"),
    ("arabic", "ar"),
    ("bulgarian", "bg"),
    ("catalan", "ca"),
    ("chinese", "zh"),
    ("croatian", "hr"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dutch", "nl"),
    ("english", "en"),
    ("finnish", "fi"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("icelandic", "is"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("norwegian", "no"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
];
