//! [`cover_of`]: the picture of a title; drawn with its initials where there is none.

use audible::Product;
use audipy::state::{Picture, State};
use leptos::prelude::*;

/// The cover of a product, for the eye only: its title always stands beside it.
pub(crate) fn cover_of(product: &Product) -> impl IntoView + use<> {
    let state = expect_context::<State>();
    let source = source_of(state, product.cover.clone());
    let lost = RwSignal::new(false);
    let drawn = StoredValue::new((initials(&product.title), cloth(&product.title)));
    move || {
        let wanted = state.preferences.read().show_covers && !lost.get();
        if let Some(source) = source.get().filter(|_| wanted) {
            view! {
                <img
                    class="cover"
                    src=source
                    alt=""
                    width="56"
                    height="56"
                    loading="lazy"
                    decoding="async"
                    referrerpolicy="no-referrer"
                    on:error=move |_| lost.set(true)
                />
            }
            .into_any()
        } else {
            let (letters, cloth) = drawn.get_value();
            view! {
                <svg
                    class=format!("cover c{cloth}")
                    viewBox="0 0 56 56"
                    aria-hidden="true"
                    focusable="false"
                >
                    <rect width="56" height="56"></rect>
                    <path class="rl" d="M6 9.500h44M6 46.500h44"></path>
                    <text x="28" y="34.5">{letters}</text>
                </svg>
            }
            .into_any()
        }
    }
}

/// Where the image is: at Amazon's; where covers are kept, on this device, once it is there. Then
/// nothing is asked of Amazon itself, whatever becomes of it.
fn source_of(state: State, url: Option<String>) -> RwSignal<Option<String>> {
    let url = match url {
        Some(url) if untrack(|| state.keeps_covers()) => url,
        url => return RwSignal::new(url),
    };
    let source = RwSignal::new(None);
    let kept = StoredValue::new_local(None::<Picture>);
    let is_drawn = move || !kept.is_disposed();
    state.cover(url, is_drawn, move |picture| {
        let address = picture.address().to_owned();
        // Unless it has gone off the screen meanwhile.
        if kept.try_set_value(Some(picture)).is_none() {
            source.set(Some(address));
        }
    });
    source
}

/// `UL` for *The Undertow Ledger*: the first letters of two words that say something.
fn initials(title: &str) -> String {
    let words: Vec<&str> = title
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let telling: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !SMALL.contains(&word.to_lowercase().as_str()))
        .collect();
    let words = if telling.is_empty() { words } else { telling };
    words
        .iter()
        .take(2)
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}

/// One of the eight cloths, always the same for a title.
fn cloth(title: &str) -> u32 {
    1 + title.bytes().fold(7_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(byte))
    }) % 8
}

/// Words that say nothing on a spine.
const SMALL: [&str; 22] = [
    "a", "an", "and", "by", "das", "dem", "den", "der", "des", "die", "for", "from", "in", "la",
    "le", "of", "on", "the", "to", "und", "von", "with",
];

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn initials_are_those_of_telling_words() {
        for (title, expected) in [
            ("The Undertow Ledger", "UL"),
            ("A Lantern for the Bar", "LB"),
            ("Thaw", "T"),
            ("The The", "TT"),
            ("Öde Straßen", "ÖS"),
            ("…", ""),
            ("12 Monkeys", "1M"),
        ] {
            assert_eq!(initials(title), expected, "{title}");
        }
    }

    #[wasm_bindgen_test]
    fn a_title_keeps_its_cloth() {
        assert_eq!(cloth("Thaw"), cloth("Thaw"));
        assert!((1..=8).contains(&cloth("")));
    }
}
