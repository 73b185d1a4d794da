//! Covers that are kept with an account, as records of names that say nothing.

use sha2::{Digest, Sha256};

/// The folder of all kept covers.
pub const COVERS: &str = "covers";

/// The name of a cover's record; `salt` is the account's.
pub fn cover_name(url: &str, salt: &[u8; 16]) -> String {
    let mut hash = Sha256::new();
    hash.update(b"audipy cover\0");
    hash.update(salt);
    hash.update(url.as_bytes());
    let digest = hash.finalize();
    let number = u128::from_be_bytes(std::array::from_fn(|at| digest[at]));
    format!("{COVERS}/{number:032x}")
}

/// Whether these bytes are of a picture as covers are: JPEG, PNG or WebP, and not too large.
pub fn is_cover(bytes: &[u8]) -> bool {
    let starts = [&b"\xff\xd8\xff"[..], b"\x89PNG\r\n\x1a\n", b"RIFF"];
    bytes.len() <= MOST && starts.iter().any(|start| bytes.starts_with(start))
}

/// Some ten times as large as a usual one.
const MOST: usize = 512 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_covers_apart_and_nothing_else() {
        let url = |id: &str| format!("https://m.media-amazon.com/images/I/{id}._SL500_.jpg");
        let (one, other) = (
            cover_name(&url("a"), &[1; 16]),
            cover_name(&url("b"), &[1; 16]),
        );
        assert_ne!(one, other);
        assert_eq!(one, cover_name(&url("a"), &[1; 16]));
        assert_ne!(
            one,
            cover_name(&url("a"), &[2; 16]),
            "other accounts, other names"
        );
        assert!(one.starts_with("covers/") && one.len() == 39, "{one}");
    }

    #[test]
    fn only_pictures_are_kept() {
        assert!(is_cover(b"\xff\xd8\xff\xe0 and so on"));
        assert!(is_cover(b"\x89PNG\r\n\x1a\n and so on"));
        assert!(!is_cover(b"<html>Sorry</html>"));
        assert!(!is_cover(b""));
        let mut large = vec![0; MOST + 1];
        large[..3].copy_from_slice(b"\xff\xd8\xff");
        assert!(!is_cover(&large));
    }
}
