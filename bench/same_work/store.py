"""A data folder, and what a first sync of it would keep. None of this is timed."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

import read
import sequence
from catalogue import Catalogue
from people import People
from words import WORD

# So many authors, and so many narrators, are searched for by a first sync.
FIRST_PEOPLE = 100
# One order of a search shows so many products; the newest and the oldest are asked for.
CEILING = 500
# Words are alike where they begin with so many equal letters.
LIKE = 4


@dataclass(slots=True)
class Folder:
    items: list[read.Item]
    catalog: list[read.Product]
    series: list[read.Series] | None
    wishes: list[read.Product]


@dataclass(slots=True)
class Snapshot:
    items: list[read.Item]
    # Child lists of the library's series, by ASIN.
    series: dict[str, read.Series]
    # What series name and the library lacks.
    volumes: list[read.Product]
    wishes: list[read.Product]
    # Names that were asked for, each with what that brought.
    by_authors: list[tuple[str, list[read.Product]]]
    by_narrators: list[tuple[str, list[read.Product]]]


def read_folder(path):
    return Folder(
        items=read.items(path / "library.json") or [],
        catalog=read.products(path / "catalog.json") or [],
        series=read.series(path / "series.json"),
        wishes=read.products(path / "wishlist.json") or [],
    )


def synced(folder, options):
    # The library shows no prices, and the newest title first.
    items = [replace(item, product=replace(item.product, price=None)) for item in folder.items]
    items.sort(key=attrgetter("added"), reverse=True)
    everything = folder.catalog + [item.product for item in items]
    offered = folder.series if folder.series is not None else derived_series(everything)
    lists = {series.asin: series for series in offered}
    products = {product.asin: product for product in reversed(everything)}

    books = [item.product for item in items if item.product.kind == read.BOOK]
    series = {entry.asin: lists.get(entry.asin) for book in books for entry in book.series if entry.asin}
    asked = {item.product.asin for item in items if not cannot_be_played(item)}
    volumes = []
    for found in filter(None, series.values()):
        for asin, _ in found.children:
            if asin not in asked:
                asked.add(asin)
                if asin in products:
                    volumes.append(products[asin])

    catalogue = Catalogue(options, offers={})
    catalogue.add_items(items)
    by_authors = searched(catalogue, "author", Names(folder.catalog, attrgetter("authors")))
    by_narrators = searched(catalogue, "narrator", Names(folder.catalog, attrgetter("narrators")))
    return Snapshot(items, series, volumes, folder.wishes, by_authors, by_narrators)


def cannot_be_played(item):
    rights = item.product.rights
    return not item.purchased and rights is not None and rights.consumable is False


def derived_series(everything):
    """Series out of the entries of all titles."""
    found, met = {}, set()
    for product in everything:
        for entry in product.series:
            if entry.asin is None:
                continue
            series = found.setdefault(entry.asin, read.Series(entry.asin, None))
            series.title = series.title or entry.title
            if (entry.asin, product.asin) not in met:
                met.add((entry.asin, product.asin))
                series.children.append((product.asin, entry.sequence))
    for series in found.values():
        series.children.sort(key=lambda child: (sequence.parse(child[1]).key, child[0]))
    return found.values()


def searched(catalogue, role, names):
    """What searches for the people who matter most bring; a name is searched for once."""
    asked = {}
    for person in People(catalogue, role).ranked():
        asked.setdefault(person.names[0], person.display_name())
    return [(name, names.search(name)) for name in list(asked.values())[:FIRST_PEOPLE]]


class Names:
    """The catalogue by the names in it."""

    def __init__(self, catalog, people):
        products = defaultdict(list)
        for product in catalog:
            for person in people(product):
                products[person.name].append(product)
        self.all = [(words_of(name), products[name]) for name in sorted(products)]
        # Places of names by the beginning of their words, and by all words together.
        self.by_start, self.by_letters = defaultdict(list), defaultdict(list)
        for place, (words, _) in enumerate(self.all):
            self.by_letters["".join(words)].append(place)
            for start in {word[:LIKE] for word in words}:
                self.by_start[start].append(place)

    def search(self, name):
        """As loosely as the store: each word that is asked for must be like one of the name's. The newest first."""
        asked = words_of(name)
        starts = [self.by_start.get(word[:LIKE], []) for word in asked]
        near = min(starts, key=len) if starts else range(len(self.all))
        places = {
            place for place in near
            if all(any(alike(own, word) for own in self.all[place][0]) for word in asked)
        }
        places.update(self.by_letters.get("".join(asked), ()))
        found = {}
        for place in sorted(places):
            for product in self.all[place][1]:
                found.setdefault(product.asin, product)
        products = list(found.values())
        products.sort(key=lambda product: product.released or date.min, reverse=True)
        if len(products) > 2 * CEILING:
            del products[CEILING:-CEILING]
        return products


def words_of(name):
    return [word.lower() for word in WORD.findall(name)]


def alike(one, other):
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= LIKE and long.startswith(short)
