//! Files of accounts of every program: opened, shown, kept only once agreed; and written.

use std::path::Path;

use e2e::{Member, Screen, Stage};
use serde_json::{Value, json};

/// A folder with files of the same name as their keys.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    folder
}

fn vectors(name: &str) -> Value {
    let path = e2e::root()
        .join("crates/auth_files/tests/vectors")
        .join(name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Files of one customer each, as Python audible writes them.
fn python_file(user: &str, name: &str, expires: f64) -> String {
    json!({
        "website_cookies": null, "adp_token": null, "access_token": format!("Atna|{user}{expires}"),
        "refresh_token": format!("Atnr|{user}"), "device_private_key": null,
        "store_authentication_cookie": null,
        "device_info": {"device_name": format!("{name}'s Audible for iPhone"),
            "device_serial_number": format!("SERIAL{user}"), "device_type": "A2CZJZGLK2JJVM"},
        "customer_info": {"account_pool": "Amazon", "user_id": format!("amzn1.account.{user}"), "name": name},
        "expires": expires, "locale_code": "us", "with_username": false, "activation_bytes": null,
    })
    .to_string()
}

/// The file of a vector: text, or other bytes.
fn file_of(case: &Value) -> Vec<u8> {
    match case.get("file") {
        Some(file) => text(file).as_bytes().to_vec(),
        None => base64(text(&case["file_base64"])),
    }
}

/// A folder of audible-cli with the accounts of two, and another file beside them.
fn audible_cli(beside: &str) -> tempfile::TempDir {
    let config = b"title = \"Audible Config File\"\n[APP]\nprimary_profile = \"anna\"\n\
        [profile.anna]\nauth_file = \"anna.json\"\ncountry_code = \"us\"\n\
        [profile.bert]\nauth_file = \"bert.json\"\ncountry_code = \"de\"\n";
    let (anna, bert) = (
        python_file("ANNA", "Anna Example", 1e9),
        python_file("BERT", "Bert Example", 1e9),
    );
    folder(&[
        ("audible/config.toml", config),
        ("audible/anna.json", anna.as_bytes()),
        ("audible/bert.json", bert.as_bytes()),
        (&format!("audible/{beside}"), b"nothing to do with it"),
    ])
}

/// Gives a folder to the picker for folders.
async fn chooses_folder(member: &Member, path: &Path) {
    member.press("Choose a folder").await;
    let picker = member.field("Choose a folder").await;
    picker.send_keys(path.to_str().unwrap()).await.unwrap();
}

async fn opens(member: &Member) {
    member.open("/open-file").await;
    member.sees("Open auth files").await;
}

#[tokio::test]
async fn encrypted_files_ask_for_their_password_and_show_what_is_in_them() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    for (name, file) in [
        ("auth_file_encrypted_json.json", "anna.json"),
        ("auth_file_encrypted_bytes.json", "anna.auth"),
    ] {
        let vectors = vectors(name);
        let case = &vectors["written"][1];
        let folder = folder(&[(file, &file_of(case))]);
        member.opens_file(&folder.path().join(file)).await;
        member.sees("Encrypted with a password").await;
        member.fill("Password of the file", "wrong").await;
        member.press("Open").await;
        member.sees("This password does not open it.").await;
        member.unlocks_file(text(&case["password"])).await;
        member
            .sees("One account is in it. Nothing is kept yet.")
            .await;
        member.sees("Ada Example, United States").await;
        member.sees("an encrypted file of Python audible").await;
        member.sees("Ada's Audible for iPhone").await;
        member.screenshot(&format!("import-{file}")).await;
        member.press("Keep nothing").await;
        member.sees("Choose one or several").await;
    }
    // Nothing was kept.
    member.open("/").await;
    member.sees("Sign in with Amazon").await;
    member.leave().await;
}

#[tokio::test]
async fn files_with_different_passwords_open_whatever_was_typed_before() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::phone()).await;
    let json = vectors("auth_file_encrypted_json.json");
    let bytes = vectors("auth_file_encrypted_bytes.json");
    let (one, other) = (&json["written"][1], &bytes["written"][0]);
    assert_ne!(one["password"], other["password"]);
    let folder = folder(&[
        ("one.json", text(&one["file"]).as_bytes()),
        ("other.auth", &base64(text(&other["file_base64"]))),
    ]);
    member.opens_file(&folder.path().join("one.json")).await;
    member.sees("Locked: one.json").await;
    for wrong in ["wrong", "wrong again", text(&other["password"])] {
        member.unlocks_file(wrong).await;
        member.sees("This password does not open it.").await;
    }
    // What opens nothing yet may open what comes later.
    member.choose_file(&folder.path().join("other.auth")).await;
    member
        .sees("One account is in it. Nothing is kept yet.")
        .await;
    member.sees("Locked: one.json").await;
    member.unlocks_file(text(&one["password"])).await;
    member.sees_no_more("Encrypted with a password").await;
    member.sees("From one.json").await;
    member.sees("From other.auth").await;
    member.leave().await;
}

#[tokio::test]
async fn a_folder_of_audible_cli_becomes_several_accounts() {
    let folder = audible_cli("notes.txt");
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    member
        .opens_file(&folder.path().join("audible/config.toml"))
        .await;
    member
        .sees("It names anna.json, which is not among the files.")
        .await;
    member.press("Choose other files").await;

    chooses_folder(&member, &folder.path().join("audible")).await;
    member
        .sees("2 accounts are in them. Nothing is kept yet.")
        .await;
    member.sees("which audible-cli uses for anna").await;
    member.sees("Stores that it reads: Germany").await;
    member.press("Keep 2 accounts").await;
    member.is_at("/").await;
    member.open("/accounts").await;
    member.sees("Anna Example").await;
    member.sees("Bert Example").await;

    // Chosen again: nothing to keep any more.
    opens(&member).await;
    chooses_folder(&member, &folder.path().join("audible")).await;
    member
        .sees("This account is here already, in the same state.")
        .await;
    member.sees("which audible-cli uses for bert").await;
    assert!(!member.text().await.contains("Keep this account"));
    member.leave().await;
}

#[tokio::test]
async fn a_folder_or_files_that_are_dropped_are_read_like_those_that_are_chosen() {
    let folder = audible_cli("plugins/cmd_more.py");
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    opens(&member).await;
    member.drops(&[&folder.path().join("audible")]).await;
    member
        .sees("2 accounts are in them. Nothing is kept yet.")
        .await;
    member.sees("which audible-cli uses for anna").await;
    member.sees("Stores that it reads: Germany").await;

    // Files without their folder, on the welcome page as well.
    let anna = folder.path().join("audible/anna.json");
    let bert = folder.path().join("audible/bert.json");
    opens(&member).await;
    member.drops(&[&anna, &bert]).await;
    member
        .sees("2 accounts are in them. Nothing is kept yet.")
        .await;
    member.sees("From bert.json").await;
    member.open("/").await;
    member.sees("Sign in with Amazon").await;
    member.drops(&[&anna]).await;
    member.is_at("/open-file").await;
    member.sees("Anna Example, United States").await;

    // Nothing to read in it.
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    opens(&member).await;
    member.drops(&[&empty]).await;
    member.sees("No file was chosen.").await;
    member.leave().await;
}

#[tokio::test]
async fn an_older_file_replaces_a_newer_sign_in_only_if_that_is_wanted() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    let soon = 4e9;
    let files = [
        ("old.json", 1e9),
        ("now.json", soon),
        ("new.json", soon + 9.0),
    ];
    let files = files.map(|(name, expires)| (name, python_file("ANNA", "Anna Example", expires)));
    let listed: Vec<_> = files
        .iter()
        .map(|(name, it)| (*name, it.as_bytes()))
        .collect();
    let folder = folder(&listed);
    member.opens_file(&folder.path().join("now.json")).await;
    member.press("Keep this account").await;
    member.is_at("/stores").await;

    member.opens_file(&folder.path().join("old.json")).await;
    member
        .sees("This account is here already, and what is here is newer.")
        .await;
    member.sees("Choose an account to keep").await;
    member.opens_file(&folder.path().join("new.json")).await;
    member
        .sees("This account is here already; the file is newer.")
        .await;
    member.press("Keep this account").await;
    // Its stores were never chosen.
    member.is_at("/stores").await;
    member.open("/accounts").await;
    member.sees("Anna Example").await;
    member.opens_file(&folder.path().join("now.json")).await;
    member
        .sees("This account is here already, and what is here is newer.")
        .await;
    member.leave().await;
}

#[tokio::test]
async fn files_of_other_programs_open_and_what_is_missing_is_named() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::phone()).await;
    let audible_rs = json!({"format": "audible-rs-auth", "version": 1, "data": {
        "country_code": "de", "identity": {"customer_id": "amzn1.account.RS", "name": "Rosa Example"},
        "bearer": {"refresh_token": "Atnr|RS"}}});
    let libation = json!({"Accounts": [
        {"AccountId": "lia@example.org", "AccountName": "Lia Example", "IdentityTokens": {"LocaleName": "germany",
            "ExistingAccessToken": {"TokenValue": "Atna|LI", "Expires": "2026-01-02T04:04:05.5Z"},
            "RefreshToken": {"Value": "Atnr|LI"}, "AmazonAccountId": "amzn1.account.LI", "DeviceName": "Lia's Libation"}},
        {"AccountId": "new@example.org"}]});
    let open_audible = json!({"active_device": "olga", "olga": {"region": "DE", "expires": 1_767_326_645_500_i64,
        "details": {"response": {"success": {"tokens": {"bearer": {"refresh_token": "Atnr|OA"}},
            "extensions": {"customer_info": {"user_id": "amzn1.account.OA", "name": "Olga Example"}}}}}}});
    for (name, file, words) in [
        ("rs.json", &audible_rs, "Rosa Example, Germany"),
        ("AccountsSettings.json", &libation, "Lia Example, Germany"),
        ("credentials.json", &open_audible, "Olga Example, Germany"),
    ] {
        let folder = folder(&[(name, file.to_string().as_bytes())]);
        member.opens_file(&folder.path().join(name)).await;
        member.sees(words).await;
        member
            .sees("Not in the file. AudiPy needs it only for activation bytes.")
            .await;
        member.screenshot(&format!("import-{name}")).await;
    }
    member.sees_no_more("Lia").await;
    let folder = folder(&[("AccountsSettings.json", libation.to_string().as_bytes())]);
    member
        .opens_file(&folder.path().join("AccountsSettings.json"))
        .await;
    member
        .sees("This account has no sign-in in that program yet.")
        .await;
    member.press("Keep this account").await;
    member.is_at("/stores").await;
    member.leave().await;
}

#[tokio::test]
async fn a_file_that_is_none_says_so_and_changes_nothing() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::default()).await;
    let encrypted =
        json!({"Accounts": [{"AccountName": "Lia", "IdentityTokens": {"LocaleName": "us",
        "RefreshToken": {"Value": "AAAA", "IsEncrypted": true}}}]})
        .to_string();
    let costly = json!({"format": "audible-rs-auth", "version": 1, "ciphertext": "AAAA",
        "kdf": {"algorithm": "argon2id", "m_cost": 4_000_000_000_u32, "t_cost": 3, "p_cost": 4, "salt": "AAAA"},
        "cipher": {"algorithm": "xchacha20poly1305", "nonce": "AAAA"}})
    .to_string();
    for (name, content, words) in [
        ("empty.json", &b""[..], "The file is empty."),
        (
            "cut.json",
            b"{\"access_token\": \"At",
            "The file is cut short.",
        ),
        ("list.json", b"[1, 2]", "This is not an auth file."),
        ("words.txt", b"hello", "This is not an auth file."),
        (
            "picture.png",
            b"\x89PNG\r\n\x1a\n\0",
            "neither text nor an encrypted auth file",
        ),
        (
            "libation.json",
            encrypted.as_bytes(),
            "turn off token encryption",
        ),
        ("costly.json", costly.as_bytes(), "more memory than is safe"),
        (
            "config.toml",
            b"[APP]\n",
            "name no auth file that can be found",
        ),
        (
            "storeless.json",
            b"{\"refresh_token\": \"Atnr|x\"}",
            "Which store is this account of?",
        ),
    ] {
        let folder = folder(&[(name, content)]);
        member.opens_file(&folder.path().join(name)).await;
        member.sees(words).await;
    }
    // The store is asked for, and then the account is there.
    let store = member.field("Store of storeless.json").await;
    store.send_keys("France").await.unwrap();
    member.sees("Name not in the file, France").await;
    // What a vector of the library's is refused for, a member reads.
    for (name, cases) in [
        ("auth_file_encrypted_json.json", "refused"),
        ("auth_file_encrypted_bytes.json", "refused"),
    ] {
        for case in vectors(name)[cases].as_array().unwrap() {
            let folder = folder(&[("vector", &file_of(case))]);
            member.opens_file(&folder.path().join("vector")).await;
            member.sees("No account can be read from this").await;
            let said = member.text().await;
            if !said.contains("Encrypted with a password") {
                continue;
            }
            let Some(password) = case["password"].as_str().filter(|it| !it.is_empty()) else {
                continue;
            };
            member.unlocks_file(password).await;
            member.sees("This password does not open it.").await;
        }
    }
    member.open("/").await;
    member.sees("Sign in with Amazon").await;
    member.leave().await;
}

#[tokio::test]
async fn the_content_of_a_file_can_be_pasted() {
    let stage = Stage::new().await;
    let member = stage.member("anna", Screen::phone()).await;
    opens(&member).await;
    member.press("Paste the content of a file instead").await;
    let file = python_file("ANNA", "Anna Example", 4e9);
    member.paste("Content of the file", &file).await;
    member.press("Open").await;
    member.sees("Anna Example, United States").await;
    member.press("Keep this account").await;
    member.is_at("/stores").await;
    member.leave().await;
}

fn base64(text: &str) -> Vec<u8> {
    base64::Engine::decode(&base64::engine::general_purpose::STANDARD, text).unwrap()
}
