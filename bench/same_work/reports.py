"""The six files of what a sync brought."""

from dataclasses import dataclass
from datetime import date

import library
import missing
import sequence
from catalogue import Catalogue, Claims
from discover import Discovery
from people import People
from read import Money


@dataclass(slots=True)
class Options:
    today: date
    # What one credit is worth.
    credit_value: Money | None


def files(snapshot, options):
    """Texts by name of the file."""
    sequence.parse.cache_clear()
    # All was read at one time: volumes of series count before results of searches, these before wishes.
    offers = {wish.asin: wish for wish in reversed(snapshot.wishes)}
    searched = {}
    for _, products in snapshot.by_authors + snapshot.by_narrators:
        for product in products:
            searched.setdefault(product.asin, product)
    offers |= searched
    offers |= {product.asin: product for product in snapshot.volumes}

    catalogue = Catalogue(options, offers)
    catalogue.add_items(snapshot.items)
    catalogue.choose_languages()
    claims = Claims()
    for title in catalogue.titles:
        if title.in_hands:
            claims.claim(title)
    authors, narrators = People(catalogue, "author"), People(catalogue, "narrator")
    shelves = library.Shelves(catalogue, snapshot.series)
    texts = {
        "my_library_by_authors.txt": groups(library.by_person(authors, "(no author given)")),
        "my_library_by_narrators.txt": groups(library.by_person(narrators, "(no narrator given)")),
        "my_library_by_series.txt": groups(library.by_series(shelves)),
    }

    first = len(catalogue.titles)
    series = []
    for shelf in shelves:
        report = missing.report(catalogue, shelf, snapshot.series.get(shelf.asin), claims)
        if report:
            series.append((shelf.order(), report))
    in_series = range(first, len(catalogue.titles))
    series.sort(key=lambda pair: pair[0])
    for _, report in series:
        for volume in report.volumes():
            claims.claim(volume.title)
    rows = [(name, report.rows()) for (_, name, _), report in series]
    texts["missing_books_in_my_series.txt"] = suggestions("Missing Books in Your Series (Priority 1)", rows)

    discovery = Discovery(catalogue, shelves, in_series, claims)
    for file, heading, people, searches in (
        ("authors", "Missing Books by Your Authors (Priority 2)", authors, snapshot.by_authors),
        ("narrators", "Missing Books by Your Narrators (Discovery)", narrators, snapshot.by_narrators),
    ):
        rows = discovery.more(people, searches)
        texts[f"missing_books_by_my_{file}.txt"] = suggestions(heading, rows)
    return texts


def groups(named):
    lines = []
    for name, rows in named:
        lines.append(f"{name}:")
        lines.extend(f"  - {row}" for row in rows)
        lines.append("")
    return "".join(f"{line}\n" for line in lines)


def suggestions(heading, named):
    lines = [heading, "=" * 50, ""]
    for name, titles in named:
        # What is owned after all, or not for sale, is left out.
        rows = [row(title) for title in titles if title.advice.sign]
        if rows:
            lines += [f"{name}:", *rows, ""]
    return "".join(f"{line}\n" for line in lines)


def row(title):
    sign, price, _ = title.advice
    return f"  {sign} {title.product.title}{in_brackets(price) if price else ''}"


def in_brackets(price):
    if price.currency == "JPY":
        return f" (JPY {price.minor})"
    amount = f"{price.minor // 100}.{price.minor % 100:02}"
    return f" (${amount})" if price.currency == "USD" else f" ({price.currency} {amount})"
