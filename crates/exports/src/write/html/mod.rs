//! One page that needs nothing else: no network, no other file. Whoever opens it can search and sort.
//!
//! Its policy lets only its own style and script run, by their checksums; nothing that a title is called
//! can add to them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::Job;
use super::plain::{clock, iso, safe_link, text};
use crate::table::{Sheet, Table};
use crate::value::{Kind, Value};
use crate::words::Language;

/// All lists in one page.
pub(crate) fn file(job: &Job, tables: &[Table]) -> Vec<u8> {
    let sheets: Vec<Sheet> = tables
        .iter()
        .map(|table| {
            table.sheet(
                &job.recipe.columns_of(table.list),
                &job.recipe,
                job.language,
            )
        })
        .collect();
    let page = page(job, &sheets);
    page.into_string().into_bytes()
}

fn page(job: &Job, sheets: &[Sheet]) -> Markup {
    let say = |en, de| job.language.choose(en, de);
    let title = match sheets {
        [only] => only.list.name(job.language),
        _ => say("My audiobooks", "Meine Hörbücher"),
    };
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        checksum(STYLE),
        checksum(SCRIPT)
    );
    html! {
        (DOCTYPE)
        html lang=(job.language.tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="referrer" content="no-referrer";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (title) }
                    p { (standing(job)) }
                    @if sheets.len() > 1 {
                        nav aria-label=(say("Lists", "Listen")) {
                            ul {
                                @for sheet in sheets {
                                    li { a href={ "#" (sheet.list.key()) } { (sheet.list.name(job.language)) } }
                                }
                            }
                        }
                    }
                    div class="find" role="search" {
                        label for="find" { (say("Search", "Suchen")) }
                        input id="find" type="search" autocomplete="off" spellcheck="false";
                        p id="said" role="status" data-words=(say("{n} found", "{n} gefunden")) {}
                    }
                }
                main {
                    @for sheet in sheets { (section(job, sheet)) }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn standing(job: &Job) -> String {
    let store = format!("audible.{}", job.store.tld());
    let day = iso(job.as_of.unwrap_or(job.made));
    match job.language {
        Language::En => format!("{store}, as of {day}. Made with AudiPy."),
        Language::De => format!("{store}, Stand {day}. Erstellt mit AudiPy."),
    }
}

fn section(job: &Job, sheet: &Sheet) -> Markup {
    let name = sheet.list.name(job.language);
    html! {
        section id=(sheet.list.key()) {
            h2 { (name) " " small data-count { (sheet.len()) } }
            div class="scroll" tabindex="0" role="region" aria-label=(name) {
                table {
                    thead {
                        tr {
                            @for column in &sheet.columns {
                                th scope="col" class=[class(column.field.kind())] {
                                    button type="button" { (column.heading) }
                                }
                            }
                        }
                    }
                    tbody {
                        @for row in sheet.rows() {
                            tr {
                                @for (cell, column) in row.zip(&sheet.columns) {
                                    @match cell {
                                        Some(value) => (shown(value, job, column.field.kind())),
                                        None => td class=[class(column.field.kind())] {},
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn shown(value: &Value, job: &Job, kind: Kind) -> Markup {
    html! {
        @match value {
            Value::Minutes(minutes) => td class="n" data-v=(minutes) { (clock(*minutes)) },
            Value::Money(money) => td class="n" data-v=(money.plain()) { (money.plain()) " " (money.currency.code()) },
            Value::Link(address) => td {
                @match safe_link(address) {
                    Some(safe) => a href=(safe) rel="noreferrer noopener" { (last_part(safe)) },
                    None => (address),
                }
            },
            Value::List(parts) => td { (parts.join("; ")) },
            other => td class=[class(kind)] { (text(other, job.language)) },
        }
    }
}

/// The end of an address: the rest is the same for all.
fn last_part(address: &str) -> &str {
    address
        .rsplit('/')
        .next()
        .filter(|part| !part.is_empty())
        .unwrap_or(address)
}

/// Numbers stand below each other.
const fn class(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Number | Kind::Money | Kind::Minutes => Some("n"),
        _ => None,
    }
}

fn checksum(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text))
}

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
