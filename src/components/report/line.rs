//! [`title_line`]: a title with everything one would want to know before choosing it.

use leptos::prelude::*;
use reports::{Reports, TitleId};

use super::address::book_link;
use super::advice::advice_note;
use super::cover::cover_of;
use super::owners::owners;
use super::row::{facts, flags};
use super::say::Say;

/// An item of a list of the class `vols`. `number` stands before the title, `remarks` below it.
pub(crate) fn title_line(
    say: Say,
    reports: &Reports,
    id: TitleId,
    number: &str,
    remarks: AnyView,
) -> AnyView {
    let title = reports.title(id);
    let product = reports.product(id);
    let mut meta = facts(say, product);
    meta.extend(flags(say, reports, title, product));
    let number = (!number.is_empty()).then(|| number.to_owned());
    view! {
        <li class="vol">
            {cover_of(product)}
            <div class="what">
                {number.map(|number| view! { <span class="no">{number}</span> " " })}
                {book_link(product, Some("ttl"), None)}
                <span class="meta">{meta.join(" · ")}</span>
                {remarks}
                {owners(say, product)}
            </div>
            {advice_note(say, title, reports.options.credit_value)}
        </li>
    }
    .into_any()
}
