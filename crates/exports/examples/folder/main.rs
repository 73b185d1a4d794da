//! The six text files of a data folder, as if it had just been synced, and every export of it in a folder
//! `exports` beside them. `cargo xtask reports` runs this.
//!
//! The folder is one that the sandbox serves: `library.json` and `catalog.json`, arrays in the API's
//! shapes; `series.json` and `wishlist.json` if there are any; `<cc>/` for a store of its own.

mod exports_of;
#[path = "../../../reports/examples/shop/mod.rs"]
mod shop;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::SystemTime;

use audible::product::language_name;
use audible::{Marketplace, Money, Timestamp};
use reports::{Languages, Options, compute, text};
use time::Date;
use time::macros::format_description;

const USAGE: &str = "usage: cargo xtask reports --data DIR --out DIR [--today 2026-01-31] \
    [--marketplace us] [--language english] [--credit-value 12.66]";

/// What was said on the command line.
struct Arguments {
    data: PathBuf,
    out: PathBuf,
    store: Marketplace,
    options: Options,
}

fn main() -> ExitCode {
    match run() {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("reports: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, String> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    let own = arguments.data.join(arguments.store.code());
    let folder = if own.is_dir() { &own } else { &arguments.data };
    let shop = shop::Shop::read(|name| file(&folder.join(name)))
        .map_err(|problem| format!("{}: {problem}", folder.display()))?;
    let unreadable = shop.unreadable;
    let snapshot = shop.synced(arguments.store, now());
    let titles = snapshot.items.len();
    let reports = compute(Arc::new(snapshot), arguments.options);
    std::fs::create_dir_all(&arguments.out).map_err(|error| told(&arguments.out, &error))?;
    for (name, text) in text::files(&reports) {
        let path = arguments.out.join(name);
        std::fs::write(&path, text).map_err(|error| told(&path, &error))?;
    }
    let exports = exports_of::write(&reports, &arguments.out.join("exports"))?;
    let left_out = match unreadable {
        0 => String::new(),
        count => format!("; {count} entries could not be read and were left out"),
    };
    Ok(format!(
        "{titles} titles, {} volumes missing in {} of {} series; six files are in {}, {exports} in its \
         folder exports{left_out}",
        reports.missing.volumes,
        reports.missing.incomplete,
        reports.missing.series.len(),
        arguments.out.display()
    ))
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let (mut data, mut out) = (None, None);
        let (mut today, mut store) = (now().date_utc(), Marketplace::Us);
        let (mut languages, mut credit_value) = (Vec::new(), None);
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value\n{USAGE}"));
            match word.as_str() {
                "--data" => data = Some(PathBuf::from(value()?)),
                "--out" => out = Some(PathBuf::from(value()?)),
                "--today" => today = Some(date(&value()?)?),
                "--marketplace" => {
                    let code = value()?;
                    store = Marketplace::parse(&code)
                        .ok_or(format!("there is no store {code:?}; us, uk, de … are"))?;
                }
                "--language" => {
                    languages.extend(value()?.split(',').map(|name| language_name(name.trim())));
                }
                "--credit-value" => credit_value = Some(value()?),
                _ => return Err(format!("{word:?} is not known\n{USAGE}")),
            }
        }
        let mut options = Options::new(today.ok_or("what day is it? Give --today")?, store);
        if languages.iter().any(|name| name == "all") {
            options.languages = Languages::All;
        } else if !languages.is_empty() {
            options.languages = Languages::Only(languages);
        }
        if let Some(amount) = credit_value {
            options.credit_value = Some(money(&amount, store)?);
        }
        Ok(Self {
            data: data.ok_or(format!("--data is missing\n{USAGE}"))?,
            out: out.ok_or(format!("--out is missing\n{USAGE}"))?,
            store,
            options,
        })
    }
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text, format_description!("[year]-[month]-[day]"))
        .map_err(|_| format!("{text:?} is not a day such as 2026-01-31"))
}

fn money(text: &str, store: Marketplace) -> Result<Money, String> {
    let amount = text.parse().ok();
    amount
        .and_then(|amount| Money::from_base(amount, store.currency()))
        .ok_or(format!("{text:?} is not an amount such as 12.66"))
}

fn now() -> Timestamp {
    let since = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or_default())
}

/// `None` if there is no such file.
fn file(path: &Path) -> Result<Option<Vec<u8>>, String> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(told(path, &error)),
    }
}

pub(crate) fn told(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
