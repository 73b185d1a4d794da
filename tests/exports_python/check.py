"""AudiPy's exports, opened by programs that AudiPy's authors did not write.

    python check.py --folder target/debug/examples/folder [--office soffice]

An invented data folder with titles that are meant to break something is exported by what `cargo xtask
reports` runs; then csv, json with jsonschema, openpyxl, icalendar, html.parser and zipfile read the files and
are asked whether they hold what was put in. One JSON line a case on standard output; exit status 0 only where
all of them passed.
"""

import argparse
import csv
import datetime
import hashlib
import html.parser
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import icalendar
import jsonschema
import openpyxl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
import data as invented  # noqa: E402

TODAY = "2026-11-24"
# Each would act, or break a format, if it were written as it is.
TITLES = ["=HYPERLINK(\"http://example.invalid\",\"x\")", "+1 Step", "-2 Below", "@home", "\tTabbed", "'Quoted'",
          "Comma, \"quote\"; semicolon", "Line\nbreak", "Größe – 日本語 🎧", "</script><img src=x onerror=alert(1)>",
          "| pipe | *star* _under_", "＝1+1"]
ACTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
WHEN = datetime.date(2027, 3, 14)


def tricky():
    """Library entries with odd titles, and a wish that comes on a known day."""
    books = []
    for place, title in enumerate(TITLES):
        book = invented.product(30_000_000 + place, 7_000 + place, 7_000 + place)
        book.update(title=title, status="Active", origin_type="Purchase", purchase_date="2024-05-01T10:00:00Z",
                    is_finished=False, percent_complete=12.5)
        book["library_status"] = {"date_added": "2024-05-01T10:00:00Z"}
        books.append(book)
    wish = dict(invented.product(31_000_000, 7_000, 7_000), title="Coming, in March", release_date=str(WHEN))
    wish["added_timestamp"] = "2025-12-24T20:11:09.000Z"
    return books, [wish]


def export(program, folder):
    simple = invented.folder(200)
    library, catalog = simple["library"], simple["catalog"]
    odd, wishes = tricky()
    source = folder / "data"
    source.mkdir()
    for name, entries in [("library", library + odd), ("catalog", catalog + wishes), ("wishlist", wishes)]:
        (source / f"{name}.json").write_text(json.dumps(entries))
    out = folder / "out"
    done = subprocess.run([program, "--data", source, "--out", out, "--today", TODAY], capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode()[:500])
    return {book["asin"]: book for book in library + odd}, out


def tidy(title):
    """As it is shown: blanks in a row are one."""
    return " ".join(title.split())


def rows_of(path, separator=","):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))


def of_csv(library, folder):
    english = rows_of(folder / "en" / f"audipy-library-us-{TODAY}.csv")
    head, rows = english[0], english[1:]
    at = head.index
    yield "CSV: every row is as long as the headings", all(len(row) == len(head) for row in rows)
    titles = {row[at("ASIN")]: tidy(row[at("Title")]) for row in rows}
    yield "CSV: every title once, as the store has it", len(rows) == len(library) and titles == {
        asin: tidy(book["title"]) for asin, book in library.items()}
    names = {row[at("ASIN")]: row[at("By")] for row in rows}
    yield "CSV: authors", all(names[asin] == book["authors"][0]["name"] for asin, book in library.items())
    raw = (folder / "en" / f"audipy-library-us-{TODAY}.csv").read_bytes()
    yield "CSV: lines end as RFC 4180 says", raw.endswith(b"\r\n") and not raw.startswith(b"\xef\xbb\xbf")

    safe = folder / "de" / f"audipy-library-us-{TODAY}.csv"
    german = rows_of(safe, ";")
    at = german[0].index
    yield "CSV for spreadsheets: no cell acts as a formula", not any(
        cell.lstrip(" ").startswith(ACTS) for row in german for cell in row)
    guarded = {row[at("ASIN")]: tidy(row[at("Titel")].removeprefix("'")) for row in german[1:]}
    yield "CSV for spreadsheets: nothing is lost", guarded == titles
    yield "CSV for spreadsheets: it says that it is UTF-8", safe.read_bytes().startswith(b"\xef\xbb\xbf")

    goodreads = rows_of(folder / "en" / f"audipy-goodreads-us-{TODAY}.csv")
    yield "Goodreads: every book and wish once", len(goodreads) - 1 == len(library) + 1
    yield "Goodreads: its shelves", {row[goodreads[0].index("Exclusive Shelf")] for row in goodreads[1:]} <= {
        "read", "currently-reading", "to-read"}
    yield "Goodreads: no cell acts as a formula", not any(
        cell.lstrip(" ").startswith(ACTS) for row in goodreads for cell in row)


def of_json(library, folder):
    schema = json.loads((ROOT / "public/export.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for language in ("en", "de"):
        document = json.loads((folder / language / f"audipy-lists-us-{TODAY}.json").read_text())
        yield f"JSON: as its schema says ({language})", not list(checker.iter_errors(document))
        titles = {row["asin"]: tidy(row["title"]) for row in document["lists"]["library"]}
        yield f"JSON: every title ({language})", titles == {a: tidy(b["title"]) for a, b in library.items()}
    bad = dict(document, lists={"library": [{"title": 1}]})
    yield "JSON: the schema refuses what is not so", bool(list(checker.iter_errors(bad)))


def of_xlsx(library, folder):
    path = folder / "en" / f"audipy-lists-us-{TODAY}.xlsx"
    book = openpyxl.load_workbook(path)
    yield "XLSX: a sheet a list", len(book.sheetnames) == 12 and book.sheetnames[0] == "Library"
    page = book["Library"]
    head = [cell.value for cell in page[1]]
    column = head.index("Title") + 1
    titles = [page.cell(row, column) for row in range(2, page.max_row + 1)]
    yield "XLSX: every title, as text", len(titles) == len(library) and all(
        cell.data_type == "s" for cell in titles)
    kept = {tidy(cell.value.replace("\t", " ")) for cell in titles}
    plain = {tidy(book["title"]) for book in library.values() if "\n" not in book["title"]}
    yield "XLSX: what was put in", len(plain - kept) <= 1
    yield "XLSX: headings stay in sight", page.freeze_panes == "A2"
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    yield "XLSX: no formulas", all(cell.data_type != "f" for cell in cells)
    days = [page.cell(row, head.index("Bought") + 1) for row in range(2, page.max_row + 1)]
    yield "XLSX: days are days", all(
        isinstance(cell.value, (datetime.datetime, datetime.date)) for cell in days if cell.value is not None)
    links = [page.cell(row, head.index("Store page") + 1).hyperlink for row in range(2, page.max_row + 1)]
    yield "XLSX: links lead to the store", all(
        link.target.startswith("https://www.audible.com/pd/") for link in links)


def of_ics(folder):
    for language in ("en", "de"):
        raw = (folder / language / f"audipy-upcoming-us-{TODAY}.ics").read_bytes()
        calendar = icalendar.Calendar.from_ical(raw)
        events = list(calendar.walk("VEVENT"))
        titles = {str(event["SUMMARY"]): event for event in events}
        yield f"ICS: what comes ({language})", "Coming, in March" in titles
        yield f"ICS: on its day ({language})", titles["Coming, in March"].decoded("DTSTART") == WHEN
        yield f"ICS: names that differ ({language})", len({str(event["UID"]) for event in events}) == len(events)
        yield f"ICS: lines of 75 bytes ({language})", all(len(line) <= 75 for line in raw.split(b"\r\n"))


class Page(html.parser.HTMLParser):
    """Rows of tables, and everything that would load something."""

    def __init__(self):
        super().__init__()
        self.rows, self.loads, self.images = 0, [], 0

    def handle_starttag(self, tag, attributes):
        self.rows += tag == "tr"
        self.images += tag == "img"
        self.loads += [value for name, value in attributes if name in ("src", "data", "srcset")]
        self.loads += [value for name, value in attributes if tag == "link" and name == "href"]


def of_html(library, folder):
    text = (folder / "en" / f"audipy-lists-us-{TODAY}.html").read_text()
    page = Page()
    page.feed(text)
    yield "HTML: a row for each title at least", page.rows > len(library)
    yield "HTML: nothing is loaded", not page.loads and page.images == 0
    yield "HTML: it forbids itself the network", "default-src 'none'" in text


def of_markdown(library, folder):
    lines = (folder / "en" / f"audipy-library-us-{TODAY}.md").read_text().splitlines()
    table = [line for line in lines if line.startswith("|")]
    bars = {len(line.replace("\\\\", "").replace("\\|", "").split("|")) for line in table}
    yield "Markdown: a line a title, all as wide", len(table) == len(library) + 2 and len(bars) == 1


def of_zip(out, folder):
    for language in ("en", "de"):
        with zipfile.ZipFile(folder / language / f"audipy-everything-us-{TODAY}.zip") as archive:
            yield f"ZIP: whole ({language})", archive.testzip() is None
            manifest = json.loads(archive.read("manifest.json"))
            listed = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
            found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()
                     if name != "manifest.json"}
            yield f"ZIP: its manifest is right ({language})", listed == found and len(listed) > 30
            texts = {path.name: path.read_bytes() for path in out.glob("*.txt")}
            yield f"ZIP: the six texts are in it ({language})", len(texts) == 6 and all(
                archive.read(name) == text for name, text in texts.items())


def of_office(office, library, folder):
    """LibreOffice reads the workbook and the CSV for spreadsheets."""
    for name in (f"en/audipy-lists-us-{TODAY}.xlsx", f"de/audipy-library-us-{TODAY}.csv"):
        made = folder / "office"
        subprocess.run([office, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",
                        "--outdir", made, folder / name], check=True, capture_output=True, timeout=300)
        rows = list(csv.reader((made / Path(name).with_suffix(".csv").name).open(newline="", encoding="utf-8")))
        yield f"LibreOffice: every title of {name}", len(rows) == len(library) + 1
        yield f"LibreOffice: no error in {name}", not any(cell.startswith("#") for row in rows for cell in row)


def cases(arguments, folder):
    library, out = export(arguments.folder, folder)
    exports = out / "exports"
    if arguments.office:
        yield from of_office(arguments.office, library, exports)
        return
    yield from of_csv(library, exports)
    yield from of_json(library, exports)
    yield from of_xlsx(library, exports)
    yield from of_ics(exports)
    yield from of_html(library, exports)
    yield from of_markdown(library, exports)
    yield from of_zip(out, exports)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True)
    parser.add_argument("--office")
    good = True
    with tempfile.TemporaryDirectory() as folder:
        try:
            for name, ok in cases(parser.parse_args(), Path(folder)):
                good &= bool(ok)
                print(json.dumps({"case": name, "ok": bool(ok)}, ensure_ascii=False), flush=True)
        except Exception as error:
            good = False
            print(json.dumps({"case": "the next one", "ok": False, "error": repr(error)}))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
