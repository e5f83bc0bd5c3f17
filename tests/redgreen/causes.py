"""Applications that are wrong in one way, and the request that each of them blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ORIGIN: Final = "https://app.example"
Lines = tuple[tuple[str, str], ...]


def lines(origin: str | None = ORIGIN, **more: str) -> Lines:
    """Give header lines: Allow-Origin, then others by the end of their names."""
    given = {} if origin is None else {"Origin": origin}
    named = given | {name.replace("_", "-"): value for name, value in more.items()}
    return tuple((f"Access-Control-Allow-{name}", value) for name, value in named.items())


RIGHT: Final = lines(Credentials="true")
LISTS: Final = lines(Credentials="true", Methods="GET, PUT", Headers="content-type")


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong: two answers, and the request that finds it out.

    `put` asks for a preflight; `path` is what is asked for; `status` what script reads at last.
    """

    name: str
    actual: Lines = RIGHT
    preflight: Lines = LISTS
    refused: int = 204
    put: bool = False
    path: str = "/items"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def arguments(self) -> tuple[str, ...]:
        """The request, as `corsac check` takes it."""
        sent = [f"--header={name}: {value}" for name, value in self.headers.items()]
        method = ("-X", "PUT", "--json", "{}", "--send") if self.put else ()
        return (*method, *sent, "--credentials", "include")

    @property
    def init(self) -> dict[str, object]:
        """The request, as fetch() takes it."""
        base: dict[str, object] = {"credentials": "include", "cache": "no-store"}
        if not self.put:
            return base
        kept = {"Content-Type": "application/json", **self.headers}
        return {**base, "method": "PUT", "headers": kept, "body": "{}"}


CAUSES: Final = (
    Cause("no CORS headers", actual=(), preflight=()),
    Cause("no CORS headers, PUT", actual=(), preflight=(), put=True),
    Cause("`*` with credentials", actual=lines("*", Credentials="true")),
    Cause("a slash behind the origin", actual=lines(f"{ORIGIN}/", Credentials="true")),
    Cause("another origin", actual=lines("https://other.example", Credentials="true")),
    Cause("two layers, two headers", actual=(*RIGHT, *RIGHT)),
    Cause("no Allow-Credentials", actual=lines()),
    Cause("headers on success alone", path="/broken", status=500),
    Cause("method not listed", put=True, preflight=lines(Credentials="true", Methods="GET",
          Headers="content-type")),
    Cause("header not listed", put=True, headers={"X-Trace": "1"}),
    Cause("OPTIONS wants a login", put=True, refused=401, preflight=()),
    Cause("OPTIONS is unknown here", put=True, refused=405, preflight=()),
    Cause("preflight redirected", put=True, refused=301, preflight=()),
)  # fmt: skip


def application(cause: Cause) -> type[BaseHTTPRequestHandler]:
    """Make the application that is wrong in this way."""

    class Wrong(BaseHTTPRequestHandler):
        """Answers as the cause says; only its own origin is let in."""

        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            """Answer any method."""
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            options = self.command == "OPTIONS"
            status = 500 if self.path == "/broken" else 200
            self.send_response_only(cause.refused if options else status)
            if cause.refused == 301 and options:
                self.send_header("Location", "/login")
            for name, value in (
                cause.preflight if options else () if status == 500 else cause.actual
            ):
                self.send_header(name, value)
            if not (options and cause.refused == 204):
                self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_PUT = do_OPTIONS = answer  # noqa: N815 -- http.server's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its signature
            """Keep quiet."""

    return Wrong
