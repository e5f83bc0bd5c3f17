"""What Chromium reports while a scenario runs, in the recording's shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Callable

_Json: TypeAlias = dict[str, Any]

_DROPPED: Final = frozenset(
    {"requestId", "frame", "frameId", "loaderId", "sourceCodeLocation", "violatingNodeId"}
)
"""Parts of an issue that differ from run to run, or only say where in page.js it was."""

_NOISE: Final = ("favicon", "XMLHttpRequestSynchronousInNonWorker")
"""Issues about the recorder's own page, or told once in a page's life."""


def _without_nothing(item: _Json) -> _Json:
    return {key: value for key, value in item.items() if value not in (None, False)}


def _log(params: _Json) -> _Json:
    entry = params["entry"]
    line = {"l": entry["level"], "src": entry["source"], "t": entry["text"]}
    if "category" in entry:
        line["cat"] = entry["category"]
    return line


def _failed(params: _Json) -> _Json:
    item: _Json = {"e": params["errorText"], "ty": params["type"]}
    if "blockedReason" in params:
        item["br"] = params["blockedReason"]
    status = params.get("corsErrorStatus")
    if status:
        item |= {"ce": status["corsError"], "cp": status["failedParameter"]}
    if params.get("canceled"):
        item["x"] = 1
    return item


def _is_object(value: object) -> TypeGuard[_Json]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _prune(value: Any) -> Any:  # noqa: ANN401 - JSON
    if _is_object(value):
        return {key: _prune(item) for key, item in value.items() if key not in _DROPPED}
    if _is_list(value):
        return [_prune(item) for item in value]
    return value


def _cors_issue(details: _Json) -> _Json:
    status = details["corsErrorStatus"]
    return _without_nothing(
        {
            "code": "CorsIssue",
            "err": status["corsError"],
            "param": status["failedParameter"],
            "warn": 1 if details.get("isWarning") else None,
            "rs": details.get("resourceIPAddressSpace"),
            "css": details.get("clientSecurityState"),
            "io": details.get("initiatorOrigin") or None,
            "url": details["request"]["url"],
        }
    )


def _cookie_issue(details: _Json) -> _Json:
    cookie: _Json = details.get("cookie") or {}
    return {
        "code": "CookieIssue",
        "c": cookie.get("name") or details.get("rawCookieLine"),
        "op": details["operation"],
        "ex": details["cookieExclusionReasons"],
        "warn": details["cookieWarningReasons"],
    }


def _issue(params: _Json) -> _Json | None:
    issue = params["issue"]
    code, details = issue["code"], issue["details"]
    if code == "CorsIssue":
        return _cors_issue(details["corsIssueDetails"])
    if code == "CookieIssue":
        return _cookie_issue(details["cookieIssueDetails"])
    pruned: _Json = _prune(details)
    if any(noise in str(pruned) for noise in _NOISE):
        return None
    return {"code": code, "d": pruned}


def _withheld(params: _Json) -> list[_Json]:
    return [
        {"d": "req", "c": each["cookie"]["name"], "why": each["blockedReasons"]}
        for each in params["associatedCookies"]
        if each["blockedReasons"]
    ]


def _rejected(params: _Json) -> list[_Json]:
    return [
        {"d": "res", "c": each["cookieLine"], "why": each["blockedReasons"]}
        for each in params["blockedCookies"]
    ]


def _one(read: Callable[[_Json], _Json | None]) -> Callable[[_Json], list[_Json]]:
    def many(params: _Json) -> list[_Json]:
        item = read(params)
        return [] if item is None else [item]

    return many


_READERS: Final[dict[str, tuple[str, Callable[[_Json], list[_Json]]]]] = {
    "Log.entryAdded": ("con", _one(_log)),
    "Audits.issueAdded": ("iss", _one(_issue)),
    "Network.loadingFailed": ("fail", _one(_failed)),
    "Network.requestWillBeSentExtraInfo": ("bck", _withheld),
    "Network.responseReceivedExtraInfo": ("bck", _rejected),
}
"""Event to the list it goes to, and its reader."""

_ACTIVITY: Final = frozenset({"Network.requestWillBeSent", "Network.responseReceived"})


class Collected:
    """Events since they were last taken, by list."""

    def __init__(self) -> None:
        self._lists: dict[str, list[_Json]] = {}

    def add(self, method: str, params: _Json) -> bool:
        """Keep an event; whether it shows that something is still going on."""
        known = _READERS.get(method)
        if known is None:
            return method in _ACTIVITY
        name, read = known
        items = read(params)
        if items:
            self._lists.setdefault(name, []).extend(items)
        return True

    def take(self) -> dict[str, list[_Json]]:
        """All lists that have entries, emptied."""
        lists, self._lists = self._lists, {}
        return lists
