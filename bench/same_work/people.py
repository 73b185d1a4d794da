"""The people behind the member's books: one entry a person, however the store spells them."""

from collections import Counter
from operator import attrgetter

from catalogue import most
from words import READER, fold


class Person:
    __slots__ = ("number", "pages", "names", "titles", "spellings", "merged", "nobody")

    def __init__(self, number):
        self.number = number
        # Contributor pages; several where one person has aliases.
        self.pages = []
        self.names = []
        self.titles = []
        self.spellings = Counter()
        self.merged = False
        self.nobody = False

    def add(self, title, name):
        self.titles.append(title)
        self.spellings[name.person] += 1

    def display_name(self):
        """As most of the titles spell it; of equals the first by code point."""
        return most(self.spellings)


class People:
    """All authors, or all narrators, of the member's books."""

    def __init__(self, catalogue, role):
        self.role = role
        self.everybody = []
        self.by_page = {}
        self.by_name = {}
        # Books that name nobody.
        self.without = []
        pageless = []
        for title in catalogue.titles:
            anybody = False
            for credit in credits_of(title.product, role):
                name = catalogue.name(credit.name)
                if not has_role(name, role):
                    continue
                anybody = True
                if credit.page is None:
                    pageless.append((title, name))
                else:
                    self.with_page(credit.page, name.id).add(title, name)
            # Translators and the like are listed apart, not here.
            if not anybody:
                self.without.append(title)
        self.merge_aliases()
        for title, name in pageless:
            self.without_page(name.id).add(title, name)
        self.everybody = [person for person in self.everybody if not person.merged]
        for person in self.everybody:
            person.titles = sorted(set(person.titles), key=attrgetter("number"))
            person.nobody = any(catalogue.nobody[name] for name in person.names)

    def ranked(self):
        """People with a book in the member's hands, those who matter most first."""
        known = []
        for person in self.everybody:
            mine = [title for title in person.titles if title.in_hands]
            if mine and not person.nobody:
                weight = weigh(mine, self.role)
                known.append((weight, fold(person.display_name()), person.number, person))
        known.sort()
        return [person for *_, person in known]

    def with_page(self, page, name):
        person = self.by_page.get(page)
        if person is None:
            person = self.by_page[page] = self.new()
            person.pages.append(page)
        self.bears(person, name)
        return person

    def without_page(self, name):
        """Joins whoever has a page and the same name, if that is exactly one person."""
        bearers = self.by_name.get(name, ())
        for person in bearers:
            if not person.pages:
                return person
        if len(bearers) == 1:
            return bearers[0]
        person = self.new()
        self.bears(person, name)
        return person

    def new(self):
        person = Person(len(self.everybody))
        self.everybody.append(person)
        return person

    def bears(self, person, name):
        if name not in person.names:
            person.names.append(name)
            self.by_name.setdefault(name, []).append(person)

    def merge_aliases(self):
        """Two pages of one name are one person if they share a co-author, a series or a publisher."""
        for name in sorted(name for name, bearers in self.by_name.items() if len(bearers) > 1):
            kept = []
            for person in list(self.by_name[name]):
                ties = {tie for title in person.titles for tie in ties_of(title)} - {name}
                for other, held in kept:
                    if not held.isdisjoint(ties):
                        held |= ties
                        self.merge(person, other)
                        break
                else:
                    kept.append((person, ties))
            self.by_name[name] = [person for person, _ in kept]

    def merge(self, person, into):
        person.merged = True
        into.pages += person.pages
        into.titles += person.titles
        into.spellings.update(person.spellings)
        for page in person.pages:
            self.by_page[page] = into
        for name in person.names:
            self.by_name[name].remove(person)
            self.bears(into, name)


def credits_of(product, role):
    return product.authors if role == "author" else product.narrators


def has_role(name, role):
    """Whoever is "read by" is a narrator."""
    return name.role is None or role == "narrator" and name.role == READER


def ties_of(title):
    """What two books of one person are likely to share: numbers are names, texts of ten letters series."""
    product = title.product
    yield from title.authors
    yield from (entry.asin for entry in product.series if entry.asin)
    if product.publisher:
        yield "publisher", product.publisher.lower()


def weigh(titles, role):
    """Smaller is more: authors by books, hours and own stars, narrators by hours and own stars together."""
    minutes = stars = liked = 0
    for title in titles:
        own = title.item.stars if title.item else None
        length = title.product.minutes
        minutes += length
        stars += own or 0
        liked += length * (own or 3)
    return (-len(titles), -minutes, -stars) if role == "author" else (-liked, -len(titles), -stars)
