//! How a report is looked at: columns, order, widths, covers, kept views, and the way back.

use e2e::{Member, Screen, Stage};
use serde_json::json;
use thirtyfour::prelude::ElementQueryable;
use thirtyfour::{By, Key};

#[tokio::test]
async fn columns_are_chosen_and_the_address_brings_them_back() {
    let (_stage, member) = at("/reports/by-author").await;
    heads(
        &member,
        &["Title", "Series", "Read by", "Length", "Bought", "Listened"],
    )
    .await;
    member.press("Columns").await;
    member.press("Publisher").await;
    member.press("Bought").await;
    heads(
        &member,
        &[
            "Title",
            "Series",
            "Read by",
            "Length",
            "Listened",
            "Publisher",
        ],
    )
    .await;
    member.sees("Harrow & Pine").await;
    member.screenshot("tables-columns").await;
    address_has(&member, "columns").await;
    member.driver.refresh().await.unwrap();
    heads(
        &member,
        &[
            "Title",
            "Series",
            "Read by",
            "Length",
            "Listened",
            "Publisher",
        ],
    )
    .await;
    // The chip takes them back.
    member.press("Remove: Own columns").await;
    heads(
        &member,
        &["Title", "Series", "Read by", "Length", "Bought", "Listened"],
    )
    .await;
    // All there are need more room than there is: the table scrolls, the page does not.
    member.press("Columns").await;
    for column in [
        "By",
        "Released",
        "Language",
        "Genre",
        "Publisher",
        "Rating",
        "Your stars",
    ] {
        member.press(column).await;
    }
    let scrolls = "const room = document.querySelector('.table-room'); \
        return room.matches('.scrolls') && room.scrollWidth > room.clientWidth \
          && document.documentElement.scrollWidth <= innerWidth";
    member
        .until("a table that scrolls", scrolls, json!([]))
        .await;
    // The first column and the head stay where they are.
    let stays = "const room = document.querySelector('.table-room'); \
        room.scrollTo(300, 400); \
        const title = room.querySelector('tbody th.title-cell').getBoundingClientRect(); \
        const head = room.querySelector('thead th').getBoundingClientRect(); \
        const box = room.getBoundingClientRect(); \
        return Math.abs(title.left - box.left) < 2 && Math.abs(head.top - box.top) < 2";
    member.until("what stays", stays, json!([])).await;
    member.press("Columns").await;
    member.screenshot("tables-all-columns").await;
    member.leave().await;
}

#[tokio::test]
async fn equals_of_one_column_are_sorted_by_the_next() {
    let (_stage, member) = at("/reports/by-author?sort=flat").await;
    member.press("Listened").await;
    address_has(&member, "by=listened").await;
    member.press("Listened").await;
    address_has(&member, "by=-listened").await;
    // With Shift a column is added, by pointer or by key.
    shift_press(&member, "Length").await;
    address_has(&member, "by=-listened,length").await;
    sorted(&member).await;
    let marks = "return [...document.querySelectorAll('thead th')]\
        .filter(head => head.ariaSort || head.innerText.includes('then'))\
        .map(head => [head.innerText.split('\\n')[0].trim(), head.ariaSort])";
    let marks = member.script(marks, json!([])).await;
    assert_eq!(marks, json!([["Length", null], ["Listened", "descending"]]));
    member.screenshot("tables-sorted").await;
    // The same, where there is no head: in the menu.
    member.press("Order").await;
    member.press("Length 2. upwards").await;
    address_has(&member, "by=-listened,-length").await;
    member.press("The report’s own order").await;
    let unsorted = "return location.search === '?sort=flat'";
    member.until("no order", unsorted, json!([])).await;
    member.leave().await;
}

#[tokio::test]
async fn a_column_gets_wider_by_keyboard_and_the_rows_stay_where_they_are() {
    let (_stage, member) = at("/reports/by-author").await;
    let edge = member
        .driver
        .query(By::Css("[role=separator][aria-label='Width of Series']"))
        .first()
        .await
        .unwrap();
    let width = async |(): ()| -> f64 {
        let width = edge.attr("aria-valuenow").await.unwrap().unwrap();
        width.parse().unwrap()
    };
    let before = width(()).await;
    edge.focus().await.unwrap();
    for _ in 0..3 {
        edge.send_keys(Key::Right).await.unwrap();
    }
    assert!((width(()).await - before - 48.0).abs() < 2.0);
    let measured = "return document.querySelector('thead th:nth-child(2)').offsetWidth";
    let drawn = member.script(measured, json!([])).await.as_f64().unwrap();
    assert!((drawn - before - 48.0).abs() < 2.0, "{drawn}");
    edge.send_keys(Key::Left).await.unwrap();
    // Where rows are concerned, these keys lead elsewhere.
    edge.send_keys(Key::Home).await.unwrap();
    assert!((width(()).await - 56.0).abs() < 1.0);
    let focused = "return document.activeElement.matches('[role=separator]')";
    member.until("the edge", focused, json!([])).await;
    address_has(&member, "width=series-56").await;
    // Undone as one.
    member.press("Undo").await;
    assert!((width(()).await - before).abs() < 1.0);
    edge.send_keys(Key::Right).await.unwrap();
    edge.send_keys(Key::Enter).await.unwrap();
    assert!((width(()).await - before).abs() < 1.0);
    // By pointer.
    let chain = member.driver.action_chain().move_to_element_center(&edge);
    let chain = chain.click_and_hold().move_by_offset(60, 0).release();
    chain.perform().await.unwrap();
    assert!((width(()).await - before - 60.0).abs() < 3.0);
    member.leave().await;
}

#[tokio::test]
async fn what_is_chosen_is_a_chip_and_every_change_can_be_undone() {
    let (_stage, member) = at("/reports/by-author").await;
    let all = titles(&member).await;
    member.press("Heard").await;
    let heard = fewer_than(&member, &all).await;
    member.fill("Search your library", "the").await;
    let found = fewer_than(&member, &heard).await;
    member.sees("“the”").await;
    member.screenshot("tables-chips").await;
    // The word was typed letter by letter, and is undone as one.
    member.press("Undo").await;
    titles_are(&member, &heard).await;
    // In a field the same keys undo what was typed there.
    member
        .script("document.activeElement.blur()", json!([]))
        .await;
    let chain = member.driver.action_chain().key_down(Key::Control);
    let chain = chain.send_keys("z").key_up(Key::Control);
    chain.perform().await.unwrap();
    titles_are(&member, &all).await;
    member.sees_no_more("Undo").await;

    member.press("Heard").await;
    titles_are(&member, &heard).await;
    member.fill("Search your library", "the").await;
    titles_are(&member, &found).await;
    member.press("Remove: “the”").await;
    titles_are(&member, &heard).await;
    member.press("Heard").await;
    titles_are(&member, &all).await;
    member.leave().await;
}

#[tokio::test]
async fn covers_of_three_sizes_lead_by_arrow_keys() {
    let (_stage, member) = at("/reports/by-author?sort=flat").await;
    let mut across = Vec::new();
    for layout in ["Small covers", "Covers", "Large covers"] {
        choose(&member, "Shown as", layout).await;
        let count = "const tiles = document.querySelector('.tiles'); \
            return tiles ? getComputedStyle(tiles).gridTemplateColumns.split(' ').length : 0";
        member
            .until(
                layout,
                "return !!document.querySelector('.tiles .cover')",
                json!([]),
            )
            .await;
        across.push(member.script(count, json!([])).await.as_u64().unwrap());
        member
            .screenshot(&format!("tables-{}", layout.replace(' ', "-")))
            .await;
    }
    assert!(across[0] > across[1] && across[1] > across[2], "{across:?}");
    address_has(&member, "as=large-covers").await;

    let columns = usize::try_from(across[2]).unwrap();
    let first = member
        .driver
        .find(By::Css(".tile[tabindex='0']"))
        .await
        .unwrap();
    first.focus().await.unwrap();
    let place = "return [...document.querySelectorAll('.tile')].indexOf(document.activeElement)";
    let place = async |(): ()| member.script(place, json!([])).await;
    assert_eq!(place(()).await, json!(0));
    for (key, expected) in [
        (Key::Right, 1),
        (Key::Down, columns + 1),
        (Key::Left, columns),
        (Key::Up, 0),
    ] {
        member.keys(key).await;
        assert_eq!(place(()).await, json!(expected));
    }
    // Far away, where nothing is drawn yet.
    member.keys(Key::End).await;
    let at_end = "const tile = document.activeElement; \
        return tile.matches('.tile') && tile.id !== 'cover-0' && \
          tile.getBoundingClientRect().top < innerHeight";
    member.until("the last cover", at_end, json!([])).await;
    member.keys(Key::Enter).await;
    member.sees("In your library").await;
    member.leave().await;
}

#[tokio::test]
async fn what_is_missing_stands_on_shelves_in_a_table_or_as_covers() {
    let (_stage, member) = at("/reports/missing").await;
    let shelves = "return !!document.querySelector('.shelves details.series')";
    member.until("shelves", shelves, json!([])).await;
    choose(&member, "Shown as", "Table").await;
    heads(
        &member,
        &["Title", "By", "Read by", "Length", "Released", "Advice"],
    )
    .await;
    let numbered = "return !!document.querySelector('.book-table .group') \
        && !!document.querySelector('.book-table .title-cell .no')";
    member
        .until("numbers below series", numbered, json!([]))
        .await;
    address_has(&member, "as=table").await;
    member.screenshot("tables-missing").await;
    // Nothing of the sample is stored.
    member.until("a row to hide", HIDE_ROW, json!([])).await;
    member.sees("so that holds until you leave it").await;
    member.open("/reports/missing?as=table&sort=flat").await;
    heads(
        &member,
        &[
            "Title", "Series", "By", "Read by", "Length", "Released", "Advice",
        ],
    )
    .await;
    choose(&member, "Shown as", "Covers").await;
    let covers = "return !!document.querySelector('.tiles .cover')";
    member.until("covers", covers, json!([])).await;
    // On shelves titles are never without their series.
    choose(&member, "Shown as", "Shelves").await;
    member.until("shelves again", shelves, json!([])).await;
    member
        .until(
            "a plain address",
            "return location.search === ''",
            json!([]),
        )
        .await;
    member.leave().await;
}

#[tokio::test]
async fn nothing_is_too_wide_for_a_phone() {
    let stage = Stage::new().await;
    for dark in [false, true] {
        let screen = Screen {
            dark,
            language: "de-DE",
            ..Screen::phone()
        };
        let member = stage.member(&format!("phone-{dark}"), screen).await;
        member.opens_sample().await;
        let all = "columns=title,series,author,narrator,length,bought,genre,publisher,rating";
        for (name, address) in [
            ("table", format!("/reports/by-author?{all}&width=title-900")),
            ("covers", "/reports/by-author?as=covers".to_owned()),
            (
                "small",
                "/reports/more-by-authors?as=small-covers&show=cash".to_owned(),
            ),
            (
                "large",
                "/reports/more-by-authors?as=large-covers&q=the".to_owned(),
            ),
            ("missing", "/reports/missing?as=table".to_owned()),
        ] {
            member.open(&address).await;
            member
                .until(
                    "titles",
                    "return !!document.querySelector('.tile, .title-cell a')",
                    json!([]),
                )
                .await;
            if name == "table" {
                let dated = "return [...document.querySelectorAll('.book-table td.date')]\
                    .some(date => date.innerText && getComputedStyle(date).display !== 'none')";
                member.until("dates on cards", dated, json!([])).await;
            }
            for menu in ["Reihenfolge", "Ansichten"] {
                member.press(menu).await;
                member.fits().await;
            }
            member
                .screenshot(&format!("tables-phone-{name}-{dark}"))
                .await;
            member.press("Ansichten").await;
            member
                .screenshot(&format!("tables-phone-{name}-{dark}-closed"))
                .await;
        }
        member.leave().await;
    }
}

/// A member at a report of the sample library, and the stage, which stays as long as it is held.
async fn at(address: &str) -> (Stage, Member) {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member.opens_sample().await;
    member.open(address).await;
    (stage, member)
}

const HIDE_ROW: &str = "const button = document.querySelector('.book-table .title-cell .btn');\
    if (!button) return false;\
    button.click();\
    return true;";

/// Waits until the table has these columns.
async fn heads(member: &Member, names: &[&str]) {
    let heads = "return JSON.stringify([...document.querySelectorAll('.book-table thead th')]\
        .map(head => head.innerText.trim())) === JSON.stringify(arguments[0])";
    member.until("these columns", heads, json!([names])).await;
}

async fn address_has(member: &Member, part: &str) {
    let has = "return decodeURIComponent(location.search).includes(arguments[0])";
    member.until(part, has, json!([part])).await;
}

/// Presses the head of a column with Shift held.
async fn shift_press(member: &Member, column: &str) {
    let heads = member
        .driver
        .find_all(By::Css("thead th button"))
        .await
        .unwrap();
    for head in heads {
        if head.text().await.unwrap().trim() == column {
            let chain = member.driver.action_chain().key_down(Key::Shift);
            let chain = chain.click_element(&head).key_up(Key::Shift);
            chain.perform().await.unwrap();
        }
    }
}

/// Waits until the rows on the screen fall by what was heard, and rise by length among equals.
async fn sorted(member: &Member) {
    let sorted = "const rows = [...document.querySelectorAll('tbody tr[id]')].map(row => { \
          const heard = row.querySelector('.prog').innerText; \
          const [hours, minutes] = row.querySelector('.len').innerText.split(':').map(Number); \
          const share = heard.includes('%') ? parseInt(heard) : heard.trim() === 'heard' ? 101 : 0; \
          return [share, hours * 60 + minutes]; \
        }); \
        const rises = (a, b) => a[0] > b[0] || (a[0] === b[0] && !(a[1] > b[1])); \
        const same = rows.some((row, at) => at > 0 && rows[at - 1][0] === row[0] \
          && rows[at - 1][1] < row[1]); \
        return rows.length > 10 && same && rows.every((row, at) => !at || rises(rows[at - 1], row))";
    member.until("rows in order", sorted, json!([])).await;
}

/// What the report says of how many titles there are.
async fn titles(member: &Member) -> String {
    let said = "return document.querySelector('.active output')?.innerText || ''";
    member
        .until(
            "a number",
            "return /\\d/.test(document.querySelector('.active output')?.innerText)",
            json!([]),
        )
        .await;
    member
        .script(said, json!([]))
        .await
        .as_str()
        .unwrap()
        .to_owned()
}

async fn titles_are(member: &Member, titles: &str) {
    let same = "return document.querySelector('.active output').innerText === arguments[0]";
    member.until(titles, same, json!([titles])).await;
}

/// Waits for another number of titles, and that it is less.
async fn fewer_than(member: &Member, before: &str) -> String {
    let other = "const now = parseInt(document.querySelector('.active output').innerText); \
        return now < parseInt(arguments[0])";
    member.until("fewer titles", other, json!([before])).await;
    titles(member).await
}

async fn choose(member: &Member, label: &str, option: &str) {
    let field = member.field(label).await;
    let field = thirtyfour::components::SelectElement::new(&field)
        .await
        .unwrap();
    field.select_by_visible_text(option).await.unwrap();
}

#[tokio::test]
async fn a_kept_view_is_there_after_a_reload_and_in_other_tabs() {
    let stage = Stage::new().await;
    stage.sandbox.account(EMAIL, &[]).await;
    let member = stage.member("anna", Screen::default()).await;
    member.signs_in(&stage.sandbox, EMAIL).await;
    member
        .open("/reports/by-author?by=-length&columns=title,length,genre")
        .await;
    heads(&member, &["Title", "Length", "Genre"]).await;
    member.press("Views").await;
    member.sees("None yet").await;
    member.fill("Name of the view", "Long ones first").await;
    member.press("Keep this view").await;
    kept(&member, &["Long ones first"]).await;
    member.screenshot("tables-views").await;

    // Another tab hears of it, and calls it something else.
    let here = member.driver.window().await.unwrap();
    let there = member.driver.new_tab().await.unwrap();
    member.driver.switch_to_window(there).await.unwrap();
    member.open("/").await;
    member.sees("Your views").await;
    member.press("Long ones first").await;
    heads(&member, &["Title", "Length", "Genre"]).await;
    member.press("Views").await;
    member.press("Rename Long ones first").await;
    member.fill("Name of the view", "Zigzag").await;
    member.press("Save name").await;
    kept(&member, &["Zigzag"]).await;
    member.driver.close_window().await.unwrap();
    member.driver.switch_to_window(here).await.unwrap();
    kept(&member, &["Zigzag"]).await;

    member.open("/reports/by-author").await;
    heads(
        &member,
        &["Title", "Series", "Read by", "Length", "Bought", "Listened"],
    )
    .await;
    member.press("Views").await;
    member.press("Zigzag").await;
    heads(&member, &["Title", "Length", "Genre"]).await;
    address_has(&member, "by=-length").await;

    member.press("Delete Zigzag").await;
    kept(&member, &[]).await;
    member.sees("“Zigzag” is deleted.").await;
    member.press("Bring it back").await;
    kept(&member, &["Zigzag"]).await;
    member.driver.refresh().await.unwrap();
    member.press("Views").await;
    kept(&member, &["Zigzag"]).await;
    member.leave().await;
    stage.assert_absent("Zigzag");
    stage.assert_no_secrets().await;
}

/// Waits until these views are kept.
async fn kept(member: &Member, names: &[&str]) {
    let kept = "return JSON.stringify([...document.querySelectorAll('.kept a')]\
        .map(link => link.innerText.trim())) === JSON.stringify(arguments[0])";
    member.until("these views", kept, json!([names])).await;
}

const EMAIL: &str = "orderly@example.org";
