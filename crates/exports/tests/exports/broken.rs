//! Files that are not ours, or not any more.

use exports::read::{Unreadable, library};
use exports::{Field, Format, Language, List, Recipe};
use proptest::prelude::*;

use crate::support::{file, reports, sample};

#[test]
fn each_kind_of_stranger_is_told_apart() {
    for (bytes, why) in [
        (&b""[..], Unreadable::Empty),
        (b" \r\n", Unreadable::Empty),
        (b"PK\x03\x04\xff\xfe", Unreadable::NotText),
        (b"a\0b", Unreadable::NotText),
        (b"name,age\r\nAnna,3\r\n", Unreadable::Foreign),
        (b"{}", Unreadable::Foreign),
        (b"[1, 2", Unreadable::Foreign),
        (
            b"{\"format\": \"audipy-export\", \"version\": 2}",
            Unreadable::Newer,
        ),
        (
            b"{\"format\": \"audipy-export\", \"version\": 1, \"lists\": {",
            Unreadable::Damaged(0),
        ),
        (
            b"{\"format\": \"audipy-export\", \"version\": 1, \"store\": \"us\", \"lists\": {}}",
            Unreadable::NoTitles,
        ),
        (
            b"Title,By,Read by,Length\r\nX,Y,Z,1\r\n",
            Unreadable::Lacks(Field::Asin),
        ),
        (
            b"ASIN,By,Read by,Length\r\nX,Y,Z,1\r\n",
            Unreadable::Lacks(Field::Title),
        ),
        (
            b"ASIN,Title\r\nB000000001,X\r\n",
            Unreadable::Lacks(Field::Store),
        ),
        (b"ASIN,Title,Store\r\n", Unreadable::Lacks(Field::Store)),
        (
            b"ASIN,Title,Store\r\nB000000001,X,us\r\nB000000002,Y,de\r\n",
            Unreadable::SeveralStores,
        ),
        (
            b"ASIN,Title,Store,Length\r\nB000000001,X,us,long\r\n",
            Unreadable::Damaged(2),
        ),
        (
            b"ASIN,Title,Store\r\nB000000001,X\r\n",
            Unreadable::Damaged(2),
        ),
    ] {
        assert_eq!(
            library(bytes, 0).err(),
            Some(why),
            "{}",
            String::from_utf8_lossy(bytes)
        );
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = library(&bytes, 0);
    }

    #[test]
    fn no_damage_makes_it_panic(json: bool, at in 0.0..1.0_f64, with in any::<u8>(), cut: bool) {
        static FILES: std::sync::OnceLock<[Vec<u8>; 2]> = std::sync::OnceLock::new();
        let files = FILES.get_or_init(|| {
            let mut small = sample();
            small.items.truncate(6);
            let all = reports(small, 0);
            [Format::Json, Format::Csv].map(|format| {
                let recipe = Recipe { format, lists: vec![List::Library], ..Recipe::default() };
                file(&all, recipe, Language::En)
            })
        });
        let mut bytes = files[usize::from(!json)].clone();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a file")]
        let place = (at * bytes.len() as f64) as usize;
        if cut { bytes.truncate(place) } else { bytes[place] = with }
        let _ = library(&bytes, 0);
    }
}
