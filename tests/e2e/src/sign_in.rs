//! Signing in on Amazon's own page, as the sandbox plays it.

use serde_json::json;
use thirtyfour::By;

use crate::member::Member;
use crate::sandbox::{PASSWORD, Sandbox};

impl Member {
    /// From the welcome to the first finished sync, by Amazon's page.
    pub async fn signs_in(&self, sandbox: &Sandbox, email: &str) {
        self.open("/sign-in").await;
        let address = self.goes_through_amazon(sandbox, email).await;
        self.paste(ADDRESS, &address).await;
        self.press("Continue").await;
        self.is_at("/stores").await;
        self.press("Read these stores").await;
        self.is_at("/sync").await;
        // It could be pressed before the first sync has begun as well.
        self.sees("Synced ").await;
        self.sees("Sync now").await;
    }

    /// Opens the link of the sign-in page in a new tab, goes through Amazon's pages there, and
    /// comes back with the address of the page that is not found.
    pub async fn goes_through_amazon(&self, sandbox: &Sandbox, email: &str) -> String {
        self.until("the link to Amazon", LINK, json!([])).await;
        let link = self
            .script(&LINK.replace("!== undefined", ""), json!([]))
            .await;
        let here = self.driver.window().await.unwrap();
        let there = self.driver.new_tab().await.unwrap();
        self.driver.switch_to_window(there).await.unwrap();
        self.driver.goto(link.as_str().unwrap()).await.unwrap();
        self.amazon_asks("email", email).await;
        self.amazon_asks("password", PASSWORD).await;
        self.amazon_goes_on().await;
        loop {
            self.until(
                "Amazon's next page",
                "return document.readyState === 'complete'",
                json!([]),
            )
            .await;
            if self.is_asked("otpCode").await {
                let answers = sandbox.answers(email).await;
                self.amazon_asks("otpCode", answers["otp"].as_str().unwrap())
                    .await;
                self.amazon_goes_on().await;
            } else {
                break;
            }
        }
        self.until("the page that is not found", LANDED, json!([]))
            .await;
        let address = self
            .script(&LANDED.replace("!== undefined", ""), json!([]))
            .await;
        self.driver.close_window().await.unwrap();
        self.driver.switch_to_window(here).await.unwrap();
        address.as_str().unwrap().to_owned()
    }

    async fn is_asked(&self, name: &str) -> bool {
        let field = format!("return !!document.querySelector('[name={name}]:not([type=hidden])')");
        self.script(&field, json!([])).await == true
    }

    async fn amazon_asks(&self, name: &str, answer: &str) {
        let field = format!("[name={name}]:not([type=hidden])");
        self.until(
            &format!("Amazon to ask for {name:?}"),
            "return document.querySelector(arguments[0]) !== null",
            json!([field]),
        )
        .await;
        let field = self.driver.find(By::Css(field)).await.unwrap();
        field.send_keys(answer).await.unwrap();
    }

    /// Presses the form's button and waits until the page is another one.
    async fn amazon_goes_on(&self) {
        self.script(
            "document.documentElement.dataset.before = '1'; \
             document.querySelector('form [type=submit], form button').click()",
            json!([]),
        )
        .await;
        self.until(
            "another page",
            "return !document.documentElement.dataset.before && document.readyState === 'complete'",
            json!([]),
        )
        .await;
    }
}

/// The label of the field for the address.
pub const ADDRESS: &str = "Address of the page that was not found";

const LINK: &str =
    "return [...document.links].map(a => a.href).find(a => a.includes('/ap/signin')) !== undefined";
const LANDED: &str = r"return [...document.querySelectorAll('input, textarea, code, output, p, pre')]
  .map(e => e.value || e.textContent || '').map(t => (t.match(/https:\/\/\S*maplanding\S*/) || [])[0])
  .find(t => t) !== undefined";
