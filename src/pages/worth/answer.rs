//! What the books cost: sums, and the price of each.

use audible::Product;
use leptos::prelude::*;
use reports::further::prices::{Prices, prices};

use crate::components::report::{Say, book_address};
use crate::language::td_string;

/// The sums, and the books one by one.
pub(super) fn answer(say: Say, products: Vec<Product>, missing: usize) -> impl IntoView {
    let locale = say.locale();
    let Prices {
        member,
        list,
        credits_x100,
        priced,
        free,
        not_for_sale,
        unknown,
    } = prices(&products);
    let unknown = unknown + missing;
    let n = |number: usize| say.number(number);
    let figures = [
        (
            td_string!(locale, worth.member),
            member.map(|sum| say.money(sum)),
        ),
        (
            td_string!(locale, worth.list),
            list.map(|sum| say.money(sum)),
        ),
        (
            td_string!(locale, worth.credits),
            (credits_x100 > 0).then(|| say.credits(credits_x100)),
        ),
    ];
    let figures: Vec<_> = figures
        .into_iter()
        .filter_map(|(name, figure)| Some(view! { <div><dt>{name}</dt><dd>{figure?}</dd></div> }))
        .collect();
    let sold = priced.len();
    let counts: Vec<String> = [
        (sold > 0).then(|| td_string!(locale, worth.priced, count = sold as u64, n = n(sold))),
        (free > 0).then(|| td_string!(locale, worth.free, count = free as u64, n = n(free))),
        (not_for_sale > 0).then(|| {
            td_string!(
                locale,
                worth.gone,
                count = not_for_sale as u64,
                n = n(not_for_sale)
            )
        }),
        (unknown > 0).then(|| {
            td_string!(
                locale,
                worth.unknown,
                count = unknown as u64,
                n = n(unknown)
            )
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    let shown = RwSignal::new(FIRST_ROWS);
    let rows = move || {
        let rows = priced.iter().take(shown.get());
        rows.map(|(index, price)| {
            let product = &products[*index];
            view! {
                <tr>
                    <th scope="row"><a href=book_address(&product.asin)>{product.title.clone()}</a></th>
                    <td class="num">{say.money(*price)}</td>
                </tr>
            }
        })
        .collect_view()
    };
    view! {
        <dl class="sums">{figures}</dl>
        <p class="soft">{counts.join(" ")}</p>
        <table class="asked">
            <caption>{td_string!(locale, worth.table)}</caption>
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, worth.book)}</th>
                    <th scope="col" class="num">{td_string!(locale, worth.price)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <Show when=move || { shown.get() < sold }>
            <button
                class="btn small"
                type="button"
                on:click=move |_| shown.update(|shown| *shown += FIRST_ROWS)
            >
                {td_string!(locale, worth.more)}
            </button>
        </Show>
    }
}

/// So many rows at first, and so many more each time.
const FIRST_ROWS: usize = 100;
