"""Recordings on disk: one meta line, then one scenario a line, compressed.

Format 1 is the one that the first recordings have. Format 2 adds page kinds
(`coep-credentialless`, `coop-coep`, `csp-upgrade`, `csp-connect`, `worker-module`, `worker-blob`,
`worker-data`), the apis `websocket worker preload audio`, `rep` in a body (its value repeated),
and in an answer `reset` (RST instead of `close`'s
FIN), `ws` (complete a WebSocket handshake) and `hang` (milliseconds before answering).
"""

from __future__ import annotations

import gzip
import io
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from .wire import Request

FORMAT: Final = 2
_MAX_BODY_SHOWN = 200

Record: TypeAlias = dict[str, Any]

CONSTANT: Final = frozenset(
    {"connection", "user-agent", "accept", "accept-encoding", "accept-language", "priority"}
    | {"sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "upgrade-insecure-requests"}
)
"""Headers that hardly vary: where they have their usual value, only the name is kept."""

_BOUNDARY = re.compile(r"-{2,}(?:WebKitFormBoundary|geckoformboundary|-*)[0-9A-Za-z]{8,}(?:--)?")
_BLOB = re.compile(r"(blob:[a-z]+://[^/\s]*/)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PRINCIPAL = re.compile(r"moz-nullprincipal:\{[^}]*\}")


class RecordingError(Exception):
    """A recording can't be read; the message names file, line and what is wrong."""


def read(path: Path) -> tuple[Record, list[Record]]:
    """The meta line (empty if there is none) and the scenarios of a file, compressed or not.

    Raises:
        RecordingError: The file is not a recording.
    """
    meta: Record = {}
    records: list[Record] = []
    for number, line in enumerate(_lines(path), 1):
        record = _object(line, f"{path}:{number}")
        if "meta" in record:
            meta = record["meta"]
        elif "id" not in record or "steps" not in record:
            raise RecordingError(f"{path}:{number}: a scenario needs `id` and `steps`")
        else:
            records.append(record)
    return meta, records


def _object(line: str, place: str) -> Record:
    try:
        record: Any = json.loads(line)
    except ValueError as error:
        raise RecordingError(f"{place}: not JSON: {error}") from None
    if not isinstance(record, dict):
        raise RecordingError(f"{place}: not an object")
    return cast("Record", record)


def _lines(path: Path) -> Iterator[str]:
    try:
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        text = data.decode()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise RecordingError(f"{path}: {error}") from None
    return (line for line in io.StringIO(text) if line.strip())


def write(path: Path, meta: Mapping[str, Any] | None, records: Iterable[Mapping[str, Any]]) -> None:
    """Write a recording, compressed if the name ends in `.gz`; the bytes hold no date.

    Raises:
        OSError: The file can't be written.
    """
    rows: list[Mapping[str, Any]] = [] if meta is None else [{"meta": meta}]
    rows.extend(records)
    text = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows)
    data = text.encode()
    if path.suffix == ".gz":
        data = gzip.compress(data, 9, mtime=0)
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(data)
    temporary.replace(path)


def normalise(text: str) -> str:
    """Replace what differs from run to run: multipart boundaries null principals, blobs."""
    text = _PRINCIPAL.sub("moz-nullprincipal:{*}", _BOUNDARY.sub("*", text))
    return _BLOB.sub(r"\1*", text)


def entry(step: int, request: Request, identity: str) -> Record:
    """A request as `out.net` has it, before the usual header values are taken out."""
    path = request.path.removeprefix(f"/{identity}")
    headers = [[name, normalise(value)] for name, value in request.headers]
    made: Record = {"s": step, "m": request.method, "o": request.origin, "p": path, "h": headers}
    if request.body:
        body = normalise(request.body[: 4 * _MAX_BODY_SHOWN].decode("latin-1"))
        made["b"] = body[:_MAX_BODY_SHOWN]
    return made


def usual_headers(records: Sequence[Record]) -> dict[str, str]:
    """The most frequent value of each header that hardly varies."""
    counts: dict[str, Counter[str]] = {}
    for header in _headers(records):
        if not isinstance(header, str) and header[0].lower() in CONSTANT:
            counts.setdefault(header[0].lower(), Counter())[header[1]] += 1
    return {name: count.most_common(1)[0][0] for name, count in counts.items()}


def _headers(records: Sequence[Record]) -> Iterator[Any]:
    for record in records:
        for request in record.get("out", {}).get("net", []):
            yield from request["h"]


def shorten(records: Sequence[Record], usual: Mapping[str, str]) -> None:
    """Write headers with their usual value, and Host, as bare names, in place."""
    for record in records:
        for request in record.get("out", {}).get("net", []):
            host = request["o"].partition("://")[2]
            known = {**usual, "host": host}
            request["h"] = [
                header[0] if known.get(header[0].lower()) == header[1] else header
                for header in request["h"]
            ]


def expand(records: Sequence[Record], usual: Mapping[str, str]) -> None:
    """Undo `shorten`, in place."""
    for record in records:
        for request in record.get("out", {}).get("net", []):
            host = request["o"].partition("://")[2]
            known = {**usual, "host": host}
            request["h"] = [
                [header, known.get(header.lower(), "")] if isinstance(header, str) else header
                for header in request["h"]
            ]
