"""Pieces of Markdown that the pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NOTICE: Final = "<!-- `python -m tools.truth write` makes this page: change its data instead. -->"

_HOMES: Final[Mapping[str, str]] = {
    "csp3": "https://w3c.github.io/webappsec-csp/#{}",
    "beacon": "https://w3c.github.io/beacon/#{}",
    "fetch": "https://fetch.spec.whatwg.org/#{}",
    "html": "https://html.spec.whatwg.org/multipage/#{}",
    "infra": "https://infra.spec.whatwg.org/#{}",
    "local-network-access": "https://wicg.github.io/local-network-access/#{}",
    "mixed-content": "https://w3c.github.io/webappsec-mixed-content/#{}",
    "rfc6265bis": "https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#{}",
    "secure-contexts": "https://w3c.github.io/webappsec-secure-contexts/#{}",
    "upgrade-insecure-requests": "https://w3c.github.io/webappsec-upgrade-insecure-requests/#{}",
    "websockets": "https://websockets.spec.whatwg.org/#{}",
    "xhr": "https://xhr.spec.whatwg.org/#{}",
}
"""Where each standard is; RFCs have a pattern of their own."""

NAMES: Final[Mapping[str, str]] = {
    "chromium": "Chromium",
    "firefox": "Firefox",
    "webkit": "WebKitGTK",
}
"""How people call the engines."""


def clause(identity: str) -> str:
    """Link a clause id: the standard's own anchor, and the step after it.

    Raises:
        KeyError: It is not known where the standard is.
    """
    standard, _, anchor = identity.partition("#")
    plain = anchor if anchor.startswith("section-") else anchor.partition(".")[0]
    if standard.startswith("rfc") and standard[3:].isdigit():
        home = f"https://www.rfc-editor.org/rfc/{standard}.html#{{}}"
    else:
        home = _HOMES[standard]
    return f"[`{identity}`]({home.format(plain)})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], right: int = 99) -> list[str]:
    """Write a table; columns from number `right` on are aligned to the right."""
    rule = ["---:" if number >= right else "---" for number in range(len(head))]
    return [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]


def per_cent(part: int, whole: int) -> str:
    """Write a share, two digits after the point, never rounded up to a hundred."""
    if part == whole:
        return "100 %"
    return f"{10000 * part // whole / 100:.2f} %"


def scene(record: Mapping[str, Any]) -> str:
    """Tell a scenario's page and requests in one line."""
    page = record["page"]
    kind = page.get("k", "top")
    where = f"`{page['o']}`" + ("" if kind == "top" else f" ({kind})")
    asked = [_request(step, record["id"]) for step in record["steps"]]
    shown = dict.fromkeys(asked)  # the same one again says nothing new
    return f"{where}: {', '.join(shown)}"


def _request(step: Mapping[str, Any], identity: str) -> str:
    """Tell one request: what asked, how, and where."""
    api, method = step.get("api", "fetch"), step.get("method", "")
    address: str = step["url"]
    url = urlsplit(address)
    place = address if not url.netloc else f"{url.scheme}://{url.netloc}"
    words = " ".join(filter(None, (api, method, place.replace(f"/{identity}", ""))))
    pairs: list[list[str]] = step.get("headers") or []
    headers = [_short(f"{name}: {value}") for name, value in pairs]
    return " ".join([f"`{_short(words, 80)}`", *(f"`{text}`" for text in headers)])


def _short(text: str, most: int = 40) -> str:
    """Cut a text, and take out what would end a code span or a table's cell."""
    plain = "".join(char if char.isprintable() and char not in "`|" else "·" for char in text)
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
