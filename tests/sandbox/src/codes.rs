//! `/sandbox/codes`: what the invented people would get by mail, text message and app; for whoever
//! tries AudiPy by hand.

use std::fmt::Write as _;

use crate::Sandbox;
use crate::accounts::{Account, Approval, Step};
use crate::pages::html::{escape, frame, hidden};

/// The page of codes. It looks again by itself.
pub(crate) fn page(sandbox: &Sandbox) -> String {
    let now = sandbox.clock.now();
    let ledger = sandbox.ledger();
    let newest = ledger
        .newest
        .as_deref()
        .and_then(|email| ledger.account(email));
    let mut accounts: Vec<&Account> = ledger.accounts.values().collect();
    let is_first = |account: &Account| {
        newest.is_some_and(|newest| newest.email == account.email)
            || ledger.is_signing_in(&account.email)
    };
    // Whoever is signing in comes first, then the friendly ones.
    accounts.sort_by_key(|account| (!is_first(account), account.password.is_none()));
    let mut body = String::from(
        "<meta http-equiv=\"refresh\" content=\"5\">\
         <p>The people of the sandbox and what each of them would receive now. This page looks again every five seconds.</p>\n",
    );
    for account in accounts {
        let _ = write!(
            body,
            "<section class=\"person\"><h2><code>{}</code></h2><p>{}</p>\n<dl>",
            escape(&account.email),
            escape(&account.purpose)
        );
        let mut row = |name: &str, value: &str| {
            let _ = write!(body, "<dt>{name}</dt><dd>{}</dd>", escape(value));
        };
        row(
            "Password",
            account
                .password
                .as_deref()
                .unwrap_or("any, but not \"wrong\""),
        );
        for (name, value) in received(account, now) {
            row(name, &value);
        }
        body.push_str("</dl>");
        if ledger.is_waiting_for_approval(&account.email) {
            let _ = write!(
                body,
                "<form method=\"post\" action=\"/sandbox/approve\">{}<button type=\"submit\">Approve the sign-in</button></form>",
                hidden("email", &account.email)
            );
        }
        body.push_str("</section>\n");
    }
    frame("Codes", &body)
}

/// The sandbox's first page.
pub(crate) fn start() -> String {
    frame(
        "AudiPy sandbox",
        "<p>It stands in for Amazon and Audible. Nothing here is real, and nothing leaves this computer.</p>\n\
         <ul><li><a href=\"/sandbox/codes\">Codes</a>: the invented people, their passwords, and the codes that they receive</li>\n\
         <li><a href=\"/sandbox/log\">Log</a>: what was asked</li>\n\
         <li><a href=\"/sandbox/counters\">Counters</a>: how often</li></ul>",
    )
}

fn received(account: &Account, now: i64) -> Vec<(&'static str, String)> {
    let mut received = Vec::new();
    for step in &account.steps {
        match step {
            Step::Otp => received.push(("One-time password", account.current_otp(now))),
            Step::MailOtp => received.push(("Code by mail", account.current_otp(now))),
            Step::Cvf | Step::CvfPick => received.push(("Code", account.cvf.clone())),
            Step::Captcha | Step::CvfCaptcha | Step::Robot => {
                let shown = if account.captcha.is_empty() {
                    "no picture yet"
                } else {
                    &account.captcha
                };
                received.push(("Picture", shown.to_owned()));
            }
            Step::Approval(Approval::ByHand) => {
                received.push(("Approval", "asked for when it signs in".to_owned()));
            }
            _ => {}
        }
    }
    received.dedup();
    received
}
