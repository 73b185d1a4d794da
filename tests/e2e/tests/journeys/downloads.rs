//! Downloads, opened and compared.

use std::collections::BTreeMap;
use std::path::Path;

use e2e::{Member, Screen, Stage, unpack};
use serde_json::{Value, json};
use thirtyfour::Key;

/// Each report's page and the name of its file.
const REPORTS: [(&str, &str); 6] = [
    ("/reports/by-author", "my_library_by_authors.txt"),
    ("/reports/by-narrator", "my_library_by_narrators.txt"),
    ("/reports/by-series", "my_library_by_series.txt"),
    ("/reports/missing", "missing_books_in_my_series.txt"),
    (
        "/reports/more-by-authors",
        "missing_books_by_my_authors.txt",
    ),
    (
        "/reports/more-by-narrators",
        "missing_books_by_my_narrators.txt",
    ),
];

#[tokio::test]
async fn each_report_is_the_same_alone_and_in_the_archive_and_again() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member.open("/").await;
    member.press("Open the sample library").await;
    member.sees("You own").await;
    let first = download_each(&member).await;
    member.open("/reports/by-author").await;
    member.press("Download").await;
    member.press("All six reports").await;
    let archive = unpack(member.download("audipy-reports.zip").await);
    assert_eq!(archive, first);
    for (name, text) in &first {
        assert!(!text.trim().is_empty(), "{name} is empty");
        assert!(
            text.ends_with('\n') && !text.contains('\r'),
            "{name} has other ends of lines"
        );
    }
    member.leave().await;

    // Another browser, another visit: the same bytes.
    let other = stage.member("other", Screen::phone()).await;
    other.open("/").await;
    other.press("Open the sample library").await;
    other.sees("You own").await;
    assert_eq!(download_each(&other).await, first);
    other.leave().await;
}

#[tokio::test]
async fn a_title_that_is_not_for_me_is_gone_until_it_is_brought_back() {
    let stage = Stage::new().await;
    stage.sandbox.account(CHOOSY, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, CHOOSY).await;
    member.open(MISSING.0).await;
    let there = format!("return !!(() => {{ {OFFERED} }})()");
    member.until("a volume to hide", &there, json!([])).await;
    let offered = member.script(OFFERED, json!([])).await;
    let (title, page) = (
        offered["title"].as_str().unwrap(),
        offered["page"].as_str().unwrap(),
    );
    let missing = member.script(LACKING, json!([])).await.as_u64().unwrap();
    assert!(rows_of(&member, title).await > 0, "{title} is in the file");

    // At the volume, and back where it was said.
    member.press(&format!("Not for me: {title}")).await;
    member.sees("is not suggested any more.").await;
    member.focus_is(".said").await;
    lacks(&member, missing - 1).await;
    member.sees("Not wanted").await;
    member.screenshot("hidden-missing-1280-light").await;
    member.press("Undo").await;
    member.sees("is suggested again.").await;
    lacks(&member, missing).await;

    // On its page; it is kept.
    member.open(page).await;
    member.press("Not for me").await;
    member.sees("no report suggests it").await;
    member.press("All of them").await;
    member.focus_is("#not-for-me h2").await;
    member.open(page).await;
    member.sees("no report suggests it").await;
    member.screenshot("hidden-book-1280-light").await;
    member.open(MISSING.0).await;
    lacks(&member, missing - 1).await;
    assert_eq!(rows_of(&member, title).await, 0, "{title}");

    // From the list of all that is hidden.
    member.open("/settings").await;
    member.sees("Titles that are not for you").await;
    member.screenshot("hidden-list-1280-light").await;
    member.press(&format!("Bring back: {title}")).await;
    member.sees("is suggested again.").await;
    member.sees("None so far.").await;
    member.open(MISSING.0).await;
    lacks(&member, missing).await;
    assert!(rows_of(&member, title).await > 0, "{title} is back");

    // What is damaged is set aside, and said.
    member.damage("records", "/hidden").await;
    member.open("/").await;
    member.sees("titles that are not for you").await;
    member.sees("You own").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

/// Waits until so many volumes are missing.
async fn lacks(member: &Member, volumes: u64) {
    let same = format!("return (() => {{ {LACKING} }})() === arguments[0]");
    let what = format!("{volumes} missing");
    member.until(&what, &same, json!([volumes])).await;
}

/// How many rows the file of what is missing has for a title.
async fn rows_of(member: &Member, title: &str) -> usize {
    member.press("Download").await;
    member.press("This report").await;
    let text = String::from_utf8(member.takes_download(MISSING.1).await).unwrap();
    let row = format!(" {title} (");
    text.lines().filter(|line| line.contains(&row)).count()
}

const CHOOSY: &str = "choosy@example.org";
const MISSING: (&str, &str) = REPORTS[3];

/// A missing volume with a number and a price, and its page. It unfolds all series to find one.
const OFFERED: &str = "document.querySelectorAll('details.series:not([open])')\
    .forEach(series => series.open = true);\
    const volumes = [...document.querySelectorAll('ul.vols:not(.vols-of + ul) .vol')];\
    const one = volumes.find(volume => volume.querySelector('button[aria-label^=\"Not for me: \"]')\
        && /^\\d+$/.test(volume.querySelector('.no')?.innerText.trim())\
        && /\\$\\d/.test(volume.querySelector('.advice')?.innerText));\
    return one ? { title: one.querySelector('.ttl').innerText.trim(),\
        page: one.querySelector('.ttl').getAttribute('href') } : null;";

/// How many volumes the page says are missing.
const LACKING: &str = "const lead = document.querySelector('.lead')?.innerText ?? '';\
    return Number(lead.match(/^(\\d+) volumes? (?:is|are) missing/)?.[1] ?? 0);";

async fn download_each(member: &Member) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for (path, name) in REPORTS {
        member.open(path).await;
        member.press("Download").await;
        member.press("This report").await;
        let text = String::from_utf8(member.download(name).await).unwrap();
        files.insert(name.to_owned(), text);
    }
    files
}

#[tokio::test]
async fn every_format_holds_the_library() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member.opens_sample().await;
    member.open("/reports/by-author").await;
    member.press("Download").await;
    member.press("Other formats and lists").await;
    member.is_at("/downloads").await;
    member.sees("What will be in it").await;
    member.screenshot("downloads-1280-light").await;

    let archive = quick(&member, "Everything", "audipy-everything-").await;
    let files = names(&archive);
    let manifest: Value = serde_json::from_slice(&entry(&archive, "manifest.json")).unwrap();
    assert_eq!(manifest["files"].as_array().unwrap().len() + 1, files.len());
    let csv = text_of(&archive, "audipy-library-");
    let titles = csv.lines().count() - 1;
    assert_eq!(titles, 300, "titles of the sample");

    let book = quick(&member, "Spreadsheet", "audipy-lists-").await;
    let sheets = String::from_utf8(entry(&book, "xl/workbook.xml")).unwrap();
    for sheet in ["Library", "Missing in my series", "Wish list", "Coming"] {
        assert!(sheets.contains(&format!("name=\"{sheet}\"")), "{sheets}");
    }
    let calendar = quick(&member, "Calendar of what is coming", "audipy-upcoming-").await;
    let calendar = String::from_utf8(calendar).unwrap();
    assert!(calendar.starts_with("BEGIN:VCALENDAR") && calendar.contains("BEGIN:VEVENT"));
    let goodreads = quick(&member, "Goodreads / StoryGraph", "audipy-goodreads-").await;
    assert!(goodreads.starts_with(b"Title,Author,Additional Authors,ISBN"));

    // The same lists one by one, as the builder makes them.
    member.press("CSV").await;
    assert_eq!(builds(&member, "audipy-library-").await, csv.as_bytes());
    member.press("JSON").await;
    let json: Value = serde_json::from_slice(&builds(&member, "audipy-library-").await).unwrap();
    assert_eq!(json["lists"]["library"].as_array().unwrap().len(), titles);
    member.press("Web page").await;
    let page = String::from_utf8(builds(&member, "audipy-library-").await).unwrap();
    assert!(page.contains("<table") && page.contains("default-src 'none'"));
    member.press("Markdown").await;
    let page = String::from_utf8(builds(&member, "audipy-library-").await).unwrap();
    assert_eq!(
        page.lines().filter(|line| line.starts_with('|')).count(),
        titles + 2
    );
    member.press("Six text files").await;
    let texts = unpack(builds(&member, "audipy-reports-").await);
    assert_eq!(texts.len(), 7);

    // What programs have to know is where the page says it is.
    let schema = member.script(SCHEMA, json!([])).await;
    assert_eq!(schema["title"], "AudiPy export, version 1");
    member.leave().await;
}

#[tokio::test]
async fn columns_are_chosen_moved_by_keys_and_renamed_and_the_choice_is_kept() {
    const EMAIL: &str = "columns@example.org";
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member.open("/downloads").await;
    member.press("CSV").await;
    member.press("Without prices").await;
    member.press("Without personal data").await;
    member.press("Let me choose").await;
    for left_out in ["Series", "Number", "Read by", "Store page", "Rating"] {
        member.press(&format!("Leave out {left_out}")).await;
    }
    member.fill("Name of the column By", "Written by").await;
    // From its name, twice: the keyboard stays with the column.
    let length = member.field("Name of the column Length").await;
    for place in [2, 1] {
        length.send_keys(Key::Alt + Key::Up).await.unwrap();
        member
            .until("the column to go up", IS_AT, json!(["length", place]))
            .await;
    }
    member.sees("audipy-library-").await;
    let first = builds(&member, "audipy-library-").await;
    let text = String::from_utf8(first.clone()).unwrap();
    let head = text.lines().next().unwrap().trim_start_matches('\u{FEFF}');
    assert_eq!(head, "Length,Title,Written by");

    member
        .fill("Keep this choice under a name", "For my sister")
        .await;
    member.press("Keep this").await;
    member.sees("Your own downloads").await;
    member.leave().await;

    // Another visit, on a phone: the same file.
    let phone = Screen {
        dark: true,
        ..Screen::phone()
    };
    let member = stage.member("anna", phone).await;
    member.open("/downloads").await;
    member.press("Download For my sister").await;
    assert_eq!(saved(&member, "audipy-library-").await, first);
    member.screenshot("downloads-390-dark").await;
    let wide = member
        .script(
            "return document.documentElement.scrollWidth - innerWidth",
            json!([]),
        )
        .await;
    assert_eq!(wide, 0, "the page is wider than the screen");
    member.press("Change").await;
    member.fill("New name of For my sister", "For Ida").await;
    member.press("Rename").await;
    member.press("Download For Ida").await;
    assert_eq!(saved(&member, "audipy-library-").await, first);
    member.press("Change").await;
    member.press("Delete").await;
    member.sees("Delete “For Ida”?").await;
    member.until("to confirm", CONFIRM, json!([])).await;
    member.sees_no_more("Your own downloads").await;
    member.leave().await;
    stage.assert_absent("For my sister");
    stage.assert_no_secrets().await;
}

#[tokio::test]
async fn a_file_that_takes_long_is_given_up_and_a_worker_that_dies_is_told() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member.opens_sample().await;
    member.open("/downloads").await;
    member.sees("What will be in it").await;
    member.script(ENDLESS, json!([])).await;
    member.press("Download Everything").await;
    member.sees("Making the rows").await;
    member.press("Cancel").await;
    member.sees("No file was made").await;
    let ended = member.script("return window.ended", json!([])).await;
    assert_eq!(ended, 1, "the worker goes on");

    member.script(DYING, json!([])).await;
    member.press("Download Everything").await;
    member.sees("The file could not be packed").await;

    member
        .script("window.Worker = window.RealWorker", json!([]))
        .await;
    quick(&member, "Everything", "audipy-everything-").await;
    member.leave().await;
}

#[tokio::test]
async fn what_was_downloaded_is_read_back_looked_at_and_compared() {
    let folder = tempfile::TempDir::new().unwrap();
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member.opens_sample().await;
    member.open("/downloads").await;
    member.press("JSON").await;
    let json = builds(&member, "audipy-library-").await;
    member.press("CSV").await;
    let csv = builds(&member, "audipy-library-").await;
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };

    // As it was exported, it is the library that is open.
    member.open("/open-file").await;
    member.choose_file(&put("before.json", &json)).await;
    member.press("Compare with your library").await;
    member.sees("There is no difference.").await;

    // A day later something has happened; the CSV tells of it to those who compare both files.
    let text = String::from_utf8(csv.clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let gone = lines[1]
        .split(',')
        .next()
        .unwrap()
        .trim_matches('"')
        .to_owned();
    let added = lines[2].replacen("B0SAMP", "B0LATE", 1);
    let later = [&lines[..1], &lines[2..], &[added.as_str()]]
        .concat()
        .join("\r\n");
    member
        .choose_file(&put("after.csv", later.as_bytes()))
        .await;
    member.press("Compare with after.csv").await;
    member.sees("From before.json to after.csv").await;
    let told = member.text().await;
    let (_, told) = told.split_once("From before.json to after.csv").unwrap();
    assert!(
        told.contains("Added 1") && told.contains("Gone 1"),
        "{told}"
    );
    assert!(told.contains(&gone), "{told}");
    member.screenshot("compare-1280-light").await;

    // What is no list of ours is refused, each with its reason.
    for (name, bytes, why) in [
        (
            "foreign.csv",
            &b"name,price\r\nx,1\r\n"[..],
            "This is no list from AudiPy",
        ),
        ("empty.csv", &b"  \n"[..], "The file is empty"),
        (
            "short.json",
            &json[..json.len() / 2],
            "The file is damaged or cut short",
        ),
        (
            "book.xlsx",
            &b"PK\x03\x04\xff\xff"[..],
            "This is no text file",
        ),
    ] {
        member.choose_file(&put(name, bytes)).await;
        member.sees(name).await;
        member.sees(why).await;
    }
    member.leave().await;

    // Somebody without an account looks at the file as a library.
    let other = stage.member("other", Screen::phone()).await;
    other.open("/open-file").await;
    other.choose_file(&put("library.csv", &csv)).await;
    other.press("Look at it as a library").await;
    other.is_at("/").await;
    other.sees("You are looking at the file library.csv").await;
    other.sees("You own").await;
    other.screenshot("file-library-390-light").await;
    other.press("Close the file").await;
    other.sees("Open the sample library").await;
    other.leave().await;
}

#[tokio::test]
async fn a_report_is_printed_whole() {
    let stage = Stage::new().await;
    let member = stage
        .member(
            "anna",
            Screen {
                dark: true,
                ..Screen::default()
            },
        )
        .await;
    member.opens_sample().await;
    member.open("/reports/by-author").await;
    member
        .until(
            "some rows",
            "return document.querySelectorAll('#titles tbody tr').length > 10",
            json!([]),
        )
        .await;
    member
        .until(
            "not all rows",
            &format!("return {ROWS}[0] < {ROWS}[1]"),
            json!([]),
        )
        .await;
    // The dialog is the browser's own.
    member
        .script(
            "window.printed = 0; window.print = () => { window.printed = ROWS; }"
                .replace("ROWS", ROWS)
                .as_str(),
            json!([]),
        )
        .await;
    member.press("Download").await;
    member.press("Print or save as PDF").await;
    member
        .until(
            "the page to be printed",
            "return !!window.printed",
            json!([]),
        )
        .await;
    let printed = member.script("return window.printed", json!([])).await;
    assert_eq!(
        printed[0], printed[1],
        "rows on paper, and rows of the report"
    );
    let page = member
        .devtools("Page.printToPDF", json!({"printBackground": true}))
        .await;
    let pdf = base64::Engine::decode(
        &base64::engine::general_purpose::STANDARD,
        page["data"].as_str().unwrap(),
    )
    .unwrap();
    let pages = pdf
        .windows(12)
        .filter(|part| part.starts_with(b"/Type /Page\n") || part.starts_with(b"/Type /Page "))
        .count();
    assert!(pages > 5, "{pages} pages");
    member
        .script("dispatchEvent(new Event('afterprint'))", json!([]))
        .await;
    member
        .until(
            "only what is in view",
            &format!("return {ROWS}[0] < {ROWS}[1]"),
            json!([]),
        )
        .await;
    member.leave().await;
}

/// One of the quick downloads.
async fn quick(member: &Member, name: &str, file: &str) -> Vec<u8> {
    member.click(&format!("Download {name}")).await;
    saved(member, file).await
}

/// What the builder holds.
async fn builds(member: &Member, file: &str) -> Vec<u8> {
    member.click("Download the file").await;
    saved(member, file).await
}

/// The file whose name begins so; it is taken away, so that the next one has its name.
async fn saved(member: &Member, start: &str) -> Vec<u8> {
    let (name, _) = member.download_like(start).await;
    member.sees(&name).await;
    member.takes_download(&name).await
}

fn names(archive: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect()
}

fn entry(archive: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut archive.by_name(name).unwrap(), &mut bytes).unwrap();
    bytes
}

/// The first file of an archive whose name begins so.
fn text_of(archive: &[u8], start: &str) -> String {
    let name = names(archive).into_iter().find(|name| {
        name.starts_with(start) && Path::new(name).extension() == Some("csv".as_ref())
    });
    String::from_utf8(entry(archive, &name.unwrap())).unwrap()
}

/// A worker that begins and never ends its work.
const ENDLESS: &str = r"
window.RealWorker = Worker;
window.ended = 0;
window.Worker = class {
  constructor() { setTimeout(() => this.onmessage({ data: 'ready' }), 0); }
  postMessage() {}
  terminate() { window.ended += 1; }
};";

/// A worker whose program breaks off at its first work.
const DYING: &str = r"
window.Worker = class {
  constructor() { setTimeout(() => this.onmessage({ data: 'ready' }), 0); }
  postMessage() { setTimeout(() => this.onerror(new ErrorEvent('error')), 0); }
  terminate() {}
};";

/// The description that the page links to.
const SCHEMA: &str = r"
const link = document.querySelector('a[href$=\'.schema.json\']');
const request = new XMLHttpRequest();
request.open('GET', link.href, false);
request.send();
return JSON.parse(request.responseText);";

/// Whether a column stands at a place, with the keyboard in its name.
const IS_AT: &str = r"
const [column, place] = arguments;
const name = document.querySelectorAll('.columns li')[place - 1].querySelector('input');
return name.id === 'column-' + column && document.activeElement === name;";

const CONFIRM: &str = r"
const button = document.querySelector('[role=alertdialog] .grave');
if (!button) return false;
button.click();
return true;";

/// Rows that are drawn, and rows of the report.
const ROWS: &str = "[document.querySelectorAll('#titles tbody:not(.space) tr').length, \
    document.getElementById('titles').ariaRowCount - 1]";
