//! [`KeptViews`]: how a member likes to look at reports.

use serde::{Deserialize, Serialize};

use super::document::Document;

/// Views of reports that an account's member keeps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptViews {
    /// In the order in which they came.
    pub views: Vec<KeptView>,
}

/// Search, filters, order and columns of a report, under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptView {
    /// Tells views of the same name apart.
    pub id: ViewId,
    /// What the member calls it.
    pub name: String,
    /// The report's path in AudiPy.
    pub report: String,
    /// What is after the question mark of its address.
    pub query: String,
}

/// Random.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ViewId([u8; 8]);

impl ViewId {
    /// Of random bytes.
    pub const fn new(random: [u8; 8]) -> Self {
        Self(random)
    }
}

impl KeptView {
    /// A view under a name; blanks around it are dropped, and at most [`Self::MAX_NAME`]
    /// characters are kept.
    pub fn new(id: ViewId, name: &str, report: String, query: String) -> Self {
        Self {
            id,
            name: cut(name),
            report,
            query,
        }
    }

    /// Where it is in AudiPy.
    pub fn address(&self) -> String {
        if self.query.is_empty() {
            self.report.clone()
        } else {
            format!("{}?{}", self.report, self.query)
        }
    }

    /// The longest name, in characters.
    pub const MAX_NAME: usize = 60;
}

impl KeptViews {
    /// Calls a view something else.
    pub fn rename(&mut self, id: ViewId, name: &str) {
        if let Some(view) = self.views.iter_mut().find(|view| view.id == id) {
            view.name = cut(name);
        }
    }

    /// Adds a view at a place, or at the end; not twice.
    pub fn put(&mut self, place: usize, view: KeptView) {
        self.remove(view.id);
        self.views.insert(place.min(self.views.len()), view);
    }

    /// Takes a view away.
    pub fn remove(&mut self, id: ViewId) {
        self.views.retain(|view| view.id != id);
    }
}

fn cut(name: &str) -> String {
    let printable: String = name.chars().filter(|c| !c.is_control()).collect();
    printable.trim().chars().take(KeptView::MAX_NAME).collect()
}

impl Document for KeptViews {
    const NAME: &'static str = "views";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(id: u8, name: &str) -> KeptView {
        let query = "by=-length".to_owned();
        KeptView::new(
            ViewId::new([id; 8]),
            name,
            "/reports/by-author".to_owned(),
            query,
        )
    }

    fn names(views: &KeptViews) -> Vec<&str> {
        views.views.iter().map(|view| view.name.as_str()).collect()
    }

    #[test]
    fn a_view_that_is_put_back_stands_where_it_was() {
        let mut views = KeptViews::default();
        for (id, name) in [(1, "Long ones"), (2, "German"), (3, "New")] {
            views.put(usize::MAX, view(id, name));
        }
        let before = views.clone();
        views.remove(ViewId::new([2; 8]));
        assert_eq!(names(&views), ["Long ones", "New"]);
        views.put(1, view(2, "German"));
        assert_eq!(views, before);
        // Another tab did so as well.
        views.put(1, view(2, "German"));
        assert_eq!(views, before);
    }

    #[test]
    fn names_are_cut_to_what_can_be_shown() {
        let mut views = KeptViews::default();
        views.put(0, view(1, "  For the\n drive \u{7}"));
        assert_eq!(names(&views), ["For the drive"]);
        views.rename(ViewId::new([1; 8]), &"ä".repeat(200));
        assert_eq!(names(&views), ["ä".repeat(KeptView::MAX_NAME)]);
    }

    #[test]
    fn its_address_is_that_of_the_report() {
        let mut view = view(1, "Long ones");
        assert_eq!(view.address(), "/reports/by-author?by=-length");
        view.query.clear();
        assert_eq!(view.address(), "/reports/by-author");
    }
}
