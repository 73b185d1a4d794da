"""Every title that a report mentions, each ASIN once, with what is asked of it again and again worked out once."""

from collections import Counter
from typing import NamedTuple

import sequence
from read import BOOK, Money
from words import fold, is_drama, is_nobody, main_title, name_key, split_role

# What the member has of a title; of two copies of one ASIN the greater counts.
NONE, UNAVAILABLE, UNKNOWN, BORROWED, ORDERED, OWNED = range(6)
FREE_PLANS = ("minerva", "aycl", "free")


class Advice(NamedTuple):
    """What to do about a title: the sign and the price of its row, and what following it costs."""

    sign: str | None
    price: Money | None
    # Hundredths of the minor unit; None if that cannot be said.
    cost: int | None


MINE = Advice(None, None, 0)
INCLUDED = Advice("✅", None, 0)
NO_PRICE = Advice("❔", None, None)
NOT_FOR_SALE = Advice(None, None, None)


class Name(NamedTuple):
    # Equal for all spellings.
    id: int
    # As it is written, without role.
    person: str
    role: str | None
    nobody: bool


class Title:
    __slots__ = (
        "number", "product", "item", "holding", "in_hands", "advice", "is_out", "drama", "folded", "order", "work",
        "volume", "authors",
    )

    def hold(self, holding):
        self.holding = holding
        self.in_hands = holding >= UNKNOWN

    def shows(self, product):
        self.product = product
        # Folded, then as written, then by ASIN.
        self.order = (self.folded, product.title, product.asin)


class Catalogue:
    def __init__(self, options, offers):
        self.options = options
        # Products of the store by ASIN.
        self.offers = offers
        self.titles = []
        self.by_asin = {}
        self.languages = None
        self.main_language = None
        self.names = {}
        self.name_ids = {}
        self.nobody = []
        # A contributor page stands for the name that it was first seen with.
        self.page_names = {}

    def add_items(self, items):
        for item in items:
            holding = holding_of(item, self.options.today)
            product = item.product
            if product.kind != BOOK:
                continue
            known = self.by_asin.get(product.asin)
            if known is None:
                # A title that left Plus may be bought: the store's offer has the price.
                if holding < UNKNOWN:
                    product = self.offers.get(product.asin, product)
                self.add(product, item, holding)
            elif holding > known.holding:
                known.hold(holding)
                known.item = item
                known.advice = held_advice(holding)
                known.shows(product)

    def intern(self, asin):
        """The title of an ASIN that the library has or the store offers."""
        known = self.by_asin.get(asin)
        if known is None and asin in self.offers:
            known = self.add(self.offers[asin], None, NONE)
        return known

    def add(self, product, item, holding):
        title = Title()
        title.number = len(self.titles)
        title.item = item
        title.advice = held_advice(holding) if holding >= UNKNOWN else advice_of(product, self.options)
        # A second proof of ownership beside the library.
        title.hold(OWNED if item is None and title.advice is MINE else holding)
        title.is_out = product.released is None or product.released <= self.options.today
        title.drama = is_drama(product)
        title.folded = fold(product.title)
        title.shows(product)
        title.work, title.volume = main_title(product)
        title.authors = self.authors(product)
        self.titles.append(title)
        self.by_asin[product.asin] = title
        return title

    def authors(self, product):
        """Without those who had another role."""
        found = []
        for text, page in product.authors:
            name = self.name(text)
            if name.role is None:
                found.append(self.page_names.setdefault(page, name.id) if page else name.id)
        return found

    def name(self, text):
        known = self.names.get(text)
        if known is None:
            person, role = split_role(text)
            key = name_key(person)
            known_id = self.name_ids.get(key)
            if known_id is None:
                known_id = self.name_ids[key] = len(self.nobody)
                self.nobody.append(is_nobody(person, key))
            known = self.names[text] = Name(known_id, person, role, self.nobody[known_id])
        return known

    def choose_languages(self):
        """The usual ones make up at least a twentieth of the member's books."""
        mine = [title.product.language for title in self.titles if title.in_hands]
        counts = Counter(language for language in mine if language)
        self.main_language = most(counts)
        usual = {language for language, books in counts.items() if books * 20 >= len(mine)}
        self.languages = usual or None

    def language_passes(self, product):
        return self.languages is None or product.language is None or product.language in self.languages

    def edition_rank(self, title, usual_language, usual_narrator=True):
        """Smaller is the better edition: unabridged, the usual language (next, one that is not told), the usual
        narrator, for sale, most ratings."""
        product = title.product
        if product.language is None:
            language = 1
        else:
            language = 0 if usual_language in (None, product.language) else 2
        for_sale = title.advice is not NOT_FOR_SALE
        return product.abridged, language, not usual_narrator, not for_sale, -product.ratings, product.asin


class Claims:
    """Works that are spoken for: the member's own, or suggested already."""

    def __init__(self):
        self.by_work = {}

    def claim(self, title):
        for key in work_keys(title):
            self.by_work.setdefault(key, []).append(title)

    def claimed(self, title):
        """Who claimed the same work: equal main title and class, a common author, not another volume."""
        for key in work_keys(title):
            for other in reversed(self.by_work.get(key, ())):
                if not differs_in_volume(other, title):
                    return other
        return None


def work_keys(title):
    """Titles without any author agree by title alone."""
    return [(title.work, title.drama, author) for author in title.authors or (None,)]


def differs_in_volume(one, other):
    """Whether two titles that agree in class, main title and an author are different volumes after all."""
    together = False
    for entry in one.product.series:
        same = next((candidate for candidate in other.product.series if is_same_series(entry, candidate)), None)
        if same is None:
            continue
        first, second = sequence.parse(entry.sequence), sequence.parse(same.sequence)
        if first.numbers and second.numbers:
            together = True
            if first.numbers == second.numbers:
                return False
    return together or one.volume is not None and other.volume is not None and one.volume != other.volume


def is_same_series(one, other):
    if one.asin and other.asin:
        return one.asin == other.asin
    return one.title is not None and one.title == other.title


def most(counts):
    """What was counted most often; of equals the least."""
    return min(counts, key=lambda thing: (-counts[thing], thing), default=None)


def holding_of(item, today):
    product = item.product
    consumable, indefinitely = product.rights or (None, None)
    if item.purchased or indefinitely:
        return OWNED
    if item.pending:
        return ORDERED
    told = consumable is not None or item.ayce or product.plans
    left = item.ayce and not consumable and not is_included(product, today)
    withdrawn = told and product.content_type is None
    if consumable is False or left or withdrawn:
        return UNAVAILABLE
    return BORROWED if consumable else UNKNOWN


def is_included(product, today):
    """Whether a plan lets this member play the title today."""
    return any(includes(plan, product.rights) and holds(plan, today) for plan in product.plans)


def includes(plan, rights):
    """Eligibility decides; where it is not told, the plan's name does."""
    if plan.eligible is not None:
        return plan.eligible
    if rights and rights.consumable is False:
        return False
    name = plan.name.lower()
    return name == "allyoucaneat" or any(part in name for part in FREE_PLANS)


def holds(plan, today):
    """A plan that ends today still holds."""
    return (plan.start is None or plan.start <= today) and (plan.end is None or plan.end >= today)


def held_advice(holding):
    return INCLUDED if holding == BORROWED else MINE


def advice_of(product, options):
    """Cash or credit."""
    consumable, indefinitely = product.rights or (None, None)
    if indefinitely:
        return MINE
    if consumable or product.plans and is_included(product, options.today):
        return INCLUDED
    if product.not_for_sale:
        return NOT_FOR_SALE
    offer = product.price
    prices = [price for price in (offer.lowest, offer.list) if price] if offer else None
    if not prices:
        return NO_PRICE
    price = min(prices, key=lambda money: money.minor)
    if price.minor == 0:
        return Advice("💰", price, 0)
    cash = price.minor * 100
    if offer.cash_only:
        return Advice("💰", price, cash)
    value = options.credit_value
    if value is None or value.currency != price.currency:
        return Advice("❔", price, cash)
    credit = value.minor * (offer.credits_x100 or 100)
    # Equality means credit.
    return Advice("💰", price, cash) if cash < credit else Advice("🎫", price, credit)
