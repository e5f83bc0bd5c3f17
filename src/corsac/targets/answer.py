"""The answers that a remedy or a policy asks for, before any system's syntax.

What stands here is the server's half of the standard: one exact origin, credentials only beside it,
`Vary: Origin`, methods in the case that was asked for, no body in a 204.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.core.cors_headers import (
    ALLOW_CREDENTIALS,
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    ORIGIN,
    REQUEST_HEADERS,
    REQUEST_METHOD,
    RESOURCE_POLICY,
    TIMING_ALLOW_ORIGIN,
)
from corsac.core.cors_headers import MAX_AGE as MAX_AGE_HEADER
from corsac.core.findings import RemedyKind
from corsac.policy.pattern import ANY, OriginPattern

if TYPE_CHECKING:
    from corsac.core.findings import Remedy
    from corsac.policy.policy import Policy

#: What a snippet lets browsers keep a preflight, in seconds: as long as every engine does.
#: WebKit caps at 600, Chromium at 7200, Firefox at 86400.
MAX_AGE = 600

#: Safelisted methods need no listing (fetch#cors-safelisted-method), but lists without them puzzle.
SAFELISTED = ("GET", "HEAD", "POST")

# What can stand between double quotes in every configuration language here as it is.
_PLAIN = re.compile(r"[\w.:/\[\]*-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server has to answer, for one origin or for all that a policy has.

    `origins` are patterns, `*` among them only alone. `preflight` is true where a preflight must
    be answered; `methods` and `headers` are then its lists, `("*",)` for all. `companions` are
    header lines that every response has, whoever asked.
    """

    origins: tuple[OriginPattern, ...]
    credentials: bool
    methods: tuple[str, ...]
    headers: tuple[str, ...]
    preflight: bool
    max_age: int | None = MAX_AGE
    expose: tuple[str, ...] = ()
    companions: tuple[tuple[str, str], ...] = ()
    preflight_status: int = 204
    refused_status: int = 403

    @classmethod
    def of(cls, remedy: Remedy) -> Answer:
        """Work out what a remedy asks for."""
        preflight = remedy.kind is RemedyKind.ANSWER_PREFLIGHT
        return cls(
            origins=(OriginPattern(remedy.origin),),
            credentials=remedy.credentials,
            methods=_with_safelisted(remedy.methods),
            headers=remedy.headers,
            preflight=preflight or bool(remedy.methods or remedy.headers),
        )

    @classmethod
    def of_policy(cls, policy: Policy) -> Answer:
        """Work out what a policy asks for, its routes left out."""
        return cls(
            origins=policy.patterns,
            credentials=policy.allow_credentials,
            methods=(ANY,) if policy.any_method else _with_safelisted(policy.allow_methods),
            headers=policy.allow_headers,
            preflight=True,
            max_age=policy.max_age,
            expose=policy.expose_headers,
            companions=_companions(policy),
            preflight_status=policy.preflight_status,
            refused_status=policy.refused_preflight_status,
        )

    @property
    def origin(self) -> str:
        """The first origin, as it is written."""
        return self.origins[0].text

    @property
    def echoes_method(self) -> bool:
        """Whether Allow-Methods is what was asked for.

        With credentials the star is a method's name (fetch#cors-preflight-fetch.7.5).
        """
        return self.credentials and self.methods == (ANY,)

    @property
    def echoes_headers(self) -> bool:
        """Whether Allow-Headers is what was asked for (fetch#cors-preflight-fetch.7.7)."""
        return self.credentials and self.headers == (ANY,)

    @property
    def allowed_headers(self) -> tuple[str, ...]:
        """The members of Allow-Headers.

        The star does not cover Authorization (fetch#cors-non-wildcard-request-header-name).
        """
        return (ANY, "Authorization") if self.headers == (ANY,) else self.headers

    @property
    def plain(self) -> bool:
        """Whether every value can be quoted the same way everywhere.

        A method or header name is a token, which may hold `$`, `'` or a backtick: no system's
        snippet is promised for such a one.
        """
        values = (
            *(each.example for each in self.origins),
            *self.methods,
            *self.headers,
            *self.expose,
        )
        return all(_PLAIN.fullmatch(each) for each in values)

    @property
    def varies(self) -> bool:
        """Whether the answer depends on who asks, so that caches must be told."""
        return self.origin != ANY

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Give the header lines of every response, errors included."""
        lines = [(ALLOW_ORIGIN, self.origin)]
        if self.credentials:
            lines.append((ALLOW_CREDENTIALS, "true"))
        if self.varies:
            lines.append(("Vary", ORIGIN))
        return tuple(lines)

    def preflight_lines(self) -> tuple[tuple[str, str], ...]:
        """Give the lines that a preflight's answer has besides, but for those that echo."""
        lines: list[tuple[str, str]] = []
        if not self.echoes_method:
            lines.append((ALLOW_METHODS, ", ".join(self.methods)))
        if self.headers and not self.echoes_headers:
            lines.append((ALLOW_HEADERS, ", ".join(self.allowed_headers)))
        if self.max_age is not None:
            lines.append((MAX_AGE_HEADER, str(self.max_age)))
        return tuple(lines)

    def preflight_vary(self) -> tuple[str, ...]:
        """Name what a preflight's answer varies by, for caches that keep OPTIONS (rfc9110)."""
        plain = not self.credentials
        depends = (
            (ORIGIN, self.varies),
            (REQUEST_METHOD, not (self.methods == (ANY,) and plain)),
            (REQUEST_HEADERS, not (self.headers == (ANY,) and plain)),
        )
        return tuple(name for name, counts in depends if counts)


def _with_safelisted(methods: tuple[str, ...]) -> tuple[str, ...]:
    return (*SAFELISTED, *(each for each in methods if each not in SAFELISTED))


def _companions(policy: Policy) -> tuple[tuple[str, str], ...]:
    lines: list[tuple[str, str]] = []
    if policy.timing_allow_origins:
        lines.append((TIMING_ALLOW_ORIGIN, ", ".join(policy.timing_allow_origins)))
    if policy.cross_origin_resource_policy is not None:
        lines.append((RESOURCE_POLICY, policy.cross_origin_resource_policy))
    return tuple(lines)


def quoted(text: str) -> str:
    """Quote a text for Python, JavaScript, Go and JSON alike; these agree on ASCII."""
    return json.dumps(text)


def listed(texts: tuple[str, ...]) -> str:
    """Write a list of texts for Python, JavaScript and JSON alike."""
    return json.dumps(list(texts))
