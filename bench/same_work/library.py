"""The library by author, by narrator and by series."""

from collections import Counter

import sequence
from catalogue import most
from words import fold


class Shelf:
    """A series: by its ASIN; by its title where books name no ASIN."""

    __slots__ = ("asin", "titles", "entries", "listed", "held")

    def __init__(self, asin):
        self.asin = asin
        # How books spell it.
        self.titles = Counter()
        # Library titles, each once, with the text of the sequence: in received order.
        self.entries = {}
        # Whether the series report lists everything, or only knows of numbers that the member has.
        self.listed = False
        self.held = frozenset()

    def title(self):
        return most(self.titles)

    def order(self):
        title = self.title()
        return fold(title), title, self.asin or ""


class Shelves:
    """All series of the library, in the order of their first book."""

    def __init__(self, catalogue, series):
        self.by_key = {}
        for title in catalogue.titles:
            for entry in title.product.series:
                key = shelf_key(entry)
                shelf = self.by_key.get(key)
                if shelf is None:
                    shelf = self.by_key[key] = Shelf(entry.asin)
                if entry.title:
                    shelf.titles[entry.title] += 1
                # Named twice in one series: the entry with a number tells more.
                if title not in shelf.entries or not sequence.parse(shelf.entries[title]).numbers:
                    shelf.entries[title] = entry.sequence
        for shelf in self:
            if not shelf.titles:
                product = series.get(shelf.asin)
                shelf.titles[product and product.title or shelf.asin] = 1

    def __iter__(self):
        return iter(self.by_key.values())

    def account_for(self, entry):
        """Whether the series report accounts for a title with this series entry."""
        shelf = self.by_key.get(shelf_key(entry))
        if shelf is None:
            return False
        if shelf.listed:
            return True
        numbers = sequence.parse(entry.sequence).numbers
        return bool(numbers) and shelf.held.issuperset(numbers)


def shelf_key(entry):
    return entry.asin or ("title", fold(entry.title))


def by_person(people, not_given):
    """Names with their rows, in the order of the file."""
    groups = []
    for person in people.everybody:
        name = person.display_name()
        rows = sorted(title.order for title in person.titles)
        page = person.pages[0] if person.pages else ""
        groups.append((fold(name), name, page, [title for _, title, _ in rows]))
    groups.sort()
    if people.without:
        rows = sorted(title.order for title in people.without)
        yield not_given, [title for _, title, _ in rows]
    for _, name, _, rows in groups:
        yield name, rows


def by_series(shelves):
    for shelf in sorted(shelves, key=Shelf.order):
        rows = sorted((sequence.parse(text).key, title.order, text) for title, text in shelf.entries.items())
        yield shelf.title(), [f"{title} (#{text})" if text else title for _, (_, title, _), text in rows]
