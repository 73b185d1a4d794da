"""Fields of JSON whose types cannot be relied on: what has another type than expected reads as absent."""

import math
import re
from datetime import date, datetime, timedelta, timezone

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
ASIN = re.compile("[A-Za-z0-9]{10}")
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def record(value):
    return value if isinstance(value, dict) else {}


def records(value):
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else ()


def text(value):
    """Without control characters and outer blanks; numbers as text; None if nothing remains."""
    if isinstance(value, str):
        return (value if value.isprintable() else CONTROL.sub(" ", value)).strip() or None
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def word(value):
    return value.strip().lower() if isinstance(value, str) else None


def number(value):
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if math.isfinite(value) else None


def count(value):
    value = number(value)
    return int(value) if value is not None and 0 <= value < 2**32 else None


def flag(value):
    if isinstance(value, str):
        return {"true": True, "false": False}.get(word(value))
    return value if isinstance(value, bool) else None


def asin(value):
    value = None if isinstance(value, float) else text(value)
    return value.upper() if value and ASIN.fullmatch(value) else None


def day(value):
    """The day that a text begins with."""
    try:
        return date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        return None


def instant(value):
    try:
        moment = datetime.fromisoformat(value.strip())
    except (AttributeError, ValueError):
        return None
    return moment if moment.tzinfo else None


def milliseconds(value):
    moment = instant(value)
    return None if moment is None else (moment - EPOCH) // timedelta(milliseconds=1)


def utc_day(value):
    moment = instant(value)
    return None if moment is None else moment.astimezone(timezone.utc).date()
