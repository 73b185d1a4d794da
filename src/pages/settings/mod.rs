//! Settings: kept on this device, in force at once.

mod covers;
mod credit;
mod hidden;
mod languages;

use audipy::state::{Language, State, Theme};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::Page;
use crate::language::{Words, t, t_string, use_formats, use_i18n};
use covers::Covers;
use credit::CreditValues;
use hidden::Hidden;
use languages::ReportLanguages;

/// `/settings`.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, settings.title).to_owned())
            lead=move || t!(i18n, settings.lead)
            narrow=true
        >
            <section class="gap-m">
                <h2>{t!(i18n, settings.look)}</h2>
                <Colours/>
                <Languages/>
                <Covers/>
            </section>
            <section class="gap-m">
                <h2>{t!(i18n, settings.reports)}</h2>
                <CreditValues/>
                <ReportLanguages/>
            </section>
            <Hidden/>
            <section class="gap-m">
                <h2>{t!(i18n, settings.sync)}</h2>
                <Staleness/>
            </section>
            <section class="gap-s">
                <h2>{t!(i18n, settings.account)}</h2>
                <p>{t!(i18n, settings.account_text)}</p>
                <div class="row">
                    <A href="/status" attr:class="btn small">{t!(i18n, common.status)}</A>
                    <A href="/locks" attr:class="btn small">{t!(i18n, locks.menu)}</A>
                </div>
            </section>
        </Page>
    }
}

/// Radio buttons of one group, in a row.
#[component]
fn Choice<T: Copy + PartialEq + Send + Sync + 'static>(
    /// Above the group.
    #[prop(into)]
    legend: ViewFn,
    /// The same for all of the group, and nothing else.
    name: &'static str,
    /// What there is, with its words.
    options: Vec<(T, Signal<String>)>,
    /// What is chosen.
    #[prop(into)]
    chosen: Signal<T>,
    /// Another was chosen.
    on_choose: Callback<T>,
) -> impl IntoView {
    view! {
        <fieldset class="gap-s">
            <legend class="label">{legend.run()}</legend>
            <div class="row choices">
                {options
                    .into_iter()
                    .map(|(option, words)| {
                        view! {
                            <label class="chip">
                                <input
                                    type="radio"
                                    name=name
                                    prop:checked=move || chosen.get() == option
                                    on:change=move |_| on_choose.run(option)
                                />
                                {words}
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}

#[component]
fn Colours() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let options = [Theme::System, Theme::Light, Theme::Dark].map(|theme| {
        (
            theme,
            Signal::derive(move || theme_name(i18n, theme).to_owned()),
        )
    });
    view! {
        <Choice
            legend=move || t!(i18n, settings.theme)
            name="theme"
            options=options.to_vec()
            chosen=Signal::derive(move || state.preferences.read().theme)
            on_choose=Callback::new(move |theme| state.set_preferences(|all| all.theme = theme))
        />
    }
}

fn theme_name(i18n: Words, theme: Theme) -> &'static str {
    match theme {
        Theme::System => t_string!(i18n, settings.theme_system),
        Theme::Light => t_string!(i18n, settings.theme_light),
        Theme::Dark => t_string!(i18n, settings.theme_dark),
    }
}

#[component]
fn Languages() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let options = [Language::Auto, Language::En, Language::De].map(|language| {
        (
            language,
            Signal::derive(move || language_name(i18n, language).to_owned()),
        )
    });
    view! {
        <Choice
            legend=move || t!(i18n, settings.language)
            name="language"
            options=options.to_vec()
            chosen=Signal::derive(move || state.preferences.read().language)
            on_choose=Callback::new(move |language| {
                state.set_preferences(|all| all.language = language);
            })
        />
    }
}

/// A language in itself, so that whoever needs it finds it.
fn language_name(i18n: Words, language: Language) -> &'static str {
    match language {
        Language::Auto => t_string!(i18n, settings.language_auto),
        Language::En => "English",
        Language::De => "Deutsch",
    }
}

#[component]
fn Staleness() -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let formats = use_formats();
    // A value from an older version stays choosable.
    let now = state.preferences.read_untracked().stale_after_hours;
    let mut hours = vec![1, 6, 12, 24, 72, 168];
    if !hours.contains(&now) {
        hours.push(now);
        hours.sort_unstable();
    }
    view! {
        <div class="field">
            <label for="stale">{t!(i18n, settings.stale)}</label>
            <select
                class="input short"
                id="stale"
                aria-describedby="stale-hint"
                on:change=move |event| {
                    if let Ok(hours) = event_target_value(&event).parse() {
                        state.set_preferences(|all| all.stale_after_hours = hours);
                    }
                }
            >
                {hours
                    .into_iter()
                    .map(|hours| {
                        let chosen = move || state.preferences.read().stale_after_hours == hours;
                        view! {
                            <option value=hours prop:selected=chosen>
                                {move || {
                                    let number = formats.read().count(hours.into());
                                    t_string!(i18n, settings.hours, count = hours, number = number)
                                }}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
            <p class="hint" id="stale-hint">{t!(i18n, settings.stale_hint)}</p>
        </div>
    }
}
