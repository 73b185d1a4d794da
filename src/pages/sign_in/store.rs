//! Step 1: the store, and the kind of account where there are two.

use audible::{AccountKind, Marketplace};
use leptos::prelude::*;
use leptos_router::components::A;

use super::SignIn;
use crate::components::{Note, Tone, store_name};
use crate::language::{t, t_string, use_i18n};

/// Folded to one line while the sign-in is under way.
#[component]
pub(super) fn StoreStep(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show
            when=move || !sign_in.under_way.get()
            fallback=move || {
                view! {
                    <li class="step done">
                        <div>
                            <div class="row">
                                <h2>
                                    {t!(
                                        i18n,
                                        sign_in.store_done,
                                        country = move || store_name(i18n, sign_in.store.get()),
                                        host = move || host(sign_in)
                                    )}
                                </h2>
                                <button
                                    class="btn plain small"
                                    type="button"
                                    on:click=move |_| sign_in.under_way.set(false)
                                >
                                    {t!(i18n, sign_in.change)}
                                </button>
                            </div>
                        </div>
                    </li>
                }
            }
        >
            <li class="step now">
                <div>
                    <h2>{t!(i18n, sign_in.store_step)}</h2>
                    <div class="field">
                        <label for="store">{t!(i18n, sign_in.store_label)}</label>
                        <StoreSelect sign_in/>
                        <p class="hint" id="store-hint">{t!(i18n, sign_in.store_hint)}</p>
                    </div>
                    <Show when=move || sign_in.store.get() == Marketplace::Br>
                        <Brazil sign_in/>
                    </Show>
                    <Show when=move || sign_in.store.get().has_usernames()>
                        <Kind sign_in/>
                    </Show>
                </div>
            </li>
        </Show>
    }
}

/// The store of the first of the browser's languages that has one; the United States serve
/// everyone else (sign-in reference, section 1).
pub(super) fn guess(languages: &[String]) -> Marketplace {
    languages
        .iter()
        .find_map(|tag| by_region(tag).or_else(|| by_language(tag)))
        .unwrap_or(Marketplace::Us)
}

/// `de-AT`: countries without a store of their own use a neighbour's.
fn by_region(tag: &str) -> Option<Marketplace> {
    let region = tag
        .split('-')
        .skip(1)
        .find(|part| part.len() == 2)?
        .to_ascii_uppercase();
    match (region.as_str(), tag.get(..2)?) {
        ("IE", _) => Some(Marketplace::Uk),
        ("NZ", _) => Some(Marketplace::Au),
        ("CH" | "BE", "fr") => Some(Marketplace::Fr),
        ("AT", _) | ("CH", "de") => Some(Marketplace::De),
        (region, _) => Marketplace::parse(region),
    }
}

fn by_language(tag: &str) -> Option<Marketplace> {
    match tag.split('-').next()? {
        "de" => Some(Marketplace::De),
        "fr" => Some(Marketplace::Fr),
        "it" => Some(Marketplace::It),
        "ja" => Some(Marketplace::Jp),
        "es" => Some(Marketplace::Es),
        "pt" => Some(Marketplace::Br),
        "en" => Some(Marketplace::Us),
        _ => None,
    }
}

fn host(sign_in: SignIn) -> String {
    format!(
        "{}.{}",
        sign_in.kind.get().family(),
        sign_in.store.get().tld()
    )
}

#[component]
pub(super) fn StoreSelect(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <select
            class="input"
            id="store"
            aria-describedby="store-hint"
            prop:value=move || sign_in.store.get().code()
            on:change=move |event| {
                if let Some(store) = Marketplace::parse(&event_target_value(&event)) {
                    sign_in.choose(store);
                }
            }
        >
            {Marketplace::ALL
                .into_iter()
                .map(|store| {
                    view! {
                        <option value=store.code() selected=sign_in.store.get_untracked() == store>
                            {move || {
                                t_string!(
                                    i18n,
                                    sign_in.store_option,
                                    country = store_name(i18n, store),
                                    host = format!("audible.{}", store.tld())
                                )
                            }}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
}

#[component]
pub(super) fn Kind(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    let choice = move |kind: AccountKind| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="kind"
                    prop:checked=move || sign_in.kind.get() == kind
                    on:change=move |_| sign_in.kind.set(kind)
                />
                <span>
                    {move || match kind {
                        AccountKind::Amazon => t_string!(i18n, sign_in.kind_amazon),
                        AccountKind::Audible => t_string!(i18n, sign_in.kind_audible),
                    }}
                </span>
            </label>
        }
    };
    view! {
        <details class="more" open=sign_in.kind.get_untracked() == AccountKind::Audible>
            <summary>{t!(i18n, sign_in.kind_more)}</summary>
            <fieldset class="gap-s">
                <legend class="vh">{t!(i18n, sign_in.kind_legend)}</legend>
                <p class="hint">{t!(i18n, sign_in.kind_hint)}</p>
                {choice(AccountKind::Amazon)}
                {choice(AccountKind::Audible)}
            </fieldset>
        </details>
    }
}

/// The one store whose last page does not stay.
#[component]
fn Brazil(sign_in: SignIn) -> impl IntoView {
    let i18n = use_i18n();
    let state = sign_in.state();
    let phone = state.environment.read_untracked().phone;
    let carries = Memo::new(move |_| state.environment.read().carries_sign_in == Some(true));
    view! {
        <Note tone=Tone::Warn>
            <strong>{t!(i18n, sign_in.br_title)}</strong>
            {if phone {
                view! {
                    <span>{t!(i18n, sign_in.br_phone)}</span>
                    <div class="row">
                        <button
                            class="btn small"
                            type="button"
                            on:click=move |_| sign_in.choose(Marketplace::Us)
                        >
                            {t!(i18n, sign_in.br_elsewhere)}
                        </button>
                    </div>
                }
                    .into_any()
            } else {
                view! {
                    <span>{t!(i18n, sign_in.br_desktop, <code> = <code/>)}</span>
                    <super::picture::HistoryPicture/>
                }
                    .into_any()
            }}
            <Show when=move || carries.get()>
                <span>{t!(i18n, sign_in.br_here_text)}</span>
                <div class="row">
                    <A
                        href=move || format!("/sign-in/here?{}", sign_in.query())
                        attr:class="btn small"
                    >
                        {t!(i18n, sign_in.br_here)}
                    </A>
                </div>
            </Show>
        </Note>
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn the_store_is_guessed_from_region_then_language() {
        for (languages, store) in [
            (&["en-US", "en"][..], Marketplace::Us),
            (&["en-GB"], Marketplace::Uk),
            (&["en-IE", "en-GB"], Marketplace::Uk),
            (&["en-NZ"], Marketplace::Au),
            (&["de"], Marketplace::De),
            (&["de-AT", "en"], Marketplace::De),
            (&["fr-CH"], Marketplace::Fr),
            (&["fr-CA"], Marketplace::Ca),
            (&["pt-PT"], Marketplace::Br),
            (&["zh-Hant-TW", "ja-JP"], Marketplace::Jp),
            (&["en-ZA"], Marketplace::Us),
            (&["sv-SE"], Marketplace::Us),
            (&[""], Marketplace::Us),
            (&[], Marketplace::Us),
        ] {
            let languages: Vec<String> = languages.iter().map(ToString::to_string).collect();
            assert_eq!(guess(&languages), store, "{languages:?}");
        }
    }
}
