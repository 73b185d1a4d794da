//! [`ReportKind`]: the six reports, and downloading them as text.

/// One of the six reports.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ReportKind {
    /// My library by author.
    ByAuthor,
    /// My library by narrator.
    ByNarrator,
    /// My library by series.
    BySeries,
    /// Missing in my series.
    Missing,
    /// More by my authors.
    MoreByAuthors,
    /// More by my narrators.
    MoreByNarrators,
}

impl ReportKind {
    /// All six, in the order of the original.
    pub const ALL: [Self; 6] = [
        Self::ByAuthor,
        Self::ByNarrator,
        Self::BySeries,
        Self::Missing,
        Self::MoreByAuthors,
        Self::MoreByNarrators,
    ];
}
