//! Files that a member hands in: encrypted ones, folders, and what AudiPy keeps or backs up itself.

use audible::Secret;
use auth_files::{File, Keys, open};
use vault::{
    Archive, ArchiveWriter, DataKey, Header, KeySlot, RecoveryCode, SlotKey, VaultId, Way,
};

use crate::target::texts;

/// Encrypted files of Python audible, both styles, all of its settings.
pub(crate) fn encrypted() -> Vec<Vec<u8>> {
    let bytes = texts(VECTORS[0], &["file_base64"]);
    let bytes = bytes.iter().filter_map(|text| from_base64(text));
    bytes.chain(texts(VECTORS[1], &["file"])).collect()
}

/// With the vectors' passwords: what is behind the cipher is damaged as well.
pub(crate) fn read_encrypted(input: &[u8]) {
    let passwords = ["correct horse battery staple", "pw", "right password"];
    let keys = Keys {
        passwords: passwords.map(|it| Secret::new(it.to_owned())).to_vec(),
        stores: Vec::new(),
    };
    let _ = open(&[file("audible.auth", input)], &keys);
}

/// A folder of audible-cli, and files of every other program, each after a line with its path.
pub(crate) fn folders() -> Vec<Vec<u8>> {
    let plain = texts(VECTORS[3], &["file"]);
    let plain = plain.first().cloned().unwrap_or_default();
    let audible_rs = texts(VECTORS[2], &["file"]);
    let encrypted = texts(VECTORS[1], &["file"]).into_iter().take(1);
    let encrypted: Vec<Vec<u8>> = encrypted.collect();
    let folder = [
        b"=== audible/config.toml\n",
        CONFIG.as_bytes(),
        b"=== audible/anna.json\n",
        &plain,
        b"\n=== audible/bert.auth\n",
        &encrypted.concat(),
    ];
    let mut inputs = vec![folder.concat()];
    let others = OTHERS.iter().map(|it| it.as_bytes().to_vec());
    inputs.extend(audible_rs.into_iter().chain(others));
    inputs
}

/// Without passwords: a damaged header may ask for more work than a test has time for.
pub(crate) fn read_folder(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut files = Vec::new();
    for part in text.split("=== ") {
        let (path, content) = part.split_once('\n').unwrap_or(("file.json", part));
        files.push(file(path, content.as_bytes()));
    }
    files.push(file("file.json", input));
    let _ = open(&files, &Keys::default());
}

/// A header, a sealed record, a backup, a recovery code.
pub(crate) fn sealed() -> Vec<Vec<u8>> {
    let mut header = Header::new(VAULT, Vec::new());
    header.add(KeySlot::device([1; 12], vec![7; 60], Some(5)));
    let code = RecoveryCode::new([3; 16]);
    let way = SlotKey::from_recovery(&code, &VAULT);
    let slot = KeySlot::wrap(
        Way::Recovery,
        &way,
        &VAULT,
        &DataKey::new([7; 32]),
        [2; 12],
        None,
    );
    if let Ok(slot) = slot {
        header.add(slot);
    }
    let mut backup = ArchiveWriter::new(&header, DataKey::new([7; 32]));
    backup.add([4; 12], br#"{"v":1,"data":{}}"#);
    vec![
        header.to_bytes(),
        vault::seal(&DataKey::new([7; 32]), &VAULT, "tokens", [5; 12], b"{}"),
        backup.finish(),
        code.to_text().as_bytes().to_vec(),
    ]
}

pub(crate) fn read_sealed(input: &[u8]) {
    let key = DataKey::new([7; 32]);
    let _ = vault::open(&key, &VAULT, "tokens", input);
    if let Ok(header) = Header::parse(&VAULT, input) {
        for slot in header.known() {
            let code = RecoveryCode::new([3; 16]);
            let _ = slot.unwrap(&VAULT, &SlotKey::from_recovery(&code, &VAULT));
        }
        let _ = header.to_bytes();
    }
    if let Ok(archive) = Archive::parse(input) {
        for place in 0..archive.len().min(50) {
            let _ = archive.open(&key, place);
        }
    }
    let _ = RecoveryCode::parse(&String::from_utf8_lossy(input));
}

fn file(path: &str, bytes: &[u8]) -> File {
    File {
        path: path.to_owned(),
        bytes: Secret::new(bytes.to_vec()),
    }
}

fn from_base64(text: &[u8]) -> Option<Vec<u8>> {
    base64::Engine::decode(&base64::engine::general_purpose::STANDARD, text).ok()
}

const VAULT: VaultId = VaultId::new([9; 16]);

const VECTORS: [&str; 4] = [
    include_str!("../../../crates/auth_files/tests/vectors/auth_file_encrypted_bytes.json"),
    include_str!("../../../crates/auth_files/tests/vectors/auth_file_encrypted_json.json"),
    include_str!("../../../crates/auth_files/tests/vectors/audible_rs.json"),
    include_str!("../../../crates/audible/tests/vectors/auth_file_plain.json"),
];

const CONFIG: &str = "title = \"Audible Config File\"\n[APP]\nprimary_profile = \"anna\"\n\
    [profile.anna]\nauth_file = \"anna.json\"\ncountry_code = \"us\"\n\
    [profile.bert]\nauth_file = \"bert.auth\"\ncountry_code = \"de\"\n";

/// Of Libation, `OpenAudible` and audible-rs, invented.
const OTHERS: [&str; 3] = [
    r#"{"Accounts":[{"AccountId":"lia@example.org","AccountName":"Lia","IdentityTokens":{"LocaleName":"germany","ExistingAccessToken":{"TokenValue":"Atna|LI","Expires":"2026-01-02T04:04:05.5Z"},"RefreshToken":{"Value":"Atnr|LI"},"PrivateKey":{"Value":"-----BEGIN RSA PRIVATE KEY-----\nAA==\n-----END RSA PRIVATE KEY-----"},"AdpToken":{"Value":"{enc:x}"},"Cookies":[{"Key":"session-id","Value":"1"}],"AmazonAccountId":"amzn1.account.LI","DeviceName":"x"}}]}"#,
    r#"{"active_device":"olga","olga":{"region":"DE","expires":1767326645500,"details":{"response":{"success":{"tokens":{"bearer":{"refresh_token":"Atnr|OA","access_token":"Atna|OA","expires_in":"3600"},"mac_dms":{"device_private_key":"x","adp_token":"x"}},"extensions":{"customer_info":{"user_id":"amzn1.account.OA"}}}}}}}"#,
    r#"{"format":"audible-rs-auth","version":1,"data":{"country_code":"de","identity":{"customer_id":"amzn1.account.RS","name":"Rosa"},"bearer":{"refresh_token":"Atnr|RS","access_token":"Atna|RS","expires_at":"2026-01-02T04:04:05Z"}}}"#,
];
