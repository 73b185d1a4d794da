//! Who is one person and who is not, by the member's word: said, obeyed everywhere, and taken back.

use std::sync::Arc;

use audible::product::Person;
use proptest::prelude::*;
use reports::everybody::{Everybody, Somebody};
use reports::further::company::company;
use reports::further::editions::Have;
use reports::keys::PersonKey;
use reports::lookup::{NameList, works_around};
use reports::search::{Hit, Indexing, Kind, Limits};
use reports::{Group, GroupName, PeopleChoices, Reports, TitleId, text};

use crate::properties::any_world;
use crate::support::{Book, asin, book, groups, person, title, world};

/// Three books of two people, one of whom has a page and is named without it, too.
fn two_people(people: &PeopleChoices) -> Reports {
    let people = people.clone();
    world()
        .library([
            book("1", "Ebb").by(&["Mara Ellison@MARA"]).owned(),
            book("2", "Flow").by(&["Rob Galt@ROB"]).owned(),
            book("3", "Neap").by(&["Rob Galt"]).owned(),
        ])
        .options(|options| options.people = people)
        .reports()
}

/// Three books that our rules take for one person's: by two pages that share a publisher, and by name.
fn one_by_rule(people: &PeopleChoices) -> Reports {
    let people = people.clone();
    let published = |b: Book| b.with(|p| p.publisher = Some("Lantern Row".into()));
    world()
        .library([
            published(book("1", "Ebb").by(&["Mara Ellison@P1"])).owned(),
            published(book("2", "Flow").by(&["Mara Ellison@P2"])).owned(),
            book("3", "Neap").by(&["Mara Ellison"]).owned(),
        ])
        .options(|options| options.people = people)
        .reports()
}

fn found(everybody: &Everybody, who: &Person) -> Somebody {
    let found = everybody.find(&PersonKey::of(who));
    found.expect("credited").clone()
}

/// Which of the identities is this one.
fn place_of(somebody: &Somebody, who: &Person) -> usize {
    let is_this = |key: &PersonKey| *key == PersonKey::of(who);
    let mut keys = somebody.identities.iter().map(|it| PersonKey::of(&it.who));
    keys.position(|key| is_this(&key)).expect("one of them")
}

#[test]
fn two_people_are_one_until_that_is_taken_back() {
    let mut people = PeopleChoices::default();
    let (mara, rob) = (person("Mara Ellison@MARA"), person("Rob Galt@ROB"));
    people.join(mara.clone(), rob.clone());
    // Said again, the other way round, and of somebody and themselves.
    people.join(rob.clone(), mara.clone());
    people.join(mara.clone(), mara.clone());
    assert_eq!(people.same, [(mara.clone(), rob.clone())]);

    let reports = two_people(&people);
    assert_eq!(
        groups(&reports, &reports.by_author),
        [("Rob Galt", vec!["Ebb", "Flow", "Neap"])]
    );
    assert_eq!(reports.summary.authors, 1);
    let everybody = Everybody::of(&reports);
    let both = found(&everybody, &mara);
    assert_eq!(both.name, "Rob Galt");
    assert_eq!(found(&everybody, &rob).key, both.key);
    assert_eq!(found(&everybody, &person("Rob Galt")).key, both.key);
    assert_eq!(both.identities.len(), 3);
    let place = |who: &Person| place_of(&both, who);
    assert!(both.are_one_by_rule(place(&rob), place(&person("Rob Galt"))));
    assert!(!both.are_one_by_rule(place(&rob), place(&mara)));

    // Taken back, he leaves with all that our rules take for him.
    people.part(&both, place(&rob));
    assert_eq!(people, PeopleChoices::default());
    let reports = two_people(&people);
    assert_eq!(
        groups(&reports, &reports.by_author),
        [
            ("Mara Ellison", vec!["Ebb"]),
            ("Rob Galt", vec!["Flow", "Neap"])
        ]
    );
}

#[test]
fn a_name_leaves_and_the_pages_that_were_joined_stay_one() {
    let mut people = PeopleChoices::default();
    people.join(person("Mara Ellison@MARA"), person("Rob Galt@ROB"));
    let both = found(
        &Everybody::of(&two_people(&people)),
        &person("Mara Ellison@MARA"),
    );
    people.part(&both, place_of(&both, &person("Rob Galt")));
    assert_eq!(people.apart, [person("Rob Galt")]);
    let reports = two_people(&people);
    assert_eq!(
        groups(&reports, &reports.by_author),
        [
            ("Mara Ellison", vec!["Ebb", "Flow"]),
            ("Rob Galt", vec!["Neap"])
        ]
    );
}

#[test]
fn parting_leaves_words_about_namesakes_alone_and_is_said_once() {
    // One Mara without page, who is Bo; another with one, who is Zed.
    let nameless = person("Mara Ellison");
    let paged = person("Mara Ellison@P5");
    let (bo, zed) = (person("Bo Lund@BO"), person("Zed Orr@ZED"));
    let mut people = PeopleChoices::default();
    people.set_apart(nameless.clone());
    people.join(nameless.clone(), bo.clone());
    people.join(paged.clone(), zed.clone());
    let reports = world()
        .library([
            book("1", "Ebb").by(&["Mara Ellison"]).owned(),
            book("2", "Flow").by(&["Mara Ellison@P5"]).owned(),
            book("3", "Neap").by(&["Bo Lund@BO"]).owned(),
            book("4", "Slack").by(&["Bo Lund@BO"]).owned(),
            book("5", "Surge").by(&["Zed Orr@ZED"]).owned(),
        ])
        .options(|options| options.people = people.clone())
        .reports();
    let both = found(&Everybody::of(&reports), &bo);
    people.part(&both, place_of(&both, &nameless));
    assert_eq!(people.same, [(paged, zed)]);
    // A button that is pressed again before the page is drawn anew.
    let once = people.clone();
    people.part(&both, place_of(&both, &nameless));
    assert_eq!(people, once);
}

#[test]
fn one_that_our_rules_join_is_set_apart_though_others_are_joined_to_it() {
    let (first, second) = (person("Mara Ellison@P1"), person("Mara Ellison@P2"));
    let rob = person("Rob Galt@ROB");
    let mut people = PeopleChoices::default();
    people.join(second.clone(), rob.clone());
    let world = |people: &PeopleChoices| {
        let people = people.clone();
        let published = |b: Book| b.with(|p| p.publisher = Some("Lantern Row".into()));
        world()
            .library([
                published(book("1", "Ebb").by(&["Mara Ellison@P1"])).owned(),
                published(book("2", "Flow").by(&["Mara Ellison@P2"])).owned(),
                published(book("3", "Neap").by(&["Mara Ellison@P1"])).owned(),
                book("4", "Slack").by(&["Rob Galt@ROB"]).owned(),
            ])
            .options(|options| options.people = people)
            .reports()
    };
    let all = found(&Everybody::of(&world(&people)), &first);
    assert_eq!(all.identities.len(), 3);
    people.part(&all, place_of(&all, &second));
    assert_eq!(people.apart, std::slice::from_ref(&second));
    let everybody = Everybody::of(&world(&people));
    let (one, other) = (found(&everybody, &first), found(&everybody, &second));
    assert_ne!(one.key, other.key);
    assert_eq!(found(&everybody, &rob).key, one.key);
}

#[test]
fn a_page_that_stands_for_itself_brings_no_name_along() {
    let (mara, bo) = (person("Mara Ellison@P2"), person("Bo Lund@BO"));
    for (one, other) in [(&mara, &bo), (&bo, &mara)] {
        let mut people = PeopleChoices::default();
        people.set_apart(mara.clone());
        people.join(one.clone(), other.clone());
        // Bo may be whom this means. Mara may not.
        people.join(person("Bo Lund"), person("Zed Orr"));
        people.join(person("Mara Ellison"), person("Ada Quill"));
        let reports = world()
            .library([
                book("1", "Ebb").by(&["Mara Ellison@P2"]).owned(),
                book("2", "Flow").by(&["Bo Lund@BO"]).owned(),
                book("3", "Neap").by(&["Zed Orr"]).owned(),
                book("4", "Slack").by(&["Ada Quill"]).owned(),
            ])
            .options(|options| options.people = people)
            .reports();
        assert_eq!(
            groups(&reports, &reports.by_author),
            [
                ("Ada Quill", vec!["Slack"]),
                ("Bo Lund", vec!["Ebb", "Flow", "Neap"])
            ]
        );
        let everybody = Everybody::of(&reports);
        let all = found(&everybody, &mara);
        assert_eq!((all.titles(), all.is_apart), (3, false));
        assert_eq!(found(&everybody, &person("Zed Orr")).key, all.key);
        assert_ne!(found(&everybody, &person("Ada Quill")).key, all.key);
    }
}

#[test]
fn one_person_is_two_until_that_is_taken_back() {
    let mut people = PeopleChoices::default();
    let (first, second) = (person("Mara Ellison@P1"), person("Mara Ellison@P2"));
    let reports = one_by_rule(&people);
    assert_eq!(
        groups(&reports, &reports.by_author),
        [("Mara Ellison", vec!["Ebb", "Flow", "Neap"])]
    );
    let all = found(&Everybody::of(&reports), &first);
    assert_eq!(all.identities.len(), 3);

    people.part(&all, place_of(&all, &second));
    assert!(people.same.is_empty());
    assert_eq!(people.apart, std::slice::from_ref(&second));
    let reports = one_by_rule(&people);
    // Whom the books name without page is whom the other page is of.
    assert_eq!(
        groups(&reports, &reports.by_author),
        [
            ("Mara Ellison", vec!["Ebb", "Neap"]),
            ("Mara Ellison", vec!["Flow"])
        ]
    );
    assert_eq!(reports.summary.authors, 2);
    let everybody = Everybody::of(&reports);
    let (one, other) = (found(&everybody, &first), found(&everybody, &second));
    assert_ne!(one.key, other.key);
    assert_eq!(found(&everybody, &person("Mara Ellison")).key, one.key);
    assert!(other.is_apart && !one.is_apart);
    let namesakes: Vec<_> = everybody.namesakes(&one).map(|it| it.key.clone()).collect();
    assert_eq!(namesakes, [PersonKey::Page(asin("P2"))]);

    people.take_in(&other.credit());
    assert_eq!(people, PeopleChoices::default());
}

#[test]
fn who_joined_others_leaves_them_as_one() {
    let (ada, bo, cy) = (person("Ada Quill"), person("Bo Tarn"), person("Cy Vale"));
    let mut people = PeopleChoices::default();
    people.join(ada.clone(), bo.clone());
    people.join(bo.clone(), cy.clone());
    let said = people.clone();
    let reports = world()
        .library([
            book("1", "Ebb").by(&["Ada Quill"]).owned(),
            book("2", "Flow").by(&["Bo Tarn"]).owned(),
            book("3", "Neap").by(&["Cy Vale"]).owned(),
        ])
        .options(|options| options.people = said)
        .reports();
    assert_eq!(reports.summary.authors, 1);
    let all = found(&Everybody::of(&reports), &ada);
    people.part(&all, place_of(&all, &bo));
    assert_eq!(people.same, [(ada, cy)]);
    assert!(people.apart.is_empty());
}

#[test]
fn what_is_said_of_strangers_changes_nothing() {
    let mut people = PeopleChoices::default();
    people.join(person("Nobody Here"), person("Nor There@NOR"));
    people.join(person("Nobody Here"), person("Ada Quill"));
    people.set_apart(person("Nor There@NOR"));
    people.set_apart(person("Nobody Else"));
    let with = two_people(&people);
    let without = two_people(&PeopleChoices::default());
    assert_eq!(text::files(&with), text::files(&without));
    let keys = |reports: &Reports| {
        let everybody = Everybody::of(reports);
        let mut keys: Vec<PersonKey> = everybody.iter().map(|it| it.key.clone()).collect();
        keys.sort_unstable();
        keys
    };
    assert_eq!(keys(&with), keys(&without));
    // Nor is there anything to take back of somebody who has one name only.
    let mara = found(&Everybody::of(&with), &person("Mara Ellison@MARA"));
    let before = people.clone();
    people.part(&mara, 0);
    assert_eq!(people, before);
}

#[test]
fn works_companions_and_the_search_obey() {
    let mut people = PeopleChoices::default();
    people.join(person("Mara Ellison"), person("Rob Galt"));
    let reports = |people: &PeopleChoices| {
        let people = people.clone();
        world()
            .library([
                book("1", "Ebb").by(&["Mara Ellison"]).owned(),
                book("2", "Flow").by(&["Mara Ellison"]).owned(),
            ])
            .wish(book("3", "Ebb").by(&["Rob Galt"]))
            .wish(book("4", "Neap").by(&["Rob Galt", "Ada Quill"]))
            .options(|options| options.people = people)
            .reports()
    };
    for (people, have, new) in [
        (
            &PeopleChoices::default(),
            false,
            vec!["Ada Quill", "Rob Galt"],
        ),
        (&people, true, vec!["Ada Quill"]),
    ] {
        let reports = reports(people);
        let edition = reports.by_asin(&asin("3")).expect("wished for");
        let works = works_around(&reports, edition);
        let had = works.have(&reports, edition);
        assert_eq!(matches!(had, Have::Edition { .. }), have, "{had:?}");
        let mut colleagues: Vec<_> = company(&reports).into_iter().map(|it| it.name).collect();
        colleagues.sort_unstable();
        assert_eq!(colleagues, new);
    }

    // Found by either name.
    let reports = Arc::new(reports(&people));
    let index = Indexing::new(reports).finish();
    let limits = Limits {
        books: 0,
        people: 5,
        series: 0,
    };
    for typed in ["mara ellison", "rob galt"] {
        let found = index.search(typed, limits);
        let hits: Vec<Hit> = found
            .into_iter()
            .filter(|group| group.kind == Kind::People)
            .flat_map(|group| group.hits)
            .collect();
        let [Hit::Person(hit)] = hits[..] else {
            panic!("{typed}: {hits:?}");
        };
        assert_eq!(index.person(hit).wrote.len(), 4, "{typed}");
    }
}

#[test]
fn people_are_found_by_parts_of_their_names() {
    let mut people = PeopleChoices::default();
    people.join(person("Mara Ellison@MARA"), person("Rob Galt"));
    let reports = world()
        .library([
            book("1", "Ebb").by(&["Mara Ellison@MARA"]).owned(),
            book("2", "Flow").by(&["Mara Ellison@MARA"]).owned(),
            book("3", "Neap").by(&["Rob Galt"]).owned(),
            book("4", "Spring").by(&["J. K. Rowland"]).owned(),
            book("5", "Thaw").by(&["Åsa Söderholm"]).owned(),
            book("6", "Weir")
                .by(&["Ellis Marsh"])
                .read_by(&["full cast"])
                .owned(),
        ])
        .options(|options| options.people = people)
        .reports();
    let everybody = Everybody::of(&reports);
    let names = NameList::of(&everybody);
    for (typed, expected) in [
        ("", ""),
        (" ", ""),
        // Whose name begins so comes first, however little is known of them.
        ("ellis", "Ellis Marsh, Mara Ellison"),
        ("ellison  MARA", "Mara Ellison"),
        ("galt", "Mara Ellison"),
        ("jk row", "J. K. Rowland"),
        ("J.K.", "J. K. Rowland"),
        ("asa soder", "Åsa Söderholm"),
        ("full", ""),
        ("nobody", ""),
    ] {
        let found = names.like(&everybody, typed, 5);
        let found: Vec<&str> = found.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(found.join(", "), expected, "{typed:?}");
    }
    assert_eq!(names.like(&everybody, "a", 2).len(), 2);
    let all = found(&everybody, &person("Rob Galt"));
    let flow = |it: &reports::everybody::Identity| {
        let mut titles = it.titles.iter().map(|id| title(&reports, *id));
        titles.any(|title| title == "Flow")
    };
    assert_eq!(all.identities.iter().filter(|it| flow(it)).count(), 1);
}

const PEOPLE: [&str; 9] = [
    "Mara Ellison@P1",
    "Mara Ellison@P2",
    "Mara Ellison",
    "M. Ellison",
    "M. Ellison@P1",
    "Ada Quill",
    "Ada Quill@P3",
    "村田 冬子",
    "Nobody Here@P9",
];

/// What the member says, by places in [`PEOPLE`].
fn choices(same: Vec<(usize, usize)>, apart: Vec<usize>) -> PeopleChoices {
    let mut people = PeopleChoices::default();
    for (one, other) in same {
        people.join(person(PEOPLE[one]), person(PEOPLE[other]));
    }
    for who in apart {
        people.set_apart(person(PEOPLE[who]));
    }
    people
}

/// People by name and titles, as the library lists them.
fn in_library(groups: &[Group]) -> Vec<(String, Vec<TitleId>)> {
    let mut all = Vec::new();
    for group in groups {
        if let GroupName::Named(name) = &group.name {
            let mut titles: Vec<TitleId> = group.rows.iter().map(|row| row.title).collect();
            titles.sort_unstable();
            all.push((name.clone(), titles));
        }
    }
    all.sort_unstable();
    all
}

/// The same, as [`Everybody`] has them.
fn in_all(reports: &Reports) -> Vec<(String, Vec<TitleId>)> {
    let everybody = Everybody::of(reports);
    let all = everybody.iter().map(|it| (it.name.clone(), it.all()));
    let mut all: Vec<_> = all.collect();
    all.sort_unstable();
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn the_library_and_everybody_agree_who_is_one(
        books in proptest::collection::vec(
            (proptest::collection::vec(0..PEOPLE.len(), 1..4), 0_usize..5),
            1..12,
        ),
        same in proptest::collection::vec((0..PEOPLE.len(), 0..PEOPLE.len()), 0..6),
        apart in proptest::collection::vec(0..PEOPLE.len(), 0..4),
    ) {
        let people = choices(same, apart);
        for is_read in [false, true] {
            let library = books.iter().enumerate().map(|(at, (who, publisher))| {
                let who: Vec<&str> = who.iter().map(|place| PEOPLE[*place]).collect();
                let (by, read_by) = if is_read { (&[][..], &who[..]) } else { (&who[..], &[][..]) };
                // A publisher in common makes two pages of one name one person's.
                let publisher = (*publisher < 2).then(|| format!("Lantern Row {publisher}"));
                let made = book(&at.to_string(), &format!("Tide {at}")).by(by).read_by(read_by);
                made.with(|p| p.publisher = publisher).owned()
            });
            let said = people.clone();
            let reports = world()
                .library(library)
                .options(|options| options.people = said)
                .reports();
            let groups = if is_read { &reports.by_narrator } else { &reports.by_author };
            prop_assert_eq!(in_library(groups), in_all(&reports));
        }
    }

    #[test]
    fn whatever_is_said_no_title_is_lost(
        world in any_world(),
        same in proptest::collection::vec((0..PEOPLE.len(), 0..PEOPLE.len()), 0..6),
        apart in proptest::collection::vec(0..PEOPLE.len(), 0..4),
    ) {
        let people = choices(same, apart);
        let library = world.snapshot.items.len();
        let said = people.clone();
        let reports = world.options(|options| options.people = said).reports();
        for groups in [&reports.by_author, &reports.by_narrator] {
            let rows = groups.iter().flat_map(|group| &group.rows);
            let mut titles: Vec<_> = rows.map(|row| row.title).collect();
            titles.sort_unstable();
            titles.dedup();
            prop_assert!(titles.len() <= library);
            prop_assert!(titles.iter().all(|id| reports.item(*id).is_some()));
            let summary = &reports.summary;
            prop_assert_eq!(
                titles.len(),
                summary.owned + summary.ordered + summary.borrowed + summary.unavailable
            );
        }
        let everybody = Everybody::of(&reports);
        for somebody in everybody.iter() {
            // Everybody is found under the key that they are given, and under each of their names.
            let again = everybody.find(&somebody.key);
            prop_assert_eq!(again.map(|it| &it.key), Some(&somebody.key));
            prop_assert_ne!(somebody.identities.len(), 1);
            for (place, identity) in somebody.identities.iter().enumerate() {
                prop_assert!(!identity.titles.is_empty());
                prop_assert_eq!(somebody.identity_of(&identity.who), Some(place));
                let named = everybody.find(&PersonKey::of(&identity.who));
                prop_assert_eq!(named.map(|it| &it.key), Some(&somebody.key));
            }
        }
        let json = serde_json::to_string(&people).expect("plain data");
        prop_assert_eq!(serde_json::from_str::<PeopleChoices>(&json).ok(), Some(people));
    }
}
