"""Three questions for who has no line to paste: the decision tree that guides print, corrected.

The popular one asks whether an OPTIONS was sent, whether the message says preflight, and whether a
direct call works. A missing OPTIONS need not mean a simple request, and a call that works outside a
browser says little; the answers here say so.
"""

from __future__ import annotations

from dataclasses import dataclass

from corsac.core.findings import Text


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and for each answer what it means."""

    text: Text
    hint: Text
    yes: Text
    no: Text


QUESTIONS = (
    Question(
        Text("Does the Network panel show an OPTIONS request to that URL?"),
        Text("in Chrome choose the filter All: Fetch/XHR hides preflights"),
        Text(
            "The request needs a preflight. If the OPTIONS failed, the request itself was never "
            "sent: look at the OPTIONS alone, its status first (a 401, 404 or redirect is enough)."
        ),
        Text(
            "That alone does not make it a simple request: an earlier preflight may be remembered, "
            "the panel may hide it, or the browser stopped before (mixed content, the page's own "
            "CSP, a local address, an extension). Only if none of these holds was the request sent "
            "at once, and then the server did carry it out."
        ),
    ),
    Question(
        Text("Does the message in the console say preflight?"),
        Text("Chrome and Safari write preflight; Firefox names it for some reasons only"),
        Text(
            "The answer to OPTIONS is at fault: who answers it may not be your code. A login, a "
            "router without OPTIONS, a redirect or a proxy are the usual ones."
        ),
        Text(
            "The answer to the request is at fault: often an error page, which a framework sends "
            "without CORS headers. Look at its status before you look at any header."
        ),
    ),
    Question(
        Text("Does the same request work outside the browser, with curl or Postman?"),
        Text("they send no Origin and no preflight, and check nothing"),
        Text(
            "The server is up. That is all: repeat it with the page's Origin, and its OPTIONS, "
            "before you call it CORS. corsac check does both."
        ),
        Text(
            "It is not CORS. Mend the address, the certificate, the login or the error first; the "
            "browser reports it as CORS because the error has no CORS headers."
        ),
    ),
)
"""The three, in order."""

NEXT = Text("corsac check URL --origin https://your.page tells the rest")
