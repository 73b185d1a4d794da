//! A browser that is killed while it writes new tokens.

use e2e::{Screen, Stage};

const EMAIL: &str = "killed@example.org";

#[tokio::test]
async fn killed_while_tokens_are_written_the_member_stays_signed_in() {
    let kills = if std::env::var_os("AUDIPY_LONG_TESTS").is_some() {
        50
    } else {
        3
    };
    let stage = Stage::new().await;
    stage.sandbox.switch("data-set", "small").await;
    stage.sandbox.account(EMAIL, &["otp"]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.leave().await;
    for kill in 0..kills {
        let member = stage.member("anna", Screen::default()).await;
        member.open("/status").await;
        let renewed = stage.sandbox.requests("/auth/token").await;
        member.press("Refresh now").await;
        // The answer is under way, arriving, or being written.
        stage
            .sandbox
            .until_requests("/auth/token", renewed + 1)
            .await;
        for _ in 0..kill % 5 {
            member.text().await;
        }
        member.is_killed().await;

        let member = stage.member("anna", Screen::default()).await;
        member.open("/status").await;
        member.sees("Nothing for you to do").await;
        let text = member.text().await;
        assert!(!text.contains("damaged"), "after kill {kill}:\n{text}");
        // What was kept works: Amazon takes it once more.
        let renewed = stage.sandbox.requests("/auth/token").await;
        member.press("Refresh now").await;
        stage
            .sandbox
            .until_requests("/auth/token", renewed + 1)
            .await;
        member.sees("Nothing for you to do").await;
        member.leave().await;
    }
    assert_eq!(stage.sandbox.counters().await["otps_asked"], 1);
    stage.assert_no_secrets().await;
}
