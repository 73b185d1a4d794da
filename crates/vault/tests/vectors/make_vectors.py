"""Makes the vectors of the vault formats with Python's `cryptography`, not with our own code.

Needs `cryptography` (any recent version). Run it here; it rewrites records.json and headers.json.
Everything in it is invented and fixed, so that running it again changes nothing.
"""

import base64
import json
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

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


def slot(nonce=NONCE) -> dict:
    context = b"audipy slot\0\x01" + VAULT + b"device"
    wrapped = AESGCM(DEVICE_KEY).encrypt(nonce, KEY, context)
    return {"kind": "device", "nonce": base64.b64encode(nonce).decode(),
            "wrapped": base64.b64encode(wrapped).decode()}


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


def write(name: str, vectors: dict) -> None:
    lists = {key: value for key, value in vectors.items() if isinstance(value, list)}
    lines = [f" {json.dumps(k)}: {json.dumps(v)}" for k, v in vectors.items() if k not in lists]
    for key, items in lists.items():
        body = ",\n".join(f"  {json.dumps(item)}" for item in items)
        lines.append(f" {json.dumps(key)}: [\n{body}\n ]")
    (HERE / name).write_text("{\n" + ",\n".join(lines) + "\n}\n")


write("records.json", records())
write("headers.json", headers())
