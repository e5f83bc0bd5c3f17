"""Response headers written out, one by one: what nginx, Apache and code by hand have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.policy.pattern import ANY
from corsac.targets.settings.values import Listing, Scalar, Unknown

if TYPE_CHECKING:
    from corsac.core.findings import Span
    from corsac.targets.settings.draft import Draft

_LISTS: Final = {
    "access-control-allow-methods": ("allow_methods", "the methods"),
    "access-control-allow-headers": ("allow_headers", "the request headers"),
    "access-control-expose-headers": ("expose_headers", "the exposed headers"),
}
#: A value that repeats what the preflight asks for allows whatever it is.
_ECHO: Final = re.compile(r"access.control.request.(?:headers|method)", re.IGNORECASE)


def take(draft: Draft, header: str, text: str | None, span: Span | None, shown: str = "") -> None:
    """Put a response header into a policy in the making; Allow-Origin is not one of these.

    Args:
        draft: The policy.
        header: The header's name in lower case.
        text: Its value; None where it is worked out.
        span: Where the value stands.
        shown: The expression that it is worked out by.
    """
    if header == "access-control-allow-credentials":
        draft.credentials = draft.credentials or text is None or text.lower() == "true"
    elif header == "access-control-max-age":
        draft.seconds(Scalar(text, span) if text is not None else worked_out(shown, span))
    elif header in _LISTS:
        name, what = _LISTS[header]
        if _ECHO.search(shown if text is None else text):
            draft.add(name, ANY, span)
        elif text is None or "$" in text:
            draft.unknown(worked_out(shown or text or "", span), what)
        else:
            names = [part.strip() for part in text.split(",") if part.strip()]
            draft.names(name, Listing(tuple(Scalar(each, span) for each in names), span), what)


def worked_out(shown: str, span: Span | None) -> Unknown:
    """Give the value that can't be known from the file."""
    return Unknown(Text.of("{value} is worked out when the program runs", value=shown), span)
