"""How a situation out of a thread is written down: who asked, how the server answered, the cause.

A server is written as lines: a request's beginning, then its answer. The first beginning that fits
answers; `*` fits all. Conditions follow in brackets: `[Origin: x]`, `[no Origin]`.

    OPTIONS *
    401 Unauthorized
    WWW-Authenticate: Bearer
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corsac.browser.request import Body, BodyKind, Page, PageRequest
from corsac.core.findings import Party
from corsac.core.headers import Headers
from corsac.core.messages import Exchange, Failure, FailureKind, WireRequest, WireResponse
from corsac.diagnose.diagnosis import Diagnosis
from corsac.diagnose.options import Options
from tests.diagnose.story import ALL

if TYPE_CHECKING:
    from corsac.core.messages import Answer
    from corsac.diagnose.report import Report

APP = "https://app.example"
LOCAL = "http://localhost:3000"
API = "https://api.example/items"

BACKEND, FRONTEND, PROXY = Party.BACKEND, Party.FRONTEND, Party.PROXY
USER, NETWORK, UNKNOWN = Party.USER, Party.NETWORK, Party.UNKNOWN


@dataclass(frozen=True, slots=True)
class Thread:
    """A situation.

    `seen` is where it was told. `causes` are the ids that are right as the first finding; `parties`
    whose fault it is: more than one where the thread does not tell either.
    """

    name: str
    seen: str
    request: PageRequest
    server: str
    causes: tuple[str, ...]
    parties: tuple[Party, ...]
    page: Page = field(default_factory=lambda: Page(APP))
    options: Options = field(default_factory=Options)


def get(
    url: str = API,
    *,
    method: str | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    credentials: str | None = None,
    mode: str | None = None,
) -> PageRequest:
    """Make a request by `fetch()`, a GET unless told otherwise."""
    return PageRequest(url, method=method, headers=headers, credentials=credentials, mode=mode)


def post_json(
    url: str = API, *headers: tuple[str, str], credentials: str | None = None
) -> PageRequest:
    """Make a POST of JSON, with further headers."""
    return PageRequest(
        url,
        method="POST",
        headers=(("Content-Type", "application/json"), *headers),
        body=Body(BodyKind.TEXT, b"{}"),
        credentials=credentials,
    )


def with_token(url: str = API, method: str | None = None) -> PageRequest:
    """Make a request with a bearer token."""
    return PageRequest(url, method=method, headers=(("Authorization", "Bearer t"),))


def check(thread: Thread) -> Report:
    """Run the whole check of a situation, all that `corsac check` does beside the network."""
    rules = _rules(thread.server)
    diagnosis = Diagnosis(thread.request, thread.page, ALL, thread.options)
    now = 1000.0
    while diagnosis.pending is not None:
        now += 1
        wire = diagnosis.pending
        found = next(answer for start, answer in rules if _fits(start, wire))
        diagnosis.receive(Exchange(wire, _with_holes(found, wire)), now)
    assert diagnosis.report is not None
    return diagnosis.report


def _rules(text: str) -> list[tuple[str, Answer]]:
    blocks = text.strip("\n").split("\n---\n")
    return [(block.split("\n", 1)[0], _answer(block.split("\n", 1)[1])) for block in blocks]


def _answer(text: str) -> Answer:
    if text.startswith("! "):
        return Failure(FailureKind(text[2:].strip()))
    head, _, body = text.partition("\n\n")
    first, *lines = head.split("\n")
    pairs = [line.split(": ", 1) for line in lines if line]
    headers = Headers.of([(pair[0], pair[1] if len(pair) > 1 else "") for pair in pairs])
    status, _, reason = first.partition(" ")
    return WireResponse(int(status), reason, headers, body.encode())


def _fits(start: str, wire: WireRequest) -> bool:
    words, _, condition = start.partition(" [")
    method, _, path = words.partition(" ")
    url = urlsplit(wire.url)
    target = url.path + (f"?{url.query}" if url.query else "")
    if method not in {"*", wire.method}:
        return False
    if path not in {"", "*", target, f"//{url.netloc}{target}", f"//{url.netloc}"}:
        return False
    origin = wire.headers.get("Origin")
    wanted = condition.removesuffix("]")
    if wanted == "no Origin":
        return origin is None
    return not wanted or wanted == f"Origin: {origin}"


def _with_holes(answer: Answer, wire: WireRequest) -> Answer:
    """Fill in what a server repeats: `{origin}`, `{headers}`."""
    if isinstance(answer, Failure):
        return answer
    holes = {
        "{origin}": wire.headers.get("Origin") or "",
        "{headers}": wire.headers.get("Access-Control-Request-Headers") or "",
    }
    lines = [(name, holes.get(value, value)) for name, value in answer.headers]
    return WireResponse(
        answer.status, answer.reason, Headers.of(line for line in lines if line[1]), answer.body
    )
