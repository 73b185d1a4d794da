//! What comes between password and code.

use http::StatusCode;
use serde_json::json;

use crate::world::{Browser, Page, SignIn, World};

/// Answers a sign-in picture.
async fn guess(browser: &mut Browser<'_>, page: &Page, email: &str, guess: &str) -> Page {
    let fields = [
        ("email", email),
        ("password", "x"),
        ("guess", guess),
        ("use_image_captcha", "true"),
        ("use_audio_captcha", "false"),
        ("showPasswordChecked", "false"),
    ];
    browser.submit(page, &page.form("signIn"), &fields).await
}

async fn otp(browser: &mut Browser<'_>, page: &Page, code: &str) -> Page {
    let fields = [
        ("otpCode", code),
        ("mfaSubmit", "Submit"),
        ("rememberDevice", "false"),
    ];
    browser
        .submit(page, &page.form("auth-mfa-form"), &fields)
        .await
}

async fn choose(browser: &mut Browser<'_>, page: &Page, method: &str) -> Page {
    let form = page.form("auth-select-device-form");
    let value = form
        .inputs
        .iter()
        .map(|input| input.text("value"))
        .find(|value| value.ends_with(method))
        .unwrap_or_else(|| panic!("no {method}: {}", page.html));
    browser
        .submit(page, &form, &[("otpDeviceContext", value)])
        .await
}

#[tokio::test]
async fn anna_needs_the_code_that_the_page_of_codes_shows() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.open(&SignIn::at("us").url()).await;
    let page = browser.sign_in(&page, "anna@example.org", "sandbox").await;
    let code = world.answers("anna@example.org").await["otp"].clone();
    let code = code.as_str().unwrap();
    let codes = world.read("codes").await.text();
    assert!(codes.contains("anna@example.org") && codes.contains(code));
    let page = otp(&mut browser, &page, code).await;
    assert!(page.code.is_some());
    assert_eq!(world.read("counters").await.json()["otps_asked"], 1);
}

#[tokio::test]
async fn t18_a_puzzle_stays_whatever_is_posted() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let mut page = browser.begin("us", "aamation@example.org").await;
    for _ in 0..2 {
        assert!(page.has("id=\"cvf-page-content\"") && page.has("cvf-aamation-container"));
        let form = page.form("cvf-aamation-challenge-form");
        page = browser.submit(&page, &form, &[("code", "123456")]).await;
    }
    assert_eq!(world.read("counters").await.json()["otps_asked"], 0);
}

#[tokio::test]
async fn t19_a_code_page_has_a_stray_mark_of_a_puzzle() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "totp@example.org").await;
    assert!(page.has("name=\"cvf_aamation_error_code\""));
    let page = otp(&mut browser, &page, "123456").await;
    assert!(page.code.is_some());
}

#[tokio::test]
async fn t20_a_code_by_mail_stands_among_the_marks_of_an_approval() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "mailotp@example.org").await;
    for mark in [
        "resend-approval-alert",
        "resend-approval-form",
        "pollingForm",
    ] {
        assert!(page.has(&format!("id=\"{mark}\"")), "{mark}");
    }
    let form = page.form("verification-code-form");
    let page = browser.submit(&page, &form, &[("otpCode", "000")]).await;
    assert!(page.has("The code you entered is not valid"));
    // Another one is sent on demand.
    let before = world.answers("mailotp@example.org").await["otp"].clone();
    let page = browser
        .submit(&page, &page.form("resend-approval-form"), &[])
        .await;
    let after = world.answers("mailotp@example.org").await["otp"].clone();
    assert_ne!(before, after);
    let form = page.form("verification-code-form");
    let fields = [("otpCode", after.as_str().unwrap())];
    let page = browser.submit(&page, &form, &fields).await;
    assert!(page.code.is_some());
}

#[tokio::test]
async fn t21_there_are_three_kinds_of_pictures() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "captcha@example.org").await;
    assert!(page.has("alt=\"Visual CAPTCHA image"));
    let page = guess(&mut browser, &page, "captcha@example.org", "ABC123 ").await;
    assert!(page.code.is_some());

    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "cvfcaptcha@example.org").await;
    assert!(page.has("alt=\"captcha\""));
    let form = page.form_with("cvf_captcha_input");
    let verify = |text| {
        [
            ("cvf_captcha_input", text),
            ("cvf_captcha_captcha_action", "verifyCaptcha"),
        ]
    };
    let page = browser.submit(&page, &form, &verify("nope")).await;
    assert!(page.has("cvf-widget-alert-id-cvf-captcha-error"));
    let form = page.form_with("cvf_captcha_input");
    let page = browser
        .submit(
            &page,
            &form,
            &[("cvf_captcha_captcha_action", "newCaptcha")],
        )
        .await;
    assert!(!page.has("cvf-widget-alert-id-cvf-captcha-error"));
    let form = page.form_with("cvf_captcha_input");
    let page = browser.submit(&page, &form, &verify("abc123")).await;
    assert!(page.code.is_some());

    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "robot@example.org").await;
    let form = page.form_with("field-keywords");
    assert!(form.action.ends_with("/errors/validateCaptcha"));
    let page = browser
        .submit(&page, &form, &[("field-keywords", "abc123")])
        .await;
    assert!(page.is_fresh_sign_in());
    let page = browser.sign_in(&page, "robot@example.org", "x").await;
    assert!(page.code.is_some());
}

#[tokio::test]
async fn the_robot_page_comes_before_anything_where_a_switch_says_so() {
    let world = World::new();
    world.switch("robot-first", json!(1)).await;
    let mut browser = Browser::new(&world);
    let page = browser.open(&SignIn::at("us").url()).await;
    let form = page.form_with("field-keywords");
    let page = browser
        .submit(&page, &form, &[("field-keywords", "wrong")])
        .await;
    assert!(page.has("The characters you entered do not match"));
    assert!(page.form_with("field-keywords").method == "get");
}

#[tokio::test]
async fn pictures_are_pictures_and_short_lived() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "captcha@example.org").await;
    let src = crate::html::tags(&page.html, "img")[0]
        .text("src")
        .to_owned();
    let (host, target) = crate::world::split(&src);
    let picture = world.ask("GET", host, target, &[], "").await;
    assert_eq!(picture.header("content-type"), "image/png");
    assert!(picture.bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
    guess(&mut browser, &page, "captcha@example.org", "wrong").await;
    let picture = world.ask("GET", host, target, &[], "").await;
    assert_eq!(picture.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn t22_a_picture_wants_the_password_again() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "captcha@example.org").await;
    let form = page.form("signIn");
    let fields = [
        ("email", "captcha@example.org"),
        ("guess", "abc123"),
        ("use_image_captcha", "true"),
    ];
    let page = browser.submit(&page, &form, &fields).await;
    assert!(page.has("auth-captcha-image") && page.has("auth-error-message-box"));
}

#[tokio::test]
async fn t23_a_wrong_guess_and_a_wrong_password_look_alike() {
    let world = World::new();
    let mut seen = Vec::new();
    for (password, text) in [("wrong", "abc123"), ("x", "nope")] {
        let mut browser = Browser::new(&world);
        let page = browser.begin("us", "captcha@example.org").await;
        let fields = [
            ("email", "captcha@example.org"),
            ("password", password),
            ("guess", text),
        ];
        let page = browser.submit(&page, &page.form("signIn"), &fields).await;
        let start = page.html.find("auth-error-message-box").unwrap();
        seen.push(page.html[start..start + 300].to_owned());
    }
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test]
async fn t24_a_picture_may_come_after_the_code() {
    let email = "gauntlet@example.org";
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", email).await;
    let page = browser.sign_in(&page, email, "x").await;
    let page = guess(&mut browser, &page, email, "abc123").await;
    let page = choose(&mut browser, &page, "TOTP").await;
    let code = world.answers(email).await["otp"].clone();
    let page = otp(&mut browser, &page, code.as_str().unwrap()).await;
    assert!(page.has("auth-captcha-image"));
    let mut page = guess(&mut browser, &page, email, "abc123").await;
    let approval = page.url.clone();
    for _ in 0..3 {
        assert!(page.has("transaction-approval-word-break"));
        page = browser.open(&approval).await;
    }
    let page = browser.open(&page.link("passkey-nudge-skip-button")).await;
    assert!(page.code.is_some());
}

#[tokio::test]
async fn t25_the_choice_is_posted_to_its_own_page() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "choice@example.org").await;
    let form = page.form("auth-select-device-form");
    assert_eq!(form.action, "");
    assert!(page.url.contains("/ap/mfa/new-otp?"));
    // Somewhere else it is lost.
    let mut elsewhere = form.clone();
    elsewhere.action = "/ap/signin".to_owned();
    let fields = [("otpDeviceContext", "aW520Q==, TOTP")];
    let lost = browser.submit(&page, &elsewhere, &fields).await;
    assert!(lost.is_fresh_sign_in());

    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "choice@example.org").await;
    let page = choose(&mut browser, &page, "TOTP").await;
    assert_eq!(page.form("auth-mfa-form").id, "auth-mfa-form");
}

#[tokio::test]
async fn t26_an_account_may_have_no_app_to_choose() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "smsonly@example.org").await;
    assert!(!page.has("auth-TOTP"));
    let form = page.form("auth-select-device-form");
    let page = browser
        .submit(&page, &form, &[("otpDeviceContext", "")])
        .await;
    let page = choose(&mut browser, &page, "SMS").await;
    let code = world.answers("smsonly@example.org").await["otp"].clone();
    let page = otp(&mut browser, &page, code.as_str().unwrap()).await;
    assert!(page.code.is_some());
}

#[tokio::test]
async fn t27_verify_is_relative_to_its_page() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "cvf@example.org").await;
    let mut form = page.form_with("verifyToken");
    assert_eq!(form.action, "verify");
    for wrong in ["/verify", "/ap/verify"] {
        form.action = wrong.to_owned();
        let lost = browser.submit(&page, &form, &[]).await;
        assert_eq!(lost.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let form = page.form_with("verifyToken");
    let page = browser.submit(&page, &form, &[]).await;
    assert!(page.has("cvf-widget-input-code"));
}

#[tokio::test]
async fn t28_only_the_latest_code_counts() {
    let email = "cvf@example.org";
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", email).await;
    assert!(!page.has("name=\"code\""));
    let form = page.form_with("verifyToken");
    let page = browser.submit(&page, &form, &[]).await;
    let first = world.answers(email).await["cvf"].clone();
    // Sent once more: the first is void.
    let mut form = page.form_with("verifyToken");
    form.inputs.retain(|input| input.text("name") != "action");
    let page = browser.submit(&page, &form, &[]).await;
    let fields = [("action", "code"), ("code", first.as_str().unwrap())];
    let page = browser
        .submit(&page, &page.form_with("code"), &fields)
        .await;
    assert!(page.has("cvf-widget-alert"));
    let latest = world.answers(email).await["cvf"].clone();
    let fields = [("action", "code"), ("code", latest.as_str().unwrap())];
    let page = browser
        .submit(&page, &page.form_with("code"), &fields)
        .await;
    assert!(page.code.is_some());
    assert_eq!(world.read("counters").await.json()["otps_asked"], 2);
}

#[tokio::test]
async fn where_to_send_a_code_is_asked_first() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "cvfpick@example.org").await;
    let form = page.form("claimspicker");
    let page = browser.submit(&page, &form, &[("option", "email")]).await;
    let code = world.answers("cvfpick@example.org").await["cvf"].clone();
    let fields = [("action", "code"), ("code", code.as_str().unwrap())];
    let page = browser
        .submit(&page, &page.form_with("code"), &fields)
        .await;
    assert!(page.code.is_some());
}

#[tokio::test]
async fn t35_a_code_is_good_once() {
    let world = World::new();
    for (wait, accepted) in [(0, true), (0, false), (61, true)] {
        world.sandbox.clock.advance(wait);
        let mut browser = Browser::new(&world);
        let page = browser.begin("us", "totp@example.org").await;
        let page = otp(&mut browser, &page, "123456").await;
        assert_eq!(page.code.is_some(), accepted);
        assert_eq!(page.has("was already used"), !accepted);
    }
}

#[tokio::test]
async fn t36_five_codes_a_day() {
    let world = World::new();
    for sent in 0..6 {
        let mut browser = Browser::new(&world);
        let page = browser.begin("us", "smsonly@example.org").await;
        let page = choose(&mut browser, &page, "SMS").await;
        assert_eq!(page.has("You have requested too many OTPs"), sent == 5);
    }
    world.sandbox.clock.advance(86_400);
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "smsonly@example.org").await;
    let page = choose(&mut browser, &page, "VOICE").await;
    assert!(page.has("auth-mfa-form"));
}

#[tokio::test]
async fn who_got_no_code_chooses_again() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "choice@example.org").await;
    let page = choose(&mut browser, &page, "SMS").await;
    let page = browser.open(&page.link("auth-get-new-otp-link")).await;
    let page = choose(&mut browser, &page, "TOTP").await;
    assert!(page.has("auth-mfa-form"));
}

#[tokio::test]
async fn t37_an_approval_takes_some_looks() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let mut page = browser.begin("us", "approve@example.org").await;
    for _ in 0..2 {
        page = browser.submit(&page, &page.form("pollingForm"), &[]).await;
        assert!(page.has("value=\"TransactionPending\""));
        page = browser.begin("us", "approve@example.org").await;
    }
    let address = page.url.clone();
    for _ in 0..3 {
        assert!(page.code.is_none());
        page = browser.open(&address).await;
    }
    assert!(page.code.is_some());
}

#[tokio::test]
async fn approvals_are_denied_and_expire() {
    let world = World::new();
    for (email, mark) in [
        ("deny@example.org", "denied"),
        ("expire@example.org", "TransactionExpired"),
    ] {
        let mut browser = Browser::new(&world);
        let mut page = browser.begin("us", email).await;
        let address = page.url.clone();
        for _ in 0..3 {
            assert!(page.has("resend-approval-form"), "{email}");
            page = browser.open(&address).await;
        }
        assert!(page.code.is_none() && page.has(mark), "{email}");
        assert!(!page.has("resend-approval-form"), "{email}");
    }
}

#[tokio::test]
async fn an_approval_by_hand_waits_for_it() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    world
        .steer("approve", json!({"email": "emil@example.org"}))
        .await;
    let page = browser.open(&SignIn::at("us").url()).await;
    let page = browser.sign_in(&page, "emil@example.org", "sandbox").await;
    let address = page.url.clone();
    for _ in 0..5 {
        // Also one that was approved before it was asked for.
        assert!(browser.open(&address).await.code.is_none());
    }
    assert!(
        world
            .read("codes")
            .await
            .text()
            .contains("Approve the sign-in")
    );
    world
        .steer("approve", json!({"email": "emil@example.org"}))
        .await;
    assert!(browser.open(&address).await.code.is_some());
}

#[tokio::test]
async fn t38_the_empty_page_returns_for_ever() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let mut page = browser.begin("us", "loop@example.org").await;
    for _ in 0..3 {
        assert!(page.is_fresh_sign_in());
        page = browser.sign_in(&page, "loop@example.org", "x").await;
    }
    assert!(page.is_fresh_sign_in());
}

#[tokio::test]
async fn t39_interruptions_can_be_skipped() {
    let world = World::new();
    for (email, link) in [
        ("phone@example.org", "ap-account-fixup-phone-skip-link"),
        ("nudge@example.org", "passkey-nudge-skip-button"),
    ] {
        let mut browser = Browser::new(&world);
        let page = browser.begin("us", email).await;
        assert!(page.code.is_none(), "{email}");
        let page = browser.open(&page.link(link)).await;
        assert!(page.code.is_some(), "{email}");
    }
}

#[tokio::test]
async fn t40_a_firewalls_page_has_no_title() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "waf@example.org").await;
    assert_eq!(page.status, StatusCode::ACCEPTED);
    assert!(page.has("<title></title>") && page.has("window.gokuProps"));
    assert!(page.has("id=\"challenge-container\""));
}

#[tokio::test]
async fn dead_ends_stay_dead() {
    let world = World::new();
    for (email, form, mark) in [
        ("reset@example.org", "forgotPassword", "OTPChallengeOptions"),
        (
            "passkeyonly@example.org",
            "signIn",
            "id=\"passkey-error-alert\"",
        ),
    ] {
        let mut browser = Browser::new(&world);
        let mut page = browser.begin("us", email).await;
        for _ in 0..2 {
            assert!(page.has(mark), "{email}");
            let fields = [("email", email), ("password", "x")];
            page = browser.submit(&page, &page.form(form), &fields).await;
        }
        assert!(page.has(mark) && page.code.is_none(), "{email}");
    }
}

#[tokio::test]
async fn t63_the_eighth_device_is_asked_for_a_new_password() {
    let world = World::new();
    let mut browser = Browser::new(&world);
    let page = browser.begin("us", "many@example.org").await;
    assert!(page.has("name=\"forgotPassword\""));
}
