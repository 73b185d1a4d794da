//! A page of HTML as a flat list of elements in their order: enough to find forms and marks.
//!
//! Tokens come from html5gum. The tree above them is built leniently, as sign-in pages leave tags
//! open: an end tag closes everything up to its start tag, or nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::DefaultEmitter;
use html5gum::{HtmlString, Token, Tokenizer};

/// A page.
#[derive(Debug, Default)]
pub(super) struct Document {
    elements: Vec<Element>,
    text: Vec<String>,
}

/// One of its elements.
#[derive(Debug)]
pub(super) struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    /// Hidden by its own class or by that of an element around it.
    hidden: bool,
    /// The form that it belongs to: the last one that was opened and not closed.
    pub(super) form: Option<usize>,
    around: Option<usize>,
    /// Pieces of text in it.
    text: Range<usize>,
    /// Elements in it.
    inside: Range<usize>,
}

impl Element {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// An attribute's value, decoded; empty if it stands without one.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub(super) fn has(&self, attribute: &str, value: &str) -> bool {
        self.attribute(attribute) == Some(value)
    }

    pub(super) fn has_class(&self, class: &str) -> bool {
        self.classes().any(|own| own == class)
    }

    pub(super) fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class").unwrap_or("").split_whitespace()
    }

    /// Whether a person would see it, as far as the mark-up says.
    pub(super) const fn is_visible(&self) -> bool {
        !self.hidden
    }
}

impl Document {
    pub(super) fn parse(page: &[u8]) -> Self {
        let mut emitter = DefaultEmitter::default();
        // Scripts and titles are text, whatever looks like a tag in them.
        emitter.naively_switch_states(true);
        let mut builder = Builder::default();
        for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
            match token {
                Token::StartTag(tag) => builder.open(
                    lossy(&tag.name),
                    tag.attributes
                        .iter()
                        .map(|(name, value)| (lossy(name), lossy(value)))
                        .collect(),
                ),
                Token::EndTag(tag) => builder.close(&lossy(&tag.name)),
                Token::String(text) => builder.document.text.push(lossy(&text)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        builder.close_to(0);
        builder.document
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter()
    }

    /// With their places in the document.
    pub(super) fn places(&self) -> impl Iterator<Item = (usize, &Element)> {
        self.elements.iter().enumerate()
    }

    /// The first that fits.
    pub(super) fn find(&self, fits: impl Fn(&Element) -> bool) -> Option<&Element> {
        self.elements.iter().find(|element| fits(element))
    }

    pub(super) fn by_id(&self, id: &str) -> Option<&Element> {
        self.find(|element| element.has("id", id))
    }

    /// The elements around another, innermost first.
    pub(super) fn around<'a>(&'a self, inner: &'a Element) -> impl Iterator<Item = &'a Element> {
        std::iter::successors(inner.around, |place| self.elements[*place].around)
            .map(|place| &self.elements[place])
    }

    /// The elements inside of another.
    pub(super) fn inside(&self, outer: &Element) -> &[Element] {
        self.elements.get(outer.inside.clone()).unwrap_or_default()
    }

    /// The words of an element, with single blanks between them.
    pub(super) fn text(&self, element: &Element) -> String {
        let pieces = self.text.get(element.text.clone()).unwrap_or_default();
        let words: Vec<_> = pieces
            .iter()
            .flat_map(|piece| piece.split_whitespace())
            .take(MOST_WORDS)
            .collect();
        words.join(" ")
    }
}

#[derive(Default)]
struct Builder {
    document: Document,
    /// Places of the elements that are open.
    open: Vec<usize>,
    form: Option<usize>,
}

impl Builder {
    fn open(&mut self, name: String, attributes: BTreeMap<String, String>) {
        let place = self.document.elements.len();
        if place >= MOST_ELEMENTS {
            return;
        }
        let around = self.open.last().copied();
        let mut element = Element {
            hidden: around.is_some_and(|around| self.document.elements[around].hidden),
            form: None,
            around,
            text: self.document.text.len()..self.document.text.len(),
            inside: place + 1..place + 1,
            name,
            attributes,
        };
        element.hidden |= element.has_class("aok-hidden")
            || element.has_class("hide")
            || element.attribute("hidden").is_some();
        if element.is("form") {
            self.form = Some(place);
        }
        element.form = self.form;
        let holds_nothing = VOID.contains(&element.name.as_str());
        self.document.elements.push(element);
        if !holds_nothing && self.open.len() < DEEPEST {
            self.open.push(place);
        }
    }

    fn close(&mut self, name: &str) {
        if name == "form" {
            self.form = None;
        }
        let elements = &self.document.elements;
        if let Some(at) = self
            .open
            .iter()
            .rposition(|place| elements[*place].is(name))
        {
            self.close_to(at);
        }
    }

    fn close_to(&mut self, depth: usize) {
        for place in self.open.drain(depth..) {
            let (elements, text) = (self.document.elements.len(), self.document.text.len());
            self.document.elements[place].inside.end = elements;
            self.document.elements[place].text.end = text;
        }
    }
}

fn lossy(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// Nobody reads more.
const MOST_WORDS: usize = 200;
/// A sign-in page has some hundreds of elements; what comes behind so many is not read.
const MOST_ELEMENTS: usize = 50_000;
/// Elements that are deeper count as siblings, so that no page takes long to read.
const DEEPEST: usize = 200;
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
