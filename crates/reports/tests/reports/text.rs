//! API reference, 11: the six files, byte for byte.

use audible::product::Price;
use audible::search::Role;
use audible::{Currency, Money};
use reports::text::{ReportKind, file, files, fold};
use time::macros::date;

use crate::support::{book, usd, world};

#[test]
fn my_library_by_authors() {
    let reports = world()
        .library([
            book("1", "The Ninth Abacus").by(&["Ada Quill"]).owned(),
            book("2", "lamplight Sums")
                .by(&["Ada Quill", "Bo Tarn - translator"])
                .owned(),
            book("3", "The Ebb\u{7f}Cartographer").owned(),
            book("4", "Your First\u{85}Hour").by(&["test"]).owned(),
            book("5", "Élan\tVital").by(&[]).owned(),
        ])
        .reports();
    assert_eq!(
        file(&reports, ReportKind::ByAuthor),
        "(no author given):\n  - Élan Vital\n\n\
         Ada Quill:\n  - lamplight Sums\n  - The Ninth Abacus\n\n\
         Mara Ellison:\n  - The Ebb Cartographer\n\n\
         test:\n  - Your First Hour\n\n"
    );
}

#[test]
fn my_library_by_series() {
    let volume = |short: &str, title: &str, number: &str| {
        book(short, title)
            .in_named_series("S", "The Tidewright Saga", number)
            .owned()
    };
    let reports = world()
        .library([
            volume("1", "Songs Before the Flood", ""),
            volume("2", "The Salt Ledger", "1"),
            volume("3", "The Tidewright Saga: Books 1-3", "1-3"),
            volume("4", "The Bell Under Water", "10"),
            volume("5", "Low Tide", "2"),
            book("6", "Alone").owned(),
        ])
        .reports();
    assert_eq!(
        file(&reports, ReportKind::BySeries),
        "The Tidewright Saga:\n  - The Salt Ledger (#1)\n  - The Tidewright Saga: Books 1-3 (#1-3)\n  \
         - Low Tide (#2)\n  - The Bell Under Water (#10)\n  - Songs Before the Flood\n\n"
    );
}

#[test]
fn missing_books_in_my_series() {
    let volume = |short: &str, title: &str, number: &str| {
        book(short, title).in_named_series("S", "The Tidewright Saga", number)
    };
    let reports = world()
        .library([
            volume("1", "The Salt Ledger", "1").owned(),
            book("X1", "Done")
                .in_named_series("X", "Complete", "1")
                .owned(),
        ])
        .series("X", [])
        .series(
            "S",
            [
                ("", volume("C", "A Companion", "").price(699, 699)),
                ("10", volume("10", "Ten", "10").price(1504, 2149)),
                ("2", volume("2", "Low Tide", "2").price(962, 1374)),
                ("2.5", volume("25", "Slack Water", "2.5").price(0, 0)),
                ("3", volume("3", "The Undertow Ledger", "3")),
                ("4", volume("4", "Ebb", "4").rights(true, false)),
                (
                    "5",
                    volume("5", "Unsold", "5").with(|p| p.not_for_sale = true),
                ),
                (
                    "6",
                    volume("6", "Soon", "6")
                        .released(date!(2027 - 01 - 01))
                        .price(100, 100),
                ),
            ],
        )
        .reports();
    assert_eq!(
        file(&reports, ReportKind::Missing),
        "Missing Books in Your Series (Priority 1)\n\
         ==================================================\n\n\
         The Tidewright Saga:\n  \
         💰 Low Tide ($9.62)\n  \
         💰 Slack Water ($0.00)\n  \
         ❔ The Undertow Ledger\n  \
         ✅ Ebb\n  \
         🎫 Ten ($15.04)\n  \
         💰 A Companion ($6.99)\n\n"
    );
}

#[test]
fn missing_books_by_people() {
    let reports = world()
        .library([
            book("1", "Salt Ledger").by(&["Zoe Ward"]).owned(),
            book("2", "Low Tide").by(&["åsa öberg"]).owned(),
        ])
        .search(
            Role::Author,
            "Zoe Ward",
            [
                book("N1", "beta").by(&["Zoe Ward"]).price(599, 3390),
                book("N2", "Alpha").by(&["Zoe Ward"]).price(1266, 1809),
            ],
        )
        .search(
            Role::Author,
            "åsa öberg",
            [book("N3", "Sold Out")
                .by(&["Åsa Öberg"])
                .with(|p| p.not_for_sale = true)],
        )
        .search(
            Role::Narrator,
            "Theo Brandt",
            [book("N4", "Heard").by(&["Cy Dole"])],
        )
        .reports();
    assert_eq!(
        file(&reports, ReportKind::MoreByAuthors),
        "Missing Books by Your Authors (Priority 2)\n\
         ==================================================\n\n\
         Zoe Ward:\n  🎫 Alpha ($12.66)\n  💰 beta ($5.99)\n\n"
    );
    assert_eq!(
        file(&reports, ReportKind::MoreByNarrators),
        "Missing Books by Your Narrators (Discovery)\n\
         ==================================================\n\n\
         Theo Brandt:\n  ❔ Heard\n\n"
    );
}

#[test]
fn prices_of_other_stores() {
    for (price, value, row) in [
        (
            Money {
                minor: 962,
                currency: Currency::Eur,
            },
            Some(Money {
                minor: 995,
                currency: Currency::Eur,
            }),
            "  💰 Low Tide (EUR 9.62)\n",
        ),
        (
            Money {
                minor: 1050,
                currency: Currency::Jpy,
            },
            Some(Money {
                minor: 1000,
                currency: Currency::Jpy,
            }),
            "  🎫 Low Tide (JPY 1050)\n",
        ),
        (
            Money {
                minor: 962,
                currency: Currency::Eur,
            },
            None,
            "  ❔ Low Tide (EUR 9.62)\n",
        ),
        (
            usd(962),
            Some(Money {
                minor: 995,
                currency: Currency::Eur,
            }),
            "  ❔ Low Tide ($9.62)\n",
        ),
    ] {
        let low_tide = book("2", "Low Tide").with(|p| {
            p.price = Some(Price {
                lowest: Some(price),
                ..Price::default()
            });
        });
        let reports = world()
            .library([book("1", "Salt Ledger").in_series("S", "1").owned()])
            .options(|o| o.credit_value = value)
            .series("S", [("2", low_tide)])
            .reports();
        assert!(
            file(&reports, ReportKind::Missing).contains(row),
            "{row:?} in {}",
            file(&reports, ReportKind::Missing)
        );
    }
}

#[test]
fn an_empty_library_makes_empty_files_with_headings() {
    let reports = world().reports();
    let files = files(&reports);
    assert_eq!(
        files.each_ref().map(|(name, _)| *name),
        [
            "my_library_by_authors.txt",
            "my_library_by_narrators.txt",
            "my_library_by_series.txt",
            "missing_books_in_my_series.txt",
            "missing_books_by_my_authors.txt",
            "missing_books_by_my_narrators.txt",
        ]
    );
    assert!(files[..3].iter().all(|(_, text)| text.is_empty()));
    assert!(
        files[3..]
            .iter()
            .all(|(_, text)| text.ends_with("=====\n\n"))
    );
}

#[test]
fn the_order_is_that_of_letters_without_marks() {
    for (text, folded) in [
        ("Åsa ÖBERG", "asa oberg"),
        ("ﬁne", "fine"),
        ("İstanbul", "istanbul"),
        ("Ça", "ca"),
        ("Straße", "straße"),
        ("가", "\u{1100}\u{1161}"),
        ("É", "e"),
    ] {
        assert_eq!(fold(text), folded, "{text:?}");
    }
}
