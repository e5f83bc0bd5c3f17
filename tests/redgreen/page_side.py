"""Faults of the page: what `check` prints for it is run as it is printed, in a real Chromium."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any, Final

from corsac.cli.check import investigate
from tests.redgreen.causes import LISTS, ORIGIN, RIGHT, Lines, lines
from tests.redgreen.cells import Cell
from tests.redgreen.visits import visit
from tests.targets.real import upstream

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from corsac.diagnose.report import Report

PAGE: Final = "page"
LABEL: Final = "The page, by what `check` prints for it"
_LARGE: Final = "x" * 70_000


@dataclass(frozen=True, slots=True)
class PageFault:
    """What a page does wrong, before a server that lets it in.

    Args:
        name: How a person calls it.
        init: What it gives to fetch().
        arguments: The same, as `corsac check` takes it.
        path: `/items`, or `/old`, which redirects there.
        actual: The CORS headers of an answer.
    """

    name: str
    init: Mapping[str, object]
    arguments: tuple[str, ...]
    path: str = "/items"
    actual: Lines = field(default=RIGHT)


FAULTS: Final = (
    PageFault("a method in small letters", {"method": "patch"}, ("-X", "patch", "--send")),
    PageFault("mode `same-origin`", {"mode": "same-origin"}, ("--mode", "same-origin")),
    PageFault("mode `no-cors`, and redirects by hand", {"mode": "no-cors", "redirect": "manual"},
              ("--mode", "no-cors", "--redirect", "manual")),
    PageFault("redirects taken for errors", {"redirect": "error"}, ("--redirect", "error"), "/old"),
    PageFault("a large body, kept alive", {"method": "POST", "keepalive": True, "body": _LARGE},
              ("-X", "POST", "--keepalive", "-H", "Content-Type: text/plain", "--data-raw", _LARGE,
               "--send")),
    PageFault("credentials, to what is public", {"credentials": "include"},
              ("--credentials", "include"), actual=lines("*")),
)  # fmt: skip


class Server(BaseHTTPRequestHandler):
    """Lets the page in; the first part of a path is a fault's number."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """Answer any method."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        number, _, rest = self.path[1:].partition("/")
        fault = FAULTS[int(number)]
        options = self.command == "OPTIONS"
        self.send_response_only(301 if rest == "old" else 200)
        allowed = (("Access-Control-Allow-Methods", "GET, PATCH"), LISTS[-1])
        for name, value in (*fault.actual, *(allowed if options else ())):
            self.send_header(name, value)
        if rest == "old":
            self.send_header("Location", f"/{number}/items")
        self.send_header("Vary", "Origin")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = do_PATCH = do_OPTIONS = answer  # noqa: N815 -- http.server's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its signature
        """Keep quiet."""


def page_cells(folder: Path, program: str) -> list[Cell]:
    """Try each fault, and what is printed for it.

    Args:
        folder: An empty folder.
        program: Chromium.
    """
    with upstream(Server) as port:
        urls = {
            each.name: f"http://127.0.0.1:{port}/{at}{each.path}" for at, each in enumerate(FAULTS)
        }
        reports = {
            each.name: investigate([urls[each.name], "--origin", ORIGIN, *each.arguments])
            for each in FAULTS
        }
        tried: dict[str, dict[str, Any]] = {}
        for each in FAULTS:
            init = {"cache": "no-store", **each.init}
            asked: dict[str, Any] = {"url": urls[each.name], "init": init, "reads": ""}
            asked["warm"] = False
            tried[f"{each.name}|broken"] = asked
            tried[f"{each.name}|check"] = {**asked, "mend": printed(reports[each.name])}
        seen = visit(tried, folder, program)
    read = seen.read[ORIGIN]
    return [
        Cell(
            PAGE,
            each.name,
            "check",
            code=reports[each.name].findings[0].rule.code,
            console="",
            foretold=True,
            before=read[f"{each.name}|broken"],
            after=read[f"{each.name}|check"],
            wanted=200,
        )
        for each in FAULTS
    ]


def printed(report: Report) -> str:
    """Give the first snippet for the page; empty where there is none."""
    fixes = [fix for each in report.findings for fix in each.fixes]
    return next((fix.snippet for fix in fixes if fix.system == PAGE and fix.snippet), "")
