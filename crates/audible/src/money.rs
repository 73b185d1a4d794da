//! [`Money`]: whole minor units, never floats (API reference, section 4.9).

use serde::{Deserialize, Serialize};

/// A currency of one of the eleven stores.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the variants are ISO 4217 codes")]
pub enum Currency {
    Aud,
    Brl,
    Cad,
    Eur,
    Gbp,
    Inr,
    Jpy,
    Usd,
}

impl Currency {
    /// The ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Aud => "AUD",
            Self::Brl => "BRL",
            Self::Cad => "CAD",
            Self::Eur => "EUR",
            Self::Gbp => "GBP",
            Self::Inr => "INR",
            Self::Jpy => "JPY",
            Self::Usd => "USD",
        }
    }

    /// From an ISO 4217 code in any case.
    pub fn parse(code: &str) -> Option<Self> {
        [
            Self::Aud,
            Self::Brl,
            Self::Cad,
            Self::Eur,
            Self::Gbp,
            Self::Inr,
            Self::Jpy,
            Self::Usd,
        ]
        .into_iter()
        .find(|currency| currency.code().eq_ignore_ascii_case(code.trim()))
    }

    /// Digits after the decimal point: 0 for the yen, else 2.
    pub const fn minor_digits(self) -> u32 {
        match self {
            Self::Jpy => 0,
            _ => 2,
        }
    }
}

/// An amount in minor units (cents; whole yen).
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub struct Money {
    /// Cents, pence, or yen. Not negative.
    pub minor: u64,
    /// Of which currency.
    pub currency: Currency,
}

impl Money {
    /// Rounds a float of Audible's answers, which carries 32-bit noise, to minor units.
    /// `None` if it is negative, not finite, or absurdly large.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked first"
    )]
    pub fn from_base(base: f64, currency: Currency) -> Option<Self> {
        let minor = (base * 10f64.powi(currency.minor_digits().cast_signed())).round();
        (minor.is_finite() && (0.0..1e12).contains(&minor)).then_some(Self {
            minor: minor as u64,
            currency,
        })
    }

    /// `9.62`, or `1050` for yen: digits and point only, for text files.
    pub fn plain(self) -> String {
        match self.currency.minor_digits() {
            0 => self.minor.to_string(),
            _ => format!("{}.{:02}", self.minor / 100, self.minor % 100),
        }
    }
}
