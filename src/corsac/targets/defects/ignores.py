"""Comments that silence a finding, and have to say why.

`# corsac: ignore[CORS217] our own API` holds for its own line, or for the next one where it stands
alone. The comment is the language's own: `#`, `//`, `/* */`, `<!-- -->`.

## Why

A finding that nobody answers is a finding that everybody learns to overlook. The reason is for
whoever reads the file next.

## Who mends it

Whoever wrote the comment: name the codes, and say why.

## Bad

```nginx
server {
    # corsac: ignore[CORS201]
    add_header Access-Control-Allow-Origin "https://app.example";
}
```

## Good

```nginx
server {
    # corsac: ignore[CORS201] errors are for our own pages alone
    add_header Access-Control-Allow-Origin "https://app.example";
}
```
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.targets.defects.source import Source

RULE = rule(
    "CORS200",
    "ignore-without-reason",
    "A comment that ignores a finding does not say which, or why",
    __doc__,
    Severity.WARNING,
)
_COMMENT: Final = re.compile(
    r"(?:#|//|/\*|<!--)[ \t]*corsac:[ \t]*ignore(?P<codes>\[[^\]\n]*\])?[ \t]*(?P<reason>[^\n]*)"
)


@dataclass(frozen=True, slots=True)
class Ignore:
    """One comment: the line that it is for, the codes, the reason; and its own place."""

    line: int
    codes: frozenset[str]
    reason: str
    start: int
    end: int


def ignores_in(source: Source) -> Iterator[Ignore]:
    """Find the comments of a file."""
    for match in _COMMENT.finditer(source.text):
        line, column = source.place(match.start())
        alone = not source.line(line)[: column - 1].strip()
        codes = frozenset(re.findall(r"[A-Z]+\d+", match["codes"] or ""))
        reason = re.sub(r"(?:\*/|-->).*", "", match["reason"]).strip()
        yield Ignore(line + 1 if alone else line, codes, reason, match.start(), match.end())


def kept(source: Source, findings: Iterable[Finding], known: frozenset[str]) -> Iterator[Finding]:
    """Give the findings that no comment silences, and those about the comments themselves.

    Args:
        source: The file.
        findings: What was found in it, and in what it includes.
        known: Every code that there is.
    """
    ignores = list(ignores_in(source))
    for finding in findings:
        span = finding.span
        silenced = (
            span is not None
            and span.file == source.name
            and any(each.line == span.line and finding.code in each.codes for each in ignores)
        )
        if not silenced:
            yield finding
    for each in ignores:
        if message := _complaint(each, known):
            yield found(RULE, source.span(each.start, each.end), message, party=Party.UNKNOWN)


def _complaint(ignore: Ignore, known: frozenset[str]) -> Text | None:
    unknown = sorted(ignore.codes - known)
    if unknown:
        return Text.of("there is no {code}", code=unknown[0])
    if not ignore.codes:
        return Text.of("it names no code: ignore[CORS217] and the reason")
    return None if ignore.reason else Text.of("say why, behind the bracket")
