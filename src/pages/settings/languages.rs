//! Languages of the titles that reports suggest.

use audible::Marketplace;
use audipy::browser::intl::language_name;
use audipy::state::State;
use leptos::prelude::*;

use super::Choice;
use crate::language::{Locale, t, t_string, use_i18n};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Rule {
    Mine,
    All,
    Some,
}

impl Rule {
    fn of(languages: Option<&Vec<String>>) -> Self {
        match languages {
            None => Self::Mine,
            Some(list) if list.is_empty() => Self::All,
            Some(_) => Self::Some,
        }
    }
}

/// All, those of most of the member's books, or a list.
#[component]
pub(super) fn ReportLanguages() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let rule = Memo::new(move |_| Rule::of(state.preferences.read().report_languages.as_ref()));
    let options = [Rule::Mine, Rule::All, Rule::Some].map(|rule| {
        let words = move || match rule {
            Rule::Mine => t_string!(i18n, settings.languages_mine).to_owned(),
            Rule::All => t_string!(i18n, settings.languages_all).to_owned(),
            Rule::Some => t_string!(i18n, settings.languages_some).to_owned(),
        };
        (rule, Signal::derive(words))
    });
    let choose = move |rule| {
        state.set_preferences(|all| {
            all.report_languages = match rule {
                Rule::Mine => None,
                Rule::All => Some(Vec::new()),
                Rule::Some => Some(vec![page_language(i18n.get_locale_untracked())]),
            };
        });
    };
    view! {
        <div class="gap-s">
            <Choice
                legend=move || t!(i18n, settings.languages)
                name="report-languages"
                options=options.to_vec()
                chosen=rule
                on_choose=Callback::new(choose)
            />
            <Show when=move || rule.get() == Rule::Some>
                <fieldset class="row">
                    <legend class="vh">{t!(i18n, settings.languages_some)}</legend>
                    {listed(state)
                        .into_iter()
                        .map(|language| view! { <Tick language/> })
                        .collect_view()}
                </fieldset>
            </Show>
        </div>
    }
}

/// The stores' languages, and whatever else was chosen before.
fn listed(state: State) -> Vec<String> {
    let mut all: Vec<String> = Marketplace::ALL
        .iter()
        .map(|store| store.language().to_owned())
        .collect();
    all.extend(
        state
            .preferences
            .read_untracked()
            .report_languages
            .clone()
            .unwrap_or_default(),
    );
    all.sort();
    all.dedup();
    all
}

#[component]
fn Tick(language: String) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let language = StoredValue::new(language);
    let chosen = move || {
        let preferences = state.preferences.read();
        preferences
            .report_languages
            .as_ref()
            .is_some_and(|list| list.contains(&language.read_value()))
    };
    let name = move || {
        let locale = match i18n.get_locale() {
            Locale::en => "en",
            Locale::de => "de",
        };
        let language = language.get_value();
        tag(&language)
            .and_then(|tag| language_name(tag, locale))
            .unwrap_or(language)
    };
    view! {
        <label class="chip">
            <input
                type="checkbox"
                prop:checked=chosen
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    state.set_preferences(|all| {
                        let list = all.report_languages.get_or_insert_default();
                        list.retain(|other| *other != *language.read_value());
                        if on {
                            list.push(language.get_value());
                        }
                    });
                }
            />
            {name}
        </label>
    }
}

fn page_language(locale: Locale) -> String {
    match locale {
        Locale::en => "english".to_owned(),
        Locale::de => "german".to_owned(),
    }
}

/// Audible names languages by lower-case English words.
fn tag(language: &str) -> Option<&'static str> {
    Some(match language {
        "english" => "en",
        "french" => "fr",
        "german" => "de",
        "italian" => "it",
        "japanese" => "ja",
        "portuguese" => "pt",
        "spanish" => "es",
        _ => return None,
    })
}
