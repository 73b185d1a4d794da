//! Prices and plans (API reference, 4.9 and 2.9).

use serde_json::Value;

use crate::world::{World, titled};

/// Hundreds of products with prices.
async fn products(world: &World, tld: &str) -> Vec<Value> {
    let mut products = Vec::new();
    for page in 0..10 {
        let path = format!(
            "catalog/products?num_results=50&page={page}&response_groups=price,product_plans,product_desc,product_attrs,customer_rights"
        );
        products.extend(world.get_at(tld, &path).await.products());
    }
    products
}

fn base(product: &Value, member: &str) -> Option<f64> {
    product["price"][member]["base"].as_f64()
}

#[tokio::test]
async fn a091_a_third_of_the_prices_are_offers() {
    let world = World::new();
    let products = products(&world, "com").await;
    let priced: Vec<&Value> = products
        .iter()
        .filter(|product| product["price"].is_object())
        .collect();
    let sales = priced
        .iter()
        .filter(|product| product["price"]["lowest_price"]["type"] == "sale")
        .count();
    assert!(
        sales * 5 > priced.len() && sales * 2 < priced.len(),
        "{sales} of {}",
        priced.len()
    );
}

#[tokio::test]
async fn a092_prices_have_the_noise_of_32_bit_floats() {
    let world = World::new();
    let products = products(&world, "com").await;
    let bases: Vec<f64> = products
        .iter()
        .filter_map(|product| base(product, "lowest_price"))
        .collect();
    // Read by a parser that may be off in the last digit of 64 bits.
    #[expect(clippy::cast_possible_truncation, reason = "that is the noise")]
    let is_32_bit = |base: &f64| (f64::from(*base as f32) - *base).abs() < 1e-12;
    assert!(bases.iter().all(is_32_bit));
    assert!(bases.iter().any(|base| (base * 100.0).fract() != 0.0));
}

#[tokio::test]
async fn a093_a_missing_price_is_not_zero() {
    let world = World::new();
    let products = products(&world, "com").await;
    assert!(
        products
            .iter()
            .any(|product| product.get("price").is_none())
    );
    assert!(
        products
            .iter()
            .any(|product| base(product, "lowest_price") == Some(0.0))
    );
}

#[tokio::test]
async fn a094_the_price_for_readers_is_always_there_and_the_lowest() {
    let world = World::new();
    for product in products(&world, "com")
        .await
        .iter()
        .filter(|product| product["price"].is_object())
    {
        let upsell = base(product, "ws4v_upsell_price").unwrap();
        assert!(upsell <= base(product, "lowest_price").unwrap());
    }
}

#[tokio::test]
async fn a095_each_store_has_its_currency_and_yen_have_no_decimals() {
    let world = World::new();
    for (tld, currency) in [
        ("com", "USD"),
        ("de", "EUR"),
        ("co.uk", "GBP"),
        ("co.jp", "JPY"),
        ("com.br", "BRL"),
    ] {
        let products = products(&world, tld).await;
        let priced: Vec<&Value> = products
            .iter()
            .filter(|product| product["price"].is_object())
            .collect();
        assert!(!priced.is_empty());
        for product in priced {
            assert_eq!(product["price"]["list_price"]["currency_code"], currency);
            if currency == "JPY" {
                assert!(base(product, "lowest_price").unwrap().fract() == 0.0);
            }
        }
    }
}

#[tokio::test]
async fn a097_a_volume_is_not_for_sale() {
    let world = World::new();
    let products = world
        .get("catalog/products?title=Neap&response_groups=product_desc,product_attrs")
        .await
        .products();
    assert_eq!(
        titled(&products, "Neap")["is_purchasability_suppressed"],
        true
    );
}

#[tokio::test]
async fn a047_a048_a049_plans_have_five_digits_noise_and_another_name_per_store() {
    let world = World::new();
    for (tld, plus) in [("com", "US Minerva"), ("de", "Audible-AYCL")] {
        let products = products(&world, tld).await;
        let mut eligible = 0;
        for product in &products {
            let plans = product["plans"].as_array().unwrap();
            assert!(
                plans
                    .iter()
                    .any(|plan| plan["plan_name"] == "AccessViaMusic")
            );
            for plan in plans {
                let (_, fraction) = plan["end_date"].as_str().unwrap().rsplit_once('.').unwrap();
                assert_eq!(fraction.len(), "00000Z".len());
                if plan["customer_eligible"] == true {
                    eligible += 1;
                    assert_eq!(plan["plan_name"], plus);
                    assert_eq!(product["customer_rights"]["is_consumable"], true);
                }
            }
        }
        assert!(eligible > 5, "{tld}: {eligible}");
    }
}
