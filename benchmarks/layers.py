"""Layers around the same trivial application: corsac's, its peers', and a floor of thirty lines."""

from __future__ import annotations

from typing import Any

from measuring import METHOD, NAMES

from corsac.middleware import asgi, wsgi

POLICY = {
    "allow_methods": ["GET", "POST", "PUT"],
    "allow_headers": ["content-type", "x-token"],
    "expose_headers": ["X-Total"],
    "max_age": 600,
}


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


def bare(app: Any, _origins: list[str]) -> Any:
    """Put nothing around it."""
    return app


def corsac_asgi(app: Any, origins: list[str]) -> Any:
    """Put corsac's ASGI layer around it."""
    return asgi.CORS(app, allow_origins=origins, **POLICY)


def corsac_wsgi(app: Any, origins: list[str]) -> Any:
    """Put corsac's WSGI layer around it."""
    return wsgi.CORS(app, allow_origins=origins, **POLICY)
