"""Origin patterns: an exact origin, `*.` subdomains, any port `:*`, one typed placeholder.

A pattern is data and exact: what it means is a set of serialised origins, compared as bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corsac.core.host import is_ip_address
from corsac.core.origin import parse_origin

#: No longer origin is looked at: scheme 64, `://`, host 253, `:65535`.
LONGEST_ORIGIN: Final = 326
#: The longest name of a host (rfc1035#section-2.3.4).
LONGEST_HOST: Final = 253
#: The longest label of a host (rfc1035#section-2.3.4).
LONGEST_LABEL: Final = 63
ANY: Final = "*"

#: Schemes of app shells and browser extensions, each with the form of its hosts and an example.
APP_SCHEMES: Final = {
    "app": (r"[a-z0-9.\-]+", "app://obsidian.md"),
    "capacitor": (r"[a-z0-9.\-]+", "capacitor://localhost"),
    "chrome-extension": (r"[a-p]{32}", "chrome-extension://abcdefghijklmnopabcdefghijklmnop"),
    "ionic": (r"[a-z0-9.\-]+", "ionic://localhost"),
    "moz-extension": (
        r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "moz-extension://01234567-89ab-cdef-0123-456789abcdef",
    ),
    "safari-web-extension": (
        r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "safari-web-extension://01234567-89ab-cdef-0123-456789abcdef",
    ),
    "tauri": (r"[a-z0-9.\-]+", "tauri://localhost"),
    "vscode-webview": (r"[a-z0-9.\-]+", "vscode-webview://id"),
    "wails": (r"[a-z0-9.\-]+", "wails://wails"),
}

_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
# Labels that a name can have under DNS, `_` included; what else a URL's host may hold is left out.
_LABELS = re.compile(r"[a-z0-9_\-]+(?:\.[a-z0-9_\-]+)*")


_CONTROL: Final = frozenset(map(chr, range(0x80, 0xA0)))


class Placeholder(StrEnum):
    """What a placeholder stands for inside its label: at least one character of its alphabet.

    A slug has letters, digits and hyphens, a hyphen neither first nor last.
    """

    DIGITS = "digits"
    HEX = "hex"
    SLUG = "slug"

    @property
    def expression(self) -> str:
        """The regular expression for what it stands for, without anchors."""
        return _EXPRESSIONS[self]

    def matches(self, text: str) -> bool:
        """Tell whether `text`, the whole of it, is one."""
        return _COMPILED[self].fullmatch(text) is not None


# No repetition inside a repetition: time is linear in the label.
_EXPRESSIONS: Final = {
    Placeholder.DIGITS: "[0-9]+",
    Placeholder.HEX: "[0-9a-f]+",
    Placeholder.SLUG: "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?",
}
_KINDS: Final = frozenset(kind.value for kind in Placeholder)
_COMPILED: Final = {kind: re.compile(text) for kind, text in _EXPRESSIONS.items()}
_EXAMPLES: Final = {Placeholder.DIGITS: "0", Placeholder.HEX: "0", Placeholder.SLUG: "x"}


@dataclass(frozen=True, slots=True)
class OriginPattern:
    """A set of origins.

    `text` is how it is written. `any` is every origin. Otherwise `scheme` is exact; `host` is the
    host, for subdomains the part after `*.`; `port` None stands for the scheme's default and
    `any_port` for all of them. A placeholder's label is parted: `left` are the labels before it
    with their dot, `prefix` and `suffix` surround it inside the label, `host` is what follows
    with its dot. `null` is the opaque origin.
    """

    text: str
    scheme: str = ""
    host: str = ""
    port: int | None = None
    any_port: bool = False
    subdomains: bool = False
    placeholder: Placeholder | None = None
    left: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def any(self) -> bool:
        """Whether it is `*`."""
        return self.text == ANY

    @property
    def null(self) -> bool:
        """Whether it is the origin of sandboxed pages."""
        return self.text == "null"

    @property
    def exact(self) -> bool:
        """Whether it is a single origin, `text`."""
        return not (self.any or self.any_port or self.subdomains or self.placeholder)

    @property
    def parent(self) -> str:
        """The host that is fixed: below it, everything that matches has its name."""
        return self.host.removeprefix(".")

    @property
    def example(self) -> str:
        """One origin that it stands for."""
        if self.any:
            return "https://app.example"
        host = self.host
        if self.subdomains:
            host = f"app.{host}"
        if self.placeholder:
            middle = _EXAMPLES[self.placeholder]
            host = f"{self.left}{self.prefix}{middle}{self.suffix}{host}"
        if self.null or self.exact:
            return self.text
        port = "" if self.port is None else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    def matches(self, origin: str) -> bool:
        """Tell whether a serialised origin is one of them: the slow, plain way.

        Args:
            origin: As the request's Origin header has it.
        """
        if self.any or self.exact:
            return self.any or origin == self.text
        parsed = parse_origin(origin) if len(origin) <= LONGEST_ORIGIN else None
        if parsed is None or parsed.scheme != self.scheme or len(parsed.host) > LONGEST_HOST:
            return False
        return (self.any_port or parsed.port == self.port) and self._has_host(parsed.host)

    def _has_host(self, host: str) -> bool:
        if self.placeholder is not None:
            start, end = self.left + self.prefix, self.suffix + self.host
            if not (host.startswith(start) and host.endswith(end)):
                return False
            middle = host[len(start) : len(host) - len(end)]
            label = len(self.prefix) + len(middle) + len(self.suffix)
            return label <= LONGEST_LABEL and self.placeholder.matches(middle)
        if self.subdomains:
            rest = host.removesuffix(f".{self.host}")
            return rest != host and is_labels(rest)
        return host == self.host


def is_labels(text: str) -> bool:
    """Tell whether a text is one or more labels, none of them empty or long."""
    if _LABELS.fullmatch(text) is None:
        return False
    return len(text) <= LONGEST_LABEL or max(map(len, text.split("."))) <= LONGEST_LABEL


def is_punycode(host: str) -> bool:
    """Tell whether all labels of a host that begin with `xn--` are punycode (rfc3492).

    A URL with another one does not parse (url#concept-domain-to-ascii), so no page has it.
    """
    return "xn--" not in host or all(map(_is_decodable, host.split(".")))


def _is_decodable(label: str) -> bool:
    if not label.startswith("xn--"):
        return True
    body = label.removeprefix("xn--").partition(":")[0]
    try:
        text = body.encode("ascii").decode("punycode")
        again = text.encode("punycode").decode("ascii")
    except (ValueError, OverflowError):
        return False
    # No label has control characters either, which would be what `xn--a` says.
    return not text.isascii() and again == body and not any(map(_CONTROL.__contains__, text))


def parse_pattern(text: str) -> OriginPattern | None:
    """Read a pattern by its exact grammar, mending nothing.

    Returns:
        None for what is no pattern; `corsac.policy.objections` says why. Whether it is safe is
        not asked here.
    """
    if text in {ANY, "null"}:
        return OriginPattern(text)
    if len(text) > LONGEST_ORIGIN:
        return None
    any_port = text.endswith(":*")
    body = text.removesuffix(":*")
    scheme, mark, host = body.partition("://")
    subdomains = host.startswith("*.")
    if "{" in host:
        return None if subdomains else _with_placeholder(text, body, any_port=any_port)
    origin = parse_origin(f"{scheme}{mark}{host.removeprefix('*.')}")
    if origin is None or origin.is_opaque or (any_port and origin.port is not None):
        return None
    # A URL may have the port 0; no server can be there. Nor has any a longer name.
    if origin.port == 0 or len(origin.host) > LONGEST_HOST:
        return None
    if not is_labels(origin.host.removesuffix(".")) and not origin.host.startswith("["):
        return None
    if not is_punycode(origin.host):
        return None
    if subdomains and is_ip_address(origin.host):
        return None
    return OriginPattern(text, origin.scheme, origin.host, origin.port, any_port, subdomains)


def _with_placeholder(text: str, body: str, *, any_port: bool) -> OriginPattern | None:
    match = _PLACEHOLDER.search(body)
    if match is None or match[1] not in _KINDS:
        return None
    kind = Placeholder(match[1])
    origin = parse_origin(body[: match.start()] + _EXAMPLES[kind] + body[match.end() :])
    if origin is None or not is_labels(origin.host) or is_ip_address(origin.host):
        return None
    if origin.port == 0 or (any_port and origin.port is not None):
        return None
    before = body[len(origin.scheme) + 3 : match.start()]
    after = origin.host[len(before) + 1 :]
    dot, cut = before.rfind(".") + 1, (after + ".").index(".")
    if cut == len(after):
        return None  # the label would be a top-level domain
    return OriginPattern(
        text,
        origin.scheme,
        after[cut:],
        origin.port,
        any_port,
        placeholder=kind,
        left=before[:dot],
        prefix=before[dot:],
        suffix=after[:cut],
    )
