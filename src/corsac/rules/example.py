"""The examples on rules' pages: what they show, as data.

An example is written as it would be told: who asks, then what goes over the wire.

    https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
    > OPTIONS /items
    > Origin: https://app.example
    < 204 No Content
    < Access-Control-Allow-Origin: *

`>` lines are a request, as far as it matters; `<` lines the answer, its body after an empty one.
`! refused` stands for a request that died below HTTP, and for the browser's own reasons to end it
(`! local-network`); after an answer, `! cut closed` says how its body broke off. `? stand-in`
before a request says that it is a probe. `* 21 times` before a request repeats it and its answer. A
page's kind stands in parentheses: `https://a.example (sandbox) runs …`. `"x".repeat(9)` is a long
string, as JavaScript has it. `@ app.example:443 public` says in which address space a server is;
one that isn't named is on loopback.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from corsac.browser.outcome import Reason
from corsac.browser.request import Api, Body, BodyKind, Page, PageRequest
from corsac.core.address import AddressSpace
from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.rules.case import ProbeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corsac.core.findings import Rule
    from corsac.core.messages import Answer

_SECTION = re.compile(r"^## (Bad|Good)\n+```http\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ASK = re.compile(r"(\S+)(?: \(([^)]+)\))? runs ([a-z]+)\((.*)\)", re.DOTALL)
_REPEATED = re.compile(r'("(?:[^"\\]|\\.)*")\.repeat\((\d{1,6})\)')
_SPACE = re.compile(r"@ (\S+:\d+) (public|local|loopback)")
_STATUS = re.compile(r"(?:HTTP/([0-9.]+) )?([0-9]{3})(?: (.*))?")
_CUT = "cut "
#: RequestInit's members under the names that PageRequest gives them.
_MEMBERS = {
    "withCredentials": "with_credentials",
    "uploadListener": "upload_listener",
    "referrerPolicy": "referrer_policy",
    "targetAddressSpace": "target_address_space",
}


class ExampleError(ValueError):
    """An example that can't be read: the message says which line."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A request and its answer; `target` is a path, or a URL where the host is another.

    `headers` are those that matter. `probe` is the kind of a differential probe, None for what the
    browser itself sends.
    """

    method: str
    target: str
    headers: Headers
    answer: Answer
    probe: ProbeKind | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One example: who asks what, and what goes over the wire.

    `ended` is a reason of the browser's own that ends it, where the wire does not show one.
    `spaces` are the address spaces of servers, by `host:port`.
    """

    page: Page
    request: PageRequest
    turns: tuple[Turn, ...] = ()
    ended: Reason | None = None
    spaces: Mapping[str, AddressSpace] = field(default_factory=dict[str, AddressSpace])


def examples_of(rule: Rule) -> tuple[Example, Example]:
    """Read a rule's page: its bad and its good example.

    Raises:
        ExampleError: There are not exactly these two, or one can't be read.
    """
    found = dict(_SECTION.findall(rule.page))
    if set(found) != {"Bad", "Good"}:
        raise ExampleError(f"{rule.name}: a page has one bad and one good example")
    return parse_example(found["Bad"]), parse_example(found["Good"])


def parse_example(text: str) -> Example:
    """Read one example.

    Raises:
        ExampleError: A line is not as described above.
    """
    lines = text.strip("\n").split("\n")
    first = next((n for n, line in enumerate(lines) if line[:1] in {*"><!?*@"}), len(lines))
    page, request = _ask("\n".join(lines[:first]))
    spaces = dict(_space(line) for line in lines if line.startswith("@"))
    rest = [line for line in lines[first:] if not line.startswith("@")]
    ended = None
    if rest and rest[-1].startswith("! ") and rest[-1][2:] in set(Reason):
        ended = Reason(rest.pop()[2:])
    return Example(page, request, tuple(_turns(rest)), ended, spaces)


def _space(line: str) -> tuple[str, AddressSpace]:
    match = _SPACE.fullmatch(line)
    if match is None:
        raise ExampleError(f"not a server and its space: {line!r}")
    return match[1], AddressSpace[match[2].upper()]


def _ask(text: str) -> tuple[Page, PageRequest]:
    match = _ASK.fullmatch(text)
    if match is None:
        raise ExampleError(f"not a page that runs something: {text!r}")
    origin, kind, api, arguments = match.groups()
    try:
        url, *rest = json.loads(f"[{_REPEATED.sub(_repeat, arguments)}]")
    except ValueError as error:
        raise ExampleError(f"not JSON: {arguments!r}") from error
    return Page(origin, kind or "top"), _request(Api(api), url, rest[0] if rest else {})


def _repeat(match: re.Match[str]) -> str:
    return json.dumps(json.loads(match[1]) * int(match[2]))


def _request(api: Api, url: str, options: dict[str, Any]) -> PageRequest:
    members = {_MEMBERS.get(name, name): value for name, value in options.items()}
    if "headers" in members:
        members["headers"] = tuple(members["headers"].items())
    if "body" in members:
        members["body"] = Body(BodyKind.TEXT, members["body"].encode())
    if "stream" in members:
        members["body"] = Body(BodyKind.STREAM, members.pop("stream").encode())
    return PageRequest(url, api, **members)


def _turns(lines: list[str]) -> Iterator[Turn]:
    probe: ProbeKind | None = None
    times = 1
    at = 0
    while at < len(lines):
        mark, value = lines[at][:1], lines[at][2:]
        if mark == "?":
            probe = ProbeKind(value)
            at += 1
        elif mark == "*":
            times = int(value.partition(" ")[0])
            at += 1
        elif mark == ">":
            end = _end(lines, at)
            turn = _turn(lines[at:end], probe)
            yield from [turn] * times
            probe, times, at = None, 1, end
        else:
            raise ExampleError(f"not expected here: {lines[at]!r}")


def _end(lines: list[str], start: int) -> int:
    """Find where the answer to the request that starts here ends."""
    answered = False
    for at in range(start, len(lines)):
        mark = lines[at][:1]
        if mark in "<!":
            answered = True
        elif answered or mark != ">":
            return at
    return len(lines)


def _turn(lines: list[str], probe: ProbeKind | None) -> Turn:
    sent = [line[2:] for line in lines if line.startswith(">")]
    back = [line[2:] for line in lines if line.startswith("<")]
    died = [line[2:] for line in lines if line.startswith("!")]
    method, _, target = sent[0].partition(" ")
    headers = Headers.of(map(_pair, sent[1:]))
    return Turn(method, target, headers, _answer(back, died), probe)


def _pair(line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon:
        raise ExampleError(f"not a header: {line!r}")
    return name, value.strip()


def _answer(back: list[str], died: list[str]) -> Answer:
    if not died:
        return _response(back)
    if not died[0].startswith(_CUT):
        return _failure(died[0])
    return replace(_response(back), complete=False, fault=_failure(died[0].removeprefix(_CUT)))


def _failure(text: str) -> Failure:
    kind, _, detail = text.partition(" ")
    return Failure(FailureKind(kind), detail)


def _response(lines: list[str]) -> WireResponse:
    match = _STATUS.fullmatch(lines[0] if lines else "")
    if match is None:
        raise ExampleError(f"not a status: {lines[:1]!r}")
    version, status, reason = match.groups()
    gap = lines.index("") if "" in lines else len(lines)
    return WireResponse(
        int(status),
        reason or "",
        Headers.of(map(_pair, lines[1:gap])),
        "\n".join(lines[gap + 1 :]).encode(),
        f"HTTP/{version or '1.1'}",
    )
