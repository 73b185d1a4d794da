"""A title's place in a series, from the text that the store gives. Numbers are in thousandths."""

import re
from functools import cache
from typing import NamedTuple

NUMBER = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,3}))?")
# A longer range is not a volume number: no box holds so many.
LONGEST_RANGE = 500
LAST = 2**32 - 1


class Sequence(NamedTuple):
    # First and last number: numbered before unnumbered.
    key: tuple[int, int]
    # Both ends of every range and the whole numbers between, each once.
    numbers: tuple[int, ...]
    # The one number, unless there are none or several.
    single: int | None


NONE = Sequence((LAST, LAST), (), None)


@cache
def parse(text):
    """`n`, `n.m`, `a-b` with a ≤ b, and comma lists of these; anything else is no number."""
    if not text:
        return NONE
    spans = [span(part.strip()) for part in text.split(",")]
    if None in spans:
        return NONE
    numbers = set()
    for first, last in spans:
        numbers.update((first, last))
        numbers.update(range((first // 1000 + 1) * 1000, last + 1, 1000))
    key = (min(first for first, _ in spans), max(last for _, last in spans))
    single = spans[0][0] if len(spans) == 1 and spans[0][0] == spans[0][1] else None
    return Sequence(key, tuple(sorted(numbers)), single)


def span(text):
    ends = [number(end.strip()) for end in re.split("[-–]", text, maxsplit=1)]
    first, last = ends[0], ends[-1]
    if first is None or last is None or first > last or last // 1000 - first // 1000 > LONGEST_RANGE:
        return None
    return first, last


def number(text):
    found = NUMBER.fullmatch(text)
    if found is None:
        return None
    whole, decimals = found.groups(default="0")
    return int(whole) * 1000 + int(decimals.ljust(3, "0"))


def is_whole(number):
    return number is not None and number % 1000 == 0
