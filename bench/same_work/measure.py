"""What both programs in Python do around their reports: arguments, times, files and figures."""

import argparse
import json
import pathlib
import statistics
import time


def measure(read, prepare, make, count):
    """Times `read`, of the folder, and `make`, of what `prepare` made of that; `make` answers the texts of files by
    their names, and `count` says how many titles they are about."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    started = time.process_time()
    folder = read(arguments.data)
    read_time = time.process_time() - started
    prepared = prepare(folder)
    times = []
    for _ in range(arguments.runs):
        started = time.process_time()
        files = make(prepared)
        times.append(time.process_time() - started)
    if arguments.out:
        arguments.out.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (arguments.out / name).write_text(text, encoding="utf-8", newline="\n")
    print(json.dumps({
        "titles": count(prepared),
        "ms": 1000 * statistics.median(times),
        "read_ms": 1000 * read_time,
        "lines": {name: text.count("\n") for name, text in files.items()},
    }))
