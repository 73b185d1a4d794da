//! What the library would cost today.

use audible::product::Price;
use audible::{Currency, Money, Product};
use reports::further::prices::prices;

use crate::support::usd;

fn product(number: u8, price: Option<Price>) -> Product {
    let product = serde_json::json!({
        "asin": format!("B{number:09}"), "title": format!("Book {number}"), "kind": "book",
    });
    let product: Product = serde_json::from_value(product).expect("a product");
    Product { price, ..product }
}

fn price(lowest: u64, list: u64) -> Price {
    Price {
        list: Some(usd(list)),
        lowest: Some(usd(lowest)),
        ..Price::default()
    }
}

#[test]
fn unknown_is_not_free_and_not_off_the_market() {
    let free = product(1, Some(price(0, 1500)));
    let unknown = product(2, None);
    let gone = Product {
        not_for_sale: true,
        ..product(3, Some(price(700, 900)))
    };
    let found = prices(&[free, unknown, gone]);
    assert_eq!((found.free, found.unknown, found.not_for_sale), (1, 1, 1));
    assert_eq!(
        (found.member, found.list, found.credits_x100),
        (None, None, 0)
    );
    assert!(found.priced.is_empty());
}

#[test]
fn sums_take_the_members_price_the_list_price_and_all_credits() {
    let two_credits = Price {
        credits_x100: Some(200),
        ..price(3000, 4000)
    };
    let cash_only = Price {
        cash_only: true,
        ..price(500, 500)
    };
    // A list price below the member's is what the member pays (and floats never add up here).
    let odd = price(962, 874);
    let found = prices(&[
        product(1, Some(odd)),
        product(2, Some(two_credits)),
        product(3, Some(cash_only)),
    ]);
    assert_eq!(found.member, Some(usd(874 + 3000 + 500)));
    assert_eq!(found.list, Some(usd(874 + 4000 + 500)));
    assert_eq!(found.credits_x100, 100 + 200);
    let order: Vec<usize> = found.priced.iter().map(|(index, _)| *index).collect();
    assert_eq!(order, [1, 0, 2], "dearest first");
}

#[test]
fn another_currency_is_never_added() {
    let euro = Price {
        lowest: Some(Money {
            minor: 100,
            currency: Currency::Eur,
        }),
        ..Price::default()
    };
    let found = prices(&[product(1, Some(price(500, 500))), product(2, Some(euro))]);
    assert_eq!((found.member, found.unknown), (Some(usd(500)), 1));
}
