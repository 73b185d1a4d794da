//! The page and `cargo xtask reports` write the same files of the same library.

mod data;

use std::process::Command;

use e2e::{Screen, Stage, unpack};
use serde_json::json;
use tempfile::TempDir;

const EMAIL: &str = "same@example.org";

#[tokio::test]
async fn the_page_and_the_task_write_the_same_files() {
    let data = TempDir::new().unwrap();
    data::write(data.path(), 11, 150);
    let stage = Stage::with_sandbox(&["--data", data.path().to_str().unwrap()]).await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    // Between 23:59 and midnight both would be of another day.
    let today = member.script(TODAY, json!([])).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.sees("Synced").await;
    member.open("/reports/by-author").await;
    member.press("Download").await;
    member.press("All six reports").await;
    let page = unpack(member.download("audipy-reports.zip").await);
    member.leave().await;

    let out = TempDir::new().unwrap();
    let task = Command::new(e2e::programs().join("examples/folder"))
        .arg("--data")
        .arg(data.path())
        .arg("--out")
        .arg(out.path())
        .args(["--today", today.as_str().unwrap()])
        .output()
        .unwrap();
    assert!(task.status.success(), "{task:?}");
    assert_eq!(page.len(), 6);
    for (name, text) in &page {
        let of_task = std::fs::read_to_string(out.path().join(name)).unwrap();
        assert!(
            *text == of_task,
            "{name}: {}",
            first_difference(text, &of_task)
        );
        assert!(text.lines().count() > 20, "{name} says little:\n{text}");
    }
}

fn first_difference(page: &str, task: &str) -> String {
    let both = page.lines().zip(task.lines());
    match both.enumerate().find(|(_, (one, other))| one != other) {
        Some((line, (one, other))) => format!("line {}: page {one:?}, task {other:?}", line + 1),
        None => format!(
            "{} lines, {} lines",
            page.lines().count(),
            task.lines().count()
        ),
    }
}

const TODAY: &str = "const now = new Date(); \
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()] \
        .map(number => String(number).padStart(2, '0')).join('-')";
