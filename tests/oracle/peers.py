"""Other programs of the field against the sandbox, and their answers beside ours.

    python peers.py --sandbox target/debug/sandbox --folder target/debug/examples/folder

audible-cli signs in, lists, exports, changes the wish list and asks for chapters; its plugin audible-series looks for
the next volumes; libex-core reads the catalogue without an account (Python 3.12 or later; without it its cases are left
out). They are used as they are published: only httpx, below them, is told to carry everything to the sandbox. What
audible-cli exports is laid beside our export of the same library (`--folder` writes it), what audible-series finds
beside our missing volumes. Every difference must be one that `beside` explains.

One JSON line a case on standard output; exit status 0 only where all of them passed.
"""

import argparse
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import warnings
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

warnings.simplefilter("ignore")
os.environ |= {"NO_PROXY": "*", "no_proxy": "*", "PAGER": "cat", "LIBEX_CORE_ALLOW_DIRECT_EGRESS": "1"}

import httpx
from audible_cli.cli import cli
from click.testing import CliRunner
from oracle import Direct, Failed, Wire, require

try:
    from libex_core.cli.main import main as libex_main
except ImportError:
    libex_main = None

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
import data as invented  # noqa: E402

EMAIL, PASSWORD = "peer@example.org", "peer-password"
TODAY = "2026-11-24"
# What our export needs of an item.
GROUPS = ("contributors,media,product_attrs,product_desc,product_extended_attrs,product_plans,rating,series,origin,"
          "relationships,category_ladders,is_finished,percent_complete,is_archived,is_visible,customer_rights,"
          "provided_review")


@contextmanager
def sandbox(program, *options):
    """The address of a sandbox of its own."""
    with subprocess.Popen([program, "--port", "0", *options], stdout=subprocess.PIPE, text=True) as process:
        try:
            said = re.search(r"http://[\d.:]+", process.stdout.readline())
            require(said, "the sandbox does not start")
            yield said[0]
        finally:
            process.terminate()


class Peers:
    def __init__(self, wire, folder):
        self.wire, self.folder = wire, folder
        (folder / "config").mkdir()
        self.steering = httpx.Client(transport=Direct(wire), timeout=30)

    def steer(self, method, what, **kwargs):
        answer = self.steering.request(method, str(self.wire.sandbox.join(f"/sandbox/{what}")), **kwargs)
        require(answer.is_success, f"{method} /sandbox/{what} was answered with {answer.status_code}")
        return answer

    def expected(self, kind, store="us"):
        told = self.steer("GET", "expected", params={"email": EMAIL, "marketplace": store}).json()[kind]
        return {book["asin"]: book["title"] for book in told} if isinstance(told, list) else told

    def audible(self, *words, typed="", fails=False):
        """Runs audible-cli; gives what it says."""
        self.wire.start()
        result = CliRunner().invoke(
            cli, [str(word) for word in words], input=typed, env={"AUDIBLE_CONFIG_DIR": str(self.folder / "config")})
        said = result.output[-300:]
        require((result.exit_code != 0) == fails, f"audible {words[0]} …: {result.exception!r} {said}")
        return result.stdout

    def exported(self, what, form, *more):
        path = self.folder / f"export.{form}"
        self.audible(*more, what, "export", "-f", form, "-o", path)
        if form == "json":
            return json.loads(path.read_text())
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, dialect="excel" if form == "csv" else "excel-tab"))

    def libex(self, *words):
        self.wire.start()
        out, told = io.BytesIO(), io.StringIO()
        text = io.TextIOWrapper(out, "utf-8", write_through=True)  # it writes bytes as well
        with redirect_stdout(text), redirect_stderr(told):
            status = libex_main(list(words))
        require(status == 0, f"libex-core {' '.join(words)}: {told.getvalue()[-300:]}")
        return json.loads(out.getvalue())

    def ours(self, program, data, name):
        """Our files of a data folder; a list of the folder `exports` as rows."""
        out = self.folder / f"ours-{data.name}"
        if not out.exists():
            subprocess.run([program, "--data", data, "--out", out, "--today", TODAY], check=True, capture_output=True)
        with (out / f"exports/en/audipy-{name}-us-{TODAY}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


# ---------------------------------------------------------------- audible-cli

def signs_in(peers, name):
    """quickstart, with a second factor."""
    peers.steer("POST", "account", json={"email": EMAIL, "password": PASSWORD, "challenges": ["mfa_choice", "otp"]})
    code = peers.steer("GET", "answers", params={"email": EMAIL}).json()["otp"]
    answers = [name, "us", "", "n", "n", "n", EMAIL, PASSWORD, PASSWORD, "y", code, ""]
    peers.audible("quickstart", typed="\n".join(answers))


def lists(peers, store, *more):
    expected = peers.expected("library", store)
    for options in ([], ["--page-size", "50"]):
        said = peers.audible(*more, "library", "list", *options).splitlines()
        listed = {line[:10] for line in said if re.match(r"[0-9A-Z]{10}(:|$)", line)}
        require(listed == set(expected), f"{len(listed)} of {len(expected)} titles with {options}")


def exports(peers, store, *more):
    for what, forms in (("library", ("json", "csv", "tsv")), ("wishlist", ("json", "csv", "tsv"))):
        expected = {asin: title or "" for asin, title in peers.expected(what, store).items()}
        for form in forms:
            rows = {row["asin"]: row.get("title") or "" for row in peers.exported(what, form, *more)}
            require(rows == expected, f"{what} as {form} has {len(rows)} rows for {len(expected)} titles")


def episodes(peers):
    """The episodes of shows, by way of the catalogue where the library tells too few."""
    plain = {row["asin"] for row in peers.exported("library", "json")}
    peers.audible("library", "export", "-f", "json", "-o", peers.folder / "all.json", "--resolve-podcasts")
    every = {row["asin"] for row in json.loads((peers.folder / "all.json").read_text())}
    require(plain < every, f"{len(plain)} titles, {len(every)} with episodes")


def wishes(peers):
    asin = next(iter(peers.expected("wishlist")))
    for change, there in (("remove", False), ("add", True), ("add", True)):
        peers.audible("wishlist", change, "-a", asin)
        require((asin in peers.expected("wishlist")) == there, f"{change}: {asin}")


def files(peers):
    """An auth file is encrypted, used and decrypted; and used for another store."""
    peers.audible("manage", "auth-file", "encrypt", "-f", "mine.json", "-p", "secret")
    peers.audible("-p", "secret", "library", "list")
    peers.audible("manage", "auth-file", "decrypt", "-f", "mine.json", "-p", "secret")
    for store in ("de", "jp"):
        peers.audible("manage", "profile", "add", "-P", store, "-cc", store, "-f", "mine.json")
    require(peers.audible("manage", "profile", "list").count("mine.json") == 3, "other profiles than were made")


def asks(peers):
    """Single requests, and the bytes."""
    asin = next(iter(peers.expected("catalog")))
    for path, member in (
            (f"1.0/catalog/products/{asin}", "product"), (f"1.0/catalog/products/{asin}/sims", "similar_products"),
            ("1.0/catalog/categories", "categories"), ("1.0/customer/information", "customer_details"),
            ("1.0/account/information", "customer_information")):
        require(member in json.loads(peers.audible("api", path)), f"{path} has no {member}")
    said = peers.audible("activation-bytes")
    require(peers.expected("activation_bytes") in said, said)


def downloads(peers):
    """Chapters are told; a licence is never given, here."""
    asin = next(asin for asin in peers.expected("library") if asin.startswith("B0WX"))
    peers.audible("download", "-a", asin, "--chapter", "--annotation", "-o", peers.folder, "-f", "asin_only", "-y")
    written = list(peers.folder.glob(f"{asin}*chapters.json"))
    require(written, "no chapters were written")
    info = json.loads(written[0].read_text())["content_metadata"]["chapter_info"]
    require(sum(one["length_ms"] for one in info["chapters"]) == info["runtime_length_ms"], "the chapters are no title")
    peers.audible("download", "-a", asin, "--aaxc", "-o", peers.folder, "-y", fails=True)


def signs_out(peers):
    peers.audible("manage", "auth-file", "remove", "-f", "mine.json")
    peers.audible("library", "list", fails=True)


# ---------------------------------------------------------------- libex-core

def reads_the_catalogue(peers):
    items = json.loads(peers.audible("api", "1.0/library", "-p", "num_results=1000", "-p", f"response_groups={GROUPS}"))
    book = next(item for item in items["items"]
                if item["series"] and item["asin"].startswith("B0WX") and item["authors"][0].get("asin"))
    series, author = book["series"][0]["asin"], book["authors"][0]
    told = peers.libex("book", "get", book["asin"])
    names = [person["name"] for person in told["authors"]]
    require((told["title"], told["lengthMinutes"]) == (book["title"], book["runtime_length_min"]), told)
    require(author["name"] in names, f"{author} is not among {names}")
    require(peers.libex("book", "chapters", book["asin"])["chapters"], "no chapters")
    require(peers.libex("series", "get", series)["asin"] == series, "another series")
    require(any(one["asin"] == book["asin"] for one in peers.libex("series", "books", series)), "no volume")
    require(peers.libex("author", "get", author["asin"])["name"] == author["name"].strip(), "another author")
    require(any(one["asin"] == author["asin"] for one in peers.libex("author", "search", author["name"])), "nobody")
    require(peers.libex("search", "--title", book["title"]), "nothing found")
    require(peers.libex("quick-search", book["title"]), "nothing suggested")
    require(peers.libex("releases", "categories"), "no categories")


# ---------------------------------------------------------------- beside ours

def words(text):
    return " ".join((text or "").split())


def people(text):
    """Names as one text; ours are parted by semicolons."""
    return re.sub(r"\s+,", ",", words(text).replace("; ", ", "))


def beside(theirs, ours):
    """What differs between audible-cli's rows and ours without one of these reasons: shows and episodes are no titles;
    orders to come are ours alone; controls and blanks are trimmed; we leave a date out that is none; they take the
    first of several series, and genres and stars are written in another form."""
    theirs, ours = {row["asin"]: row for row in theirs}, {row["ASIN"]: row for row in ours}
    found = []
    for asin in theirs.keys() & ours.keys():
        their, our = theirs[asin], ours[asin]
        series = [words(name) for name in our["Series"].split("; ")]
        numbers = [number.strip() for number in our["Number"].split("; ")]
        pairs = {
            "title": (words(their.get("title")), words(our["Title"])),
            "subtitle": (words(their.get("subtitle")), words(our["Subtitle"])),
            "authors": (people(their.get("authors")), people(our["By"])),
            "narrators": (people(their.get("narrators")), people(our["Read by"])),
            "minutes": (their.get("runtime_length_min") or 0, int(our["Length"] or 0)),
            "released": (their.get("release_date") or "", our["Released"] or their.get("release_date") or ""),
            "bought": ((their.get("purchase_date") or their.get("date_added") or "")[:10], our["Bought"]),
            "finished": (bool(their.get("is_finished")), our["Finished"] == "yes"),
            "heard": (float(their.get("percent_complete") or 0), float(our["Heard (%)"] or 0)),
            "ratings": (their.get("num_ratings") or 0, int(our["Ratings"] or 0)),
            "series": (True, words(their.get("series_title")) in series),
            "number": (True, (their.get("series_sequence") or "").strip() in numbers),
        }
        found += [f"{asin} {name}: {pair[0]!r}, ours {pair[1]!r}" for name, pair in pairs.items() if pair[0] != pair[1]]
    return found, theirs.keys() - ours.keys(), ours.keys() - theirs.keys()


def the_library_is_ours(peers, program):
    """The invented library, with everything that is odd in it."""
    asked = ("num_results=1000", "include_pending=true", f"response_groups={GROUPS}")
    every = json.loads(peers.audible("api", "1.0/library", *(word for one in asked for word in ("-p", one))))
    source = peers.folder / "library"
    source.mkdir()
    (source / "library.json").write_text(json.dumps(every["items"]))
    (source / "catalog.json").write_text("[]")
    items = {item["asin"]: item for item in every["items"]}
    found, only_theirs, only_ours = beside(peers.exported("library", "json"), peers.ours(program, source, "library"))
    found += [asin for asin in only_theirs if items[asin]["content_type"] != "Podcast"]
    found += [asin for asin in only_ours if not items[asin]["is_pending"]]
    require(not found, f"{len(found)}: {found[:5]}")


def the_missing_volumes_are_ours(peers, program, data):
    """On simple data: what audible-series finds (the volume after the last one) are volumes that we miss too; what we
    miss besides comes before the last one."""
    found, only_theirs, only_ours = beside(peers.exported("library", "json"), peers.ours(program, data, "library"))
    require(not found and not only_theirs and not only_ours, f"{found[:5]} {only_theirs} {only_ours}")
    peers.exported("library", "tsv")
    said = peers.audible("series", "-l", peers.folder / "export.tsv")
    theirs = set(re.findall(r"\((B\w{9})\)", said))
    rows = peers.ours(program, data, "missing")
    ours = {row["ASIN"] for row in rows}
    incomplete = {row["Series"] for row in rows}
    require(theirs <= ours, f"we do not miss {sorted(theirs - ours)[:5]}")
    require(len(theirs) == len(incomplete), f"{len(theirs)} next volumes in {len(incomplete)} series")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sandbox", required=True)
    parser.add_argument("--folder", required=True)
    options = parser.parse_args()
    good = True

    def case(name, run, *more):
        nonlocal good
        try:
            run(*more)
            result = {"case": name, "ok": True}
        except (Failed, Exception) as problem:  # a program can stumble over anything
            result = {"case": name, "ok": False, "detail": f"{type(problem).__name__}: {problem}"[:600]}
        good &= result["ok"]
        print(json.dumps(result, ensure_ascii=False), flush=True)

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        with sandbox(options.sandbox) as address:
            wire = Wire(address)
            peers = Peers(wire, folder)
            case("audible-cli signs in", signs_in, peers, "mine")
            case("audible-cli lists the library", lists, peers, "us")
            case("audible-cli exports library and wish list", exports, peers, "us")
            case("audible-cli exports episodes", episodes, peers)
            case("audible-cli changes the wish list", wishes, peers)
            case("audible-cli keeps auth files", files, peers)
            for store in ("de", "jp"):
                case(f"audible-cli lists the library of {store}", lists, peers, store, "-P", store)
                case(f"audible-cli exports those of {store}", exports, peers, store, "-P", store)
            case("audible-cli asks for this and that", asks, peers)
            case("audible-cli downloads chapters only", downloads, peers)
            if libex_main:
                case("libex-core reads the catalogue", reads_the_catalogue, peers)
            case("audible-cli's library is ours", the_library_is_ours, peers, options.folder)
            case("audible-cli signs out", signs_out, peers)
        data = folder / "simple"
        data.mkdir()
        for name, records in invented.folder(200).items():
            (data / f"{name}.json").write_text(json.dumps(records))
        with sandbox(options.sandbox, "--data", str(data)) as address:
            wire.sandbox = httpx.URL(address)
            (folder / "config/config.toml").unlink()
            case("audible-cli signs in again", signs_in, peers, "simple")
            case("audible-series finds what we miss", the_missing_volumes_are_ours, peers, options.folder, data)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
