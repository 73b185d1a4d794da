//! [`Window`]: a long list of which only the part in view is drawn, and moving within it.
//!
//! Lines are drawn in blocks. A block that was drawn once keeps its measured height, so that
//! lines may be as high as their text needs.

use std::ops::Range;

use audipy::browser::viewport;
use leptos::ev;
use leptos::prelude::*;

use super::blocks::Blocks;
use super::printing::{Extent, MOST_LINES, Printing, Whole};

/// The lines of a list. A new one replaces what is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Shape {
    /// Differs whenever the lines do.
    pub(crate) version: u64,
    /// Likely height of each line in CSS pixels.
    pub(crate) heights: Vec<f64>,
}

/// A list and its place on the screen.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    id: &'static str,
    shape: Signal<Shape>,
    blocks: StoredValue<Blocks>,
    drawn: RwSignal<Drawn>,
    /// Where the page can be printed.
    printing: Option<Printing>,
}

/// What is drawn at the moment.
#[derive(Clone, Debug, Default, PartialEq)]
struct Drawn {
    version: u64,
    blocks: Range<usize>,
    above: f64,
    below: f64,
}

impl Window {
    /// A list whose element has this id. It follows the page's scrolling until its owner is gone.
    pub(crate) fn new(id: &'static str, shape: Signal<Shape>) -> Self {
        let window = Self {
            id,
            shape,
            blocks: StoredValue::new(Blocks::default()),
            drawn: RwSignal::new(Drawn::default()),
            printing: use_context(),
        };
        if let Some(printing) = window.printing {
            Effect::new(move |_| {
                printing.extent();
                window.look();
            });
            on_cleanup(move || printing.note(None));
        }
        Effect::new(move |_| {
            shape.with(|shape| {
                let heights = shape.heights.chunks(BLOCK).map(|block| block.iter().sum());
                window.blocks.set_value(Blocks::new(heights.collect()));
            });
            window.look();
        });
        let scrolled = window_event_listener(ev::scroll, move |_| window.look_soon());
        let resized = window_event_listener(ev::resize, move |_| window.look_soon());
        on_cleanup(move || {
            scrolled.remove();
            resized.remove();
        });
        window
    }

    /// The element id of a line.
    pub(crate) fn line_id(self, line: usize) -> String {
        format!("{}-{line}", self.id)
    }

    /// Scrolls to a line, wherever it is, and gives it the focus.
    pub(crate) fn go_to(self, line: usize) {
        self.go_to_part(line, self.line_id(line));
    }

    /// Scrolls to a line, and gives the focus to the element of this id in it.
    pub(crate) fn go_to_part(self, line: usize, id: String) {
        if viewport::focus(&id) {
            return;
        }
        let above = self.blocks.with_value(|blocks| blocks.top_of(line / BLOCK));
        if let Some(place) = viewport::place(self.id) {
            viewport::scroll_around(self.id, place.top + above - viewport::height() / 3.0);
        }
        self.look();
        request_animation_frame(move || {
            viewport::focus(&id);
        });
    }

    /// What the list is in was scrolled or changed its size.
    pub(crate) fn look_soon(self) {
        request_animation_frame(move || self.look());
    }

    /// Draws what is in view, and a good part of a screen before and after it.
    fn look(self) {
        let Some(version) = self.shape.try_with_untracked(|shape| shape.version) else {
            return;
        };
        let screen = viewport::height();
        let top = viewport::place(self.id).map_or(0.0, |place| place.top);
        let drawn = self.blocks.with_value(|blocks| {
            let view = self.for_paper(blocks.len()).unwrap_or_else(|| {
                blocks.between(-top - screen * MARGIN, -top + screen * (1.0 + MARGIN))
            });
            Drawn {
                version,
                above: blocks.top_of(view.start),
                below: blocks.rest_from(view.end),
                blocks: view,
            }
        });
        if self.drawn.with_untracked(|now| *now != drawn) {
            self.drawn.set(drawn);
            request_animation_frame(move || self.measure());
        }
    }

    /// The blocks to draw of so many, if the page is being printed.
    fn for_paper(self, blocks: usize) -> Option<Range<usize>> {
        let printing = self.printing?;
        let most = blocks.min(MOST_LINES.div_ceil(BLOCK));
        let drawn = match printing.extent_untracked() {
            Extent::View => 0,
            Extent::Growing => {
                let before = self.drawn.with_untracked(|drawn| drawn.blocks.clone());
                let before = if before.start == 0 { before.end } else { 0 };
                most.min(before + GROWTH)
            }
            Extent::Whole => most,
        };
        printing.note(Some(Whole {
            is_drawn: drawn == most,
            is_cut: most < blocks,
        }));
        if printing.extent_untracked() == Extent::View {
            return None;
        }
        if drawn < most {
            self.look_soon();
        }
        Some(0..drawn)
    }

    /// Takes the heights of what was drawn; looks again if they differ from what was thought.
    fn measure(self) {
        let Some(Drawn {
            version, blocks, ..
        }) = self.drawn.try_get_untracked()
        else {
            return;
        };
        let mut differs = false;
        for block in blocks {
            if let Some(place) = viewport::place(&self.block_id(version, block)) {
                self.blocks
                    .update_value(|blocks| differs |= blocks.measure(block, place.height));
            }
        }
        if differs {
            self.look();
        }
    }

    fn block_id(self, version: u64, block: usize) -> String {
        format!("{}-v{version}-{block}", self.id)
    }

    /// The drawn blocks, as keys.
    fn keys(self) -> Vec<(u64, usize)> {
        self.drawn.with(|drawn| {
            drawn
                .blocks
                .clone()
                .map(|block| (drawn.version, block))
                .collect()
        })
    }

    fn lines_of(self, block: usize) -> Range<usize> {
        let lines = self.shape.with_untracked(|shape| shape.heights.len());
        (block * BLOCK).min(lines)..((block + 1) * BLOCK).min(lines)
    }
}

/// The drawn lines of a list, for use inside an element with the window's id.
#[component]
pub(crate) fn Lines<D, V>(
    /// Which list.
    window: Window,
    /// Draws a line.
    draw: D,
) -> impl IntoView
where
    D: Fn(usize) -> V + Clone + Send + 'static,
    V: IntoView + 'static,
{
    let above = move || px(window.drawn.with(|drawn| drawn.above));
    let below = move || px(window.drawn.with(|drawn| drawn.below));
    view! {
        <div style:block-size=above aria-hidden="true"></div>
        <For
            each=move || window.keys()
            key=|key| *key
            children=move |(version, block)| {
                let lines: Vec<_> = window.lines_of(block).map(&draw).collect();
                view! { <div id=window.block_id(version, block)>{lines}</div> }
            }
        />
        <div style:block-size=below aria-hidden="true"></div>
    }
}

/// As [`Lines`], for use inside a table: blocks are `tbody`, lines are rows.
#[component]
pub(crate) fn TableLines<D, V>(
    /// Which list.
    window: Window,
    /// Draws a row.
    draw: D,
) -> impl IntoView
where
    D: Fn(usize) -> V + Clone + Send + 'static,
    V: IntoView + 'static,
{
    let above = move || px(window.drawn.with(|drawn| drawn.above));
    let below = move || px(window.drawn.with(|drawn| drawn.below));
    view! {
        <tbody class="space" style:block-size=above aria-hidden="true">
            <tr style:block-size=above></tr>
        </tbody>
        <For
            each=move || window.keys()
            key=|key| *key
            children=move |(version, block)| {
                let lines: Vec<_> = window.lines_of(block).map(&draw).collect();
                view! {
                    <tbody role="rowgroup" id=window.block_id(version, block)>
                        {lines}
                    </tbody>
                }
            }
        />
        <tbody class="space" style:block-size=below aria-hidden="true">
            <tr style:block-size=below></tr>
        </tbody>
    }
}

fn px(height: f64) -> String {
    format!("{height:.0}px")
}

/// Lines of a block: few enough to be drawn between two frames.
const BLOCK: usize = 16;

/// So many blocks are added with each frame for paper.
const GROWTH: usize = 4;

/// What is drawn beyond the screen, on either side, in screens.
const MARGIN: f64 = 0.6;
