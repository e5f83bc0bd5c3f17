"""Why a text is no origin pattern, and what its writer most likely meant.

A table: the first objection that applies is told. Every peer takes these texts in silence, and
never matches them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.core.origin import DEFAULT_PORTS
from corsac.policy.mistakes import mask
from corsac.policy.pattern import LONGEST_ORIGIN, Placeholder, is_punycode, parse_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

# A `.*` that is a dot and a label of its own is a wildcard in the wrong place.
_REGEX = re.compile(
    r"[\\^$|+]|(?<![A-Za-z0-9*_}\-])\.\*|\.\*(?![.:/]|$)|\(|\[[^0-9a-fA-F:\]]|https\?:"
)
_PARTS = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):/{0,2}(?:[^/@]*@)?([^/?#]*)(.*)", re.DOTALL)
# A host of that name and a port are another thing.
_OPAQUE = re.compile(r"(?i)data:(?!\d+/?$)")
_INHERITING = re.compile(r"(?i)(?:about|javascript):(?!\d+/?$)")
_AROUND = re.compile(r"(?i)(?:blob|filesystem|view-source):(?!//|\d+/?$)")
_PORT = re.compile(r":([^:\]]*)$")
_NOT_HEX_BRACKET = re.compile(r"[\s,;]+")
_MAX_PORT: Final = 0xFFFF
#: What a text is at most before anyone thinks about what it meant.
_LONGEST_REPAIR: Final = 2 * LONGEST_ORIGIN


@dataclass(frozen=True, slots=True)
class Objection:
    """One way of not being a pattern.

    `hint` is the mend where no better text can be offered, and always where not `repairable`.
    """

    code: str
    applies: Callable[[str], bool]
    reason: str
    hint: str
    repairable: bool = True


def _host(text: str) -> str:
    match = _PARTS.match(text)
    return match[2] if match else text


def _has_bad_port(text: str) -> bool:
    match = _PORT.search(_host(text))
    if match is None or match[1] == "*":
        return False
    digits = match[1]
    return (
        not digits.isascii()
        or not digits.isdigit()
        or str(int(digits[:6])) != digits
        or (not 0 < int(digits) <= _MAX_PORT)
    )


def _has_default_port(text: str) -> bool:
    scheme, _, rest = text.lower().partition("://")
    port = DEFAULT_PORTS.get(scheme)
    return port is not None and rest.rstrip("/").endswith(f":{port}")


def _names_several(text: str) -> bool:
    parts = [part for part in _NOT_HEX_BRACKET.split(text) if part]
    return len(parts) > 1 and all("." in part[1:] or ":" in part for part in parts)


def _has_unknown_placeholder(text: str) -> bool:
    names = re.findall(r"\{([^{}]*)\}", text)
    return any(name not in {kind.value for kind in Placeholder} for name in names)


OBJECTIONS: Final = (
    Objection(
        "origin-empty", lambda text: not text.strip(), "is empty", "take it out", repairable=False
    ),
    Objection(
        "origin-list",
        _names_several,
        "holds several origins in one text",
        "write each as a text of its own",
    ),
    Objection(
        "origin-joined",
        lambda text: text.count("://") > 1,
        "holds two origins run together",
        "put the comma between them that is missing",
        repairable=False,
    ),
    Objection(
        "origin-blank",
        lambda text: text != text.strip() or any(char.isspace() for char in text),
        "holds blanks, and no origin does",
        "take the blanks out",
    ),
    Objection(
        "origin-too-long",
        lambda text: len(text) > LONGEST_ORIGIN,
        "is longer than any origin",
        "write scheme, host and port only, as in https://app.example",
    ),
    Objection(
        "origin-file",
        lambda text: text.lower().startswith("file:"),
        "is no origin: pages from files have the opaque origin null",
        "serve the page from http://localhost, and allow that",
        repairable=False,
    ),
    Objection(
        "origin-opaque",
        lambda text: _OPAQUE.match(text) is not None,
        "is no origin: pages from data: URLs have the opaque origin null",
        "serve the page from http://localhost, and allow that",
        repairable=False,
    ),
    Objection(
        "origin-inherited",
        lambda text: _INHERITING.match(text) is not None,
        "is no origin: such a page has the origin of the one that opens it",
        "allow the origin of the page that opens it",
        repairable=False,
    ),
    Objection(
        "origin-inner",
        lambda text: _AROUND.match(text) is not None,
        "is no origin: a URL inside another one has the inner one's",
        "write the origin of the page that makes it, as in https://app.example",
    ),
    Objection(
        "origin-null",
        lambda text: text.lower() == "null",
        "is not how an opaque origin is written",
        "leave it out: any sandboxed page of any site has that origin",
        repairable=False,
    ),
    Objection(
        "origin-regex",
        lambda text: _REGEX.search(text) is not None,
        "looks like a regular expression, and patterns are none",
        "write https://*.example.com for every subdomain; {{digits}}, {{hex}}, {{slug}} in a label",
    ),
    Objection(
        "origin-scheme-missing",
        lambda text: "://" not in text,
        "has no scheme, and origins with different schemes are different",
        "put https:// before it",
    ),
    Objection(
        "origin-wildcard-scheme",
        lambda text: text.partition("://")[0] in {"*", "", "http*", "https*"},
        "leaves the scheme open",
        "name the scheme: https://, and http:// for loopback",
    ),
    Objection(
        "origin-host-missing",
        lambda text: text.partition("://")[2][:1] in {"", ":", "/"},
        "names no host",
        "write one, as in https://app.example",
    ),
    Objection(
        "origin-user",
        lambda text: "@" in text,
        "holds a user name, and no origin does",
        "write scheme, host and port only",
    ),
    Objection(
        "origin-trailing-slash",
        lambda text: text.endswith("/") and "/" not in text.partition("://")[2][:-1],
        "ends in a slash, and no browser sends one",
        "take the slash out",
    ),
    Objection(
        "origin-path",
        lambda text: any(mark in text.partition("://")[2] for mark in "/?#"),
        "holds a path, and an origin has none: all pages of a host are one origin",
        "write scheme, host and port only",
    ),
    Objection(
        "origin-default-port",
        _has_default_port,
        "writes its scheme's default port out, and no browser does",
        "take the port out",
    ),
    Objection(
        "origin-port",
        _has_bad_port,
        "has a port that is none",
        "write a number from 1 to 65535 without zeros before it, or * for any port",
    ),
    Objection(
        "origin-unicode",
        lambda text: not text.isascii(),
        "is not ASCII, and browsers send the host in punycode",
        "write the host as browsers do, beginning with xn--",
    ),
    Objection(
        "origin-punycode",
        lambda text: text == text.lower() and not is_punycode(_host(text)),
        "has a label that begins with xn-- and is no punycode, so that no browser takes it",
        "write the host as the browser's address bar gives it when it is copied",
        repairable=False,
    ),
    Objection(
        "origin-upper-case",
        lambda text: text != text.lower(),
        "has upper-case letters, and browsers send none",
        "write it in lower case",
    ),
    Objection(
        "origin-placeholder-unknown",
        _has_unknown_placeholder,
        "has a placeholder that does not exist",
        "use {{digits}}, {{hex}} or {{slug}}",
    ),
    Objection(
        "origin-placeholder",
        lambda text: "{" in text or "}" in text,
        "has a placeholder where none can be",
        "use one {{digits}}, {{hex}} or {{slug}}, in one label, below a domain of your own",
    ),
    Objection(
        "origin-wildcard",
        lambda text: "*" in text,
        "has a * where none can be",
        "write https://*.example.com for every subdomain, https://example.com:* for every port, "
        'or "*" alone for every origin',
    ),
    Objection(
        "origin-address",
        lambda text: bool(re.search(r"://(\[|[0-9a-fx.]*[0-9](:|$))", text)),
        "holds an address that browsers write otherwise",
        "write IPv4 as four decimal numbers, IPv6 short and in lower case inside brackets",
    ),
    Objection(
        "origin-malformed",
        lambda _: True,
        "is no origin",
        "write scheme, host and port only, as in https://app.example:8443",
    ),
)


def objection_to(text: str) -> tuple[Objection, Text]:
    """Say why `text` is no pattern, and what to write instead.

    Args:
        text: What `parse_pattern` gave None for.
    """
    objection = next(each for each in OBJECTIONS if each.applies(text))
    if objection.code == "origin-list":
        parts = [part for part in _NOT_HEX_BRACKET.split(text[:_LONGEST_REPAIR]) if part]
        return objection, Text.of(
            "write {items}", items=", ".join(f'"{mask(part)}"' for part in parts)
        )
    meant = repaired(text) if objection.repairable else None
    return objection, Text.of("write {origin}", origin=meant) if meant else Text(objection.hint)


def repaired(text: str) -> str | None:
    """Guess the pattern that was meant.

    Returns:
        A text that `parse_pattern` reads, or None where nothing comes near one.
    """
    if len(text) > _LONGEST_REPAIR:
        return None
    cleaned = _without_regex(text.strip().strip("\"'").strip())
    if "://" in cleaned:
        cleaned = _AROUND.sub("", cleaned, count=1)
    cleaned = re.sub(r"^(https?)//", r"\1://", cleaned)
    if cleaned in {"https://*", "http://*", "*://*", "*:*"}:
        return "*"
    if "://" not in cleaned and not cleaned.lower().startswith(("http:", "https:")):
        local = re.match(r"(localhost|127\.|\[::1\])", cleaned)
        cleaned = f"{'http' if local else 'https'}://{cleaned.lstrip('/')}"
    cleaned = re.sub(r"^(\*|https?\*)://", "https://", cleaned)
    match = _PARTS.fullmatch(cleaned)
    if match is None:
        return None
    scheme, host = match[1].lower(), _ascii(match[2].lower())
    host = _known_placeholders(host.removesuffix(f":{DEFAULT_PORTS.get(scheme, '')}"))
    host = re.sub(r"(?<=.)/+$", "", host)
    candidate = f"{scheme}://{_address(host)}"
    return candidate if candidate != text and parse_pattern(candidate) else None


def _without_regex(text: str) -> str:
    """Turn the commonest regular expressions for subdomains into the pattern that is meant."""
    if not _REGEX.search(text):
        return text
    plain = text.removeprefix("^").removesuffix("$").replace("\\/", "/").replace("\\.", ".")
    plain = plain.replace("https?://", "https://")
    some = r"(?:\.\*|\.\+|\[\^[^\]]*\]\+|\[[^\]]*\]\+|\\w\+|\\S\+)"
    plain = re.sub(rf"://(?:\(?:?\(?{some}\)?\.\)?[?*+]?)", "://*.", plain)
    return re.sub(r":(?:\\d\+|\[0-9\]\+|\.\*|\\d\*)$", ":*", plain)


def _ascii(host: str) -> str:
    """Give a host's labels in punycode, as far as the standard library knows how."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _known_placeholders(host: str) -> str:
    kinds = [kind.value for kind in Placeholder]
    others = {"number": "digits", "id": "digits", "int": "digits", "sha": "hex", "hash": "hex"}

    def known(match: re.Match[str]) -> str:
        """Put the nearest kind that exists."""
        near = get_close_matches(match[1], kinds, n=1)
        return f"{{{near[0] if near else others.get(match[1], 'slug')}}}"

    return re.sub(r"\{([^{}]*)\}", known, host)


def _address(host: str) -> str:
    """Write an address as browsers do; any other host stays as it is."""
    body, colon, port = (
        host.rpartition(":") if host.rfind(":") > host.rfind("]") else (host, "", "")
    )
    if not re.fullmatch(r"\[[0-9a-f:.]+\]|0[0-9.]*[0-9]|[0-9.]+", body):
        return host
    from ipaddress import AddressValueError, IPv4Address, IPv6Address  # noqa: PLC0415 -- a mend only

    try:
        if body.startswith("["):
            return f"[{IPv6Address(body[1:-1])}]{colon}{port}"
        numbers = [int(part) for part in body.split(".")]
        return f"{IPv4Address('.'.join(map(str, numbers)))}{colon}{port}"
    except (AddressValueError, ValueError):
        return host
