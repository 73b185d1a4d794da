//! API reference, 10.7: the numbers.

use audible::{LibraryItem, Timestamp};
use reports::Next;
use reports::summary::Heard;
use time::macros::date;

use crate::support::{Book, asin, book, world};

fn heard(book: Book, percent: Option<f32>, finished: Option<bool>) -> LibraryItem {
    LibraryItem {
        percent_complete: percent,
        finished,
        ..book.owned()
    }
}

#[test]
fn progress_counts_flag_before_percentage() {
    let reports = world()
        .library([
            heard(book("1", "A"), Some(100.0), Some(false)),
            heard(book("2", "B"), Some(12.5), Some(true)),
            heard(book("3", "C"), Some(50.0), Some(false)),
            heard(book("4", "D"), Some(0.0), Some(false)),
            heard(book("5", "E"), None, Some(false)),
            heard(book("6", "F"), None, None),
            heard(book("7", "G").with(|p| p.runtime_min = None), None, None),
            heard(book("8", "H").with(|p| p.runtime_min = Some(0)), None, None),
        ])
        .reports();
    let summary = &reports.summary;
    assert_eq!(
        (
            summary.finished,
            summary.started,
            summary.untouched,
            summary.progress_unknown
        ),
        (1, 2, 2, 3)
    );
    assert_eq!((summary.minutes, summary.without_length), (3600, 2));
    assert_eq!(summary.minutes_left, 300 + 600 * 3);
}

#[test]
fn holdings_years_stars_and_classes() {
    let at = |item: LibraryItem, text: &str, stars| LibraryItem {
        added: Timestamp::parse(text),
        own_stars: stars,
        ..item
    };
    let crime = |b: Book| b.with(|p| p.genres = vec!["Crime".into(), "Noir".into()]);
    let world = world()
        .library([
            at(
                crime(book("1", "A")).owned(),
                "2024-12-31T23:30:00Z",
                Some(5),
            ),
            at(
                crime(book("2", "B")).owned(),
                "2025-06-01T00:00:00Z",
                Some(4),
            ),
            at(
                book("3", "C")
                    .language("german")
                    .borrowed(Some("2026-12-31T08:00:00Z")),
                "2025-06-01T00:00:00Z",
                None,
            ),
            LibraryItem {
                pending: true,
                ..book("4", "D").released(date!(2027 - 02 - 01)).listed()
            },
            book("5", "E").rights(false, false).listed(),
        ])
        .wish(book("W1", "Wished").price(500, 900));
    let reports = world.options(|o| o.utc_offset_min = 60).reports();
    let summary = &reports.summary;
    assert_eq!(
        (
            summary.owned,
            summary.borrowed,
            summary.ordered,
            summary.unavailable
        ),
        (2, 1, 1, 1)
    );
    assert_eq!(summary.by_year, [(2025, 4)], "the member's calendar");
    assert_eq!(summary.own_stars, Some((4.5, 2)));
    assert_eq!(
        summary.genres,
        [
            (
                Some("Crime".into()),
                Heard {
                    untouched: 2,
                    ..Heard::default()
                }
            ),
            (
                None,
                Heard {
                    untouched: 2,
                    ..Heard::default()
                }
            ),
        ]
    );
    assert_eq!(
        summary.languages,
        [(Some("english".into()), 3), (Some("german".into()), 1)]
    );
    assert_eq!(summary.decades, [(Some(2020), 4)]);
    assert_eq!(summary.formats, [4, 0, 0, 0]);
    assert_eq!(summary.leaving.len(), 1);
    assert_eq!(summary.wishes.len(), 1);
    assert!(reports.title(summary.wishes[0]).wished);
}

#[test]
fn a_box_and_its_parts_are_counted_once_in_the_second_figure() {
    let volume = |short: &str, number: &str| book(short, short).in_series("S", number).owned();
    let reports = world()
        .library([
            volume("A", "1"),
            volume("B", "2"),
            volume("C", "1-2"),
            volume("D", "2-3"),
        ])
        .reports();
    assert_eq!(
        (reports.summary.minutes, reports.summary.minutes_once),
        (2400, 1800)
    );
}

#[test]
fn people_are_counted_without_parts_and_pseudo_people() {
    let reports = world()
        .library([
            book("1", "A")
                .by(&["Ada Quill", "Bo Tarn - translator"])
                .read_by(&["full cast"])
                .owned(),
            book("2", "B").by(&["A. Quill", "Ada Quill"]).owned(),
            book("3", "C")
                .by(&["various"])
                .read_by(&["Ines Caldera"])
                .owned(),
        ])
        .reports();
    let summary = &reports.summary;
    assert_eq!((summary.authors, summary.narrators), (2, 2));
    let top: Vec<_> = summary
        .top_authors
        .iter()
        .map(|top| (top.name.as_str(), top.books))
        .collect();
    assert_eq!(top, [("Ada Quill", 2), ("A. Quill", 1)]);
}

#[test]
fn what_is_worth_doing_next() {
    let volume = |short: &str, number: &str| book(short, short).in_series("S", number);
    let reports = world()
        .library([
            volume("ONE", "1").owned(),
            heard(volume("TWO", "2"), Some(67.0), Some(false)),
            // Heard to the end, or as good as: nothing to finish, though not flagged so (A72).
            heard(book("END", "End"), Some(100.0), Some(false)),
            heard(book("CREDITS", "Credits"), Some(99.99), None),
            volume("FIVE", "5").owned(),
            book("LOAN", "Loan").borrowed(Some("2026-12-31T08:00:00Z")),
        ])
        .series(
            "S",
            [
                ("3", volume("DEAR", "3").price(1742, 2449)),
                ("4", volume("CHEAP", "4").price(699, 2449)),
                ("6", volume("SOON", "6").released(date!(2027 - 01 - 09))),
            ],
        )
        .reports();
    let named: Vec<_> = reports
        .summary
        .next
        .iter()
        .map(|next| match next {
            Next::HearBeforeItLeaves { title, .. }
            | Next::CloseGap { title, .. }
            | Next::Finish { title, .. }
            | Next::WaitFor { title, .. } => reports.product(*title).asin.clone(),
        })
        .collect();
    assert_eq!(named, ["LOAN", "CHEAP", "TWO", "SOON"].map(asin));
    assert!(matches!(
        reports.summary.next[2],
        Next::Finish {
            percent: 67,
            minutes_left: Some(198),
            ..
        }
    ));
}

#[test]
fn series_begun_and_complete() {
    let reports = world()
        .library([
            book("1", "A").in_series("S", "1").owned(),
            book("2", "B").in_series("X", "1").owned(),
            book("3", "C").in_series("N", "1").owned(),
        ])
        .series("S", [("2", book("4", "D"))])
        .series("X", [])
        .and_child("2", "1")
        .reports();
    assert_eq!(
        (
            reports.summary.series_begun,
            reports.summary.series_complete
        ),
        (3, 1)
    );
}
