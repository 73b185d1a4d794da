//! A backup: saved, restored on a fresh profile, and merged where the account is already; and
//! encrypted auth files for other programs.

use std::path::PathBuf;

use e2e::{Member, Screen, Stage};
use serde_json::{Value, json};
use tempfile::TempDir;

const EMAIL: &str = "keeping@example.org";
const PASSPHRASE: &str = "four words that stay";

#[tokio::test]
async fn a_backup_is_restored_on_a_fresh_profile() {
    let (stage, member) = signed_in(Screen::default(), &["otp"]).await;
    member.open("/settings").await;
    member.press("Dark").await;
    member.open("/sync").await;
    // To its end: a sync that is under way would go on from the backup.
    member.sees("Synced").await;
    member.open("/status").await;
    member.press("Backup and encrypted files").await;
    member.is_at("/backup").await;
    member.sees("Sign-in and libraries").await;
    member.paste("Passphrase for the backup", PASSPHRASE).await;
    member.screenshot("backup").await;
    member.press("Save the backup").await;
    member.sees("The backup was handed to your browser").await;
    let (name, bytes) = member.download_like("audipy-backup-").await;
    assert!(bytes.starts_with(b"AudiPy backup\n"));
    // Nothing in it can be read.
    assert!(!bytes.windows(5).any(|it| it == b"Atnr|"));
    member.open("/").await;
    member.sees("You own").await;
    let owned = member.text().await;
    let owned = owned
        .lines()
        .find(|line| line.contains("You own"))
        .unwrap()
        .to_owned();
    let requests = stage.sandbox.requests("/1.0/library").await;
    member.leave().await;

    let (_folder, path) = put(&name, &bytes);
    let other = stage.member("other", Screen::phone()).await;
    other.opens_file(&path).await;
    other.sees("Encrypted with a password").await;
    other.unlocks_file("not the right one").await;
    other.sees("This password does not open it.").await;
    other.unlocks_file(PASSPHRASE).await;
    other.sees("a backup of AudiPy").await;
    other.sees("titles come with it").await;
    other.screenshot("restore-preview").await;
    other.press("Keep this account").await;
    other.is_at("/").await;
    // At once, without reading anything anew.
    other.sees(&owned).await;
    assert_eq!(stage.sandbox.requests("/1.0/library").await, requests);
    assert_eq!(stage.sandbox.counters().await["otps_asked"], 1);
    other.open("/status").await;
    other.sees("Nothing for you to do").await;

    // The settings came along, because nobody was here before.
    assert_eq!(theme(&other).await, json!("dark"));

    // Once more: nothing to keep, and the settings of today stay unless those are wanted.
    other.open("/settings").await;
    other.press("Light").await;
    other.opens_file(&path).await;
    other.unlocks_file(PASSPHRASE).await;
    other.sees("This account is here already").await;
    assert_eq!(theme(&other).await, json!("light"));
    other.press("Take over the settings too").await;
    other.press("Take over the settings").await;
    other.is_at("/").await;
    assert_eq!(theme(&other).await, json!("dark"));
    other.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn what_was_said_and_kept_comes_from_a_backup_beside_what_is_here() {
    let (stage, member) = signed_in(Screen::default(), &[]).await;
    member.open("/sync").await;
    member.sees("Synced").await;
    keeps_view(&member, "Long ones first").await;
    member.open(MARA).await;
    member.fill("Same person as …", "ada quill").await;
    member.press("Ada Quill (").await;
    member.sees("joined by you").await;
    member.open("/backup").await;
    saves(&member).await;
    member.sees("The backup was handed to your browser").await;
    let (name, bytes) = member.download_like("audipy-backup-").await;

    // Later both are taken back, and there is something else.
    member.open(MARA).await;
    member.until("the button", PART, json!([])).await;
    member.sees("is somebody else from now on.").await;
    keeps_view(&member, "Zigzag").await;
    member.press("Delete Long ones first").await;
    member.sees("“Long ones first” is deleted.").await;

    let (_folder, path) = put(&name, &bytes);
    member.opens_file(&path).await;
    member.unlocks_file(PASSPHRASE).await;
    member.sees("knows more of what you said and kept").await;
    member.screenshot("restore-beside").await;
    member.press("Keep this account").await;
    member.is_at("/").await;
    // At once, and as it is stored.
    for _ in 0..2 {
        member.sees("Zigzag").await;
        member.sees("Long ones first").await;
        member.driver.refresh().await.unwrap();
    }
    member.open(MARA).await;
    member.sees("joined by you").await;

    // Now there is nothing left to bring.
    member.opens_file(&path).await;
    member.unlocks_file(PASSPHRASE).await;
    member.sees("There is nothing to keep.").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_broken_backup_says_what_is_lost_and_gives_the_rest() {
    let (stage, member) = signed_in(Screen::default(), &[]).await;
    member.open("/backup").await;
    saves(&member).await;
    let (name, mut bytes) = member.download_like("audipy-backup-").await;
    member.leave().await;

    let last = bytes.len() - 20;
    bytes[last] ^= 1;
    let (_folder, path) = put(&name, &bytes);
    let other = stage.member("other", Screen::default()).await;
    other.opens_file(&path).await;
    other.unlocks_file(PASSPHRASE).await;
    other
        .sees("some of the backup is damaged, records: 1")
        .await;
    other.press("Keep this account").await;
    other.sees("You own").await;
    other.leave().await;
}

#[tokio::test]
async fn what_does_not_read_is_named_and_not_in_the_backup() {
    let (stage, member) = signed_in(Screen::phone(), &[]).await;
    member.open("/backup").await;
    member.sees("Sign-in and libraries").await;
    member.damage("records", "/us/wishes/0").await;
    saves(&member).await;
    member.sees("Not everything is in it.").await;
    member.sees(": wish list").await;
    member.screenshot("backup-left-out").await;
    let (name, bytes) = member.download_like("audipy-backup-").await;
    member.leave().await;

    // The rest is there, and nothing of the file is damaged.
    let (_folder, path) = put(&name, &bytes);
    let other = stage.member("other", Screen::default()).await;
    other.opens_file(&path).await;
    other.unlocks_file(PASSPHRASE).await;
    other.sees("titles come with it").await;
    assert!(!other.text().await.contains("damaged"));
    other.press("Keep this account").await;
    other.sees("You own").await;
    other.leave().await;
}

#[tokio::test]
async fn saving_and_opening_a_backup_can_be_stopped() {
    let (_stage, member) = signed_in(Screen::default(), &[]).await;
    member.open("/backup").await;
    member.sees("Sign-in and libraries").await;
    // Workers hear nothing, so that what was begun goes on until it is stopped.
    member.script(DEAF_WORKERS, json!([])).await;
    saves(&member).await;
    member.press("Stop").await;
    member.sees("Stopped. Nothing was changed.").await;
    assert!(!member.text().await.contains("handed to your browser"));

    // It goes on from there, and so does opening the file.
    member.open("/backup").await;
    saves(&member).await;
    member.sees("The backup was handed to your browser").await;
    let (name, bytes) = member.download_like("audipy-backup-").await;
    let (_folder, path) = put(&name, &bytes);
    member.open("/open-file").await;
    member.sees("Open auth files").await;
    member.script(DEAF_WORKERS, json!([])).await;
    member.choose_file(&path).await;
    member.unlocks_file(PASSPHRASE).await;
    member.press("Stop").await;
    member.sees("Encrypted with a password").await;
    assert!(!member.text().await.contains("does not open it"));
    member.leave().await;
}

#[tokio::test]
async fn encrypted_auth_files_of_both_forms_open_again() {
    let (_stage, member) = signed_in(Screen::default(), &[]).await;
    member.open("/backup").await;
    member.sees("For other programs").await;
    let folder = tempfile::tempdir().unwrap();
    for (form, name) in [
        (
            "JSON, as audible-cli writes it",
            "audible-auth-encrypted.json",
        ),
        ("Bytes", "audible-auth-encrypted.auth"),
    ] {
        let style = member.field("Form of the file").await;
        style.send_keys(form).await.unwrap();
        member.paste("Password for the file", "pässwörd").await;
        member.press("Save encrypted auth file").await;
        let bytes = member.download(name).await;
        std::fs::write(folder.path().join(name), &bytes).unwrap();
    }
    for name in ["audible-auth-encrypted.json", "audible-auth-encrypted.auth"] {
        member.opens_file(&folder.path().join(name)).await;
        member.unlocks_file("pässwörd").await;
        member
            .sees("This account is here already, in the same state.")
            .await;
    }
    member.leave().await;
}

/// A member who met these challenges at the sign-in, and the stage, which stays as long as it is
/// held.
async fn signed_in(screen: Screen, challenges: &[&str]) -> (Stage, Member) {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, challenges).await;
    let member = stage.member("anna", screen).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    (stage, member)
}

/// Saves the backup that the page offers.
async fn saves(member: &Member) {
    member.paste("Passphrase for the backup", PASSPHRASE).await;
    member.press("Save the backup").await;
}

/// Keeps a view of a report under a name.
async fn keeps_view(member: &Member, name: &str) {
    member.open("/reports/by-author?by=-length").await;
    member.press("Views").await;
    member.fill("Name of the view", name).await;
    member.press("Keep this view").await;
    let kept = "return [...document.querySelectorAll('.kept a')]\
        .some(link => link.innerText.trim() === arguments[0])";
    member.until(name, kept, json!([name])).await;
}

/// Puts a file into a folder, which stays as long as it is held.
fn put(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

async fn theme(member: &Member) -> Value {
    let theme = "return document.documentElement.dataset.theme";
    member.script(theme, json!([])).await
}

/// The page of one of the sandbox's authors.
const MARA: &str = "/people/B0VAUTH001";
/// Presses the button beside whom the member joined.
const PART: &str = "const lines = [...document.querySelectorAll('.identity li')];\
    const button = lines.find(line => line.innerText.includes('joined by you'))\
    ?.querySelector('button');\
    if (!button) return false;\
    button.click();\
    return true;";
/// From now on, what is sent to a worker gets lost.
const DEAF_WORKERS: &str = "Worker.prototype.postMessage = () => {};";
