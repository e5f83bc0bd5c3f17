"""What a policy answers, computed plainly: the enforcer remembers it, the decision explains it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import (
    ALLOW_CREDENTIALS,
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    EXPOSE_HEADERS,
    MAX_AGE,
    ORIGIN,
    REQUEST_HEADERS,
    REQUEST_METHOD,
    RESOURCE_POLICY,
    TIMING_ALLOW_ORIGIN,
)
from corsac.core.fields import is_token, token_list
from corsac.core.methods import is_forbidden, is_safelisted
from corsac.policy.grant import Grant, Lines, Refused
from corsac.policy.names import LONGEST_NAME
from corsac.policy.pattern import ANY

if TYPE_CHECKING:
    from corsac.policy.policy import Policy

#: Names in Access-Control-Request-Headers that are read.
MOST_NAMES: Final = 256
#: Characters of Access-Control-Request-Headers that are read; beyond, the preflight is refused
#: unread. Browsers' own limits on a request's head leave room for less in practice.
LONGEST_LIST: Final = 4096
TIMING: Final = TIMING_ALLOW_ORIGIN
RESOURCE: Final = RESOURCE_POLICY


class Mode(StrEnum):
    """How a policy is applied.

    `DEBUG` answers a refused preflight with a good status and the headers up to the step that
    fails, so that the browser's own message names that step; it allows nothing more. With
    `REPORT_ONLY` adapters leave requests and answers as they are, and record what would have
    been refused.
    """

    ENFORCE = "enforce"
    DEBUG = "debug"
    REPORT_ONLY = "report-only"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a preflight asks for: the names in lower case, each once, or why they can't be read."""

    method: str
    names: tuple[str, ...] = ()
    fault: Refused | None = None

    @classmethod
    def of(cls, method: str, headers: str | None) -> Asked:
        """Read a preflight's two lists, leniently: any case and order, repeats, empty members.

        Args:
            method: Access-Control-Request-Method.
            headers: Access-Control-Request-Headers, several lines joined; None where absent.
        """
        if headers is not None and len(headers) > LONGEST_LIST:
            return cls(method, fault=Refused.HEADERS_TOO_LONG)
        if len(method) > LONGEST_NAME or not is_token(method):
            return cls(method, fault=Refused.METHOD_MALFORMED)
        if not headers:
            return cls(method)
        if headers.count(",") >= MOST_NAMES:
            return cls(method, fault=Refused.HEADERS_TOO_LONG)
        names = token_list((headers,))
        if names is None:
            return cls(method, fault=Refused.HEADERS_MALFORMED)
        return cls(method, tuple(dict.fromkeys(name.lower() for name in names)))


class Answers:
    """A policy's header lines, put together once.

    Args:
        policy: What is allowed.
        mode: How refused preflights are answered.
        narrow: Whether a preflight's answer names the requested method alone. A browser remembers
            every method that is named, by URL: where methods of one URL have policies of their
            own, none may be remembered by another's answer (fetch#concept-cache-match).
    """

    __slots__ = (
        "_actual",
        "_companions",
        "_headers",
        "_mode",
        "_narrow",
        "_preflight",
        "_refusals",
        "policy",
    )

    def __init__(self, policy: Policy, mode: Mode = Mode.ENFORCE, *, narrow: bool = False) -> None:
        self.policy = policy
        self._mode = mode
        self._narrow = narrow
        self._headers = frozenset(name.lower() for name in policy.allow_headers)
        self._companions = _companions(policy)
        expose = (
            ((EXPOSE_HEADERS, ", ".join(policy.expose_headers)),) if policy.expose_headers else ()
        )
        self._actual: Lines = expose + self._companions
        self._preflight: Lines = () if policy.max_age is None else ((MAX_AGE, str(policy.max_age)),)
        status, vary = policy.refused_preflight_status, self.preflight_vary
        self._refusals = {
            reason: Grant(allowed=False, status=status, vary=vary, reason=reason)
            for reason in Refused
        }

    @property
    def vary(self) -> tuple[str, ...]:
        """What an answer that is no preflight's varies by (fetch#cors-protocol-and-http-caches).

        Nothing where every origin gets the same, or none gets anything.
        """
        return () if self.policy.any_origin or self.policy.closed else (ORIGIN,)

    @property
    def preflight_vary(self) -> tuple[str, ...]:
        """What a preflight's answer varies by, for caches that keep OPTIONS against RFC 9110."""
        policy = self.policy
        if policy.closed:
            return ()
        plain = not policy.allow_credentials
        depends = (
            (ORIGIN, not policy.any_origin),
            (REQUEST_METHOD, self._narrow or not (policy.any_method and plain)),
            (REQUEST_HEADERS, not (policy.any_header and plain)),
        )
        return tuple(name for name, counts in depends if counts)

    def actual(self, origin: str | None) -> Grant:
        """Answer a request that is no preflight.

        Args:
            origin: The Origin header; None where there is none.
        """
        if self.policy.any_origin:
            return Grant(allowed=True, lines=((ALLOW_ORIGIN, ANY), *self._actual))
        if origin is None:
            return Grant(allowed=False, lines=self._companions, vary=self.vary)
        if not self.policy.matcher.matches(origin):
            return Grant(
                allowed=False, lines=self._companions, vary=self.vary, reason=Refused.ORIGIN
            )
        return self.granted(origin)

    def granted(self, origin: str) -> Grant:
        """Answer a request that is no preflight, of an origin that was found to be allowed.

        Args:
            origin: The Origin header.
        """
        lines = (*self._sharing(origin), *self._actual)
        return Grant(allowed=True, lines=lines, vary=self.vary)

    def preflight(self, origin: str, asked: Asked) -> Grant:
        """Answer a preflight. Origin, method and headers are judged in the browser's order.

        Args:
            origin: The Origin header.
            asked: What else the preflight says.
        """
        if not self.policy.matcher.matches(origin):
            return self.refused(Refused.ORIGIN)
        if asked.fault is Refused.HEADERS_TOO_LONG:
            return self.unread(origin)
        sharing = self._sharing(origin)
        reason = self.method_fault(asked)
        if reason is not None:
            return self.refused(reason, sharing)
        methods = (ALLOW_METHODS, self._methods(asked.method))
        reason = self.headers_fault(asked)
        if reason is not None:
            return self.refused(reason, (*sharing, methods))
        names = self._names(asked)
        headers = ((ALLOW_HEADERS, names),) if names else ()
        lines = (*sharing, methods, *headers, *self._preflight)
        return Grant(
            allowed=True,
            status=self.policy.preflight_status,
            lines=lines,
            vary=self.preflight_vary,
        )

    def unread(self, origin: str) -> Grant:
        """Refuse a preflight of an allowed origin whose list of headers is too long to be read."""
        partial = self._sharing(origin) if self._mode is Mode.DEBUG else ()
        return self.refused(Refused.HEADERS_TOO_LONG, partial)

    def refused(self, reason: Refused, partial: Lines = ()) -> Grant:
        """Refuse a preflight: no CORS header at all, but in debug mode those before the failure."""
        if self._mode is not Mode.DEBUG:
            return self._refusals[reason]
        return Grant(
            allowed=False,
            status=self.policy.preflight_status,
            lines=partial,
            vary=self.preflight_vary,
            reason=reason,
        )

    def method_fault(self, asked: Asked) -> Refused | None:
        """Say why a method is refused (fetch#cors-preflight-fetch.7.5); None where it isn't."""
        if asked.fault is Refused.METHOD_MALFORMED:
            return asked.fault
        if is_safelisted(asked.method) or asked.method in self.policy.allow_methods:
            return None
        # No browser asks for a forbidden method, so whoever does learns nothing.
        if self.policy.any_method and not is_forbidden(asked.method):
            return None
        return Refused.METHOD

    def headers_fault(self, asked: Asked) -> Refused | None:
        """Say why headers are refused (fetch#cors-preflight-fetch.7.7); None where they aren't."""
        if asked.fault is not None:
            return asked.fault
        if self.policy.any_header or self._headers.issuperset(asked.names):
            return None
        return Refused.HEADER

    def refused_names(self, asked: Asked) -> tuple[str, ...]:
        """Name the requested headers that are not allowed."""
        if self.policy.any_header:
            return ()
        return tuple(name for name in asked.names if name not in self._headers)

    def _sharing(self, origin: str) -> Lines:
        if self.policy.any_origin:
            return ((ALLOW_ORIGIN, ANY),)
        if self.policy.allow_credentials:
            return ((ALLOW_ORIGIN, origin), (ALLOW_CREDENTIALS, "true"))
        return ((ALLOW_ORIGIN, origin),)

    def _methods(self, method: str) -> str:
        """Give Allow-Methods: the whole list, so that one preflight is remembered for all."""
        policy = self.policy
        if self._narrow:
            return method
        if policy.any_method:
            # With credentials the star is a method's name (fetch#cors-preflight-fetch.7.5).
            return method if policy.allow_credentials else ANY
        listed = policy.allow_methods
        return ", ".join(listed if method in listed else (method, *listed))

    def _names(self, asked: Asked) -> str:
        policy = self.policy
        if not policy.any_header:
            return ", ".join(policy.allow_headers)
        if policy.allow_credentials:
            return ", ".join(asked.names)
        # The star does not cover it by the standard (fetch#cors-non-wildcard-request-header-name).
        return f"{ANY}, Authorization"


def _companions(policy: Policy) -> Lines:
    lines: list[tuple[str, str]] = []
    if policy.timing_allow_origins:
        lines.append((TIMING, ", ".join(policy.timing_allow_origins)))
    if policy.cross_origin_resource_policy is not None:
        lines.append((RESOURCE, policy.cross_origin_resource_policy))
    return tuple(lines)
