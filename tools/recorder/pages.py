"""The pages that scenarios run in: one URL for each kind of page, and the script they share."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PREFIX: Final = "/_p/"

_SCRIPT = Path(__file__).with_name("page.js").read_bytes()
_DOCUMENT = b"""<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">\
<title>page</title><body><script src="/_p/r.js"></script>"""

_COEP = ("Cross-Origin-Embedder-Policy", "require-corp")
_EXTRA: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "csp": (("Content-Security-Policy", "sandbox allow-scripts"),),
    "coep": (_COEP,),
    "coep-credentialless": (("Cross-Origin-Embedder-Policy", "credentialless"),),
    "coop-coep": (_COEP, ("Cross-Origin-Opener-Policy", "same-origin")),
    "csp-upgrade": (("Content-Security-Policy", "upgrade-insecure-requests"),),
    "csp-connect": (("Content-Security-Policy", "connect-src 'self' https:"),),
}
"""Headers of the page kinds that are made by a header of the top page."""

FRAMED: Final = frozenset(
    {"sandbox", "sandbox-so", "sandbox-srcdoc", "srcdoc", "data", "blob", "worker"}
    | {"worker-blob", "worker-data", "worker-module", "x"}
)
"""The kinds that page.js builds inside a top page."""

KINDS: Final = frozenset({"top"} | _EXTRA.keys() | FRAMED)


_MISSING: Final = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def url(origin: str, kind: str) -> str:
    """Where the page of a kind is; `x-<origin>` carries the inner origin in the query."""
    if kind.startswith("x-"):
        return f"{origin}{PREFIX}x?{kind[2:]}"
    return f"{origin}{PREFIX}{kind}"


def serve(path: str) -> bytes:
    """The bytes of a page or of the shared script, head included."""
    name = path.removeprefix(PREFIX).partition("?")[0]
    if name == "r.js":
        # Documents with an opaque origin load it too, and so does a page that demands CORP.
        headers = (
            ("Content-Type", "text/javascript"),
            ("Cache-Control", "max-age=3600"),
            ("Access-Control-Allow-Origin", "*"),
            ("Cross-Origin-Resource-Policy", "cross-origin"),
        )
        return _response(headers, _SCRIPT)
    if "/" in name:  # what a scenario's relative URL made of it
        return _MISSING
    own = (("Content-Type", "text/html"), ("Cache-Control", "no-store"), *_EXTRA.get(name, ()))
    return _response(own, _DOCUMENT)


def _response(headers: tuple[tuple[str, str], ...], body: bytes) -> bytes:
    lines = [f"{name}: {value}" for name, value in headers]
    head = "\r\n".join(["HTTP/1.1 200 OK", *lines, f"Content-Length: {len(body)}", "", ""])
    return head.encode("latin-1") + body
