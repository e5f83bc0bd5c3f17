"""The browser's half: would a page read this answer, would this preflight pass?

Every engine and the standard itself are asked, with a page and a server whose addresses decide
nothing: mixed content and the local network are the page's affair, not the server's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corsac.browser import Browser
from corsac.browser.outcome import Verdict
from corsac.browser.profiles import PROFILES
from corsac.browser.request import Page, PageRequest
from corsac.browser.url import parse_url
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.headers import Headers
from corsac.core.messages import WireResponse
from corsac.core.statuses import is_redirect

if TYPE_CHECKING:
    from corsac.browser.outcome import Block
    from corsac.browser.profile import Profile
    from corsac.diagnose.verify.check import Attempt

_SERVER: Final = "https://server.invalid/"
#: Another page of it: a redirect to itself that is cached would never end.
_ELSEWHERE: Final = f"{_SERVER}elsewhere"
_LOCATION: Final = "Location"
_TOP: Final = "https://page.invalid"
#: Values that set each header without changing what a preflight is needed for.
_VALUES: Final = {"content-type": "application/json", "range": "bytes=1-2,4-5"}


def blocks(attempt: Attempt, answer: WireResponse, *, preflight: bool) -> tuple[Block | None, ...]:
    """Judge an answer in every engine.

    Args:
        attempt: What the page tries.
        answer: To the request itself, or to its preflight.
        preflight: Which of the two it is.

    Returns:
        What blocked, one for each engine; None where it passes: the answer can be read, or the
        request would be sent.
    """
    return tuple(_block(attempt, answer, each, preflight) for each in PROFILES.values())


def refusal(attempt: Attempt, answer: WireResponse, *, preflight: bool = False) -> Block | None:
    """Give what blocks in the first engine that blocks; None where all let through."""
    return next(filter(None, blocks(attempt, answer, preflight=preflight)), None)


def leaks(attempt: Attempt, answer: WireResponse, *, preflight: bool = False) -> bool:
    """Tell whether any engine lets through; without Allow-Origin none does."""
    if ALLOW_ORIGIN not in answer.headers:
        return False
    return any(block is None for block in blocks(attempt, answer, preflight=preflight))


def _block(
    attempt: Attempt,
    answer: WireResponse,
    profile: Profile,
    preflight: bool,  # noqa: FBT001 -- handed on
) -> Block | None:
    page, answer = _page(attempt.origin, _staying(answer))
    asked = PageRequest(
        _SERVER,
        method=attempt.method,
        headers=tuple((name, _VALUES.get(name, "x")) for name in attempt.headers),
        credentials="include" if attempt.credentials else "omit",
    )
    fetch = Browser(profile, tracing=False).start(asked, page, 0.0)
    pending = fetch.pending
    if pending is None or (preflight and not pending.preflight):
        # What a browser sends without a preflight needs nobody's leave.
        return None if fetch.outcome is None else fetch.outcome.block
    if pending.preflight and not preflight:
        fetch.receive(_passing(attempt, page), 0.0)
    fetch.receive(answer, 0.0)
    outcome = fetch.outcome
    if outcome is None or outcome.verdict is Verdict.ALLOWED:
        return None
    return outcome.block


def _staying(answer: WireResponse) -> WireResponse:
    """Lead a redirect back to the server: whether this hop may be followed is the question.

    A target that no redirect may have, another scheme or a password in it, is left.
    """
    location = answer.headers.get(_LOCATION)
    if location is None or not is_redirect(answer.status):
        return answer
    target = parse_url(location, parse_url(_SERVER))
    if target is None or target.scheme not in {"http", "https"} or target.includes_credentials:
        return answer
    headers = answer.headers.without(_LOCATION).with_line(_LOCATION, _ELSEWHERE)
    return replace(answer, headers=headers)


def _page(origin: str, answer: WireResponse) -> tuple[Page, WireResponse]:
    """Give a page with that origin; app shells' pages are played by one that the model knows."""
    if origin == "null":
        return Page(_TOP, kind="sandbox"), answer
    if origin.startswith(("https://", "http://")):
        return Page(origin), answer
    lines = tuple((name, _TOP if value == origin else value) for name, value in answer.headers)
    return Page(_TOP), replace(answer, headers=Headers(lines))


def _passing(attempt: Attempt, page: Page) -> WireResponse:
    """Give a preflight's answer that lets through: the answer behind it is what counts."""
    lines = (
        ("Access-Control-Allow-Origin", page.origin if page.kind == "top" else "null"),
        ("Access-Control-Allow-Credentials", "true"),
        ("Access-Control-Allow-Methods", attempt.method),
        ("Access-Control-Allow-Headers", ", ".join(attempt.headers)),
    )
    return WireResponse(204, headers=Headers(lines))
