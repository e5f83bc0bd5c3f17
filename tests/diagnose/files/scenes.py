"""Files of an answering system, an answer of it, and what is said of both together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Finding, Party, Rule, Text, Where
from corsac.core.headers import Headers
from corsac.core.messages import Exchange, WireRequest, WireResponse
from corsac.diagnose.files.across import Heard
from corsac.diagnose.files.layers import File, Named, arrange
from corsac.diagnose.files.point import Files, pointed
from corsac.targets.defects import examine
from corsac.targets.defects.source import Source, kind_of
from corsac.targets.said import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ORIGIN = "https://app.example"
ALLOW = "Access-Control-Allow-Origin"
URL = "https://api.example/items"


def answer(*headers: tuple[str, str], status: int = 200) -> WireResponse:
    """Make an answer."""
    return WireResponse(status, headers=Headers.of(headers))


def finding(number: int, header: str = ALLOW, *, at: int = 0) -> Finding:
    """Make a finding of an exchange."""
    rule = Rule(f"CORS{number:03}", "cause", "name", "title", "page")
    where = Where(at, header)
    return Finding(rule, Party.BACKEND, Confidence.MEDIUM, Text("wrong"), where)


def file(name: str, text: str, *, origins: tuple[str, ...] = ()) -> File:
    """Make a file, examined."""
    kind = kind_of(name, text)
    assert kind is not None
    source = Source(name, text, kind, origins)
    return File(source, examine(source))


@dataclass
class Scene:
    """An exchange and files; `point` gives a finding of it with what the files say."""

    files: Mapping[str, str]
    answer: WireResponse = field(default_factory=answer)
    request: WireRequest = field(
        default_factory=lambda: WireRequest("GET", URL, Headers.of([("Origin", ORIGIN)]))
    )
    named: Sequence[Named] = ()
    heard: Sequence[tuple[str, WireResponse]] = ()
    granted: Mapping[str, tuple[str, ...]] | None = None
    origins: tuple[str, ...] = ()

    def point(self, found: Finding) -> Finding:
        """Point a finding at its lines."""
        exchange = Exchange(self.request, self.answer)
        files = [file(name, text, origins=self.origins) for name, text in self.files.items()]
        heard = {0: [Heard(name, each) for name, each in self.heard]} if self.heard else {}
        behind = Files(arrange(files, self.named), said, heard, self.granted)
        (pointed_at,) = pointed([found], [exchange], behind)
        return pointed_at


def preflight(method: str = "PUT", headers: str = "", url: str = URL) -> WireRequest:
    """Make a preflight's request."""
    lines = [("Origin", ORIGIN), ("Access-Control-Request-Method", method)]
    lines += [("Access-Control-Request-Headers", headers)] if headers else []
    return WireRequest("OPTIONS", url, Headers.of(lines))


def places(found: Finding) -> list[str]:
    """Give where a finding points: file, line, layer and defect."""
    return [
        f"{each.span.file}:{each.span.line} {each.layer} {each.code}".rstrip()
        for each in found.culprits
    ]


def notes(found: Finding) -> list[str]:
    """Give a finding's notes."""
    return [str(each) for each in found.notes]
