//! Covers that are kept with an account, as records of names that say nothing.

use sha2::{Digest, Sha256};

/// The folder of all kept covers.
pub const COVERS: &str = "covers";

/// The folder of a cover's record, which holds no other; `salt` is the account's.
pub fn cover_folder(url: &str, salt: &[u8; 16]) -> String {
    let mut hash = Sha256::new();
    hash.update(b"audipy cover\0");
    hash.update(salt);
    hash.update(url.as_bytes());
    let digest = hash.finalize();
    let number = u128::from_be_bytes(std::array::from_fn(|at| digest[at]));
    format!("{COVERS}/{number:032x}")
}

/// The name of a cover's record in its folder. It tells the size, so that what all of them take is known
/// without reading any; whoever sees the storage sees that anyway.
pub fn cover_name(folder: &str, bytes: usize) -> String {
    format!("{folder}/{bytes}")
}

/// How large the cover of this name is; 0 where the name does not tell.
pub fn cover_size(name: &str) -> usize {
    let size = name.rsplit('/').next();
    size.and_then(|size| size.parse().ok()).unwrap_or_default()
}

/// The media type of a picture as covers are: JPEG, PNG or WebP, and not too large. `None` for
/// everything else.
pub fn cover_type(bytes: &[u8]) -> Option<&'static str> {
    let known = TYPES.iter().find(|(start, _)| bytes.starts_with(start));
    known
        .filter(|_| bytes.len() <= MOST)
        .map(|(_, media_type)| *media_type)
}

/// How pictures begin.
const TYPES: [(&[u8], &str); 3] = [
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"RIFF", "image/webp"),
];

/// Some ten times as large as a usual one.
const MOST: usize = 512 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_covers_apart_and_nothing_else() {
        let url = |id: &str| format!("https://m.media-amazon.com/images/I/{id}._SL500_.jpg");
        let (one, other) = (
            cover_folder(&url("a"), &[1; 16]),
            cover_folder(&url("b"), &[1; 16]),
        );
        assert_ne!(one, other);
        assert_eq!(one, cover_folder(&url("a"), &[1; 16]));
        assert_ne!(
            one,
            cover_folder(&url("a"), &[2; 16]),
            "other accounts, other names"
        );
        assert!(one.starts_with("covers/") && one.len() == 39, "{one}");
    }

    #[test]
    fn names_tell_how_large_covers_are() {
        let folder = cover_folder("https://m.media-amazon.com/images/I/a.jpg", &[1; 16]);
        for bytes in [0, 1, 24_576, MOST] {
            let name = cover_name(&folder, bytes);
            assert!(name.starts_with(&format!("{folder}/")), "{name}");
            assert_eq!(cover_size(&name), bytes);
        }
        for nameless in [COVERS, "covers/", "covers/0123abcd", ""] {
            assert_eq!(cover_size(nameless), 0, "{nameless}");
        }
    }

    #[test]
    fn only_pictures_are_kept() {
        let jpeg = cover_type(b"\xff\xd8\xff\xe0 and so on");
        assert_eq!(jpeg, Some("image/jpeg"));
        let png = cover_type(b"\x89PNG\r\n\x1a\n and so on");
        assert_eq!(png, Some("image/png"));
        assert_eq!(cover_type(b"<html>Sorry</html>"), None);
        assert_eq!(cover_type(b""), None);
        let mut large = vec![0; MOST + 1];
        large[..3].copy_from_slice(b"\xff\xd8\xff");
        assert_eq!(cover_type(&large), None);
    }
}
