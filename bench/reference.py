"""The six reports as the original AudiPy computed them, for comparing speed. Only the standard library.

    python3 bench/reference.py --data FOLDER [--out FOLDER] [--runs N]

The algorithm is the original's: group the library by author, narrator and series; look at what searches for
these bring; drop what is owned by ASIN or title; mark cash or credit. Where its answers are known to be wrong in
ways that change how many lines there are, it does what is right: all titles of a series and not 50 search results,
numeric order, sale prices, nothing twice. It knows nothing of works, editions, languages by share, pre-orders or
boxes; AudiPy does all that in the time that is compared here, and `same_work` beside this file does it in Python.

Searching the catalogue as a store would is prepared before and not timed. The last line is JSON: titles, the median
time of some runs in milliseconds without and with reading the folder, and how many lines each file has.
"""

import json
from collections import Counter, defaultdict

from same_work.measure import measure

CREDIT = 12.66
# So many authors, and so many narrators, are searched for.
SEARCHED = 100
HEADINGS = {
    "missing_books_in_my_series.txt": "Missing Books in Your Series (Priority 1)",
    "missing_books_by_my_authors.txt": "Missing Books by Your Authors (Priority 2)",
    "missing_books_by_my_narrators.txt": "Missing Books by Your Narrators (Discovery)",
}


def names(product, key):
    return [person["name"] for person in product.get(key) or () if person.get("name")]


def sequence(text):
    """Numbered before unnumbered, by first number, then by last."""
    first, _, last = (text or "").partition("-")
    try:
        return (0, float(first), float(last or first))
    except ValueError:
        return (1, 0.0, 0.0)


class Store:
    """The catalogue by what is searched for in it: what the original asked a server."""

    def __init__(self, catalog):
        self.by_author, self.by_narrator, self.by_series = defaultdict(list), defaultdict(list), defaultdict(list)
        for product in catalog:
            for name in names(product, "authors"):
                self.by_author[name.lower()].append(product)
            for name in names(product, "narrators"):
                self.by_narrator[name.lower()].append(product)
            for series in product.get("series") or ():
                self.by_series[series["asin"]].append((series.get("sequence"), product))


def grouped(library):
    by_author, by_narrator, by_series = defaultdict(list), defaultdict(list), defaultdict(list)
    for book in library:
        title = book["title"]
        for name in names(book, "authors"):
            by_author[name].append(title)
        for name in names(book, "narrators"):
            by_narrator[name].append(title)
        for series in book.get("series") or ():
            by_series[series["asin"]].append((series.get("sequence"), title, series["title"]))
    return by_author, by_narrator, by_series


def by_person(groups):
    lines = []
    for name in sorted(groups, key=str.lower):
        lines.append(f"{name}:")
        lines.extend(f"  - {title}" for title in sorted(groups[name], key=str.lower))
        lines.append("")
    return lines


def by_series(groups):
    lines = []
    for rows in sorted(groups.values(), key=lambda rows: rows[0][2].lower()):
        lines.append(f"{rows[0][2]}:")
        for number, title, _ in sorted(rows, key=lambda row: (sequence(row[0]), row[1].lower())):
            lines.append(f"  - {title} (#{number})" if number else f"  - {title}")
        lines.append("")
    return lines


def suggestion(product):
    price = product.get("price") or {}
    offers = (price.get("lowest_price"), price.get("list_price"))
    bases = [offer["base"] for offer in offers if offer and offer.get("base") is not None]
    title = product["title"]
    if not bases:
        return f"  ❔ {title}"
    base = round(min(bases), 2)
    return f"  {'💰' if base < CREDIT else '🎫'} {title} (${base:.2f})"


def suggestions(file, groups):
    lines = [HEADINGS[file], "=" * 50, ""]
    for name, products in groups:
        if products:
            lines.append(f"{name}:")
            lines.extend(suggestion(product) for product in products)
            lines.append("")
    return lines


def reports(library, store):
    asins = {book["asin"] for book in library}
    titles = {book["title"].strip().lower() for book in library}
    listed = set()

    def is_new(product):
        """Of the member's language, not owned, and not listed yet."""
        if (product.get("language") or "english").lower() != "english":
            return False
        asin = product["asin"]
        if asin in asins or asin in listed or product["title"].strip().lower() in titles:
            return False
        listed.add(asin)
        return True

    authors, narrators, series = grouped(library)
    missing = []
    for asin, rows in sorted(series.items(), key=lambda entry: entry[1][0][2].lower()):
        volumes = [(sequence(number), product) for number, product in store.by_series[asin] if is_new(product)]
        volumes.sort(key=lambda volume: (volume[0], volume[1]["title"].lower()))
        missing.append((rows[0][2], [product for _, product in volumes]))

    def more(groups, found):
        most = Counter({name: len(books) for name, books in groups.items()}).most_common(SEARCHED)
        for name in sorted((name for name, _ in most), key=str.lower):
            products = [product for product in found[name.lower()] if is_new(product)]
            yield name, sorted(products, key=lambda product: product["title"].lower())

    files = {
        "my_library_by_authors.txt": by_person(authors),
        "my_library_by_narrators.txt": by_person(narrators),
        "my_library_by_series.txt": by_series(series),
    }
    for file, groups in (
        ("missing_books_in_my_series.txt", missing),
        ("missing_books_by_my_authors.txt", more(authors, store.by_author)),
        ("missing_books_by_my_narrators.txt", more(narrators, store.by_narrator)),
    ):
        files[file] = suggestions(file, groups)
    return {name: "\n".join(lines) + "\n" for name, lines in files.items()}


def read(folder):
    return [json.loads((folder / file).read_bytes()) for file in ("library.json", "catalog.json")]


def prepare(folder):
    library, catalog = folder
    return library, Store(catalog)


if __name__ == "__main__":
    measure(read, prepare, make=lambda prepared: reports(*prepared), count=lambda prepared: len(prepared[0]))
