//! Who is one person over all titles that the reports know.

use reports::everybody::Everybody;
use reports::keys::PersonKey;

use crate::support::{asin, book, person, title, world};

#[test]
fn one_entry_a_person_whatever_they_did() {
    let reports = world()
        .library([
            book("1", "Ebb")
                .by(&["Mara Ellison@MARA"])
                .read_by(&["mara ellison"])
                .owned(),
            book("2", "Flow")
                .by(&["M.  Ellison", "Bo Tarn - translator"])
                .owned(),
            book("3", "Tide")
                .by(&["Mara Ellison@OTHER"])
                .with(|p| p.publisher = None)
                .owned(),
            book("4", "Neap")
                .by(&["Ada Quill"])
                .read_by(&["Ada Quill", "full cast"])
                .owned(),
        ])
        .wish(book("5", "Spring").by(&["Bo Tarn"]))
        .reports();
    let everybody = Everybody::of(&reports);
    let titles = |ids: &[reports::TitleId]| {
        let titles: Vec<_> = ids.iter().map(|id| title(&reports, *id)).collect();
        titles.join(", ")
    };
    for (key, name, wrote, read, other) in [
        (PersonKey::Page(asin("MARA")), "Mara Ellison", "Ebb", "", 0),
        (
            PersonKey::Page(asin("OTHER")),
            "Mara Ellison",
            "Tide",
            "",
            0,
        ),
        // Two pages bear the name: whose reading it is cannot be told.
        (
            PersonKey::named("Mara Ellison"),
            "mara ellison",
            "",
            "Ebb",
            0,
        ),
        (PersonKey::named("m ellison"), "M.  Ellison", "Flow", "", 0),
        (
            PersonKey::named("ADA QUILL"),
            "Ada Quill",
            "Neap",
            "Neap",
            0,
        ),
        (
            PersonKey::named("Bo Tarn - translator"),
            "Bo Tarn",
            "Spring",
            "",
            1,
        ),
    ] {
        let somebody = everybody.find(&key).expect("somebody");
        assert_eq!(somebody.name, name, "{key}");
        assert_eq!(titles(&somebody.wrote), wrote, "{key}");
        assert_eq!(titles(&somebody.read), read, "{key}");
        assert_eq!(somebody.other.len(), other, "{key}");
        // The key that they are given leads back to them.
        let again = everybody.find(&PersonKey::parse(&somebody.key.to_string()));
        assert_eq!(again.map(|again| &again.key), Some(&somebody.key));
    }
    assert!(everybody.find(&PersonKey::named("Nobody Known")).is_none());
    assert!(everybody.find(&PersonKey::Page(asin("NOWHERE"))).is_none());
    let cast = everybody
        .find(&PersonKey::named("Full Cast"))
        .expect("credited");
    assert!(cast.is_nobody);
    let one = everybody
        .find(&PersonKey::Page(asin("MARA")))
        .expect("credited");
    assert_eq!(everybody.namesakes(one).count(), 2);
}

#[test]
fn who_wrote_and_who_reads_under_one_name_is_one_person() {
    let books = || {
        [
            book("1", "Ebb").by(&["Mara Ellison@MARA"]).owned(),
            book("2", "Flow")
                .by(&["Ada Quill"])
                .read_by(&["Mara  Ellison"])
                .owned(),
        ]
    };
    let reports = world().library(books()).reports();
    let everybody = Everybody::of(&reports);
    let mara = everybody
        .find(&PersonKey::named("Mara Ellison"))
        .expect("credited");
    assert_eq!(mara.key, PersonKey::Page(asin("MARA")));
    assert_eq!(mara.all().len(), 2);

    // Unless the member says that they are two, or that two names are one.
    let reports = world()
        .library(books())
        .options(|options| options.people.set_apart(person("Mara Ellison")))
        .reports();
    let everybody = Everybody::of(&reports);
    let page = everybody
        .find(&PersonKey::Page(asin("MARA")))
        .expect("credited");
    assert_eq!((page.wrote.len(), page.read.len()), (1, 0));
    let (mara, ada) = (person("Mara Ellison@MARA"), person("Ada Quill"));
    let reports = world()
        .library(books())
        .options(|options| options.people.join(mara, ada))
        .reports();
    let everybody = Everybody::of(&reports);
    let both = everybody
        .find(&PersonKey::named("Ada Quill"))
        .expect("credited");
    assert_eq!((both.wrote.len(), both.read.len()), (2, 1));
}
