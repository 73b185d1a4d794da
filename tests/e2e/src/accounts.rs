//! Ways among the accounts of a device: their list, and the switcher in the frame.

use serde_json::json;
use thirtyfour::By;

use crate::member::Member;

impl Member {
    /// Unfolds the account at a place of the list.
    pub async fn opens_account(&self, place: usize) {
        self.until("the account", OPEN_ENTRY, json!([place])).await;
    }

    /// Gives the account at a place of the list a name of one's own; hands back its id.
    pub async fn calls_account(&self, place: usize, name: &str) -> String {
        self.opens_account(place).await;
        let field = self.driver.find(By::Css("[data-e2e-name]")).await.unwrap();
        field.clear().await.unwrap();
        field.send_keys(name).await.unwrap();
        field.send_keys("\u{e007}").await.unwrap();
        self.sees(name).await;
        let id = field.attr("id").await.unwrap().unwrap();
        id.trim_start_matches("name-").to_owned()
    }

    /// Opens the switcher with the keyboard and chooses an account.
    pub async fn switches_to(&self, name: &str) {
        self.until("the switcher", FOCUS_SWITCHER, json!([])).await;
        let summary = self.driver.active_element().await.unwrap();
        summary.send_keys("\u{e007}").await.unwrap();
        self.until("the account", CHOOSE, json!([name])).await;
        self.sees_account(name).await;
    }

    /// Waits until the frame says that this account is shown.
    pub async fn sees_account(&self, name: &str) {
        self.until(&format!("{name} to be shown"), SHOWN, json!([name]))
            .await;
    }

    /// Says yes to a question that is grave.
    pub async fn says_yes(&self) {
        self.until("the answer", ANSWER, json!([])).await;
    }
}

const FOCUS_SWITCHER: &str = r"
const summary = document.querySelector('.switch > summary');
if (!summary) return false;
summary.focus();
return true;";

const SHOWN: &str = "return (document.querySelector('.switch > summary') || {innerText: ''}) \
    .innerText.includes(arguments[0])";

const OPEN_ENTRY: &str = r"
const entry = document.querySelectorAll('.people > li')[arguments[0]];
if (!entry) return false;
entry.querySelector('details').open = true;
const field = entry.querySelector('input[maxlength]');
if (!field) return false;
document.querySelectorAll('[data-e2e-name]').forEach(e => e.removeAttribute('data-e2e-name'));
field.setAttribute('data-e2e-name', '');
return true;";

const CHOOSE: &str = r"
const all = [...document.querySelectorAll('.switch[open] button')];
const one = all.find(b => b.innerText.includes(arguments[0]));
if (!one) return false;
one.click();
return true;";

const ANSWER: &str = r"
const yes = document.querySelector('[role=alertdialog] button.grave');
if (!yes) return false;
yes.click();
return true;";
