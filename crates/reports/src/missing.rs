//! Fills [`SeriesReport`]s: which volumes are missing, and what to say about them
//! (API reference, 10.3).

use crate::order;
use std::collections::{BTreeMap, BTreeSet};

use audible::library::SeriesProduct;
use audible::product::Person;
use audible::{Asin, Product};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::advice::Advice;
use crate::catalogue::{Catalogue, Claims, count};
use crate::children::{Candidate, Children, Context, Editions, Held, Mine};
use crate::library::title_key;
use crate::names::split_part;
use crate::owned::Holding;
use crate::sequence::{Number, Sequence};
use crate::series::{
    BoxSet, Completing, Missing, Remark, SeriesReport, SeriesStatus, Spine, SpineState, Volume,
};
use crate::shelves::Shelf;
use crate::text;
use crate::title::{Release, TitleId};
use crate::works::Class;

/// `None` if no title of the series is in the member's hands.
pub(crate) fn report(
    context: &Context<'_>,
    catalogue: &mut Catalogue,
    shelf: &Shelf,
    product: Option<&SeriesProduct>,
) -> Option<SeriesReport> {
    let mine = mine(context, catalogue, shelf, product);
    if mine.is_empty() {
        return None;
    }
    let held = Held::of(context.snapshot, catalogue, mine);
    let mut children = Children::default();
    let mut seen = FxHashSet::default();
    for child in product.map_or(&[][..], |product| &product.children) {
        if seen.insert(&child.asin) {
            let sequence = Sequence::parse(child.sequence.as_deref());
            let series = shelf.asin.as_ref();
            children.add(context, catalogue, series, &held, (&child.asin, sequence));
        }
    }
    children.rank(context, catalogue, &held);
    let builder = Builder {
        context,
        catalogue,
        held: &held,
        children: &children,
        highest: {
            let last = |numbers: &BTreeMap<Number, _>| numbers.keys().next_back().copied();
            last(&held.novels).max(last(&held.dramas))
        },
    };
    let no_list = product.is_none_or(|product| product.children.is_empty());
    Some(builder.build(shelf, no_list))
}

/// Totals over all series; a volume in two series counts once.
pub(crate) fn total(series: Vec<SeriesReport>, catalogue: &Catalogue) -> Missing {
    let mut missing = Missing::default();
    let mut volumes = FxHashSet::default();
    let mut coming = FxHashSet::default();
    let mut stories = FxHashSet::default();
    let mut priced = FxHashSet::default();
    for report in &series {
        let wanted = report.shelf.iter().filter(|spine| spine.is_wanted());
        missing.incomplete += usize::from(wanted.clone().count() > 0);
        // A volume that is to be had in a box only is told apart by its number.
        volumes.extend(wanted.map(|spine| match spine.title {
            Some(title) => (title, None),
            None => (
                TitleId(u32::MAX),
                Some((report.asin.as_ref(), spine.number)),
            ),
        }));
        coming.extend(report.coming.iter().map(|volume| volume.title));
        let sold = |volume: &&Volume| catalogue.title(volume.title).advice != Advice::NotForSale;
        stories.extend(report.stories.iter().filter(sold).map(|story| story.title));
        for id in &report.to_buy {
            if priced.insert(*id) {
                missing.cost.add(catalogue.title(*id).advice);
            }
        }
    }
    missing.volumes = volumes.len();
    missing.coming = coming.len();
    missing.stories = stories.len();
    missing.series = series;
    missing
}

/// The member's titles in a series: by their own entry, or because the series names them.
fn mine(
    context: &Context<'_>,
    catalogue: &mut Catalogue,
    shelf: &Shelf,
    product: Option<&SeriesProduct>,
) -> Vec<Mine> {
    let children = product.map_or(&[][..], |product| &product.children);
    let numbers: FxHashMap<&Asin, &str> = children
        .iter()
        .filter_map(|child| Some((&child.asin, child.sequence.as_deref()?)))
        .collect();
    let in_hands = |catalogue: &Catalogue, id| catalogue.title(id).holding.in_hands();
    let mut mine: Vec<Mine> = Vec::new();
    for entry in &shelf.entries {
        if !in_hands(catalogue, entry.title) {
            continue;
        }
        let asin = &catalogue.product(context.snapshot, entry.title).asin;
        let sequence = if entry.sequence.is_empty() {
            Sequence::parse(numbers.get(asin).copied())
        } else {
            entry.sequence.clone()
        };
        mine.push(Mine {
            title: entry.title,
            sequence,
        });
    }
    let listed: FxHashSet<TitleId> = mine.iter().map(|mine| mine.title).collect();
    for child in children {
        let id = catalogue.known(&child.asin).or_else(|| {
            // Owned by its rights, although the library does not list it.
            let offer = catalogue.offer(context.snapshot, &child.asin)?;
            let owned = offer.rights.as_ref()?.consumable_indefinitely == Some(true);
            owned
                .then(|| catalogue.intern(context.snapshot, &child.asin, context.options))
                .flatten()
        });
        if let Some(title) = id
            && in_hands(catalogue, title)
            && !listed.contains(&title)
        {
            let sequence = Sequence::parse(child.sequence.as_deref());
            mine.push(Mine { title, sequence });
        }
    }
    let key = |mine: &Mine| mine.sequence.sort_key();
    order::sort_by(&mut mine, |a, b| {
        let titles = |mine: &Mine| title_key(context.snapshot, catalogue, mine.title);
        key(a).cmp(&key(b)).then_with(|| titles(a).cmp(&titles(b)))
    });
    mine
}

struct Builder<'a> {
    context: &'a Context<'a>,
    catalogue: &'a Catalogue,
    held: &'a Held,
    children: &'a Children,
    /// The highest number that the member has.
    highest: Option<Number>,
}

impl Builder<'_> {
    fn build(&self, series: &Shelf, no_list: bool) -> SeriesReport {
        let mut report = SeriesReport {
            asin: series.asin.clone(),
            title: series.title().to_owned(),
            sort_key: text::fold(series.title()).into(),
            authors: self.frequent(|product| &product.authors),
            narrators: self.frequent(|product| &product.narrators),
            mine: self.held.titles.iter().map(|mine| mine.title).collect(),
            shelf: Vec::new(),
            missing: Vec::new(),
            stories: Vec::new(),
            coming: Vec::new(),
            dramas: Vec::new(),
            boxes: Vec::new(),
            elsewhere: Vec::new(),
            elsewhere_unnumbered: self.children.elsewhere_unnumbered,
            cost: Completing::default(),
            to_buy: Vec::new(),
            status: SeriesStatus::NoList,
        };
        for (number, editions) in &self.children.singles {
            self.add_single(&mut report, *number, editions);
        }
        self.add_unnumbered(&mut report);
        let only_in_box = self.add_boxes(&mut report);
        for volumes in [
            &mut report.missing,
            &mut report.stories,
            &mut report.coming,
            &mut report.dramas,
        ] {
            order::sort_by(volumes, |a, b| {
                let key = |volume: &Volume| volume.sequence.sort_key();
                let titles = |volume: &Volume| {
                    title_key(self.context.snapshot, self.catalogue, volume.title)
                };
                key(a).cmp(&key(b)).then_with(|| titles(a).cmp(&titles(b)))
            });
        }
        self.draw_shelf(&mut report, &only_in_box);
        self.add_cost(&mut report, &only_in_box);
        report.status = if no_list {
            SeriesStatus::NoList
        } else if self.children.unread > 0 {
            SeriesStatus::Partial(self.children.unread)
        } else if report.shelf.iter().any(Spine::is_wanted) {
            SeriesStatus::Incomplete
        } else {
            SeriesStatus::Complete
        };
        report
    }

    /// One row for a number: the best novel; a drama only where there is no novel.
    fn add_single(&self, report: &mut SeriesReport, number: Number, editions: &Editions) {
        let out = |candidate: &&Candidate| self.is_out(candidate.title);
        let parts = self.parts(&editions.dramas);
        let novels_out = editions.novels.iter().filter(out).count();
        let best_novel = editions.novels.iter().find(out).or(editions.novels.first());
        let Some(best) = best_novel else {
            let dramas = &editions.dramas;
            let Some(best) = dramas.iter().find(out).or(dramas.first()) else {
                return;
            };
            let have_novel = self.held.novels.contains_key(&number)
                || self.children.had_as_work.contains_key(&number);
            let remarks = match (have_novel, parts) {
                (true, ..2) => Vec::new(),
                (true, _) => vec![Remark::Parts(parts)],
                (false, _) => vec![Remark::OnlyDrama { parts }],
            };
            let volume = self.volume(best, remarks);
            if have_novel {
                report.dramas.push(volume);
            } else {
                self.place(report, volume);
            }
            return;
        };
        let mut remarks = Vec::new();
        if let Some(drama) = self.held.dramas.get(&number) {
            remarks.push(Remark::HaveDrama(*drama));
        } else if parts > 0 {
            remarks.push(Remark::AlsoDrama { parts });
        }
        if self.catalogue.title(best.title).abridged {
            remarks.push(Remark::OnlyAbridged);
        }
        if novels_out > 1 {
            remarks.push(Remark::OtherEditions(novels_out - 1));
        }
        let volume = self.volume(best, remarks);
        self.place(report, volume);
    }

    /// Titles without number, one a work; not those that are another edition of a row.
    fn add_unnumbered(&self, report: &mut SeriesReport) {
        let snapshot = self.context.snapshot;
        let mut claims = Claims::default();
        for volume in report.missing.iter().chain(&report.stories) {
            claims.claim(self.catalogue, volume.title);
        }
        let only_dramas = self.held.only_dramas(self.catalogue);
        for candidate in &self.children.unnumbered {
            if claims
                .claimed(snapshot, self.catalogue, candidate.title)
                .is_some()
            {
                continue;
            }
            claims.claim(self.catalogue, candidate.title);
            let volume = self.volume(candidate, Vec::new());
            if candidate.class == Class::Drama && !only_dramas {
                report.dramas.push(volume);
            } else {
                self.place(report, volume);
            }
        }
    }

    /// A box set is a row if the member has nothing of it, and it is cheaper than its parts or the
    /// only way to get one of them. Returns the numbers that are only to be had in a box.
    fn add_boxes(&self, report: &mut SeriesReport) -> BTreeMap<Number, TitleId> {
        let mut only_in_box = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let only_dramas = self.held.only_dramas(self.catalogue);
        for candidate in &self.children.boxes {
            let numbers = candidate.sequence.numbers();
            if !seen.insert((candidate.class, numbers.clone())) {
                continue;
            }
            if candidate.class == Class::Drama && !only_dramas {
                report.dramas.push(self.volume(candidate, Vec::new()));
                continue;
            }
            let missing: Vec<Number> = numbers
                .iter()
                .copied()
                .filter(|number| {
                    !self.held.covered(candidate.class).contains_key(number)
                        && !self.children.had_as_work.contains_key(number)
                })
                .collect();
            let untouched = missing.len() == numbers.len();
            if !self.is_out(candidate.title) {
                if untouched {
                    report.coming.push(self.volume(candidate, Vec::new()));
                }
                continue;
            }
            if missing.is_empty() {
                continue;
            }
            let volumes = || report.missing.iter().chain(&report.stories);
            let row_of = |number: &Number| {
                volumes().find(|volume| volume.sequence.single() == Some(*number))
            };
            let bought_singly = |number: &Number| {
                row_of(number).is_some_and(|volume| {
                    self.catalogue.title(volume.title).advice != Advice::NotForSale
                })
            };
            let only_way = !missing.iter().all(bought_singly);
            let parts: Option<u64> = missing
                .iter()
                .map(|number| self.cost(row_of(number)?.title))
                .sum();
            let cheaper = self
                .cost(candidate.title)
                .zip(parts)
                .is_some_and(|(a, b)| a < b);
            let announced = |number: &Number| {
                let mut coming = report.coming.iter();
                coming.any(|volume| volume.sequence.single() == Some(*number))
            };
            for number in &missing {
                if row_of(number).is_none() && !announced(number) {
                    only_in_box.entry(*number).or_insert(candidate.title);
                }
            }
            let remark = Remark::AlsoInBox {
                title: candidate.title,
                numbers: candidate.sequence.clone(),
                missing: missing.len(),
            };
            for volume in report.missing.iter_mut().chain(&mut report.stories) {
                let number = volume.sequence.single();
                if number.is_some_and(|number| missing.contains(&number)) {
                    volume.remarks.push(remark.clone());
                }
            }
            if untouched && (only_way || cheaper) {
                report.missing.push(self.volume(candidate, Vec::new()));
            } else {
                report.boxes.push(BoxSet {
                    title: candidate.title,
                    sequence: candidate.sequence.clone(),
                    missing,
                });
            }
        }
        only_in_box
    }

    /// Draws the whole-number volumes, and says which are not in this store.
    fn draw_shelf(&self, report: &mut SeriesReport, only_in_box: &BTreeMap<Number, TitleId>) {
        let mut spines: BTreeMap<Number, Spine> = BTreeMap::new();
        let mut stand = |spine: Spine| {
            spines.entry(spine.number).or_insert(spine);
        };
        for (number, title) in &self.held.novels {
            stand(self.my_spine(*number, *title));
        }
        for (number, title) in &self.children.had_as_work {
            stand(self.my_spine(*number, *title));
        }
        for volume in &report.missing {
            if let Some(number) = volume.sequence.single() {
                stand(Spine {
                    number,
                    state: self.wanted_state(volume.title),
                    title: Some(volume.title),
                    remarks: volume.remarks.clone(),
                });
            }
        }
        for volume in &report.coming {
            for number in volume.sequence.numbers() {
                stand(Spine {
                    number,
                    state: SpineState::Coming,
                    title: Some(volume.title),
                    remarks: volume.remarks.clone(),
                });
            }
        }
        for (number, title) in only_in_box {
            stand(Spine {
                number: *number,
                state: self.wanted_state(*title),
                title: None,
                remarks: vec![Remark::OnlyInBox(*title)],
            });
        }
        for (number, title) in &self.held.dramas {
            stand(self.my_spine(*number, *title));
        }
        let stories: BTreeSet<Number> = report
            .stories
            .iter()
            .filter_map(|story| story.sequence.single())
            .collect();
        report.elsewhere = self
            .children
            .elsewhere
            .iter()
            .copied()
            .filter(|number| !spines.contains_key(number) && !stories.contains(number))
            .collect();
        for number in &report.elsewhere {
            spines.entry(*number).or_insert(Spine {
                number: *number,
                state: SpineState::Elsewhere,
                title: None,
                remarks: Vec::new(),
            });
        }
        spines.retain(|number, _| number.is_whole());
        report.shelf = spines.into_values().collect();
    }

    /// What the missing volumes take: box rows instead of their parts, where there are any.
    fn add_cost(&self, report: &mut SeriesReport, only_in_box: &BTreeMap<Number, TitleId>) {
        let (boxes, singles): (Vec<&Volume>, Vec<&Volume>) = report
            .missing
            .iter()
            .partition(|volume| volume.sequence.is_box());
        let mut bought: BTreeSet<Number> = BTreeSet::new();
        for volume in boxes {
            let numbers = volume.sequence.numbers();
            if numbers.iter().any(|number| !bought.contains(number)) {
                bought.extend(numbers);
                report.to_buy.push(volume.title);
            }
        }
        for volume in singles {
            if volume.sequence.single().is_some_and(|n| bought.insert(n)) {
                report.to_buy.push(volume.title);
            }
        }
        for (number, title) in only_in_box {
            if !bought.contains(number) && !report.to_buy.contains(title) {
                report.to_buy.push(*title);
            }
        }
        for title in &report.to_buy {
            report.cost.add(self.catalogue.title(*title).advice);
        }
    }

    fn volume(&self, candidate: &Candidate, remarks: Vec<Remark>) -> Volume {
        let first = candidate.sequence.numbers().first().copied();
        Volume {
            title: candidate.title,
            sequence: candidate.sequence.clone(),
            gap: first.is_some_and(|first| Some(first) < self.highest),
            remarks,
        }
    }

    /// Into the list where it belongs by its date and number.
    fn place(&self, report: &mut SeriesReport, volume: Volume) {
        if !self.is_out(volume.title) {
            report.coming.push(volume);
        } else if volume.sequence.single().is_some_and(Number::is_whole) {
            report.missing.push(volume);
        } else {
            report.stories.push(volume);
        }
    }

    fn is_out(&self, id: TitleId) -> bool {
        self.catalogue.title(id).release == Release::Out
    }

    fn cost(&self, id: TitleId) -> Option<u64> {
        let advice = self.catalogue.title(id).advice;
        advice.cost(self.context.options.credit_value)
    }

    fn wanted_state(&self, id: TitleId) -> SpineState {
        match self.catalogue.title(id).advice {
            Advice::Plus { .. } => SpineState::InPlus,
            Advice::NotForSale => SpineState::NotForSale,
            _ => SpineState::Missing,
        }
    }

    /// How many parts a drama has: `(Part 1 of 2)` and `(Part 2 of 2)` are two. 0 without dramas.
    fn parts(&self, dramas: &[Candidate]) -> usize {
        let parts: BTreeSet<Option<String>> = dramas
            .iter()
            .map(|drama| {
                part_of(
                    &self
                        .catalogue
                        .product(self.context.snapshot, drama.title)
                        .title,
                )
            })
            .collect();
        parts
            .iter()
            .flatten()
            .count()
            .max(usize::from(!dramas.is_empty()))
    }

    fn my_spine(&self, number: Number, id: TitleId) -> Spine {
        let title = self.catalogue.title(id);
        let product = self.catalogue.product(self.context.snapshot, id);
        let mut remarks = Vec::new();
        let mut state = SpineState::Owned;
        if let Holding::Borrowed { leaves } = title.holding {
            state = SpineState::Borrowed;
            remarks.push(Remark::Borrowed { leaves });
        }
        let entry = self.held.titles.iter().find(|mine| mine.title == id);
        if entry.is_some_and(|mine| mine.sequence.is_box()) {
            remarks.push(Remark::InMyBox(id));
        }
        if !self.catalogue.language_passes(product)
            && let Some(language) = &product.language
        {
            remarks.push(Remark::HaveInLanguage(language.clone()));
        }
        if title.abridged
            && let Some(uncut) = self.children.uncut.get(&number)
        {
            remarks.push(Remark::UnabridgedExists(*uncut));
        }
        if title.class == Class::Drama {
            remarks.push(Remark::HaveDrama(id));
        }
        Spine {
            number,
            state,
            title: Some(id),
            remarks,
        }
    }

    /// Names of the member's volumes, most frequent first; at most three.
    fn frequent(&self, people: impl Fn(&Product) -> &Vec<Person>) -> Vec<String> {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for mine in &self.held.titles {
            let product = self.catalogue.product(self.context.snapshot, mine.title);
            for person in people(product) {
                let (name, part) = split_part(&person.name);
                if part.is_none() {
                    count(&mut counts, name);
                }
            }
        }
        order::sort_by_key(&mut counts, |(_, count)| std::cmp::Reverse(*count));
        counts
            .into_iter()
            .take(3)
            .map(|(name, _)| name.to_owned())
            .collect()
    }
}

impl Completing {
    fn add(&mut self, advice: Advice) {
        match advice {
            Advice::Cash { price, .. }
            | Advice::CashOnly { price, .. }
            | Advice::NoCreditValue { price, .. } => {
                let before = self.cash.map_or(0, |cash| cash.minor);
                self.cash = Some(audible::Money {
                    minor: before + price.minor,
                    currency: price.currency,
                });
            }
            Advice::Credit { credits_x100, .. } => self.credits_x100 += u64::from(credits_x100),
            Advice::Plus { .. } | Advice::Free { .. } | Advice::Owned => self.included += 1,
            Advice::Unknown => self.unknown += 1,
            Advice::NotForSale => self.not_for_sale += 1,
        }
    }
}

impl Spine {
    /// Missing and to be had: what the counts count.
    pub fn is_wanted(&self) -> bool {
        matches!(self.state, SpineState::Missing | SpineState::InPlus)
    }
}

/// `1 of 2` of a title that ends `(Part 1 of 2) …`.
fn part_of(title: &str) -> Option<String> {
    let lower = title.to_lowercase();
    let (_, rest) = lower.split_once("(part ")?;
    let (part, _) = rest.split_once(')')?;
    part.split_once(" of ").map(|(part, _)| part.to_owned())
}
