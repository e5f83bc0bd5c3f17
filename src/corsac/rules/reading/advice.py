"""What a rule advises: the server's side as data, the page's as code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.findings import Fix, Remedy, Text
from corsac.core.methods import NORMALIZED, is_safelisted
from corsac.rules.reading.lists import (
    allowed_headers,
    allowed_methods,
    requested_headers,
    requested_method,
)
from corsac.rules.reading.request import includes_credentials
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from corsac.core.findings import RemedyKind
    from corsac.rules.case import Case

#: Methods that servers' lists mean, whatever their case.
_METHODS: Final = NORMALIZED | {"PATCH"}
#: How much of a list that the server sent goes into a snippet.
_MOST_LISTED = 32


def remedy_for(case: Case, kind: RemedyKind) -> Remedy:
    """Say what the server has to answer so that this request passes.

    Methods and headers are those that the preflight announced, beyond the safelists, and those
    that its answer lists already: what is pasted must not take away what other requests need.
    """
    first = next(iter(Scene.of(case).preflights), None)
    named = () if first is None else map(_in_capitals, _listed(allowed_methods(first)))
    methods = () if first is None else (*named, requested_method(first))
    headers = () if first is None else (*_listed(allowed_headers(first)), *requested_headers(first))
    return Remedy(
        kind=kind,
        origin=case.origin,
        credentials=includes_credentials(case.request),
        methods=tuple(dict.fromkeys(each for each in methods if each and not is_safelisted(each))),
        headers=tuple(dict.fromkeys(headers)),
    )


def _in_capitals(method: str) -> str:
    """Give a method that a list has in small letters as it is meant: case counts."""
    return method.upper() if method.upper() in _METHODS else method


def _listed(names: tuple[str, ...] | None) -> tuple[str, ...]:
    """Give what a list allows by name, as far as a person would write it."""
    return tuple(name for name in names or () if name != "*")[:_MOST_LISTED]


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


def open_resource_policy() -> Fix:
    """Advise the server to let other origins embed what is public."""
    line = "Cross-Origin-Resource-Policy: cross-origin"
    title = Text("send this header, if the file is meant for other sites: it needs no CORS")
    return Fix(title, snippet=line, language="http")


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
