"""What code says of CORS: the headers that it sets by hand, and the options of packages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import (
    ALLOW_CREDENTIALS,
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    EXPOSE_HEADERS,
    MAX_AGE,
    RESPONSE,
)
from corsac.policy.pattern import ANY
from corsac.targets.defects.code import python, readers
from corsac.targets.defects.source import Kind
from corsac.targets.defects.syntax import Syntax
from corsac.targets.said.saying import Said, Saying
from corsac.targets.settings import by_hand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.core.findings import Span
    from corsac.targets.defects.source import Source
    from corsac.targets.settings.reading import Reading

#: The response header that each list of a policy becomes.
FIELDS: Final = {
    ALLOW_ORIGIN.lower(): "allow_origins",
    ALLOW_METHODS.lower(): "allow_methods",
    ALLOW_HEADERS.lower(): "allow_headers",
    EXPOSE_HEADERS.lower(): "expose_headers",
}
_HEADERS: Final = frozenset(each.name.lower() for each in RESPONSE)
#: How packages call two options that are no lists.
_CREDENTIALS: Final = re.compile(
    r"\b(?:CORS_ALLOW_CREDENTIALS|CORS_SUPPORTS_CREDENTIALS|allow_credentials|supports_credentials|"
    r"credentials|AllowCredentials)\s*[:=]\s*\w+"
)
_MAX_AGE: Final = re.compile(
    r"\b(?:CORS_PREFLIGHT_MAX_AGE|CORS_MAX_AGE|max_age|maxAge|MaxAge)\s*[:=]\s*\w+"
)
_OPENING: Final = frozenset("[({")


def said(source: Source, readings: Iterable[Reading]) -> Said:
    """Find the lines of code that send CORS headers.

    Args:
        source: Python, JavaScript, TypeScript or Go.
        readings: Its settings, as they were read.

    Raises:
        SourceError: It is not the language that it is said to be.
        MissingParserError: The parser is not installed.
    """
    of_packages = [each for each in readings if each.system != by_hand.LIBRARY.system]
    sayings = [*_by_hand(source)]
    for each in of_packages:
        sayings += _of_package(source, each)
    return Said(tuple(dict.fromkeys(sayings)), tuple(readings))


def _by_hand(source: Source) -> Iterator[Saying]:
    if not any(each in source.text.lower() for each in _HEADERS):
        return
    if source.kind is Kind.PYTHON:
        facts = python.read(python.Python(source))
    else:
        facts = readers.read(Syntax(source))
    for each in facts.settings:
        if each.header in _HEADERS:
            span = source.span(each.statement.start, each.statement.end)
            yield Saying(each.header, each.value, span)


def _of_package(source: Source, reading: Reading) -> Iterator[Saying]:
    if reading.span is None:
        return
    listed = dict[str, "list[Span]"]()
    for field, _, span in reading.places:
        listed.setdefault(field, []).append(span)
    for header, field in FIELDS.items():
        if field in listed:
            span = heading(source, listed[field][0])
        elif header == ALLOW_ORIGIN.lower() and reading.policy is None:
            span = reading.span  # who is let in is worked out when it runs
        else:
            continue
        everyone = reading.policy is not None and reading.policy.any_origin
        value = ANY if everyone and header == ALLOW_ORIGIN.lower() else None
        yield Saying(header, value, span, reading.policy)
    policy = reading.policy
    if policy is not None and policy.allow_credentials:
        span = _option(source, _CREDENTIALS) or reading.span
        yield Saying(ALLOW_CREDENTIALS.lower(), "true", span, policy)
    if policy is not None and policy.max_age is not None:
        span = _option(source, _MAX_AGE) or reading.span
        yield Saying(MAX_AGE.lower(), str(policy.max_age), span, policy)


def _option(source: Source, name: re.Pattern[str]) -> Span | None:
    """Find the one place that sets an option; None where there is none, or more."""
    found = list(name.finditer(source.text))
    return source.span(*found[0].span()) if len(found) == 1 else None


def heading(source: Source, member: Span) -> Span:
    """Give the line that opens the list which a member is the first of; its own place without."""
    before = source.text[: source.offset(member.line, member.column)].rstrip()
    if before[-1:] not in _OPENING:
        return member
    line, column = source.place(len(before) - 1)
    start = len(source.line(line)) - len(source.line(line).lstrip()) + 1
    return type(member)(source.name, line, start, line, column + 1)
