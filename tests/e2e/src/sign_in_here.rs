//! Signing in inside AudiPy, question by question.

use serde_json::{Value, json};

use crate::member::Member;
use crate::sandbox::{PASSWORD, Sandbox};

impl Member {
    /// Types name and password into AudiPy's own form.
    pub async fn begins_here(&self, name: &str, password: &str) {
        self.open("/sign-in/here").await;
        self.sees("Who are you at Amazon?").await;
        self.fill(NAME, name).await;
        self.fill("Password", password).await;
        self.press("Sign in").await;
    }

    /// Answers every question rightly until there is none; returns all headings on the way. The
    /// last one is of the page of the stores, or says why it ended.
    pub async fn answers_all(&self, sandbox: &Sandbox, email: &str) -> Vec<String> {
        let mut seen = Vec::new();
        for _ in 0..20 {
            let heading = self.asked().await;
            seen.push(heading.clone());
            self.picture(&heading).await;
            match heading.as_str() {
                "Who are you at Amazon?" => {
                    self.fill("Password, once more", PASSWORD).await;
                    self.press("Sign in").await;
                }
                "Type the characters in the picture" => {
                    if self.has_field("Password").await {
                        self.fill("Password", PASSWORD).await;
                    }
                    let right = answer(sandbox, email, "captcha").await;
                    self.fill("Characters in the picture", &right).await;
                    self.press("Continue").await;
                }
                "Type the one-time password" => {
                    let right = answer(sandbox, email, "otp").await;
                    // As it is shown on phones.
                    self.fill("Code", &format!(" {} {} ", &right[..3], &right[3..]))
                        .await;
                    self.press("Continue").await;
                }
                "Type the code that Amazon sent you" => {
                    let right = answer(sandbox, email, "cvf").await;
                    self.fill("Code", &right).await;
                    self.press("Continue").await;
                }
                "Where should your code come from?" | "Where should Amazon send a code?" => {
                    self.press("Continue").await;
                }
                "Approve this on your other device" => {
                    sandbox.approve(email).await;
                    // It looks by itself as well, so that the button may be gone already.
                    self.script(PRESS_IF_THERE, json!(["I have approved it"]))
                        .await;
                    let gone_on = format!("return (() => {{{ASKED}}})() !== arguments[0]");
                    self.until("what comes after the approval", &gone_on, json!([heading]))
                        .await;
                }
                _ => return seen,
            }
        }
        panic!("questions without end: {seen:?}");
    }

    /// The heading of what is asked, once nothing is under way.
    pub async fn asked(&self) -> String {
        let is_there = format!("return (() => {{{ASKED}}})() !== ''");
        self.until("a question, an end, or the stores", &is_there, json!([]))
            .await;
        let heading = self.script(ASKED, json!([])).await;
        heading.as_str().unwrap_or_default().to_owned()
    }

    /// A picture of the question, and none of it beside the screen.
    async fn picture(&self, heading: &str) {
        let words = heading.to_lowercase();
        let words: String = words
            .chars()
            .filter(|c| c.is_alphabetic() || *c == ' ')
            .collect();
        let screen = &self.screen;
        let scheme = if screen.dark { "dark" } else { "light" };
        let name = words.trim().replace(' ', "-");
        self.screenshot(&format!("here-{name}-{}-{scheme}", screen.width))
            .await;
        let fits = "return document.documentElement.scrollWidth <= innerWidth";
        assert_eq!(
            self.script(fits, json!([])).await,
            Value::Bool(true),
            "{heading} is too wide"
        );
    }

    async fn has_field(&self, label: &str) -> bool {
        self.script(HAS_FIELD, json!([label])).await == Value::Bool(true)
    }
}

async fn answer(sandbox: &Sandbox, email: &str, of: &str) -> String {
    let answers = sandbox.answers(email).await;
    answers[of].as_str().unwrap_or_default().to_owned()
}

/// The label of the name.
pub const NAME: &str = "E-mail address or mobile number";

const ASKED: &str = "
    if (location.pathname === '/stores') return 'Stores';
    if (document.querySelector('[aria-busy=true]')) return '';
    return document.querySelector('main .question h2')?.innerText ?? ''";

const HAS_FIELD: &str = "
    return [...document.querySelectorAll('label')]
        .some(label => label.innerText.trim().startsWith(arguments[0]))";

const PRESS_IF_THERE: &str = "
    [...document.querySelectorAll('button')]
        .find(button => button.innerText.trim() === arguments[0])?.click()";
