//! Ways that many journeys take: into the sample library, to what is in a file, along links, by keys;
//! and what is there at their ends.

use std::path::Path;

use serde_json::json;
use thirtyfour::TypingData;

use crate::member::Member;

impl Member {
    /// From the welcome into the sample library.
    pub async fn opens_sample(&self) {
        let (button, overview) = if self.screen.language.starts_with("de") {
            ("Beispielbibliothek öffnen", "Du hast")
        } else {
            ("Open the sample library", "You own")
        };
        self.open("/").await;
        self.press(button).await;
        self.sees(overview).await;
    }

    /// Gives a file to the page that opens files.
    pub async fn opens_file(&self, path: &Path) {
        self.open("/open-file").await;
        self.sees("Open auth files").await;
        self.choose_file(path).await;
    }

    /// Types the password that the opened file asks for.
    pub async fn unlocks_file(&self, password: &str) {
        self.paste("Password of the file", password).await;
        self.press("Open").await;
    }

    /// Follows the first link of this kind, as a click does, once it is there.
    pub async fn follow(&self, selector: &str) {
        let there = "return !!document.querySelector(arguments[0])";
        self.until(selector, there, json!([selector])).await;
        let click = "const link = document.querySelector(arguments[0]); \
            const to = link.getAttribute('href'); link.click(); return to";
        let to = self.script(click, json!([selector])).await;
        self.is_at(to.as_str().unwrap()).await;
    }

    /// Presses keys, one after the other, wherever the focus is.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        let chain = self.driver.action_chain().send_keys(keys);
        chain.perform().await.unwrap();
    }

    /// Waits until what has the focus is this.
    pub async fn focus_is(&self, selector: &str) {
        let focused = "return document.activeElement.matches(arguments[0])";
        self.until("the focus", focused, json!([selector])).await;
    }

    /// Waits until the heading of the page is this.
    pub async fn sees_heading(&self, name: &str) {
        let shown = "return document.querySelector('main h1')?.innerText === arguments[0]";
        self.until(name, shown, json!([name])).await;
    }

    /// Waits until nothing is wider than the screen.
    pub async fn fits(&self) {
        let wide = "return document.documentElement.scrollWidth <= innerWidth";
        self.until("nothing too wide", wide, json!([])).await;
    }
}
