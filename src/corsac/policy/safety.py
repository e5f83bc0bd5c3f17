"""Origin patterns that can be read and must not be used, or only behind a switch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.core.host import is_ip_address, is_loopback_host
from corsac.core.site import SuffixKind, public_suffix, registrable_domain
from corsac.policy.pattern import APP_SCHEMES
from corsac.policy.suffixes import has_suffix_below

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from corsac.policy.pattern import OriginPattern

#: Top-level domains that nobody can register names in (rfc6761#section-6, and `internal`, which
#: ICANN reserved in 2024). `local` is not one: any device of a network may take a name there.
RESERVED: Final = frozenset({"example", "internal", "invalid", "localhost", "test"})
_SOCKET_SCHEMES: Final = {"ws": "http", "wss": "https"}


@dataclass(frozen=True, slots=True)
class Danger:
    """One reason against a pattern.

    `switch` is the field that overrules it, empty where nothing does. `with_credentials` marks
    what is a danger only where credentials are allowed.
    """

    code: str
    applies: Callable[[OriginPattern], bool]
    reason: str
    mend: str
    switch: str = ""
    with_credentials: bool = False


def _is_socket(pattern: OriginPattern) -> bool:
    return pattern.scheme in _SOCKET_SCHEMES


def _is_strange_app(pattern: OriginPattern) -> bool:
    known = APP_SCHEMES.get(pattern.scheme)
    if known is None:
        return False
    return not pattern.exact or re.fullmatch(known[0], pattern.host) is None


def _is_unknown_scheme(pattern: OriginPattern) -> bool:
    return bool(pattern.scheme) and pattern.scheme not in {"http", "https", *APP_SCHEMES}


def _is_insecure(pattern: OriginPattern) -> bool:
    return pattern.scheme == "http" and not is_loopback_host(pattern.parent)


def _is_strangers(pattern: OriginPattern) -> bool:
    """Tell whether someone else can register a name that the pattern spans."""
    if not (pattern.subdomains or pattern.placeholder):
        return False
    if registrable_domain(pattern.parent) is None:
        return not _is_reserved(pattern.parent)
    # One label in front of a domain of one's own is one's own; more may lead below a suffix.
    return bool(pattern.subdomains or pattern.left) and has_suffix_below(pattern.parent)


def _is_suffix(pattern: OriginPattern) -> bool:
    if pattern.subdomains or pattern.placeholder or pattern.scheme not in {"http", "https"}:
        return False
    if is_ip_address(pattern.host):
        return False
    suffix = public_suffix(pattern.host)
    # A hosting company has a site of its own at its suffix; a registry has none.
    return suffix is not None and suffix.name == pattern.host and suffix.kind is SuffixKind.ICANN


def _is_null(pattern: OriginPattern) -> bool:
    return pattern.null


def _is_everyone(pattern: OriginPattern) -> bool:
    return pattern.any


def _is_reserved(host: str) -> bool:
    return host.removesuffix(".").rpartition(".")[2] in RESERVED


DANGERS: Final = (
    Danger(
        "origins-wildcard-with-credentials",
        _is_everyone,
        "lets every site read what a visitor's cookies give access to; browsers refuse it too",
        "name the origins, or set allow_credentials to false",
        with_credentials=True,
    ),
    Danger(
        "origin-null-with-credentials",
        _is_null,
        "is every sandboxed page of every site, and would read with the visitor's cookies",
        "take it out, or set allow_credentials to false",
        with_credentials=True,
    ),
    Danger(
        "origin-null",
        _is_null,
        "is every sandboxed page of every site",
        "take it out; {switch} keeps it",
        "dangerously_allow_null_origin",
    ),
    Danger(
        "origin-websocket-scheme",
        _is_socket,
        "has the scheme of a WebSocket, whose Origin header has the page's",
        "write {page}",
    ),
    Danger(
        "origin-app-host",
        _is_strange_app,
        "is not how apps of that scheme are known",
        "write one exactly, as in {example}",
    ),
    Danger(
        "origin-scheme-unknown",
        _is_unknown_scheme,
        "has a scheme that no browser, known app shell or extension has as its page's",
        "check the spelling; {switch} allows an app's own scheme",
        "dangerously_allow_custom_schemes",
    ),
    Danger(
        "origin-insecure-with-credentials",
        _is_insecure,
        "is not encrypted: who is on the network path becomes this origin, cookies included",
        "write {secure}, or set allow_credentials to false; {switch} allows it",
        "dangerously_allow_insecure_origins",
        with_credentials=True,
    ),
    Danger(
        "origin-public-suffix-pattern",
        _is_strangers,
        "spans names that strangers can register under {parent}",
        "put a domain of your own after it; {switch} allows it",
        "dangerously_allow_public_suffixes",
    ),
    Danger(
        "origin-public-suffix",
        _is_suffix,
        "is a public suffix, below which others register names: nobody's site is there",
        "write your own domain below it; {switch} allows it",
        "dangerously_allow_public_suffixes",
    ),
)


def danger_of(
    pattern: OriginPattern, *, credentials: bool, switches: Mapping[str, bool]
) -> tuple[Danger, Text, Text] | None:
    """Find the reason against a pattern.

    Args:
        pattern: A pattern that could be read.
        credentials: Whether the policy allows credentials.
        switches: The `dangerously_` fields that are on.

    Returns:
        The danger, its reason and its mend; None where there is nothing against the pattern.
    """
    for danger in DANGERS:
        counts = credentials or not danger.with_credentials
        if counts and not switches.get(danger.switch, False) and danger.applies(pattern):
            page = _SOCKET_SCHEMES.get(pattern.scheme, "")
            values = {
                "switch": danger.switch,
                "parent": pattern.parent,
                "page": page + pattern.text.removeprefix(pattern.scheme),
                "secure": "https" + pattern.text.removeprefix("http"),
                "example": APP_SCHEMES.get(pattern.scheme, ("", ""))[1],
            }
            return danger, _text(danger.reason, values), _text(danger.mend, values)
    return None


def _text(template: str, values: Mapping[str, str]) -> Text:
    """Fill only the holes that the template has."""
    used = {name: value for name, value in values.items() if f"{{{name}}}" in template}
    return Text.of(template, **used)
