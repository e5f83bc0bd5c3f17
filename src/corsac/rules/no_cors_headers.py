"""The server answers, and no answer of it carries a CORS header.

A page may send a request to any server; what it may not do is *read* the answer of another
origin, unless that answer says so. This server's answers say nothing: nobody has enabled CORS
there, or the API is not meant for browsers.

## Why

The check of every answer starts with `Access-Control-Allow-Origin`; without it, it fails
(`fetch#cors-check.2`). Chromium's console names this header alone and hides the status, so the
same line also stands for crashes, redirects and refused preflights. This rule holds only where an
answer came that was fine but for the header.

## Who mends it

Whoever runs the server: allow the page's origin, exactly. If the API is a third party's, the page
can't be helped by a header that it sends itself; call the API from your own server instead.

## What guides get wrong

"The browser blocks the request": it blocks the *answer*. A simple request, such as this one, has
reached the server and was carried out. That curl or Postman work proves nothing either: they send
no `Origin` and check no answer.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Content-Type: application/json
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Content-Type: application/json
< Access-Control-Allow-Origin: https://app.example
< Vary: Origin
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, RemedyKind, Rule, Text, Where
from corsac.rules.case import ProbeKind
from corsac.rules.reading.absence import (
    is_refused,
    lets_in_elsewhere,
    nothing_lets_in,
    plain_success,
)
from corsac.rules.reading.advice import remedy_for, same_origin_proxy
from corsac.rules.reading.blame import blame_for_headers
from corsac.rules.reading.scene import Answer, Part, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS001",
    cause="no-cors-config",
    name="no-cors-headers",
    title="The server sends no CORS headers at all",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING, Reason.PREFLIGHT_STATUS})

#: What preflights are answered, beside success, by servers that take them for anything else.
_IGNORANT = frozenset({400, 401, 403, 404, 405, 406, 410, 415, 422, 501})


def find(case: Case) -> Iterator[Finding]:
    """Find a server without CORS: an answer that is fine but for the header, and none better."""
    scene = Scene.of(case)
    if not nothing_lets_in(scene) or is_refused(scene) or lets_in_elsewhere(scene) is not None:
        return
    success = plain_success(scene) or _bare_preflight(scene)
    if success is None:
        return
    blame = blame_for_headers(success.response)
    if success.part is Part.PREFLIGHT:
        blame = blame.at_most(Confidence.MEDIUM)
    yield Finding(
        RULE,
        blame.party,
        blame.confidence,
        Text.of("no answer of this server carries a CORS header"),
        where=Where(_first(scene).index, ALLOW_ORIGIN),
        notes=(*_notes(scene), *_doubts(case), *blame.notes),
        fixes=(same_origin_proxy(),),
        remedy=remedy_for(case, RemedyKind.SEND_HEADERS),
    )


def _first(scene: Scene) -> Answer:
    """Give the first answer that a server without CORS would give: no crash, no redirect.

    That a router knows no OPTIONS (501), or that it asks preflights to log in, is part of it.
    """
    return next(a for a in scene.first_hop if _is_plain(a))


def _is_plain(answer: Answer) -> bool:
    if answer.part is not Part.PREFLIGHT:
        return answer.redirect is None and not answer.error
    return answer.ok or answer.status in _IGNORANT


def _bare_preflight(scene: Scene) -> Answer | None:
    return next((a for a in scene.preflights if a.request.hop == 0 and a.ok), None)


def _notes(scene: Scene) -> Iterator[Text]:
    for answer in scene.preflights:
        if answer.status in _IGNORANT:
            yield Text.of(
                "the preflight was answered {status}, as by a server that knows no preflights",
                status=answer.status,
            )
    for answer in scene.first_hop:
        if answer.origin == "null":
            yield Text.of("the page's origin is `null`: no exact origin can let it in")
            return


def _doubts(case: Case) -> Iterator[Text]:
    """Say what looks the same from outside, unless other origins were tried."""
    if case.probe(ProbeKind.NEAR_ORIGIN) is None and case.probe(ProbeKind.OTHER_ORIGIN) is None:
        yield Text.of(
            "a server that has a list without this origin, and sends no Vary, looks the same"
        )
