"""Results in the shape of a recording: what script sees, what the server sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corsac.browser.outcome import Phase, Reason
from corsac.browser.request import Api
from corsac.core.request_headers import combined

if TYPE_CHECKING:
    from corsac.browser.outcome import Outcome
    from corsac.browser.profile import Profile
    from corsac.browser.scenario.reading import StepRequest
    from corsac.core.headers import Headers
    from corsac.core.messages import WireRequest
    from corsac.core.url import Url

_BODY_LIMIT = 200
#: Why sendBeacon() returns false (beacon#sendbeacon-method).
_BEACON_REFUSED = frozenset({Reason.KEEPALIVE_LIMIT, Reason.MIXED_CONTENT})


def net_entry(step: int, request: WireRequest, url: Url, id_: str) -> dict[str, Any]:
    """Describe one request as the server sees it."""
    entry: dict[str, Any] = {
        "s": step,
        "m": request.method,
        "o": f"{url.scheme}://{url.authority}",
        "p": url.target.removeprefix(f"/{id_}"),
        "h": [list(line) for line in request.headers],
    }
    if request.body:
        entry["b"] = request.body.decode("latin-1")[:_BODY_LIMIT]
    return entry


def step_result(step: StepRequest, outcome: Outcome, profile: Profile) -> dict[str, Any]:
    """Describe what script sees of a step."""
    api = step.request.api
    if api is Api.XHR:
        return _xhr(step, outcome, profile)
    if api is not Api.FETCH:
        return _element(api, outcome)
    response = outcome.response
    if response is None:
        return {"ok": 0, "e": profile.error}
    body = (response.body or b"").decode("utf-8", "replace")
    return {
        "ok": 1,
        "type": response.type,
        "status": response.status,
        "st": response.reason,
        "url": response.url,
        "red": int(response.redirected),
        "h": [list(line) for line in _sorted(response.headers)],
        "body": body[:_BODY_LIMIT],
    }


def _element(api: Api, outcome: Outcome) -> dict[str, Any]:
    response = outcome.response
    if api is Api.BEACON:
        block = outcome.block
        if block is not None and block.phase is Phase.BEFORE and block.reason in _BEACON_REFUSED:
            return {"ok": 0}
        return {"ok": 1}
    result: dict[str, Any] = {"ok": int(response is not None)}
    if api is Api.IMG and response is not None:
        result["taint"] = int(response.type == "opaque")
    return result


def _xhr(step: StepRequest, outcome: Outcome, profile: Profile) -> dict[str, Any]:
    response = outcome.response
    if outcome.block is not None and outcome.block.reason is Reason.INVALID_REQUEST:
        return {"ok": 0, "e": outcome.block.detail}
    if response is None:
        return {"ok": 0, "ev": ["error"], "status": 0, "st": "", "url": "", "raw": ""}
    lines = _sorted(response.headers)
    if profile.data_spells_type and response.url.startswith("data:"):
        lines = [("Content-Type", value) for name, value in lines if name == "content-type"]
    result: dict[str, Any] = {
        "ok": 1,
        "ev": ["load"],
        "status": response.status,
        "st": response.reason,
        "url": response.url,
        "raw": "".join(f"{name}: {value}\r\n" for name, value in lines),
        "body": (response.body or b"").decode("utf-8", "replace")[:_BODY_LIMIT],
    }
    if step.get_headers:
        result["gh"] = {name: response.headers.get(name) for name in step.get_headers}
    return result


def _sorted(headers: Headers) -> list[tuple[str, str]]:
    """Combine and sort (fetch#concept-header-list-sort-and-combine)."""
    return sorted((name.lower(), value) for name, value in combined(headers))
