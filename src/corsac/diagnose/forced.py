"""What forced a preflight: the method, the listener, or the very byte of a header's value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.core.mime import parse_mime_type
from corsac.core.request_headers import (
    NOT_LANGUAGE,
    SAFELISTED_TYPES,
    STANDARD,
    UNSAFE_BYTE,
    VALUE_LIMIT,
    is_safelisted,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Outcome
    from corsac.core.headers import Headers

_FORCED = {
    "method": Text("the method {value} forces a preflight: only GET, HEAD and POST need none"),
    "stream": Text("the body is a stream, which forces a preflight"),
    "upload-listener": Text("a listener on XMLHttpRequest's upload forces a preflight"),
    "preflighted-before": Text("an earlier hop had a preflight, so this engine sends another"),
}
_NAME = "the header {header} forces a preflight: its name is not safelisted, whatever its value"
_LENGTH = (
    "the header {header} forces a preflight: its value has {length} bytes, and more than {limit} "
    "are too many"
)
_BYTE = (
    "the header {header} forces a preflight: its value holds {byte} (byte {place}), which no "
    "safelisted value may"
)
_TYPE = (
    "the header {header} forces a preflight: {type} is none of application/x-www-form-urlencoded, "
    "multipart/form-data and text/plain"
)
_NO_TYPE = "the header {header} forces a preflight: its value is no MIME type"
_RANGE = "the header {header} forces a preflight: {value} is not one simple range (bytes=0-99)"
_SUM = (
    "the header {header} forces a preflight: the safelisted values have {length} bytes together, "
    "and more than 1024 are too many"
)
_ENGINE = "the header {header} forces a preflight in this engine, though not by the standard"
_NONE = {
    "safelisted": Text("no preflight: the method and all headers of the page are safelisted"),
    "cached": Text("no preflight: an earlier one is still remembered"),
}
_NO_CORS = {
    "same-origin": Text("no preflight and no CORS: the page and the URL have one origin"),
    "no-cors": Text("no preflight in mode no-cors: nothing is checked, and nothing can be read"),
}


def what_forced(outcome: Outcome, headers: Headers) -> Iterator[Text]:
    """Say of the first hop what forced its preflight, or why there is none.

    Args:
        outcome: The browser's, with its trace.
        headers: Those of the request that the page asked for, as it goes over the wire.
    """
    for number, step in enumerate(outcome.trace, 1):
        if step.name in _NO_CORS:
            yield _NO_CORS[step.name]
            return
        if step.name == "no-preflight":
            yield _NONE[dict(step.facts)["because"]]
            return
        if step.name == "preflight-needed":
            following = outcome.trace[number : number + 1]
            if following and following[0].name == "no-preflight":
                continue
            for name, value in step.facts:
                if name == "headers":
                    yield from (why_unsafe(each, headers) for each in value.split(","))
                else:
                    yield Text.of(_FORCED[name].template, value=value)
            return


def why_unsafe(name: str, headers: Headers) -> Text:
    """Say why a header is not safelisted (fetch#cors-safelisted-request-header).

    Args:
        name: The header's, in lower case.
        headers: All of the request.
    """
    shown = next((each for each, _ in headers if each.lower() == name), name)
    if name not in {"accept", "accept-language", "content-language", "content-type", "range"}:
        return Text.of(_NAME, header=shown)
    value = next((each for each in headers.all(name) if not is_safelisted(name, each)), None)
    total = sum(len(text) for each, text in headers if is_safelisted(each, text))
    if value is None and total > (STANDARD.total_limit or 0):
        return Text.of(_SUM, header=shown, length=total)
    # Some engines judge what stands twice by its combined value.
    value = (headers.get(name) or "") if value is None else value
    if len(value) > VALUE_LIMIT:
        return Text.of(_LENGTH, header=shown, length=len(value), limit=VALUE_LIMIT)
    bad = (NOT_LANGUAGE if name.endswith("language") else UNSAFE_BYTE).search(value)
    if bad is not None and name != "range":
        byte = bad[0] if bad[0].isprintable() else f"0x{ord(bad[0]):02X}"
        return Text.of(_BYTE, header=shown, byte=byte, place=bad.start() + 1)
    if name == "content-type":
        parsed = parse_mime_type(value)
        if parsed is None:
            return Text.of(_NO_TYPE, header=shown)
        if parsed.essence not in SAFELISTED_TYPES:
            return Text.of(_TYPE, header=shown, type=parsed.essence)
    if name == "range":
        return Text.of(_RANGE, header=shown, value=value)
    return Text.of(_ENGINE, header=shown)
