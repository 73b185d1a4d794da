//! The eleven stores (sign-in reference, section 1; API reference, section 1.1).

use serde::{Deserialize, Serialize};

use crate::money::Currency;

/// A store of Audible, with everything that follows from it.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the variants are the protocol's country codes")]
pub enum Marketplace {
    Us,
    Uk,
    De,
    Fr,
    Ca,
    It,
    Au,
    In,
    Jp,
    Es,
    Br,
}

/// Which sign-in an account uses.
#[derive(
    Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum AccountKind {
    /// An ordinary Amazon account.
    #[default]
    Amazon,
    /// An Audible user name from before the Amazon merger; exists in us, uk and de only.
    Audible,
}

impl AccountKind {
    /// The `{fam}` of host names: `amazon` or `audible`.
    pub const fn family(self) -> &'static str {
        match self {
            Self::Amazon => "amazon",
            Self::Audible => "audible",
        }
    }
}

impl Marketplace {
    /// All stores, in the order of the reference.
    pub const ALL: [Self; 11] = [
        Self::Us,
        Self::Uk,
        Self::De,
        Self::Fr,
        Self::Ca,
        Self::It,
        Self::Au,
        Self::In,
        Self::Jp,
        Self::Es,
        Self::Br,
    ];

    const fn row(
        self,
    ) -> (
        &'static str,
        &'static str,
        &'static str,
        &'static str,
        &'static str,
        Currency,
    ) {
        match self {
            Self::Us => (
                "us",
                "com",
                "AF2M0KC94RCEA",
                "en-US",
                "english",
                Currency::Usd,
            ),
            Self::Uk => (
                "uk",
                "co.uk",
                "A2I9A3Q2GNFNGQ",
                "en-GB",
                "english",
                Currency::Gbp,
            ),
            Self::De => (
                "de",
                "de",
                "AN7V1F1VY261K",
                "de-DE",
                "german",
                Currency::Eur,
            ),
            Self::Fr => (
                "fr",
                "fr",
                "A2728XDNODOQ8T",
                "fr-FR",
                "french",
                Currency::Eur,
            ),
            Self::Ca => (
                "ca",
                "ca",
                "A2CQZ5RBY40XE",
                "en-CA",
                "english",
                Currency::Cad,
            ),
            Self::It => (
                "it",
                "it",
                "A2N7FU2W2BU2ZC",
                "it-IT",
                "italian",
                Currency::Eur,
            ),
            Self::Au => (
                "au",
                "com.au",
                "AN7EY7DTAW63G",
                "en-AU",
                "english",
                Currency::Aud,
            ),
            Self::In => (
                "in",
                "in",
                "AJO3FBRUE6J4S",
                "en-IN",
                "english",
                Currency::Inr,
            ),
            Self::Jp => (
                "jp",
                "co.jp",
                "A1QAP3MOU4173J",
                "ja-JP",
                "japanese",
                Currency::Jpy,
            ),
            Self::Es => (
                "es",
                "es",
                "ALMIKO4SZCSAR",
                "es-ES",
                "spanish",
                Currency::Eur,
            ),
            Self::Br => (
                "br",
                "com.br",
                "A10J1VAYUDTYRN",
                "pt-BR",
                "portuguese",
                Currency::Brl,
            ),
        }
    }

    /// The country code on the wire and in files: `us`, `uk`, `de` …
    pub const fn code(self) -> &'static str {
        self.row().0
    }

    /// What follows `amazon.` and `audible.` in host names.
    pub const fn tld(self) -> &'static str {
        self.row().1
    }

    /// Amazon's marketplace id.
    pub const fn id(self) -> &'static str {
        self.row().2
    }

    /// BCP 47 tag of the store, `en-US`.
    pub const fn locale(self) -> &'static str {
        self.row().3
    }

    /// The usual `language` of its products: a lower-case English name.
    pub const fn language(self) -> &'static str {
        self.row().4
    }

    /// The currency of its prices.
    pub const fn currency(self) -> Currency {
        self.row().5
    }

    /// Whether sign-in with an Audible user name exists here.
    pub const fn has_usernames(self) -> bool {
        matches!(self, Self::Us | Self::Uk | Self::De)
    }

    /// From a country code in any case; `gb` is read as `uk` (T3).
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.trim();
        if code.eq_ignore_ascii_case("gb") {
            return Some(Self::Uk);
        }
        Self::ALL
            .into_iter()
            .find(|store| store.code().eq_ignore_ascii_case(code))
    }

    /// From the part of a host name after `amazon.` or `audible.`.
    pub fn from_tld(tld: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|store| store.tld() == tld)
    }

    /// `api.audible.{tld}`: library, catalogue, prices.
    pub fn api_host(self) -> String {
        format!("api.audible.{}", self.tld())
    }

    /// `api.{fam}.{tld}`: registration and tokens.
    pub fn auth_host(self, kind: AccountKind) -> String {
        format!("api.{}.{}", kind.family(), self.tld())
    }

    /// `www.{fam}.{tld}`: sign-in pages and cookies.
    pub fn www_host(self, kind: AccountKind) -> String {
        format!("www.{}.{}", kind.family(), self.tld())
    }
}
