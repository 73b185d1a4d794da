//! Questions to the reports, and their answers as plain words.

use std::collections::BTreeSet;

use audible::search::Role;
use reports::names::{key, split_part};
use reports::text::{ReportKind, file};
use reports::works::main_title;
use reports::{
    Group, PersonReport, Reports, Sequence, SeriesReport, TitleId, Volume, people_to_search,
};
use serde_json::{Value, json};

use crate::further;
use crate::words::{self, short};
use crate::world::Asked;

/// `subject` is a title (`T1`), a series (`S`), or what the question is about.
pub(crate) fn answer(asked: &Asked, question: &str, subject: Option<&str>) -> Value {
    let reports = &asked.reports;
    if let Some(answer) = further::answer(asked, question, subject) {
        return answer;
    }
    match subject {
        None => of_all(reports, question),
        Some(subject) => of_text(question, subject)
            .or_else(|| of_title(reports, question, subject))
            .or_else(|| of_series(reports, question, subject))
            .unwrap_or_else(|| of_numbers(reports, question, subject)),
    }
}

/// Questions without a library.
fn of_text(question: &str, text: &str) -> Option<Value> {
    let parts = || text.split(" | ").collect::<Vec<_>>();
    let numbers = |text: &str| Sequence::parse(Some(text)).numbers();
    Some(match question {
        "numbers" => {
            let numbers: Vec<String> = numbers(text).iter().map(ToString::to_string).collect();
            json!(numbers.join(" "))
        }
        "in_order" => {
            let keys = parts()
                .into_iter()
                .map(|part| Sequence::parse(Some(part)).sort_key());
            json!(keys.is_sorted())
        }
        "same_name" => {
            let keys: BTreeSet<String> = parts().into_iter().map(key).collect();
            json!(keys.len() == 1)
        }
        "part" => {
            let (name, part) = split_part(text);
            json!(part.map_or_else(|| name.to_owned(), |part| format!("{name}, {part:?}")))
        }
        "nobody" => json!(reports::names::is_nobody(text)),
        "main_title" => {
            let (title, series) = text.split_once(" | ").unwrap_or((text, ""));
            json!(main_title(title, &[series]).key)
        }
        _ => return None,
    })
}

/// Questions about the whole.
fn of_all(reports: &Reports, question: &str) -> Value {
    match question {
        "by_author" => groups(reports, &reports.by_author),
        "by_narrator" => groups(reports, &reports.by_narrator),
        "by_series" => groups(reports, &reports.by_series),
        "more_by_authors" => people(reports, &reports.more_by_authors, false),
        "more_by_narrators" => people(reports, &reports.more_by_narrators, false),
        "coming_by_authors" => people(reports, &reports.more_by_authors, true),
        "coming_by_narrators" => people(reports, &reports.more_by_narrators, true),
        "search_for" => people_to_search(reports.snapshot())
            .iter()
            .map(|query| match query.role {
                Role::Author => format!("author {}", query.name),
                Role::Narrator => format!("narrator {}", query.name),
            })
            .collect(),
        "series" => reports
            .missing
            .series
            .iter()
            .map(|series| series.title.clone())
            .collect(),
        "languages" => json!(reports.languages),
        "wishes" => json!(titles(reports, reports.summary.wishes.iter().copied())),
        "leaving" => reports
            .summary
            .leaving
            .iter()
            .map(|(id, day)| format!("{} {day}", short(reports, *id)))
            .collect(),
        "next" => reports
            .summary
            .next
            .iter()
            .map(|next| words::next(reports, next))
            .collect(),
        _ => panic!("there is no question {question:?}"),
    }
}

/// Questions about one title.
fn of_title(reports: &Reports, question: &str, subject: &str) -> Option<Value> {
    let known = || {
        let title = reports
            .titles()
            .find(|(id, _)| short(reports, *id) == subject);
        title.unwrap_or_else(|| panic!("no report knows a title {subject}"))
    };
    Some(match question {
        "known" => json!(
            reports
                .titles()
                .any(|(id, _)| short(reports, id) == subject)
        ),
        "holding" => json!(words::holding(known().1.holding)),
        "advice" => json!(words::advice(known().1.advice)),
        "release" => json!(words::release(known().1.release)),
        "class" => json!(format!("{:?}", known().1.class).to_lowercase()),
        "abridged" => json!(known().1.abridged),
        "wished" => json!(known().1.wished),
        _ => return None,
    })
}

/// Questions about one series: by ASIN, or by title where it has none.
fn of_series(reports: &Reports, question: &str, subject: &str) -> Option<Value> {
    let (name, rest) = subject.split_once(' ').unwrap_or((subject, ""));
    let series = || {
        let mut all = reports.missing.series.iter();
        let found = all.find(|series| match &series.asin {
            Some(asin) => words::unpadded(asin) == name,
            None => series.title == subject,
        });
        found.unwrap_or_else(|| panic!("no report knows a series {subject}"))
    };
    let volumes = |volumes: &[Volume]| json!(titles(reports, volumes.iter().map(|v| v.title)));
    Some(match question {
        "mine" => json!(titles(reports, series().mine.iter().copied())),
        "missing" => volumes(&series().missing),
        "gaps" => {
            let gaps = series().missing.iter().filter(|volume| volume.gap);
            json!(titles(reports, gaps.map(|volume| volume.title)))
        }
        "stories" => volumes(&series().stories),
        "coming" => volumes(&series().coming),
        "dramas" => volumes(&series().dramas),
        "to_buy" => json!(titles(reports, series().to_buy.iter().copied())),
        "boxes" => series()
            .boxes
            .iter()
            .map(|set| {
                let lacks: Vec<_> = set.missing.iter().map(ToString::to_string).collect();
                format!("{} lacks {}", short(reports, set.title), lacks.join(" "))
            })
            .collect(),
        "elsewhere" => {
            let numbers: Vec<_> = series().elsewhere.iter().map(ToString::to_string).collect();
            json!(numbers.join(" "))
        }
        "elsewhere_unnumbered" => json!(series().elsewhere_unnumbered),
        "shelf" => {
            let spines = series().shelf.iter();
            let spines =
                spines.map(|spine| format!("{} {}", spine.number, words::state(spine.state)));
            json!(spines.collect::<Vec<_>>().join(", "))
        }
        "status" => json!(words::status(series().status)),
        "cost" => json!(words::completing(&series().cost)),
        "authors" => json!(series().authors),
        "narrators" => json!(series().narrators),
        "remarks" => remarks(reports, series(), rest),
        _ => return None,
    })
}

/// `S 3` asks for a spine, `S N3` for a row.
fn remarks(reports: &Reports, series: &SeriesReport, what: &str) -> Value {
    let spine = series
        .shelf
        .iter()
        .find(|spine| spine.number.to_string() == what);
    let row = || {
        series
            .volumes()
            .find(|volume| short(reports, volume.title) == what)
    };
    let remarks = spine
        .map(|spine| &spine.remarks)
        .or_else(|| Some(&row()?.remarks));
    let remarks = remarks.unwrap_or_else(|| panic!("neither spine nor row: {what}"));
    remarks
        .iter()
        .map(|remark| words::remark(reports, remark))
        .collect()
}

/// Counts, and the text files.
fn of_numbers(reports: &Reports, question: &str, subject: &str) -> Value {
    let (missing, summary) = (&reports.missing, &reports.summary);
    match (question, subject) {
        ("totals", "volumes") => json!(missing.volumes),
        ("totals", "incomplete") => json!(missing.incomplete),
        ("totals", "coming") => json!(missing.coming),
        ("totals", "stories") => json!(missing.stories),
        ("totals", "cost") => json!(words::completing(&missing.cost)),
        ("summary", _) => words::summary(reports, summary, subject),
        ("txt", name) => {
            let kind = ReportKind::ALL
                .into_iter()
                .find(|kind| kind.file_name() == name);
            let text = file(
                reports,
                kind.unwrap_or_else(|| panic!("no file is called {name}")),
            );
            text.lines().collect()
        }
        _ => panic!("there is no question {question:?} about {subject:?}"),
    }
}

/// `T1 T2`.
pub(crate) fn titles(reports: &Reports, ids: impl Iterator<Item = TitleId>) -> String {
    let shorts: Vec<String> = ids.map(|id| short(reports, id)).collect();
    shorts.join(" ")
}

/// `Mara Ellison: T1 T2`; `translator Bo Tarn: T3`; twins as `T1=`.
fn groups(reports: &Reports, groups: &[Group]) -> Value {
    let line = |group: &Group| {
        let part = group.part.map(|part| format!("{part:?} ").to_lowercase());
        let rows: Vec<String> = group
            .rows
            .iter()
            .map(|row| {
                let twin = if row.twin { "=" } else { "" };
                format!("{}{twin}", short(reports, row.title))
            })
            .collect();
        let name = words::group_name(&group.name);
        format!("{}{name}: {}", part.unwrap_or_default(), rows.join(" "))
    };
    groups.iter().map(line).collect()
}

/// `Mara Ellison: N1 N2?`, a question mark for "possibly another person".
fn people(reports: &Reports, people: &[PersonReport], coming: bool) -> Value {
    people
        .iter()
        .map(|person| {
            let rows = if coming { &person.coming } else { &person.rows };
            let rows: Vec<String> = rows
                .iter()
                .map(|row| {
                    let maybe = if row.maybe_other_person { "?" } else { "" };
                    format!("{}{maybe}", short(reports, row.title))
                })
                .collect();
            (person, rows)
        })
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(person, rows)| format!("{}: {}", person.name, rows.join(" ")))
        .collect()
}
