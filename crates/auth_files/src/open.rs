//! [`open`]: from files to accounts.

use std::collections::BTreeSet;

use audible::{AuthFileError, Marketplace, Secret, auth_file};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::audible_cli::{self, Config, Profile};
use crate::file::File;
use crate::found::{Found, Outcome, Program, Refusal, Source};
use crate::python::Sealed;
use crate::{audible_rs, libation, open_audible};

/// What the member gave beside the files.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Keys {
    /// Passwords; each is tried on each encrypted file.
    pub passwords: Vec<Secret<String>>,
    /// Stores of accounts whose file names none.
    pub stores: Vec<(Source, Marketplace)>,
}

/// Opens files. Everything that is in them is in the answer, also what is of no use; only of a
/// folder of audible-cli files are passed over that are no auth files at all.
pub fn open(files: &[File], keys: &Keys) -> Vec<Outcome> {
    let mut opened = Opened {
        keys,
        outcomes: Vec::new(),
    };
    let mut done = BTreeSet::new();
    let mut folders = Vec::new();
    for file in files {
        let Some(text) = file
            .text()
            .filter(|text| audible_cli::is(file.name(), text))
        else {
            continue;
        };
        done.insert(file.path.as_str());
        let folder = file.path.strip_suffix(file.name()).unwrap_or_default();
        folders.push(folder);
        let Some(config) = Config::parse(text) else {
            opened.refuse(Source::file(&file.path), Refusal::NoProfiles);
            continue;
        };
        for (name, profiles) in config.files {
            match named(files, folder, &name) {
                Some(file) => {
                    done.insert(file.path.as_str());
                    opened.file(file, &profiles);
                }
                None => opened.refuse(
                    Source::within(&file.path, &names(&profiles).join(", ")),
                    Refusal::NotHere { file: name },
                ),
            }
        }
    }
    for file in files {
        if !done.contains(file.path.as_str()) {
            let beside_config = folders.iter().any(|folder| file.path.starts_with(folder));
            let known = opened.outcomes.len();
            opened.file(file, &[]);
            if beside_config {
                opened.drop_strangers(known);
            }
        }
    }
    opened.outcomes
}

/// The file that the settings mean: in their folder, else (files picked one by one have no
/// folder, and settings may name one) the one of that name.
fn named<'a>(files: &'a [File], folder: &str, name: &str) -> Option<&'a File> {
    let path = format!("{folder}{name}");
    let last = name.rsplit('/').next().unwrap_or(name);
    files
        .iter()
        .find(|file| file.path == path)
        .or_else(|| files.iter().find(|file| file.name() == last))
}

fn names(profiles: &[Profile]) -> Vec<String> {
    profiles.iter().map(|it| it.name.clone()).collect()
}

struct Opened<'a> {
    keys: &'a Keys,
    outcomes: Vec<Outcome>,
}

/// How an account stands in its file.
struct Context<'a> {
    program: Program,
    encrypted: bool,
    profiles: &'a [Profile],
}

impl Opened<'_> {
    fn file(&mut self, file: &File, profiles: &[Profile]) {
        let source = Source::file(&file.path);
        let Some(text) = file.text() else {
            match Sealed::from_bytes(file.content()) {
                Some(sealed) => self.python(source, &sealed, profiles),
                None => self.refuse(source, Refusal::NotText),
            }
            return;
        };
        let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let Ok(Value::Object(object)) = serde_json::from_str(trimmed) else {
            match (
                auth_file::read(text, None),
                Sealed::from_bytes(file.content()),
            ) {
                // Short text, or by rare chance an encrypted file that is text.
                (Err(AuthFileError::NotJson), Some(sealed)) if text.starts_with('$') => {
                    self.python(source, &sealed, profiles);
                }
                (Err(why), _) => self.refuse(source, why.into()),
                (Ok(_), _) => self.refuse(source, AuthFileError::NotAnAuthFile.into()),
            }
            return;
        };
        self.object(source, object, profiles);
    }

    fn object(&mut self, source: Source, object: Map<String, Value>, profiles: &[Profile]) {
        let plain = |program| Context {
            program,
            encrypted: false,
            profiles,
        };
        if audible_rs::is(&object) {
            self.audible_rs(source, &object, profiles);
        } else if libation::is(&object) {
            let accounts = libation::accounts(&object);
            if accounts.is_empty() {
                self.refuse(source, Refusal::NotSignedIn);
                return;
            }
            for account in accounts {
                let source = Source::within(&source.path, &account.label);
                self.read(source, account.members, &plain(Program::Libation));
            }
        } else if open_audible::is(&object) {
            for (name, members) in open_audible::accounts(&object) {
                let source = Source::within(&source.path, name);
                self.read(source, members, &plain(Program::OpenAudible));
            }
        } else if object.contains_key("ciphertext") {
            match Sealed::from_json(&object) {
                Some(sealed) => self.python(source, &sealed, profiles),
                None => self.refuse(source, damaged("ciphertext")),
            }
        } else {
            self.read(source, Ok(object), &plain(python_or_cli(profiles)));
        }
    }

    /// An encrypted file of the Python library.
    fn python(&mut self, source: Source, sealed: &Sealed, profiles: &[Profile]) {
        let mut passwords = self.keys.passwords.iter();
        match passwords.find_map(|password| sealed.decrypt_object(password)) {
            Some(object) => {
                let context = Context {
                    program: python_or_cli(profiles),
                    encrypted: true,
                    profiles,
                };
                self.read(source, Ok(object), &context);
            }
            None => self.lock(source),
        }
    }

    fn audible_rs(&mut self, source: Source, file: &Map<String, Value>, profiles: &[Profile]) {
        let context = Context {
            program: Program::AudibleRs,
            encrypted: audible_rs::is_encrypted(file),
            profiles,
        };
        // Without a password first: what is wrong with the file itself is said at once.
        let passwords = self.keys.passwords.iter().map(Some);
        for password in std::iter::once(None).chain(passwords) {
            match audible_rs::open(file, password) {
                Ok(audible_rs::Content::Plain(members)) => {
                    return self.read(source, Ok(members), &context);
                }
                Ok(audible_rs::Content::Locked) => {}
                Err(why) => return self.refuse(source, why),
            }
        }
        self.lock(source);
    }

    fn read(
        &mut self,
        source: Source,
        members: Result<Map<String, Value>, Refusal>,
        context: &Context<'_>,
    ) {
        let members = match members {
            Ok(members) => members,
            Err(why) => return self.refuse(source, why),
        };
        let mut chosen = self.keys.stores.iter();
        let store = chosen.find_map(|(of, store)| (*of == source).then_some(*store));
        let profiles = context.profiles;
        match auth_file::read_object(members, store) {
            Ok(opened) => {
                let stores: Vec<_> = profiles.iter().filter_map(|it| it.store).collect();
                let mut seen = BTreeSet::new();
                self.outcomes.push(Outcome::Account(Box::new(Found {
                    source,
                    program: context.program,
                    encrypted: context.encrypted,
                    profiles: names(profiles),
                    stores: stores.into_iter().filter(|it| seen.insert(*it)).collect(),
                    registration: opened.registration,
                    left_out: opened.left_out.into_iter().map(str::to_owned).collect(),
                })));
            }
            Err(AuthFileError::NoStore) => {
                self.outcomes
                    .push(Outcome::Storeless { source, code: None });
            }
            Err(AuthFileError::UnknownStore { code }) => {
                let code = Some(code);
                self.outcomes.push(Outcome::Storeless { source, code });
            }
            Err(why) => self.refuse(source, why.into()),
        }
    }

    fn lock(&mut self, source: Source) {
        let wrong = !self.keys.passwords.is_empty();
        self.outcomes.push(Outcome::Locked { source, wrong });
    }

    fn refuse(&mut self, source: Source, why: Refusal) {
        self.outcomes.push(Outcome::Refused { source, why });
    }

    /// Takes back what was said of files beside the settings of audible-cli that are of another
    /// kind: nobody asked about them.
    fn drop_strangers(&mut self, from: usize) {
        let since = self.outcomes.split_off(from);
        let is_stranger = |outcome: &Outcome| match outcome {
            Outcome::Refused { why, .. } => matches!(
                why,
                Refusal::NotText
                    | Refusal::File(
                        AuthFileError::Empty
                            | AuthFileError::NotAnAuthFile
                            | AuthFileError::NotJson
                    )
            ),
            _ => false,
        };
        self.outcomes
            .extend(since.into_iter().filter(|it| !is_stranger(it)));
    }
}

impl File {
    fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.content()).ok()
    }
}

fn python_or_cli(profiles: &[Profile]) -> Program {
    if profiles.is_empty() {
        Program::Python
    } else {
        Program::AudibleCli
    }
}

fn damaged(key: &'static str) -> Refusal {
    AuthFileError::Damaged { key: key.into() }.into()
}
