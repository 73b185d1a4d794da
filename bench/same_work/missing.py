"""Books missing in the member's series: one row a number, stories, and boxes that are worth it."""

from collections import Counter
from dataclasses import dataclass, field

import sequence
from catalogue import NOT_FOR_SALE, Claims, most
from read import BOOK
from words import is_drama


@dataclass(slots=True)
class Held:
    """What the member has of the series."""

    titles: dict
    usual_language: str | None
    usual_narrators: set
    # Covered numbers, by whether a drama covers them.
    covered: dict
    only_dramas: bool


@dataclass(slots=True)
class Candidate:
    """An edition that the member lacks, and its place."""

    title: object
    sequence: sequence.Sequence


@dataclass(slots=True)
class Children:
    # By number and class.
    novels: dict = field(default_factory=dict)
    dramas: dict = field(default_factory=dict)
    boxes: list = field(default_factory=list)
    unnumbered: list = field(default_factory=list)
    # Numbers whose work the member has outside this series.
    had_as_work: set = field(default_factory=set)


@dataclass(slots=True)
class Report:
    missing: list = field(default_factory=list)
    # Fractional numbers, and none.
    stories: list = field(default_factory=list)
    coming: list = field(default_factory=list)
    # Of volumes that the member has as novels.
    dramas: list = field(default_factory=list)

    def volumes(self):
        return self.missing + self.stories + self.coming + self.dramas

    def rows(self):
        """Volumes before stories where they have one number."""
        rows = [(one.sequence.key, 0, one.title.order, one.title) for one in self.missing]
        rows += [(one.sequence.key, 1, one.title.order, one.title) for one in self.stories]
        rows.sort()
        return [title for *_, title in rows]

    def place(self, candidate):
        """Into the list where it belongs by its date and number."""
        if not candidate.title.is_out:
            self.coming.append(candidate)
        elif sequence.is_whole(candidate.sequence.single):
            self.missing.append(candidate)
        else:
            self.stories.append(candidate)


def report(catalogue, shelf, product, mine):
    """None if no title of the series is in the member's hands. `mine` are the works that are."""
    children = product.children if product else ()
    titles = titles_in_hands(catalogue, shelf, children)
    if not titles:
        return None
    held = held_of(catalogue, titles)
    found = Children()
    seen = set()
    for asin, text in children:
        if asin not in seen:
            seen.add(asin)
            add_child(catalogue, found, held, mine, shelf.asin, asin, sequence.parse(text))
    rank(catalogue, found, held)
    shelf.listed = bool(children)
    if not children:
        own = (sequence.parse(text).numbers for title, text in shelf.entries.items() if title.in_hands)
        shelf.held = {number for numbers in own for number in numbers}
    done = Report()
    for number in sorted(found.novels.keys() | found.dramas.keys()):
        add_single(done, held, found, number)
    add_unnumbered(done, held, found)
    add_boxes(done, held, found)
    return done


def titles_in_hands(catalogue, shelf, children):
    """With their sequence: by their own entry, or because the series names them."""
    titles, told = {}, None
    for title, text in shelf.entries.items():
        if title.in_hands:
            place = sequence.parse(text)
            if not place.numbers:
                if told is None:
                    told = {asin: text for asin, text in reversed(children) if text}
                place = sequence.parse(told.get(title.product.asin))
            titles[title] = place
    for asin, text in children:
        title = catalogue.by_asin.get(asin)
        if title is None:
            # Owned by its rights, although the library does not list it.
            offer = catalogue.offers.get(asin)
            if offer and offer.rights and offer.rights.indefinitely:
                title = catalogue.intern(asin)
        if title and title.in_hands and title not in titles:
            titles[title] = sequence.parse(text)
    return titles


def held_of(catalogue, titles):
    covered = {False: set(), True: set()}
    languages, heard = Counter(), Counter()
    for title, place in titles.items():
        covered[title.drama].update(place.numbers)
        heard.update(catalogue.name(credit.name).id for credit in title.product.narrators)
        if title.product.language:
            languages[title.product.language] += 1
    times = max(heard.values(), default=0)
    usual = {name for name, count in heard.items() if count == times and not catalogue.nobody[name]}
    return Held(titles, most(languages), usual, covered, all(title.drama for title in titles))


def add_child(catalogue, found, held, mine, series, asin, place):
    """Takes in one child with the number that the series gives it."""
    title = catalogue.by_asin.get(asin)
    if title and title.in_hands:
        return
    product = title.product if title else catalogue.offers.get(asin)
    if product is None or product.kind != BOOK or not catalogue.language_passes(product):
        return
    if not place.numbers and series:
        # Where the series gives no number, the title's own entry may.
        place = sequence.parse(next((own.sequence for own in product.series if own.asin == series), None))
    drama = title.drama if title else is_drama(product)
    title = title or catalogue.intern(asin)
    if product.not_listenable and title.is_out:
        return
    numbers = place.numbers
    if numbers and held.covered[drama].issuperset(numbers):
        return
    work = mine.claimed(title)
    if work and not is_another_volume(held.titles.get(work), numbers):
        found.had_as_work.update(numbers)
        return
    candidate = Candidate(title, place)
    if place.single is not None:
        (found.dramas if drama else found.novels).setdefault(place.single, []).append(candidate)
    elif numbers:
        found.boxes.append(candidate)
    else:
        found.unnumbered.append(candidate)


def is_another_volume(place, numbers):
    """The volumes of some series are called alike."""
    return bool(place and place.numbers and numbers) and set(place.numbers).isdisjoint(numbers)


def rank(catalogue, found, held):
    """Puts the best edition first everywhere."""

    def key(candidate):
        narrators = candidate.title.product.narrators
        usual = any(catalogue.name(credit.name).id in held.usual_narrators for credit in narrators)
        return catalogue.edition_rank(candidate.title, held.usual_language, usual)

    for editions in (*found.novels.values(), *found.dramas.values(), found.boxes, found.unnumbered):
        if len(editions) > 1:
            editions.sort(key=key)


def add_single(done, held, found, number):
    """One row for a number: the best novel; a drama only where there is no novel."""
    novels, dramas = found.novels.get(number), found.dramas.get(number)
    editions = novels or dramas
    best = next((one for one in editions if one.title.is_out), editions[0])
    if not novels and (number in held.covered[False] or number in found.had_as_work):
        done.dramas.append(best)
    else:
        done.place(best)


def add_unnumbered(done, held, found):
    """One a work; not those that are another edition of a row."""
    if not found.unnumbered:
        return
    claims = Claims()
    for row in done.missing + done.stories:
        claims.claim(row.title)
    for candidate in found.unnumbered:
        if claims.claimed(candidate.title):
            continue
        claims.claim(candidate.title)
        if candidate.title.drama and not held.only_dramas:
            done.dramas.append(candidate)
        else:
            done.place(candidate)


def add_boxes(done, held, found):
    """A box is a row if the member has nothing of it, and it is cheaper than its parts or the only way to one."""
    # The advice for each number; of two rows the first counts.
    parts = {row.sequence.single: row.title.advice for row in reversed(done.missing + done.stories)}
    seen = set()
    for box in found.boxes:
        numbers, drama = box.sequence.numbers, box.title.drama
        if (drama, numbers) in seen:
            continue
        seen.add((drama, numbers))
        if drama and not held.only_dramas:
            done.dramas.append(box)
            continue
        if not held.covered[drama].isdisjoint(numbers) or not found.had_as_work.isdisjoint(numbers):
            continue
        if not box.title.is_out:
            done.coming.append(box)
        elif is_worth_it(box, [parts.get(number) for number in numbers]):
            done.missing.append(box)


def is_worth_it(box, parts):
    if None in parts or NOT_FOR_SALE in parts:
        return True
    costs = [part.cost for part in parts]
    return None not in costs and box.title.advice.cost is not None and box.title.advice.cost < sum(costs)
