//! The settings of audible-cli, `config.toml` (sign-in reference, 12.3).

use std::collections::BTreeMap;

use audible::Marketplace;
use serde::Deserialize;

/// What AudiPy takes from it.
#[derive(Debug)]
pub(crate) struct Config {
    /// The auth files that its profiles name, with the profiles of each.
    pub(crate) files: BTreeMap<String, Vec<Profile>>,
}

/// A profile of an auth file.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) name: String,
    /// The store that it reads.
    pub(crate) store: Option<Marketplace>,
    pub(crate) is_primary: bool,
}

/// Whether a file is one: by its name, or by what stands in it.
pub(crate) fn is(name: &str, text: &str) -> bool {
    let has_table = |start: &str| {
        text.lines()
            .any(|line| line.trim_start().starts_with(start))
    };
    name.to_ascii_lowercase().ends_with(".toml") || has_table("[APP]") || has_table("[profile.")
}

impl Config {
    /// `None` without a profile that names a file.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let Written { app, profile } = toml::from_str(text).ok()?;
        let primary = app.and_then(|app| app.primary_profile);
        let mut files: BTreeMap<String, Vec<Profile>> = BTreeMap::new();
        for (name, entry) in profile {
            let Some(file) = entry.auth_file.filter(|file| !file.is_empty()) else {
                continue;
            };
            let profiles = files.entry(file.replace('\\', "/")).or_default();
            profiles.push(Profile {
                is_primary: primary.as_ref() == Some(&name),
                store: entry
                    .country_code
                    .and_then(|code| Marketplace::parse(&code)),
                name,
            });
        }
        for profiles in files.values_mut() {
            profiles.sort_by_key(|profile| !profile.is_primary);
        }
        (!files.is_empty()).then_some(Self { files })
    }
}

#[derive(Deserialize)]
struct Written {
    #[serde(rename = "APP")]
    app: Option<App>,
    #[serde(default)]
    profile: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct App {
    primary_profile: Option<String>,
}

#[derive(Deserialize)]
struct Entry {
    auth_file: Option<String>,
    country_code: Option<String>,
}
