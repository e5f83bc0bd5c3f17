"""Requests, what drives an application with them, and how it is timed."""

from __future__ import annotations

import asyncio
import gc
import io
import time
import tracemalloc
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Batch = Callable[[int], None]

BROWSER = (
    (b"host", b"api.example.com"),
    (b"connection", b"keep-alive"),
    (b"sec-ch-ua", b'"Chromium";v="142", "Not A(Brand";v="99"'),
    (b"sec-ch-ua-mobile", b"?0"),
    (b"user-agent", b"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0"),
    (b"accept", b"*/*"),
    (b"sec-fetch-site", b"cross-site"),
    (b"sec-fetch-mode", b"cors"),
    (b"sec-fetch-dest", b"empty"),
    (b"referer", b"https://tenant.apps.example.com/"),
    (b"accept-encoding", b"gzip, deflate, br, zstd"),
    (b"accept-language", b"en-GB,en;q=0.9"),
)
METHOD, NAMES = b"access-control-request-method", b"access-control-request-headers"
LONG = 64 * 1024


class Case(NamedTuple):
    """A request: the headers that CORS looks at. An empty origin is none, `{}` the allowed one."""

    name: str
    method: str
    origin: str
    asked: tuple[tuple[bytes, bytes], ...] = ()


ASKED = ((METHOD, b"PUT"), (NAMES, b"content-type,x-token"))
CASES = (
    Case("actual, no Origin", "GET", ""),
    Case("actual, allowed", "GET", "{}"),
    Case("actual, refused", "GET", "https://evil.example"),
    Case("preflight, allowed", "OPTIONS", "{}", ASKED),
    Case("preflight, refused", "OPTIONS", "https://evil.example", ASKED),
)
HOSTILE = (
    Case("64 KB of commas", "OPTIONS", "{}", ((METHOD, b"PUT"), (NAMES, b"," * LONG))),
    Case("64 KB of names", "OPTIONS", "{}", ((METHOD, b"PUT"), (NAMES, b"x-token," * (LONG // 8)))),
    Case("64 KB of one name", "OPTIONS", "{}", ((METHOD, b"PUT"), (NAMES, b"x" * LONG))),
    Case("64 KB of Origin", "GET", "https://" + "a." * (LONG // 2)),
)


def headers_of(case: Case, origins: list[str]) -> list[tuple[bytes, bytes]]:
    """Give a request's header lines; the allowed origin is the last of the list."""
    origin = case.origin.format(origins[-1]) if case.origin == "{}" else case.origin
    lines = [*BROWSER]
    if origin:
        lines.insert(6, (b"origin", origin.encode()))
    lines[7:7] = case.asked
    return lines


LOOP = asyncio.new_event_loop()


def asgi_batch(app: Any, case: Case, origins: list[str]) -> Batch:
    """Make what runs a number of requests."""
    scope = {
        "type": "http",
        "method": case.method,
        "path": "/",
        "raw_path": b"/",
        "root_path": "",
        "query_string": b"",
        "scheme": "https",
        "http_version": "1.1",
        "asgi": {"version": "3.0"},
        "client": ("127.0.0.1", 50000),
        "server": ("api.example.com", 443),
        "headers": headers_of(case, origins),
        "extensions": {},
    }

    asked = 0

    async def receive() -> Any:
        nonlocal asked
        asked += 1
        if asked > 1:  # the client stays, and says nothing more
            await asyncio.Event().wait()
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_message: Any) -> None:
        return

    async def run(count: int) -> None:
        nonlocal asked
        for _ in range(count):
            asked = 0
            await app({**scope}, receive, send)

    return lambda count: LOOP.run_until_complete(run(count))


def wsgi_batch(app: Any, case: Case, origins: list[str]) -> Batch:
    """Make what runs a number of requests."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": case.method,
        "PATH_INFO": "/",
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "api.example.com",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    for name, value in headers_of(case, origins):
        environ[f"HTTP_{name.decode().upper().replace('-', '_')}"] = value.decode()

    def start_response(_status: str, _headers: Any, _exc_info: Any = None) -> Any:
        return None

    def run(count: int) -> None:
        for _ in range(count):
            body = app({**environ}, start_response)
            for _chunk in body:
                pass
            if hasattr(body, "close"):
                body.close()

    return run


def aiohttp_batch(app: Any, case: Case, origins: list[str]) -> Batch:
    """Make what runs a number of requests through an application's middlewares and signals."""
    from aiohttp import web  # noqa: PLC0415 -- may be missing
    from aiohttp.test_utils import make_mocked_request  # noqa: PLC0415 -- likewise
    from multidict import CIMultiDict  # noqa: PLC0415 -- likewise

    lines = CIMultiDict((n.decode(), v.decode()) for n, v in headers_of(case, origins))
    # Made once: to make it costs more than to answer it.
    request = make_mocked_request(case.method, "/", headers=lines, app=app)

    async def run(count: int) -> None:
        for _ in range(count):
            try:
                response = await app._handle(request)  # noqa: SLF001 -- what its server calls
            except web.HTTPException as error:
                response = error
            await request._prepare_hook(response)  # noqa: SLF001 -- what an answer's start calls

    async def start() -> None:
        app.on_startup.freeze()
        await app.startup()

    LOOP.run_until_complete(start())
    return lambda count: LOOP.run_until_complete(run(count))


BATCHES = {"asgi": asgi_batch, "wsgi": wsgi_batch, "aiohttp": aiohttp_batch}


def once(batch: Batch, count: int) -> float:
    """Give the nanoseconds of CPU that one of `count` requests takes."""
    start = time.process_time_ns()
    batch(count)
    return (time.process_time_ns() - start) / count


def least(batches: dict[str, Batch], rounds: int, milliseconds: float) -> dict[str, float]:
    """Give each one's least nanoseconds over interleaved rounds."""
    counts: dict[str, int] = {}
    for name, batch in batches.items():
        batch(3)
        counts[name] = max(1, int(milliseconds * 1e6 / max(once(batch, 4), 1)))
    best = dict.fromkeys(batches, float("inf"))
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, batch in batches.items():
                best[name] = min(best[name], once(batch, counts[name]))
    finally:
        gc.enable()
    return best


def peak(batch: Batch) -> int:
    """Give the bytes that one request needs at its peak."""
    batch(2)
    tracemalloc.start()
    try:
        batch(2)
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        batch(1)
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
