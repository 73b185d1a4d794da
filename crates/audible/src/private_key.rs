//! The device key in the shapes that it comes in, and in those that others want
//! (sign-in reference, 6.2, 12.1, 12.5; traps T42 and T43).

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

use crate::error::Error;
use crate::secret::Secret;

/// PKCS#8 in DER, which `WebCrypto` imports. Reads PEM of any label and bare base64, of PKCS#1 and
/// PKCS#8: labels lie, so only the content counts (trap T43).
///
/// # Errors
/// [`Error::FixInput`] if it is no RSA private key.
pub fn pkcs8(key: &Secret<String>) -> Result<Secret<Vec<u8>>, Error> {
    // EXPOSE: the key is handed on in another form of itself, a secret again.
    let der = Secret::new(decode(key.expose()).ok_or(NO_KEY)?);
    // EXPOSE: as above.
    let pkcs1 = pkcs1(der.expose()).ok_or(NO_KEY)?;
    let mut octets = header(OCTET_STRING, pkcs1.len());
    octets.extend_from_slice(pkcs1);
    let mut info = header(SEQUENCE, VERSION_0.len() + RSA.len() + octets.len());
    info.extend_from_slice(&VERSION_0);
    info.extend_from_slice(&RSA);
    info.extend_from_slice(&octets);
    // The intermediate copy is wiped with its wrapper.
    drop(Secret::new(octets));
    Ok(Secret::new(info))
}

/// PEM in the form that the Python library reads: one of its two labels, lines of 64, LF, one at
/// the end (trap T42). A key in that form already stays as it is.
///
/// # Errors
/// [`Error::FixInput`] if it is no RSA private key.
pub fn pem(key: &Secret<String>) -> Result<Secret<String>, Error> {
    // EXPOSE: the key is handed on in another form of itself, a secret again.
    let text = key.expose();
    if is_readable_pem(text) {
        return Ok(key.clone());
    }
    let der = Secret::new(decode(text).ok_or(NO_KEY)?);
    // EXPOSE: as above.
    let pkcs1 = pkcs1(der.expose()).ok_or(NO_KEY)?;
    let base64 = Secret::new(STANDARD.encode(pkcs1));
    let mut pem = String::with_capacity(2048);
    pem.push_str("-----BEGIN RSA PRIVATE KEY-----\n");
    // EXPOSE: as above.
    let mut rest = base64.expose().as_str();
    while !rest.is_empty() {
        let (line, more) = rest.split_at(rest.len().min(64));
        pem.push_str(line);
        pem.push('\n');
        rest = more;
    }
    pem.push_str("-----END RSA PRIVATE KEY-----\n");
    Ok(Secret::new(pem))
}

const NO_KEY: Error = Error::FixInput {
    what: "the device key is damaged; sign in again",
};

fn is_readable_pem(text: &str) -> bool {
    let labelled = |label: &str| {
        let body = text
            .strip_prefix(&format!("-----BEGIN {label}-----\n"))
            .and_then(|rest| rest.strip_suffix(&format!("\n-----END {label}-----\n")));
        body.is_some_and(|body| {
            !body.contains(['\r', '-', ' ']) && content_of(text).is_some_and(|l| l == label)
        })
    };
    labelled("RSA PRIVATE KEY") || labelled("PRIVATE KEY")
}

/// The label that fits the content.
fn content_of(text: &str) -> Option<&'static str> {
    let der = Secret::new(decode(text)?);
    // EXPOSE: only its outermost structure is looked at.
    let der = der.expose();
    if is_pkcs1(der) {
        Some("RSA PRIVATE KEY")
    } else {
        pkcs1(der).map(|_| "PRIVATE KEY")
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let body: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("-----"))
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .collect();
    let body = Secret::new(body);
    // EXPOSE: decoded into a secret by the callers.
    LENIENT.decode(body.expose()).ok()
}

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The PKCS#1 structure: the whole, or what a PKCS#8 wrapping holds.
fn pkcs1(der: &[u8]) -> Option<&[u8]> {
    if is_pkcs1(der) {
        return Some(der);
    }
    let (info, []) = take(SEQUENCE, der)? else {
        return None;
    };
    let (_version, rest) = take(INTEGER, info)?;
    let (algorithm, rest) = take(SEQUENCE, rest)?;
    let (oid, _parameters) = take(OBJECT_ID, algorithm)?;
    // Attributes may follow.
    let (key, _attributes) = take(OCTET_STRING, rest)?;
    (oid == RSA_OID && is_pkcs1(key)).then_some(key)
}

/// `SEQUENCE` of version 0 and eight integers, and nothing behind it.
fn is_pkcs1(der: &[u8]) -> bool {
    let Some((mut rest, [])) = take(SEQUENCE, der) else {
        return false;
    };
    for position in 0..9 {
        let Some((integer, more)) = take(INTEGER, rest) else {
            return false;
        };
        if integer.is_empty() || (position == 0 && integer != [0]) {
            return false;
        }
        rest = more;
    }
    rest.is_empty()
}

/// Content of the first element, if it is of this kind, and what comes after it.
fn take(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (&found, rest) = der.split_first()?;
    let (&first, mut rest) = rest.split_first()?;
    let mut length = usize::from(first);
    if first >= 0x80 {
        let bytes = usize::from(first & 0x7f);
        if bytes == 0 || bytes > 4 {
            return None;
        }
        let (digits, after) = rest.split_at_checked(bytes)?;
        length = digits
            .iter()
            .fold(0, |n, digit| n << 8 | usize::from(*digit));
        rest = after;
    }
    (found == tag).then_some(rest.split_at_checked(length)?)
}

fn header(tag: u8, length: usize) -> Vec<u8> {
    let bytes = length.to_be_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let digits = &bytes[zeros.min(bytes.len() - 1)..];
    let mut header = vec![tag];
    match digits {
        [short @ 0..=0x7f] => header.push(*short),
        digits => {
            #[expect(clippy::cast_possible_truncation, reason = "at most eight")]
            header.push(0x80 | digits.len() as u8);
            header.extend_from_slice(digits);
        }
    }
    header
}

const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const OBJECT_ID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const VERSION_0: [u8; 3] = [INTEGER, 1, 0];
/// 1.2.840.113549.1.1.1, `rsaEncryption`.
const RSA_OID: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
/// The same with its empty parameters.
const RSA: [u8; 15] = [
    SEQUENCE, 13, OBJECT_ID, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0,
];
