//! `GET /1.0/content/<asin>/metadata` (API reference, 8): the chapters of a title, which file there
//! would be, and where one stopped. It needs no licence, and without the position no token.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::query::refused;
use super::{Answered, Call, catalogue};
use crate::router::json as json_answer;

pub(super) fn metadata(call: &mut Call<'_>, asin: &str) -> Answered {
    let text = call.query.text("response_groups").unwrap_or_default();
    let groups: Vec<&str> = text
        .split(',')
        .map(str::trim)
        .filter(|group| !group.is_empty())
        .collect();
    if let Some(invalid) = groups.iter().find(|group| !GROUPS.contains(*group)) {
        return Err(refused(&format!(
            "Invalid response group(s) requested: {invalid}"
        )));
    }
    call.query.one_of("quality", "High", &["High", "Normal"]);
    call.query
        .one_of("chapter_titles_type", "Flat", &["Flat", "Tree"]);
    for name in ["drm_type", "acr"] {
        call.query.text(name);
    }
    call.query.check()?;
    let Some(product) = call.shop.product(asin) else {
        return Ok(json_answer(
            StatusCode::NOT_FOUND,
            &json!({"message": format!("{asin} has no content")}),
        ));
    };
    let minutes = product.value("runtime_length_min").as_u64();
    let runtime = minutes.unwrap_or_default() * 60_000;
    if runtime == 0 {
        // Shows, and what is not out yet.
        return Ok(catalogue::soft_error());
    }
    let mut content = Map::new();
    if groups.contains(&"chapter_info") {
        let chapters = json!({
            "brandIntroDurationMs": 2_000,
            "brandOutroDurationMs": 5_000,
            "chapters": chapters(runtime),
            "is_accurate": true,
            "runtime_length_ms": runtime,
            "runtime_length_sec": runtime / 1_000,
        });
        content.insert("chapter_info".into(), chapters);
    }
    if groups.contains(&"content_reference") {
        let reference = json!({
            "acr": format!("CR!{asin}"),
            "asin": asin,
            "codec": "mp4a.40.2",
            "content_format": "AAX_22_64",
            // 64 kbit/s.
            "content_size_in_bytes": runtime * 8,
            "file_version": "1",
            "marketplace": call.marketplace.id,
            "sku": product.value("sku"),
            "tempo": "1.0",
            "version": "10000001",
        });
        content.insert("content_reference".into(), reference);
    }
    if groups.contains(&"last_position_heard") && call.caller.is_some() {
        content.insert("last_position_heard".into(), position(call, asin, runtime));
    }
    Ok(json_answer(
        StatusCode::OK,
        &json!({"content_metadata": content, "response_groups": groups}),
    ))
}

/// Opening credits, then chapters of half an hour or a little more.
fn chapters(runtime: u64) -> Vec<Value> {
    let chapter = |title: String, start: u64, end: u64| {
        json!({
            "title": title,
            "start_offset_ms": start,
            "start_offset_sec": start / 1_000,
            "length_ms": end - start,
        })
    };
    let count = (runtime / CHAPTER_MS).max(1);
    let length = (runtime - OPENING_MS) / count;
    let mut chapters = vec![chapter("Opening Credits".to_owned(), 0, OPENING_MS)];
    for number in 1..=count {
        let start = OPENING_MS + (number - 1) * length;
        // The last one has what is left.
        let end = if number == count {
            runtime
        } else {
            start + length
        };
        chapters.push(chapter(format!("Chapter {number}"), start, end));
    }
    chapters
}

/// Where a member stopped: as far as the library says.
fn position(call: &Call<'_>, asin: &str, runtime: u64) -> Value {
    let mut library = call.shop.library.iter();
    let percent = library
        .find(|item| !item.revoked && item.record.asin() == asin)
        .and_then(|item| item.record.value("percent_complete").as_f64())
        .unwrap_or_default();
    // Whole percents will do.
    match format!("{percent:.0}").parse::<u64>() {
        Ok(percent) if percent > 0 => json!({
            "status": "Exists",
            "position_ms": runtime / 100 * percent,
            "last_updated": "2026-01-30T21:10:02.123Z",
        }),
        _ => json!({"status": "DoesNotExist"}),
    }
}

/// Shorter than any title: a minute is the least that there is.
const OPENING_MS: u64 = 15_000;
const CHAPTER_MS: u64 = 1_800_000;
const GROUPS: &[&str] = &[
    "always-returned",
    "chapter_info",
    "content_reference",
    "content_url",
    "last_position_heard",
];
