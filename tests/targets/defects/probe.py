"""What a mended recipe must answer: its two origins read everything, strangers nothing."""

from __future__ import annotations

from corsac.core.fields import token_list
from corsac.core.headers import Headers
from tests.exchanges.loader import App
from tests.targets.corpus import Answer, ask, asking
from tests.targets.layers import FOREIGN

#: What the recipes allow.
ALLOWED = ("https://yoursite.com", "http://localhost:3000")
STRANGERS = (
    "https://evil.example",
    "http://yoursite.com",
    "https://localhost:3000",
    "http://localhost:3001",
    "https://YOURSITE.com",
    "https://yoursitexcom",
    "https://yoursite.com.evil.example",
    "https://evilyoursite.com",
    "null",
)
PREFLIGHT = {
    "Access_Control_Request_Method": "PUT",
    "Access_Control_Request_Headers": "authorization,content-type",
}


def faults(url: str, path: str, *, foreign: bool = True, varies: bool = True) -> list[str]:
    """Name what is wrong with a server of a recipe; an empty list is a pass.

    Args:
        url: The server.
        path: A path that it answers.
        foreign: Whether the application behind it may be told to send CORS headers of its own.
        varies: Whether it answers by the origin that asks.
    """
    allowed = ALLOWED if varies else ALLOWED[:1]
    found: list[str] = []
    for status in (200, 404, 500) if foreign else (200,):
        told = asking(App(status, FOREIGN.headers if foreign else Headers()))
        more = {name.replace("-", "_"): value for name, value in told.items()}
        for origin in allowed:
            found += _open(f"{status} {origin}", ask(url, "GET", path, origin, **more), origin)
        for origin in STRANGERS if varies else ():
            found += _closed(f"{status} {origin}", ask(url, "GET", path, origin, **more))
        if varies:
            found += _vary(f"{status} no origin", ask(url, "GET", path, **more))
    for origin in allowed:
        answer = ask(url, "OPTIONS", path, origin, **PREFLIGHT)
        found += _open(f"preflight {origin}", answer, origin)
        found += _grants(f"preflight {origin}", answer)
    for origin in STRANGERS if varies else ():
        answer = ask(url, "OPTIONS", path, origin, **PREFLIGHT)
        found += _closed(f"preflight {origin}", answer, cached=False)
    return found


def _open(name: str, answer: Answer, origin: str) -> list[str]:
    lines = answer.headers.all("Access-Control-Allow-Origin")
    held = answer.headers.all("Access-Control-Allow-Credentials")
    found = [] if lines == (origin,) else [f"{name}: Allow-Origin is {lines}"]
    return found + ([] if held == ("true",) else [f"{name}: Allow-Credentials is {held}"])


def _grants(name: str, answer: Answer) -> list[str]:
    found = [] if 200 <= answer.status < 300 else [f"{name}: status {answer.status}"]
    methods = token_list(answer.headers.all("Access-Control-Allow-Methods")) or ()
    headers = token_list(answer.headers.all("Access-Control-Allow-Headers")) or ()
    if "PUT" not in methods:
        found.append(f"{name}: methods are {methods}")
    if not {"authorization", "content-type"} <= {each.lower() for each in headers}:
        found.append(f"{name}: headers are {headers}")
    return found


def _closed(name: str, answer: Answer, *, cached: bool = True) -> list[str]:
    said = [key for key, _ in answer.headers if key.lower().startswith("access-control-")]
    return ([f"{name}: {said}"] if said else []) + (_vary(name, answer) if cached else [])


def _vary(name: str, answer: Answer) -> list[str]:
    said = [each.lower() for each in token_list(answer.headers.all("Vary")) or ()]
    return [] if "origin" in said else [f"{name}: Vary is {said}"]
