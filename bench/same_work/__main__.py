"""The six reports by AudiPy's own rules, in Python: the same work on the same data. Only the standard library.

    python3 bench/same_work --data FOLDER [--out FOLDER] [--runs N]

It was written from the rules (API reference, 10 and 11) as an independent second opinion: its files are to equal those
of `crates/reports` byte for byte. Names, works, editions, boxes, languages by share, announcements and advice are all
there; what the page shows besides (drawings of series, remarks, scores, the summary) is not, so that it does a little
less than what it is compared with.

What is timed is the same on both sides: from products that are read, with what searches brought for them, to the six
texts. Reading (from the files' JSON to products) is timed apart. What a store would answer is prepared before, and not
timed. Nothing is kept from one run to the next. The last line is JSON: titles, the median processor time of some runs
in milliseconds, that of reading, and how many lines each file has.
"""

import gc
from datetime import date

from measure import measure
from read import Money
from reports import Options, files
from store import read_folder, synced

# As in `crates/reports/examples/against_python.rs`; a credit is worth a third of a pack of three.
OPTIONS = Options(today=date(2026, 11, 24), credit_value=Money(1266, "USD"))


def prepare(folder):
    snapshot = synced(folder, OPTIONS)
    # The collector need not look at what stays.
    gc.collect()
    gc.freeze()
    return snapshot


if __name__ == "__main__":
    measure(
        read_folder,
        prepare,
        make=lambda snapshot: files(snapshot, OPTIONS),
        count=lambda snapshot: len(snapshot.items),
    )
