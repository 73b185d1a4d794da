//! Long lists: only what is in view is drawn.

mod blocks;
mod window;

pub(crate) use window::{Lines, Shape, TableLines, Window};
