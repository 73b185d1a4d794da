//! Questions to the reports beyond the six.

use audible::search::Role;
use audible::{Currency, Money};
use reports::further::company::company;
use reports::further::duplicates::{Other, duplicates};
use reports::further::editions::{Difference, Have, Works};
use reports::further::facets::{Facet, Key, by};
use reports::further::health::{Ailment, health};
use reports::further::household::{bought_by_several, household};
use reports::further::listening::{Estimate, by_genre, by_narrator};
use reports::further::news::{What, news};
use reports::further::planner::{Means, Payment, plan};
use reports::further::plus::plus_in_my_series;
use reports::further::unfinished::{NextBook, unfinished};
use reports::further::upcoming::{Why, upcoming};
use reports::{Reports, TitleId};
use serde_json::{Value, json};

use crate::answer::titles;
use crate::words::{self, short, until};
use crate::world::Asked;

/// `None` if this is no question to one of them.
pub(crate) fn answer(asked: &Asked, question: &str, subject: Option<&str>) -> Option<Value> {
    let reports = &asked.reports;
    Some(match (question, subject) {
        ("works_owned", None) => json!(Works::of(reports).owned(reports)),
        ("editions", Some(subject)) => {
            let works = Works::of(reports);
            let work = works.work_of(known(reports, subject));
            json!(work.map(|work| titles(reports, work.editions.iter().copied())))
        }
        ("have", Some(subject)) => {
            json!(have(
                reports,
                Works::of(reports).have(reports, known(reports, subject))
            ))
        }
        ("duplicates", None) => twice(reports),
        ("unfinished", None) => begun(reports),
        ("upcoming", None) => upcoming(reports)
            .iter()
            .map(|coming| {
                let why: Vec<&str> = coming.why.iter().map(why).collect();
                let on = coming.on.map_or("some day".into(), |day| day.to_string());
                format!("{} {on}: {}", short(reports, coming.title), why.join(", "))
            })
            .collect(),
        ("plan", Some(subject)) => buy(reports, subject),
        ("plus_in_series", None) => plus_in_my_series(reports)
            .iter()
            .map(|plus| format!("{}{}", short(reports, plus.title), until(plus.leaves)))
            .collect(),
        ("by", Some(facet)) => facets(reports, facet),
        ("company", None) => company(reports)
            .iter()
            .map(|colleague| {
                let role = match colleague.role {
                    Role::Author => "author",
                    Role::Narrator => "narrator",
                };
                format!(
                    "{role} {} with {}: {}",
                    colleague.name,
                    colleague.with.join(", "),
                    titles(reports, colleague.titles.iter().copied())
                )
            })
            .collect(),
        ("health", Some(subject)) => {
            let ailment = Ailment::ALL
                .into_iter()
                .find(|one| format!("{one:?}") == subject);
            let ailment = ailment.unwrap_or_else(|| panic!("no ailment is called {subject}"));
            let all = health(reports);
            let ill = all.iter().find(|(one, _)| *one == ailment);
            let ill = ill.map_or(&[][..], |(_, ill)| ill);
            json!(titles(reports, ill.iter().copied()))
        }
        ("heard_by_narrator", None) => estimates(&by_narrator(reports)),
        ("heard_by_genre", None) => estimates(&by_genre(reports)),
        ("news", None) => {
            let today = reports.options.today;
            let yesterday = today.previous_day().expect("a day before");
            let was_mine = |asin: &audible::Asin| words::unpadded(asin).starts_with("OLD");
            news(
                &asked.before,
                reports.snapshot(),
                (yesterday, today),
                was_mine,
            )
            .iter()
            .map(|change| format!("{} {}", words::unpadded(&change.asin), what(change.what)))
            .collect()
        }
        ("household" | "bought_by_several", None) => shared(asked, question == "household"),
        _ => return None,
    })
}

/// `T1: T2, narration; in B12`.
fn twice(reports: &Reports) -> Value {
    duplicates(reports, &Works::of(reports))
        .iter()
        .map(|duplicate| {
            let others: Vec<String> = duplicate
                .others
                .iter()
                .map(|other| match other {
                    Other::Edition(id, differences) => edition(reports, *id, differences),
                    Other::PartOf(id) => format!("in {}", short(reports, *id)),
                })
                .collect();
            format!("{}: {}", short(reports, duplicate.title), others.join("; "))
        })
        .collect()
}

/// `Series S: 1 heard, 1 unheard, 1 missing, get N2; 1 credit`.
fn begun(reports: &Reports) -> Value {
    unfinished(reports)
        .iter()
        .map(|series| {
            let next = match series.next {
                NextBook::Hear(id) => format!("hear {}", short(reports, id)),
                NextBook::Get(Some(id)) => format!("get {}", short(reports, id)),
                NextBook::Get(None) => "get a box".into(),
                NextBook::Wait(id, Some(day)) => {
                    format!("wait for {} on {day}", short(reports, id))
                }
                NextBook::Wait(id, None) => format!("wait for {}", short(reports, id)),
                NextBook::NotHere => "not here".into(),
            };
            let title = &reports.missing.series[series.series].title;
            let (heard, unheard, missing) = (series.heard, series.unheard, series.missing);
            format!(
                "{title}: {heard} heard, {unheard} unheard, {missing} missing, {next}; {}",
                words::completing(&series.cost)
            )
        })
        .collect()
}

fn known(reports: &Reports, subject: &str) -> TitleId {
    let found = reports
        .titles()
        .find(|(id, _)| short(reports, *id) == subject);
    found
        .unwrap_or_else(|| panic!("no report knows a title {subject}"))
        .0
}

fn have(reports: &Reports, have: Have) -> String {
    match have {
        Have::Itself => "itself".into(),
        Have::Edition { title, differences } => edition(reports, title, &differences),
        Have::PartOf(id) => format!("in {}", short(reports, id)),
        Have::AllParts => "all parts".into(),
        Have::Nothing => "nothing".into(),
    }
}

/// `T1, abridged, narration`.
fn edition(reports: &Reports, id: TitleId, differences: &[Difference]) -> String {
    let mut words = vec![short(reports, id)];
    words.extend(differences.iter().map(|difference| match difference {
        Difference::Language(language) => language.clone(),
        other => format!("{other:?}").to_lowercase(),
    }));
    words.join(", ")
}

const fn why(why: &Why) -> &'static str {
    match why {
        Why::Ordered => "ordered",
        Why::Wished => "wished",
        Why::Series(_) => "series",
        Why::Author(_) => "author",
        Why::Narrator(_) => "narrator",
    }
}

/// `1 +1 20.00 3`: a credit now, one a month, 20 USD a month, three months; the wish list is wanted.
fn buy(reports: &Reports, subject: &str) -> Value {
    let words: Vec<&str> = subject.split(' ').collect();
    let [credits, a_month, budget, months] = words[..] else {
        panic!("{subject:?} are no means");
    };
    let number = |text: &str| text.trim_start_matches('+').parse().expect("a number");
    let means = Means {
        credits: number(credits),
        credits_a_month: number(a_month),
        budget: budget
            .parse()
            .ok()
            .and_then(|amount| Money::from_base(amount, Currency::Usd)),
        months: number(months),
    };
    let plan = plan(reports, &reports.summary.wishes, &means);
    let months = plan.months.iter().map(|month| {
        let purchases: Vec<String> = month
            .purchases
            .iter()
            .map(|purchase| {
                let by = match purchase.by {
                    Payment::Nothing => "for nothing".into(),
                    Payment::Credits(x100) => format!("for {}", words::credits(x100.into())),
                    Payment::Cash(price) => format!("for {}", words::money(price)),
                };
                format!("{} {by}", short(reports, purchase.title))
            })
            .collect();
        format!("{}: {}", month.from, purchases.join(", "))
    });
    let waiting = plan
        .waiting
        .iter()
        .map(|(id, waits)| format!("{} waits: {waits:?}", short(reports, *id)));
    months.chain(waiting).collect()
}

fn facets(reports: &Reports, facet: &str) -> Value {
    let facet = match facet {
        "publisher" => Facet::Publisher,
        "language" => Facet::Language,
        "genre" => Facet::Genre,
        "year" => Facet::Year,
        "length" => Facet::Length,
        other => panic!("books are not told apart by {other:?}"),
    };
    by(reports, facet)
        .iter()
        .map(|class| {
            let key = match &class.key {
                Key::Named(name) => name.clone(),
                Key::Year(year) => year.to_string(),
                Key::Length(length) => format!("{length:?}"),
                Key::NotGiven => "-".into(),
            };
            format!("{key}: {}", titles(reports, class.titles.iter().copied()))
        })
        .collect()
}

fn estimates(estimates: &[Estimate]) -> Value {
    estimates
        .iter()
        .map(|estimate| {
            let name = estimate.name.as_deref().unwrap_or("-");
            format!("{name} {} min, {} books", estimate.minutes, estimate.books)
        })
        .collect()
}

fn what(what: What) -> String {
    match what {
        What::Cheaper { from, to } => format!("cheaper {from} {to}"),
        What::Dearer { from, to } => format!("dearer {from} {to}"),
        other => format!("{other:?}").to_lowercase(),
    }
}

/// `0 T1 T2, 1 T1`: the asked member is 0.
fn shared(asked: &Asked, all: bool) -> Value {
    let accounts: Vec<&Reports> = [&asked.reports].into_iter().chain(&asked.others).collect();
    let works = household(&accounts);
    let lines = |work: &reports::further::household::Shared| {
        let who = work
            .who
            .iter()
            .map(|(who, ids)| format!("{who} {}", titles(accounts[*who], ids.iter().copied())));
        who.collect::<Vec<_>>().join(", ")
    };
    if all {
        works.iter().map(lines).collect()
    } else {
        bought_by_several(&accounts, &works).map(lines).collect()
    }
}
