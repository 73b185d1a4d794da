"""What else there is by the member's authors, and by the narrators."""

from operator import attrgetter

import sequence
from people import credits_of, has_role
from read import BOOK
from words import fold


class Discovery:
    def __init__(self, catalogue, shelves, in_series, claims):
        self.catalogue = catalogue
        self.shelves = shelves
        # Numbers of the titles that the series report dealt with.
        self.in_series = in_series
        # The works that are spoken for.
        self.claims = claims

    def more(self, people, searches):
        """Names with their titles, in the order of the file; of each work the best edition."""
        found = self.found(people, searches)
        catalogue = self.catalogue
        found.sort(key=lambda pair: catalogue.edition_rank(pair[1], catalogue.main_language))
        volumes, rows = set(), {}
        for person, title in found:
            if is_new_volume(title, volumes) and not self.claims.claimed(title):
                self.claims.claim(title)
                # What is announced is spoken for as well, but is no row.
                if title.is_out:
                    rows.setdefault(person, []).append(title)
        groups = []
        for person, titles in rows.items():
            name = person.display_name()
            page = person.pages[0] if person.pages else ""
            groups.append((fold(name), name, page, sorted(titles, key=attrgetter("order"))))
        groups.sort(key=lambda group: group[:3])
        return [(name, titles) for _, name, _, titles in groups]

    def found(self, people, searches):
        """Titles with the first person by whom they are, those who matter most first."""
        catalogue = self.catalogue
        by_name = {}
        for place, (asked, _) in enumerate(searches):
            by_name.setdefault(catalogue.name(asked).id, []).append(place)
        found = {}
        for person in people.ranked():
            for place in sorted({place for name in person.names for place in by_name.get(name, ())}):
                for product in searches[place][1]:
                    if not self.is_by(product, person, people):
                        continue
                    # Another search may have brought the title too: the same offer counts everywhere.
                    title = self.candidate(catalogue.offers[product.asin], people.role)
                    if title:
                        found.setdefault(title, person)
        return [(person, title) for title, person in found.items()]

    def is_by(self, product, person, people):
        """By the contributor's page; by name, if it has none or one that nobody is known by."""
        for credit in credits_of(product, people.role):
            name = self.catalogue.name(credit.name)
            if has_role(name, people.role):
                if credit.page in person.pages:
                    return True
                if name.id in person.names and credit.page not in people.by_page:
                    return True
        return False

    def candidate(self, product, role):
        """A book in a language that is asked for, with sound or not out yet, that the member has not and that is in
        no series which the series report lists."""
        catalogue = self.catalogue
        title = catalogue.by_asin.get(product.asin)
        if title and (title.in_hands or title.number in self.in_series):
            return None
        if product.kind != BOOK or not catalogue.language_passes(product):
            return None
        if product.synthetic_voice and role == "narrator":
            return None
        if product.not_listenable and (product.released is None or product.released <= catalogue.options.today):
            return None
        if any(self.shelves.account_for(entry) for entry in product.series):
            return None
        title = title or catalogue.intern(product.asin)
        return None if title.in_hands else title


def is_new_volume(title, volumes):
    """Two titles with one number in one series, of one class, language and author, are one work, whatever they are
    called."""
    product = title.product
    is_new = True
    for entry in product.series:
        number = sequence.parse(entry.sequence).single
        if entry.asin is None or number is None:
            continue
        for author in title.authors:
            volume = (entry.asin, number, title.drama, product.language, author)
            is_new = is_new and volume not in volumes
            volumes.add(volume)
    return is_new
