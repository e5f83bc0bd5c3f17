"""The causes, as data: what a server does wrong, and the request of a page that finds it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ORIGIN: Final = "https://app.example"
#: Stands in a header's value for the origin that asks.
ECHO: Final = "{origin}"
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

    Args:
        name: How a person calls it.
        actual: The CORS headers of an answer.
        preflight: Those of an answer to a preflight.
        pattern: With ECHO in a value: the regular expression that an origin has to match.
        refused: What is answered to OPTIONS before anything else can, where it is not 204; 502:
            the connection ends.
        handler: Whether the headers are set by the handler of `/items` alone, on success.
        put: Whether the page sends PUT with JSON.
        path: What is asked for: `/items`; `/broken`, `/private`, `/forbidden`, `/missing`, which
            answer errors; `/old`, which redirects to `/items`; `/gone`, which ends the connection
            without an answer.
        status: What script reads at last.
        headers: What the page sets.
        reads: A header that the page has to read.
        warm: Whether an element of the page, which sends no Origin, has asked for it before, and
            the answer may be kept.
        both: Whether a server before the application says it too.
        leak: Whether it lets strangers read, instead of locking the page out.
        meant: Strangers that a mend may let in still: the pattern may have meant them.
        shown: Whether the file alone shows that it is wrong: then `lint` has to find it.
    """

    name: str
    actual: Lines = RIGHT
    preflight: Lines = LISTS
    pattern: str = ""
    refused: int = 204
    handler: bool = False
    put: bool = False
    path: str = "/items"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    reads: str = ""
    warm: bool = False
    both: bool = False
    leak: bool = False
    meant: tuple[str, ...] = ()
    shown: bool = False

    @property
    def arguments(self) -> tuple[str, ...]:
        """The request, as `corsac check` takes it."""
        sent = [f"--header={name}: {value}" for name, value in self.headers.items()]
        method = ("-X", "PUT", "--json", "{}", "--send") if self.put else ()
        return (*method, *sent, "--credentials", "include")

    @property
    def init(self) -> dict[str, object]:
        """The request, as fetch() takes it."""
        cache = "default" if self.warm else "no-store"
        base: dict[str, object] = {"credentials": "include", "cache": cache}
        if self.headers or self.put:
            base["headers"] = dict(self.headers)
        if not self.put:
            return base
        kept = {"Content-Type": "application/json", **self.headers}
        return {**base, "method": "PUT", "headers": kept, "body": "{}"}

    @property
    def cut(self) -> bool:
        """Whether the connection ends without an answer: what stands before it has to answer."""
        return self.path == "/gone" or self.refused == 502

    @property
    def silent(self) -> bool:
        """Whether there is no CORS code at all."""
        return not self.actual and not self.preflight and self.refused == 204


#: Everybody is sent back the origin that asked.
ANYBODY: Final = ".+"
_ECHOED: Final = lines(ECHO, Credentials="true")
_LISTED: Final = lines(ECHO, Credentials="true", Methods="GET, PUT", Headers="content-type")


def _says(name: str, origin: str, *, shown: bool = False) -> Cause:
    """Make a cause: this stands in Allow-Origin."""
    lists = lines(origin, Credentials="true", Methods="GET, PUT", Headers="content-type")
    return Cause(name, lines(origin, Credentials="true"), lists, shown=shown)


def _lets(name: str, pattern: str, *meant: str) -> Cause:
    """Make a cause: origins that match this are let in, with cookies."""
    return Cause(name, _ECHOED, _LISTED, pattern, leak=True, meant=meant, shown=True)


_MISSPELT: Final = (("Access-Control-Allowed-Origin", ORIGIN), *RIGHT[1:])
_ALL_EXPOSED: Final = (*RIGHT, ("Access-Control-Expose-Headers", "*"))

CAUSES: Final = (
    Cause("no CORS headers", actual=(), preflight=()),
    Cause("no CORS headers, PUT", actual=(), preflight=(), put=True),
    _says("`*` with credentials", "*", shown=True),
    _says("a slash behind the origin", f"{ORIGIN}/", shown=True),
    _says("another origin", "https://other.example"),
    _says("the origin over http", "http://app.example"),
    _says("the origin with a port", "https://app.example:8443"),
    _says("the origin in capitals", "https://App.example", shown=True),
    _says("a host without its scheme", "app.example", shown=True),
    _says("a pattern, sent as it is", "https://app.example:*", shown=True),
    _says("a list of origins in one header", f"{ORIGIN}, https://other.example", shown=True),
    _says("`null`, for a page that has an origin", "null"),
    _says("a word for an origin", "all", shown=True),
    Cause("a header of another name", actual=_MISSPELT, preflight=_MISSPELT, shown=True),
    Cause("two layers, two headers", actual=(*RIGHT, RIGHT[0]), shown=True),
    Cause("the application and the server before it", both=True, shown=True),
    Cause("no Allow-Credentials", actual=lines()),
    Cause("Allow-Credentials: True", actual=lines(Credentials="True"), shown=True),
    Cause("headers on success alone: 500", handler=True, path="/broken", status=500),
    Cause("headers on success alone: 401", handler=True, path="/private", status=401),
    Cause("headers on success alone: 403", handler=True, path="/forbidden", status=403),
    Cause("headers on success alone: 404", handler=True, path="/missing", status=404),
    Cause("headers on success alone: a redirect", handler=True, path="/old"),
    Cause("a proxy's own 502", handler=True, path="/gone", status=502),
    Cause("headers on preflights alone", actual=(), put=True),
    Cause("preflights without headers", preflight=(), put=True),
    Cause("method not listed", put=True, preflight=lines(Credentials="true", Methods="GET",
          Headers="content-type")),
    Cause("methods in small letters", put=True, shown=True,
          preflight=lines(Credentials="true", Methods="get, put", Headers="content-type")),
    Cause("Content-Type not listed", put=True,
          preflight=lines(Credentials="true", Methods="GET, PUT", Headers="x-trace")),
    Cause("header not listed", put=True, headers={"X-Trace": "1"}),
    Cause("`*` for methods, with credentials", put=True, shown=True,
          preflight=lines(Credentials="true", Methods="*", Headers="content-type")),
    Cause("`*` for headers, with credentials", put=True, shown=True,
          preflight=lines(Credentials="true", Methods="GET, PUT", Headers="*")),
    Cause("`*` for Authorization, with credentials", headers={"Authorization": "Bearer x"},
          preflight=lines(Credentials="true", Methods="GET, PUT", Headers="*"), shown=True),
    Cause("a malformed list of methods", put=True, shown=True,
          preflight=lines(Credentials="true", Methods="GET; PUT", Headers="content-type")),
    Cause("a malformed list of headers", put=True, headers={"X-Trace": "1"}, shown=True,
          preflight=lines(Credentials="true", Methods="GET, PUT", Headers="content-type; x-trace")),
    Cause("no Allow-Credentials on the preflight", put=True,
          preflight=lines(Methods="GET, PUT", Headers="content-type")),
    Cause("OPTIONS wants a login", put=True, refused=401, preflight=()),
    Cause("OPTIONS is forbidden", put=True, refused=403, preflight=()),
    Cause("OPTIONS is not found", put=True, refused=404, preflight=()),
    Cause("OPTIONS is unknown here", put=True, refused=405, preflight=()),
    Cause("OPTIONS crashes", put=True, refused=500, preflight=()),
    Cause("OPTIONS breaks the server behind", put=True, refused=502, preflight=()),
    Cause("preflight redirected", put=True, refused=301, preflight=()),
    Cause("a header not exposed", reads="X-Total-Count"),
    Cause("`*` for exposed headers, with credentials", actual=_ALL_EXPOSED, shown=True,
          reads="X-Total-Count"),
    Cause("an answer kept without Vary", _ECHOED, _LISTED, r"^https://app\.example$", warm=True),
    _lets("any origin echoed, with credentials", ANYBODY),
    _lets("the same host over http, with credentials", r"^https?://app\.example$"),
    _lets("`null` let in, with credentials", r"^(https://app\.example|null)$"),
    _lets("a pattern open at its end", r"^https://app\.example"),
    _lets("a pattern open at its start", r"app\.example$", "https://x.app.example"),
    _lets("a dot that stands for anything", r"^https://app.example$"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What no row is for: why, and the codes that `check` finds it as."""

    name: str
    why: str
    codes: tuple[str, ...]


def _other(name: str, why: str, *numbers: int) -> Elsewhere:
    return Elsewhere(name, why, tuple(f"CORS{number:03}" for number in numbers))


#: Causes that no row is for, and why: with the rows' own, these are all that `check` knows.
ELSEWHERE: Final = (
    _other("no answer: names, connections, certificates", "there is nothing to put headers on",
           80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90),
    _other("an answer that breaks off, or can't be used", "what made it has to be mended",
           79, 92, 93, 96, 99),
    _other("a redirect to another place", "it has to go: there is nothing to paste",
           50, 51, 52, 54, 55, 56, 57, 58),
    _other("what the page may not ask for at all",
           "the page has to ask otherwise, and no answer changes that",
           15, 44, 63, 64, 65, 66, 68, 70, 109, 110),
    _other("a page of origin `null`", "any page can have it: no fix lets it in", 60),
    _other("access to the local network", "Chromium asks the user before it reads any header",
           67, 111),
    _other("CORP, COEP, opaque answers", "they are for requests without CORS", 91, 94, 98),
    _other("cookies that are kept back",
           "the answer is read, as a stranger's; its mend needs https between sites", 108),
    _other("a route without headers beside others that have them",
           "mended as headers on success alone are", 8),
    _other("a cache that was asked for another origin before",
           "mended as an answer kept without Vary is", 21),
    _other("Amazon's gateways, buckets and functions, and firewalls before them",
           "they don't run here; their exports are held to their schemas", 24, 25, 26, 27, 37),
    _other("development servers", "see the recipes", 22, 23),
    _other("WebSockets", "no header lets them in: the handshake's code does", 95, 97, 114),
    _other("remarks on requests that pass", "they lock no page out",
           103, 104, 105, 112, 113),
)  # fmt: skip
