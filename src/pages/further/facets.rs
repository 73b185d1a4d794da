//! `/reports/by-genre` and the like: the member's books by what they have in common, and below each
//! class its books.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::components::A;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reports::further::FurtherReport;
use reports::further::facets::{Class, Facet, Key, Length, by};
use reports::{Reports, text};

use super::class::class_listed;
use super::computed::computed;
use super::list::{Listed, Order, Row, falling, ranks};
use super::rows::{Empty, Nothing, Rows, working};
use super::words;
use crate::components::Page;
use crate::components::chart::{Chart, Kind, Numbers};
use crate::components::report::{Say, with_reports};
use crate::language::td_string;

/// All classes: a drawing and a list.
pub(super) fn body(say: Say, facet: Facet, reports: Memo<Arc<Reports>>) -> AnyView {
    let both = computed(reports, move |reports| {
        let classes = by(reports, facet);
        (
            numbers(say, facet, &classes),
            Arc::new(listed(say, facet, classes)),
        )
    });
    let numbers = Memo::new(move |_| both.get().map(|both| both.0.clone()).unwrap_or_default());
    let listed = Signal::derive(move || both.get().map(|both| both.1.clone()));
    let report = FurtherReport::By(facet);
    let (title, text) = words::nothing(say, report);
    let drawn = Memo::new(move |_| numbers.read().labels.len() > 1);
    view! {
        <Show when=move || drawn.get()>
            <Chart
                id=report.key()
                title=Signal::stored(td_string!(say.locale(), overview.books).to_owned())
                about=Signal::stored(words::drawn(say, facet).to_owned())
                of=Signal::stored(words::facet(say, facet).to_owned())
                numbers
                write=Callback::new(move |number| say.formats(|formats| formats.number(number)))
            />
        </Show>
        <Rows listed nothing=Nothing { title, text }/>
    }
    .into_any()
}

/// How many classes there are.
pub(super) fn result(say: Say, facet: Facet, reports: &Reports) -> String {
    let classes = by(reports, facet);
    let named = classes.iter().filter(|class| class.key != Key::NotGiven);
    words::classes(say, facet, named.count())
}

/// From one facet to another.
pub(super) fn tabs(say: Say, facet: Facet) -> AnyView {
    let tabs: Vec<_> = Facet::ALL
        .into_iter()
        .map(|other| {
            let address = format!("/reports/{}", FurtherReport::By(other).key());
            let current = (other == facet).then_some("page");
            view! { <a href=address aria-current=current>{words::facet(say, other)}</a> }
        })
        .collect();
    view! {
        <nav class="by" aria-label=td_string!(say.locale(), further.title)>
            <div class="seg many">
                <A href="/reports" exact=true>{td_string!(say.locale(), further.all)}</A>
                {tabs}
            </div>
        </nav>
    }
    .into_any()
}

/// The books of the class that the address names.
pub(super) fn class_page(facet: Facet, of: String) -> AnyView {
    let say = Say::here();
    let title = RwSignal::new(words::title(say, FurtherReport::By(facet)).to_owned());
    let lead = RwSignal::new(String::new());
    view! {
        <Page title lead=move || lead.get()>
            {tabs(say, facet)}
            {with_reports(move |reports| {
                let of = of.clone();
                let class = computed(reports, move |reports| {
                    let mut classes = by(reports, facet).into_iter();
                    let class = classes.find(|class| class.key.in_address() == of)?;
                    let name = class_name(say, facet, &class.key);
                    let sum = sum(say, &class);
                    Some((name, sum, Arc::new(class_listed(say, reports, class.titles))))
                });
                Effect::new(move |_| {
                    if let Some((name, sum, _)) = class.get().as_deref().and_then(Option::as_ref) {
                        title.set(name.clone());
                        lead.set(sum.clone());
                    }
                });
                let listed = Signal::derive(move || {
                    let class = class.get()?;
                    (*class).as_ref().map(|(_, _, listed)| listed.clone())
                });
                let nothing = Nothing {
                    title: td_string!(say.locale(), further.no_class_title),
                    text: td_string!(say.locale(), further.no_class_text),
                };
                let known = Memo::new(move |_| class.get().map(|class| class.is_some()));
                move || match known.get() {
                    None => working(say),
                    Some(false) => view! { <Empty nothing/> }.into_any(),
                    Some(true) => view! { <Rows listed nothing/> }.into_any(),
                }
            })}
        </Page>
    }
    .into_any()
}

fn listed(say: Say, facet: Facet, classes: Vec<Class>) -> Listed {
    let locale = say.locale();
    let names: Vec<String> = (classes.iter())
        .map(|class| class_name(say, facet, &class.key))
        .collect();
    let folded: Vec<String> = names.iter().map(|name| text::fold(name)).collect();
    let ranks = ranks(folded.iter().map(String::as_str));
    let rows = (classes.iter().zip(&folded).zip(ranks))
        .map(|((class, text), rank)| Row {
            text: text.as_str().into(),
            keys: vec![rank, falling(class.titles.len()), falling(class.minutes)],
            ..Row::default()
        })
        .collect();
    let order = |key, name| Order { key, name };
    let own = match facet {
        Facet::Genre | Facet::Publisher | Facet::Language => {
            td_string!(locale, further.by.own_most)
        }
        Facet::Year => td_string!(locale, further.by.own_newest),
        Facet::Length => td_string!(locale, further.by.own_shortest),
    };
    Listed {
        count: match facet {
            Facet::Genre => |say, number| words::classes(say, Facet::Genre, number),
            Facet::Publisher => |say, number| words::classes(say, Facet::Publisher, number),
            Facet::Language => |say, number| words::classes(say, Facet::Language, number),
            Facet::Year => |say, number| words::classes(say, Facet::Year, number),
            Facet::Length => |say, number| words::classes(say, Facet::Length, number),
        },
        class: "index",
        sections: Vec::new(),
        filters: Vec::new(),
        orders: vec![
            order("own", own),
            order("name", td_string!(locale, further.order_name)),
            order("books", td_string!(locale, further.by.most_books)),
            order("hours", td_string!(locale, further.by.most_hours)),
        ],
        rows,
        draw: Arc::new(move |row| {
            let class = &classes[row];
            let key = class.key.in_address();
            let key = utf8_percent_encode(&key, NON_ALPHANUMERIC);
            let address = format!("/reports/{}/{key}", FurtherReport::By(facet).key());
            view! {
                <li>
                    <a href=address>{names[row].clone()}</a>
                    <span>{sum(say, class)}</span>
                </li>
            }
            .into_any()
        }),
    }
}

/// `12 books, 140 hours`.
fn sum(say: Say, class: &Class) -> String {
    td_string!(
        say.locale(),
        reports.library.group_sum,
        books = say.books(class.titles.len()),
        hours = say.hours(class.minutes)
    )
}

fn class_name(say: Say, facet: Facet, key: &Key) -> String {
    let locale = say.locale();
    match key {
        Key::Named(name) if facet == Facet::Language => say.language(name),
        Key::Named(name) => name.clone(),
        Key::Year(year) => year.to_string(),
        Key::Length(length) => match length {
            Length::UnderOneHour => td_string!(locale, further.by.under_one_hour),
            Length::OneToFour => td_string!(locale, further.by.one_to_four),
            Length::FourToEight => td_string!(locale, further.by.four_to_eight),
            Length::EightToTwelve => td_string!(locale, further.by.eight_to_twelve),
            Length::TwelveToTwenty => td_string!(locale, further.by.twelve_to_twenty),
            Length::TwentyOrMore => td_string!(locale, further.by.twenty_or_more),
        }
        .to_owned(),
        Key::NotGiven => td_string!(locale, further.by.not_given).to_owned(),
    }
}

/// Names: those with most books. Years and lengths: all, from left to right.
fn numbers(say: Say, facet: Facet, classes: &[Class]) -> Numbers {
    let count = |class: &Class| f64::from(u32::try_from(class.titles.len()).unwrap_or(u32::MAX));
    let given = classes.iter().filter(|class| class.key != Key::NotGiven);
    let name = td_string!(say.locale(), overview.books);
    let named = |class: &Class| (class_name(say, facet, &class.key), count(class));
    match facet {
        Facet::Genre | Facet::Publisher | Facet::Language => {
            Numbers::one(Kind::Bars, name, given.take(MOST_BARS).map(named))
        }
        Facet::Length => Numbers::one(Kind::Columns, name, given.map(named)),
        Facet::Year => {
            // One place for each year, also where nothing is from.
            let years: Vec<(i32, f64)> = given
                .filter_map(|class| match class.key {
                    Key::Year(year) => Some((year, count(class))),
                    _ => None,
                })
                .collect();
            let (Some((last, _)), Some((first, _))) = (years.first(), years.last()) else {
                return Numbers::default();
            };
            let first = *first.max(&(last - MOST_YEARS));
            let of = |year: i32| years.iter().find(|(known, _)| *known == year);
            let kind = if last - first < MOST_COLUMNS {
                Kind::Columns
            } else {
                Kind::Lines
            };
            let all = (first..=*last).map(|year| {
                let books = of(year).map_or(0.0, |(_, books)| *books);
                (year.to_string(), books)
            });
            Numbers::one(kind, name, all)
        }
    }
}

/// More are in the list.
const MOST_BARS: usize = 12;

/// More would be too thin on a phone.
const MOST_COLUMNS: i32 = 24;

/// A date far off is a slip of the store's.
const MOST_YEARS: i32 = 60;
