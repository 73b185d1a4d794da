//! The rows of a series: what is missing, told as stories, coming, or a drama
//! (API reference, 10.3, steps 4 to 6).

use std::collections::{BTreeMap, BTreeSet};

use audible::Product;
use audible::product::Person;

use crate::catalogue::{Catalogue, Claims, count};
use crate::children::{Candidate, Children, Context, Editions, Held};
use crate::library::title_key;
use crate::names::split_part;
use crate::order;
use crate::sequence::Number;
use crate::series::{Completing, Remark, SeriesReport, SeriesStatus, Spine, Volume};
use crate::shelves::Shelf;
use crate::text;
use crate::title::{Release, TitleId};
use crate::works::Class;

pub(super) struct Builder<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) catalogue: &'a Catalogue,
    pub(super) held: &'a Held,
    pub(super) children: &'a Children,
    /// The highest number that the member has.
    pub(super) highest: Option<Number>,
}

impl Builder<'_> {
    pub(super) fn build(&self, series: &Shelf, no_list: bool) -> SeriesReport {
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
            not_wanted: Vec::new(),
            elsewhere: Vec::new(),
            elsewhere_unnumbered: self.children.elsewhere_unnumbered,
            cost: Completing::default(),
            to_buy: Vec::new(),
            only_in_box: BTreeMap::new(),
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
        report.only_in_box = only_in_box;
        report.add_cost(self.catalogue);
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
        if self.children.unnumbered.is_empty() {
            return;
        }
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

    pub(super) fn volume(&self, candidate: &Candidate, remarks: Vec<Remark>) -> Volume {
        let first = candidate.sequence.first();
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

    pub(super) fn is_out(&self, id: TitleId) -> bool {
        self.catalogue.title(id).release == Release::Out
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

/// `1 of 2` of a title that ends `(Part 1 of 2) …`.
fn part_of(title: &str) -> Option<String> {
    let lower = title.to_lowercase();
    let (_, rest) = lower.split_once("(part ")?;
    let (part, _) = rest.split_once(')')?;
    part.split_once(" of ").map(|(part, _)| part.to_owned())
}
