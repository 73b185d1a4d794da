//! [`Blocks`]: the heights of a long list, of which only the part in view is drawn.

use std::ops::Range;

/// Heights of the blocks of a list, top to bottom: measured where a block was drawn, else
/// estimated.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Blocks(Vec<f64>);

impl Blocks {
    /// All estimated.
    pub(crate) fn new(estimates: Vec<f64>) -> Self {
        Self(estimates)
    }

    /// How many blocks there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes the real height of a block; true if it differs from what was thought.
    pub(crate) fn measure(&mut self, block: usize, height: f64) -> bool {
        match self.0.get_mut(block) {
            Some(known) if (*known - height).abs() >= 1.0 => {
                *known = height;
                true
            }
            _ => false,
        }
    }

    /// The blocks that touch the stretch between these two distances from the top of the list.
    pub(crate) fn between(&self, from: f64, to: f64) -> Range<usize> {
        let mut start = self.len();
        let mut end = self.len();
        let mut top = 0.0;
        for (block, height) in self.0.iter().enumerate() {
            if start == self.len() && top + height > from {
                start = block;
            }
            if top >= to {
                end = block;
                break;
            }
            top += height;
        }
        start.min(end)..end
    }

    /// Distance of a block from the top of the list; of the end of the list for one past the last.
    pub(crate) fn top_of(&self, block: usize) -> f64 {
        self.0.iter().take(block).sum()
    }

    /// Height of everything from this block on.
    pub(crate) fn rest_from(&self, block: usize) -> f64 {
        self.0.iter().skip(block).sum()
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn what_touches_the_screen_is_drawn_and_nothing_else() {
        let blocks = Blocks::new(vec![100.0, 200.0, 300.0, 50.0]);
        for (from, to, expected) in [
            (0.0, 100.0, 0..1),
            (0.0, 101.0, 0..2),
            (100.0, 299.0, 1..2),
            (299.0, 301.0, 1..3),
            (-500.0, 10.0, 0..1),
            (-500.0, -100.0, 0..0),
            (600.0, 9000.0, 3..4),
            (650.0, 9000.0, 4..4),
        ] {
            assert_eq!(blocks.between(from, to), expected, "{from} to {to}");
        }
        assert_eq!(Blocks::default().between(0.0, 100.0), 0..0);
    }

    #[wasm_bindgen_test]
    fn spacers_and_drawn_blocks_make_the_whole_height() {
        let mut blocks = Blocks::new(vec![100.0; 10]);
        assert!(blocks.measure(3, 140.0));
        assert!(
            !blocks.measure(3, 140.4),
            "a fraction of a pixel is no change"
        );
        assert!(!blocks.measure(99, 1.0), "no such block");
        for block in 0..=10 {
            let whole = blocks.top_of(block) + blocks.rest_from(block);
            assert!((whole - 1040.0).abs() < 0.01);
        }
        assert!((blocks.top_of(4) - 440.0).abs() < 0.01);
    }
}
