//! [`RecoveryCode`]: a key that fits on paper.

use zeroize::Zeroizing;

/// 128 random bits, written as seven groups of four symbols. The last two symbols check the
/// others; the format is described at the top of the crate. Wiped when dropped; cannot be printed
/// by accident.
#[derive(Clone, Eq, PartialEq)]
pub struct RecoveryCode(Zeroizing<[u8; 16]>);

/// What is wrong with a code that was typed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum CodeFault {
    /// It has too few or too many symbols.
    #[error("a recovery code has {LENGTH} symbols, this has {found}")]
    Length {
        /// Symbols without blanks and hyphens.
        found: usize,
    },
    /// A character that is in no code.
    #[error("no recovery code has the character {0:?}")]
    Character(char),
    /// Something was mistyped.
    #[error("something in this code is mistyped")]
    Mistyped {
        /// The group, counted from 1, where it is if only one symbol is wrong. More wrong symbols
        /// may point at a group that is right, or at none.
        group: Option<usize>,
    },
}

impl RecoveryCode {
    /// From 16 random bytes.
    pub fn new(random: [u8; 16]) -> Self {
        Self(Zeroizing::new(random))
    }

    /// Reads what a person typed: upper or lower case, with any blanks and hyphens; `O` is read as
    /// 0, `I` and `L` as 1.
    ///
    /// # Errors
    /// Any one or two wrong symbols, and any two that changed places, are noticed.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        let mut symbols = Zeroizing::new(Vec::with_capacity(LENGTH));
        for character in text.chars().filter(|c| c.is_alphanumeric()) {
            symbols.push(value(character).ok_or(CodeFault::Character(character))?);
        }
        if symbols.len() != LENGTH {
            return Err(CodeFault::Length {
                found: symbols.len(),
            });
        }
        let (first, second) = (evaluate(&symbols, ROOTS[0]), evaluate(&symbols, ROOTS[1]));
        // What is left of the last data symbol is zero.
        if (first, second) != (0, 0) || symbols[DATA - 1] & 0b11 != 0 {
            return Err(CodeFault::Mistyped {
                group: wrong_place(first, second).map(|place| place / GROUP + 1),
            });
        }
        let mut bytes = Zeroizing::new([0; 16]);
        for (place, symbol) in symbols[..DATA].iter().enumerate() {
            for bit in 0..5 {
                let at = place * 5 + bit;
                if at < 128 && symbol >> (4 - bit) & 1 == 1 {
                    bytes[at / 8] |= 0x80 >> (at % 8);
                }
            }
        }
        Ok(Self(bytes))
    }

    /// The code as it is printed, `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut symbols = Zeroizing::new([0; LENGTH]);
        for at in 0..128 {
            let bit = self.0[at / 8] >> (7 - at % 8) & 1;
            symbols[at / 5] |= bit << (4 - at % 5);
        }
        // The two check symbols make the whole zero at both roots.
        let (first, second) = (
            evaluate(symbols.as_slice(), ROOTS[0]),
            evaluate(symbols.as_slice(), ROOTS[1]),
        );
        let slope = times(first ^ second, inverse(ROOTS[0] ^ ROOTS[1]));
        symbols[DATA] = slope;
        symbols[DATA + 1] = first ^ times(slope, ROOTS[0]);
        let mut text = Zeroizing::new(String::with_capacity(LENGTH + LENGTH / GROUP));
        for (place, symbol) in symbols.iter().enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(*symbol)]));
        }
        text
    }

    /// The 16 bytes. Say why with an `// EXPOSE:` comment.
    pub fn expose(&self) -> &[u8; 16] {
        &self.0
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

fn value(character: char) -> Option<u8> {
    let upper = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        upper => upper,
    };
    let place = ALPHABET.iter().position(|it| char::from(*it) == upper)?;
    u8::try_from(place).ok()
}

/// Where the one wrong symbol is, if one wrong symbol explains what was found at the roots.
fn wrong_place(first: u8, second: u8) -> Option<usize> {
    if first == 0 || second == 0 {
        return None;
    }
    // A symbol that is off by e adds e·r^i at each root r; the second root is the first squared.
    let power = times(second, inverse(first));
    let mut at = 1;
    for place in (0..LENGTH).rev() {
        if at == power {
            return Some(place);
        }
        at = times(at, ROOTS[0]);
    }
    None
}

/// The symbols as a polynomial over GF(32), the first one the highest, at `x`.
fn evaluate(symbols: &[u8], x: u8) -> u8 {
    symbols
        .iter()
        .fold(0, |value, symbol| times(value, x) ^ symbol)
}

/// In GF(32), modulo x⁵ + x² + 1.
fn times(a: u8, b: u8) -> u8 {
    let mut product = 0;
    for bit in (0..5).rev() {
        product <<= 1;
        if product & 0b10_0000 != 0 {
            product ^= 0b10_0101;
        }
        if b >> bit & 1 == 1 {
            product ^= a;
        }
    }
    product
}

/// a³⁰, since a³¹ is 1.
fn inverse(a: u8) -> u8 {
    (0..30).fold(1, |power, _| times(power, a))
}

/// Crockford's: without I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ROOTS: [u8; 2] = [2, 4];
/// 128 bits in symbols of five.
const DATA: usize = 26;
const LENGTH: usize = DATA + 2;
const GROUP: usize = 4;
