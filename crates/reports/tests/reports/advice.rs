//! API reference, 10.6: cash or credit.

use audible::product::Price;
use audible::{Currency, Marketplace, Money};
use reports::{Advice, Options};
use time::macros::date;

use crate::support::{Book, TODAY, book, usd};

fn with_price(change: impl FnOnce(&mut Price)) -> Book {
    let mut price = Price::default();
    change(&mut price);
    book("1", "Low Tide").with(|p| p.price = Some(price))
}

/// As the parser would read a float of Audible's.
fn base(base: f64) -> Option<Money> {
    Money::from_base(base, Currency::Usd)
}

fn us() -> Options {
    Options::new(TODAY, Marketplace::Us)
}

#[test]
fn the_table_of_lowest_prices() {
    for (case, book, advice) in [
        (
            "member 9.62",
            with_price(|p| {
                p.lowest = base(9.619_999_885_559_082);
                p.list = base(13.74);
            }),
            Advice::Cash {
                price: usd(962),
                list: Some(usd(1374)),
                sale: false,
            },
        ),
        (
            "member 12.66, float noise below the limit: equality means credit",
            with_price(|p| {
                p.lowest = base(12.659_999_847_412_11);
                p.list = base(18.09);
            }),
            Advice::Credit {
                credits_x100: 100,
                cash: usd(1266),
            },
        ),
        (
            "member 15.04",
            with_price(|p| {
                p.lowest = base(15.039_999_961_853_027);
                p.list = base(21.49);
            }),
            Advice::Credit {
                credits_x100: 100,
                cash: usd(1504),
            },
        ),
        (
            "sale 5.99 instead of 33.90",
            with_price(|p| {
                p.lowest = base(5.989_999_771_118_164);
                p.list = base(33.90);
                p.sale = true;
            }),
            Advice::Cash {
                price: usd(599),
                list: Some(usd(3390)),
                sale: true,
            },
        ),
        ("missing", book("1", "Low Tide"), Advice::Unknown),
        ("price without amounts", with_price(|_| {}), Advice::Unknown),
        (
            "member 0.0",
            with_price(|p| {
                p.lowest = base(0.0);
                p.list = base(0.0);
            }),
            Advice::Free { price: usd(0) },
        ),
        (
            "list price only",
            with_price(|p| p.list = base(9.99)),
            Advice::Cash {
                price: usd(999),
                list: None,
                sale: false,
            },
        ),
        (
            "two credits, cash between one and two",
            with_price(|p| {
                p.lowest = base(20.0);
                p.credits_x100 = Some(200);
            }),
            Advice::Cash {
                price: usd(2000),
                list: None,
                sale: false,
            },
        ),
        (
            "no credits accepted",
            with_price(|p| {
                p.lowest = base(20.0);
                p.cash_only = true;
            }),
            Advice::CashOnly {
                price: usd(2000),
                list: None,
                sale: false,
            },
        ),
        (
            "not for sale",
            with_price(|p| p.lowest = base(5.0)).with(|p| p.not_for_sale = true),
            Advice::NotForSale,
        ),
        (
            "included, although not for sale and without price",
            book("1", "Low Tide")
                .rights(true, false)
                .with(|p| p.not_for_sale = true),
            Advice::Plus { leaves: None },
        ),
        (
            "included by an eligible plan, with its end",
            book("1", "Low Tide").price(500, 900).plan(
                "US Minerva",
                Some(true),
                Some("2026-12-31T08:00:00.00000Z"),
            ),
            Advice::Plus {
                leaves: Some(date!(2026 - 12 - 31)),
            },
        ),
        (
            "a plan for others: must be bought",
            book("1", "Low Tide")
                .price(500, 900)
                .rights(false, false)
                .plan("US Minerva", None, None),
            Advice::Cash {
                price: usd(500),
                list: Some(usd(900)),
                sale: false,
            },
        ),
        (
            "owned by its rights",
            book("1", "Low Tide").price(500, 900).rights(true, true),
            Advice::Owned,
        ),
    ] {
        assert_eq!(Advice::of(&book.0, &us()), advice, "{case}");
    }
}

#[test]
fn other_currencies_are_not_compared() {
    let yen = Money {
        minor: 1050,
        currency: Currency::Jpy,
    };
    let book = with_price(|p| p.lowest = Some(yen));
    let no_value = Advice::NoCreditValue {
        price: yen,
        list: None,
        sale: false,
    };
    assert_eq!(Advice::of(&book.0, &us()), no_value);
    let japan = Options::new(TODAY, Marketplace::Jp);
    assert_eq!(Advice::of(&book.0, &japan), no_value, "no default value");
    let typed_in = Options {
        credit_value: Some(Money {
            minor: 1000,
            currency: Currency::Jpy,
        }),
        ..japan
    };
    assert_eq!(
        Advice::of(&book.0, &typed_in),
        Advice::Credit {
            credits_x100: 100,
            cash: yen
        }
    );
}
