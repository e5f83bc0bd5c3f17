"""What a rule advises: the server's side as data, the page's as code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Fix, Remedy, Text
from corsac.core.methods import is_safelisted
from corsac.rules.reading.lists import requested_headers, requested_method
from corsac.rules.reading.request import includes_credentials
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from corsac.core.findings import RemedyKind
    from corsac.rules.case import Case


def remedy_for(case: Case, kind: RemedyKind) -> Remedy:
    """Say what the server has to answer so that this request passes.

    Methods and headers are those that the preflight announced, beyond the safelists.
    """
    first = next(iter(Scene.of(case).preflights), None)
    method = "" if first is None else requested_method(first)
    return Remedy(
        kind=kind,
        origin=case.origin,
        credentials=includes_credentials(case.request),
        methods=(method,) if method and not is_safelisted(method) else (),
        headers=() if first is None else requested_headers(first),
    )


def page_fix(title: str, snippet: str = "", *, safe: bool = False, **values: object) -> Fix:
    """Make a fix for the page.

    Args:
        title: What to do; `values` go into its holes.
        snippet: JavaScript to paste; `url` stands for the page's URL, which may hold secrets.
        safe: Whether it can't change what already works.
        values: What goes into the title's holes.
    """
    return Fix(
        Text.of(title, **values),
        system="page",
        snippet=snippet,
        language="javascript" if snippet else "",
        safe=safe,
    )


def same_origin_proxy() -> Fix:
    """Advise to call a third party's API from the page's own server."""
    return page_fix(
        "if the API is not yours, call it from your own server, under the page's origin; "
        "a public CORS proxy would see your users' data",
        'const answer = await fetch("/api/items");  // your server passes it on',
    )


def without_credentials() -> Fix:
    """Advise to ask without cookies where none is needed."""
    return page_fix(
        "if no cookie is needed, ask without credentials",
        'fetch(url, { credentials: "same-origin" })',
    )
