//! The pictures of captchas: PNG, drawn from a small font, so that people can read them too.

use rand::RngExt as _;

/// Letters and digits that are told apart easily.
pub(crate) fn text() -> String {
    let letters: Vec<char> = GLYPHS.iter().map(|(letter, _)| *letter).collect();
    let mut random = rand::rng();
    (0..6)
        .map(|_| letters[random.random_range(0..letters.len())])
        .collect()
}

/// A PNG of the text, black on white.
pub(crate) fn png(text: &str) -> Vec<u8> {
    let width = (text.chars().count() * 6 + 3) * SCALE;
    let height = 13 * SCALE;
    let mut rows = Vec::with_capacity((width + 1) * height);
    for y in 0..height {
        rows.push(0); // no filter
        for x in 0..width {
            rows.push(if is_ink(text, x / SCALE, y / SCALE) {
                0x22
            } else {
                0xfa
            });
        }
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let size = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX).to_be_bytes();
    let header = [&size(width)[..], &size(height)[..], &[8, 0, 0, 0, 0]].concat();
    chunk(&mut png, *b"IHDR", &header);
    chunk(&mut png, *b"IDAT", &zlib(&rows));
    chunk(&mut png, *b"IEND", &[]);
    png
}

/// Every other letter stands a little lower.
fn is_ink(text: &str, x: usize, y: usize) -> bool {
    let Some(column) = x.checked_sub(2) else {
        return false;
    };
    let Some(letter) = text.chars().nth(column / 6) else {
        return false;
    };
    let Some(row) = y
        .checked_sub(2 + (column / 6 % 2) * 2)
        .filter(|row| *row < 7)
    else {
        return false;
    };
    let glyph = GLYPHS
        .iter()
        .find(|(known, _)| *known == letter)
        .map_or([0x1f; 7], |(_, glyph)| *glyph);
    column % 6 < 5 && glyph[row] >> (4 - column % 6) & 1 == 1
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    png.extend_from_slice(
        &u32::try_from(content.len())
            .unwrap_or(u32::MAX)
            .to_be_bytes(),
    );
    let start = png.len();
    png.extend_from_slice(&kind);
    png.extend_from_slice(content);
    let crc = crc32(&png[start..]);
    png.extend_from_slice(&crc.to_be_bytes());
}

/// Stored, not compressed.
fn zlib(content: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let blocks = content.chunks(0xffff).count();
    for (index, block) in content.chunks(0xffff).enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        out.push(u8::from(index + 1 == blocks));
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&(!length).to_le_bytes());
        out.extend_from_slice(block);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in content {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    out.extend_from_slice(&(b << 16 | a).to_be_bytes());
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            crc >> 1 ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1))
        })
    })
}

const SCALE: usize = 5;
/// Five by seven dots a letter, the leftmost in bit 4.
const GLYPHS: [(char, [u8; 7]); 16] = [
    ('a', [0x00, 0x00, 0x0e, 0x01, 0x0f, 0x11, 0x0f]),
    ('b', [0x10, 0x10, 0x1e, 0x11, 0x11, 0x11, 0x1e]),
    ('c', [0x00, 0x00, 0x0e, 0x11, 0x10, 0x11, 0x0e]),
    ('d', [0x01, 0x01, 0x0f, 0x11, 0x11, 0x11, 0x0f]),
    ('e', [0x00, 0x00, 0x0e, 0x11, 0x1f, 0x10, 0x0e]),
    ('h', [0x10, 0x10, 0x16, 0x19, 0x11, 0x11, 0x11]),
    ('k', [0x10, 0x12, 0x14, 0x18, 0x14, 0x12, 0x11]),
    ('n', [0x00, 0x00, 0x16, 0x19, 0x11, 0x11, 0x11]),
    ('t', [0x08, 0x08, 0x1e, 0x08, 0x08, 0x09, 0x06]),
    ('x', [0x00, 0x00, 0x11, 0x0a, 0x04, 0x0a, 0x11]),
    ('1', [0x04, 0x0c, 0x04, 0x04, 0x04, 0x04, 0x0e]),
    ('2', [0x0e, 0x11, 0x01, 0x06, 0x08, 0x10, 0x1f]),
    ('3', [0x1f, 0x02, 0x04, 0x02, 0x01, 0x11, 0x0e]),
    ('4', [0x02, 0x06, 0x0a, 0x12, 0x1f, 0x02, 0x02]),
    ('7', [0x1f, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08]),
    ('8', [0x0e, 0x11, 0x11, 0x0e, 0x11, 0x11, 0x0e]),
];
