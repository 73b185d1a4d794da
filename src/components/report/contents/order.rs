//! The order of the groups of a report.

use audipy::browser::intl::Formats;
use reports::{Group, GroupName, PersonReport, Reports};

use super::Contents;
use crate::components::report::series;
use crate::components::report::view::GroupOrder;

impl Contents {
    /// The letter under which a group stands in an alphabet.
    pub(crate) fn letter(self, reports: &Reports, group: usize) -> Option<char> {
        let key = match self {
            Self::Library(_) => {
                let group = &self.groups(reports)[group];
                if group.part.is_some() || group.name == GroupName::NotGiven {
                    return None;
                }
                &group.sort_key
            }
            Self::More(_) => &self.people(reports)[group].sort_key,
            Self::Missing => &reports.missing.series[group].sort_key,
        };
        key.chars().next().map(|letter| letter.to_ascii_uppercase())
    }

    /// A key for each group; groups are shown in ascending order.
    pub(crate) fn group_keys(
        self,
        reports: &Reports,
        formats: &Formats,
        order: GroupOrder,
    ) -> Vec<(bool, i64, u32)> {
        match self {
            Self::Library(_) => {
                let groups = self.groups(reports);
                let names: Vec<&str> = groups
                    .iter()
                    .map(|group| match &group.name {
                        GroupName::Named(name) => name.as_str(),
                        GroupName::NotGiven => "",
                    })
                    .collect();
                let ranks = formats.ranks(&names);
                let key = |group: &Group| match order {
                    GroupOrder::Most => -count(group.rows.len()),
                    GroupOrder::Hours => -i64::try_from(group.minutes).unwrap_or(i64::MAX),
                    GroupOrder::Bought => {
                        let bought = group
                            .rows
                            .iter()
                            .filter_map(|row| reports.item(row.title)?.added);
                        bought.max().map_or(0, |at| -at.millis())
                    }
                    _ => 0,
                };
                // Translators and groups without a name come last in every order.
                groups
                    .iter()
                    .zip(ranks)
                    .map(|(group, rank)| {
                        let last = group.part.is_some() || group.name == GroupName::NotGiven;
                        (last, key(group), rank)
                    })
                    .collect()
            }
            Self::More(_) => {
                let people = self.people(reports);
                let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
                let ranks = formats.ranks(&names);
                let key = |person: &PersonReport| match order {
                    GroupOrder::Most => -count(person.rows.len()),
                    GroupOrder::Latest => {
                        let released = person
                            .rows
                            .iter()
                            .filter_map(|row| reports.product(row.title).release_date);
                        released
                            .max()
                            .map_or(0, |day| -i64::from(day.to_julian_day()))
                    }
                    GroupOrder::Weight => count(person.rank),
                    _ => 0,
                };
                people
                    .iter()
                    .zip(ranks)
                    .map(|(person, rank)| (false, key(person), rank))
                    .collect()
            }
            Self::Missing => {
                let all = &reports.missing.series;
                let titles: Vec<&str> = all.iter().map(|series| series.title.as_str()).collect();
                let ranks = formats.ranks(&titles);
                let key = |series| series::key(reports, series, order);
                let keys = all.iter().zip(ranks);
                keys.map(|(series, rank)| (false, key(series), rank))
                    .collect()
            }
        }
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
