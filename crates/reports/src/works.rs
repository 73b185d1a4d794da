//! When two editions are the same work (API reference, 10.1).

use audible::Product;

/// Whether a text is read or played. A drama neither satisfies nor hides the novel (API reference, 4.7).
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Class {
    /// Read aloud: novels, stories, non-fiction, lectures.
    #[default]
    Novel,
    /// Played by a cast.
    Drama,
}

impl Class {
    /// By title, subtitle and content type. `original_recording` alone proves nothing.
    pub fn of(product: &Product) -> Self {
        let says_so = |text: &str| {
            let text = text.to_lowercase();
            text.contains("dramatized adaptation") || text.contains("dramatised adaptation")
        };
        if product.content_type.as_deref() == Some("Performance")
            || says_so(&product.title)
            || product.subtitle.as_deref().is_some_and(says_so)
        {
            Self::Drama
        } else {
            Self::Novel
        }
    }
}
