"""Writes an invented data folder: library.json and catalog.json, arrays in the API's shapes.

    python3 bench/data.py TITLES FOLDER [--varied SEED]

Series of seven volumes of which five are in the library, one author for four series, one narrator for
ten. Of each author the catalogue has five single books that the member does not own, and of each
narrator five by authors that the member does not know. It is simple on purpose: no editions, no boxes,
no other languages, so that every way of looking for missing books finds the same ones. With `--varied` it is anything
but simple: see `varied.py`.
"""

import argparse
import json
import pathlib

import varied

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# None begins another one, so that no word of equal length begins another word.
SYLLABLES = "mar lo ten ka vis dor el bru sha pim gor nu".split()


def asin(number):
    text = ""
    for _ in range(9):
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return "B" + text


def word(number):
    text = ""
    for _ in range(6):
        number, syllable = divmod(number, len(SYLLABLES))
        text += SYLLABLES[syllable]
    return text.capitalize()


def product(number, author, narrator, series=None, volume=None):
    cents = 500 + number * 37 % 2500

    def price(cents, kind):
        return {"base": cents / 100, "currency_code": "USD", "type": kind}

    return {
        "asin": asin(number),
        "title": f"{word(number)} of {word(number // 7)}",
        "authors": [{"asin": asin(20_000_000 + author), "name": f"Ada {word(author)}"}],
        "narrators": [{"name": f"Theo {word(narrator)}"}],
        "series": [] if series is None else [
            {"asin": asin(10_000_000 + series), "title": f"The {word(series)} Saga", "sequence": str(volume)}
        ],
        "language": "english",
        "format_type": "unabridged",
        "content_type": "Product",
        "content_delivery_type": "SinglePartBook",
        "runtime_length_min": 600,
        "release_date": "2020-01-01",
        "is_listenable": True,
        "price": {
            "credit_price": 1.0,
            "list_price": price(cents + 700, "list"),
            "lowest_price": price(cents, "member"),
        },
    }


def folder(titles):
    library, catalog = [], []
    series_count = titles // 5
    for series in range(series_count):
        for volume in range(1, 8):
            book = product(series * 7 + volume, series // 4, series // 10, series, volume)
            if volume <= 5:
                owned = dict(book, status="Active", origin_type="Purchase", purchase_date="2024-05-01T10:00:00Z",
                             is_finished=series % 3 == 0, percent_complete=12.5)
                owned["library_status"] = {"date_added": "2024-05-01T10:00:00Z"}
                library.append(owned)
            catalog.append(book)
    number, strangers = series_count * 7 + 1, 5_000_000
    for author in range(-(-series_count // 4)):
        for _ in range(5):
            catalog.append(product(number, author, strangers))
            number, strangers = number + 1, strangers + 1
    for narrator in range(-(-series_count // 10)):
        for _ in range(5):
            catalog.append(product(number, strangers, narrator))
            number, strangers = number + 1, strangers + 1
    return {"library": library, "catalog": catalog}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("titles", type=int)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--varied", type=int, metavar="SEED")
    arguments = parser.parse_args()
    titles, seed = arguments.titles, arguments.varied
    files = folder(titles) if seed is None else varied.folder(titles, seed)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name, entries in files.items():
        (arguments.folder / f"{name}.json").write_text(json.dumps(entries))


if __name__ == "__main__":
    main()
