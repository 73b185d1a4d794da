//! `GET /1.0/library` and `GET /1.0/library/<asin>` (API reference, 2 and 3).

use http::{HeaderValue, StatusCode};
use serde_json::json;
use time::format_description::well_known::Rfc3339;

use super::continuation::{Place, bound_to, opened, sealed};
use super::groups::View;
use super::query::refused;
use super::{Answered, Call, Shape, steer, written};
use crate::auth::Refusal;
use crate::data::{Changed, Item, Record, added};
use crate::router::json as json_answer;

/// What is listed.
struct Wanted {
    active: bool,
    revoked: bool,
    pending: bool,
    purchased_after: Option<String>,
    parent: Option<String>,
    title: Option<String>,
    author: Option<String>,
}

pub(super) fn list(call: &mut Call<'_>) -> Answered {
    let Asked {
        mut shape,
        number,
        page,
        sort,
        wanted,
        token,
        state_token,
    } = asked(call)?;
    // Changes of one millisecond follow each other in the next ones.
    let now = call.sandbox.clock.now_ms() + 500;
    let base = call.sandbox.data.base_token(call.marketplace);
    let bound_to = bound_to(call);
    let mut all = call.sandbox.data.changes();
    let changed = all
        .entry((call.set, call.marketplace.country_code))
        .or_default();
    let place = if let Some(token) = &token {
        opened(token, &bound_to)?
    } else {
        steer::library(call, changed, page);
        Place {
            p: (page - 1) * number,
            l: changed.journal.length(),
            n: tells_nothing(call, changed, page, &shape),
            e: false,
            q: bound_to,
        }
    };
    shape.nameless = place.n;
    // The page of this number fails once (A32).
    let page = place.p / number + 1;
    if call.sandbox.switches.number("fail-page") == i64::try_from(page).ok() {
        call.sandbox
            .switches
            .set("fail-page", serde_json::Value::Null);
        return Ok(super::whoops());
    }

    let since = match state_token.as_deref() {
        None => None,
        Some("0") => {
            call.sandbox.log.violation("sent the state token 0");
            None
        }
        Some(text) => Some(known(call, changed, text, base, now)?),
    };
    let view = match since {
        Some(since) => changed.journal.since(&call.shop, since, now).into(),
        None => changed.journal.view(&call.shop, place.l),
    };
    let state = changed.journal.token(base, now);
    drop(all);

    let shown_parent = wanted.parent.as_deref();
    let children;
    let view: &[Item] = match shown_parent {
        Some(parent) => {
            children = episodes(call, parent);
            &children
        }
        None => &view,
    };
    let mut listed: Vec<&Item> = view.iter().filter(|item| wanted.fits(item)).collect();
    order(&mut listed, sort);
    let total = listed.len();
    let is_empty_page = token.is_some() && !place.e && call.sandbox.switches.take("empty-page");
    let count = if is_empty_page { 0 } else { number };
    let page_items = listed.iter().skip(place.p).take(count);
    let items = shape.array(page_items.map(|item| item.record.as_ref()));
    let mut answer = written(format!(
        "{{\"items\":{items},\"response_groups\":{}}}",
        shape.echo()
    ));
    let mut tell = |name, value: String| {
        if let Ok(value) = HeaderValue::try_from(value) {
            answer.headers_mut().insert(name, value);
        }
    };
    tell("total-count", total.to_string());
    let next = place.p.saturating_add(count);
    if next < total {
        let place = Place {
            p: next,
            e: place.e || is_empty_page,
            ..place
        };
        tell("continuation-token", sealed(&place));
    }
    // On the first page: a marker taken before the pages (A25). `0` where there is nothing (A26).
    if token.is_none() && page == 1 {
        let is_nothing = call.shop.library.is_empty() && state == base;
        tell(
            "state-token",
            if is_nothing {
                "0".into()
            } else {
                state.to_string()
            },
        );
    }
    // Large pages take long (A18): so many milliseconds for a hundred items.
    call.hold(&mut answer, "slow-pages", number.div_ceil(100));
    Ok(answer)
}

pub(super) fn item(call: &mut Call<'_>, asin: &str) -> Answered {
    let shape = call.shape(View::Library)?;
    call.query.check()?;
    if call.sandbox.switches.text("soft-error").as_deref() == Some(asin) {
        return Ok(super::catalogue::soft_error());
    }
    let all = call.sandbox.data.changes();
    let journal = all
        .get(&(call.set, call.marketplace.country_code))
        .map(|changed| &changed.journal);
    let view = match journal {
        Some(journal) => journal.view(&call.shop, journal.length()),
        None => call.shop.library.as_slice().into(),
    };
    let found = view
        .iter()
        .find(|item| !item.revoked && item.record.asin() == asin);
    let Some(found) = found else {
        return Ok(json_answer(
            StatusCode::NOT_FOUND,
            &json!({"message": format!("{asin} is not in the library")}),
        ));
    };
    let mut out = String::from("{\"item\":");
    shape.write(&mut out, &found.record);
    out.push_str(",\"response_groups\":");
    out.push_str(&shape.echo());
    out.push('}');
    Ok(written(out))
}

/// What a request asks for.
struct Asked {
    shape: Shape,
    number: usize,
    page: usize,
    sort: &'static str,
    wanted: Wanted,
    token: Option<String>,
    state_token: Option<String>,
}

fn asked(call: &mut Call<'_>) -> Result<Asked, Refusal> {
    let shape = call.shape(View::Library)?;
    let number = call.query.number("num_results", 100, 1, 1000);
    let has_page = call.query.text("page").is_some();
    let page = call.query.number("page", 1, 1, usize::MAX);
    let sort = call.query.one_of("sort_by", "-PurchaseDate", SORTS);
    let wanted = wanted(call);
    // The host decides.
    call.query.text("marketplace");
    let token = call.query.text("continuation_token");
    let state_token = call.query.text("state_token");
    call.query.check()?;
    if page.saturating_mul(number) > 10_000 && token.is_none() {
        return Err(refused("Implied library size is unsupported."));
    }
    if has_page && token.is_some() {
        call.sandbox
            .log
            .violation("sent both page and continuation_token");
    }
    Ok(Asked {
        shape,
        number,
        page,
        sort,
        wanted,
        token,
        state_token,
    })
}

fn wanted(call: &mut Call<'_>) -> Wanted {
    let status = call.query.text("status").unwrap_or_else(|| "Active".into());
    let mut wanted = Wanted {
        active: false,
        revoked: false,
        pending: call.query.flag("include_pending"),
        purchased_after: call.query.text("purchased_after"),
        parent: call.query.text("parent_asin"),
        title: call.query.text("title"),
        author: call.query.text("author"),
    };
    for status in status.split(',').map(str::trim) {
        match status {
            "Active" => wanted.active = true,
            "Revoked" => wanted.revoked = true,
            other => {
                let must = "satisfy enum value set: [Active, Revoked]";
                call.query.unfit("status", other, must);
            }
        }
    }
    if let Some(date) = &wanted.purchased_after
        && time::OffsetDateTime::parse(date, &Rfc3339).is_err()
    {
        let must = "be a date and time of RFC 3339";
        call.query.unfit("purchased_after", date, must);
    }
    wanted
}

impl Wanted {
    fn fits(&self, item: &Item) -> bool {
        // Without `Revoked` a delta hides removals (A27); without `include_pending` a full
        // listing hides what is ordered (A54).
        let status = if item.revoked {
            self.revoked
        } else {
            self.active
        };
        let has = |asked: &Option<String>, texts: &dyn Fn() -> Vec<String>| {
            asked.as_deref().is_none_or(|asked| {
                let mut index = crate::data::Index::default();
                for text in texts() {
                    index.add(0, &text);
                }
                !index.find(asked).is_empty()
            })
        };
        status
            && (self.pending || !item.pending)
            && self
                .purchased_after
                .as_ref()
                .is_none_or(|date| added(&item.record) >= *date)
            && has(&self.title, &|| vec![item.record.text("title")])
            && has(&self.author, &|| item.record.names("authors", "name"))
    }
}

fn order(listed: &mut [&Item], sort: &str) {
    let person = |record: &Record, list| {
        record
            .names(list, "name")
            .into_iter()
            .next()
            .unwrap_or_default()
    };
    let (field, backwards) = match sort.strip_prefix('-') {
        Some(field) => (field, true),
        None => (sort, false),
    };
    match field {
        "Title" => listed.sort_by_cached_key(|item| item.record.text("title").to_lowercase()),
        "Author" => listed.sort_by_cached_key(|item| person(&item.record, "authors")),
        "Narrator" => listed.sort_by_cached_key(|item| person(&item.record, "narrators")),
        "Length" => listed.sort_by_cached_key(|item| {
            let minutes = item.record.value("runtime_length_min");
            minutes.as_u64().unwrap_or_default()
        }),
        // That is how they are.
        _ if backwards => return,
        _ => {}
    }
    if backwards || field == "PurchaseDate" {
        listed.reverse();
    }
}

/// The ten newest episodes of a show, and the show itself (A67).
fn episodes(call: &Call<'_>, show: &str) -> Vec<Item> {
    let mut episodes: Vec<Item> = call
        .shop
        .episodes(show)
        .into_iter()
        .map(|episode| Item::new(Record::clone(episode)))
        .collect();
    episodes.truncate(10);
    episodes.extend(
        call.shop
            .library
            .iter()
            .find(|item| item.record.asin() == show)
            .cloned(),
    );
    episodes
}

/// Whether this scan tells no titles and no people: the first one after a long absence (A12).
fn tells_nothing(call: &Call<'_>, changed: &mut Changed, page: usize, shape: &Shape) -> bool {
    let Some(caller) = &call.caller else {
        return false;
    };
    if page == 1 {
        changed
            .without_titles
            .retain(|user| *user != caller.user_id);
        // A count asks for no titles, and is no scan.
        if shape.tells_titles() && call.sandbox.switches.take("titles-null") {
            changed.without_titles.push(caller.user_id.clone());
        }
    }
    changed.without_titles.contains(&caller.user_id)
}

/// A state token that this store gave out; any other is stale or foreign.
fn known(
    call: &Call<'_>,
    changed: &Changed,
    text: &str,
    base: i64,
    now: i64,
) -> Result<i64, Refusal> {
    let stale = || refused("The state token is invalid or has expired.");
    let token = text
        .parse()
        .ok()
        .filter(|_| text.len() == 13)
        .ok_or_else(stale)?;
    if call.sandbox.switches.take("stale-state-token") || !changed.journal.knows(token, base, now) {
        return Err(stale());
    }
    Ok(token)
}

const SORTS: &[&str] = &[
    "Author",
    "-Author",
    "Length",
    "-Length",
    "Narrator",
    "-Narrator",
    "PurchaseDate",
    "-PurchaseDate",
    "Title",
    "-Title",
];
