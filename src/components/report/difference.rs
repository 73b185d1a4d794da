//! [`difference`]: what is different about another edition.

use reports::further::editions::Difference;

use super::say::Say;
use crate::language::td_string;

/// `abridged`, `another narration`.
pub(crate) fn difference(say: Say, difference: &Difference) -> String {
    let locale = say.locale();
    match difference {
        Difference::Dramatised => td_string!(locale, find.edition.dramatised).to_owned(),
        Difference::Read => td_string!(locale, find.edition.read).to_owned(),
        Difference::Abridged => td_string!(locale, find.edition.abridged).to_owned(),
        Difference::Unabridged => td_string!(locale, find.edition.unabridged).to_owned(),
        Difference::Language(name) => {
            td_string!(locale, find.edition.language, language = say.language(name))
        }
        Difference::Narration => td_string!(locale, find.edition.narration).to_owned(),
    }
}
