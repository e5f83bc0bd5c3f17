"""What the systems read of requests and take out of answers, as their syntaxes write it."""

from __future__ import annotations

from typing import Final

from corsac.core.cors_headers import RESPONSE

#: A token without the characters that some syntax would take for its own; no method has them.
_TOKEN: Final = "[A-Za-z0-9_.-]{1,128}"

#: A method that may be given back.
METHOD_EXPRESSION: Final = _TOKEN
#: The methods that readers of HTTP/1 with a list of them have in common.
READ_METHODS: Final = frozenset(
    "GET HEAD POST PUT PATCH DELETE OPTIONS CONNECT TRACE ACL BIND CHECKOUT COPY LINK LOCK "
    "MERGE MKACTIVITY MKCALENDAR MKCOL MOVE NOTIFY PROPFIND PROPPATCH PURGE REBIND "
    "REPORT SEARCH SUBSCRIBE UNBIND UNLINK UNLOCK UNSUBSCRIBE".split()
)
#: A list of header names that may be given back, empty members among them.
HEADERS_EXPRESSION: Final = rf"[ \t]*(?:{_TOKEN}[ \t]*)?(?:,[ \t]*(?:{_TOKEN}[ \t]*)?)*"

#: What an answer's former CORS headers may be, the obsolete one of private networks included.
RESPONSE_NAMES: Final = (
    *(header.name for header in RESPONSE),
    "Access-Control-Allow-Private-Network",
)
