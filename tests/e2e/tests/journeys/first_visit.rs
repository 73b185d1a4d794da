//! The first visit: in by Amazon's own page, to the library and its reports.

use std::io::{Cursor, Read};

use e2e::sign_in::ADDRESS;
use e2e::{Screen, Stage};
use serde_json::json;

const EMAIL: &str = "first@example.org";

#[tokio::test]
async fn a_member_signs_in_once_and_reads_the_reports() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &["otp"]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.open("/").await;
    member.sees("Sandbox, not Amazon").await;
    member.press("Sign in with Amazon").await;
    member.is_at("/sign-in").await;
    let address = member.goes_through_amazon(&stage.sandbox, EMAIL).await;
    member.paste(ADDRESS, &address).await;
    member.press("Continue").await;
    member.is_at("/stores").await;
    member.sees("This browser is now called").await;
    member.press("Read these stores").await;
    member.is_at("/sync").await;
    member.sees("Sync now").await;

    let expected = stage.sandbox.expected(EMAIL).await;
    let library = expected["library"].as_array().unwrap();
    let some_title = library[0]["title"].as_str().unwrap();
    for (path, words) in [
        ("/", "You own"),
        ("/reports/by-author", "My library by author"),
        ("/reports/by-narrator", "My library by narrator"),
        ("/reports/by-series", "My library by series"),
        ("/reports/missing", "Missing in my series"),
        ("/reports/more-by-authors", "More by my authors"),
        ("/reports/more-by-narrators", "More by my narrators"),
    ] {
        member.open(path).await;
        member.sees(words).await;
        member.sees("Synced").await;
    }

    member.open("/reports/by-author").await;
    member.press("Download").await;
    member.press("This report").await;
    let text = String::from_utf8(member.download("my_library_by_authors.txt").await).unwrap();
    assert!(
        text.ends_with("\n\n"),
        "every group ends with an empty line"
    );
    assert!(
        text.contains(&format!("  - {some_title}\n")),
        "{some_title}"
    );

    member.open("/").await;
    member.press("Download all six").await;
    let packed = member.download("audipy-reports.zip").await;
    let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
    assert_eq!(archive.len(), 6);
    let mut same = String::new();
    archive
        .by_name("my_library_by_authors.txt")
        .unwrap()
        .read_to_string(&mut same)
        .unwrap();
    assert_eq!(same, text);

    assert_eq!(stage.sandbox.counters().await["otps_asked"], 1);
    assert!(
        no_secret_in(&member.console().await),
        "a secret in the console"
    );
    let address = member.script("return location.href", json!([])).await;
    assert!(!address.to_string().contains("authorization_code"));
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_wrong_paste_says_what_is_wrong_and_sends_nothing() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.open("/sign-in").await;
    let right = member.goes_through_amazon(&stage.sandbox, EMAIL).await;
    let cut = right.split("openid.oa2.authorization_code").next().unwrap();
    for wrong in [
        "hello",
        "https://www.amazon.com/ap/signin?openid.mode=checkid_setup",
        "https://www.amazon.com/ap/mfa?ie=UTF8",
        "https://www.audible.com/library",
        "https://www.example.org/",
        "http://www.amazon.com/ap/ext/oauth/2",
        cut,
        &right.replace("www.amazon.com", "www.amazon.de"),
    ] {
        member.paste(ADDRESS, wrong).await;
        member
            .until(
                &format!("words about {wrong:?}"),
                "const f = document.querySelector('textarea'); \
                 return f.getAttribute('aria-invalid') === 'true' \
                   && f.getAttribute('aria-describedby').split(' ') \
                        .some(id => (document.getElementById(id)?.innerText || '').length > 20)",
                json!([]),
            )
            .await;
    }
    assert_eq!(stage.sandbox.requests("/auth/register").await, 0);

    member.paste(ADDRESS, &right).await;
    member.press("Continue").await;
    member.is_at("/stores").await;
    member.press("Read these stores").await;
    member.sees("Sync now").await;
    assert_eq!(stage.sandbox.requests("/auth/register").await, 1);

    // The same address once more: codes work once.
    member.open("/sign-in").await;
    member
        .until(
            "a fresh field",
            "return document.querySelector('textarea')?.value === ''",
            json!([]),
        )
        .await;
    member.paste(ADDRESS, &right).await;
    member.sees("already").await;
    assert_eq!(stage.sandbox.requests("/auth/register").await, 1);
    member.leave().await;
    stage.assert_no_secrets().await;
}

fn no_secret_in(lines: &[String]) -> bool {
    lines
        .iter()
        .all(|line| !line.contains("Atna|") && !line.contains("Atnr|"))
}
