"""The cases, one line of the catalogue each. Every answer is written out, byte for byte."""

from __future__ import annotations

from typing import Final

from corsac.lab.case import Answers, LabCase, Listener, answer
from corsac.lab.lines import (
    BARE,
    BODY,
    INCLUDE,
    JSON,
    METHODS,
    ORIGIN,
    PASS,
    PUT,
    READ,
    TRACE,
    VARY,
    preflight,
    reads,
)
from corsac.lab.platforms import PLATFORMS
from corsac.lab.remarks import REMARKS

CASES: Final[tuple[LabCase, ...]] = (
    LabCase(
        "healthy",
        "",
        "everything is as it should be: a server to compare with",
        Answers(PASS, READ),
        TRACE,
    ),
    LabCase(
        "no-cors",
        "no-cors-config",
        "the server has never heard of CORS",
        Answers(answer("404 Not Found", "Allow: GET"), BARE),
    ),
    LabCase(
        "star-with-credentials",
        "wildcard-credentials",
        "the star, and a page that sends its cookies",
        reads("Access-Control-Allow-Origin: *"),
        INCLUDE,
    ),
    LabCase(
        "credentials-missing",
        "acac-missing",
        "the right origin, but no Allow-Credentials",
        reads(ORIGIN),
        INCLUDE,
    ),
    LabCase(
        "credentials-capital",
        "acac-missing",
        "Allow-Credentials: True, as Python prints it",
        Answers(
            PASS,
            answer(
                "200 OK",
                JSON,
                ORIGIN,
                "Access-Control-Allow-Credentials: True",
                VARY,
                body=BODY,
            ),
        ),
        INCLUDE,
    ),
    LabCase(
        "preflight-401",
        "preflight-auth-401",
        "the login asks the preflight for a token, which it never has",
        preflight("401 Unauthorized", "WWW-Authenticate: Bearer", JSON, body='{"error": 401}'),
        ("-H", "Authorization: Bearer made-up"),
    ),
    LabCase(
        "preflight-405",
        "preflight-route-404-405",
        "the router has no OPTIONS for this path",
        preflight("405 Method Not Allowed", "Allow: GET, PUT"),
        PUT,
    ),
    LabCase(
        "preflight-500",
        "error-hides-behind-cors",
        "the preflight crashes the application",
        preflight("500 Internal Server Error", "Content-Type: text/plain", body="Traceback"),
        PUT,
    ),
    LabCase(
        "preflight-redirect",
        "preflight-redirect",
        "a missing slash redirects the preflight",
        preflight("301 Moved Permanently", "Location: {here}/items/", ORIGIN),
        PUT,
    ),
    LabCase(
        "two-layers",
        "duplicate-acao",
        "the proxy and the application both send Allow-Origin",
        Answers(
            PASS,
            answer("200 OK", JSON, ORIGIN, "Access-Control-Allow-Origin: *", VARY, body=BODY),
        ),
    ),
    LabCase(
        "trailing-slash",
        "origin-typo",
        "the allowed origin ends in a slash",
        reads("Access-Control-Allow-Origin: {origin}/"),
    ),
    LabCase(
        "another-port",
        "localhost-vs-127",
        "the allowed origin is the page's neighbour on port 3000",
        reads("Access-Control-Allow-Origin: http://localhost:3000"),
    ),
    LabCase(
        "upper-case",
        "origin-typo",
        "the allowed origin is written in capitals",
        reads("Access-Control-Allow-Origin: HTTP://LOCALHOST:{port}"),
    ),
    LabCase(
        "origin-list",
        "duplicate-acao",
        "the allowed origins are a list in one header",
        reads("Access-Control-Allow-Origin: https://app.example, {origin}"),
    ),
    LabCase(
        "method",
        "method-not-allowed",
        "PUT is missing from Allow-Methods",
        preflight("204 No Content", ORIGIN, "Access-Control-Allow-Methods: GET, POST", VARY),
        PUT,
    ),
    LabCase(
        "patch-in-small-letters",
        "method-not-allowed",
        "the page asks for patch, the server allows PATCH",
        Answers(PASS, READ),
        ("-X", "patch"),
    ),
    LabCase(
        "header",
        "custom-header-not-allowed",
        "X-Trace is missing from Allow-Headers",
        preflight(
            "204 No Content",
            ORIGIN,
            METHODS,
            "Access-Control-Allow-Headers: content-type",
            VARY,
        ),
        TRACE,
    ),
    LabCase(
        "malformed-list",
        "invalid-token-list",
        "Allow-Headers is written as a JSON list",
        preflight(
            "204 No Content",
            ORIGIN,
            METHODS,
            'Access-Control-Allow-Headers: ["content-type", "x-trace"]',
            VARY,
        ),
        TRACE,
    ),
    LabCase(
        "preflight-only",
        "preflight-only-headers",
        "the headers are on the preflight and not on the response",
        Answers(PASS, BARE),
        TRACE,
    ),
    LabCase(
        "error-without-headers",
        "error-hides-behind-cors",
        "the application crashes, and its error page has no CORS headers",
        Answers(
            PASS,
            answer("500 Internal Server Error", "Content-Type: text/plain", body="Traceback"),
        ),
        TRACE,
    ),
    LabCase(
        "redirect-elsewhere",
        "redirect-null-origin",
        "another origin takes over: the request arrives there with Origin: null",
        Answers(
            PASS,
            answer("302 Found", "Location: {healthy}/items", ORIGIN, VARY),
        ),
    ),
    LabCase(
        "hangs-up",
        "server-unreachable",
        "the server takes the request and closes the connection",
        listener=Listener.HANGS_UP,
    ),
    LabCase(
        "refused",
        "server-unreachable",
        "nobody listens on this port",
        listener=Listener.REFUSES,
    ),
    LabCase(
        "no-such-host",
        "server-unreachable",
        "the name does not resolve",
        url="http://api.invalid/items",
        listener=Listener.NOBODY,
    ),
    LabCase(
        "https-on-plain-port",
        "tls-certificate",
        "an https:// URL on a port that speaks plain HTTP",
        Answers(PASS, READ),
        url="https://localhost:{here_port}/items",
    ),
    LabCase(
        "mixed-content",
        "mixed-content",
        "an https:// page asks for an http:// URL: nothing is sent",
        url="http://api.example/items",
        listener=Listener.NOBODY,
        origin="https://app.example",
    ),
    LabCase(
        "bad-port",
        "bad-port",
        "port 6000 is on the browsers' list of blocked ports: nothing is sent",
        url="http://localhost:6000/items",
        listener=Listener.NOBODY,
    ),
    *PLATFORMS,
    *REMARKS,
)


def find_case(name: str) -> LabCase | None:
    """Give the case of this name, or None."""
    return next((case for case in CASES if case.name == name), None)
