"""A development server answers to its own names alone: else DNS rebinding reads what it serves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from corsac.browser.url import parse_url
from corsac.core.findings import Text
from corsac.core.headers import Headers
from corsac.diagnose.verify.asks import request
from corsac.diagnose.verify.check import Ask, Check, Fault, Level
from corsac.diagnose.verify.checks.elsewhere import is_inner
from corsac.diagnose.verify.ground import absolute
from corsac.diagnose.verify.samples import STRANGER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corsac.diagnose.verify.check import Seen
    from corsac.diagnose.verify.ground import Ground

_HOST: Final = "Host"
_FOREIGN: Final = STRANGER.removeprefix("https://")
_ERROR: Final = 400
_OK: Final = 200
#: With which webpack-dev-server refuses a name: its status is 200.
_REFUSAL: Final = b"Invalid Host header"


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells a development server: a path of its own, and what is answered there.

    Attributes:
        path: From the root.
        media: What stands in its Content-Type; Apache makes one up by the path's extension.
        text: What stands in its body.
    """

    path: str
    media: str
    text: bytes


#: Of `next dev`, webpack-dev-server (Create React App's and Vue CLI's too), Vite and what is built
#: on it. The first is asked first: that server takes seconds to say that it has not the others.
MARKS: Final = (
    Mark("/_next/static/development/_buildManifest.js", "javascript", b"__BUILD_MANIFEST"),
    Mark("/webpack-dev-server", "html", b"Assets Report"),
    Mark("/@vite/client", "javascript", b"vite"),
)


def _names(ground: Ground) -> Iterator[Ask]:
    """Ask by the server's own name and by a foreign one, on this machine or in this network."""
    for place in ground.pages[:1]:
        parsed = parse_url(place.url)
        if parsed is not None and is_inner(parsed.host or ""):
            own = request(ground, place, None)
            yield own
            foreign = _FOREIGN if parsed.port is None else f"{_FOREIGN}:{parsed.port}"
            lines = Headers(((_HOST, foreign), *own.wire.headers))
            yield Ask(place, replace(own.wire, headers=lines))


def _mark(found: Sequence[Seen]) -> Ask | None:
    """Ask whether it is for development, where the foreign name was answered."""
    own, marks = found[:1], found[2:]
    if _served(found) is None or any(map(_is_marked, marks)) or len(marks) == len(MARKS):
        return None
    page = own[0].ask
    url = absolute(page.place.url, MARKS[len(marks)].path)
    return replace(page, place=replace(page.place, url=url), wire=replace(page.wire, url=url))


def _served(found: Sequence[Seen]) -> Seen | None:
    """Give the answer to the foreign name, if it is what the own name gets."""
    own, foreign = (found[0].response, found[1].response) if len(found) > 1 else (None, None)
    if own is None or foreign is None or not own.status == foreign.status < _ERROR:
        return None
    return None if foreign.body.startswith(_REFUSAL) else found[1]


def _is_marked(seen: Seen) -> bool:
    mark = next((mark for mark in MARKS if seen.ask.wire.url.endswith(mark.path)), None)
    response = seen.response
    if mark is None or response is None or response.status != _OK:
        return False
    return mark.media in (response.headers.get("Content-Type") or "") and mark.text in response.body


def _judge_names(found: Sequence[Seen]) -> Iterator[Fault]:
    """Find a page of a development server that anybody's name is answered with."""
    served = _served(found)
    if served is not None and any(map(_is_marked, found)):
        host = served.ask.wire.headers.get(_HOST)
        yield Fault(served, Text.of("it answers to the name {host}", host=host))


CHECKS: Final = (
    Check(
        392,
        "foreign-names-refused",
        Level.SECURITY,
        "rfc9110#section-7.2",
        "A development server answers to its own names alone",
        "Any site can let a name of its own point to 127.0.0.1 (DNS rebinding): for the browser "
        "its pages and this server then have one origin, and no CORS header is asked. What they "
        "read is the source, and the API behind the proxy. It is asked of servers on this machine "
        "or in this network that show themselves as Vite, webpack-dev-server or `next dev`.",
        "Leave the check of Host on: no `allowedHosts: true` or `'all'`, no `disableHostCheck`, no "
        "DANGEROUSLY_DISABLE_HOST_CHECK; list the names that are meant. Create React App with "
        "setupProxy.js, and Next.js, have none: `corsac export` prints one.",
        _names,
        _judge_names,
        None,
        shut=True,
        exported=False,
        follow=_mark,
    ),
)
