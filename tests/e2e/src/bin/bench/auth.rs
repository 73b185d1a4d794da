//! Getting in and staying in: unlocking by each kind of slot, opening encrypted files, renewing a
//! token.

use std::fs;
use std::path::Path;

use e2e::{Member, Screen, Stage};
use serde_json::{Value, json};

use crate::figures::{aimed, figure, heading, median};
use crate::page::REPORTS;
use crate::watch::{shown, until, watch};

/// All of it.
pub(crate) async fn all() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("member", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    watch(&member, REPORTS).await;
    renewing(&member).await;
    unlocking(&stage, &member).await;
    member.leave().await;
    let other = stage.member("files", Screen::default()).await;
    opening_files(&other).await;
    other.leave().await;
}

/// From the press to the stored successor, without what the answer takes.
async fn renewing(member: &Member) {
    heading("renewing the access token, in the browser");
    member.open("/status").await;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        member.until("to renew", RENEWABLE, json!([])).await;
        let times = timed(member, RENEW, json!([])).await;
        let [sent, answered, stored] = [0, 1, 2].map(|at| times[at].as_f64().unwrap());
        ours.push(sent + stored - answered);
        theirs.push(answered - sent);
    }
    let (ours, theirs) = (median(ours), median(theirs));
    figure(
        "in our code and the browser's storage",
        format!("{ours:.1} ms"),
    );
    figure(
        "against the answer by relay and sandbox",
        format!("{:.2} × {theirs:.1} ms", ours / theirs),
    );
}

/// From the press to the reports on the screen.
async fn unlocking(stage: &Stage, member: &Member) {
    heading("unlocking, by kind of slot");
    let mut device = Vec::new();
    for _ in 0..RUNS {
        device.push(shown(member, &stage.origin).await);
    }
    let device = median(device);
    figure(
        "this device: navigation to reports, opened by itself",
        format!("{device:.0} ms"),
    );
    member.add_authenticator(true).await;
    member.open("/locks").await;
    member.press("Add a passphrase").await;
    member.fill("New passphrase", PASSPHRASE).await;
    member.fill("The same again", PASSPHRASE).await;
    member.press("Set passphrase").await;
    member.sees("The passphrase is set.").await;
    member.press("Add a passkey").await;
    member.press("Make the passkey").await;
    member.sees("The passkey is set.").await;
    for (name, button) in [
        ("passphrase", "Unlock"),
        ("passkey", "Unlock with a passkey"),
    ] {
        let mut times = Vec::new();
        for _ in 0..RUNS {
            member.open("/").await;
            member.fill("Passphrase", PASSPHRASE).await;
            times.push(pressed(member, button, REPORTS).await);
        }
        let time = median(times);
        if name == "passphrase" {
            // Made slow on purpose: half a second of it.
            aimed("passphrase: press to reports", time, "ms", 1_500.0);
        } else {
            figure("passkey: press to reports", format!("{time:.0} ms"));
        }
        figure(
            "against opening by itself",
            format!("{:.2} ×", time / device),
        );
    }
}

/// From the press to what is in the file.
async fn opening_files(member: &Member) {
    heading("opening an auth file of 1 MB, in the browser");
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("plain.json");
    fs::write(&plain, file_of_a_megabyte()).unwrap();
    let mut times = Vec::new();
    for _ in 0..RUNS {
        chooses(member, &plain).await;
        let took = until(member, "globalThis.bench && bench.opened").await;
        times.push(took.as_f64().unwrap());
    }
    let of_plain = median(times);
    figure("plain", format!("{of_plain:.0} ms"));
    member.press("Keep this account").await;
    member.is_at("/stores").await;
    for (form, name) in [
        (
            "JSON, as audible-cli writes it",
            "audible-auth-encrypted.json",
        ),
        ("Bytes", "audible-auth-encrypted.auth"),
    ] {
        member.open("/backup").await;
        member.choose("Form of the file", form).await;
        member.paste("Password for the file", PASSPHRASE).await;
        member.click("Save encrypted auth file").await;
        let path = folder.path().join(name);
        fs::write(&path, member.takes_download(name).await).unwrap();
        let mut times = Vec::new();
        for _ in 0..RUNS {
            chooses(member, &path).await;
            member.paste("Password of the file", PASSPHRASE).await;
            times.push(pressed(member, "Open", ".found").await);
        }
        let time = median(times);
        figure(
            &format!("encrypted, {name}"),
            format!("{time:.0} ms, {:.1} × plain", time / of_plain),
        );
    }
}

async fn chooses(member: &Member, file: &Path) {
    member.open("/open-file").await;
    member.sees("Open auth files").await;
    member.script(WHEN_OPENED, json!([])).await;
    member.choose_file(file).await;
}

/// Presses a button; milliseconds until what `selector` finds is painted.
async fn pressed(member: &Member, words: &str, selector: &str) -> f64 {
    member.until(words, READY, json!([words])).await;
    timed(member, PRESSED, json!([words, selector]))
        .await
        .as_f64()
        .unwrap()
}

/// What a script hands to its last argument.
async fn timed(member: &Member, script: &str, arguments: Value) -> Value {
    let arguments = arguments.as_array().cloned().unwrap_or_default();
    let answer = member.driver.execute_async(script, arguments).await;
    answer.unwrap().json().clone()
}

/// A file with many cookies, which nobody has, to make it large.
fn file_of_a_megabyte() -> String {
    let cookies: serde_json::Map<String, Value> = (0..20_000)
        .map(|number| {
            (
                format!("cookie-{number:05}"),
                json!(format!("value-{number:032}")),
            )
        })
        .collect();
    json!({
        "website_cookies": cookies, "adp_token": null, "access_token": "Atna|x",
        "refresh_token": "Atnr|x", "device_private_key": null, "store_authentication_cookie": null,
        "device_info": null, "customer_info": null, "expires": 1e9, "locale_code": "us",
        "with_username": false, "activation_bytes": null,
    })
    .to_string()
}

const EMAIL: &str = "bench@example.org";
const PASSPHRASE: &str = "seven invented otters juggle";
const RUNS: usize = 7;

const RENEWABLE: &str = "return [...document.querySelectorAll('button')] \
    .some(b => b.innerText.trim() === 'Refresh now' && !b.disabled)";

/// The moments since the press at which the request was sent, answered, and its token stored: other
/// tabs are told then.
const RENEW: &str = r"
const done = arguments[0];
const channel = new BroadcastChannel('audipy');
const asked = bench.asked.length;
const start = performance.now();
channel.onmessage = event => {
  if (!String(event.data).includes('tokens')) return;
  channel.close();
  const one = bench.asked.slice(asked).find(one => one.url.includes('/auth/token'));
  done([one.at - start, one.answered - start, performance.now() - start]);
};
[...document.querySelectorAll('button')].find(b => b.innerText.trim() === 'Refresh now').click();";

const READY: &str = "return [...document.querySelectorAll('button')] \
    .some(b => b.innerText.trim() === arguments[0] && !b.disabled)";

const PRESSED: &str = r"
const [words, selector, done] = arguments;
const look = () => {
  if (!document.querySelector(selector)) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
};
const observer = new MutationObserver(look);
observer.observe(document, { childList: true, subtree: true });
const start = performance.now();
[...document.querySelectorAll('button')].find(b => b.innerText.trim() === words).click();";

/// Notes how long it takes from a choice of files to an account on the screen.
const WHEN_OPENED: &str = r"
bench.opened = null;
let start;
document.addEventListener('change', () => { start = performance.now(); }, { capture: true, once: true });
const observer = new MutationObserver(() => {
  if (!document.querySelector('.found')) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { bench.opened = performance.now() - start; }));
});
observer.observe(document, { childList: true, subtree: true });";
