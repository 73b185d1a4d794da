//! One book, one series, one person, by the key in an address.

use reports::everybody::Everybody;
use reports::further::editions::{Difference, Have, differences};
use reports::keys::{PersonKey, SeriesKey};
use reports::lookup::{colleagues, series_report, series_title, titles_of_series, works_around};

use crate::support::{asin, book, title, world};

#[test]
fn a_key_survives_an_address() {
    for (text, page) in [
        ("B00TIDE001", true),
        ("b00tide001", false),
        ("maraellison", false),
        ("村田冬子", false),
        ("", false),
    ] {
        let person = PersonKey::parse(text);
        assert_eq!(matches!(person, PersonKey::Page(_)), page, "{text}");
        assert_eq!(PersonKey::parse(&person.to_string()), person, "{text}");
        let series = SeriesKey::parse(text);
        assert_eq!(matches!(series, SeriesKey::Asin(_)), page, "{text}");
        assert_eq!(SeriesKey::parse(&series.to_string()), series, "{text}");
    }
}

#[test]
fn a_series_is_told_whether_it_is_the_members_or_not() {
    let saga = |b: crate::support::Book, n| b.in_named_series("SAGA", "The Saga", n);
    let other = |b: crate::support::Book, n| b.in_named_series("OTHER", "Other Tales", n);
    let nameless = |b: crate::support::Book, name: &str, n: &str| {
        b.in_named_series("X", name, n)
            .with(|p| p.series[0].asin = None)
    };
    let reports = world()
        .library([
            saga(book("1", "One"), "1").owned(),
            saga(book("10", "Ten"), "10").owned(),
            nameless(book("3", "Drift"), "Öde Küsten", "2").owned(),
        ])
        .named_series(
            "SAGA",
            Some("The Saga"),
            [("2", saga(book("2", "Two"), "2"))],
        )
        .wish(other(book("4", "Far"), "1"))
        .wish(other(book("5", "Away"), ""))
        .reports();
    for (key, name, is_mine, titles) in [
        (
            SeriesKey::Asin(asin("SAGA")),
            Some("The Saga"),
            true,
            "One, Two, Ten",
        ),
        (
            SeriesKey::Asin(asin("OTHER")),
            Some("Other Tales"),
            false,
            "Far, Away",
        ),
        (
            SeriesKey::parse("ode kusten"),
            Some("Öde Küsten"),
            true,
            "Drift",
        ),
        (SeriesKey::parse("no such series"), None, false, ""),
        (SeriesKey::Asin(asin("NOWHERE")), None, false, ""),
    ] {
        assert_eq!(series_title(&reports, &key).as_deref(), name, "{key}");
        assert_eq!(series_report(&reports, &key).is_some(), is_mine, "{key}");
        let found: Vec<_> = titles_of_series(&reports, &key)
            .iter()
            .map(|one| title(&reports, one.title))
            .collect();
        assert_eq!(found.join(", "), titles, "{key}");
    }
}

#[test]
fn editions_are_found_among_what_is_near() {
    let reports = world()
        .library([
            book("1", "Low Tide").read_by(&["Theo Brandt"]).owned(),
            book("9", "Thaw").by(&["Ada Quill"]).owned(),
        ])
        .wish(book("2", "Low Tide").read_by(&["Ida Holm"]))
        .wish(book("3", "Low Tide").by(&["Bo Tarn"]))
        .reports();
    let id = |short| reports.by_asin(&asin(short)).expect("known");
    let works = works_around(&reports, id("2"));
    assert_eq!(
        works.work_of(id("2")).map(|work| work.editions.len()),
        Some(2)
    );
    assert_eq!(
        works.have(&reports, id("2")),
        Have::Edition {
            title: id("1"),
            differences: vec![Difference::Narration]
        }
    );
    assert_eq!(
        differences(&reports, id("2"), id("1")),
        [Difference::Narration]
    );
    let namesake = works_around(&reports, id("3"));
    assert_eq!(namesake.have(&reports, id("3")), Have::Nothing);
    assert!(reports.by_asin(&asin("NOWHERE")).is_none());
}

#[test]
fn who_works_with_whom_is_counted_by_titles() {
    let reports = world()
        .library([
            book("1", "Ebb")
                .by(&["Mara Ellison"])
                .read_by(&["Theo Brandt", "full cast"])
                .owned(),
            book("2", "Flow")
                .by(&["Mara Ellison"])
                .read_by(&["Theo Brandt"])
                .owned(),
            book("3", "Neap")
                .by(&["Mara Ellison", "Ada Quill"])
                .read_by(&["Mara Ellison"])
                .owned(),
        ])
        .reports();
    let everybody = Everybody::of(&reports);
    let mara = everybody
        .find(&PersonKey::named("Mara Ellison"))
        .expect("credited");
    let found: Vec<_> = colleagues(&reports, &everybody, mara)
        .into_iter()
        .map(|(other, times)| (other.name.as_str(), times))
        .collect();
    assert_eq!(found, [("Theo Brandt", 2), ("Ada Quill", 1)]);
}
