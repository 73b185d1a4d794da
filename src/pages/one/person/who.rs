//! Who this is: names and contributor pages that are one person's, and the member's word about it.

use std::sync::{Arc, OnceLock};

use leptos::html::P;
use leptos::prelude::*;
use reports::everybody::{Everybody, Somebody};
use reports::keys::PersonKey;
use reports::lookup::NameList;
use reports::{PeopleChoices, Reports, TitleId};

use crate::components::report::{Say, person_address};
use crate::components::{Icon, Symbol};
use crate::language::td_string;

/// What this part of the page is about.
#[derive(Clone)]
pub(super) struct Who {
    pub(super) say: Say,
    pub(super) reports: Arc<Reports>,
    pub(super) everybody: Arc<Everybody>,
    pub(super) somebody: Arc<Somebody>,
    pub(super) told: Told,
    /// The key in the page's address.
    pub(super) page: Arc<str>,
}

/// What was done last, in words: they stay when the page is drawn anew with what came of it.
#[derive(Clone, Copy)]
pub(super) struct Told(RwSignal<Option<Last>>);

#[derive(Clone)]
struct Last {
    /// Whose page it was done on.
    page: Arc<str>,
    words: String,
    /// The page was not drawn anew since.
    is_new: bool,
}

impl Told {
    /// Nothing was done yet.
    pub(super) fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Forgets what was done on the pages of others.
    fn turn_to(self, page: &str) {
        self.0.update_untracked(|last| {
            if last.as_ref().is_some_and(|last| *last.page != *page) {
                *last = None;
            }
        });
    }

    fn tell(self, page: Arc<str>, words: String) {
        // Unless one has left the page meanwhile.
        self.0.try_set(Some(Last {
            page,
            words,
            is_new: true,
        }));
    }

    fn words(self, page: &str) -> Option<String> {
        self.0.with(|last| {
            let last = last.as_ref().filter(|last| *last.page == *page);
            last.map(|last| last.words.clone())
        })
    }

    /// Whether something was done since the page was drawn last.
    fn is_news(self, page: &str) -> bool {
        self.0.update_untracked(|last| {
            let last = last.as_mut().filter(|last| *last.page == *page);
            last.is_some_and(|last| std::mem::take(&mut last.is_new))
        })
    }
}

impl Who {
    /// Names that are one person's, whom the member set apart, and a field for whom to join. Nothing
    /// for `full cast`.
    pub(super) fn section(&self) -> Option<AnyView> {
        if self.somebody.is_nobody {
            return None;
        }
        let locale = self.say.locale();
        let places = 0..self.somebody.identities.len();
        let names: Vec<AnyView> = places.map(|place| self.identity(place)).collect();
        let names = (!names.is_empty()).then(|| {
            let names = view! {
                <p class="hint">{td_string!(locale, find.who.names)}</p>
                {list(names)}
            };
            names.into_any()
        });
        let is_stored = self.say.state.account.with_untracked(|account| {
            let account = account.as_ref();
            account.is_some_and(|account| account.origin.is_one_account())
        });
        let here_only = (!is_stored)
            .then(|| view! { <p class="hint">{td_string!(locale, find.who.here_only)}</p> });
        let view = view! {
            <section class="titles identity">
                <h2>{td_string!(locale, find.who.title)}</h2>
                {self.last()}
                {names}
                {self.set_apart()}
                {self.field()}
                {here_only}
            </section>
        };
        Some(view.into_any())
    }

    /// What was done last. It gets the focus when the page is drawn anew: the button is gone.
    fn last(&self) -> AnyView {
        let (told, page) = (self.told, self.page.clone());
        told.turn_to(&page);
        let place = NodeRef::<P>::new();
        let here = page.clone();
        Effect::new(move |_| {
            if let Some(place) = place.get()
                && told.is_news(&here)
            {
                // It fails only for elements that are not shown.
                let _ = place.focus();
            }
        });
        view! {
            <p class="told" role="status" tabindex="-1" node_ref=place>
                {move || told.words(&page)}
            </p>
        }
        .into_any()
    }

    /// One of the names that are this person's; all but the first can be parted from it.
    fn identity(&self, place: usize) -> AnyView {
        let locale = self.say.locale();
        let Some(identity) = self.somebody.identities.get(place) else {
            return ().into_any();
        };
        let name = identity.who.name.clone();
        let about = self.about(&identity.titles);
        if place == 0 {
            return line(name.into_any(), about, None);
        }
        let why = if self.somebody.are_one_by_rule(0, place) {
            td_string!(locale, find.who.by_name)
        } else {
            td_string!(locale, find.who.you_said)
        };
        let somebody = self.somebody.clone();
        let button = self.button(
            td_string!(locale, find.who.part),
            td_string!(
                locale,
                find.who.part_of,
                name = name.clone(),
                about = about.clone()
            ),
            td_string!(locale, find.who.parted, name = name.clone()),
            move |people| people.part(&somebody, place),
        );
        line(name.into_any(), format!("{about} · {why}"), Some(button))
    }

    /// Who stands for themselves by the member's word: this person, and others of the name.
    fn set_apart(&self) -> Option<AnyView> {
        let this: &Somebody = &self.somebody;
        let lines: Vec<AnyView> = [this]
            .into_iter()
            .chain(self.everybody.namesakes(this))
            .filter(|somebody| stands_alone(somebody))
            .map(|somebody| self.apart(somebody))
            .collect();
        list(lines)
    }

    fn apart(&self, somebody: &Somebody) -> AnyView {
        let locale = self.say.locale();
        let (name, who) = (somebody.name.clone(), somebody.credit());
        let about = self.about(&somebody.all());
        let button = self.button(
            td_string!(locale, find.who.take_back),
            td_string!(
                locale,
                find.who.take_back_of,
                name = name.clone(),
                about = about.clone()
            ),
            td_string!(locale, find.who.taken_back).to_owned(),
            move |people| people.take_in(&who),
        );
        if somebody.key == self.somebody.key {
            let said = td_string!(locale, find.who.apart_this, name = name);
            return line(said.into_any(), String::new(), Some(button));
        }
        let said = td_string!(locale, find.who.apart_namesake);
        line(link(somebody), format!("{about} · {said}"), Some(button))
    }

    /// A field for a part of a name, and whom it may mean.
    fn field(&self) -> AnyView {
        let locale = self.say.locale();
        let typed = RwSignal::new(String::new());
        let is_blank = move || typed.read().trim().is_empty();
        let found = {
            let (who, names) = (self.clone(), OnceLock::new());
            Memo::new(move |_| who.found(&names, &typed.read()))
        };
        let say = self.say;
        let candidates = {
            let who = self.clone();
            move || who.candidates(&found.read())
        };
        view! {
            <div class="field">
                <label for=FIELD>{td_string!(locale, find.who.same_as)}</label>
                <div class="find">
                    <Icon symbol=Symbol::Find/>
                    <input
                        class="input"
                        id=FIELD
                        type="search"
                        autocomplete="off"
                        spellcheck="false"
                        maxlength="200"
                        aria-describedby=HINT
                        prop:value=move || typed.get()
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </div>
                <p class="hint" id=HINT>{td_string!(locale, find.who.same_as_hint)}</p>
            </div>
            // It stays, and only its words change: what is drawn anew is not read out.
            <p class="hint" role="status">{move || status(say, is_blank(), found.read().len())}</p>
            {candidates}
        }
        .into_any()
    }

    /// Whom one may mean: by what is typed, else others of this name.
    fn found(&self, names: &OnceLock<NameList>, typed: &str) -> Vec<PersonKey> {
        let everybody = &self.everybody;
        let is_other = |other: &&Somebody| other.key != self.somebody.key && !other.is_nobody;
        let key = |other: &Somebody| other.key.clone();
        if typed.trim().is_empty() {
            let namesakes = everybody.namesakes(&self.somebody);
            let namesakes = namesakes.filter(is_other);
            let namesakes = namesakes.filter(|other| !stands_alone(other));
            return namesakes.map(key).collect();
        }
        let names = names.get_or_init(|| NameList::of(everybody));
        // This person may be among them.
        let found = names.like(everybody, typed, MOST + 1).into_iter();
        found.filter(is_other).take(MOST).map(key).collect()
    }

    fn candidates(&self, found: &[PersonKey]) -> Option<AnyView> {
        let others = found.iter().filter_map(|key| self.everybody.find(key));
        list(others.map(|other| self.candidate(other)).collect())
    }

    fn candidate(&self, other: &Somebody) -> AnyView {
        let locale = self.say.locale();
        let name = other.name.clone();
        let about = self.about(&other.all());
        let (one, two) = (self.somebody.credit(), other.credit());
        let button = self.button(
            td_string!(locale, find.who.join),
            td_string!(
                locale,
                find.who.join_of,
                name = name.clone(),
                about = about.clone()
            ),
            td_string!(locale, find.who.joined, name = name),
            move |people| people.join(one.clone(), two.clone()),
        );
        line(link(other), about, Some(button))
    }

    /// A button that changes what is said of people, and the words when that is done.
    fn button(
        &self,
        name: &'static str,
        label: String,
        words: String,
        change: impl Fn(&mut PeopleChoices) + Clone + 'static,
    ) -> AnyView {
        let (state, told, page) = (self.say.state, self.told, self.page.clone());
        let press = move |_| {
            let (change, page, words) = (change.clone(), page.clone(), words.clone());
            state.change_people(change, move || told.tell(page, words));
        };
        view! {
            <button class="btn small" type="button" aria-label=label on:click=press>
                {name}
            </button>
        }
        .into_any()
    }

    /// `3 titles, “Low Tide” among them`: tells people of one name apart.
    fn about(&self, titles: &[TitleId]) -> String {
        let reports = &self.reports;
        let example = titles.iter().min_by_key(|id| {
            let title = reports.title(**id);
            (!title.holding.in_hands(), &title.sort_key)
        });
        let example = example.map(|id| reports.product(*id).title.clone());
        td_string!(
            self.say.locale(),
            find.who.about,
            count = titles.len() as u64,
            n = self.say.number(titles.len()),
            example = example.unwrap_or_default()
        )
    }
}

/// How many there are whom one may mean, in words.
fn status(say: Say, is_blank: bool, count: usize) -> String {
    let locale = say.locale();
    match (is_blank, count) {
        (true, 0) => String::new(),
        (true, _) => td_string!(locale, find.who.namesakes).to_owned(),
        (false, 0) => td_string!(locale, find.who.nothing).to_owned(),
        (false, count) => td_string!(
            locale,
            find.found,
            count = count as u64,
            n = say.number(count)
        ),
    }
}

/// Whether the member set somebody apart, and joined them with nobody since.
fn stands_alone(somebody: &Somebody) -> bool {
    somebody.is_apart && somebody.identities.is_empty()
}

fn link(somebody: &Somebody) -> AnyView {
    view! { <a href=person_address(&somebody.key)>{somebody.name.clone()}</a> }.into_any()
}

fn list(lines: Vec<AnyView>) -> Option<AnyView> {
    (!lines.is_empty()).then(|| view! { <ul role="list">{lines}</ul> }.into_any())
}

fn line(name: AnyView, about: String, button: Option<AnyView>) -> AnyView {
    view! {
        <li>
            <span>{name} " " <small class="soft">{about}</small></span>
            {button}
        </li>
    }
    .into_any()
}

/// As many as one looks through; who wants others types more.
const MOST: usize = 8;

const FIELD: &str = "same-as";
const HINT: &str = "same-as-hint";
