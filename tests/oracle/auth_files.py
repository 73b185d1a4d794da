"""Auth files between AudiPy and the real Python package `audible`: each opens what the other wrote.

    python auth_files.py --files target/debug/examples/files

One JSON line a case on standard output; exit status 0 only where all of them passed. Everything is invented.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

warnings.simplefilter("ignore")  # the package warns that its pure Python cryptography is slow

import audible

VECTORS = Path(__file__).resolve().parents[2] / "crates/auth_files/tests/vectors/auth_file_encrypted_json.json"
PASSWORDS = ["correct horse battery staple", "pässwörd-Łódź-🎧", "x"]
OPTIONS = [{}, {"kdf_iterations": 1}, {"kdf_iterations": 65535}, {"salt_marker": b"AudiPy"}, {"key_size": 16},
           {"key_size": 24, "salt_marker": b"##", "kdf_iterations": 77}]


def run(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode()[:500])
    return done.stdout


def same(ours, theirs):
    """Our file holds what the package's does; times to the millisecond, as both are."""
    ours, theirs = json.loads(ours), json.loads(theirs)
    for one in (ours, theirs):
        one["expires"] = round(one["expires"], 3)
    return ours == theirs


def cases(program, folder):
    plain = json.loads(VECTORS.read_text())["plaintext"]
    source = folder / "plain.json"
    source.write_text(plain)
    for password in PASSWORDS:
        for style in ("json", "bytes"):
            for iterations in (1, 1000, 65535):
                path = folder / "ours"
                path.write_bytes(run(program, "lock", source, password, style, iterations))
                auth = audible.Authenticator.from_file(path, password=password)
                yield f"the package opens ours: {style}, {iterations}", same(plain, json.dumps(auth.to_dict()))
            for options in OPTIONS:
                path = folder / "theirs"
                auth = audible.Authenticator.from_file(source)
                auth.to_file(path, password=password, encryption=style, **options)
                yield f"we open the package's: {style}, {options}", same(run(program, "open", path, password), plain)
    auth = audible.Authenticator.from_file(source)
    path = folder / "theirs.json"
    auth.to_file(path, encryption=False)
    written = run(program, "open", path)
    yield "we open the package's: plain", same(written, plain)
    path.write_bytes(written)
    auth = audible.Authenticator.from_file(path)
    yield "the package opens ours: plain", same(plain, json.dumps(auth.to_dict()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", required=True)
    program = parser.parse_args().files
    good = True
    with tempfile.TemporaryDirectory() as folder:
        try:
            for name, ok in cases(program, Path(folder)):
                good &= ok
                print(json.dumps({"case": name, "ok": ok}, ensure_ascii=False), flush=True)
        except Exception as error:
            good = False
            print(json.dumps({"case": "the next one", "ok": False, "error": repr(error)}))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
