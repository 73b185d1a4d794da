//! What is left out by choice is nowhere in the file.

use audible::{Money, Snapshot};
use exports::{Format, Language, List, Recipe};

use crate::support::{file, reports, sample};

/// Marks what may not be in the file.
fn marked() -> Snapshot {
    let mut snapshot = sample();
    let price = Money {
        minor: 7_654_321,
        currency: snapshot.store.currency(),
    };
    let wishes = snapshot.wishes.iter_mut().map(|wish| &mut wish.product);
    for product in snapshot.products.iter_mut().chain(wishes) {
        if let Some(offer) = &mut product.price {
            offer.lowest = Some(price);
            offer.list = Some(price);
        }
    }
    for item in &mut snapshot.items {
        item.percent_complete = Some(43.21);
    }
    snapshot
}

#[test]
fn prices_and_personal_data_can_be_left_out_of_every_format() {
    let all = reports(marked(), 0);
    for format in [
        Format::Csv,
        Format::Json,
        Format::Html,
        Format::Markdown,
        Format::Goodreads,
        Format::Ics,
    ] {
        for (without_prices, without_personal) in [(false, false), (true, true)] {
            let mut found = String::new();
            for list in List::ALL {
                let recipe = Recipe {
                    format,
                    lists: vec![*list],
                    columns: list
                        .all()
                        .map(|field| exports::recipe::Chosen { field, name: None })
                        .collect(),
                    without_prices,
                    without_personal,
                    ..Recipe::default()
                };
                found += &String::from_utf8(file(&all, recipe, Language::En)).unwrap();
            }
            let has_choices = format.has_choices();
            for mark in ["76543.21", "43.21"] {
                assert_eq!(
                    found.contains(mark),
                    has_choices && !without_prices,
                    "{format:?} {mark}"
                );
            }
            if without_personal {
                assert!(!found.contains("borrowed"), "{format:?}");
                assert!(!found.contains("currently-reading"), "{format:?}");
            }
        }
    }
}
