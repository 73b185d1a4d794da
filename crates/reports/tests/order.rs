//! Sorting by positions gives what the standard library's sort gives.

use std::cmp::Reverse;

use proptest::prelude::*;
use reports::order;

proptest! {
    #[test]
    fn sorts_stably(mut items in prop::collection::vec((0_u8..8, any::<u16>()), 0..200)) {
        let by_first = |(first, _): &(u8, u16)| *first;
        let mut expected = items.clone();
        expected.sort_by_key(by_first);

        let mut by_key = items.clone();
        order::sort_by_key(&mut by_key, by_first);
        prop_assert_eq!(&by_key, &expected);

        let mut by_cached_key = items.clone();
        order::sort_by_cached_key(&mut by_cached_key, by_first);
        prop_assert_eq!(&by_cached_key, &expected);

        let mut falling = items.clone();
        order::sort_by(&mut falling, |a, b| b.0.cmp(&a.0));
        expected = items.clone();
        expected.sort_by_key(|(first, _)| Reverse(*first));
        prop_assert_eq!(&falling, &expected);

        expected = items.clone();
        expected.sort_unstable();
        order::sort(&mut items);
        prop_assert_eq!(&items, &expected);
    }
}
