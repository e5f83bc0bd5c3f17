"""The cases, one line of the catalogue each. Every answer is written out, byte for byte."""

from __future__ import annotations

from typing import Final

from corsac.lab.case import Answers, LabCase, Listener, answer

_JSON: Final = "Content-Type: application/json"
_BODY: Final = '[{"id": 1}]'
_ORIGIN: Final = "Access-Control-Allow-Origin: {origin}"
_VARY: Final = "Vary: Origin"
_METHODS: Final = "Access-Control-Allow-Methods: GET, POST, PUT, PATCH, DELETE"
_HEADERS: Final = "Access-Control-Allow-Headers: content-type, x-trace"
_CREDENTIALS: Final = "Access-Control-Allow-Credentials: true"

_PASS: Final = answer("204 No Content", _ORIGIN, _METHODS, _HEADERS, _VARY)
_READ: Final = answer("200 OK", _JSON, _ORIGIN, _VARY, body=_BODY)
_BARE: Final = answer("200 OK", _JSON, body=_BODY)
_PUT: Final = ("-X", "PUT")
_TRACE: Final = ("-H", "X-Trace: 1")
_INCLUDE: Final = ("--credentials", "include")


def _reads(line: str) -> Answers:
    """Answer everything with this one CORS line."""
    return Answers(
        preflight=answer("204 No Content", line, _METHODS, _HEADERS, _VARY),
        actual=answer("200 OK", _JSON, line, _VARY, body=_BODY),
    )


def _preflight(status: str, *lines: str, body: str = "") -> Answers:
    """Answer the preflight like this, and everything else as it should be."""
    return Answers(preflight=answer(status, *lines, body=body), actual=_READ)


CASES: Final = (
    LabCase(
        "healthy",
        "",
        "everything is as it should be: a server to compare with",
        Answers(_PASS, _READ),
        _TRACE,
    ),
    LabCase(
        "no-cors",
        "no-cors-config",
        "the server has never heard of CORS",
        Answers(answer("404 Not Found", "Allow: GET"), _BARE),
    ),
    LabCase(
        "star-with-credentials",
        "wildcard-credentials",
        "the star, and a page that sends its cookies",
        _reads("Access-Control-Allow-Origin: *"),
        _INCLUDE,
    ),
    LabCase(
        "credentials-missing",
        "acac-missing",
        "the right origin, but no Allow-Credentials",
        _reads(_ORIGIN),
        _INCLUDE,
    ),
    LabCase(
        "credentials-capital",
        "acac-missing",
        "Allow-Credentials: True, as Python prints it",
        Answers(
            _PASS,
            answer(
                "200 OK",
                _JSON,
                _ORIGIN,
                "Access-Control-Allow-Credentials: True",
                _VARY,
                body=_BODY,
            ),
        ),
        _INCLUDE,
    ),
    LabCase(
        "preflight-401",
        "preflight-auth-401",
        "the login asks the preflight for a token, which it never has",
        _preflight("401 Unauthorized", "WWW-Authenticate: Bearer", _JSON, body='{"error": 401}'),
        ("-H", "Authorization: Bearer made-up"),
    ),
    LabCase(
        "preflight-405",
        "preflight-route-404-405",
        "the router has no OPTIONS for this path",
        _preflight("405 Method Not Allowed", "Allow: GET, PUT"),
        _PUT,
    ),
    LabCase(
        "preflight-500",
        "error-hides-behind-cors",
        "the preflight crashes the application",
        _preflight("500 Internal Server Error", "Content-Type: text/plain", body="Traceback"),
        _PUT,
    ),
    LabCase(
        "preflight-redirect",
        "preflight-redirect",
        "a missing slash redirects the preflight",
        _preflight("301 Moved Permanently", "Location: {here}/items/", _ORIGIN),
        _PUT,
    ),
    LabCase(
        "two-layers",
        "duplicate-acao",
        "the proxy and the application both send Allow-Origin",
        Answers(
            _PASS,
            answer("200 OK", _JSON, _ORIGIN, "Access-Control-Allow-Origin: *", _VARY, body=_BODY),
        ),
    ),
    LabCase(
        "trailing-slash",
        "origin-typo",
        "the allowed origin ends in a slash",
        _reads("Access-Control-Allow-Origin: {origin}/"),
    ),
    LabCase(
        "another-port",
        "localhost-vs-127",
        "the allowed origin is the page's neighbour on port 3000",
        _reads("Access-Control-Allow-Origin: http://localhost:3000"),
    ),
    LabCase(
        "upper-case",
        "origin-typo",
        "the allowed origin is written in capitals",
        _reads("Access-Control-Allow-Origin: HTTP://LOCALHOST:{port}"),
    ),
    LabCase(
        "origin-list",
        "duplicate-acao",
        "the allowed origins are a list in one header",
        _reads("Access-Control-Allow-Origin: https://app.example, {origin}"),
    ),
    LabCase(
        "method",
        "method-not-allowed",
        "PUT is missing from Allow-Methods",
        _preflight("204 No Content", _ORIGIN, "Access-Control-Allow-Methods: GET, POST", _VARY),
        _PUT,
    ),
    LabCase(
        "patch-in-small-letters",
        "method-not-allowed",
        "the page asks for patch, the server allows PATCH",
        Answers(_PASS, _READ),
        ("-X", "patch"),
    ),
    LabCase(
        "header",
        "custom-header-not-allowed",
        "X-Trace is missing from Allow-Headers",
        _preflight(
            "204 No Content",
            _ORIGIN,
            _METHODS,
            "Access-Control-Allow-Headers: content-type",
            _VARY,
        ),
        _TRACE,
    ),
    LabCase(
        "malformed-list",
        "invalid-token-list",
        "Allow-Headers is written as a JSON list",
        _preflight(
            "204 No Content",
            _ORIGIN,
            _METHODS,
            'Access-Control-Allow-Headers: ["content-type", "x-trace"]',
            _VARY,
        ),
        _TRACE,
    ),
    LabCase(
        "preflight-only",
        "preflight-only-headers",
        "the headers are on the preflight and not on the response",
        Answers(_PASS, _BARE),
        _TRACE,
    ),
    LabCase(
        "error-without-headers",
        "error-hides-behind-cors",
        "the application crashes, and its error page has no CORS headers",
        Answers(
            _PASS,
            answer("500 Internal Server Error", "Content-Type: text/plain", body="Traceback"),
        ),
        _TRACE,
    ),
    LabCase(
        "redirect-elsewhere",
        "redirect-null-origin",
        "another origin takes over: the request arrives there with Origin: null",
        Answers(
            _PASS,
            answer("302 Found", "Location: {healthy}/items", _ORIGIN, _VARY),
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
        Answers(_PASS, _READ),
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
)


def find_case(name: str) -> LabCase | None:
    """Give the case of this name, or None."""
    return next((case for case in CASES if case.name == name), None)
