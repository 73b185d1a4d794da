//! People: when two names are one person, and which part they had (API reference, 10.1).

/// A part other than author or narrator, taken from a suffix such as ` - translator`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[expect(missing_docs, reason = "the field's own words")]
pub enum Part {
    Translator,
    Editor,
    Illustrator,
    Introduction,
    Foreword,
    Afterword,
    Preface,
    Adaptation,
    Contributor,
    Reader,
}
