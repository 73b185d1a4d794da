"""Makes audible_rs.json: an encrypted auth file as section 12.4 of the sign-in reference describes it, by other
implementations than ours. Everything in it is invented.

    pip install argon2-cffi pynacl && python make_audible_rs.py > audible_rs.json
"""

import json
from base64 import b64encode

from argon2.low_level import Type, hash_secret_raw
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as seal

data = {
    "country_code": "de",
    "identity": {"customer_id": "amzn1.account.INV", "account_pool": "Amazon", "name": "Anna Example"},
    "device": {"device_type": "A2CZJZGLK2JJVM", "serial": "A1b2", "name": "Anna's Audible for iPhone"},
    "bearer": {"access_token": "Atna|INV", "refresh_token": "Atnr|INV", "expires": 1767326645.5},
}
password = "pässwörd"
salt, nonce = bytes(range(16)), bytes(range(100, 124))
m, t, p = 1024, 3, 4
key = hash_secret_raw(password.encode(), salt, time_cost=t, memory_cost=m, parallelism=p, hash_len=32, type=Type.ID)
b64 = lambda raw: b64encode(raw).decode()
associated = "\n".join([
    "audible-rs-auth", "v1", "argon2id", f"m={m},t={t},p={p}", f"salt={b64(salt)}", "xchacha20poly1305",
    f"nonce={b64(nonce)}",
])
ciphertext = seal(json.dumps(data).encode(), associated.encode(), nonce, key)
print(json.dumps({"password": password, "file": {
    "format": "audible-rs-auth", "version": 1,
    "kdf": {"algorithm": "argon2id", "m_cost": m, "t_cost": t, "p_cost": p, "salt": b64(salt)},
    "cipher": {"algorithm": "xchacha20poly1305", "nonce": b64(nonce)}, "ciphertext": b64(ciphertext),
}}, indent=1))
