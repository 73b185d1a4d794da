//! Parameters: what is valid, and how a refusal sounds (API reference, 1.5 and 1.7).

use std::collections::BTreeSet;

use http::StatusCode;

use crate::auth::Refusal;
use crate::request::Fields;

/// The parameters of a request, and what was wrong with them.
#[derive(Debug)]
pub(super) struct Query {
    fields: Fields,
    problems: Vec<String>,
    read: BTreeSet<&'static str>,
}

impl Query {
    pub(super) fn new(fields: Fields) -> Self {
        Self {
            fields,
            problems: Vec::new(),
            read: BTreeSet::new(),
        }
    }

    /// A parameter's value, where it is there and not empty. Of a parameter that comes twice the
    /// last one counts (A79).
    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        self.read.insert(name);
        self.fields
            .last(name)
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    }

    /// A whole number between two bounds, or what is taken without one.
    pub(super) fn number(
        &mut self,
        name: &'static str,
        usual: usize,
        least: usize,
        most: usize,
    ) -> usize {
        let Some(text) = self.text(name) else {
            return usual;
        };
        let digits = text.strip_prefix('-').unwrap_or(&text);
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            self.unfit(name, &text, r"satisfy regular expression pattern: ^\d+$");
            return usual;
        }
        match text.parse::<usize>() {
            Ok(number) if number > most => {
                self.unfit(
                    name,
                    &text,
                    &format!("have value less than or equal to {most}"),
                );
                usual
            }
            Ok(number) if number >= least => number,
            _ => {
                self.unfit(
                    name,
                    &text,
                    &format!("have value greater than or equal to {least}"),
                );
                usual
            }
        }
    }

    /// One of some values, or what is taken without one.
    pub(super) fn one_of(
        &mut self,
        name: &'static str,
        usual: &'static str,
        values: &[&'static str],
    ) -> &'static str {
        let Some(text) = self.text(name) else {
            return usual;
        };
        if let Some(value) = values.iter().find(|value| **value == text) {
            return value;
        }
        let set = values.join(", ");
        self.unfit(name, &text, &format!("satisfy enum value set: [{set}]"));
        usual
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, name: &'static str) -> bool {
        self.one_of(name, "false", &["true", "false"]) == "true"
    }

    /// A value must be there.
    pub(super) fn needed(&mut self, name: &'static str) -> String {
        self.text(name).unwrap_or_else(|| {
            self.problems.push(format!(
                "Value null at '{}' failed to satisfy constraint: Member must not be null",
                camel(name)
            ));
            String::new()
        })
    }

    /// A value is not fit.
    pub(super) fn unfit(&mut self, name: &str, value: &str, must: &str) {
        self.problems.push(format!(
            "Value '{value}' at '{}' failed to satisfy constraint: Member must {must}",
            camel(name)
        ));
    }

    /// Names that nothing asked for: the service ignores them silently, and a right client sends
    /// none (A13).
    pub(super) fn unknown(&self) -> Vec<&str> {
        self.fields
            .0
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| !self.read.contains(name))
            .collect()
    }

    /// Refuses the request where something was wrong.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let number = self.problems.len();
        if number == 0 {
            return Ok(());
        }
        let errors = if number == 1 { "error" } else { "errors" };
        let problems = self.problems.join("; ");
        Err(refused(&format!(
            "{number} validation {errors} detected: {problems}"
        )))
    }
}

/// A refusal with status 400.
pub(super) fn refused(message: &str) -> Refusal {
    Refusal::message(StatusCode::BAD_REQUEST, message)
}

/// How the service names a parameter in its messages: `num_results` is `numResults`.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut text, word| {
        let mut letters = word.chars();
        text.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        text.push_str(letters.as_str());
        text
    })
}
