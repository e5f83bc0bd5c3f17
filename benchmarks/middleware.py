"""What a CORS layer adds to a request, beside its peers. `make bench` prints it.

Each layer stands around the same trivial application; what the application takes by itself is
taken off. Rounds of all layers are interleaved and the least of each is kept, in CPU time, so
that what else the machine does falls on all alike and mostly away. `floor` is a layer of thirty
lines with everything worked out beforehand: what pure Python can reach, not a product.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import io
import logging
import os
import sys
import time
import tracemalloc
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from corsac.middleware import asgi, wsgi

if TYPE_CHECKING:
    from collections.abc import Callable

    Batch = Callable[[int], None]

POLICY = {
    "allow_methods": ["GET", "POST", "PUT"],
    "allow_headers": ["content-type", "x-token"],
    "expose_headers": ["X-Total"],
    "max_age": 600,
}
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
_STEPS = 20


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


# Applications and floors ----------------------------------------------------------------------


async def asgi_app(_scope: Any, _receive: Any, send: Any) -> None:
    """Answer two bytes."""
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"hi"})


def wsgi_app(_environ: Any, start_response: Any) -> list[bytes]:
    """Answer two bytes."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"hi"]


def asgi_floor(app: Any, origins: list[str]) -> Any:
    """Make the least that an ASGI layer can be: no check at its making, no merge, no errors."""
    vary = (b"vary", b"origin")
    granted = {
        origin.encode(): [
            (b"access-control-allow-origin", origin.encode()),
            (b"access-control-expose-headers", b"x-total"),
            vary,
        ]
        for origin in origins
    }
    methods, names = {b"PUT"}, {b"content-type", b"x-token"}

    async def layer(scope: Any, receive: Any, send: Any) -> None:
        origin = method = asked = None
        for name, value in scope["headers"]:
            if name == b"origin":
                origin = value
            elif name == METHOD:
                method = value
            elif name == NAMES:
                asked = value
        lines = granted.get(origin) or [vary]
        if method is not None and origin is not None and scope["method"] == "OPTIONS":
            fits = method in methods and (asked is None or names.issuperset(asked.split(b",")))
            if fits and len(lines) > 1:
                more = [(b"access-control-allow-methods", method), (NAMES, asked or b"")]
                start = {"status": 204, "headers": [lines[0], *more, vary]}
            else:
                start = {"status": 403, "headers": [vary]}
            await send({"type": "http.response.start", **start})
            await send({"type": "http.response.body", "body": b""})
            return

        def answer(message: Any) -> Any:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *lines]
            return send(message)

        await app(scope, receive, answer)

    return layer


def wsgi_floor(app: Any, origins: list[str]) -> Any:
    """Make the least that a WSGI layer can be."""
    vary = ("Vary", "Origin")
    granted = {
        origin: [
            ("Access-Control-Allow-Origin", origin),
            ("Access-Control-Expose-Headers", "x-total"),
            vary,
        ]
        for origin in origins
    }
    methods, names = {"PUT"}, {"content-type", "x-token"}

    def layer(environ: Any, start_response: Any) -> Any:
        origin = environ.get("HTTP_ORIGIN")
        lines = granted.get(origin) or [vary]
        if origin is not None and environ["REQUEST_METHOD"] == "OPTIONS":
            method = environ.get("HTTP_ACCESS_CONTROL_REQUEST_METHOD")
            asked = environ.get("HTTP_ACCESS_CONTROL_REQUEST_HEADERS") or ""
            if method in methods and len(lines) > 1 and names.issuperset(asked.split(",")):
                more = [("Access-Control-Allow-Methods", method)]
                more.append(("Access-Control-Allow-Headers", asked))
                start_response("204 No Content", [lines[0], *more, vary])
            else:
                start_response("403 Forbidden", [vary])
            return []

        def start(status: str, headers: Any, *rest: Any) -> Any:
            return start_response(status, [*headers, *lines], *rest)

        return app(environ, start)

    return layer


# Peers ----------------------------------------------------------------------------------------


def starlette(app: Any, origins: list[str]) -> Any:
    """Starlette's CORSMiddleware."""
    from starlette.middleware.cors import CORSMiddleware  # noqa: PLC0415 -- may be missing

    return CORSMiddleware(app, allow_origins=origins, **POLICY)


def asgi_cors(app: Any, origins: list[str]) -> Any:
    """asgi-cors, which answers no preflight."""
    from asgi_cors import asgi_cors as layer  # noqa: PLC0415 -- may be missing

    headers = POLICY["allow_headers"]
    return layer(app, hosts=origins, methods=POLICY["allow_methods"], headers=headers)


def wsgicors(app: Any, origins: list[str]) -> Any:
    """The layer of wsgicors."""
    from wsgicors import CORS  # noqa: PLC0415 -- may be missing

    methods, headers = ", ".join(POLICY["allow_methods"]), ", ".join(POLICY["allow_headers"])
    names = {"origin": " ".join(origins), "expose_headers": "X-Total", "maxage": "600"}
    return CORS(app, methods=methods, headers=headers, **names)


def flask(*, cors: bool) -> Callable[[Any, list[str]], Any]:
    """Flask, alone or with Flask-CORS."""

    def make(_app: Any, origins: list[str]) -> Any:
        from flask import Flask  # noqa: PLC0415 -- may be missing
        from flask_cors import CORS  # noqa: PLC0415 -- may be missing

        app = Flask("bench")
        app.add_url_rule("/", "hi", lambda: "hi", methods=POLICY["allow_methods"])
        if cors:
            names = {key: POLICY[key] for key in ("allow_headers", "expose_headers", "max_age")}
            CORS(app, origins=origins, methods=POLICY["allow_methods"], **names)
        return app.wsgi_app

    return make


def bare(app: Any, _origins: list[str]) -> Any:
    """Put nothing around it."""
    return app


def corsac_asgi(app: Any, origins: list[str]) -> Any:
    """Put corsac's ASGI layer around it."""
    return asgi.CORS(app, allow_origins=origins, **POLICY)


def corsac_wsgi(app: Any, origins: list[str]) -> Any:
    """Put corsac's WSGI layer around it."""
    return wsgi.CORS(app, allow_origins=origins, **POLICY)


class Kind(NamedTuple):
    """An interface: its application, its layers with what each is compared to, its yardstick."""

    app: Any
    layers: dict[str, tuple[Callable[[Any, list[str]], Any], str]]
    yardstick: str


KINDS = {
    "asgi": Kind(
        asgi_app,
        {
            "bare": (bare, ""),
            "starlette": (starlette, "bare"),
            "asgi-cors": (asgi_cors, "bare"),
            "floor": (asgi_floor, "bare"),
            "corsac": (corsac_asgi, "bare"),
        },
        "starlette",
    ),
    "wsgi": Kind(
        wsgi_app,
        {
            "bare": (bare, ""),
            "flask": (flask(cors=False), ""),
            "flask-cors": (flask(cors=True), "flask"),
            "wsgicors": (wsgicors, "bare"),
            "floor": (wsgi_floor, "bare"),
            "corsac": (corsac_wsgi, "bare"),
        },
        "floor",
    ),
}

# Driving and measuring ------------------------------------------------------------------------

LOOP = asyncio.new_event_loop()


def asgi_batch(app: Any, case: Case, origins: list[str]) -> Batch:
    """Make what runs a number of requests."""
    scope = {
        "type": "http",
        "method": case.method,
        "path": "/",
        "headers": headers_of(case, origins),
        "extensions": {},
    }

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_message: Any) -> None:
        return

    async def run(count: int) -> None:
        for _ in range(count):
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


BATCHES = {"asgi": asgi_batch, "wsgi": wsgi_batch}


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
        counts[name] = max(1, int(milliseconds * 1e6 / max(once(batch, 20), 1)))
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
    batch(10)
    tracemalloc.start()
    try:
        batch(10)
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        batch(1)
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def table(kind: str, cases: tuple[Case, ...], count: int, options: argparse.Namespace) -> None:
    """Print what each layer adds, and its ratio to the yardstick."""
    interface = KINDS[kind]
    origins = [f"https://tenant{number:05d}.apps.example.com" for number in range(count)]
    layers: dict[str, Any] = {}
    for name, (make, _) in interface.layers.items():
        try:
            layers[name] = make(interface.app, origins)
        except ImportError as error:
            print(f"{name}: {error}")
    for case in cases:
        batches = {name: BATCHES[kind](app, case, origins) for name, app in layers.items()}
        best = least(batches, options.rounds, options.milliseconds)
        added = {
            name: best[name] - best[beside]
            for name, (_, beside) in interface.layers.items()
            if beside and name in best
        }
        unit = added.get(interface.yardstick)
        print(f"\n{kind}, {count} origins: {case.name} (bare: {best['bare']:.0f} ns)")
        for name, nanoseconds in added.items():
            ratio = f"{nanoseconds / unit:6.2f} of {interface.yardstick}" if unit else ""
            memory = f"{peak(batches[name]):7d} B at the peak"
            print(f"  {name:12} {nanoseconds:10.0f} ns  {memory}  {ratio}")


def memory(distinct: int) -> None:
    """Print how much a layer keeps of millions of origins, allowed by a pattern or refused."""
    policy = {**POLICY, "allow_origins": ["https://*.example.com"]}
    layer = asgi.CORS(asgi_app, **policy)

    async def send(_message: Any) -> None:
        return

    async def ask(first: int, last: int) -> None:
        for number in range(first, last):
            domain = b"example.com" if number % 2 else b"evil.example"
            scope = {"type": "http", "method": "GET", "path": "/"}
            origin = b"https://a%d.%b" % (number, domain)
            await layer({**scope, "headers": [(b"origin", origin)]}, send, send)
            if not number % 8:
                lines = [(b"origin", origin), *ASKED]
                await layer({**scope, "method": "OPTIONS", "headers": lines}, send, send)

    kept: list[int] = []
    for step in range(_STEPS):
        LOOP.run_until_complete(ask(distinct * step // _STEPS, distinct * (step + 1) // _STEPS))
        gc.collect()
        kept.append(sys.getallocatedblocks())
    first, last = max(kept[: _STEPS // 2]), max(kept[_STEPS // 2 :])
    print(f"\n{distinct} distinct origins: at most {first} memory blocks live in the first half,")
    print(f"  {last} in the second; the answers that a layer keeps come and go below a limit")


def main() -> int:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--milliseconds", type=float, default=2.0, help="of each layer's round")
    parser.add_argument("--origins", default="1,10000")
    parser.add_argument("--distinct", type=int, default=1_000_000)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    print(f"Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}")
    for kind in KINDS:
        for count in map(int, options.origins.split(",")):
            table(kind, CASES, count, options)
        table(kind, HOSTILE, 1, options)
    memory(options.distinct)
    print(f"\nload {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
