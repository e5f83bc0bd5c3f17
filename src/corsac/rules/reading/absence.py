"""Answers without Allow-Origin (fetch#cors-check.2), and what the others say about them.

That a header is missing is a symptom. These are the questions that tell its causes apart; each
rule asks for its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.core.messages import WireResponse
from corsac.rules.case import ProbeKind
from corsac.rules.reading.scene import Part, Scene, read_probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

#: What CORS layers write when they refuse: Starlette, Spring, Amazon S3, Azure Storage.
_REFUSALS = re.compile(
    r"disallowed cors |invalid cors request|cors request is not allowed|corspreflightfailure"
    r"|not allowed by cors|cors: origin|origin[^<\n]{0,40} not allowed",
    re.IGNORECASE,
)
_BODY = 4096
#: Probes whose answer another server makes, or whose URL is the same but for a cache.
_OTHER_MAKERS = frozenset({ProbeKind.PAST_CACHE, ProbeKind.OWN_ORIGIN})
_ERROR = 400
_SERVER_ERROR = 500
#: What CORS layers answer to an origin that they refuse.
_FORBIDDEN = frozenset({400, 403})
#: What is answered to preflights by something else than a CORS layer: redirects, and logins.
_NOT_CORS = frozenset(range(300, 400)) | {401, 407, 511}


def refuses_in_words(answer: Answer) -> bool:
    """Tell whether a body says that a CORS layer refused."""
    return refusal_in(answer.response)


def refusal_in(response: WireResponse) -> bool:
    """Likewise, of an answer that CORS does not judge."""
    return _REFUSALS.search(response.body[:_BODY].decode("latin-1")) is not None


def nothing_lets_in(scene: Scene) -> bool:
    """Tell whether the first server answered, and none of its answers has the header."""
    return bool(scene.first_hop) and all(a.lacks_allow_origin for a in scene.first_hop)


def sober(scene: Scene) -> tuple[Answer, ...]:
    """Give the first server's answers whose headers tell what its CORS layer thinks.

    Not redirects and server errors, nor what an authentication layer answers to a preflight: these
    are made by something else.
    """
    return tuple(a for a in scene.first_hop if not _made_elsewhere(a))


def first_sober(scene: Scene) -> Answer:
    """Give the first such answer, or the very first if there is none."""
    return next(iter(sober(scene)), scene.first_hop[0])


def _made_elsewhere(answer: Answer) -> bool:
    if answer.redirect is not None or answer.status >= _SERVER_ERROR:
        return True
    return answer.part is Part.PREFLIGHT and answer.status in _NOT_CORS


def is_refused(scene: Scene) -> bool:
    """Tell whether the first server knows CORS, or says so, and has nothing for this origin."""
    if not nothing_lets_in(scene) or lets_in_elsewhere(scene) is not None:
        return False
    if any(a.speaks_of_cors or refuses_in_words(a) for a in sober(scene)):
        return True
    if goes_by_origin(scene):
        return True
    probes = (read_probe(scene.case, n) for n in _of_this_server(scene.case))
    return any(a is not None and not a.lacks_allow_origin for a in probes)


def goes_by_origin(scene: Scene) -> bool:
    """Tell whether the same GET is refused with Origin and answered without it."""
    plain = scene.case.probe(ProbeKind.NO_ORIGIN)
    if plain is None or not isinstance(plain.answer, WireResponse):
        return False
    asked = plain.request.url
    refused = (a for a in scene.responses if a.request.url == asked and a.status in _FORBIDDEN)
    return any(True for _ in refused) and plain.answer.status < _ERROR


def _of_this_server(case: Case) -> Iterator[int]:
    """Give the numbers of the probes that the same server answered, for another question."""
    for number, probe in enumerate(case.probes):
        if probe.kind not in _OTHER_MAKERS:
            yield number


def lets_in_elsewhere(scene: Scene) -> Answer | None:
    """Find a probe of another URL, from the same origin, that was let in."""
    for number in _of_this_server(scene.case):
        answer = read_probe(scene.case, number)
        if answer is None or answer.request.headers.get("Origin") != scene.case.origin:
            continue
        asked = {a.request.url for a in scene.first_hop}
        if answer.request.url not in asked and answer.origin_passes:
            return answer
    return None


def plain_success(scene: Scene) -> Answer | None:
    """Find an answer to the request itself, or to its stand-in, that is no error and no redirect.

    A 304 counts, and so does a 301 that leads nowhere.
    """
    own = (a for a in scene.responses if a.request.hop == 0)
    return next((a for a in own if not a.error and a.redirect is None), None)


def failing_response(scene: Scene) -> Answer | None:
    """Find an error that lacks the header where all before it let the origin in.

    A stand-in's error counts only where it stands in for a request that reads.
    """
    if not scene.preflight_lets_in or is_refused(scene):
        return None
    errors = (a for a in scene.responses if a.request.hop == 0 and a.error and a.faithful)
    return next((a for a in errors if a.lacks_allow_origin), None)


def preflight_failure(scene: Scene, statuses: frozenset[int]) -> Answer | None:
    """Find a preflight answered with one of these statuses."""
    return next((a for a in scene.preflights if a.status in statuses), None)


def is_inferred(answer: Answer) -> bool:
    """Tell whether an answer belongs to a GET in place of what the page would send."""
    return answer.part is Part.STAND_IN
