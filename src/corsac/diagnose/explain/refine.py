"""What a line's own values say about its cause: the status, the refused value, the URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.browser.outcome import Phase, Reason
from corsac.browser.url import parse_url
from corsac.core.findings import Text
from corsac.core.host import is_loopback_host
from corsac.core.origin import parse_origin
from corsac.diagnose.explain.sign import Cause, high, medium

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corsac.evidence.console import ConsoleLine

_LOGIN = re.compile(r"(?i)login|signin|sign-in|oauth|authorize|saml|/sso|idp|cdn-cgi/access")
_GATEWAY = frozenset({408, 413, 429, 431, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526})
_UNAUTHORIZED = frozenset({401, 403, 407, 511})
_UNROUTED = frozenset({404, 405, 501})
_REDIRECTS = range(300, 400)
_ERRORS = range(500, 600)
_CLIENT_ERRORS = range(400, 500)
_FINE = range(200, 300)
_ORIGIN_REASONS = frozenset(
    {
        Reason.ALLOW_ORIGIN_MISMATCH,
        Reason.ALLOW_ORIGIN_INVALID,
        Reason.ALLOW_ORIGIN_MULTIPLE,
    }
)
_TRACING = re.compile(
    r"(?i)baggage|sentry-trace|traceparent|tracestate|x-datadog-.*|newrelic|request-id"
)


#: Causes whose answer is fine but for the header.
_OF_SUCCESS = frozenset({"headers-only-on-preflight", "route-without-headers"})
_OF_ERRORS = frozenset(
    {
        "error-without-headers",
        "gateway-error-without-headers",
        "preflight-needs-login",
        "preflight-unknown-route",
        "preflight-server-error",
        "preflight-gateway-error",
        "preflight-not-ok",
        "challenged-by-firewall",
    }
)


def phase_of(line: ConsoleLine, lines: Sequence[ConsoleLine]) -> Phase | None:
    """Give the phase that a line tells, or that the lines around it do.

    Firefox adds "CORS request did not succeed" below what a preflight or a redirect failed on, and
    nothing below what the last answer failed on.
    """
    if line.phase is None and any(each.code == "CORSDidNotSucceed" for each in lines):
        return Phase.PREFLIGHT if line.code != "CORSDidNotSucceed" else None
    return line.phase


def contradicted(status: int) -> frozenset[str]:
    """Name the causes that a status rules out; none for 0, which stands for no status."""
    if status in _FINE:
        return _OF_ERRORS
    if status in _REDIRECTS:
        return _OF_SUCCESS | _OF_ERRORS | {"no-cors-headers"}
    if status in _UNAUTHORIZED or status in _UNROUTED:
        return _OF_SUCCESS
    if status:
        named = {"preflight-needs-login", "preflight-unknown-route"}
        return _OF_SUCCESS | {"no-cors-headers", "origin-not-listed"} | named
    return frozenset()


def refined(line: ConsoleLine, lines: Sequence[ConsoleLine]) -> Iterator[Cause]:
    """Give the causes that a line's values make likelier than its kind alone does.

    Args:
        line: The line.
        lines: All that were pasted with it: another may have the status.
    """
    if line.reason is Reason.ALLOW_ORIGIN_MISSING or line.reason is Reason.PREFLIGHT_STATUS:
        yield from _redirected(line)
        yield from _by_status(phase_of(line, lines), status_of(line, lines))
    elif line.reason in _ORIGIN_REASONS:
        yield from _by_value(line.get("detail"), line.get("origin"))
    elif line.reason is Reason.HEADER_NOT_ALLOWED:
        yield from _by_header(line.get("detail"))
    elif line.reason is Reason.METHOD_NOT_ALLOWED:
        yield from _by_method(line.get("detail"))
    elif line.reason is Reason.PREFLIGHT_REDIRECT:
        yield from _redirected(line)
    if line.get("origin") == "null":
        yield medium("null-origin", Text("the line says that the page's origin is null"))


def status_of(line: ConsoleLine, lines: Sequence[ConsoleLine]) -> int:
    """Give the status that any of the lines about this URL names; 0 for none."""
    for each in (line, *lines):
        if each.get("url") in {"", line.get("url")} and each.get("status").isdecimal():
            return int(each.get("status"))
    return 0


def _redirected(line: ConsoleLine) -> Iterator[Cause]:
    if _LOGIN.search(line.get("url")) and line.get("first_url"):
        yield high("redirect-to-login", Text("the request was redirected to a login page"))
    elif line.get("first_url"):
        yield medium(
            "redirect-target-without-headers", Text("the request was redirected before it failed")
        )


def _by_status(phase: Phase | None, status: int) -> Iterator[Cause]:
    shown = Text.of("the status is {status}", status=status)
    preflight = phase is Phase.PREFLIGHT
    if status in _GATEWAY:
        name = "preflight-gateway-error" if preflight else "gateway-error-without-headers"
        yield medium(name, shown)
        if not preflight:
            yield medium("error-without-headers", shown)
    elif status in _ERRORS and status not in _UNROUTED:
        yield high("preflight-server-error" if preflight else "error-without-headers", shown)
    elif status in _UNAUTHORIZED:
        yield from _refused(shown, preflight=preflight)
    elif status in _UNROUTED:
        yield (high if preflight else medium)("preflight-unknown-route", shown)
    elif status in _REDIRECTS:
        yield (high if preflight else medium)("preflight-redirected", shown)
    elif status in _CLIENT_ERRORS:
        yield medium("preflight-not-ok" if preflight else "error-without-headers", shown)
    elif status:  # success, since no browser shows a status below 200
        yield medium("no-cors-headers", shown)
        yield medium("origin-not-listed", shown)


def _refused(shown: Text, *, preflight: bool) -> Iterator[Cause]:
    """Tell a login before the preflight from an error page without headers."""
    yield (high if preflight else medium)("preflight-needs-login", shown)
    if not preflight:
        yield medium("error-without-headers", shown)


def _by_value(value: str, origin: str) -> Iterator[Cause]:
    """Compare the refused value with the page's origin."""
    parts = [part for part in re.split(r"[,\s]+", value) if part]
    if len(parts) > 1:
        if "*" in parts or len(set(parts)) < len(parts):
            why = Text("the value looks like two headers, one from each of two layers")
            yield high("duplicate-allow-origin", why)
        else:
            yield high("origin-list", Text("the value is a list of different origins"))
        return
    if "*" in value and value != "*":
        yield high("origin-pattern-sent", Text("the value is a pattern, and sent as it is written"))
    elif value.lower() == "null":
        yield high("allow-origin-null", Text("the value is null"))
    elif origin and _same_but_for_spelling(value, origin):
        why = Text("the value and the origin differ in spelling alone")
        yield high("origin-not-byte-equal", why)
    elif _loopbacks(value, origin):
        why = Text("both are on this machine, under another name or port")
        yield high("other-loopback-origin", why)
    elif parse_origin(value) is not None:
        yield high("other-origin-allowed", Text("the value is another origin"))
    elif not value:
        yield medium("allow-origin-invalid", Text("the value is empty"))


def _same_but_for_spelling(value: str, origin: str) -> bool:
    """Tell whether two origins are one to a URL parser, or but for a scheme or a path."""
    one = parse_url(value) or parse_url(f"https://{value}")
    two = parse_url(origin)
    return (
        one is not None and two is not None and one.authority == two.authority and value != origin
    )


def _loopbacks(value: str, origin: str) -> bool:
    hosts = [parsed.host if (parsed := parse_url(each)) else None for each in (value, origin)]
    return all(host is not None and is_loopback_host(host) for host in hosts)


def _by_header(name: str) -> Iterator[Cause]:
    if name.lower().startswith("access-control-"):
        why = Text.of("{name} is a response header, and the page sends it", name=name)
        yield high("page-sends-response-headers", why)
    elif name.lower() == "content-type":
        why = Text("a Content-Type that is not a form's is what the preflight asks about")
        yield high("json-needs-preflight", why)
    elif _TRACING.fullmatch(name):
        why = Text.of("{name} is added by a tracing tool", name=name)
        yield high("header-not-allowed", why)


def _by_method(method: str) -> Iterator[Cause]:
    if method and method != method.upper():
        yield high("method-in-wrong-case", Text("methods are case-sensitive, and this is not"))
