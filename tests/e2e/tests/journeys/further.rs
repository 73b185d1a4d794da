//! All reports from their index: what each shows, searched, filtered, and found again by its address.

use e2e::{Member, Screen, Stage};
use serde_json::json;
use thirtyfour::Key;

/// Where each report is, what it is called on the index, and something that it says.
const REPORTS: [(&str, &str, &str); 14] = [
    ("unfinished", "Unfinished series", "The Tidewright Saga"),
    ("upcoming", "Upcoming", "A Lantern for the Bar"),
    ("planner", "Credit planner", "December 2026"),
    ("plus", "In Plus, in my series", "titles"),
    (
        "company",
        "People who work with my people",
        "narrator, with",
    ),
    (
        "by-genre",
        "My books by genre",
        "Mystery, Thriller & Suspense",
    ),
    ("by-publisher", "My books by publisher", "Harrow & Pine"),
    ("by-language", "My books by language", "German"),
    ("by-year", "My books by year of release", "2010"),
    ("by-length", "My books by length", "12 to 20 hours"),
    ("duplicates", "Duplicates and editions", "Nothing twice"),
    ("health", "Library health", "No longer playable"),
    ("listening", "Listening", "Hours counted"),
    ("household", "Household", "This takes two accounts"),
];

#[tokio::test]
async fn every_report_is_on_the_index_and_says_how_it_is_computed() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member.opens_sample().await;
    member.press("All reports").await;
    member.is_at("/reports").await;
    member.sees("people").await;
    // The last number of the index is there: all before it are.
    let hours = "return [...document.querySelectorAll('.index li')].some(li => \
        li.innerText.startsWith('Listening') && /\\d hours/.test(li.innerText))";
    member.until("the hours", hours, json!([])).await;
    member.screenshot("reports-1280-light").await;
    for (key, name, says) in REPORTS {
        let path = format!("/reports/{key}");
        member.follow(&format!(".index a[href='{path}']")).await;
        member.sees_heading(name).await;
        member.sees(says).await;
        let how = "return !!document.querySelector('main .hint:last-child')?.innerText";
        member.until("how it is computed", how, json!([])).await;
        member.screenshot(&format!("{key}-1280-light")).await;
        // The same by its address.
        member.open(&path).await;
        member.sees_heading(name).await;
        member.sees(says).await;
        member.press("All reports").await;
        member.is_at("/reports").await;
    }
    member.open("/reports/nothing-of-the-kind").await;
    member.sees_heading("There is no such page").await;
    member.leave().await;
}

#[tokio::test]
async fn a_list_is_searched_filtered_sorted_and_found_again() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member.opens_sample().await;

    member.open("/reports/upcoming").await;
    member.sees("March 2027").await;
    member.sees("The Last Docket").await;
    member.fill("Search in this list", "lantern").await;
    member.sees_no_more("The Last Docket").await;
    member.sees("A Lantern for the Bar").await;
    query_is(&member, "?q=lantern").await;
    member.driver.refresh().await.unwrap();
    member.sees("A Lantern for the Bar").await;
    member.sees_no_more("The Last Docket").await;
    member.fill("Search in this list", "zzzz").await;
    member.sees("Nothing matches").await;
    member.press("Clear filters").await;
    member.sees("The Last Docket").await;
    query_is(&member, "").await;

    // A filter shows as many as its chip says.
    member.open("/reports/unfinished").await;
    member.sees("The Tidewright Saga").await;
    let all = rows(&member).await;
    member.press("Next one announced").await;
    query_is(&member, "?show=wait").await;
    let chosen = rows(&member).await;
    assert!(0 < chosen && chosen < all, "{chosen} of {all}");
    let said = "return Number(document.querySelector('.chip:has(:checked) .n').innerText)";
    assert_eq!(member.script(said, json!([])).await, json!(chosen));
    member.press("Next one announced").await;
    query_is(&member, "").await;
    choose(&member, "name").await;
    query_is(&member, "?sort=name").await;
    let names = "return [...document.querySelectorAll('.series h2')].map(h => h.innerText)";
    let names = member.script(names, json!([])).await;
    let mut sorted: Vec<String> = serde_json::from_value(names.clone()).unwrap();
    sorted.sort_by_key(|name| name.to_lowercase());
    assert_eq!(names, json!(sorted));

    // From a class to its books, and back.
    member.open("/reports/by-genre").await;
    member.press("Mystery, Thriller & Suspense").await;
    member.sees_heading("Mystery, Thriller & Suspense").await;
    member.sees("A Very Plain Murder").await;
    let all = said_count(&member).await;
    member.press("not started").await;
    query_is(&member, "?show=not-started").await;
    assert!(said_count(&member).await < all);
    member.driver.refresh().await.unwrap();
    member.sees_heading("Mystery, Thriller & Suspense").await;
    member.screenshot("by-genre-class-1280-light").await;
    member.follow(".vol a[href^='/books/']").await;
    member.driver.back().await.unwrap();
    member.sees_heading("Mystery, Thriller & Suspense").await;
    member.press("Publisher").await;
    member.is_at("/reports/by-publisher").await;
    member.open("/reports/by-genre/no%20such%20genre").await;
    member.sees("None of your books is here").await;
    member.leave().await;
}

#[tokio::test]
async fn the_plan_follows_its_questions() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member.opens_sample().await;
    member.open("/reports/planner").await;
    member.sees("Audible Premium Plus").await;
    let modest = summary(&member).await;
    member.fill("Credits you have now", "9").await;
    query_is(&member, "?credits=9").await;
    let richer = summary(&member).await;
    assert_ne!(modest, richer);
    assert!(richer.contains("credits"), "{richer}");

    let field = member.field("Money each month, in USD").await;
    field.send_keys("40").await.unwrap();
    field.send_keys(Key::Tab).await.unwrap();
    query_is(&member, "?credits=9&budget=4000").await;
    let with_money = summary(&member).await;
    assert!(with_money.contains('$'), "{with_money}");
    member.screenshot("planner-means-1280-light").await;

    // The address alone brings it back.
    member.driver.refresh().await.unwrap();
    member.sees(&with_money).await;
    member.fill("Months", "1").await;
    query_is(&member, "?credits=9&budget=4000&months=1").await;
    assert_ne!(summary(&member).await, with_money);
    member.sees("Not in these months").await;
    member.sees("Waits:").await;

    member.press("Wish list").await;
    member.press("Next book of each series").await;
    member.sees("Nothing to plan for").await;
    member.press("All missing volumes").await;
    member.sees("The Undertow Ledger").await;
    member.leave().await;
}

#[tokio::test]
async fn by_keyboard_from_the_index_into_a_report_and_a_series() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member.opens_sample().await;
    member.open_inside("/reports").await;
    member.focus_is("h1").await;
    tab_to(&member, "a[href='/reports/unfinished']").await;
    member.keys(Key::Enter).await;
    member.sees_heading("Unfinished series").await;
    member.focus_is("h1").await;
    tab_to(&member, "input[type=search]").await;
    member.keys("tidewright").await;
    query_is(&member, "?q=tidewright").await;
    tab_to(&member, ".series h2 a").await;
    member.keys(Key::Enter).await;
    member.sees_heading("The Tidewright Saga").await;
    member.driver.back().await.unwrap();
    member.sees_heading("Unfinished series").await;
    query_is(&member, "?q=tidewright").await;
    member.leave().await;
}

#[tokio::test]
async fn on_a_phone_in_german_nothing_is_too_wide() {
    let stage = Stage::new().await;
    let screen = Screen {
        language: "de-DE",
        dark: true,
        ..Screen::phone()
    };
    let member = stage.member("anna", screen).await;
    member.opens_sample().await;
    member.open("/reports").await;
    member.sees_heading("Berichte").await;
    member.fits().await;
    member.screenshot("reports-390-dark").await;
    for (key, _, _) in REPORTS {
        member.open(&format!("/reports/{key}")).await;
        let drawn = "return !!document.querySelector('main .hint:last-child') \
            && !document.querySelector('[aria-busy=true]')";
        member.until("the report", drawn, json!([])).await;
        member.fits().await;
        member.screenshot(&format!("{key}-390-dark")).await;
    }
    member.leave().await;
}

#[tokio::test]
async fn two_accounts_lie_side_by_side_and_hours_come_from_the_store() {
    let stage = Stage::new().await;
    stage.sandbox.account("first@example.org", &[]).await;
    stage.sandbox.account("second@example.org", &[]).await;
    let member = stage.member("household", Screen::default()).await;
    member.signs_in(&stage.sandbox, "first@example.org").await;
    member.open("/reports/household").await;
    member.sees("This takes two accounts").await;
    member.open("/reports/listening").await;
    member.sees("Hours counted").await;
    member.sees("Hours by month").await;
    member.signs_in(&stage.sandbox, "second@example.org").await;
    member.open("/reports/household").await;
    member.sees("Bought twice").await;
    let all = said_count(&member).await;
    member.press("Bought twice").await;
    query_is(&member, "?show=twice").await;
    let twice = said_count(&member).await;
    assert!(0 < twice && twice <= all, "{twice} of {all}");
    let owners = "return document.querySelector('.news .owners').children.length";
    assert_eq!(member.script(owners, json!([])).await, json!(2));
    member.screenshot("household-1280-light").await;
    member.leave().await;
    stage.assert_no_secrets().await;
}

/// Waits until this stands after the path of the address.
async fn query_is(member: &Member, query: &str) {
    let is = "return location.search === arguments[0]";
    member.until(query, is, json!([query])).await;
}

/// Rows that are drawn.
async fn rows(member: &Member) -> u64 {
    let count = "return document.querySelectorAll('main section .titles li').length";
    member.script(count, json!([])).await.as_u64().unwrap()
}

/// As many as the report says that it found.
async fn said_count(member: &Member) -> u64 {
    let said = "return parseInt(document.querySelector('main output')?.innerText)";
    let known = "return parseInt(document.querySelector('main output')?.innerText) >= 0";
    member.until("a count", known, json!([])).await;
    member.script(said, json!([])).await.as_u64().unwrap()
}

async fn summary(member: &Member) -> String {
    let said = "return document.querySelector('main [role=status].lead')?.innerText ?? ''";
    let text = member.script(said, json!([])).await;
    text.as_str().unwrap().to_owned()
}

async fn choose(member: &Member, value: &str) {
    let choose = "const select = document.querySelector('.tools select'); \
        select.value = arguments[0]; \
        select.dispatchEvent(new Event('change', {bubbles: true})); return true";
    member.until("the order", choose, json!([value])).await;
}

/// Presses Tab until what has the focus is this.
async fn tab_to(member: &Member, selector: &str) {
    for _ in 0..80 {
        member.keys(Key::Tab).await;
        let there = "return document.activeElement.matches(arguments[0])";
        if member.script(there, json!([selector])).await == true {
            return;
        }
    }
    member.focus_is(selector).await;
}
