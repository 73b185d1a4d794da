//! [`Member`]: a person at a browser. Finds things as people do, by what they say.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::stage::{Screen, root};

/// A person with a browser of their own.
#[derive(Debug)]
pub struct Member {
    /// For what the methods here do not offer.
    pub driver: WebDriver,
    /// What they look through.
    pub screen: Screen,
    origin: String,
    downloads: PathBuf,
    clock: Option<String>,
}

impl Member {
    pub(crate) async fn new(
        driver: WebDriver,
        origin: String,
        screen: Screen,
        downloads: PathBuf,
    ) -> Self {
        let member = Self {
            driver,
            screen,
            origin,
            downloads,
            clock: None,
        };
        member.looks_through(&member.screen).await;
        member
    }

    /// Opens a path of the page.
    pub async fn open(&self, path: &str) {
        self.driver
            .goto(format!("{}{path}", self.origin))
            .await
            .unwrap();
    }

    /// Goes to a path as a link of the page does, without loading the page anew.
    pub async fn open_inside(&self, path: &str) {
        self.script(OPEN_INSIDE, json!([path])).await;
        let (path, _) = path.split_once('?').unwrap_or((path, ""));
        self.is_at(path).await;
    }

    /// Presses a button, link, summary or choice by its words, once it is there.
    pub async fn press(&self, words: &str) {
        self.until(&format!("{words:?} to press"), PRESS, json!([words]))
            .await;
    }

    /// Presses as a hand does, and not as a script: where the browser asks for a person.
    pub async fn click(&self, words: &str) {
        let mark = PRESS.replace("one.click();", "one.setAttribute('data-e2e-press', '');");
        self.until(
            &format!("{words:?} to click"),
            &format!("{UNMARK}{mark}"),
            json!([words]),
        )
        .await;
        let one = self.driver.find(By::Css("[data-e2e-press]")).await.unwrap();
        one.click().await.unwrap();
    }

    /// Types into a field found by its label, as keys, after emptying it.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Chooses what a select found by its label offers under these words, once it does.
    pub async fn choose(&self, label: &str, words: &str) {
        self.field(label).await;
        self.until(&format!("{words:?} to choose"), CHOOSE, json!([words]))
            .await;
    }

    /// Pastes into a field found by its label: one input event with the whole text.
    pub async fn paste(&self, label: &str, text: &str) {
        self.until(&format!("a field {label:?}"), PASTE, json!([label, text]))
            .await;
    }

    /// A field by its label.
    pub async fn field(&self, label: &str) -> WebElement {
        self.until(&format!("a field {label:?}"), FIELD, json!([label]))
            .await;
        self.driver.find(By::Css("[data-e2e-field]")).await.unwrap()
    }

    /// Waits until the page says this somewhere visible.
    pub async fn sees(&self, words: &str) {
        self.until(&format!("to see {words:?}"), SEES, json!([words]))
            .await;
    }

    /// Waits until the page no longer says this.
    pub async fn sees_no_more(&self, words: &str) {
        self.until(&format!("not to see {words:?}"), SEES_NOT, json!([words]))
            .await;
    }

    /// Everything that the page says now.
    pub async fn text(&self) -> String {
        let text = self
            .script("return document.body.innerText", json!([]))
            .await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the path of the address is this.
    pub async fn is_at(&self, path: &str) {
        self.until(
            &format!("to be at {path}"),
            "return location.pathname === arguments[0]",
            json!([path]),
        )
        .await;
    }

    /// Gives a file to the page's file picker.
    pub async fn choose_file(&self, path: &Path) {
        let picker = self.driver.query(By::Css("input[type=file]")).first().await;
        picker
            .unwrap()
            .send_keys(path.to_str().unwrap())
            .await
            .unwrap();
    }

    /// Drags files and folders from outside into the middle of the page, and lets go of them.
    pub async fn drops(&self, paths: &[&Path]) {
        let (x, y) = (self.screen.width / 2, self.screen.height / 2);
        for step in ["dragEnter", "dragOver", "drop"] {
            self.devtools(
                "Input.dispatchDragEvent",
                json!({
                    "type": step, "x": x, "y": y,
                    "data": {"items": [], "files": paths, "dragOperationsMask": 1},
                }),
            )
            .await;
        }
    }

    /// A downloaded file, once it is whole.
    pub async fn download(&self, name: &str) -> Vec<u8> {
        let path = self.downloads.join(name);
        let give_up = Instant::now() + PATIENCE;
        loop {
            let is_partial = path.with_file_name(format!("{name}.crdownload")).exists();
            if let (false, Ok(bytes)) = (is_partial, std::fs::read(&path)) {
                return bytes;
            }
            assert!(Instant::now() < give_up, "{name} was not downloaded");
            tokio::time::sleep(POLL).await;
        }
    }

    /// The same, moved away from where it was put: a file that may hold secrets.
    pub async fn takes_download(&self, name: &str) -> Vec<u8> {
        let bytes = self.download(name).await;
        std::fs::remove_file(self.downloads.join(name)).unwrap();
        bytes
    }

    /// The first downloaded file whose name begins so, once it is whole, with its name.
    pub async fn download_like(&self, start: &str) -> (String, Vec<u8>) {
        let give_up = Instant::now() + PATIENCE;
        loop {
            let files = std::fs::read_dir(&self.downloads).unwrap();
            let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
            let mut whole = names.filter(|name| !name.ends_with(".crdownload"));
            if let Some(name) = whole.find(|name| name.starts_with(start)) {
                let bytes = self.download(&name).await;
                return (name, bytes);
            }
            assert!(Instant::now() < give_up, "{start}… was not downloaded");
            tokio::time::sleep(POLL).await;
        }
    }

    /// From the next page load on, the page's clock runs ahead by so many seconds.
    pub async fn move_clock(&mut self, ahead_s: u64) {
        if let Some(old) = self.clock.take() {
            self.devtools(
                "Page.removeScriptToEvaluateOnNewDocument",
                json!({ "identifier": old }),
            )
            .await;
        }
        let script = CLOCK.replace("AHEAD", &(ahead_s * 1000).to_string());
        let added = self
            .devtools(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": script }),
            )
            .await;
        self.clock = added["identifier"].as_str().map(str::to_owned);
    }

    /// Takes the network away or gives it back.
    pub async fn go_offline(&self, offline: bool) {
        self.devtools("Network.enable", json!({})).await;
        self.devtools(
            "Network.emulateNetworkConditions",
            json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}),
        )
        .await;
    }

    /// Saves a picture of the whole page as `target/screens/NAME.png`.
    pub async fn screenshot(&self, name: &str) {
        let folder = root().join("target/screens");
        std::fs::create_dir_all(&folder).unwrap();
        let picture = self
            .devtools(
                "Page.captureScreenshot",
                json!({"format": "png", "captureBeyondViewport": true}),
            )
            .await;
        let bytes = base64::Engine::decode(
            &base64::engine::general_purpose::STANDARD,
            picture["data"].as_str().unwrap(),
        )
        .unwrap();
        std::fs::write(folder.join(format!("{name}.png")), bytes).unwrap();
    }

    /// What the console said, but for notes that are no faults.
    pub async fn console(&self) -> Vec<String> {
        let entries = self.driver.browser_log().await.unwrap();
        entries.into_iter().map(|entry| entry.message).collect()
    }

    /// Runs a script in the page.
    pub async fn script(&self, script: &str, arguments: Value) -> Value {
        let arguments = arguments.as_array().cloned().unwrap_or_default();
        let result = self.driver.execute(script, arguments).await.unwrap();
        result.json().clone()
    }

    /// A command of Chromium's own protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.driver
            .cdp()
            .send_raw(command, parameters)
            .await
            .unwrap()
    }

    /// The browser dies at once, as by a power cut; its profile stays as it is at that moment.
    pub async fn is_killed(self) {
        // There is nobody left to answer.
        drop(self.driver.cdp().send_raw("Browser.crash", json!({})).await);
        self.driver.leak().unwrap();
    }

    /// Closes the browser as a person does; its profile stays.
    pub async fn leave(self) {
        self.driver.quit().await.unwrap();
    }

    /// Repeats a script until it answers true.
    pub async fn until(&self, what: &str, script: &str, arguments: Value) {
        let arguments = arguments.as_array().cloned().unwrap_or_default();
        let give_up = Instant::now() + PATIENCE;
        loop {
            // While a page loads there may be no document to ask.
            let answer = self.driver.execute(script, arguments.clone()).await;
            if answer.is_ok_and(|answer| answer.json() == &Value::Bool(true)) {
                return;
            }
            if Instant::now() > give_up {
                let address = self.driver.current_url().await;
                panic!(
                    "waited for {what} at {}; the page says:\n{}",
                    address.map(|url| url.path().to_owned()).unwrap_or_default(),
                    self.text().await
                );
            }
            tokio::time::sleep(POLL).await;
        }
    }
}

const PATIENCE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(50);

const OPEN_INSIDE: &str = r"
const link = document.createElement('a');
link.href = arguments[0];
document.body.append(link);
link.click();
link.remove();";

const PRESS: &str = r"
const words = arguments[0];
const shown = e => e.checkVisibility({visibilityProperty: true}) && !e.closest('[inert]');
const name = e => (e.getAttribute('aria-label') || e.innerText || '').replace(/\s+/g, ' ').trim();
const all = [...document.querySelectorAll('button, a[href], summary, label, [role=button], [role=tab]')].filter(shown);
const one = all.find(e => name(e) === words) || all.find(e => name(e).startsWith(words));
if (!one || one.disabled) return false;
one.scrollIntoView({block: 'center'});
one.click();
return true;";

const UNMARK: &str = "document.querySelectorAll('[data-e2e-press]').forEach(e => e.removeAttribute('data-e2e-press'));";

const FIELD: &str = r"
document.querySelectorAll('[data-e2e-field]').forEach(e => e.removeAttribute('data-e2e-field'));
const label = arguments[0];
const said = e => [e.getAttribute('aria-label') || '', ...[...(e.labels || [])].map(l => l.innerText)]
  .map(t => t.replace(/\s+/g, ' ').trim());
const chosen = e => e.type === 'radio' || e.type === 'checkbox';
// What is typed into comes before a choice of the same name.
const fields = [...document.querySelectorAll('input, textarea, select')].filter(e => e.checkVisibility())
  .sort((a, b) => chosen(a) - chosen(b));
const field = fields.find(e => said(e).includes(label)) || fields.find(e => said(e).some(t => t.startsWith(label)));
if (!field) return false;
field.setAttribute('data-e2e-field', '');
return true;";

const CHOOSE: &str = r"
const select = document.querySelector('[data-e2e-field]');
const option = [...select.options].find(o => o.text.trim() === arguments[0]);
if (!option) return false;
select.value = option.value;
select.dispatchEvent(new Event('change', {bubbles: true}));
return true;";

const PASTE: &str = r"
const [label, text] = arguments;
const said = e => [e.getAttribute('aria-label') || '', ...[...(e.labels || [])].map(l => l.innerText)]
  .map(t => t.replace(/\s+/g, ' ').trim());
const fields = [...document.querySelectorAll('input, textarea')].filter(e => e.checkVisibility());
const field = fields.find(e => said(e).includes(label)) || fields.find(e => said(e).some(t => t.startsWith(label)));
if (!field) return false;
field.focus();
field.select();
document.execCommand('insertText', false, text);
return true;";

const SEES: &str = r"
const flat = t => t.replace(/[\s\u00a0]+/g, ' ');
return flat(document.body.innerText).includes(flat(arguments[0]));";

const SEES_NOT: &str = r"
const flat = t => t.replace(/[\s\u00a0]+/g, ' ');
return !flat(document.body.innerText).includes(flat(arguments[0]));";

const CLOCK: &str = r"
(() => {
  const Real = Date, ahead = AHEAD;
  const now = () => Real.now() + ahead;
  class Moved extends Real {
    constructor(...args) { if (args.length) super(...args); else super(now()); }
    static now() { return now(); }
  }
  globalThis.Date = Moved;
})();";
