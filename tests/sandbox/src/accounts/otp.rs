//! One-time passwords, and the secrets they are made of.

use rand::RngExt as _;

/// Six random digits.
pub(crate) fn digits() -> String {
    format!("{:06}", rand::rng().random_range(0..1_000_000))
}

/// RFC 6238 with its usual values.
pub(super) fn totp(secret: &[u8], now: i64) -> String {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    let Ok(mut mac) = Hmac::<sha1::Sha1>::new_from_slice(secret) else {
        return String::new();
    };
    mac.update(&(now / 30).to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let start = usize::from(digest[19] & 15);
    let number = u32::from_be_bytes([
        digest[start] & 0x7f,
        digest[start + 1],
        digest[start + 2],
        digest[start + 3],
    ]);
    format!("{:06}", number % 1_000_000)
}

/// Reads base32 (RFC 4648), with or without padding and blanks.
pub(crate) fn base32(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0, 0_u32);
    for letter in text
        .to_ascii_uppercase()
        .bytes()
        .filter(|letter| !matches!(letter, b' ' | b'='))
    {
        let value = BASE32.iter().position(|known| *known == letter)?;
        held = (held << 5) | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

/// The alphabet of RFC 4648.
pub(super) const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totp_is_that_of_rfc_6238() {
        // Appendix B, shortened to six digits.
        for (now, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(totp(b"12345678901234567890", now), code);
        }
        assert_eq!(
            base32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap(),
            b"12345678901234567890"
        );
    }
}
