"""Methods and header names that a policy can't hold, each with its reason and mend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import (
    FORBIDDEN_RESPONSE_NAMES,
    REQUEST,
    RESPONSE,
)
from corsac.core.fields import is_token
from corsac.core.findings import Text
from corsac.core.methods import NORMALIZED
from corsac.core.methods import is_forbidden as is_forbidden_method
from corsac.core.request_headers import is_forbidden as is_forbidden_header

if TYPE_CHECKING:
    from corsac.policy.mistakes import Collector

#: No longer method or header name is taken, in characters.
LONGEST_NAME: Final = 128
# PATCH is not upper-cased by browsers, and `patch` is what people write in a configuration.
_KNOWN: Final = NORMALIZED | {"PATCH"}
_REQUEST_NAMES: Final = frozenset(header.name.lower() for header in REQUEST)
_RESPONSE_NAMES: Final = frozenset(header.name.lower() for header in RESPONSE)


def check_method(text: str, here: Collector) -> None:
    """Object to a method that no page can use, or that is spelt so that it never matches."""
    if _is_no_token(text, here, "method"):
        return
    upper = text.upper()
    if is_forbidden_method(text):
        here.add(
            "method-forbidden",
            text,
            Text("can't be used by script (fetch#forbidden-method)"),
            Text("take it out"),
        )
    elif upper in _KNOWN and upper != text:
        here.add(
            "method-case",
            text,
            Text("is not how browsers send it, and methods are compared byte by byte"),
            Text.of('write "{method}"', method=upper),
        )


def check_request_header(text: str, here: Collector) -> None:
    """Object to a request header that script can't set, or that is none."""
    if _is_no_token(text, here, "header"):
        return
    if text.lower() in _RESPONSE_NAMES:
        here.add(
            "header-of-response",
            text,
            Text("is a header that the server sends, not the page"),
            Text("take it out: it is sent without being named"),
        )
    elif is_forbidden_header(text, ""):
        here.add(
            "header-forbidden",
            text,
            Text("can't be set by script (fetch#forbidden-request-header)"),
            Text("take it out; cookies are what allow_credentials is for")
            if text.lower() == "cookie"
            else Text("take it out"),
        )


def check_response_header(text: str, here: Collector) -> None:
    """Object to a response header that can't be exposed, or that is none."""
    if _is_no_token(text, here, "header"):
        return
    if text.lower() in FORBIDDEN_RESPONSE_NAMES:
        here.add(
            "header-never-readable",
            text,
            Text("is never shown to script (fetch#forbidden-response-header-name)"),
            Text("take it out"),
        )
    elif text.lower() in _RESPONSE_NAMES | _REQUEST_NAMES:
        here.add(
            "header-of-protocol",
            text,
            Text("belongs to the CORS protocol itself, and no page has use for it"),
            Text("take it out"),
        )


def _is_no_token(text: str, here: Collector, what: str) -> bool:
    """Object to a text that is no token (rfc9110#section-5.6.2); tell whether it was done."""
    if is_token(text) and len(text) <= LONGEST_NAME:
        return False
    parts = [part for part in re.split(r"[\s,;]+", text[: 4 * LONGEST_NAME]) if part]
    if len(parts) > 1 and ("," in text or what == "method") and all(map(is_token, parts)):
        mend = Text.of("write {items}", items=", ".join(f'"{part}"' for part in parts))
    elif is_token(meant := re.sub(r"\s+", "-", text.strip().rstrip(":"))):
        mend = Text.of('write "{name}"', name=meant[:LONGEST_NAME])
    else:
        mend = Text("take it out")
    reason = Text("is longer than any name") if is_token(text) else Text(_WHY[what])
    here.add(f"{what}-malformed", text, reason, mend)
    return True


_WHY: Final = {
    "method": "is no name: a method is one word of letters, as PUT",
    "header": "is no name: a header's name has letters, digits and hyphens, no blanks",
}
