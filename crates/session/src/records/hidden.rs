//! [`KeptHidden`]: titles that a member does not want suggested.

use audible::Asin;
use serde::{Deserialize, Serialize};

use super::document::Document;

/// What an account's member said is not for them, the last one last. Reports leave the works of these
/// titles out, in all stores where they have the same ASIN, and after each sync.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptHidden {
    /// Each once.
    pub titles: Vec<HiddenTitle>,
}

/// One of them. It has its name with it, so that it can be brought back when no report knows it any more.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct HiddenTitle {
    /// Which.
    pub asin: Asin,
    /// What it was called.
    #[serde(default)]
    pub title: String,
}

impl KeptHidden {
    /// A title is not wanted from now on. Said twice it is as if said once.
    pub fn hide(&mut self, title: HiddenTitle) {
        if !self.titles.iter().any(|known| known.asin == title.asin) {
            self.titles.push(title);
        }
    }

    /// Takes back what was said of these titles.
    pub fn bring_back(&mut self, titles: &[Asin]) {
        self.titles.retain(|known| !titles.contains(&known.asin));
    }
}

impl Document for KeptHidden {
    const NAME: &'static str = "hidden";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{Kind, Why, read_document, write_document};

    const LOW_TIDE: &str = "B00000TIDE";
    const ORIGIN: &str = "B00000ORIG";

    fn asin(text: &str) -> Asin {
        Asin::parse(text).expect("ten letters and digits")
    }

    fn said(titles: &[(&str, &str)]) -> KeptHidden {
        let mut hidden = KeptHidden::default();
        for (code, title) in titles {
            hidden.hide(HiddenTitle {
                asin: asin(code),
                title: (*title).to_owned(),
            });
        }
        hidden
    }

    #[test]
    fn a_title_is_hidden_once_and_brought_back() {
        let mut hidden = said(&[
            (LOW_TIDE, "Low Tide"),
            (ORIGIN, "Origin"),
            (LOW_TIDE, "Ebbe"),
        ]);
        assert_eq!(hidden, said(&[(LOW_TIDE, "Low Tide"), (ORIGIN, "Origin")]));
        hidden.bring_back(&[asin(LOW_TIDE), asin("B000000000")]);
        assert_eq!(hidden, said(&[(ORIGIN, "Origin")]));
        hidden.bring_back(&[]);
        assert_eq!(hidden, said(&[(ORIGIN, "Origin")]));
    }

    #[test]
    fn what_is_hidden_comes_back() {
        let hidden = said(&[(LOW_TIDE, "Low Tide"), (ORIGIN, "村田 冬子")]);
        let opened = read_document::<KeptHidden>(&write_document(&hidden)).expect("readable");
        assert_eq!(opened.value, hidden);
        assert!(!opened.outdated);
        assert_eq!(Kind::of(KeptHidden::NAME), Some(Kind::Hidden));
        // What a later version leaves out is nothing.
        let some = br#"{"v":1,"data":{"titles":[{"asin":"B00000TIDE"}],"later":1}}"#;
        let some = read_document::<KeptHidden>(some).expect("readable").value;
        assert_eq!(some, said(&[(LOW_TIDE, "")]));
        let none = read_document::<KeptHidden>(br#"{"v":1,"data":{}}"#).expect("readable");
        assert_eq!(none.value, KeptHidden::default());
    }

    #[test]
    fn what_does_not_read_is_damaged_and_what_is_newer_is_left_alone() {
        let whole = write_document(&said(&[(LOW_TIDE, "Low Tide")]));
        let (cut, _) = whole.split_at(whole.len() - 9);
        for (bytes, why) in [
            (cut, Why::Damaged),
            (
                br#"{"v":1,"data":{"titles":["Low Tide"]}}"#.as_slice(),
                Why::Damaged,
            ),
            (
                br#"{"v":2,"data":{"says":"something else"}}"#.as_slice(),
                Why::Newer,
            ),
        ] {
            assert_eq!(read_document::<KeptHidden>(bytes), Err(why));
        }
    }
}
