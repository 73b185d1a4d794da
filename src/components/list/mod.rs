//! Long lists: only what is in view is drawn.

mod blocks;
mod printing;
mod room;
mod window;

pub(crate) use printing::{MOST_LINES, Printing};
pub(crate) use room::room_of;
pub(crate) use window::{Lines, Shape, TableLines, Window};
