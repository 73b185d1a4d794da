//! [`amount`]: money as one types it.

use audible::{Currency, Money};
use audipy::browser::intl::Formats;

/// As one would type it, with the language's own decimal sign.
pub(crate) fn typed_amount(formats: &Formats, value: Money) -> String {
    let sign = if formats.number(1.5).contains(',') {
        ","
    } else {
        "."
    };
    value.plain().replace('.', sign)
}

/// An amount with a point or a comma; empty is `None`. Zero is not a price of anything.
///
/// # Errors
/// If it is no amount of money.
pub(crate) fn amount(text: &str, currency: Currency) -> Result<Option<Money>, ()> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let base: f64 = text.parse().map_err(|_| ())?;
    Money::from_base(base, currency)
        .filter(|money| money.minor > 0)
        .map(Some)
        .ok_or(())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn an_amount_is_read_with_point_or_comma() {
        let euros = |minor| {
            Ok(Some(Money {
                minor,
                currency: Currency::Eur,
            }))
        };
        for (text, read) in [
            ("9.95", euros(995)),
            ("9,95", euros(995)),
            (" 10 ", euros(1000)),
            ("", Ok(None)),
            ("  ", Ok(None)),
            ("0", Err(())),
            ("-1", Err(())),
            ("ten", Err(())),
            ("1.234,50", Err(())),
            ("NaN", Err(())),
            ("1e99", Err(())),
        ] {
            assert_eq!(amount(text, Currency::Eur), read, "{text:?}");
        }
    }
}
