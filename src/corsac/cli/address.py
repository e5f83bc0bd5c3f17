"""The URL and the page of a check: read as browsers read them, refused with the mend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.browser.request import Page
from corsac.browser.url import parse_url
from corsac.cli.mistake import Mistake
from corsac.core.origin import parse_origin
from corsac.render.redact import url as redacted

if TYPE_CHECKING:
    from corsac.core.url import Url

_SCHEMES = frozenset({"http", "https", "ws", "wss"})
_PAGES = frozenset({"http", "https"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?=//)")
_BLANK = re.compile(r"[\x00-\x20\x7f]")
_LOCAL = re.compile(
    r"(localhost|[\w.-]+\.(localhost|local|test)|[0-9.]+|\[[^\]]*\])(:\d+)?(?=[/?#]|$)"
)

_SLASH = "--origin: an origin has no slash at its end"
_PATH = "--origin: an origin has no path"
_DEFAULT_PORT = "--origin: browsers leave the default port out of an origin"

#: Who a page without an address of its own is served by: a name that never exists (rfc6761#6.4).
#: http, since neither a file: page nor a data: URL makes a mixed-content block.
_NOWHERE = "http://page.invalid"


def target_url(text: str, page: Page | None) -> str:
    """Read the URL to be asked.

    Args:
        text: What was typed; a path is taken relative to the page.
        page: The page that asks, where it is known.

    Raises:
        Mistake: it is no URL of http, https, ws or wss.
    """
    if blank := _BLANK.search(text.strip()):
        place = blank.start()
        encoded = re.sub(r"\s", "%20", redacted(text.strip()))
        raise _bad(
            "a URL has no blanks",
            text.strip(),
            (place, place + 1),
            "write {encoded}",
            encoded=encoded,
        )
    text = text.strip()
    if text.startswith("/") and not text.startswith("//"):
        return _relative(text, page)
    match = _SCHEME.match(text)
    if match is None:
        likely = "http" if _LOCAL.match(text) else "https"
        raise _bad(
            "a URL begins with its scheme",
            text,
            None,
            "did you mean {meant}?",
            meant=f"{likely}://{redacted(text.removeprefix('//'))}",
        )
    if match[1].lower() not in _SCHEMES:
        raise _bad(
            "{scheme}: is not a scheme that fetch() can ask",
            text,
            match.span(1),
            "CORS is spoken over http, https, ws and wss",
            scheme=match[1],
        )
    parsed = parse_url(text)
    if parsed is None or not parsed.host:
        raise _bad(
            "no browser can read this URL",
            text,
            _authority(text, match.end() + 2),
            "the host or the port is malformed",
        )
    return text


def _relative(text: str, page: Page | None) -> str:
    base = parse_url(page.url or page.origin) if page else None
    parsed = parse_url(text, base) if base else None
    if parsed is None:
        raise _bad(
            "a path alone says nothing about the server",
            text,
            None,
            "did you mean {meant}?",
            meant=f"https://api.example{redacted(text)}",
        )
    return parsed.href


def page_at(text: str) -> Page:
    """Read `--page`: the URL in the address bar, which also tells the origin.

    Raises:
        Mistake: no page has that URL.
    """
    parsed = parse_url(text.strip())
    if parsed is not None and parsed.scheme == "file":
        return Page(_NOWHERE, kind="sandbox")
    if parsed is None or parsed.scheme not in _PAGES or not parsed.host:
        raise _bad(
            "--page: no web page has this URL",
            text,
            None,
            "give the page's address, as https://app.example/cart",
        )
    return Page(_origin_of(parsed), url=parsed.without_fragment)


def page_from(text: str) -> Page:
    """Read `--origin`, byte by byte as browsers serialise it.

    Raises:
        Mistake: no browser would send it; with what it would send.
    """
    if text == "null":
        return Page(_NOWHERE, kind="sandbox")
    origin = parse_origin(text)
    if origin is None:
        raise _bad_origin(text)
    if origin.scheme not in _PAGES:
        raise _bad(
            "--origin: pages of {scheme}: are not modelled yet",
            text,
            (0, len(origin.scheme)),
            "give an http or https origin, or null",
            scheme=origin.scheme,
        )
    return Page(text)


def _bad_origin(text: str) -> Mistake:
    """Say why a text is no serialised origin, and which one was probably meant."""
    match = _SCHEME.match(text)
    if match is None:
        likely = "http" if _LOCAL.match(text) else "https"
        meant = parse_url(f"{likely}://{text}")
        span, reason = None, "--origin: an origin begins with its scheme"
    else:
        meant = parse_url(text)
        span, reason = _oddity(text, match.end() + 2, meant)
    if meant is None or meant.scheme not in _PAGES or parse_origin(_origin_of(meant)) is None:
        mend = "an origin is scheme, host and port, as https://app.example or http://localhost:3000"
        return _bad(reason, text, span, mend)
    return _bad(reason, text, span, "did you mean {meant}?", meant=_origin_of(meant))


def _oddity(text: str, start: int, meant: Url | None) -> tuple[tuple[int, int] | None, str]:
    """Find the first thing in a URL that no serialised origin has."""
    _, end = _authority(text, start)
    if end < len(text):
        return (end, len(text)), _SLASH if text[end:] == "/" else _PATH
    if "@" in text[start:end]:
        return (start, text.rindex("@") + 1), "--origin: an origin has no user name"
    upper = re.search(r"[A-Z]", text)
    if upper:
        return upper.span(), "--origin: browsers write origins in lower case"
    port = re.search(r":(\d*)$", text[start:end])
    if meant is not None and port and meant.port is None:
        return (start + port.start(), end), _DEFAULT_PORT
    if not text.isascii():
        return (start, end), "--origin: browsers write a host in ASCII (punycode)"
    return (start, end), "--origin: no browser would write this origin"


def _authority(text: str, start: int) -> tuple[int, int]:
    """Give where host and port stand in a URL whose `//` ends at `start`."""
    rest = text[start:]
    return start, start + min((rest.find(c) for c in "/?#" if c in rest), default=len(rest))


def _origin_of(parsed: Url) -> str:
    return f"{parsed.scheme}://{parsed.authority}"


def _bad(
    message: str, text: str, span: tuple[int, int] | None, mend: str, **values: object
) -> Mistake:
    """Make a mistake out of a text that may hold secrets; with them its places move."""
    shown = redacted(text)
    return Mistake(message, shown, span if shown == text else None, mend, **values)
