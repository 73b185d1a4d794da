//! [`SeriesList`]: series as shelves, with what is missing in each.

use std::collections::HashSet;
use std::sync::Arc;

use audipy::state::ReportKind;
use leptos::prelude::*;
use reports::{
    Advice, Completing, Release, Remark, Reports, SeriesReport, SeriesStatus, TitleId, Volume, text,
};

use super::advice::advice_note;
use super::cover::cover_of;
use super::facet::{OWN, of_offer};
use super::listing::{Collector, Listing, Selection};
use super::row::{facts, flags, store_link};
use super::say::Say;
use super::shelf::{runs, shelf};
use super::states::NothingMatches;
use super::table::{Source, always, select};
use super::tools::Tools;
use super::view::{GroupOrder, View, use_view};
use crate::components::list::{Lines, Shape, Window};
use crate::language::{t, t_string, td_string};

/// Orders of the series, the page's own first.
const ORDERS: &[GroupOrder] = &[
    GroupOrder::Bought,
    GroupOrder::Fewest,
    GroupOrder::Most,
    GroupOrder::Name,
    GroupOrder::Cheapest,
    GroupOrder::Latest,
];

/// A line of the list.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Line {
    /// A series, and which of its rows are left.
    Series(usize, Vec<usize>),
    /// Here begin the series of which nothing is missing.
    Complete(usize),
    /// Here begin the series that nobody can judge.
    NoList,
}

struct Shown {
    source: Arc<Source>,
    lines: Vec<Line>,
    version: u64,
}

/// All series, those with gaps first.
#[component]
pub(crate) fn SeriesList(reports: Memo<Arc<Reports>>) -> impl IntoView {
    let say = Say::here();
    let i18n = say.i18n;
    let view = use_view();
    let source = always(move || {
        let reports = reports.get();
        let listing = Arc::new(listing(&reports));
        Arc::new(Source { reports, listing })
    });
    let all = always(move || source.read().listing.clone());
    let selection = always(move || Arc::new(select(&source.read(), &view.read())));
    let shown = shown(source, selection, view);
    let shape = Signal::derive(move || {
        let shown = shown.read();
        Shape {
            version: shown.version,
            heights: vec![112.0; shown.lines.len()],
        }
    });
    let window = Window::new(LIST, shape);
    let folds = RwSignal::new(HashSet::new());
    let searching = Memo::new(move |_| view.read().hides());
    let nothing = Memo::new(move |_| shown.read().lines.is_empty());
    let hidden = Signal::derive(move || all.read().titles - selection.read().titles);
    let clear = Callback::new(move |()| view.update(|view| *view = view.cleared()));
    let result = move || {
        let shown = shown.read();
        let mut missing: Vec<TitleId> = Vec::new();
        let mut series = 0;
        for line in &shown.lines {
            if let Line::Series(index, rows) = line {
                let report = &shown.source.reports.missing.series[*index];
                let volumes = rows.iter().filter_map(|row| report.missing.get(*row));
                let before = missing.len();
                let reports = &shown.source.reports;
                let titles = volumes.map(|volume| volume.title);
                missing.extend(titles.filter(|title| is_offered(reports, *title)));
                series += usize::from(missing.len() > before);
            }
        }
        missing.sort_unstable();
        missing.dedup();
        td_string!(
            say.locale(),
            reports.missing.shown,
            series = say.series(series),
            volumes = say.volumes(missing.len())
        )
        .to_string()
    };

    view! {
        <Tools
            kind=ReportKind::Missing
            view
            search=Signal::derive(move || t_string!(i18n, reports.missing.search).to_owned())
            orders=ORDERS
            listing=all
            selection
        />
        <section aria-label=move || t_string!(i18n, reports.missing.region)>
            <div class="active">
                <output>{result}</output>
                <Key/>
            </div>
            <Show when=move || nothing.get()>
                <NothingMatches hidden clear/>
            </Show>
            <div class="shelves top-m" id=LIST>
                <Lines
                    window
                    draw=move |line| {
                        shown.with_untracked(|shown| {
                            draw(say, shown, line, folds, searching.get_untracked(), window)
                        })
                    }
                />
            </div>
        </section>
    }
}

/// How to read a shelf.
#[component]
fn Key() -> impl IntoView {
    let i18n = Say::here().i18n;
    view! {
        <ul class="key" role="list" aria-label=move || t_string!(i18n, reports.missing.key)>
            <li>
                <span class="shelf" aria-hidden="true"><i class="own"></i></span>
                {t!(i18n, reports.missing.key_yours)}
            </li>
            <li>
                <span class="shelf" aria-hidden="true"><i class="gap"></i></span>
                {t!(i18n, reports.missing.key_missing)}
            </li>
            <li>
                <span class="shelf" aria-hidden="true"><i class="plus"></i></span>
                {t!(i18n, reports.missing.key_plus)}
            </li>
            <li>
                <span class="shelf" aria-hidden="true"><i class="due"></i></span>
                {t!(i18n, reports.missing.key_coming)}
            </li>
            <li class="wide-only">
                <span class="shelf" aria-hidden="true"><i class="off"></i></span>
                {t!(i18n, reports.missing.key_off)}
            </li>
            <li class="wide-only">{t!(i18n, reports.missing.key_height)}</li>
        </ul>
    }
}

/// The rows of a series: missing, stories, coming, dramas, then the member's own.
fn rows(series: &SeriesReport) -> impl Iterator<Item = TitleId> + '_ {
    volumes(series)
        .map(|volume| volume.title)
        .chain(series.mine.iter().copied())
}

fn volumes(series: &SeriesReport) -> impl Iterator<Item = &Volume> {
    series
        .missing
        .iter()
        .chain(&series.stories)
        .chain(&series.coming)
        .chain(&series.dramas)
}

fn listing(reports: &Reports) -> Listing {
    let all = &reports.missing.series;
    let mut collector = Collector::new(reports, all.iter().flat_map(rows));
    for series in all {
        // Whoever looks for a volume that is there finds its series.
        let mine = series
            .mine
            .iter()
            .map(|title| &*reports.title(*title).sort_key);
        let people = series.authors.iter().chain(&series.narrators);
        let mut name = text::fold(&series.title);
        for part in people
            .map(|name| text::fold(name))
            .chain(mine.map(str::to_owned))
        {
            name.push('\n');
            name.push_str(&part);
        }
        collector.group(name.into());
        for volume in volumes(series) {
            collector.row(volume.title, of_offer(reports.title(volume.title)));
        }
        for title in &series.mine {
            collector.row(*title, OWN);
        }
    }
    collector.finish()
}

fn shown(
    source: Memo<Arc<Source>>,
    selection: Memo<Arc<Selection>>,
    view: RwSignal<View>,
) -> Memo<Arc<Shown>> {
    let say = Say::here();
    let order = Memo::new(move |_| view.read().groups.unwrap_or(ORDERS[0]));
    let keys = always(move || {
        let source = source.read();
        let all = &source.reports.missing.series;
        let titles: Vec<&str> = all.iter().map(|series| series.title.as_str()).collect();
        let ranks = say.formats(|formats| formats.ranks(&titles));
        let order = order.get();
        all.iter()
            .zip(ranks)
            .map(|(series, rank)| (key(&source.reports, series, order), rank))
            .collect::<Vec<_>>()
    });
    let version = StoredValue::new(0_u64);
    always(move || {
        say.locale();
        let source = source.get();
        let keys = keys.read();
        let view = view.read();
        let selection = selection.read();
        let all = &source.reports.missing.series;
        let mut left: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
        for (series, rows) in &selection.groups {
            left[*series].clone_from(rows);
        }
        let words: Vec<String> = text::fold(&view.search)
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        let named = |index: usize| {
            let name = &source.listing.groups[index].text;
            words.iter().all(|word| name.contains(word.as_str()))
        };
        let mut with_gaps = Vec::new();
        let mut complete = Vec::new();
        let mut unknown = Vec::new();
        for (index, series) in all.iter().enumerate() {
            // A series without rows has nothing that a filter could ask for.
            if left[index].is_empty() && (view.filters() || !named(index)) {
                continue;
            }
            match series.status {
                _ if !series.missing.is_empty() || !series.coming.is_empty() => {
                    with_gaps.push(index)
                }
                SeriesStatus::Incomplete | SeriesStatus::Partial(_) => with_gaps.push(index),
                SeriesStatus::Complete => complete.push(index),
                SeriesStatus::NoList => unknown.push(index),
            }
        }
        with_gaps.sort_by_key(|index| keys[*index]);
        complete.sort_by_key(|index| keys[*index].1);
        unknown.sort_by_key(|index| keys[*index].1);
        let count = complete.len();
        let mut line = |index: usize| Line::Series(index, std::mem::take(&mut left[index]));
        let mut lines: Vec<Line> = with_gaps.into_iter().map(&mut line).collect();
        if count > 0 {
            lines.push(Line::Complete(count));
            lines.extend(complete.into_iter().map(&mut line));
        }
        if !unknown.is_empty() {
            lines.push(Line::NoList);
            lines.extend(unknown.into_iter().map(&mut line));
        }
        version.update_value(|version| *version += 1);
        Arc::new(Shown {
            source,
            lines,
            version: version.get_value(),
        })
    })
}

/// Series are shown in ascending order of it.
fn key(reports: &Reports, series: &SeriesReport, order: GroupOrder) -> i64 {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    // Nothing to buy: after those with something to buy.
    let gaps = if series.missing.is_empty() {
        i64::MAX
    } else {
        count(series.missing.len())
    };
    match order {
        GroupOrder::Bought => {
            let added = series
                .mine
                .iter()
                .filter_map(|title| reports.item(*title)?.added);
            added.max().map_or(0, |at| -at.millis())
        }
        GroupOrder::Fewest => gaps,
        GroupOrder::Most => -count(series.missing.len()),
        GroupOrder::Cheapest => {
            let worth = reports.options.credit_value.map_or(0, |value| value.minor);
            let cash = series.cost.cash.map_or(0, |cash| cash.minor);
            let credits = series.cost.credits_x100 * worth / 100;
            match gaps {
                i64::MAX => i64::MAX,
                _ if series.cost.unknown > 0 => i64::MAX - 1,
                _ => i64::try_from(cash + credits).unwrap_or(i64::MAX - 2),
            }
        }
        GroupOrder::Latest => {
            let released = series
                .missing
                .iter()
                .chain(&series.coming)
                .filter_map(|volume| reports.product(volume.title).release_date);
            released
                .max()
                .map_or(0, |day| -i64::from(day.to_julian_day()))
        }
        GroupOrder::Hours | GroupOrder::Name | GroupOrder::Weight => 0,
    }
}

fn draw(
    say: Say,
    shown: &Shown,
    line: usize,
    folds: RwSignal<HashSet<usize>>,
    searching: bool,
    window: Window,
) -> AnyView {
    let i18n = say.i18n;
    let reports = &shown.source.reports;
    match &shown.lines[line] {
        Line::Series(index, rows) => {
            // The first two stand open, and everything does while one searches.
            let open = searching || line < OPEN_AT_FIRST;
            let source = shown.source.clone();
            let series = *index;
            let rows = rows.clone();
            series_view(
                say,
                reports,
                &reports.missing.series[series],
                Fold {
                    open: Signal::derive(move || open != folds.read().contains(&series)),
                    toggle: Callback::new(move |now| {
                        folds.update(|folds| {
                            if now == open {
                                folds.remove(&series)
                            } else {
                                folds.insert(series)
                            };
                        });
                    }),
                    body: ViewFn::from(move || {
                        body(
                            say,
                            &source.reports,
                            &source.reports.missing.series[series],
                            &rows,
                        )
                    }),
                    id: window.line_id(line),
                },
            )
        }
        Line::Complete(count) => {
            let count = *count;
            view! {
                <div class="head later">
                    <h2>{t!(i18n, reports.missing.complete)}</h2>
                    <p class="soft">
                        {td_string!(
                            say.locale(),
                            reports.missing.complete_text,
                            count = count as u64,
                            n = say.number(count)
                        ).to_string()}
                    </p>
                </div>
            }
            .into_any()
        }
        Line::NoList => view! {
            <div class="head later">
                <h2>{t!(i18n, reports.missing.no_list)}</h2>
                <p class="soft">{t!(i18n, reports.missing.no_list_text)}</p>
            </div>
        }
        .into_any(),
    }
}

/// How a series is unfolded.
struct Fold {
    /// Whether it is.
    open: Signal<bool>,
    /// Told whenever the member changes it.
    toggle: Callback<bool>,
    /// What is inside; drawn when it is needed.
    body: ViewFn,
    /// Element id.
    id: String,
}

/// A series: name, shelf, what it takes.
fn series_view(say: Say, reports: &Reports, series: &SeriesReport, fold: Fold) -> AnyView {
    let Fold {
        open,
        toggle,
        body,
        id,
    } = fold;
    let element = NodeRef::<leptos::html::Details>::new();
    view! {
        <details
            class="series"
            id=id
            node_ref=element
            prop:open=open
            on:toggle=move |_| {
                if let Some(element) = element.get_untracked() {
                    let now = element.open();
                    if now != open.get_untracked() {
                        toggle.run(now);
                    }
                }
            }
        >
            <summary>
                <div>
                    <h2>{series.title.clone()}</h2>
                    <p class="by">{by(say, series)}</p>
                </div>
                {shelf(reports, series)}
                {tell(say, reports, series)}
            </summary>
            {move || open.get().then(|| body.run())}
        </details>
    }
    .into_any()
}

/// `Mara Ellison, read by Josune Arrate`.
pub(super) fn by(say: Say, series: &SeriesReport) -> String {
    let authors = series.authors.join(", ");
    if series.narrators.is_empty() {
        return authors;
    }
    if series.narrators == series.authors {
        return td_string!(say.locale(), reports.missing.by_self, authors = authors).to_string();
    }
    td_string!(
        say.locale(),
        reports.missing.by,
        authors = authors,
        narrators = series.narrators.join(", ")
    )
    .to_string()
}

/// What is missing, what comes, what it takes.
pub(super) fn tell(say: Say, reports: &Reports, series: &SeriesReport) -> impl IntoView + use<> {
    let locale = say.locale();
    let numbers: Vec<_> = series
        .missing
        .iter()
        .filter(|volume| is_offered(reports, volume.title))
        .flat_map(|volume| volume.sequence.numbers())
        .collect();
    let missing = (!numbers.is_empty()).then(|| {
        td_string!(
            locale,
            reports.missing.numbers_missing,
            count = numbers.len() as u64,
            numbers = say.list(&runs(&numbers))
        )
        .to_string()
    });
    let coming = series
        .coming
        .first()
        .map(|volume| coming(say, reports, volume));
    let elsewhere = (!series.elsewhere.is_empty()).then(|| {
        td_string!(
            locale,
            reports.missing.numbers_off,
            count = series.elsewhere.len() as u64,
            numbers = say.list(&runs(&series.elsewhere))
        )
        .to_string()
    });
    let cost = cost_details(say, &series.cost);
    let cost = match (
        cost.is_empty(),
        series.missing.is_empty(),
        series.coming.is_empty(),
    ) {
        (false, ..) => Some(cost.join(", ")),
        (true, true, false) => Some(td_string!(locale, reports.missing.nothing_to_buy).to_owned()),
        _ => None,
    };
    let partial = match series.status {
        SeriesStatus::Partial(count) => Some(
            td_string!(
                locale,
                reports.missing.not_read_yet,
                count = count as u64,
                n = say.number(count)
            )
            .to_string(),
        ),
        _ => None,
    };
    let nothing = missing.is_none() && coming.is_none() && series.status == SeriesStatus::Complete;
    let complete = nothing.then(|| td_string!(locale, reports.missing.all_yours).to_owned());
    view! {
        <p class="tell">
            {missing.map(|text| view! { <span class="miss">{text}</span> })}
            {coming.map(|text| view! { <span class="soon">{text}</span> })}
            {[cost, elsewhere, partial, complete]
                .into_iter()
                .flatten()
                .map(|text| view! { <span class="cost">{text}</span> })
                .collect_view()}
        </p>
    }
}

/// What nobody can buy is not counted as missing; it is told apart.
fn is_offered(reports: &Reports, title: TitleId) -> bool {
    reports.title(title).advice != Advice::NotForSale
}

/// `7 on 14 March 2027`.
fn coming(say: Say, reports: &Reports, volume: &Volume) -> String {
    let locale = say.locale();
    let numbers: Vec<_> = volume.sequence.numbers();
    let number = match numbers[..] {
        [] => reports.product(volume.title).title.clone(),
        _ => say.list(&runs(&numbers)),
    };
    match reports.title(volume.title).release {
        Release::Coming(day) => td_string!(
            locale,
            reports.missing.numbers_coming,
            number = number,
            day = say.day(day)
        )
        .to_string(),
        _ => td_string!(
            locale,
            reports.missing.numbers_coming_no_date,
            number = number
        )
        .to_string(),
    }
}

/// `$6.99 + 1 credit`, or nothing if nothing has to be paid.
pub(crate) fn cost(say: Say, completing: &Completing) -> Option<String> {
    let cash = completing
        .cash
        .filter(|cash| cash.minor > 0)
        .map(|cash| say.money(cash));
    let credits = (completing.credits_x100 > 0).then(|| say.credits(completing.credits_x100));
    let parts: Vec<_> = [cash, credits].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| say.sum(&parts))
}

/// The cost, and what is not in it.
fn cost_details(say: Say, completing: &Completing) -> Vec<String> {
    let locale = say.locale();
    let included = (completing.included > 0).then(|| {
        td_string!(
            locale,
            reports.missing.in_plus,
            count = completing.included as u64,
            n = say.number(completing.included)
        )
        .to_string()
    });
    let unknown = (completing.unknown > 0).then(|| {
        td_string!(
            locale,
            reports.missing.without_price,
            count = completing.unknown as u64,
            n = say.number(completing.unknown)
        )
        .to_string()
    });
    let not_for_sale = (completing.not_for_sale > 0).then(|| {
        td_string!(
            locale,
            reports.missing.not_for_sale,
            count = completing.not_for_sale as u64,
            n = say.number(completing.not_for_sale)
        )
        .to_string()
    });
    [cost(say, completing), included, unknown, not_for_sale]
        .into_iter()
        .flatten()
        .collect()
}

/// The volumes that are left, under the words that say what they are.
fn body(say: Say, reports: &Reports, series: &SeriesReport, rows: &[usize]) -> AnyView {
    let locale = say.locale();
    let parts = [
        (series.missing.len(), None),
        (
            series.stories.len(),
            Some(td_string!(locale, reports.missing.stories)),
        ),
        // Their advice says so.
        (series.coming.len(), None),
        (
            series.dramas.len(),
            Some(td_string!(locale, reports.missing.dramas)),
        ),
    ];
    let all: Vec<&Volume> = volumes(series).collect();
    let mut start = 0;
    let mut views = Vec::new();
    for (length, heading) in parts {
        let end = start + length;
        let inside: Vec<_> = rows
            .iter()
            .filter(|row| (start..end).contains(*row))
            .filter_map(|row| all.get(*row))
            .map(|volume| volume_view(say, reports, volume))
            .collect();
        start = end;
        if !inside.is_empty() {
            views.push(part(heading, inside));
        }
    }
    let mine: Vec<_> = rows
        .iter()
        .filter_map(|row| row.checked_sub(start))
        .filter_map(|row| series.mine.get(row))
        .map(|title| own_view(say, reports, *title))
        .collect();
    if !mine.is_empty() {
        views.push(part(Some(td_string!(locale, reports.facet.owned)), mine));
    }
    if views.is_empty() {
        views.push(
            view! { <p class="vols soft">{td_string!(locale, reports.missing.nothing_today)}</p> }
                .into_any(),
        );
    }
    views.into_any()
}

fn part(heading: Option<&'static str>, inside: Vec<AnyView>) -> AnyView {
    view! {
        {heading.map(|heading| view! { <h3 class="sub vols-of">{heading}</h3> })}
        <ul class="vols" role="list">{inside}</ul>
    }
    .into_any()
}

fn volume_view(say: Say, reports: &Reports, volume: &Volume) -> AnyView {
    let numbers = volume.sequence.numbers();
    let remarks: Vec<_> = volume
        .remarks
        .iter()
        .filter_map(|remark| remark_text(say, reports, remark))
        .map(|text| view! { <span class="also">{text}</span> })
        .collect();
    line(
        say,
        reports,
        volume.title,
        &runs(&numbers).join(", "),
        remarks.into_any(),
    )
}

fn own_view(say: Say, reports: &Reports, title: TitleId) -> AnyView {
    line(say, reports, title, "", ().into_any())
}

fn line(say: Say, reports: &Reports, id: TitleId, number: &str, remarks: AnyView) -> AnyView {
    let title = reports.title(id);
    let product = reports.product(id);
    let mut meta = facts(say, product);
    meta.extend(flags(say, reports, title, product));
    let number = (!number.is_empty()).then(|| number.to_owned());
    view! {
        <li class="vol">
            {cover_of(product)}
            <div class="what">
                {number.map(|number| view! { <span class="no">{number}</span> " " })}
                {store_link(reports.snapshot().store, product, Some("ttl"), None)}
                <span class="meta">{meta.join(" · ")}</span>
                {remarks}
            </div>
            {advice_note(say, title, reports.options.credit_value)}
        </li>
    }
    .into_any()
}

fn remark_text(say: Say, reports: &Reports, remark: &Remark) -> Option<String> {
    let locale = say.locale();
    let name = |title: TitleId| reports.product(title).title.clone();
    Some(match remark {
        Remark::AlsoDrama { parts: 1 } => td_string!(locale, reports.row.also_drama).to_owned(),
        Remark::AlsoDrama { parts } => {
            let parts = td_string!(
                locale,
                reports.count.parts,
                count = *parts as u64,
                n = say.number(*parts)
            )
            .to_string();
            td_string!(locale, reports.row.also_drama_parts, parts = parts).to_string()
        }
        Remark::AlsoInBox { title, missing, .. } => {
            let volumes = say.volumes(*missing);
            match box_price(say, reports.title(*title).advice) {
                Some(price) => td_string!(
                    locale,
                    reports.row.also_box,
                    title = name(*title),
                    price = price,
                    volumes = volumes
                )
                .to_string(),
                None => td_string!(
                    locale,
                    reports.row.also_box_no_price,
                    title = name(*title),
                    volumes = volumes
                )
                .to_string(),
            }
        }
        Remark::OnlyAbridged => td_string!(locale, reports.row.only_abridged).to_owned(),
        Remark::OnlyDrama { .. } => td_string!(locale, reports.row.only_drama).to_owned(),
        Remark::OnlyInBox(title) => {
            td_string!(locale, reports.row.only_in_box, title = name(*title)).to_string()
        }
        Remark::Parts(parts) => td_string!(
            locale,
            reports.row.in_parts,
            count = *parts as u64,
            n = say.number(*parts)
        )
        .to_string(),
        Remark::OtherEditions(count) => td_string!(
            locale,
            reports.row.other_editions,
            count = *count as u64,
            n = say.number(*count)
        )
        .to_string(),
        Remark::HaveDrama(_) => td_string!(locale, reports.row.have_drama).to_owned(),
        Remark::UnabridgedExists(_) => td_string!(locale, reports.row.have_abridged).to_owned(),
        Remark::HaveInLanguage(language) => td_string!(
            locale,
            reports.row.have_language,
            language = say.language(language)
        )
        .to_string(),
        Remark::InMyBox(title) => {
            td_string!(locale, reports.row.in_my_box, title = name(*title)).to_string()
        }
        Remark::Borrowed { leaves: Some(day) } => {
            td_string!(locale, reports.row.have_borrowed_until, day = say.day(*day)).to_string()
        }
        Remark::Borrowed { leaves: None } => {
            td_string!(locale, reports.row.have_borrowed).to_owned()
        }
    })
}

fn box_price(say: Say, advice: Advice) -> Option<String> {
    match advice {
        Advice::Cash { price, .. }
        | Advice::CashOnly { price, .. }
        | Advice::NoCreditValue { price, .. } => Some(say.money(price)),
        Advice::Credit { credits_x100, .. } => Some(say.credits(u64::from(credits_x100))),
        _ => None,
    }
}

/// The id of the list.
const LIST: &str = "series";

/// So many series are unfolded when the page opens.
const OPEN_AT_FIRST: usize = 2;
