//! Each thing that AudiPy holds of an account: there or not, since when, what is next.

use audible::Timestamp;
use audipy::state::{AccountView, Held, State, StatusView};
use leptos::prelude::*;

use super::fetch::{ActivationBytes, FetchCookies};
use crate::components::{Icon, Symbol, relative};
use crate::language::{Words, t, t_string, use_formats, use_i18n};
use audipy::browser::intl::Formats;

/// The table of eight facts.
#[component]
pub(super) fn Holdings() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section aria-labelledby="holdings" class="gap-m">
            <h2 id="holdings">{t!(i18n, status.holds)}</h2>
            <table class="ledger" role="table">
                <caption class="vh">{t!(i18n, status.holds_caption)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{t!(i18n, status.col_fact)}</th>
                        <th scope="col" role="columnheader">{t!(i18n, status.col_have)}</th>
                        <th scope="col" role="columnheader">{t!(i18n, status.col_since)}</th>
                        <th scope="col" role="columnheader">{t!(i18n, status.col_renewed)}</th>
                        <th scope="col" role="columnheader">{t!(i18n, status.col_next)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {Fact::ALL.map(|fact| view! { <Row fact/> }).into_iter().collect_view()}
                </tbody>
            </table>
        </section>
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Fact {
    AccessToken,
    RefreshToken,
    WebsiteCookies,
    AdpToken,
    DeviceKey,
    Customer,
    Device,
    ActivationBytes,
}

impl Fact {
    const ALL: [Self; 8] = [
        Self::AccessToken,
        Self::RefreshToken,
        Self::WebsiteCookies,
        Self::AdpToken,
        Self::DeviceKey,
        Self::Customer,
        Self::Device,
        Self::ActivationBytes,
    ];

    const fn of(self, status: &StatusView) -> Held {
        match self {
            Self::AccessToken => status.access_token,
            Self::RefreshToken => status.refresh_token,
            Self::WebsiteCookies => status.website_cookies,
            // They come and go together: the status tells of both as one.
            Self::AdpToken | Self::DeviceKey => status.device_key,
            Self::Customer => status.customer,
            Self::Device => status.device,
            Self::ActivationBytes => status.activation_bytes,
        }
    }

    fn name(self, i18n: Words) -> &'static str {
        match self {
            Self::AccessToken => t_string!(i18n, status.f_access),
            Self::RefreshToken => t_string!(i18n, status.f_refresh),
            Self::WebsiteCookies => t_string!(i18n, status.f_cookies),
            Self::AdpToken => t_string!(i18n, status.f_adp),
            Self::DeviceKey => t_string!(i18n, status.f_key),
            Self::Customer => t_string!(i18n, status.f_customer),
            Self::Device => t_string!(i18n, status.f_device),
            Self::ActivationBytes => t_string!(i18n, status.f_bytes),
        }
    }

    fn renewed(self, i18n: Words) -> &'static str {
        match self {
            Self::AccessToken => t_string!(i18n, status.r_self),
            Self::WebsiteCookies => t_string!(i18n, status.r_from_refresh),
            Self::ActivationBytes => t_string!(i18n, status.r_demand),
            Self::RefreshToken
            | Self::AdpToken
            | Self::DeviceKey
            | Self::Customer
            | Self::Device => t_string!(i18n, status.r_kept),
        }
    }

    fn next(self, i18n: Words, formats: &Formats, at: Moment<'_>) -> String {
        let Moment { held, account, now } = at;
        let no_end = || match held.since {
            Some(since) if now.millis_since(since) < DAY_MS => {
                t_string!(i18n, status.n_no_end_today).to_owned()
            }
            Some(since) => {
                let when = relative(formats, since, now);
                t_string!(i18n, status.n_no_end, when = when)
            }
            None => t_string!(i18n, status.n_no_end_plain).to_owned(),
        };
        match self {
            Self::WebsiteCookies => match held.expires.filter(|end| held.there && *end > now) {
                Some(end) => {
                    let when = formats.relative(end, now);
                    t_string!(i18n, device.cookies_end, when = when)
                }
                None => t_string!(i18n, status.n_cookies).to_owned(),
            },
            Self::ActivationBytes if held.there => t_string!(i18n, status.n_bytes_have).to_owned(),
            Self::ActivationBytes => t_string!(i18n, status.n_bytes).to_owned(),
            _ if !held.there => t_string!(i18n, status.n_sign_in).to_owned(),
            Self::AccessToken => match held.expires {
                Some(expires) if expires > now => {
                    let when = formats.relative(expires, now);
                    t_string!(i18n, status.n_ends, when = when)
                }
                _ => t_string!(i18n, status.n_ended).to_owned(),
            },
            Self::RefreshToken => no_end(),
            Self::AdpToken => t_string!(i18n, status.n_adp).to_owned(),
            Self::DeviceKey => t_string!(i18n, status.n_key).to_owned(),
            Self::Customer => match account.and_then(|account| account.name.clone()) {
                Some(name) => t_string!(i18n, status.n_customer, name = name),
                None => t_string!(i18n, status.n_customer_plain).to_owned(),
            },
            Self::Device => match account.and_then(|account| account.device_name.clone()) {
                Some(name) => {
                    format!("{}; {name}", no_end())
                }
                None => no_end(),
            },
        }
    }
}

/// What a row is told of.
#[derive(Clone, Copy)]
struct Moment<'a> {
    held: Held,
    account: Option<&'a AccountView>,
    now: Timestamp,
}

#[component]
fn Row(fact: Fact) -> impl IntoView {
    let i18n = use_i18n();
    let state = expect_context::<State>();
    let formats = use_formats();
    let held = Memo::new(move |_| fact.of(&state.status.read()));
    let since = move || match held.get() {
        Held {
            since: Some(since), ..
        } => formats.read().moment(since),
        Held { there: true, .. } => t_string!(i18n, status.unknown).to_owned(),
        Held { there: false, .. } => t_string!(i18n, status.never).to_owned(),
    };
    let next = Memo::new(move |_| {
        let account = state.account.read();
        let at = Moment {
            held: held.get(),
            account: account.as_ref(),
            now: state.now.get(),
        };
        fact.next(i18n, &formats.read(), at)
    });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{move || fact.name(i18n)}</th>
            <td role="cell" data-l=move || t_string!(i18n, status.col_have)>
                <span class="have" class:no=move || !held.read().there>
                    {move || {
                        if held.read().there {
                            view! {
                                <Icon symbol=Symbol::Tick/>
                                {t!(i18n, status.yes)}
                            }
                                .into_any()
                        } else {
                            view! {
                                <Icon symbol=Symbol::None/>
                                {t!(i18n, status.no)}
                            }
                                .into_any()
                        }
                    }}
                </span>
            </td>
            <td role="cell" data-l=move || t_string!(i18n, status.col_since)>{since}</td>
            <td role="cell" data-l=move || t_string!(i18n, status.col_renewed)>
                {move || fact.renewed(i18n)}
            </td>
            <td role="cell" data-l=move || t_string!(i18n, status.col_next)>
                <div>
                    {move || next.get()}
                    {match fact {
                        Fact::WebsiteCookies => FetchCookies().into_any(),
                        Fact::ActivationBytes => {
                            let there = Signal::derive(move || held.read().there);
                            view! { <ActivationBytes there/> }.into_any()
                        }
                        _ => ().into_any(),
                    }}
                </div>
            </td>
        </tr>
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
