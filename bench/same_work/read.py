"""From the store's JSON to products."""

import json
import math
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from lenient import asin, count, day, flag, milliseconds, number, record, records, text, utc_day, word

BOOK, PODCAST, EPISODE = "book", "podcast", "episode"
PODCASTS = {"podcastparent", "podcastseason", "periodical"}
CURRENCIES = {"AUD", "BRL", "CAD", "EUR", "GBP", "INR", "JPY", "USD"}
# Stores may name a language in their own.
LANGUAGES = {
    "deutsch": "german", "français": "french", "francais": "french", "español": "spanish",
    "espanol": "spanish", "castellano": "spanish", "italiano": "italian", "日本語": "japanese",
    "português": "portuguese", "portugues": "portuguese", "englisch": "english", "anglais": "english",
    "inglés": "english", "inglese": "english", "inglês": "english", "英語": "english",
}
# From this year on an end means that there is none.
OPEN_END = 2099


class Credit(NamedTuple):
    name: str
    # The contributor page, if there is one.
    page: str | None


class SeriesRef(NamedTuple):
    asin: str | None
    title: str | None
    sequence: str | None


class Money(NamedTuple):
    # Cents, or whole yen.
    minor: int
    currency: str


class Price(NamedTuple):
    lowest: Money | None
    list: Money | None
    credits_x100: int | None
    cash_only: bool


class Plan(NamedTuple):
    name: str
    eligible: bool | None
    start: date | None
    end: date | None


class Rights(NamedTuple):
    consumable: bool | None
    indefinitely: bool | None


@dataclass(slots=True)
class Product:
    asin: str
    title: str
    subtitle: str | None
    authors: list[Credit]
    narrators: list[Credit]
    publisher: str | None
    series: list[SeriesRef]
    minutes: int
    released: date | None
    language: str | None
    kind: str
    content_type: str | None
    abridged: bool
    price: Price | None
    plans: list[Plan]
    rights: Rights | None
    ratings: int
    synthetic_voice: bool
    not_for_sale: bool
    not_listenable: bool


@dataclass(slots=True)
class Item:
    """A product in the member's library."""

    product: Product
    added: int
    purchased: bool
    ayce: bool
    pending: bool
    stars: int | None


@dataclass(slots=True)
class Series:
    asin: str
    title: str | None
    # ASIN and sequence of each.
    children: list[tuple[str, str | None]] = field(default_factory=list)


def products(path):
    return listed(path, product)


def items(path):
    return listed(path, item)


def series(path):
    return listed(path, series_product)


def listed(path, read):
    """What can be read of an array; None if there is no such file."""
    if not path.exists():
        return None
    found = (read(entry) for entry in json.loads(path.read_text(encoding="utf-8-sig")) if isinstance(entry, dict))
    return [one for one in found if one is not None]


def product(entry):
    own, title = asin(entry.get("asin")), text(entry.get("title"))
    if own is None or title is None:
        return None
    return Product(
        asin=own,
        title=title,
        subtitle=text(entry.get("subtitle")),
        authors=credits_of(entry.get("authors")),
        narrators=credits_of(entry.get("narrators")),
        publisher=text(entry.get("publisher_name")),
        series=series_refs(entry.get("series")),
        minutes=count(entry.get("runtime_length_min")) or 0,
        released=next(filter(None, (
            day(entry.get(key)) for key in ("release_date", "issue_date", "publication_datetime")
        )), None),
        language=language(text(entry.get("language"))),
        kind=kind(entry),
        content_type=text(entry.get("content_type")),
        abridged=word(entry.get("format_type")) == "abridged",
        price=price(entry.get("price")),
        plans=plans(entry.get("plans")),
        rights=rights(entry.get("customer_rights")),
        ratings=ratings(entry.get("rating")),
        synthetic_voice=flag(entry.get("is_vvab")) is True,
        not_for_sale=flag(entry.get("is_purchasability_suppressed")) is True
        or flag(entry.get("is_buyable")) is False,
        not_listenable=flag(entry.get("is_listenable")) is False,
    )


def item(entry):
    """None if it is no longer in the library."""
    status = record(entry.get("library_status"))
    if isinstance(entry.get("status"), str):
        removed = word(entry["status"]) == "revoked"
    else:
        removed = flag(status.get("is_visible")) is False
    found = None if removed else product(entry)
    if found is None:
        return None
    added = milliseconds(entry.get("purchase_date"))
    if added is None:
        added = milliseconds(status.get("date_added"))
    stars = count(record(record(entry.get("provided_review")).get("ratings")).get("overall_rating"))
    pending = (entry.get("is_pending"), status.get("is_pending"), status.get("is_preordered"))
    return Item(
        product=found,
        added=max(added or 0, 0),
        purchased=word(entry.get("origin_type")) == "purchase",
        ayce=flag(entry.get("is_ayce")) is True,
        pending=any(flag(value) is True for value in pending),
        stars=stars if stars is not None and 1 <= stars <= 5 else None,
    )


def series_product(entry):
    own = asin(entry.get("asin"))
    if own is None:
        return None
    found = Series(own, text(entry.get("title")))
    for related in records(entry.get("relationships")):
        child = asin(related.get("asin"))
        is_child = word(related.get("relationship_to_product")) == "child"
        # Old data lacks the type.
        if child and is_child and word(related.get("relationship_type")) in (None, "", "series"):
            found.children.append((child, text(related.get("sequence"))))
    return found


def credits_of(people):
    named = ((text(person.get("name")), asin(person.get("asin"))) for person in records(people))
    return [Credit(name, page) for name, page in named if name]


def series_refs(entries):
    found = []
    for entry in records(entries):
        own, title = asin(entry.get("asin")), text(entry.get("title"))
        if own or title:
            found.append(SeriesRef(own, title, text(entry.get("sequence"))))
    return found


def kind(entry):
    delivery, content = word(entry.get("content_delivery_type")), word(entry.get("content_type"))
    if delivery == "podcastepisode":
        return EPISODE
    if delivery in PODCASTS:
        return PODCAST
    if not delivery and content in ("episode", "podcast"):
        return EPISODE if content == "episode" else PODCAST
    return BOOK


def language(name):
    if name is None:
        return None
    name = name.lower()
    return LANGUAGES.get(name, name)


def price(entry):
    """None if it names no price at all, which is not "free"."""
    if not isinstance(entry, dict):
        return None
    lowest, listed_at = money(entry.get("lowest_price")), money(entry.get("list_price"))
    credit_price = number(entry.get("credit_price"))
    credits_x100 = None if credit_price is None else math.floor(credit_price * 100 + 0.5)
    if credits_x100 is not None and not 0 <= credits_x100 < 1_000_000:
        credits_x100 = None
    if lowest is None and listed_at is None and credits_x100 is None:
        return None
    return Price(lowest, listed_at, credits_x100, flag(entry.get("is_credit_price_eligible")) is False)


def money(amount):
    amount = record(amount)
    base, currency = number(amount.get("base")), word(amount.get("currency_code"))
    currency = currency and currency.upper()
    if base is None or currency not in CURRENCIES:
        return None
    # The service's floats carry the noise of 32 bits.
    minor = math.floor(base * (1 if currency == "JPY" else 100) + 0.5)
    return Money(minor, currency) if 0 <= minor < 10**12 else None


def plans(entries):
    """All but the one that nearly every title has."""
    found = []
    for entry in records(entries):
        name = text(entry.get("plan_name"))
        if name and name != "AccessViaMusic":
            start, end = utc_day(entry.get("start_date")), utc_day(entry.get("end_date"))
            if end and end.year >= OPEN_END:
                end = None
            found.append(Plan(name, flag(entry.get("customer_eligible")), start, end))
    return found


def rights(entry):
    if not isinstance(entry, dict):
        return None
    return Rights(flag(entry.get("is_consumable")), flag(entry.get("is_consumable_indefinitely")))


def ratings(entry):
    """How many people gave stars."""
    overall = record(record(entry).get("overall_distribution"))
    average, given = number(overall.get("average_rating")), count(overall.get("num_ratings"))
    return given if given and average is not None and 0 < average <= 5 else 0
