"""Header lines and whole answers that cases have in common."""

from __future__ import annotations

from typing import Final

from corsac.lab.case import Answers, answer

JSON: Final = "Content-Type: application/json"
BODY: Final = '[{"id": 1}]'
ORIGIN: Final = "Access-Control-Allow-Origin: {origin}"
VARY: Final = "Vary: Origin"
METHODS: Final = "Access-Control-Allow-Methods: GET, POST, PUT, PATCH, DELETE"
HEADERS: Final = "Access-Control-Allow-Headers: content-type, x-trace"
CREDENTIALS: Final = "Access-Control-Allow-Credentials: true"

LASTING: Final = "Access-Control-Max-Age: 600"

PASS: Final = answer("204 No Content", ORIGIN, METHODS, HEADERS, VARY, LASTING)
READ: Final = answer("200 OK", JSON, ORIGIN, VARY, body=BODY)
BARE: Final = answer("200 OK", JSON, body=BODY)
PUT: Final = ("-X", "PUT")
TRACE: Final = ("-H", "X-Trace: 1")
INCLUDE: Final = ("--credentials", "include")


def reads(line: str) -> Answers:
    """Answer everything with this one CORS line."""
    return Answers(
        preflight=answer("204 No Content", line, METHODS, HEADERS, VARY),
        actual=answer("200 OK", JSON, line, VARY, body=BODY),
    )


def preflight(status: str, *lines: str, body: str = "") -> Answers:
    """Answer the preflight like this, and everything else as it should be."""
    return Answers(preflight=answer(status, *lines, body=body), actual=READ)
