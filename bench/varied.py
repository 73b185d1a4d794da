"""An invented library with everything that makes reports hard: see `data.py --varied SEED`.

Editions (abridged, dramatized, read by others, in other languages), boxes, stories, several series a book, odd
sequences, announcements, Plus, sales, credits of 2, roles, full casts, spellings, scripts, pages of one person, wishes.
Nothing in it is real. The same seed makes the same data.
"""

import random

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SCRIPTS = {
    "latin": "mar lo ten ka vis dor el bru sha pim gor nu".split(),
    "marked": "mår lö tén ka vïs dør él brú şa pîm gœr nu ße ña".split(),
    "cyrillic": "мар ло тен ка вис дор эл бру ша пим йо ё".split(),
    "greek": "μαρ λο τεν κα βις δορ ελ ός σος".split(),
    "japanese": "村 田 冬 子 ガ ノ の 夜 ア カ".split(),
    "hebrew": "מר לו תן קה".split(),
    "arabic": "مار لو تن كا".split(),
    "wide": "Ｍａｒ ﬁ ｌｏ ｋａ".split(),
}
# Most of it is Latin, as in most libraries.
WEIGHTS = [60, 15, 6, 4, 6, 3, 3, 3]
LANGUAGES = ["english"] * 80 + ["English", "german", "Deutsch", "german", "german", "french", "日本語", None, ""]
SEQUENCES = ["", None, "?", "6-1", "0", "0.5", "1.5-2.5", "2,4", "1 - 3", "3–5", "extra", 4, 2.5, "1.", "1-900"]
NAMES = ["{first} {last}", "{first[0]}. {last[0]}. {last}", "{first} O'{last}", "{first}-{last} Ka", "{last}, {first}"]
PLANS = ["US Minerva", "Audible-AYCL", "Free Tier", "SpecialBenefit", "AllYouCanEat"]
ENDS = [None, "2099-12-31T00:00:00Z", "2026-11-24T07:00:00Z", "2026-11-01T07:00:00Z"]
DELIVERIES = ["MultiPartBook", "SinglePartBook", "PodcastParent", None]
FORMATS = ["unabridged", "abridged", "original_recording", None]
SUBTITLES = [None, None, None, "A Dramatized Adaptation", "Book 2"]
EDITIONS = [
    "{}", "{}", "{}: A Novel", "{} (Unabridged)", "The {}", "{}: Booktrack Edition", "{} [Dramatized Adaptation]",
    "{} (10th Anniversary Edition)", "{} - Movie Tie-In", "{series}: {}", "{}: {series}, Book {number}",
    "{}: Book {number}", "{}: Book {word}", "{} (Part 1 of 2) (Dramatised Adaptation)", "A. I. {}", "A.I. {}",
]
NUMBER_WORDS = "one two three four five six seven".split()
ROLES = [" - translator", " - Übersetzer", " - foreword", " - read by", " - One"]
CROWDS = ["full cast", "Full Cast", "uncredited", "Various Authors", "Lorn Audio Studios", "Mixed Media, Inc."]
GENRES = ["Fantasy", "History", "Romance", "Children's"]


class World:
    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.asins = 0
        self.catalog, self.library, self.wishes, self.series = [], [], [], []
        self.publishers = [f"{self.word()} Press" for _ in range(30)]
        self.people = []

    def chance(self, percent):
        return self.dice.random() * 100 < percent

    def asin(self):
        self.asins += 1
        number, text = self.asins * 7919 + 36**8, ""
        for _ in range(9):
            number, digit = divmod(number, 36)
            text = DIGITS[digit] + text
        return "B" + text

    def word(self, script=None):
        script = script or self.dice.choices(list(SCRIPTS), WEIGHTS)[0]
        return "".join(self.dice.choices(SCRIPTS[script], k=self.dice.randint(2, 4))).capitalize()

    def title(self):
        form = self.dice.choice(["{}", "{} of {}", "The {}", "{} & {}", "Das {}", "{}: {}", "L'{}", "{} {} {}"])
        return form.format(self.word(), self.word(), self.word())

    def person(self):
        """A new one, or one that is known: in the spelling and with the page of this time."""
        if not self.people or self.chance(12):
            script = self.dice.choices(list(SCRIPTS), WEIGHTS)[0]
            first, last = self.word(script), self.word(script)
            name = self.dice.choice(NAMES).format(first=first, last=last)
            self.people.append((name, [self.asin() for _ in range(self.dice.choice([0, 1, 1, 1, 2]))]))
        # Some are met again and again.
        name, pages = self.people[int(len(self.people) * self.dice.random() ** 2)]
        if self.chance(10):
            name = self.dice.choice([
                name.replace(". ", "."), name.replace("'", "’"), name.upper(), name + " ", name.replace(" ", "  "),
                name.replace("-", " "), name + "\t",
            ])
        # Some write under another name too.
        person = {"name": f"{name} Jr." if pages and self.chance(4) else name}
        if pages and self.chance(85):
            person["asin"] = self.dice.choice(pages)
        return person

    def authors(self):
        authors = [self.person() for _ in range(self.dice.choice([1, 1, 1, 1, 2, 3]))]
        if self.chance(8):
            authors.append({"name": self.person()["name"].strip() + self.dice.choice(ROLES)})
        if self.chance(3):
            authors = [{"name": self.dice.choice(CROWDS)}]
        return [] if self.chance(2) else authors

    def narrators(self):
        narrators = [{"name": self.person()["name"]} for _ in range(self.dice.choice([1, 1, 1, 2]))]
        if self.chance(8):
            narrators.append({"name": self.dice.choice(CROWDS)})
        if self.chance(3):
            narrators[0]["name"] = narrators[0]["name"].strip() + " - read by"
        return narrators if self.chance(96) else None

    def price(self):
        base = self.dice.choice([0.0, 5.989999771118164, 9.62, 12.65999984741211, 15.04, 29.95, 1050.0, None])
        listed = self.dice.choice([13.74, 33.9, 0.0, None, 18.09])
        currency = self.dice.choices(["USD", "EUR", "JPY", "usd"], [94, 2, 2, 2])[0]
        return {
            "credit_price": self.dice.choice([1.0, 1.0, 1.0, 2.0, None, 0.0]),
            "is_credit_price_eligible": self.dice.choice([True, None, None, True, False]),
            "lowest_price": {"base": base, "currency_code": currency, "type": self.dice.choice(["member", "sale"])},
            "list_price": {"base": listed, "currency_code": currency, "type": "list"},
        }

    def plan(self):
        return {
            "plan_name": self.dice.choice(PLANS),
            "customer_eligible": self.dice.choice([True, True, False, None]),
            "start_date": self.dice.choice([None, "2020-01-01T08:00:00Z", "2027-01-01T08:00:00Z"]),
            "end_date": self.dice.choice(ENDS),
        }

    def book(self, title=None, authors=None, series=()):
        released = self.dice.choices(
            ["2020-01-01", "2019-05-05", "2026-11-24", "2026-11-25", "2027-03-01", "2200-01-01", None, "soon"],
            [40, 30, 5, 5, 5, 2, 5, 2],
        )[0]
        book = {
            "asin": self.asin(),
            "title": title or self.title(),
            "subtitle": self.dice.choice(SUBTITLES) if self.chance(20) else None,
            "authors": self.authors() if authors is None else authors,
            "narrators": self.narrators(),
            "publisher_name": self.dice.choice(self.publishers),
            "series": list(series),
            "runtime_length_min": self.dice.choice([600, 45, 0, None, 1200, 371]),
            "release_date": released,
            "language": self.dice.choice(LANGUAGES),
            "format_type": self.dice.choices(FORMATS, [80, 10, 5, 5])[0],
            "content_type": self.dice.choices(["Product", "Performance", "Lecture", None], [88, 5, 5, 2])[0],
            "content_delivery_type": self.dice.choices(DELIVERIES, [60, 36, 2, 2])[0],
            "price": self.price() if self.chance(92) else None,
            "plans": [self.plan()] * self.chance(12) + [{"plan_name": "AccessViaMusic", "customer_eligible": True}],
            "rating": {
                "overall_distribution": {"average_rating": 4.2, "num_ratings": self.dice.choice([0, 3, 3, 50, 900])},
            },
            "category_ladders": [{"root": "Genres", "ladder": [{"name": self.dice.choice(GENRES)}]}],
            "is_vvab": self.chance(3),
            "is_purchasability_suppressed": self.chance(4),
            "is_listenable": self.chance(95),
        }
        if self.chance(3):
            book["customer_rights"] = {"is_consumable": True, "is_consumable_indefinitely": self.chance(60)}
        return book

    def item(self, book):
        """The library's own entry of a book."""
        item = dict(book, status="Active", purchase_date=f"20{self.dice.randint(15, 25)}-05-01T10:00:00Z")
        item["provided_review"] = {"ratings": {"overall_rating": self.dice.choice([0, 0, 1, 3, 5])}}
        item.update(self.dice.choices([
            {"origin_type": "Purchase"},
            {"customer_rights": {"is_consumable": True, "is_consumable_indefinitely": False}, "is_ayce": True,
             "plans": [{"plan_name": "US Minerva", "customer_eligible": True, "end_date": "2026-12-24T08:00:00Z"}]},
            {"customer_rights": {"is_consumable": False}, "is_ayce": True},
            {"library_status": {"is_preordered": True}},
            {"is_ayce": True, "plans": []},
            {"status": "Revoked"},
            {},
            {"content_delivery_type": "PodcastParent"},
        ], [73, 8, 4, 2, 3, 2, 5, 3])[0])
        return item

    def singles(self):
        """Of no series, perhaps two volumes of one work."""
        if self.chance(80):
            return [self.book(), self.book()]
        title, authors = self.title(), self.authors()
        return [self.book(f"{title}: Book {number}", authors) for number in (1, 2)]

    def saga(self):
        """A series with editions, boxes and stories, and perhaps a second order of it."""
        name, other = self.title(), self.chance(15) and (self.asin(), self.title())
        asin = None if self.chance(4) else self.asin()
        authors, length, books = self.authors(), self.dice.randint(2, 9), []

        def place(sequence):
            title = name.upper() if self.chance(4) else None if asin and self.chance(2) else name
            entry = {"asin": asin, "title": title, "sequence": sequence}
            if self.chance(3):
                return [entry, dict(entry, sequence="")]
            if other and self.chance(60):
                second = {"asin": other[0], "title": other[1], "sequence": str(self.dice.randint(1, 20))}
                return self.dice.sample([entry, second], 2)
            return [entry]

        for number in range(1, length + 1):
            title = name if self.chance(5) else self.title()
            for _ in range(self.dice.choice([1, 1, 1, 2, 2, 3, 4])):
                form = self.dice.choice(EDITIONS) if self.chance(50) else "{}"
                called = form.format(title, series=name, number=number, word=NUMBER_WORDS[number % 7])
                called = self.title() if self.chance(4) else called
                sequence = self.dice.choice(SEQUENCES) if self.chance(6) else str(number)
                books.append(self.book(called, authors, place(sequence)))
        for _ in range(self.dice.choice([0, 0, 1, 2])):
            first = self.dice.randint(1, length)
            last = self.dice.randint(first, length + 1)
            label = f"{first}-{last}" if self.chance(70) else ", ".join(map(str, range(first, last + 1)))
            books.append(self.book(f"{name}: Books {label}", authors, place(label)))
        for _ in range(self.dice.choice([0, 0, 1, 3])):
            books.append(self.book(None, authors, place(self.dice.choice(SEQUENCES))))
        if asin and self.chance(90):
            self.series.append({"asin": asin, "title": name, "relationships": self.relationships(asin, books)})
        return books

    def relationships(self, asin, books):
        """What the series says of its volumes: not always what they say themselves."""
        if self.chance(4):
            return []
        related = [self.related(book["asin"], book["series"]) for book in books if self.chance(97)]
        related += [self.related(self.asin(), [{"sequence": "9"}]) for _ in range(self.dice.choice([0, 0, 1]))]
        related += related[:1] * self.chance(10)
        related.append({"asin": asin, "relationship_to_product": "parent", "relationship_type": "series"})
        return related

    def related(self, asin, entries):
        sequence = self.dice.choice([None, ""]) if self.chance(10) else next((one["sequence"] for one in entries), None)
        kind = self.dice.choices(["series", None, "component"], [90, 7, 3])[0]
        return {"asin": asin, "relationship_to_product": "child", "relationship_type": kind, "sequence": sequence}


def folder(titles, seed):
    """Arrays by name of the file: a library of so many entries, and what the store has."""
    world = World(seed)
    while len(world.library) < titles:
        books = world.saga() if world.chance(60) else world.singles()
        world.catalog += [book for book in books if world.chance(97)]
        # Of some series the member has nearly all, of others nothing.
        share = world.dice.choice([0, 30, 60, 90])
        world.library += [world.item(book) for book in books if world.chance(share)]
        world.library += [world.item(book) for book in books if world.chance(2)]
        world.wishes += [dict(book, added_timestamp="2026-01-01T00:00:00Z") for book in books if world.chance(2)]
    world.catalog += [{"asin": world.asin()} for _ in range(5)]
    files = {"library": world.library, "catalog": world.catalog, "wishlist": world.wishes}
    # Without its own list a series has the titles that name it.
    if seed % 2:
        files["series"] = world.series
    return files
