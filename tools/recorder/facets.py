"""What two outcomes of one scenario are compared by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .scenario import Record

DECIDING: Final = (
    "origin",
    "access-control-request-method",
    "access-control-request-headers",
    "cookie",
    "authorization",
)
"""The request headers that every prediction must have right, byte for byte."""

_FETCH = ("ok", "type", "status", "url", "red", "h")
_XHR = ("ok", "status", "raw")
_ELEMENT = ("ok", "taint")


def unusable(record: Record) -> bool:
    """Whether an outcome says nothing about the browser: the driver failed, or a step hung."""
    out = record.get("out", {})
    if out.get("drv") or out.get("timeout"):
        return True
    return any("drv" in result or "timeout" in result for result in out.get("r", []) if result)


def verdict(_: Record, out: Record) -> Any:  # noqa: ANN401 - any value that compares
    """Which steps succeeded, in the eyes of the page."""
    return [bool(result.get("ok")) for result in out.get("r", [])]


def _wanted(api: str, result: Mapping[str, Any]) -> Sequence[str]:
    if api == "fetch":
        return _FETCH if result.get("ok") else ("ok",)
    return _XHR if api == "xhr" else _ELEMENT


def readable(record: Record, out: Record) -> Any:  # noqa: ANN401 - as above
    """What script can read of each step: status, URL, headers, taint."""
    return [
        {key: result[key] for key in _wanted(step.get("api", "fetch"), result) if key in result}
        for step, result in zip(record["steps"], out.get("r", []), strict=False)
    ]


def _pairs(request: Mapping[str, Any], usual: Mapping[str, str]) -> list[tuple[str, str]]:
    host = request["o"].partition("://")[2]
    known = {**usual, "host": host}
    return [
        (header, known.get(header.lower(), "")) if isinstance(header, str) else tuple(header)
        for header in request.get("h", [])
    ]


def wire(_: Record, out: Record, usual: Mapping[str, str]) -> Any:  # noqa: ANN401 - as above
    """The requests in order: step, method, origin, path, and the deciding headers."""
    return [
        (
            request["s"],
            request["m"],
            request["o"],
            request["p"],
            sorted(
                (name.lower(), value)
                for name, value in _pairs(request, usual)
                if name.lower() in DECIDING
            ),
        )
        for request in out.get("net", [])
    ]


def headers(_: Record, out: Record, usual: Mapping[str, str]) -> Any:  # noqa: ANN401 - as above
    """Every request header in wire order and case, and the bodies."""
    return [(_pairs(request, usual), request.get("b")) for request in out.get("net", [])]


def text(line: Any) -> str:  # noqa: ANN401 - JSON
    """A console line's text; predictions may give it bare."""
    return line if isinstance(line, str) else str(line["t"])


def texts(out: Record) -> list[str]:
    """The console's lines."""
    return [text(line) for line in out.get("con", [])]


def console(_: Record, out: Record) -> Any:  # noqa: ANN401 - as above
    """The console's lines, whole."""
    return texts(out)


def results(_: Record, out: Record) -> Any:  # noqa: ANN401 - as above
    """Everything that script saw, exceptions' texts and bodies included."""
    return out.get("r")


def reports(_: Record, out: Record) -> Any:  # noqa: ANN401 - as above
    """Chromium's issues, failures and withheld cookies."""
    return {name: out[name] for name in ("iss", "fail", "bck") if name in out}


def of(record: Record, out: Record, usual: Mapping[str, str]) -> dict[str, Any]:
    """All facets of one outcome, by name.

    Args:
        record: The scenario.
        out: The outcome, observed or predicted.
        usual: The meta line's `const_headers`.
    """
    plain: dict[str, Callable[[Record, Record], Any]] = {
        "verdict": verdict,
        "readable": readable,
        "console": console,
        "results": results,
        "reports": reports,
    }
    made = {name: read(record, out) for name, read in plain.items()}
    return made | {"wire": wire(record, out, usual), "headers": headers(record, out, usual)}


def shown(value: Any) -> str:  # noqa: ANN401 - as above
    """A facet's value on one line, for a report."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
