//! What the builder tells beforehand is about right.

use exports::{Format, Language, List, Recipe};

use crate::support::{file, reports, sample, table};

#[test]
fn the_likely_size_tells_a_small_file_from_a_large_one() {
    let all = reports(sample(), 0);
    for format in Format::ALL {
        let recipe = Recipe {
            format,
            lists: vec![List::Library, List::Missing],
            ..Recipe::default()
        };
        let rows = |list| table(&all, list, Language::En).rows.len();
        let likely = recipe.likely_size(rows);
        let real = file(&all, recipe, Language::En).len() as u64;
        assert!(
            (real / 3..=real * 3).contains(&likely),
            "{format:?}: {likely} thought, {real} written"
        );
    }
}
