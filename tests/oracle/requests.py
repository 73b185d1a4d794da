"""Records what the Python package `audible` sends in the life of a device, with invented tokens and no network.

    python requests.py            writes crates/audible/tests/life_cycle/requests.json
    python requests.py --check    writes nothing; exit status 1 where the package sends something else by now

httpx is told to answer from a list; all of the package above it runs as it is. The headers are all that it sends,
except `host`, `connection` and `content-length`, which are the transport's.
"""

import json
import sys
import warnings
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

warnings.simplefilter("ignore")

import audible
import httpx
from audible import auth, localization, login, register

TESTS = Path(__file__).parents[2] / "crates/audible/tests"
OUT = TESTS / "life_cycle/requests.json"
NOW = datetime(2026, 11, 23, 14, 30, 15, 123456, tzinfo=UTC)
SERIAL = "0123456789ABCDEF0123456789ABCDEF"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"  # the example of RFC 7636, appendix B
CODE, ACCESS, REFRESH = "ANInventedCode", "Atna|InventedAccess+/==", "Atnr|InventedRefresh+/=="
SIGNING = json.loads((TESTS / "vectors/signing.json").read_text("utf-8"))
PLACES = [("us", False), ("uk", False), ("jp", False), ("de", False), ("de", True)]
OF_THE_TRANSPORT = ("host", "connection", "content-length")


@contextmanager
def wire(answer):
    """Answers every request with this, and gives the list of what was sent."""
    sent = []

    def handle_request(_transport, request):
        request.read()
        sent.append(request)
        return answer

    class Stopped(datetime):
        @classmethod
        def now(cls, tz=None):
            return NOW.astimezone(tz) if tz else NOW

    with mock.patch.object(httpx.HTTPTransport, "handle_request", handle_request), \
            mock.patch.object(auth, "datetime", Stopped), mock.patch.object(register, "datetime", Stopped):
        yield sent


def device(code, with_username, **changes):
    return audible.Authenticator.from_dict({
        "website_cookies": {"session-id": "139-0000001-0000002"}, "adp_token": SIGNING["adp_token"],
        "access_token": ACCESS, "refresh_token": REFRESH, "device_private_key": SIGNING["device_private_key"],
        "store_authentication_cookie": {"cookie": "InventedStoreCookie=="}, "device_info": {}, "customer_info": {},
        "expires": NOW.timestamp() + 3600, "locale_code": code, "with_username": with_username, "activation_bytes": None,
        **changes,
    })


def described(request):
    return {
        "method": request.method, "url": str(request.url),
        "headers": {k: v for k, v in sorted(request.headers.items()) if k not in OF_THE_TRANSPORT},
        "body": request.content.decode(),
    }


def ignored(call, *args, **kwargs):
    """What the package makes of the answer is no matter here."""
    try:
        with redirect_stdout(sys.stderr):  # it prints a blob that it cannot read
            call(*args, **kwargs)
    except Exception as error:
        if isinstance(error, (TypeError, NameError)):
            raise


def recorded(what, call, place, answer):
    with wire(answer) as sent:
        ignored(call)
    assert len(sent) == 1, (what, place, len(sent))
    return {"what": what, "store": place[0], "with_username": place[1], "request": described(sent[0])}


def cases():
    unsigned = {"adp_token": None, "device_private_key": None}
    for place in PLACES:
        code, with_username = place
        at = localization.Locale(code)
        url = login.build_oauth_url(at.country_code, at.domain, at.market_place_id, VERIFIER.encode(), SERIAL, with_username)
        url = url[0] if isinstance(url, tuple) else url
        yield {"what": "sign-in address", "store": code, "with_username": with_username,
               "request": {"method": "GET", "url": str(url), "headers": {}, "body": ""}}
        it, empty = device(code, with_username), httpx.Response(200, json={})
        for what, call in [
            ("register", lambda: register.register(CODE, VERIFIER.encode(), at.domain, SERIAL, with_username)),
            ("refresh", lambda: auth.refresh_access_token(REFRESH, at.domain, with_username)),
            ("cookies for the own store", lambda: it.set_website_cookies_for_country(code)),
            ("cookies for another store", lambda: it.set_website_cookies_for_country("au")),
            ("deregister", lambda: it.deregister_device()),
            ("profile", lambda: it.user_profile()),
            ("signed API request", lambda: audible.Client(it).get("library", num_results=2, page=1)),
            ("API request with the access token",
             lambda: audible.Client(device(code, with_username, **unsigned)).get("library", num_results=2, page=1)),
            ("activation bytes", lambda: it.get_activation_bytes()),
        ]:
            yield recorded(what, call, place, empty)


def main():
    made = json.dumps({
        "made_with": f"audible {audible.__version__}", "serial": SERIAL, "verifier": VERIFIER, "code": CODE, "access_token": ACCESS,
        "refresh_token": REFRESH, "time_us": round(NOW.timestamp() * 1_000_000), "cases": list(cases()),
    }, indent=1, ensure_ascii=False) + "\n"
    if "--check" in sys.argv:
        same = OUT.read_text("utf-8") == made
        print(json.dumps({"scenario": "requests", "ok": same, "detail": "as recorded" if same else f"{OUT.name} is to be made anew"}))
        return 0 if same else 1
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
