//! [`KeptPeople`]: what a member says about people.

use audible::product::Person;
use serde::{Deserialize, Serialize};

use super::document::Document;

/// Who is one person and who is not, by the word of an account's member. People are named as books
/// credit them, so that what is kept holds for all stores, and after each sync.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptPeople {
    /// Each two are one person.
    pub same: Vec<(Person, Person)>,
    /// Each stands for itself, whatever its name is.
    pub apart: Vec<Person>,
}

impl Document for KeptPeople {
    const NAME: &'static str = "people";
}

#[cfg(test)]
mod tests {
    use audible::Asin;

    use super::*;
    use crate::records::{Kind, Why, read_document, write_document};

    fn said() -> KeptPeople {
        let page = |asin: &str, name: &str| Person {
            asin: Asin::parse(asin),
            name: name.to_owned(),
        };
        KeptPeople {
            same: vec![(page("B00000MARA", "Mara Ellison"), page("", "Rob Galt"))],
            apart: vec![page("", "村田 冬子")],
        }
    }

    #[test]
    fn what_is_said_of_people_comes_back() {
        let opened = read_document::<KeptPeople>(&write_document(&said())).expect("readable");
        assert_eq!(opened.value, said());
        assert!(!opened.outdated);
        assert_eq!(Kind::of(KeptPeople::NAME), Some(Kind::People));
        // What a later version leaves out is nothing.
        let some = br#"{"v":1,"data":{"apart":[{"name":"Rob Galt"}]}}"#;
        let some = read_document::<KeptPeople>(some).expect("readable").value;
        assert_eq!((some.same.len(), some.apart.len()), (0, 1));
    }

    #[test]
    fn what_does_not_read_is_damaged_and_what_is_newer_is_left_alone() {
        let whole = write_document(&said());
        let (cut, _) = whole.split_at(whole.len() - 9);
        for (bytes, why) in [
            (cut, Why::Damaged),
            (
                br#"{"v":1,"data":{"same":[["Mara Ellison"]]}}"#.as_slice(),
                Why::Damaged,
            ),
            (
                br#"{"v":2,"data":{"says":"something else"}}"#.as_slice(),
                Why::Newer,
            ),
        ] {
            assert_eq!(read_document::<KeptPeople>(bytes), Err(why));
        }
    }
}
