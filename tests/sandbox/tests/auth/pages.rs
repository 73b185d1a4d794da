//! The sign-in address, the credentials, and the end of a sign-in.

use http::StatusCode;
use serde_json::json;

use crate::world::{Browser, SignIn, World, client_id};

#[tokio::test]
async fn a_plain_account_gets_its_code_at_once() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.open(&SignIn::at("de").url()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("AudiPy sandbox, not Amazon"));
    let page = browser.sign_in(&page, "ben@example.org", "sandbox").await;
    assert!(page.code.is_some_and(|code| code.starts_with("AN")));
    assert!(page.url.starts_with(
        "https://www.amazon.de/ap/maplanding?openid.assoc_handle=amzn_audible_ios_de&"
    ));
}

#[tokio::test]
async fn wrong_sign_in_addresses_end_on_a_dead_page() {
    let world = World::new();
    let right = SignIn::at("us");
    let bare = client_id("Invented0Serial00000");
    for (what, wrong) in [
        (
            "an unknown handle",
            right.clone().with("openid.assoc_handle", "amzn_other_us"),
        ),
        (
            "another store's handle",
            right
                .clone()
                .with("openid.assoc_handle", "amzn_audible_ios_de"),
        ),
        (
            "another host to return to",
            right
                .clone()
                .with("openid.return_to", "https://www.amazon.de/ap/maplanding"),
        ),
        (
            "a client id without device:",
            right.clone().with("openid.oa2.client_id", &bare),
        ),
        (
            "a client id that is no hex",
            right.clone().with("openid.oa2.client_id", "device:xyz"),
        ),
        (
            "another store's id",
            right.clone().with("marketPlaceId", "AN7V1F1VY261K"),
        ),
        (
            "a padded challenge",
            right
                .clone()
                .with("openid.oa2.code_challenge", &format!("{}=", "a".repeat(43))),
        ),
        ("no scope", right.clone().without("openid.oa2.scope")),
    ] {
        let page = Browser::new(&world).open(&wrong.url()).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{what}");
        assert!(page.has("id=\"ap_error_page_message\""), "{what}");
        assert!(page.forms().is_empty(), "{what}");
    }
}

#[tokio::test]
async fn t1_the_landing_page_is_not_found() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.open(&SignIn::at("us").url()).await;
    let page = browser.sign_in(&page, "ben@example.org", "sandbox").await;
    let (host, target) = crate::world::split(&page.url);
    let reply = world.ask("GET", host, target, &[], "").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert!(reply.text().contains("not a functioning page"));
    assert_eq!(
        world.violations().await,
        ["followed a redirect after the code was visible"]
    );
}

#[tokio::test]
async fn t2_in_brazil_the_code_vanishes_from_the_last_address() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("br", "plain@example.org").await;
    assert!(page.code.is_some());
    let (host, target) = crate::world::split(&page.url);
    let reply = world.ask("GET", host, target, &[], "").await;
    assert_eq!(reply.status, StatusCode::FOUND);
    assert_eq!(reply.header("location"), "https://www.audible.com.br/");
    let home = world.ask("GET", "www.audible.com.br", "/", &[], "").await;
    assert_eq!(home.status, StatusCode::OK);
}

#[tokio::test]
async fn t3_a_handle_for_gb_is_dead() {
    let world = World::new();
    let right = SignIn::at("uk");
    let page = Browser::new(&world).open(&right.url()).await;
    assert!(page.is_fresh_sign_in());
    let wrong = right.with("openid.assoc_handle", "amzn_audible_ios_gb");
    let page = Browser::new(&world).open(&wrong.url()).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn t8_name_spaces_are_those_of_com_in_every_store() {
    let world = World::new();
    let right = SignIn::at("de");
    for wrong in [
        right.clone().without("openid.ns.oa2"),
        right
            .clone()
            .with("openid.ns.oa2", "http://www.amazon.de/ap/ext/oauth/2"),
        right.clone().without("openid.ns.pape"),
        right.without("openid.ns"),
    ] {
        let page = Browser::new(&world).open(&wrong.url()).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn t10_user_names_sign_in_in_three_stores_only() {
    let world = World::new();
    for (cc, status) in [
        ("us", StatusCode::OK),
        ("uk", StatusCode::OK),
        ("de", StatusCode::OK),
        ("fr", StatusCode::NOT_FOUND),
        ("jp", StatusCode::NOT_FOUND),
    ] {
        let page = Browser::new(&world)
            .open(&SignIn::with_username(cc).url())
            .await;
        assert_eq!(page.status, status, "{cc}");
    }
}

#[tokio::test]
async fn t12_english_in_japan_brings_a_puzzle() {
    let world = World::new();
    for (language, has_code) in [(None, true), (Some("ja_JP"), true), (Some("en_US"), false)] {
        let mut address = SignIn::at("jp");
        if let Some(language) = language {
            address = address.with("language", language);
        }
        let mut browser = Browser::new(&world);
        let page = browser.open(&address.url()).await;
        let page = browser.sign_in(&page, "plain@example.org", "x").await;
        assert_eq!(page.code.is_some(), has_code, "{language:?}");
        assert_eq!(page.has("cvf-aamation-container"), !has_code);
    }
}

#[tokio::test]
async fn t16_without_the_apps_cookies_a_picture_comes_first() {
    let world = World::new();
    let mut plain = Browser::new(&world);
    let page = plain.begin("us", "newplace@example.org").await;
    assert!(page.has("id=\"auth-captcha-image\""));
    let mut app = Browser::new(&world);
    app.cookies
        .extend(["frc", "map-md"].map(|name| (name.to_owned(), "invented".to_owned())));
    let page = app.begin("us", "newplace@example.org").await;
    assert!(page.code.is_some());
}

#[tokio::test]
async fn t17_the_page_id_does_not_matter() {
    let world = World::new();
    let address = SignIn::at("de").with("pageId", "amzn_audible_android_dark_usde");
    let page = Browser::new(&world).open(&address.url()).await;
    assert!(page.is_fresh_sign_in());
}

#[tokio::test]
async fn t29_every_page_warns_of_cookies_unseen() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let first = browser.open(&SignIn::at("us").url()).await;
    let otp = browser.sign_in(&first, "totp@example.org", "x").await;
    for page in [first, otp] {
        assert!(page.has("id=\"auth-cookie-warning-message\""));
        assert!(page.has("Please Enable Cookies to Continue"));
    }
}

#[tokio::test]
async fn t30_every_page_has_templates_of_errors_that_are_not_shown() {
    let world = World::new();
    let page = Browser::new(&world).open(&SignIn::at("us").url()).await;
    assert!(page.has("a-alert-error aok-hidden"));
    assert!(!page.has("auth-error-message-box"));
}

#[tokio::test]
async fn t31_the_email_page_says_that_it_collects_a_password() {
    let world = World::new();
    world.switch("first-page", json!("two-step")).await;
    let mut browser = Browser::new(&world);
    let page = browser.open(&SignIn::at("us").url()).await;
    let form = page.form("signIn");
    assert_eq!(
        form.input("appAction").unwrap().text("value"),
        "SIGNIN_PWD_COLLECT"
    );
    assert_eq!(
        form.input("subPageType").unwrap().text("value"),
        "SignInClaimCollect"
    );
    assert!(
        form.input("password")
            .unwrap()
            .text("class")
            .contains("hide")
    );
    // A password is not read here.
    let page = browser.sign_in(&page, "ben@example.org", "sandbox").await;
    assert!(page.code.is_none());
    let page = browser.sign_in(&page, "ben@example.org", "sandbox").await;
    assert!(page.code.is_some());
}

#[tokio::test]
async fn the_claim_page_asks_for_the_address_alone() {
    let world = World::new();
    world.switch("first-page", json!("claim")).await;
    let mut browser = Browser::new(&world);
    let page = browser.open(&SignIn::at("us").url()).await;
    let form = page.form("signIn");
    assert!(form.action.contains("/ax/claim?"));
    assert_eq!(
        form.input("appAction").unwrap().text("value"),
        "SIGNIN_CLAIM_COLLECT"
    );
    let page = browser
        .submit(&page, &form, &[("email", "ben@example.org")])
        .await;
    assert!(page.has("id=\"auth-email-claim\""));
    let page = browser.sign_in(&page, "ben@example.org", "sandbox").await;
    assert!(page.code.is_some());
}

#[tokio::test]
async fn t32_other_forms_stand_beside_the_password() {
    let world = World::new();
    for (email, first) in [
        ("claim@example.org", "signIn"),
        ("twostep@example.org", "ue_backdetect"),
    ] {
        let mut browser = Browser::new(&world);
        let page = browser.begin("us", email).await;
        assert_eq!(page.forms()[0].name, first, "{email}");
        for name in ["signIn", "signInWithPasskeyButton", "ue_backdetect"] {
            assert_eq!(page.form(name).name, name);
        }
        let page = browser.sign_in(&page, email, "x").await;
        assert!(page.code.is_some(), "{email}");
    }
}

#[tokio::test]
async fn t33_the_last_of_two_addresses_counts() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "claim@example.org").await;
    let form = page.form("signIn");
    let twice = form.inputs.iter().filter(|i| i.text("name") == "email");
    assert_eq!(twice.count(), 2);
    // A client that reads the visible one as empty and sends it last.
    let page = browser
        .submit(&page, &form, &[("email", ""), ("password", "x")])
        .await;
    assert!(page.code.is_none());
    assert!(page.has("Enter your email"));
}

#[tokio::test]
async fn wrong_passwords_bring_the_same_page_and_three_of_them_a_picture() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let mut page = browser.open(&SignIn::at("us").url()).await;
    for _ in 0..2 {
        page = browser.sign_in(&page, "plain@example.org", "wrong").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.has("Your password is incorrect"));
        assert!(!page.has("auth-captcha-image"));
    }
    page = browser.sign_in(&page, "plain@example.org", "wrong").await;
    assert!(page.has("auth-captcha-image"));
}

#[tokio::test]
async fn an_unknown_address_is_said_to_be_unknown() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "nobody@example.org").await;
    assert!(page.has("We cannot find an account with that email address"));
    // A user name is none of Amazon's.
    let page = browser.sign_in(&page, "old-user", "x").await;
    assert!(page.has("We cannot find an account with that email address"));
}

#[tokio::test]
async fn t34_the_form_that_creates_an_account_is_a_violation() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "unknown@example.org").await;
    let form = page.form("intent-confirmation-form");
    assert!(world.violations().await.is_empty());
    browser.submit(&page, &form, &[]).await;
    assert_eq!(
        world.violations().await,
        ["posted the form that creates an account"]
    );
}

#[tokio::test]
async fn stale_or_missing_hidden_fields_bring_a_fresh_page() {
    let world = World::new();
    let credentials = [("email", "ben@example.org"), ("password", "sandbox")];
    for gone in [
        "appActionToken",
        "appAction",
        "openid.return_to",
        "prevRID",
        "workflowState",
    ] {
        let mut browser = Browser::new(&world);
        let page = browser.open(&SignIn::at("us").url()).await;
        let mut form = page.form("signIn");
        form.inputs.retain(|input| input.text("name") != gone);
        let next = browser.submit(&page, &form, &credentials).await;
        assert!(next.is_fresh_sign_in(), "{gone}");
        // The page before is stale now.
        let again = browser
            .submit(&page, &page.form("signIn"), &credentials)
            .await;
        assert!(again.is_fresh_sign_in(), "{gone}");
        let page = browser.sign_in(&again, "ben@example.org", "sandbox").await;
        assert!(page.code.is_some(), "{gone}");
    }
}

#[tokio::test]
async fn a_browser_without_its_cookies_is_told_so() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.open(&SignIn::at("us").url()).await;
    browser.cookies.clear();
    let page = browser.sign_in(&page, "ben@example.org", "sandbox").await;
    assert!(page.code.is_none());
    assert!(page.has("id=\"ap_error_return_home\""));
}

#[tokio::test]
async fn t69_the_fingerprint_is_not_read() {
    let world = World::new();
    for fingerprint in ["", "false", "ECdITeCs:not base64 ✓"] {
        let mut browser = Browser::new(&world);
        let page = browser.open(&SignIn::at("us").url()).await;
        let fields = [
            ("email", "ben@example.org"),
            ("password", "sandbox"),
            ("metadata1", fingerprint),
        ];
        let page = browser.submit(&page, &page.form("signIn"), &fields).await;
        assert!(page.code.is_some(), "{fingerprint}");
    }
}

#[tokio::test]
async fn two_tabs_of_one_browser_do_not_disturb_each_other() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let one = browser.open(&SignIn::at("us").url()).await;
    let two = browser.open(&SignIn::at("us").url()).await;
    let one = browser.sign_in(&one, "ben@example.org", "sandbox").await;
    let two = browser.sign_in(&two, "ben@example.org", "sandbox").await;
    assert!(one.code.is_some() && two.code.is_some());
    assert_ne!(one.code, two.code);
}

#[tokio::test]
async fn t68_cookies_come_one_by_one_with_commas_in_them() {
    let world = World::new();
    let url = SignIn::at("de").url();
    let (host, target) = crate::world::split(&url);
    let reply = world.ask("GET", host, target, &[], "").await;
    let cookies: Vec<&str> = reply
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|value| value.to_str().unwrap())
        .collect();
    assert_eq!(cookies.len(), 4);
    for cookie in &cookies {
        assert!(
            cookie.contains("; Domain=.amazon.de; Path=/; Secure; Expires="),
            "{cookie}"
        );
        assert!(cookie.split("Expires=").nth(1).unwrap().contains(", "));
    }
    for name in [
        "session-id=",
        "session-id-time=",
        "ubid-acbde=",
        "session-token=",
    ] {
        assert!(cookies.iter().any(|cookie| cookie.starts_with(name)));
    }
}

#[tokio::test]
async fn a_home_page_names_its_store() {
    let world = World::new();
    let target = "/?ipRedirectOverride=true&overrideBaseCountry=true";
    for (host, id, alias) in [
        ("www.audible.de", "AN7V1F1VY261K", "audible-de"),
        ("www.audible.co.uk", "A2I9A3Q2GNFNGQ", "audible-uk"),
    ] {
        let page = world.ask("GET", host, target, &[], "").await.text();
        // Each on a line of its own: clients look for the last quote of the line.
        for line in [
            format!("\nvar ue_mid = '{id}';\n"),
            format!("\nautocomplete_config.searchAlias = \"{alias}\";\n"),
        ] {
            assert!(page.contains(&line), "{line}: {page}");
        }
    }
}
