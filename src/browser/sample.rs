//! `/sample.json`: the invented library, fetched only when someone asks for it.

/// Its bytes; `None` if it cannot be had (offline, and never opened before).
pub async fn fetch(origin: &str) -> Option<Vec<u8>> {
    let answer = reqwest::Client::new()
        .get(format!("{origin}/sample.json"))
        .fetch_credentials_omit()
        .send()
        .await
        .ok()?;
    if !answer.status().is_success() {
        return None;
    }
    Some(answer.bytes().await.ok()?.into())
}
