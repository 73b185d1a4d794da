//! A small Audible in memory, with a clock that only moves when the test waits.

use std::collections::{BTreeMap, HashMap};

use audible::search::{PersonQuery, Role};
use audible::{Marketplace, Snapshot, Timestamp};
use http::{Request, Response};
use serde_json::{Value, json};
use session::sync::{Action, Failure, Lost, Options, Part, Place, RequestId, Summary, Sync};

pub(crate) type Answer = Result<Response<Vec<u8>>, Lost>;

/// 2026-01-01T00:00:00Z.
pub(crate) const START: Timestamp = Timestamp::from_millis(1_767_225_600_000);

#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Kind {
    Library,
    Wishes,
    Series,
    Volumes,
    Person,
    Member,
}

/// A request as the service saw it.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) kind: Kind,
    pub(crate) path: String,
    pub(crate) query: HashMap<String, String>,
    /// Milliseconds since [`START`].
    pub(crate) at: i64,
    /// How many calls of this kind came before.
    pub(crate) nth: usize,
}

impl Call {
    pub(crate) fn get(&self, name: &str) -> &str {
        self.query.get(name).map_or("", String::as_str)
    }

    pub(crate) fn number(&self, name: &str) -> usize {
        self.get(name).parse().unwrap_or(0)
    }
}

type Fault = Box<dyn FnMut(&Call) -> Option<Answer>>;

pub(crate) struct Service {
    pub(crate) items: Vec<Value>,
    /// Titles a page at most, whatever was asked for.
    pub(crate) largest_page: usize,
    /// `Total-Count`, if it is not the truth.
    pub(crate) total: Option<usize>,
    /// Series and their child ASINs.
    pub(crate) series: BTreeMap<String, Vec<String>>,
    pub(crate) products: BTreeMap<String, Value>,
    pub(crate) wishes: Vec<Value>,
    /// By name; newest first.
    pub(crate) people: BTreeMap<String, Vec<Value>>,
    /// What a search shows of one order.
    pub(crate) ceiling: usize,
    /// Gives state tokens: this one now.
    pub(crate) state: Option<u64>,
    /// What changed, with the state that it led to.
    pub(crate) journal: Vec<(u64, Value)>,
    /// Milliseconds heard, by year.
    pub(crate) heard: BTreeMap<i32, u64>,
    /// Titles that are marked as finished.
    pub(crate) finished: Vec<String>,
    pub(crate) latency_ms: i64,
    pub(crate) fault: Fault,
    calls: BTreeMap<Kind, usize>,
}

/// What happened in a run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) outcome: Result<Summary, Failure>,
    pub(crate) snapshot: Snapshot,
    pub(crate) place: Place,
    pub(crate) calls: Vec<Call>,
    /// Calls of the catalogue in flight, at each call of it.
    pub(crate) in_flight: Vec<usize>,
    pub(crate) most_wishes_in_flight: usize,
    pub(crate) saves: Vec<Part>,
    pub(crate) renewals: usize,
    /// Milliseconds since [`START`].
    pub(crate) ended_at: i64,
    /// When people were asked for: everything else was read.
    pub(crate) ranked_at: Option<i64>,
}

impl Run {
    pub(crate) fn of(&self, kind: Kind) -> Vec<&Call> {
        self.calls.iter().filter(|call| call.kind == kind).collect()
    }
}

pub(crate) fn asin(prefix: &str, n: usize) -> String {
    format!("{prefix:0<5}{n:05}")
}

pub(crate) fn title(asin: &str) -> Value {
    json!({"asin": asin, "title": format!("Title {asin}"), "language": "english"})
}

impl Service {
    /// `count` books by `authors` authors in series of five, of which the member lacks two.
    pub(crate) fn new(count: usize, authors: usize) -> Self {
        let mut service = Self {
            items: Vec::new(),
            largest_page: 1000,
            total: None,
            series: BTreeMap::new(),
            products: BTreeMap::new(),
            wishes: (0..3).map(|n| title(&asin("W", n))).collect(),
            people: BTreeMap::new(),
            ceiling: 500,
            state: None,
            journal: Vec::new(),
            heard: BTreeMap::new(),
            finished: Vec::new(),
            latency_ms: 100,
            fault: Box::new(|_| None),
            calls: BTreeMap::new(),
        };
        for n in 0..count {
            let series = asin("S", n / 3);
            let author = format!("Author {}", n % authors.max(1));
            let mut item = title(&asin("B", n));
            item["status"] = json!("Active");
            item["authors"] = json!([{ "name": author }]);
            item["series"] = json!([{"asin": series, "title": "A series", "sequence": "1"}]);
            service.items.push(item);
            let children = service
                .series
                .entry(series)
                .or_insert_with(|| vec![asin("M", n / 3 * 2), asin("M", n / 3 * 2 + 1)]);
            for missing in children.iter().take(2) {
                service
                    .products
                    .entry(missing.clone())
                    .or_insert_with(|| title(missing));
            }
            children.push(asin("B", n));
            service
                .people
                .entry(author)
                .or_insert_with(|| vec![title(&asin("P", n))]);
        }
        service
    }

    pub(crate) fn with_fault(
        mut self,
        fault: impl FnMut(&Call) -> Option<Answer> + 'static,
    ) -> Self {
        self.fault = Box::new(fault);
        self
    }

    /// Something happens to the library: an item is added or changed, or is no longer active.
    pub(crate) fn happens(&mut self, item: Value) {
        let state = self.state.map_or(1, |state| state + 1);
        self.state = Some(state);
        self.items.retain(|known| known["asin"] != item["asin"]);
        if item["status"] == "Active" {
            self.items.insert(0, item.clone());
        }
        self.journal.push((state, item));
    }

    fn hear(&mut self, request: &Request<Vec<u8>>, at: i64) -> Call {
        assert_eq!(
            request.method(),
            http::Method::GET,
            "only GET is ever repeated"
        );
        let query: HashMap<_, _> = request
            .uri()
            .query()
            .unwrap_or("")
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.replace("%20", " ")))
            .collect();
        let kind = match request.uri().path() {
            "/1.0/library" => Kind::Library,
            "/1.0/wishlist" => Kind::Wishes,
            "/1.0/catalog/products"
                if query.contains_key("author") || query.contains_key("narrator") =>
            {
                Kind::Person
            }
            "/1.0/catalog/products" if query["response_groups"].contains("relationships_v2") => {
                Kind::Series
            }
            "/1.0/catalog/products" => Kind::Volumes,
            "/1.0/stats/aggregates" | "/1.0/stats/status/finished" | "/1.0/account/information" => {
                Kind::Member
            }
            path => panic!("{path} is not called"),
        };
        let nth = self.calls.entry(kind).or_default();
        *nth += 1;
        Call {
            kind,
            path: request.uri().path().to_owned(),
            query,
            at,
            nth: *nth - 1,
        }
    }

    fn answer(&mut self, call: &Call) -> Answer {
        if let Some(answer) = (self.fault)(call) {
            return answer;
        }
        Ok(match call.kind {
            Kind::Library => self.library(call),
            Kind::Wishes => {
                let page: Vec<_> = self
                    .wishes
                    .iter()
                    .skip(call.number("page") * 50)
                    .take(50)
                    .collect();
                ok(&json!({"products": page, "total_results": self.wishes.len()}))
            }
            Kind::Series => {
                let products: Vec<_> = call.get("asins").split(',').map(|asin| {
                    let children: Vec<_> = self.series.get(asin).into_iter().flatten().map(|child| {
                        json!({"asin": child, "relationship_to_product": "child", "relationship_type": "series"})
                    }).collect();
                    json!({"asin": asin, "relationships": children})
                }).collect();
                assert!(products.len() <= 50);
                ok(&json!({ "products": products }))
            }
            Kind::Volumes => {
                let products: Vec<_> = call
                    .get("asins")
                    .split(',')
                    .map(|asin| {
                        self.products
                            .get(asin)
                            .cloned()
                            .unwrap_or_else(|| json!({ "asin": asin }))
                    })
                    .collect();
                assert!(products.len() <= 50);
                ok(&json!({ "products": products }))
            }
            Kind::Member => self.member(call),
            Kind::Person => {
                let name = [call.get("author"), call.get("narrator")].concat();
                let mut found = self.people.get(&name).cloned().unwrap_or_default();
                let total = found.len();
                if call.get("products_sort_by") == "ReleaseDate" {
                    found.reverse();
                }
                found.truncate(self.ceiling);
                let last = (found.len().max(1) - 1) / 50;
                let page = if total > self.ceiling {
                    call.number("page").min(last)
                } else {
                    call.number("page")
                };
                let page: Vec<_> = found.iter().skip(page * 50).take(50).collect();
                ok(&json!({"products": page, "total_results": total}))
            }
        })
    }

    /// Each year's sum was heard in its March, on the fourth.
    fn member(&self, call: &Call) -> Response<Vec<u8>> {
        if call.path.ends_with("finished") {
            let marks: Vec<_> = (self.finished.iter())
                .map(|asin| json!({"asin": asin, "is_marked_as_finished": true}))
                .collect();
            return ok(&json!({ "mark_as_finished_status_list": marks }));
        }
        if call.path.ends_with("information") {
            assert_eq!(call.get("source"), "Credit");
            return ok(
                &json!({"customer_information": {"subscription": {"subscription_details": [
                {"status": "Active", "auto_renew_enabled": true,
                 "next_bill_amount": {"amount": 14.949_999_809, "currency": "USD"},
                 "plan": {"membership_plan_details": {"title": "Premium Plus"}}}]}}}),
            );
        }
        let sum =
            |name: String, ms: u64| json!({"interval_identifier": name, "aggregated_sum": ms});
        let total: u64 = self.heard.values().sum();
        let mut answer =
            json!({"aggregated_total_listening_stats": {"aggregated_sum": total.to_string()}});
        if let Ok(first) = call
            .get("yearly_listening_interval_start_date")
            .parse::<i32>()
        {
            let sums = (first..=first + 5).map(|year| {
                sum(
                    year.to_string(),
                    self.heard.get(&year).copied().unwrap_or(0),
                )
            });
            answer["aggregated_yearly_listening_stats"] = sums.collect();
        }
        if let Some((year, _)) = call
            .get("monthly_listening_interval_start_date")
            .split_once('-')
        {
            let ms = year
                .parse()
                .ok()
                .and_then(|year| self.heard.get(&year).copied());
            let sums = (1..=12).map(|month| {
                let ms = ms.filter(|_| month == 3).unwrap_or(0);
                sum(format!("{year}-{month:02}"), ms)
            });
            answer["aggregated_monthly_listening_stats"] = sums.collect();
        }
        if !call.get("daily_listening_interval_start_date").is_empty() {
            answer["aggregated_daily_listening_stats"] =
                json!([sum("2025-12-30".to_owned(), 60_000)]);
        }
        ok(&answer)
    }

    fn library(&self, call: &Call) -> Response<Vec<u8>> {
        let size = call.number("num_results").min(self.largest_page);
        let from = call.number("continuation_token");
        let since: Option<u64> = call.get("state_token").parse().ok();
        let expected = if since.is_some() {
            "Active,Revoked"
        } else {
            "Active"
        };
        assert_eq!(call.get("status"), expected);
        if let Some(since) = since
            && Some(since) > self.state
        {
            return status(400);
        }
        let changed: Vec<_> = (self.journal.iter())
            .filter(|(state, _)| since.is_some_and(|since| *state > since))
            .map(|(_, item)| item.clone())
            .collect();
        let listed = if since.is_some() {
            &changed
        } else {
            &self.items
        };
        let page: Vec<_> = listed.iter().skip(from).take(size).collect();
        let mut response = ok(&json!({ "items": page }));
        let total = self.total.unwrap_or(listed.len());
        response.headers_mut().insert("total-count", total.into());
        if let Some(state) = self.state.filter(|_| from == 0) {
            response.headers_mut().insert("state-token", state.into());
        }
        if from + size < listed.len() {
            response
                .headers_mut()
                .insert("continuation-token", (from + size).into());
        }
        response
    }
}

pub(crate) fn ok(body: &Value) -> Response<Vec<u8>> {
    Response::new(body.to_string().into_bytes())
}

pub(crate) fn status(status: u16) -> Response<Vec<u8>> {
    let mut response = Response::new(b"<html>".to_vec());
    *response.status_mut() = http::StatusCode::from_u16(status).expect("a status");
    response
}

pub(crate) fn retry_after(code: u16, value: &str) -> Response<Vec<u8>> {
    let mut response = status(code);
    response
        .headers_mut()
        .insert("retry-after", value.parse().expect("a value"));
    response.headers_mut().insert(
        "date",
        "Thu, 01 Jan 2026 00:00:00 GMT".parse().expect("a value"),
    );
    response
}

pub(crate) fn options() -> Options {
    Options::new(7)
}

pub(crate) fn first_sync() -> Sync {
    Sync::new(Snapshot::new(Marketplace::Us), options(), START)
}

pub(crate) fn run(sync: Sync, service: &mut Service) -> Run {
    run_from(sync, service, START, |_, _| {})
}

/// Runs to the end. `watch` sees the sync after every answer, and how many there were.
pub(crate) fn run_from(
    mut sync: Sync,
    service: &mut Service,
    start: Timestamp,
    mut watch: impl FnMut(&mut Sync, usize),
) -> Run {
    let mut now = start;
    let mut answers: Vec<(Timestamp, RequestId, Kind, Answer)> = Vec::new();
    let mut authorized_at: Option<Timestamp> = None;
    let mut answered = 0;
    let mut run = Run {
        outcome: Err(Failure::Cancelled),
        snapshot: Snapshot::new(Marketplace::Us),
        place: Place::default(),
        calls: Vec::new(),
        in_flight: Vec::new(),
        most_wishes_in_flight: 0,
        saves: Vec::new(),
        renewals: 0,
        ended_at: 0,
        ranked_at: None,
    };
    loop {
        let mut wake: Option<Timestamp> = None;
        let mut outcome = None;
        for action in sync.poll(now) {
            match action {
                Action::Send { id, request } => {
                    let call = service.hear(&request, now.millis_since(START));
                    let answer = service.answer(&call);
                    answers.push((now.plus_millis(service.latency_ms), id, call.kind, answer));
                    let of = |test: fn(&Kind) -> bool| {
                        answers.iter().filter(|(_, _, kind, _)| test(kind)).count()
                    };
                    let in_flight =
                        of(|kind| !matches!(kind, Kind::Library | Kind::Wishes | Kind::Member));
                    run.most_wishes_in_flight = run
                        .most_wishes_in_flight
                        .max(of(|kind| *kind == Kind::Wishes));
                    if !matches!(call.kind, Kind::Library | Kind::Wishes | Kind::Member) {
                        run.in_flight.push(in_flight);
                    }
                    run.calls.push(call);
                }
                Action::WakeAt(at) => wake = Some(at),
                Action::Unauthorized => {
                    run.renewals += 1;
                    assert!(authorized_at.is_none(), "one renewal at a time");
                    authorized_at = Some(now.plus_millis(service.latency_ms));
                }
                Action::RankPeople => {
                    run.ranked_at = Some(now.millis_since(START));
                    let ranked = ranking(sync.snapshot());
                    sync.people(ranked);
                }
                Action::Save(part) => run.saves.push(part),
                Action::Done(summary) => outcome = Some(Ok(summary)),
                Action::Failed(failure) => outcome = Some(Err(failure)),
            }
        }
        if let Some(outcome) = outcome {
            assert!(sync.poll(now).is_empty(), "nothing follows the end");
            run.outcome = outcome;
            run.ended_at = now.millis_since(START);
            run.place = sync.place().clone();
            run.snapshot = sync.into_snapshot();
            return run;
        }
        let _ = sync.progress(now);
        let next = answers
            .iter()
            .map(|(at, ..)| *at)
            .chain(wake)
            .chain(authorized_at)
            .min();
        now = now.max(next.expect("it waits for something, or is over"));
        if authorized_at.is_some_and(|at| at <= now) {
            authorized_at = None;
            sync.authorized();
        } else if let Some(at) = answers.iter().position(|(at, ..)| *at <= now) {
            let (_, id, _, answer) = answers.remove(at);
            sync.answered(id, answer, now);
            answered += 1;
            watch(&mut sync, answered);
        }
    }
}

/// Authors, then narrators, as they come.
fn ranking(snapshot: &Snapshot) -> Vec<PersonQuery> {
    let mut ranked: Vec<PersonQuery> = Vec::new();
    for role in [Role::Author, Role::Narrator] {
        for item in &snapshot.items {
            let people = match role {
                Role::Author => &item.product.authors,
                Role::Narrator => &item.product.narrators,
            };
            for person in people {
                let query = PersonQuery {
                    role,
                    name: person.name.clone(),
                    asin: None,
                };
                if !ranked.contains(&query) {
                    ranked.push(query);
                }
            }
        }
    }
    ranked
}
