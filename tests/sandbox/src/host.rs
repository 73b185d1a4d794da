//! Which host a request means, and the stores that there are.

use std::fmt;

/// One of the eleven stores.
#[derive(Debug, PartialEq, Eq)]
pub struct Marketplace {
    /// The code in every protocol field: `us`, `uk`, `de` …
    pub country_code: &'static str,
    /// What follows `amazon.` and `audible.` in the hosts' names.
    pub tld: &'static str,
    /// Amazon's id of the marketplace.
    pub id: &'static str,
    /// The language of the store, as in `language=`.
    pub language: &'static str,
    /// How the names of cookies end: `at-main`, `at-acbde`.
    pub cookie_suffix: &'static str,
    /// The region that a new account of this store lives in.
    pub home_region: &'static str,
}

impl Marketplace {
    /// All stores.
    pub const ALL: &'static [Self] = &[
        market("us", "com", "AF2M0KC94RCEA", "en_US", "main", "NA"),
        market("uk", "co.uk", "A2I9A3Q2GNFNGQ", "en_GB", "acbuk", "EU"),
        market("de", "de", "AN7V1F1VY261K", "de_DE", "acbde", "EU"),
        market("fr", "fr", "A2728XDNODOQ8T", "fr_FR", "acbfr", "EU"),
        market("ca", "ca", "A2CQZ5RBY40XE", "en_CA", "acbca", "NA"),
        market("it", "it", "A2N7FU2W2BU2ZC", "it_IT", "acbit", "EU"),
        market("au", "com.au", "AN7EY7DTAW63G", "en_AU", "acbau", "FE"),
        market("in", "in", "AJO3FBRUE6J4S", "en_IN", "acbin", "EU"),
        market("jp", "co.jp", "A1QAP3MOU4173J", "ja_JP", "acbjp", "FE"),
        market("es", "es", "ALMIKO4SZCSAR", "es_ES", "acbes", "EU"),
        market("br", "com.br", "A10J1VAYUDTYRN", "pt_BR", "acbbr", "NA"),
    ];

    /// The store of a country code, in lower case.
    pub fn of_country(code: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|market| market.country_code == code)
    }

    /// The store of a top-level domain, such as `co.uk`.
    pub fn of_tld(tld: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|market| market.tld == tld)
    }

    /// Whether accounts from before Amazon, with a user name, exist in this store.
    pub fn has_usernames(&self) -> bool {
        matches!(self.country_code, "us" | "uk" | "de")
    }
}

/// Whose hosts an account signs in at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Nearly everybody.
    Amazon,
    /// Accounts with a user name, from before Amazon bought Audible.
    Audible,
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Amazon => "amazon",
            Self::Audible => "audible",
        })
    }
}

/// A host that the sandbox plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// `www.amazon.TLD`, `www.audible.TLD`: pages.
    Www(Family, &'static Marketplace),
    /// `api.amazon.TLD`, `api.audible.TLD`: JSON.
    Api(Family, &'static Marketplace),
    /// `cde-ta-g7g.amazon.com`: bookmarks; takes signatures only.
    Sidecar,
    /// `cds.audible.TLD`: downloads; takes app-like user agents only.
    Content,
    /// `m.media-amazon.com`: covers, for everybody.
    Pictures,
}

impl Host {
    /// Reads a host's name, in lower case and without a port.
    pub fn parse(name: &str) -> Option<Self> {
        if name == "cde-ta-g7g.amazon.com" {
            return Some(Self::Sidecar);
        }
        if name == "m.media-amazon.com" {
            return Some(Self::Pictures);
        }
        let (service, rest) = name.split_once('.')?;
        let (family, tld) = rest.split_once('.')?;
        let family = match family {
            "amazon" => Family::Amazon,
            "audible" => Family::Audible,
            _ => return None,
        };
        let marketplace = Marketplace::of_tld(tld)?;
        match (service, family) {
            ("www", _) => Some(Self::Www(family, marketplace)),
            ("api", _) => Some(Self::Api(family, marketplace)),
            ("cds", Family::Audible) => Some(Self::Content),
            _ => None,
        }
    }
}

const fn market(
    country_code: &'static str,
    tld: &'static str,
    id: &'static str,
    language: &'static str,
    cookie_suffix: &'static str,
    home_region: &'static str,
) -> Marketplace {
    Marketplace {
        country_code,
        tld,
        id,
        language,
        cookie_suffix,
        home_region,
    }
}
