"""What a strict probe shows of a running server: kinds of faults, for any policy of two origins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.fields import token_list
from tests.targets.corpus import Answer, ask
from tests.targets.defects.probe import ALLOWED, PREFLIGHT, STRANGERS

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = "/api/data"
#: Origins beside the probe's that loose checks and expressions let in.
MORE = (
    "http://localhost.evil.example",
    "https://a.examplexcom",
    "https://a.example.com.evil.example",
)
#: No browser writes an origin like this: packages that fold case do no harm.
FOLDED = "https://YOURSITE.com"
#: Meant, where a file allows any port of this machine.
PORT = "http://localhost:3001"


def shown(url: str) -> set[str]:
    """Name the kinds of faults.

    `open`: a stranger reads with cookies. `locked`: an allowed page does not read. `star`: `*` with
    credentials. `several`: more than one Allow-Origin. `vary`: it is missing. `fails`: a stranger's
    request is a 500. `refused`: an allowed page's preflight fails.
    """
    origins = [*ALLOWED, *(each for each in (*STRANGERS, *MORE) if each not in {FOLDED, PORT})]
    actual = {each: ask(url, "GET", PATH, each) for each in origins}
    preflights = {each: ask(url, "OPTIONS", PATH, each, **PREFLIGHT) for each in origins}
    found: set[str] = set()
    for answers in (actual, preflights):
        for origin, answer in answers.items():
            found |= set(_faults(origin, answer))
    for origin in ALLOWED:
        found |= set(_preflight(preflights[origin]))
        if _credentials(actual[origin]) and not _credentials(preflights[origin]):
            found.add("refused")
    none = ask(url, "GET", PATH)
    told = {_allowed(each) for each in (*actual.values(), none)}
    # What lets everybody in without cookies is for everybody, with Vary or without.
    if len(told) > 1 and told - {("*",), ()}:
        found |= {"vary" for each in (*actual.values(), none) if not _varies(each)}
    return found | ({"fails"} if none.status >= 500 else set())


def _faults(origin: str, answer: Answer) -> Iterator[str]:
    lines, held = _allowed(answer), _credentials(answer)
    if len(lines) > 1 or any("," in each for each in lines):
        yield "several"
    if lines == ("*",) and held:
        yield "star"
    if origin in ALLOWED:
        if lines != (origin,) and (lines != ("*",) or held):
            yield "locked"
    elif lines == (origin,) and held:
        yield "open"
    elif answer.status >= 500:
        yield "fails"


def _preflight(answer: Answer) -> Iterator[str]:
    methods = token_list(answer.headers.all("Access-Control-Allow-Methods")) or ()
    headers = token_list(answer.headers.all("Access-Control-Allow-Headers")) or ()
    named = {"authorization", "content-type"} <= {each.lower() for each in headers}
    if not 200 <= answer.status < 300 or not {"PUT", "*"} & set(methods) or not named:
        yield "refused"


def _allowed(answer: Answer) -> tuple[str, ...]:
    return answer.headers.all("Access-Control-Allow-Origin")


def _credentials(answer: Answer) -> bool:
    return answer.headers.all("Access-Control-Allow-Credentials") == ("true",)


def _varies(answer: Answer) -> bool:
    said = [each.lower() for each in token_list(answer.headers.all("Vary")) or ()]
    return "origin" in said or "*" in said
