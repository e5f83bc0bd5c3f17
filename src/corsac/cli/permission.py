"""`corsac explain --origin ORIGIN`: whether the policy lets a page's request in, and why not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from corsac.cli.exits import Exit
from corsac.cli.language import say, spoken
from corsac.cli.mistake import Mistake
from corsac.cli.options import Option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.policy.explain import Explanation
    from corsac.policy.policy import Policy

SCHEMA: Final = "corsac-permission/1"
_SECTION: Final = "What the policy says"

OPTIONS: Final = (
    Option(["--origin"], section=_SECTION, metavar="ORIGIN",
           help="A page's origin: does the policy let it in, and if not, why?"),
    Option(["-X", "--request", "method"], section=_SECTION, metavar="METHOD",
           help="Its method; GET by default."),
    Option(["-H", "--header", "headers"], section=_SECTION, metavar="LINE", multiple=True,
           help="A header that the page sets, 'Name: value'; may be repeated."),
    Option(["--path"], section=_SECTION, metavar="PATH",
           help="The path that it asks for; / by default."),
    Option(["--policy", "policy_file"], section=_SECTION, metavar="FILE", from_environment=True,
           help="The policy; by default corsac.toml or pyproject.toml here."),
    Option(["--profile"], section=_SECTION, metavar="NAME",
           help="Add a profile of the policy's file."),
)  # fmt: skip

#: Why a request is refused, by the name of the step that failed.
REFUSED: Final = {
    "origin-not-allowed": "refused: {origin} is not among the allowed origins",
    "method-not-allowed": "refused: the method {method} is not allowed; allowed are {allowed}",
    "method-malformed": "refused: {method} is no method",
    "header-not-allowed": "refused: the header {refused} is not allowed",
    "headers-malformed": "refused: the names of the headers are none: {headers}",
    "headers-too-long": "refused: the names of the headers are longer than {most} bytes together",
    "path-doubtful": "refused: servers read the path {path} in different ways",
}
DIFFERS: Final = {
    "scheme": "the nearest allowed one is {pattern}: its scheme differs",
    "port": "the nearest allowed one is {pattern}: its port differs",
    "subdomain": "the nearest allowed one is {pattern}: this is a subdomain of it",
    "parent": "the nearest allowed one is {pattern}: this is the domain above it",
    "spelling": "the nearest allowed one is {pattern}: did you mean that?",
}


@dataclass(frozen=True, slots=True)
class PageAsks:
    """What a page asks for, as it was typed; None and empty where it was not."""

    origin: str | None = None
    method: str | None = None
    headers: tuple[str, ...] = ()
    path: str | None = None
    policy_file: str | None = None
    profile: str | None = None

    @property
    def asked(self) -> str:
        """The name of an option that has no meaning without `--origin`; empty where none is."""
        given = {"-X": self.method, "-H": self.headers, "--path": self.path}
        given |= {"--profile": self.profile}
        return next((name for name, value in given.items() if value), "")


@dataclass(frozen=True, slots=True)
class Permission:
    """What the policy says to a request; `last` decides, its preflight where that is refused."""

    origin: str
    method: str
    path: str
    preflight: Explanation | None
    last: Explanation

    @property
    def actual(self) -> Explanation | None:
        """What it says to the request itself; None where the preflight is refused."""
        return None if self.last is self.preflight else self.last


def answer(asks: PageAsks, form: str) -> int:
    """Print what the policy says; return 0 where it lets the page in, else 1.

    Raises:
        Mistake: What was typed can't be used, or there is no policy.
    """
    import click

    from corsac.cli.policy_file import read_policy

    if form == "markdown":
        raise Mistake("--origin is answered as text or JSON", mend="write --format text or json")
    found = _asked(asks, read_policy(asks.policy_file, asks.profile))
    if form == "json":
        click.echo(json.dumps(_document(found), indent=2, ensure_ascii=False))
    else:
        for line in _lines(found):
            click.echo(line)
    return Exit.OK if found.last.decision.allowed else Exit.FOUND


def _asked(asks: PageAsks, policy: Policy) -> Permission:
    """Ask the policy what a browser would ask the server, in the same order."""
    from corsac.core.headers import Headers
    from corsac.core.methods import is_safelisted, normalize
    from corsac.core.request_headers import unsafe_names
    from corsac.policy.decide import Request

    origin, method, path = _origin(asks), normalize(_method(asks)), _path(asks)
    names = unsafe_names(_fields(asks.headers))
    preflight = None
    if names or not is_safelisted(method):
        lines: tuple[tuple[str, str], ...]
        lines = (("Origin", origin), ("Access-Control-Request-Method", method))
        if names:
            lines += (("Access-Control-Request-Headers", ",".join(names)),)
        preflight = policy.explain(Request("OPTIONS", path, Headers(lines)))
        if not preflight.decision.allowed:
            return Permission(origin, method, path, preflight, preflight)
    actual = policy.explain(Request(method, path, Headers((("Origin", origin),))))
    return Permission(origin, method, path, preflight, actual)


def _origin(asks: PageAsks) -> str:
    from corsac.core.fields import is_value
    from corsac.render.redact import message

    origin = (asks.origin or "").strip(" \t")
    if not origin or not origin.isascii() or not is_value(origin):
        raise Mistake(
            "--origin: this is no origin",
            message(origin),
            mend="write scheme://host, as https://app.example",
        )
    return origin


def _method(asks: PageAsks) -> str:
    from corsac.core.fields import is_token
    from corsac.core.methods import is_forbidden

    method = asks.method or "GET"
    if not is_token(method):
        raise Mistake("-X: a method has no blanks or separators", method)
    if is_forbidden(method):
        raise Mistake("-X: fetch() refuses the method {method}", method=method)
    return method


def _path(asks: PageAsks) -> str:
    path = asks.path or "/"
    if not path.startswith("/"):
        raise Mistake("--path: a path starts with a slash", path, mend="write --path /items")
    return path.partition("?")[0]


def _fields(lines: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    from corsac.cli.header_options import read_fields

    return read_fields(lines).headers


def _lines(found: Permission) -> Iterator[str]:
    """Tell the verdict in a line, what leads to it, and what is answered."""
    from corsac.render.redact import message

    decision = found.last.decision
    if decision.allowed:
        yield say(
            "allowed: {origin} may send {method} {path} and read the answer",
            origin=message(found.origin),
            method=found.method,
            path=message(found.path),
        )
    else:
        yield from _refusal(found.last)
    if pattern := _fact(found.last, "pattern"):
        yield "  " + say("{pattern} lets the origin in", pattern=pattern)
    if decision.route:
        yield "  " + say("the route {path} decides", path=decision.route)
    if found.preflight is not None:
        status = found.preflight.decision.status
        yield "  " + say("the preflight is answered with {status} and", status=status)
        yield from _headers(found.preflight)
    if found.actual is not None:
        yield "  " + say("the answer carries")
        yield from _headers(found.actual)


def _refusal(explanation: Explanation) -> Iterator[str]:
    from corsac.render.redact import message

    decision = explanation.decision
    step = explanation.decision.trace[-1]
    facts = {name: message(value) for name, value in step.facts}
    yield say(REFUSED[str(decision.reason)], **facts) + f"  [{decision.clause}]"
    if explanation.malformed is not None:
        why = spoken().say(explanation.malformed)
        yield "  " + say("no browser sends this origin: {reason}", reason=why)
    if explanation.nearest is not None:
        near = explanation.nearest
        yield "  " + say(DIFFERS[near.differs], pattern=near.pattern)


def _headers(explanation: Explanation) -> Iterator[str]:
    text = explanation.decision.grant.text
    yield from (f"    {name}: {value}" for name, value in text)
    if not text:
        yield "    " + say("no CORS header")


def _fact(explanation: Explanation, name: str) -> str:
    """Give what a step of the decision noted; empty where none did."""
    return next((dict(step.facts).get(name, "") for step in explanation.decision.trace
                 if name in dict(step.facts)), "")  # fmt: skip


def _document(found: Permission) -> dict[str, Any]:
    from corsac.render.redact import message

    last = found.last
    near = last.nearest
    return {
        "schema": SCHEMA,
        "allowed": last.decision.allowed,
        "origin": message(found.origin),
        "method": found.method,
        "path": message(found.path),
        "route": last.decision.route,
        "pattern": _fact(last, "pattern"),
        "reason": last.decision.reason,
        "clause": last.decision.clause,
        "malformed": None if last.malformed is None else spoken().say(last.malformed),
        "nearest": None if near is None else {"origin": near.pattern, "differs": near.differs},
        "preflight": _entry(found.preflight),
        "answer": _entry(found.actual),
    }


def _entry(explanation: Explanation | None) -> dict[str, Any] | None:
    from corsac.render.redact import message

    if explanation is None:
        return None
    decision = explanation.decision
    steps = [
        {
            "clause": step.clause,
            "name": step.name,
            "result": step.result,
            "facts": {name: message(value) for name, value in step.facts},
        }
        for step in decision.trace
    ]
    status = {"status": decision.status} if decision.status else {}
    return {**status, "headers": [list(line) for line in decision.grant.text], "steps": steps}
