"""Methods and content types: does it preflight?"""

from __future__ import annotations

from typing import Final

from corsac.core.findings import Text
from corsac.core.methods import NORMALIZED, SAFELISTED, is_forbidden, is_safelisted, normalize
from corsac.core.request_headers import SAFELISTED_TYPES
from corsac.diagnose.explain.explanation import Explanation, fact, items, paragraph
from corsac.diagnose.explain.headers import judged_request

#: rfc9110, rfc5789, WebDAV's and QUERY: what people may mean by a word in capitals.
KNOWN: Final = frozenset(
    "GET HEAD POST PUT DELETE OPTIONS PATCH CONNECT TRACE TRACK QUERY PROPFIND PROPPATCH MKCOL COPY"
    " MOVE LOCK UNLOCK REPORT SEARCH LINK UNLINK PURGE".split()
)

_SAFE = Text("no preflight, if its headers and its body's type are safelisted too")
_FORCES = Text("a preflight, whatever its headers; Access-Control-Allow-Methods has to list it")
_FORBIDDEN = Text("none: fetch() and XMLHttpRequest refuse this method")
_RAISED = Text("browsers send it as {method}: fetch() and XMLHttpRequest turn it to upper case")
_KEPT = Text("sent as it is written: methods are case-sensitive, and {method} is another one")
_UPPER = "write {method}: it is the method that servers know"
_OPTIONS = Text(
    "an OPTIONS request is a preflight only with Origin and Access-Control-Request-Method; one "
    "that script makes is an ordinary request, with a preflight of its own"
)
_POST = Text(
    "a POST of form data or text is sent at once, and carried out before any CORS check: guard it "
    "against forgery"
)


def is_method(word: str) -> bool:
    """Tell whether a word is a method that people use, in any case."""
    return word.upper() in KNOWN


def explain_method(method: str) -> Explanation:
    """Explain a method, as fetch() takes it."""
    sent = normalize(method)
    needs = _FORBIDDEN if is_forbidden(sent) else _SAFE if is_safelisted(sent) else _FORCES
    notes: list[Text] = []
    if sent != method:
        notes.append(Text.of(_RAISED.template, method=sent))
    elif method != method.upper() and method.upper() not in NORMALIZED:
        notes.append(Text.of(_KEPT.template, method=method.upper()))
        notes.append(Text.of(_UPPER, method=method.upper()))
    notes += {"OPTIONS": [_OPTIONS], "POST": [_POST]}.get(sent, [])
    return Explanation(
        Text.of("the method {method}", method=method),
        (
            fact("it needs", needs),
            fact("need none", Text.of("{methods}", methods=", ".join(sorted(SAFELISTED)))),
            fact("standard", Text("fetch#cors-safelisted-method")),
            *items(tuple(notes)),
        ),
    )


def explain_content_type(value: str) -> Explanation:
    """Explain a request's content type, with its parameters if it has any."""
    return Explanation(
        Text.of("Content-Type: {type}", type=value),
        (
            *judged_request("content-type", value),
            fact("need none", Text.of("{types}", types=", ".join(sorted(SAFELISTED_TYPES)))),
            paragraph(
                Text(
                    "any other type is listed by the preflight, and Access-Control-Allow-Headers "
                    "has to have Content-Type; calling JSON text/plain instead gives away what "
                    "keeps other sites from posting it"
                )
            ),
        ),
    )
