"""Makes the vectors of the vault formats with Python's `cryptography`, not with our own code.

Needs `cryptography` 44 or later, for Argon2id. Run it here; it rewrites records.json, headers.json,
slots.json and archive.json.
Everything in it is invented and fixed, so that running it again changes nothing.
"""

import base64
import hashlib
import hmac
import json
import unicodedata
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

HERE = Path(__file__).parent
KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
DEVICE_KEY = bytes(range(100, 132))
VAULT = bytes.fromhex("00112233445566778899aabbccddeeff")
OTHER_VAULT = bytes.fromhex("00112233445566778899aabbccddee00")
NONCE = bytes.fromhex("0f1e2d3c4b5a69788796a5b4")


def data(version: int, vault: bytes, name: str) -> bytes:
    return b"audipy record\0" + bytes([version]) + vault + name.encode()


def seal(name: str, plain: bytes, *, key=KEY, vault=VAULT, nonce=NONCE, aad=None) -> bytes:
    text = AESGCM(key).encrypt(nonce, plain, data(1, vault, name) if aad is None else aad)
    return b"\x01" + vault + nonce + text


def seal_0(name: str, plain: bytes, *, vault=VAULT) -> bytes:
    return b"\x00" + NONCE + AESGCM(KEY).encrypt(NONCE, plain, data(0, vault, name))


def records() -> dict:
    opened, refused = [], []

    def opens(what, name, plain, sealed, outdated=False):
        opened.append({"what": what, "name": name, "plain": plain.hex(), "sealed": sealed.hex(),
                       "outdated": outdated})

    def refuses(what, name, sealed, error="damaged"):
        refused.append({"what": what, "name": name, "sealed": sealed.hex(), "error": error})

    good = seal("tokens", b"invented")
    opens("a short record", "tokens", b"invented", good)
    opens("nothing", "tokens", b"", seal("tokens", b""))
    opens("a name with a slash", "us/library/0", b"[]", seal("us/library/0", b"[]"))
    opens("a name that is not ASCII", "Bücher", b"\x00\xff", seal("Bücher", b"\x00\xff"))
    opens("no name", "", b"x", seal("", b"x"))
    opens("another nonce", "tokens", b"invented", seal("tokens", b"invented", nonce=bytes(12)))
    opens("longer than a block", "tokens", bytes(range(256)), seal("tokens", bytes(range(256))))
    opens("version 0", "tokens", b"invented", seal_0("tokens", b"invented"), outdated=True)

    for place in range(len(good)):
        for bit in range(8):
            changed = bytearray(good)
            changed[place] ^= 1 << bit
            if place == 0:
                # Version 0 has no id in clear, so that a 1 turned to 0 reads as another format.
                error = "damaged" if changed[0] == 0 else "newer"
            else:
                error = "other vault" if place <= 16 else "damaged"
            refuses(f"bit {bit} of byte {place} flipped", "tokens", bytes(changed), error)
    for length in range(len(good)):
        short = good[:length]
        refuses(f"cut to {length} bytes", "tokens", short)
    refuses("a byte too many", "tokens", good + b"\0")
    refuses("a byte too many in front", "tokens", b"\x01" + good, "other vault")
    for name in ["token", "tokens ", "Tokens", "", "tokens/0", "accounts"]:
        refuses(f"under the name {name!r}", name, good)
    refuses("of another account", "tokens", seal("tokens", b"x", vault=OTHER_VAULT), "other vault")
    moved = seal("tokens", b"x", vault=OTHER_VAULT)
    refuses("of another account, made out to this one", "tokens", moved[:1] + VAULT + moved[17:])
    refuses("sealed with another key", "tokens", seal("tokens", b"x", key=OTHER_KEY))
    refuses("without associated data", "tokens", seal("tokens", b"x", aad=b""))
    refuses("the name without what goes before it", "tokens", seal("tokens", b"x", aad=b"tokens"))
    refuses("version 0 in the associated data", "tokens",
            seal("tokens", b"x", aad=data(0, VAULT, "tokens")))
    zero = seal_0("tokens", b"invented")
    refuses("version 0 of another account", "tokens", seal_0("tokens", b"x", vault=OTHER_VAULT))
    refuses("version 0 under another name", "attempts", zero)
    refuses("version 0 cut short", "tokens", zero[:-1])
    refuses("version 0 made out to be version 1", "tokens", b"\x01" + zero[1:], "other vault")
    refuses("version 1 made out to be version 0", "tokens", b"\x00" + good[17:])
    refuses("version 2", "tokens", b"\x02" + good[1:], "newer")
    refuses("version 255 and nothing else", "tokens", b"\xff", "newer")
    return {"key": KEY.hex(), "vault": VAULT.hex(), "opened": opened, "refused": refused}


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def slot(kind="device", key=DEVICE_KEY, nonce=NONCE, **members) -> dict:
    context = b"audipy slot\0\x01" + VAULT + kind.encode()
    wrapped = AESGCM(key).encrypt(nonce, KEY, context)
    return {"kind": kind, "nonce": b64(nonce), "wrapped": b64(wrapped), **members}


def hkdf(secret: bytes, info: bytes) -> bytes:
    """RFC 5869 with SHA-256 for one block, written out."""
    prk = hmac.new(bytes(32), secret, hashlib.sha256).digest()
    return hmac.new(prk, info + b"\x01", hashlib.sha256).digest()


def passphrase(text: str, memory=64, passes=1, lanes=1, **members) -> dict:
    salt = bytes(range(16))
    kdf = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory)
    key = kdf.derive(unicodedata.normalize("NFC", text).encode())
    cost = {"memory": memory, "passes": passes, "lanes": lanes}
    return slot("passphrase", key, salt=b64(salt), argon2id=cost, **members)


def passkey(prf: bytes, **members) -> dict:
    key = hkdf(prf, b"audipy passkey\0\x01" + VAULT)
    return slot("passkey", key, credential=b64(b"credential"), salt=b64(bytes(32)), **members)


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def gf_times(a: int, b: int) -> int:
    product = 0
    for bit in range(5):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(9, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product


def code(data: bytes) -> str:
    """Finds the check symbols by trying all of them: slow, and sure."""
    number = int.from_bytes(data) << 2
    symbols = [number >> (5 * place) & 31 for place in range(25, -1, -1)]

    def at(x, all_symbols):
        value = 0
        for symbol in all_symbols:
            value = gf_times(value, x) ^ symbol
        return value

    found = [[a, b] for a in range(32) for b in range(32)
             if at(2, symbols + [a, b]) == 0 and at(4, symbols + [a, b]) == 0]
    assert len(found) == 1
    text = "".join(CROCKFORD[symbol] for symbol in symbols + found[0])
    return "-".join(text[i:i + 4] for i in range(0, 28, 4))


def slots() -> dict:
    """Slots with what opens them; `with` says how it is to be used."""
    paper = bytes(range(1, 17))
    recovery = hkdf(paper, b"audipy recovery\0\x01" + VAULT)
    prf = bytes(range(50, 82))
    composed, apart = "Fähre über Nöda", unicodedata.normalize("NFD", "Fähre über Nöda")
    opened = [
        ("a passphrase", "passphrase", "four invented plain words", passphrase("four invented plain words")),
        ("more memory, passes and lanes", "passphrase", "x", passphrase("x", 4096, 3, 2)),
        ("as AudiPy makes them", "passphrase", "x", passphrase("x", 65536, 2, added=1795000000000)),
        ("a passphrase typed in composed form", "passphrase", composed, passphrase(composed)),
        ("the same typed with loose marks", "passphrase", apart, passphrase(composed)),
        ("an empty passphrase", "passphrase", "", passphrase("")),
        ("blanks count", "passphrase", " x ", passphrase(" x ")),
        ("a passkey", "passkey", prf.hex(), passkey(prf)),
        ("a passkey with a later member", "passkey", prf.hex(), passkey(prf, label="key ring")),
        ("a recovery code", "recovery", code(paper), slot("recovery", recovery)),
    ]
    refused = [
        ("a wrong passphrase", "passphrase", "four invented plain word", passphrase("four invented plain words")),
        ("a blank too many", "passphrase", "x ", passphrase("x")),
        ("another case", "passphrase", "X", passphrase("x")),
        ("more passes than were used", "passphrase", "x",
         {**passphrase("x"), "argon2id": {"memory": 64, "passes": 2, "lanes": 1}}),
        ("another salt", "passphrase", "x", {**passphrase("x"), "salt": b64(bytes(16))}),
        ("another passkey", "passkey", bytes(32).hex(), passkey(prf)),
        ("another code", "recovery", code(bytes(16)), slot("recovery", recovery)),
        ("of another kind", "recovery", code(paper),
         {**slot("device", recovery), "kind": "recovery"}),
        ("another nonce", "passkey", prf.hex(), {**passkey(prf), "nonce": b64(bytes(12))}),
        ("cut short", "passkey", prf.hex(), {**passkey(prf), "wrapped": b64(bytes(15))}),
    ]
    good = passphrase("x")

    def cost(memory, passes, lanes):
        return {**good, "argon2id": {"memory": memory, "passes": passes, "lanes": lanes}}

    unknown = [
        ("far too much memory", cost(1 << 31, 1, 1)),
        ("a little too much memory", cost((256 << 10) + 1, 1, 1)),
        ("too many passes", cost(64 << 10, 65, 1)),
        ("too much of both", cost(256 << 10, 17, 1)),
        ("too many lanes", cost(64 << 10, 1, 5)),
        ("no memory", cost(0, 1, 1)), ("less than eight blocks a lane", cost(15, 1, 2)),
        ("no pass", cost(64, 0, 1)), ("no lane", cost(64, 1, 0)),
        ("numbers below zero", cost(-64, 1, 1)), ("numbers as texts", cost("64", 1, 1)),
        ("parts of numbers", cost(64.5, 1, 1)),
        ("no parameters", {k: v for k, v in good.items() if k != "argon2id"}),
        ("a short salt", {**good, "salt": b64(bytes(15))}),
        ("no salt", {k: v for k, v in good.items() if k != "salt"}),
        ("a passkey without its credential",
         {k: v for k, v in passkey(prf).items() if k != "credential"}),
        ("a passkey with a short salt", {**passkey(prf), "salt": b64(bytes(31))}),
        ("a time as a text", {**good, "added": "today"}),
        ("a later kind", slot("smart card", DEVICE_KEY)),
    ]
    codes = [bytes(16), b"\xff" * 16, paper, bytes(range(240, 256)), b"invented entropy"]
    return {
        "vault": VAULT.hex(), "data_key": KEY.hex(),
        "opened": [{"what": w, "way": y, "with": s, "slot": t} for w, y, s, t in opened],
        "refused": [{"what": w, "way": y, "with": s, "slot": t} for w, y, s, t in refused],
        "unknown": [{"what": w, "slot": t} for w, t in unknown],
        "codes": [{"bytes": c.hex(), "code": code(c)} for c in codes],
    }


def headers() -> dict:
    vault = VAULT.hex()
    device = slot()
    later = {"kind": "passkey", "salt": "AAAA", "more": {"n": 18446744073709551615, "x": None}}
    good = {"format": 1, "id": vault, "slots": [device]}

    def changed(**members):
        return {**good, **members}

    def without(member):
        return {key: value for key, value in good.items() if key != member}

    read = [
        {"what": "a device slot", "header": good, "device_slots": 1},
        {"what": "no slot", "header": changed(slots=[]), "device_slots": 0},
        {"what": "a later kind before it", "header": changed(slots=[later, device]),
         "device_slots": 1},
        {"what": "no device slot", "header": changed(slots=[passphrase("x")]), "device_slots": 0},
        {"what": "all kinds", "header": changed(slots=[passphrase("x", added=1), later, device]),
         "device_slots": 1},
        {"what": "later members", "header": changed(hint="x", slots=[{**device, "label": "desk"}]),
         "device_slots": 1},
        {"what": "slots that do not read", "device_slots": 1, "header": changed(slots=[
            7, None, {}, {"kind": 1}, {**device, "nonce": "AAAA"}, {**device, "wrapped": "?"},
            {"kind": "device"}, {**device, "nonce": None}, device])},
    ]
    texts = [
        ("nothing", "", "damaged"), ("not JSON", "audipy", "damaged"), ("a list", "[]", "damaged"),
        ("cut short", json.dumps(good)[:-1], "damaged"),
        ("two in a row", json.dumps(good) * 2, "damaged"),
        ("no format", json.dumps(without("format")), "damaged"),
        ("no id", json.dumps(without("id")), "damaged"),
        ("no slots", json.dumps(without("slots")), "damaged"),
        ("format 0", json.dumps(changed(format=0)), "damaged"),
        ("format 1.5", json.dumps(changed(format=1.5)), "damaged"),
        ("format as text", json.dumps(changed(format="1")), "damaged"),
        ("format 2", json.dumps(changed(format=2)), "newer"),
        ("format 2 and nothing else", '{"format":2}', "newer"),
        ("id of another vault", json.dumps(changed(id=OTHER_VAULT.hex())), "other vault"),
        ("id in upper case", json.dumps(changed(id=vault.upper())), "damaged"),
        ("id too short", json.dumps(changed(id=vault[1:])), "damaged"),
        ("id as a number", json.dumps(changed(id=7)), "damaged"),
        ("slots as an object", json.dumps(changed(slots={})), "damaged"),
    ]
    return {
        "device_key": DEVICE_KEY.hex(), "data_key": KEY.hex(), "vault": vault,
        "context": (b"audipy slot\0\x01" + VAULT + b"device").hex(),
        "read": read,
        "refused": [{"what": w, "text": t, "error": e} for w, t, e in texts],
    }


def archive() -> dict:
    salt, cost = bytes(range(16)), {"memory": 256, "passes": 2, "lanes": 1}
    key = Argon2id(salt=salt, length=32, iterations=cost["passes"], lanes=cost["lanes"],
                   memory_cost=cost["memory"]).derive("invented Passwört".encode())
    b64 = lambda raw: base64.b64encode(raw).decode()
    wrapped = AESGCM(key).encrypt(NONCE, KEY, b"audipy slot\0\x01" + VAULT + b"passphrase")
    header = json.dumps({"format": 1, "id": VAULT.hex(), "slots": [{
        "kind": "passphrase", "salt": b64(salt), "argon2id": cost, "nonce": b64(NONCE), "wrapped": b64(wrapped)}]})
    plain = [b'{"v":1,"data":{}}', b"", bytes(range(200))]
    nonces = [bytes([place]) * 12 for place in range(len(plain))]
    part = lambda raw: len(raw).to_bytes(4, "big") + raw
    file = b"AudiPy backup\n\x01" + part(header.encode())
    for place, (record, nonce) in enumerate(zip(plain, nonces)):
        file += part(seal(f"archive/{place}", record, nonce=nonce))
    return {"passphrase": "invented Passwört", "file": file.hex(), "records": [it.hex() for it in plain],
            "nonces": [it.hex() for it in nonces]}


def write(name: str, vectors: dict) -> None:
    lists = {key: value for key, value in vectors.items() if isinstance(value, list)}
    lines = [f" {json.dumps(k)}: {json.dumps(v)}" for k, v in vectors.items() if k not in lists]
    for key, items in lists.items():
        body = ",\n".join(f"  {json.dumps(item)}" for item in items)
        lines.append(f" {json.dumps(key)}: [\n{body}\n ]")
    (HERE / name).write_text("{\n" + ",\n".join(lines) + "\n}\n")


write("records.json", records())
write("headers.json", headers())
write("slots.json", slots())
write("archive.json", archive())
