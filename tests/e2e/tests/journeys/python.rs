//! Auth files between the page and the real Python library: each opens what the other wrote.

use std::path::Path;
use std::process::Command;

use e2e::sandbox::PASSWORD;
use e2e::{Member, Screen, Stage, root};

const EMAIL: &str = "shared@example.org";
const LOCK: &str = "pässwörd 🎧";

#[tokio::test]
#[ignore = "needs the Python package audible, which cargo xtask test brings"]
async fn the_library_uses_what_the_page_wrote_and_the_page_what_the_library_wrote() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &["otp"]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    let folder = tempfile::tempdir().unwrap();
    for (name, lock) in [
        ("audible-auth.json", None),
        ("audible-auth-encrypted.json", Some(LOCK)),
        ("audible-auth-encrypted.auth", Some(LOCK)),
    ] {
        let (ours, theirs) = (folder.path().join(name), folder.path().join("theirs"));
        saves(&member, name).await;
        std::fs::write(&ours, member.takes_download(name).await).unwrap();
        library_uses(&stage, &ours, lock, &theirs);

        // The library renewed the access token, and wrote the file in the form that it had.
        opens(&member, &theirs, lock).await;
        member
            .sees("This account is here already; the file is newer.")
            .await;
        let other = stage
            .member(&format!("other-{name}"), Screen::phone())
            .await;
        opens(&other, &theirs, lock).await;
        other.press("Keep this account").await;
        other.is_at("/stores").await;
        other.press("Read these stores").await;
        other.sees("Synced ").await;
        other.leave().await;
    }
    assert_eq!(stage.sandbox.counters().await["otps_asked"], 1);
    member.leave().await;
}

/// Downloads the account in the form that has this name.
async fn saves(member: &Member, name: &str) {
    if name == "audible-auth.json" {
        member.open("/status").await;
        member.click("Export auth file").await;
        member.click("Export it").await;
        return;
    }
    member.open("/backup").await;
    if Path::new(name).extension().is_some_and(|it| it == "auth") {
        member.choose("Form of the file", "Bytes").await;
    }
    member.paste("Password for the file", LOCK).await;
    member.click("Save encrypted auth file").await;
}

async fn opens(member: &Member, file: &Path, lock: Option<&str>) {
    member.opens_file(file).await;
    if let Some(lock) = lock {
        member.unlocks_file(lock).await;
    }
    member.sees("One account is in it.").await;
}

/// The Python library opens the file, signs a request, sends the access token, renews it, and
/// writes the file anew.
fn library_uses(stage: &Stage, file: &Path, lock: Option<&str>, out: &Path) {
    let python = std::env::var_os("AUDIPY_PYTHON").expect("AUDIPY_PYTHON names a Python");
    let mut oracle = Command::new(python);
    oracle
        .arg(root().join("tests/oracle/oracle.py"))
        .args(["--sandbox", stage.sandbox.url()])
        .args(["--email", EMAIL, "--password", PASSWORD])
        .arg("--compare")
        .arg(file)
        .arg("--out")
        .arg(out);
    if let Some(lock) = lock {
        oracle.args(["--file-password", lock]);
    }
    let said = oracle.output().unwrap();
    assert!(
        said.status.success(),
        "{}\n{}\n{}",
        file.display(),
        String::from_utf8_lossy(&said.stdout),
        String::from_utf8_lossy(&said.stderr)
    );
}
