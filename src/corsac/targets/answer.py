"""The answers that a remedy asks for, before any system's syntax.

What stands here is the server's half of the standard: one exact origin, credentials only beside it,
`Vary: Origin`, methods in the case that was asked for, no body in a 204.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.core.findings import RemedyKind

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

#: What a snippet lets browsers keep a preflight, in seconds: as long as every engine does.
#: WebKit caps at 600, Chromium at 7200, Firefox at 86400.
MAX_AGE = 600

#: Safelisted methods need no listing (fetch#cors-safelisted-method), but lists without them puzzle.
SAFELISTED = ("GET", "HEAD", "POST")

# What can stand between double quotes in every configuration language here as it is.
_PLAIN = re.compile(r"[\w.:/\[\]*-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server has to answer for one origin.

    `origin` is a serialised origin or `*`. `preflight` is true where a preflight must be answered;
    `methods` and `headers` are then its lists.
    """

    origin: str
    credentials: bool
    methods: tuple[str, ...]
    headers: tuple[str, ...]
    preflight: bool

    @classmethod
    def of(cls, remedy: Remedy) -> Answer:
        """Work out what a remedy asks for."""
        preflight = remedy.kind is RemedyKind.ANSWER_PREFLIGHT
        return cls(
            origin=remedy.origin,
            credentials=remedy.credentials,
            methods=(*SAFELISTED, *(each for each in remedy.methods if each not in SAFELISTED)),
            headers=remedy.headers,
            preflight=preflight or bool(remedy.methods or remedy.headers),
        )

    @property
    def plain(self) -> bool:
        """Whether every value can be quoted the same way everywhere.

        A method or header name is a token, which may hold `$`, `'` or a backtick: no system's
        snippet is promised for such a one.
        """
        return all(_PLAIN.fullmatch(each) for each in (self.origin, *self.methods, *self.headers))

    @property
    def varies(self) -> bool:
        """Whether the answer depends on who asks, so that caches must be told."""
        return self.origin != "*"

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Give the header lines of every response, errors included."""
        lines = [("Access-Control-Allow-Origin", self.origin)]
        if self.credentials:
            lines.append(("Access-Control-Allow-Credentials", "true"))
        if self.varies:
            lines.append(("Vary", "Origin"))
        return tuple(lines)

    def preflight_lines(self) -> tuple[tuple[str, str], ...]:
        """Give the lines that a preflight's answer has besides."""
        lines = [("Access-Control-Allow-Methods", ", ".join(self.methods))]
        if self.headers:
            lines.append(("Access-Control-Allow-Headers", ", ".join(self.headers)))
        lines.append(("Access-Control-Max-Age", str(MAX_AGE)))
        return tuple(lines)


def quoted(text: str) -> str:
    """Quote a text for Python, JavaScript, Go and JSON alike; these agree on ASCII."""
    return json.dumps(text)


def listed(texts: tuple[str, ...]) -> str:
    """Write a list of texts for Python, JavaScript and JSON alike."""
    return json.dumps(list(texts))
