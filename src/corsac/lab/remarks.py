"""Cases that pass, and are worth a remark."""

from __future__ import annotations

from typing import Final

from corsac.lab.case import Answers, LabCase, answer
from corsac.lab.lines import (
    BARE,
    BODY,
    CREDENTIALS,
    HEADERS,
    INCLUDE,
    JSON,
    LASTING,
    METHODS,
    ORIGIN,
    PASS,
    READ,
    TRACE,
    VARY,
)

_ANYBODY: Final = "Access-Control-Allow-Origin: *"


def _lasting(line: str) -> Answers:
    return Answers(answer("204 No Content", ORIGIN, METHODS, HEADERS, VARY, line), READ)


def _read(*lines: str) -> Answers:
    return Answers(PASS, answer("200 OK", JSON, *lines, body=BODY))


REMARKS: Final[tuple[LabCase, ...]] = (
    LabCase(
        "vary-missing",
        "cache-without-vary",
        "the answer names whoever asks, and does not say Vary: Origin",
        _read("Access-Control-Allow-Origin: {asked}", "Cache-Control: public, max-age=600"),
    ),
    LabCase(
        "max-age-missing",
        "preflight-cost",
        "nothing says how long the preflight holds: it is repeated after 5 seconds",
        Answers(answer("204 No Content", ORIGIN, METHODS, HEADERS, VARY), READ),
        TRACE,
    ),
    LabCase(
        "max-age-a-year",
        "stale-preflight-cache",
        "the preflight is to be kept for a year, which no browser does",
        _lasting("Access-Control-Max-Age: 31536000"),
        TRACE,
    ),
    LabCase(
        "max-age-two-hours",
        "preflight-cost",
        "Max-Age is written as 2h",
        _lasting("Access-Control-Max-Age: 2h"),
        TRACE,
    ),
    LabCase(
        "not-exposed",
        "expose-headers",
        "script can't read X-Total-Count",
        _read(ORIGIN, VARY, "X-Total-Count: 42"),
    ),
    LabCase(
        "exposed-by-a-star",
        "expose-headers",
        "with credentials, * exposes nothing",
        _read(ORIGIN, VARY, CREDENTIALS, "Access-Control-Expose-Headers: *"),
        INCLUDE,
    ),
    LabCase(
        "cookie-of-another-site",
        "cookie-not-sent",
        "the page is at localhost, the API at 127.0.0.1: two sites, and the cookie is Lax",
        _read(ORIGIN, VARY, CREDENTIALS, "Set-Cookie: sid=1; HttpOnly; SameSite=Lax"),
        INCLUDE,
        url="http://127.0.0.1:{here_port}/login",
    ),
    LabCase(
        "cookie-without-credentials",
        "cookie-not-sent",
        "the login sets a cookie, and the page asks without credentials",
        _read(ORIGIN, VARY, CREDENTIALS, "Set-Cookie: sid=1; HttpOnly"),
    ),
    LabCase(
        "opaque",
        "opaque-no-cors",
        "mode no-cors: no error, and nothing to read",
        Answers(PASS, BARE),
        ("--mode", "no-cors"),
    ),
    LabCase(
        "local-network",
        "local-network-access",
        "a page from the Internet asks this machine",
        _read(_ANYBODY),
        origin="https://app.example",
    ),
    LabCase(
        "authorization-under-a-star",
        "authorization-not-covered-by-star",
        "Allow-Headers is *, which is not meant to cover Authorization",
        Answers(
            answer("204 No Content", _ANYBODY, "Access-Control-Allow-Headers: *", LASTING),
            answer("200 OK", JSON, _ANYBODY, body=BODY),
        ),
        ("-H", "Authorization: Bearer made-up"),
    ),
    LabCase(
        "own-origin-refused",
        "same-origin-rejected",
        "the server does not know its own name, and refuses its own page",
        Answers("", answer("403 Forbidden", VARY, body="Invalid CORS request")),
        origin="{here}",
    ),
    LabCase(
        "websocket-for-anybody",
        "websocket-origin-unchecked",
        "the WebSocket is opened for pages of any origin",
        Answers("", "{handshake}"),
        url="{here_ws}/live",
    ),
)
