//! API reference, 2.9: owned, borrowed, gone.

use audible::library::{LibraryItem, Status};
use reports::Holding;
use time::macros::date;

use crate::support::{Book, TODAY, book};

fn plain() -> Book {
    book("1", "Low Tide")
}

fn ayce(item: LibraryItem) -> LibraryItem {
    LibraryItem { ayce: true, ..item }
}

#[test]
fn the_decision_table_holds_in_its_order() {
    let march = Some("2026-12-31T07:00:00.00000Z");
    let past = Some("2026-03-31T07:00:00.00000Z");
    let leaving = Holding::Borrowed {
        leaves: Some(date!(2026 - 12 - 31)),
    };
    let staying = Holding::Borrowed { leaves: None };
    for (case, item, holding) in [
        ("bought", plain().owned(), Holding::Owned),
        (
            "revoked, although bought",
            LibraryItem {
                status: Status::Revoked,
                ..plain().owned()
            },
            Holding::None,
        ),
        (
            "owned by rights",
            plain().rights(true, true).listed(),
            Holding::Owned,
        ),
        (
            "bought and in Plus (A50)",
            ayce(
                plain()
                    .rights(true, true)
                    .plan("US Minerva", Some(true), None)
                    .owned(),
            ),
            Holding::Owned,
        ),
        (
            "bought, in Plus, and the plan is gone: is_ayce does not decide",
            ayce(plain().owned()),
            Holding::Owned,
        ),
        (
            "pre-ordered",
            LibraryItem {
                pending: true,
                ..plain().rights(false, false).listed()
            },
            Holding::Ordered,
        ),
        ("borrowed", plain().borrowed(None), staying),
        ("borrowed, leaves (A53)", plain().borrowed(march), leaving),
        (
            "the latest of two plans counts (10.9)",
            ayce(
                plain()
                    .rights(true, false)
                    .plan("US Minerva", Some(true), Some("2026-11-30T07:00:00Z"))
                    .plan("SpecialBenefit", Some(true), march)
                    .listed(),
            ),
            leaving,
        ),
        (
            "the plan's name decides where eligibility is not told",
            plain()
                .rights(true, false)
                .plan("Audible-AYCL", None, march)
                .listed(),
            leaving,
        ),
        (
            "a plan that the member lacks does not count",
            plain()
                .rights(true, false)
                .plan("US Minerva", Some(false), march)
                .listed(),
            staying,
        ),
        (
            "after the membership",
            ayce(
                plain()
                    .rights(false, false)
                    .plan("US Minerva", Some(false), None)
                    .listed(),
            ),
            Holding::Unavailable,
        ),
        (
            "left Plus: no plan",
            ayce(plain().rights(false, false).listed()),
            Holding::Unavailable,
        ),
        (
            "left Plus: nothing said but is_ayce",
            ayce(plain().listed()),
            Holding::Unavailable,
        ),
        (
            "left Plus: its plan has ended",
            ayce(plain().plan("US Minerva", Some(true), past).listed()),
            Holding::Unavailable,
        ),
        (
            "withdrawn: no content type",
            plain()
                .rights(true, false)
                .with(|p| p.content_type = None)
                .listed(),
            Holding::Unavailable,
        ),
        ("no rights at all", plain().listed(), Holding::Unknown),
        (
            "no rights, no content type: nothing was asked for",
            plain().with(|p| p.content_type = None).listed(),
            Holding::Unknown,
        ),
    ] {
        assert_eq!(Holding::of(&item, TODAY), holding, "{case}");
    }
}

#[test]
fn a_loan_ends_with_its_rights_if_no_plan_says_when() {
    let item = plain()
        .rights(true, false)
        .with(|p| {
            let rights = p.rights.as_mut().expect("set above");
            rights.consumable_until = audible::Timestamp::parse("2026-12-24T00:00:00Z");
        })
        .listed();
    assert_eq!(
        Holding::of(&item, TODAY),
        Holding::Borrowed {
            leaves: Some(date!(2026 - 12 - 24))
        }
    );
}

#[test]
fn all_but_gone_titles_are_in_hands() {
    for (holding, in_hands) in [
        (Holding::None, false),
        (Holding::Unavailable, false),
        (Holding::Owned, true),
        (Holding::Ordered, true),
        (Holding::Borrowed { leaves: None }, true),
        (Holding::Unknown, true),
    ] {
        assert_eq!(holding.in_hands(), in_hands, "{holding:?}");
    }
}
