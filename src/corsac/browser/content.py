"""Can an element use what came? MIME types, nosniff, and the first bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.request import Api
from corsac.core.fields import decode_and_split
from corsac.core.mime import extract_mime_type
from corsac.core.statuses import is_ok

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.browser.profile import Profile
    from corsac.browser.state import Request
    from corsac.core.messages import WireResponse

#: mimesniff#javascript-mime-type
JAVASCRIPT = frozenset(
    {
        "application/ecmascript",
        "application/javascript",
        "application/x-ecmascript",
        "application/x-javascript",
        "text/ecmascript",
        "text/javascript",
        "text/javascript1.0",
        "text/javascript1.1",
        "text/javascript1.2",
        "text/javascript1.3",
        "text/javascript1.4",
        "text/javascript1.5",
        "text/jscript",
        "text/livescript",
        "text/x-ecmascript",
        "text/x-javascript",
    }
)
_IMAGES = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"BM", b"\0\0\1\0", b"<svg", b"<?xml")
_FONTS = (b"wOFF", b"wOF2", b"OTTO", b"\0\1\0\0", b"true")
_MEDIA = (b"OggS", b"\x1aE\xdf\xa3", b"ID3", b"RIFF")
#: No font and no film is shorter than its own header, in bytes.
_SMALLEST = 64


def usable(api: Api, response: WireResponse) -> bool:
    """Tell whether an initiator gets along with a response that it may use.

    Images, fonts and media are told by their first bytes: nothing is decoded.
    """
    check = _CHECKS.get(api)
    return check is None or check(response)


def accepted(request: Request, response: WireResponse, profile: Profile) -> bool:
    """Tell the same of an engine's initiator, with its deviations."""
    if request.api is Api.WORKER and request.worker_type in profile.lax_workers:
        return _script(response)
    if request.api is Api.IMG and profile.blocks_partial_images and _is_partial(request, response):
        return False
    if request.api is Api.TRACK and profile.track_needs_ok and not is_ok(response.status):
        return False
    if request.api is Api.EVENTSOURCE and profile.event_stream_utf8 and _other_charset(response):
        return False
    if request.api is Api.STYLE:
        return _styles(response, profile)
    return usable(request.api, response)


def _styles(response: WireResponse, profile: Profile) -> bool:
    """Tell whether a stylesheet's type will do."""
    essence = _essence(response)
    if not is_ok(response.status) or (not profile.style_type_empty and _empty_type(response)):
        return False
    return essence == "text/css" if nosniff(response) else essence in profile.style_types


def _is_partial(request: Request, response: WireResponse) -> bool:
    """Tell whether a part came that was not asked for, and may not be read."""
    return response.status == 206 and request.tainting == "opaque"  # noqa: PLR2004 -- Partial Content


def _other_charset(response: WireResponse) -> bool:
    parsed = extract_mime_type(response.headers)
    charset = None if parsed is None else parsed.parameter("charset")
    return charset is not None and charset.lower() not in {"utf-8", "utf8"}


def _empty_type(response: WireResponse) -> bool:
    return response.headers.get("content-type") == ""


def nosniff(response: WireResponse) -> bool:
    """Tell whether X-Content-Type-Options forbids guessing (fetch#determine-nosniff)."""
    value = response.headers.get("x-content-type-options")
    return value is not None and decode_and_split(value)[0].lower() == "nosniff"


def _essence(response: WireResponse) -> str:
    parsed = extract_mime_type(response.headers)
    return "" if parsed is None else parsed.essence


def _script(response: WireResponse) -> bool:
    essence = _essence(response)
    if not is_ok(response.status):
        return False
    if nosniff(response):
        return essence in JAVASCRIPT
    # fetch#ref-for-should-response-to-request-be-blocked-due-to-mime-type
    return not essence.startswith(("audio/", "image/", "video/")) and essence != "text/csv"


def _module(response: WireResponse) -> bool:
    return is_ok(response.status) and _essence(response) in JAVASCRIPT


def _style(response: WireResponse) -> bool:
    kinds = {"text/css"} if nosniff(response) else {"text/css", ""}
    return is_ok(response.status) and _essence(response) in kinds


def _image(response: WireResponse) -> bool:
    return response.body.startswith(_IMAGES) or response.body[8:12] == b"WEBP"


def _font(response: WireResponse) -> bool:
    sized = len(response.body) >= _SMALLEST
    return sized and is_ok(response.status) and response.body.startswith(_FONTS)


def _media(response: WireResponse) -> bool:
    known = response.body.startswith(_MEDIA) or response.body[4:8] == b"ftyp"
    return known and len(response.body) >= _SMALLEST and is_ok(response.status)


def _track(response: WireResponse) -> bool:
    return response.body.startswith(b"WEBVTT")


def _event_stream(response: WireResponse) -> bool:
    return response.status == 200 and _essence(response) == "text/event-stream"  # noqa: PLR2004 -- html#sse-processing-model


_CHECKS: dict[Api, Callable[[WireResponse], bool]] = {
    Api.SCRIPT: _script,
    Api.MODULE: _module,
    Api.IMPORT: _module,
    Api.WORKER: _module,
    Api.STYLE: _style,
    Api.IMG: _image,
    Api.FONT: _font,
    Api.VIDEO: _media,
    Api.AUDIO: _media,
    Api.TRACK: _track,
    Api.EVENTSOURCE: _event_stream,
}
