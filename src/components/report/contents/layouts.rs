//! In which ways a report can be laid out.

use super::Contents;
use crate::components::report::view::{Layout, Size, View};

impl Contents {
    /// Ways to lay it out, the report's own first.
    pub(crate) const fn layouts(self) -> &'static [Layout] {
        match self {
            Self::Missing => &Layout::ALL,
            Self::Library(_) | Self::More(_) => &[
                Layout::Table,
                Layout::Covers(Size::Small),
                Layout::Covers(Size::Medium),
                Layout::Covers(Size::Large),
            ],
        }
    }

    /// How it is laid out in a view.
    pub(crate) fn layout(self, view: &View) -> Layout {
        let layouts = self.layouts();
        let chosen = view.layout.filter(|layout| layouts.contains(layout));
        chosen.unwrap_or(layouts[0])
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::components::report::contents::Grouping;

    #[wasm_bindgen_test]
    fn only_what_is_missing_stands_on_shelves() {
        let view = |layout| View {
            layout,
            ..View::default()
        };
        let (missing, library) = (Contents::Missing, Contents::Library(Grouping::Series));
        for (contents, asked, layout) in [
            (missing, None, Layout::Shelves),
            (missing, Some(Layout::Table), Layout::Table),
            (library, None, Layout::Table),
            (library, Some(Layout::Shelves), Layout::Table),
        ] {
            assert_eq!(contents.layout(&view(asked)), layout, "{asked:?}");
        }
    }
}
