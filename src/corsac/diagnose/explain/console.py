"""A console line explained: what it proves, what it can't, the causes, the command that decides."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from corsac.browser.outcome import Phase, Reason
from corsac.core.findings import Text
from corsac.diagnose.explain.explanation import (
    Block,
    Explanation,
    Kind,
    fact,
    heading,
    items,
    paragraph,
    snippet,
)
from corsac.diagnose.explain.refine import contradicted, phase_of, refined, status_of
from corsac.diagnose.explain.sign import Cause, Sign
from corsac.diagnose.explain.signs import CODES, NO_STATUS, SIGNS
from corsac.evidence.saying import Engine, Family
from corsac.rules import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corsac.evidence.console import ConsoleLine

_ENGINES: Final = {
    Engine.CHROMIUM: "Chrome, Edge (Chromium)",
    Engine.FIREFOX: "Firefox",
    Engine.WEBKIT: "Safari (WebKit)",
    Engine.ANY: "any browser",
}
#: What stands in for a URL or an origin that no line names.
_URL: Final = "https://api.example/path"
_PAGE: Final = "https://your.page"
_SECONDARY: Final = frozenset({Family.COMPANION, Family.SCRIPT, Family.ASIDE})
#: No line of a lesser kind explains more than the first.
_MOST: Final = 3

_UNKNOWN_URL = Text("no line names the URL: put it in place of https://api.example/path")
_UNKNOWN_PAGE = Text("no line names the page's origin: put it in place of https://your.page")
_UNKNOWN_REQUEST = Text(
    "the line tells neither method nor headers: add -X METHOD and -H 'Name: value' as the page "
    "sends them, or paste the request as cURL"
)
_FALLBACK = Sign((Text("the request was blocked or failed"),))
_HARMLESS = Sign((Text("nothing was blocked: it is a warning"),))
#: Sign of a line without a reason.
_PLAIN: Final = {Family.ASIDE: _HARMLESS, Family.WARNING: _HARMLESS}


def explain_console(lines: Sequence[ConsoleLine]) -> Explanation:
    """Explain lines that belong to one request.

    Args:
        lines: As they were read, at least one.
    """
    telling = [line for line in lines if line.family not in _SECONDARY] or list(lines[:1])
    blocks: list[Block] = []
    for number, line in enumerate(telling[:_MOST]):
        if number:
            blocks.append(
                heading("Then {engine} says {code}", engine=_ENGINES[line.engine], code=line.code)
            )
        blocks += _line(line, lines)
    blocks += _command(telling[0], lines)
    title = Text.of(
        "{code}, a line of {engine}", code=telling[0].code, engine=_ENGINES[telling[0].engine]
    )
    return Explanation(title, tuple(blocks))


def sign_of(line: ConsoleLine, lines: Sequence[ConsoleLine]) -> Sign:
    """Give what a line is worth beside the others."""
    if line.code in CODES:
        return CODES[line.code]
    if line.reason is None:
        return _PLAIN.get(line.family, _FALLBACK)
    exact = SIGNS.get((line.reason, phase_of(line, lines)))
    return exact or SIGNS.get((line.reason, None), _FALLBACK)


def causes_of(line: ConsoleLine, lines: Sequence[ConsoleLine]) -> tuple[Cause, ...]:
    """Give the likely causes in order: what this line's values make likelier comes first."""
    causes = [*refined(line, lines), *sign_of(line, lines).causes]
    ruled_out = contradicted(status_of(line, lines))
    first: dict[str, Cause] = {}
    for cause in causes:
        if cause.rule not in ruled_out or cause.why is not None:
            first.setdefault(cause.rule, cause)
    order = ("high", "medium", "low")
    return tuple(sorted(first.values(), key=lambda cause: order.index(cause.confidence.value)))


def _line(line: ConsoleLine, lines: Sequence[ConsoleLine]) -> Iterator[Block]:
    sign = sign_of(line, lines)
    yield from _values(line)
    yield heading("What it proves")
    yield from items(sign.proves)
    status = status_of(line, lines)
    unknown = tuple(each for each in sign.unknown if not (status and each is NO_STATUS))
    if unknown:
        yield heading("What it can't tell")
        yield from items(unknown)
    causes = causes_of(line, lines)
    if causes:
        yield heading("Likely causes, in this order")
        yield from (_cause(cause) for cause in causes)


def _values(line: ConsoleLine) -> Iterator[Block]:
    shown = {
        "url": "URL",
        "first_url": "redirected from",
        "origin": "page's origin",
        "kind": "asked by",
        "status": "status",
        "detail": "value",
        "method": "method",
    }
    for name, value in line.values:
        if name in shown and value:
            yield fact(shown[name], Text.of("{value}", value=value))


def _cause(cause: Cause) -> Block:
    rule = next(each.RULE for each in CATALOGUE if each.RULE.name == cause.rule)
    if cause.why is None:
        return Block(
            Kind.ITEM,
            Text.of(
                "{code}: {title} (confidence: {confidence})",
                code=rule.code,
                title=Text(rule.title),
                confidence=Text(cause.confidence.value),
            ),
        )
    return Block(
        Kind.ITEM,
        Text.of(
            "{code}: {title} (confidence: {confidence}, since {why})",
            code=rule.code,
            title=Text(rule.title),
            confidence=Text(cause.confidence.value),
            why=cause.why,
        ),
    )


def _command(line: ConsoleLine, lines: Sequence[ConsoleLine]) -> Iterator[Block]:
    url = _first(lines, "first_url") or _first(lines, "url")
    origin = _first(lines, "origin")
    words = ["corsac", "check", url or _URL, "--origin", origin or _PAGE, *_options(line, lines)]
    yield heading("The command that decides")
    yield snippet(shlex.join(words))
    missing = [_UNKNOWN_URL] if not url else []
    missing += [_UNKNOWN_PAGE] if not origin else []
    named = line.reason in {Reason.METHOD_NOT_ALLOWED, Reason.HEADER_NOT_ALLOWED}
    if phase_of(line, lines) is Phase.PREFLIGHT and not (named and line.get("detail")):
        missing.append(_UNKNOWN_REQUEST)
    yield from (paragraph(text) for text in missing)


def _options(line: ConsoleLine, lines: Sequence[ConsoleLine]) -> Iterator[str]:
    xhr = _first(lines, "kind") == "XMLHttpRequest" or "XMLHttpRequest cannot load" in line.text
    if xhr:
        yield "--xhr"
    if line.reason in {Reason.ALLOW_ORIGIN_WILDCARD, Reason.ALLOW_CREDENTIALS}:
        yield from ["--with-credentials"] if xhr else ["--credentials", "include"]
    detail = line.get("detail")
    if line.reason is Reason.METHOD_NOT_ALLOWED and detail:
        yield from ("-X", detail)
    if line.reason is Reason.HEADER_NOT_ALLOWED and detail:
        value = "application/json" if detail.lower() == "content-type" else "1"
        yield from ("-H", f"{detail}: {value}")
    if (
        line.engine in {Engine.FIREFOX, Engine.WEBKIT, Engine.CHROMIUM}
        and line.family is Family.CORS
    ):
        yield from ("--engine", line.engine.value)


def _first(lines: Sequence[ConsoleLine], name: str) -> str:
    """Give the first value of this name that any line has."""
    return next((value for line in lines if (value := line.get(name))), "")
