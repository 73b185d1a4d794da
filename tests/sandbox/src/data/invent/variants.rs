//! The odd titles: every variant of API reference 2.8, and what traps A36 to A105 need.

use serde_json::{Map, Value, json};
use time::Duration;

use super::book::{Book, How, Owned, Place, Plus, Price, Till, plan, rights};
use super::words::ENGLISH;
use super::world::{Author, Maker, members};
use super::{Collection, instant};

/// The purchased title whose `is_ayce` is another one from call to call (A50).
pub(crate) const FLICKERING: &str = "B0VFLICKER";

/// Which of the odd titles.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Oddness {
    /// Those that the usual programs get along with.
    Tame,
    /// Those that break some of them too.
    Wild,
}

/// Adds the odd titles to a collection of the us store.
pub(super) fn add(collection: &mut Collection, maker: &mut Maker, till: &Till, oddness: Oddness) {
    let author = (Some("B0VAUTH001".to_owned()), "Mara Ellison".to_owned());
    let mut odd = Odd {
        collection,
        maker,
        till,
        author,
        made: 0,
        at: 0,
    };
    odd.saga();
    odd.plus();
    odd.orders();
    odd.parts();
    odd.podcasts();
    odd.people();
    odd.series();
    odd.fields();
    odd.shop_only();
    if oddness == Oddness::Wild {
        odd.wild();
    }
}

struct Odd<'a> {
    collection: &'a mut Collection,
    maker: &'a mut Maker,
    till: &'a Till,
    author: Author,
    made: u32,
    at: u32,
}

impl Odd<'_> {
    fn book(&mut self, title: &str) -> Book {
        self.made += 1;
        // By several people: an author of a hundred odd books would be odd herself.
        let (asin, name) = PEOPLE[self.made as usize % PEOPLE.len()];
        let author = (Some(asin.to_owned()), name.to_owned());
        let narrator = VOICES[self.made as usize % VOICES.len()];
        Book {
            asin: format!("B0V{:07}", self.made * 1_003),
            price: Price::Member {
                list: 1999,
                member: 1399,
            },
            plus: Plus::No,
            ..self
                .maker
                .book(&ENGLISH, title.to_owned(), &author, narrator)
        }
    }

    fn owned(&mut self, how: How) -> Owned {
        self.at += 1;
        let day = self.maker.today - Duration::days(i64::from(self.at) * 17);
        Owned {
            date: instant(day, self.at),
            how,
            percent: 0.0,
            finished: false,
            stars: None,
            more: Map::new(),
        }
    }

    fn own(&mut self, book: Book, how: How, more: Value) {
        let owned = Owned {
            more: members(more),
            ..self.owned(how)
        };
        self.collection.own(book, owned);
    }

    /// A title with this in the library's item.
    fn item(&mut self, title: &str, more: Value) {
        let book = self.book(title);
        self.own(book, How::Purchase, more);
    }

    /// A title with this in product and item.
    fn title(&mut self, title: &str, more: Value) {
        let mut book = self.book(title);
        book.more = members(more);
        self.own(book, How::Purchase, json!({}));
    }

    /// A series with most oddities: the complete item of 2.7 is one of its volumes.
    fn saga(&mut self) {
        let saga = |sequence: &str| place("B0VSER0001", "The Tidewright Saga", sequence);
        let volume = |odd: &mut Self, title: &str, sequence: &str| {
            let mut book = odd.book(title);
            book.authors = vec![odd.author.clone()];
            book.narrators = vec!["Theo Brandt".into()];
            book.subtitle = Some(format!("The Tidewright Saga, Book {sequence}"));
            book.series = vec![saga(sequence)];
            book.publisher = "Lantern Row Audio";
            book
        };
        let mut fourth = volume(self, "The Ebb Cartographer", "4");
        fourth
            .series
            .push(place("B0VSER0002", "Tales of the Drowned Coast", ""));
        fourth
            .authors
            .push((None, "Elio Marsh - translator".into()));
        fourth.narrators.push("Ines Caldera".into());
        let owned = Owned {
            percent: 37.5,
            ..self.owned(How::Purchase)
        };
        self.collection.own(fourth, owned);
        let first = volume(self, "The Salt Ledger", "1");
        self.own(
            first,
            How::Purchase,
            json!({"is_finished": true, "percent_complete": 12.5}),
        );
        let third = volume(self, "Low Water Mark", "3");
        for part in 1..=2 {
            let mut drama = volume(
                self,
                &format!("Low Water Mark (Part {part} of 2) (Dramatized Adaptation)"),
                "3",
            );
            drama.narrators = vec!["full cast".into()];
            drama.more = members(
                json!({"content_type": "Performance", "format_type": "original_recording"}),
            );
            if part == 2 {
                self.own(drama, How::Purchase, json!({}));
            } else {
                self.collection.add(drama);
            }
        }
        self.collection.add(third);
        let mut box_set = volume(self, "The Tidewright Saga: Books 1-6", "1-6");
        box_set.minutes = Some(4521);
        box_set.more =
            members(json!({"content_delivery_type": "MultiPartBook", "has_children": true}));
        self.collection.add(box_set);
        let story = volume(self, "A Harbour Prequel", "0.5");
        self.own(
            story,
            How::Purchase,
            json!({"is_finished": false, "percent_complete": 100.0}),
        );
        let companion = volume(self, "Songs Before the Flood", "");
        self.collection.add(companion);
        let last = volume(self, "The Bell Under Water", "10");
        self.own(last, How::Purchase, json!({"is_archived": true}));
        let fifth = volume(self, "The Undertow Ledger", "5");
        self.collection.add(fifth);
        let mut suppressed = volume(self, "Neap", "6");
        suppressed.more = members(json!({"is_purchasability_suppressed": true}));
        self.collection.add(suppressed);
    }

    /// Borrowed from Plus, leaving, gone; and bought though it is in Plus.
    fn plus(&mut self) {
        let today = self.maker.today;
        let plan_of = |eligible, end: &str| {
            json!([
                plan("AccessViaMusic", None, "2099-12-31T00:00:00.00000Z"),
                plan(self.till.plus_plan(), eligible, end)
            ])
        };
        let over = plan_of(Some(false), "2099-12-31T00:00:00.00000Z");
        let without = json!([plan("AccessViaMusic", None, "2099-12-31T00:00:00.00000Z")]);
        let until = |days: i64| {
            plan_of(
                Some(true),
                &format!("{}T07:00:00.00000Z", today + Duration::days(days)),
            )
        };
        let (tomorrow, later, past) = (until(1), until(20), until(-9));
        let lend = |odd: &mut Self, title: &str, more: Value| {
            let mut book = odd.book(title);
            book.plus = Plus::Open;
            odd.own(book, How::Loan, more);
        };
        lend(self, "The Lending Tide", json!({}));
        lend(
            self,
            "Gone With the Membership",
            json!({"plans": over, "customer_rights": rights(false, false)}),
        );
        lend(
            self,
            "Leaving Tomorrow",
            json!({"plans": tomorrow, "origin_type": "Subscription"}),
        );
        lend(
            self,
            "Leaving in Twenty Days",
            json!({"plans": later, "benefit_id": null}),
        );
        lend(
            self,
            "Left Last Week",
            json!({"plans": past, "customer_rights": rights(false, false)}),
        );
        lend(
            self,
            "Left Without a Plan",
            json!({"plans": without, "customer_rights": rights(false, false)}),
        );
        lend(
            self,
            "Left Without a Kind",
            json!({"content_type": null, "customer_rights": rights(false, false)}),
        );
        let mut bought = self.book("Bought and in Plus");
        FLICKERING.clone_into(&mut bought.asin);
        bought.plus = Plus::Open;
        self.own(bought, How::Purchase, json!({}));
        let mut until = self.book("In Plus for Ten Days More");
        until.plus = Plus::Until(today + Duration::days(10));
        self.collection.add(until);
    }

    /// Ordered, returned, from one order, seen and not seen.
    fn orders(&mut self) {
        for (title, days) in [("Not Before Spring", 40), ("The Day After Release", 2)] {
            let mut ordered = self.book(title);
            ordered.released = self.maker.today + Duration::days(days);
            ordered.minutes = None;
            ordered.narrators.clear();
            ordered.rating = (0.0, 0);
            self.own(ordered, How::Ordered, json!({}));
        }
        let returned = self.book("Returned for Refund");
        self.own(returned, How::Purchase, json!({"status": "Revoked"}));
        let bare = self.book("Returned, With Nothing Told");
        let asin = bare.asin.clone();
        self.collection.add(bare);
        self.collection
            .more_items
            .push(json!({"asin": asin, "status": "Revoked"}));
        let together = "2021-05-06T07:08:09.123Z";
        self.item("Out of One Order", json!({"purchase_date": together}));
        self.item("Out of the Same Order", json!({"purchase_date": together}));
        self.item(
            "No Milliseconds",
            json!({"purchase_date": "2020-02-29T23:59:59Z"}),
        );
        self.item("Active but Not Visible", json!({"is_visible": false, "library_status":
            {"date_added": together, "is_pending": false, "is_preordered": null, "is_removable": false, "is_visible": false}}));
        self.item("In the Archive", json!({"is_archived": true}));
    }

    /// Two titles with four parts each (A69): parts are no works.
    fn parts(&mut self) {
        for title in ["A Very Long Winter", "The Longest Ledger"] {
            let mut book = self.book(title);
            let parts: Vec<String> = (1..=4)
                .map(|part| format!("B0VP{:05}{part}", self.made))
                .collect();
            let relationships: Vec<Value> = (1..).zip(&parts).map(|(sort, part): (u32, _)| json!({
                "asin": part, "relationship_to_product": "child", "relationship_type": "component",
                "sequence": "", "sort": sort.to_string(), "sku": format!("BK_PART_{part}"), "sku_lite": format!("BK_PART_{part}"),
            })).collect();
            for part in &parts {
                self.collection.more_others.push(
                    json!({"asin": part, "title": title, "content_delivery_type": "AudioPart"}),
                );
            }
            book.minutes = Some(2520);
            book.more = members(
                json!({"content_delivery_type": "MultiPartBook", "has_children": true, "relationships": relationships}),
            );
            self.own(book, How::Purchase, json!({}));
        }
    }

    /// Three shows whose count of episodes is a number, a text, and missing (A66); one episode.
    fn podcasts(&mut self) {
        let counts = [json!(214), json!("14"), Value::Null];
        for (title, count) in ["The Harbour Hour", "Night Ferry", "Small Hours, Long Waves"]
            .into_iter()
            .zip(counts)
        {
            let mut show = self.book(title);
            let asin = show.asin.clone();
            let mut relationships = vec![
                // A show is in its own list (2.11), and so are its seasons (A68).
                json!({"asin": asin, "relationship_to_product": "child", "relationship_type": "episode", "sequence": "", "sort": "0"}),
                json!({"asin": format!("{}SE", &asin[..8]), "relationship_to_product": "child", "relationship_type": "season", "sequence": "1", "sort": "1"}),
            ];
            for number in 1..=14 {
                let episode = format!("B0E{}{number:03}", &asin[6..]);
                relationships.push(json!({"asin": episode, "relationship_to_product": "child",
                    "relationship_type": "episode", "sequence": number.to_string(), "sort": number.to_string()}));
                let released = self.maker.today - Duration::days(7 * (15 - number));
                let told = json!({
                    "asin": episode, "title": format!("{title}: Episode {number}"), "content_type": "Podcast",
                    "content_delivery_type": "PodcastEpisode", "runtime_length_min": 42, "language": "english",
                    "authors": [{"name": "Lantern Row Audio"}], "publisher_name": "Lantern Row Audio",
                    "release_date": released.to_string(), "purchase_date": format!("{released}T05:00:00Z"), "status": "Active",
                    "relationships": [{"asin": asin, "relationship_to_product": "parent", "relationship_type": "episode",
                        "sequence": number.to_string(), "sort": number.to_string(), "title": title}],
                });
                // One episode was added by itself.
                if number == 3 && title == "Night Ferry" {
                    self.collection.more_items.push(told.clone());
                }
                self.collection.more_others.push(told);
            }
            show.minutes = None;
            show.narrators.clear();
            show.series.clear();
            show.price = Price::Free;
            show.more = members(json!({
                "content_delivery_type": "PodcastParent", "content_type": "Podcast", "has_children": true,
                "episode_count": count, "relationships": relationships, "is_listenable": true,
            }));
            self.own(
                show,
                How::Purchase,
                json!({"origin_type": "AudibleChannels", "customer_rights": null}),
            );
        }
    }

    /// Names as they come (10.1).
    fn people(&mut self) {
        let mut with = |title: &str, authors: &[(&str, &str)], narrators: &[&str]| {
            let mut book = self.book(title);
            book.authors = authors
                .iter()
                .map(|(asin, name)| {
                    (
                        (!asin.is_empty()).then(|| (*asin).to_owned()),
                        (*name).to_owned(),
                    )
                })
                .collect();
            book.narrators = narrators.iter().map(|name| (*name).to_owned()).collect();
            self.own(book, How::Purchase, json!({}));
        };
        with(
            "Initials with Blanks",
            &[("B0VAUTH010", "J. K. Rowland")],
            &["uncredited"],
        );
        with(
            "Initials without Blanks",
            &[("", "J.K. Rowland")],
            &["Full Cast"],
        );
        with(
            "The Lamp of Room Nine",
            &[("B0VAUTH011", "村田 冬子")],
            &["An All-Star Cast"],
        );
        with(
            "Snow on the Line",
            &[("B0VAUTH012", "Борис Лунин")],
            &["various", "Theo Brandt"],
        );
        with(
            "Apple Snow",
            &[("B0VAUTH013", "Åsa Söderholm")],
            &["Theo Brandt"],
        );
        with(
            "A Tab before the Page",
            &[("\tB0VAUTH001", "Mara Ellison\t")],
            &["Theo Brandt "],
        );
        with(
            "Foreword Only",
            &[
                ("B0VAUTH014", "Ada Quill"),
                ("B0VAUTH001", "Mara Ellison - foreword"),
            ],
            &["Ines Caldera"],
        );
        with(
            "Ein Wort davor",
            &[("B0VAUTH014", "Ada Quill"), ("", "Bo Tarn - Übersetzer")],
            &["Ines Caldera"],
        );
        with(
            "Jean-Luc's Group",
            &[
                ("B0VAUTH015", "Jean-Luc Moor"),
                ("B0VAUTH016", "Group - One"),
            ],
            &["Ines Caldera"],
        );
        with("Your First Hour", &[("", "test")], &["Theo Brandt"]);
    }

    /// Series entries as they come.
    fn series(&mut self) {
        for (number, sequence) in ["?", "1-2", "1.5-2.5", " 3 "].into_iter().enumerate() {
            let mut book = self.book(&format!("Odd Numbers {}", number + 1));
            book.series = vec![place("B0VSER0003", "Odd Numbers", sequence)];
            self.own(book, How::Purchase, json!({}));
        }
        // Two series of one name (A101).
        for (asin, title) in [
            ("B0VSER0005", "Origins of Salt"),
            ("B0VSER0006", "Origins of Light"),
        ] {
            let mut book = self.book(title);
            book.series = vec![place(asin, "Origins", "1")];
            self.own(book, How::Purchase, json!({}));
            let mut second = self.book(&format!("{title}, Continued"));
            second.series = vec![place(asin, "Origins", "2")];
            self.collection.add(second);
        }
        // Publication and chronological order (A102).
        for (title, one, other) in [
            ("The Second Comes First", "1", "2"),
            ("The First Comes Second", "2", "1"),
            ("And Then the Third", "3", "3"),
        ] {
            let mut book = self.book(title);
            book.series = vec![
                place("B0VSER0007", "Ravelin", one),
                place("B0VSER0008", "Ravelin (Chronological)", other),
            ];
            if one == "3" {
                self.collection.add(book);
            } else {
                self.own(book, How::Purchase, json!({}));
            }
        }
        // The shop gives no list (A104).
        let mut book = self.book("A Series without a List");
        book.series = vec![place("B0VSER0009", "The Unlisted", "2")];
        self.collection.childless.push("B0VSER0009".into());
        self.own(book, How::Purchase, json!({}));
        self.title(
            "A Label Only",
            json!({"series": null, "relationships": null, "publication_name": "The Salt Circle"}),
        );
        // Sold elsewhere only: a child that the catalogue does not know (A98).
        let mut book = self.book("Regional Holes");
        book.series = vec![place("B0VSER0010", "Regional", "1")];
        self.own(book, How::Purchase, json!({}));
        self.collection.childless.push("B0VSER0010".into());
        let volumes = vec![
            (format!("B0V{:07}", self.made * 1_003), json!("1")),
            ("B0NOTHERE2".to_owned(), json!("2")),
        ];
        self.collection.more_others.push(super::series_product(
            "B0VSER0010",
            &json!("Regional Tales"),
            &Value::Null,
            volumes,
        ));
    }

    /// What is null or missing where the usual programs rely on it.
    fn wild(&mut self) {
        self.item("No Purchase Date", json!({"purchase_date": null}));
        self.item("No Library Status", json!({"library_status": null}));
        self.item("Nobody Wrote It", json!({"authors": null}));
        self.item("Nobody Reads It", json!({"narrators": null}));
        let of = |entry: Value| json!({"series": [entry]});
        self.item("Odd Numbers, Null", of(json!({"asin": "B0VSER0003", "title": "Odd Numbers", "sequence": null, "url": null})));
        self.item(
            "Odd Numbers, Missing",
            of(json!({"asin": "B0VSER0003", "title": "Odd Numbers"})),
        );
        self.item(
            "A Series without a Page",
            of(json!({"asin": null, "title": "Pageless", "sequence": "1"})),
        );
        self.item(
            "A Series without a Name",
            of(json!({"asin": "B0VSER0004", "title": null, "sequence": "1"})),
        );
    }

    /// Single fields as they come.
    fn fields(&mut self) {
        for (asin, title) in [
            ("0198765432", "An Old Edition"),
            ("198000123X", "An Old Edition with an X"),
        ] {
            let mut book = self.book(title);
            asin.clone_into(&mut book.asin);
            self.own(book, How::Purchase, json!({}));
        }
        self.title("Made for Listening", json!({"program_participation": "Audible Original", "format_type": "original_recording"}));
        self.title("Lectures on Tides", json!({"content_type": "Lecture"}));
        self.title("Spoken by a Machine", json!({"is_vvab": true}));
        self.title(
            "Atmosphere",
            json!({"asset_details": [{"name": "dolby_atmos", "is_spatial": true}]}),
        );
        self.title("Length Unknown", json!({"runtime_length_min": null}));
        self.title("Length Zero", json!({"runtime_length_min": 0}));
        self.title("Scripted", json!({
            "publisher_summary": "<p>Before</p><script>document.title='owned'</script><img src=x onerror=alert(1)>&amp;&lt;b&gt;",
            "merchandising_summary": "<p>One &amp; <i>only</i><script>alert('merch')</script>…</p>",
        }));
        let long = "A Title That Goes On and On, as Titles of the Eighteenth Century Did, Being a True Relation of the \
            Voyages, Losses, Lawsuits and Late Marriage of a Ledger-Keeper of Penmarrow, with an Account of the Storm, \
            the Eel Harvest, Two Appendices and a Map, Collected by Her Nephew and Read Here without Any Omission at All";
        for odd in [
            "  Leading and Trailing Blanks ",
            "🌊 Waves & Particles 🧭",
            "ספר הגאות",
            "كتاب المد والجزر",
            "\"Quoted\" 'Twice' <Tagged>",
            long,
        ] {
            self.title(odd, json!({}));
        }
        self.title("Language Missing", json!({"language": null}));
        self.title("Language in Capitals", json!({"language": "English"}));
        self.title(
            "No Picture",
            json!({"product_images": null, "social_media_images": null}),
        );
        self.title("One Picture", json!({"product_images": {"500": "https://m.media-amazon.com/images/I/41ExAmPle%2B1-L._SL500_.jpg"}}));
        self.title("Nobody Rated It", json!({"rating": {"num_reviews": 0, "overall_distribution": {
            "average_rating": 0.0, "display_average_rating": "0.0", "display_stars": 0.0, "num_ratings": 0}}}));
        self.title("With a Map", json!({"is_pdf_url_available": true, "pdf_url": "https://www.audible.com/companion-file/B0VMAP0001"}));
        self.item("Blank Subtitle", json!({"subtitle": " "}));
    }

    /// What is in the catalogue only: strangers, another page of the same person, and worse.
    fn shop_only(&mut self) {
        let mut offer = |title: &str, asin: Option<&str>, name: &str, more: Value| {
            let mut book = self.book(title);
            book.authors = vec![(asin.map(str::to_owned), name.to_owned())];
            book.narrators = vec!["Ines Caldera".into()];
            book.more = members(more);
            self.collection.add(book);
        };
        offer(
            "Another Page",
            Some("B0VAUTH077"),
            "Mara Ellison",
            json!({}),
        );
        offer("No Page at All", None, "Mara Ellison", json!({}));
        offer(
            "A Stranger's Book",
            Some("B0VAUTH078"),
            "Mara Ellis",
            json!({}),
        );
        offer(
            "Another Stranger's Book",
            Some("B0VAUTH079"),
            "Ellison Mara-Grant",
            json!({}),
        );
        offer(
            "Translated by Her",
            Some("B0VAUTH001"),
            "Mara Ellison - translator",
            json!({}),
        );
        offer(
            "Summary of The Salt Ledger by Mara Ellison",
            None,
            "Quick Study Notes",
            json!({}),
        );
        offer(
            "Das Salzbuch",
            Some("B0VAUTH001"),
            "Mara Ellison",
            json!({"language": "german"}),
        );
        offer(
            "The Salt Ledger (Booktrack Edition)",
            Some("B0VAUTH001"),
            "Mara Ellison",
            json!({}),
        );
        offer(
            "Free for Everybody",
            Some("B0VAUTH001"),
            "Mara Ellison",
            json!({"price": {"credit_price": 1.0,
            "list_price": {"base": 0.0, "currency_code": "USD", "merchant_id": "A2ZO8JX97D5MN9", "type": "list"},
            "lowest_price": {"base": 0.0, "currency_code": "USD", "merchant_id": "A2ZO8JX97D5MN9", "type": "member"},
            "ws4v_upsell_price": {"base": 0.0, "currency_code": "USD", "merchant_id": "A2ZO8JX97D5MN9", "type": "ws4v_upsell"}}}),
        );
        offer(
            "Without a Price",
            Some("B0VAUTH001"),
            "Mara Ellison",
            json!({"price": null}),
        );
        offer(
            "Some Day",
            Some("B0VAUTH001"),
            "Mara Ellison",
            json!({"release_date": "2200-01-01", "issue_date": "2200-01-01",
            "publication_datetime": "2200-01-01T08:00:00Z", "is_listenable": false, "runtime_length_min": null, "narrators": null}),
        );
        offer("J. K. Rowland's Other Book", None, "JK Rowland", json!({}));
        offer("The Lamp of Room Ten", None, "村田冬子", json!({}));
    }
}

fn place(asin: &str, title: &str, sequence: &str) -> Place {
    Place {
        asin: asin.to_owned(),
        title: title.to_owned(),
        sequence: sequence.to_owned(),
    }
}

const PEOPLE: &[(&str, &str)] = &[
    ("B0VAUTH001", "Mara Ellison"),
    ("B0VAUTH014", "Ada Quill"),
    ("B0VAUTH020", "Hesper Lindqvale"),
    ("B0VAUTH021", "Orrin Tallow"),
    ("B0VAUTH022", "Brigid Fennimore-Ash"),
    ("B0VAUTH023", "Casimir Dell"),
    ("B0VAUTH024", "Wilhelmina Oakapple"),
];
const VOICES: &[&str] = &[
    "Theo Brandt",
    "Ines Caldera",
    "Rufus Penhallow",
    "Marguerite Sloe",
];
