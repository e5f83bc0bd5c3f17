"""The Origin header (fetch#append-a-request-origin-header)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.referrer import policy_of
from corsac.browser.request import Api
from corsac.core.origin import origin_of_url

if TYPE_CHECKING:
    from corsac.browser.load import Load

_NO_DOWNGRADE = frozenset(
    {"no-referrer-when-downgrade", "strict-origin", "strict-origin-when-cross-origin"}
)
#: Methods that carry no Origin outside CORS.
QUIET = frozenset({"GET", "HEAD"})


def origin_header(load: Load) -> str | None:
    """Give the Origin header of a request at its current URL; None for none."""
    request = load.request
    clause = "fetch#append-a-request-origin-header"
    if request.tainting == "cors" or request.mode == "websocket":
        load.recorder.note(
            f"{clause}.3", "origin", ("value", request.origin), ("tainted", str(request.tainted))
        )
        request.origin_sent = True
        return request.origin
    profile = load.profile
    sticky = profile.origin_sticks and request.origin_sent
    sticky = sticky or request.api in profile.origin_always
    sticky = sticky or (request.crossorigin and request.api in profile.crossorigin_always)
    if request.method in QUIET and not sticky:
        load.recorder.note(f"{clause}.4", "no-origin", ("method", request.method))
        return None
    request.origin_sent = True
    value = request.origin
    if request.api is Api.BEACON and _names_url(load):
        value = str(origin_of_url(request.client.url))
    if request.mode != "cors" and load.profile.origin_follows_referrer_policy:
        value = _adjusted(load, value)
    load.recorder.note(f"{clause}.4", "origin", ("value", value))
    return value


def _names_url(load: Load) -> bool:
    """Tell whether a beacon names where its page came from, opaque origin or not."""
    request = load.request
    return load.profile.beacon_names_url and not request.tainted and request.client.kind != "data"


def _adjusted(load: Load, value: str) -> str:
    """Hide the origin where the referrer policy would hide it."""
    request = load.request
    policy = policy_of(request)
    if policy == "no-referrer":
        return "null"
    downgrades = request.client.origin.scheme == "https" != request.url.scheme
    if policy in _NO_DOWNGRADE and downgrades:
        return "null"
    if policy == "same-origin" and request.client.origin != request.url_origin:
        return "null"
    return value
