"""A WSGI application as a server: it runs where the test does."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_to_bytes, urlsplit

from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.testing.server import BODY_LIMIT, crashed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType

    from corsac.core.messages import Answer, WireRequest

    ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]
    App = Callable[[dict[str, Any], Callable[..., Callable[[bytes], object]]], Iterable[bytes]]

_PORTS: Final = {"http": "80", "https": "443"}
_BODILESS: Final = frozenset({204, 304})
_BARE: Final = frozenset({"CONTENT_TYPE", "CONTENT_LENGTH"})


class WsgiServer:
    """Calls an application once for each request.

    Args:
        app: The application.

    Attributes:
        errors: The exceptions that it let through, in order.
    """

    def __init__(self, app: App) -> None:
        self.errors: list[Exception] = []
        self._app = app

    def send(self, request: WireRequest) -> Answer:
        """Ask, and wait for the answer."""
        exchange = _Exchange()
        body: Iterable[bytes] = ()
        try:
            body = self._app(environ_of(request), exchange.start_response)
            for chunk in body:
                exchange.write(chunk)
                if len(exchange.body) > BODY_LIMIT:
                    break
            else:
                exchange.ended = True
        except Exception as error:  # noqa: BLE001 -- a server goes on; the test is told
            self.errors.append(error)
            if not exchange.sent:
                return crashed()
        finally:
            close = getattr(body, "close", None)
            if close is not None:
                close()
        return exchange.answer(request)

    def close(self) -> None:
        """Do nothing: WSGI has no shut-down."""


class _Exchange:
    """What a server keeps of one request (PEP 3333)."""

    def __init__(self) -> None:
        self.body = bytearray()
        self.ended = False
        self.sent = False
        self._head: tuple[str, list[tuple[str, str]]] | None = None

    def start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: ExcInfo | None = None
    ) -> Callable[[bytes], object]:
        """Take the status and headers, as PEP 3333 says."""
        if exc_info and self.sent:
            raise exc_info[1].with_traceback(exc_info[2])
        if self._head is not None and not exc_info:
            raise AssertionError("start_response was called twice without exc_info")
        self._head = (status, [*headers])
        return self.write

    def write(self, data: bytes) -> None:
        """Take bytes the old way."""
        if self._head is None:
            raise AssertionError("something was written before start_response")
        self.sent = True
        self.body += data

    def answer(self, request: WireRequest) -> Answer:
        """Run the application."""
        if self._head is None:
            return Failure(FailureKind.CLOSED, "start_response was not called")
        code, _, reason = self._head[0].partition(" ")
        status = int(code)
        body = b"" if request.method == "HEAD" or status in _BODILESS else bytes(self.body)
        wanted = Headers(tuple(self._head[1])).get("content-length")
        # All that was announced came, even where the application then failed.
        whole = self.ended or (wanted is not None and wanted == str(len(self.body)))
        fault = None if whole else Failure(FailureKind.CLOSED, "the body did not end")
        headers = Headers(tuple(self._head[1]))
        return WireResponse(status, reason, headers, body, complete=whole, fault=fault)


def environ_of(request: WireRequest) -> dict[str, Any]:
    """Make the environment of a request (PEP 3333)."""
    url = urlsplit(request.url)
    body = request.body or b""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        # Bytes as Latin-1, whatever their encoding.
        "PATH_INFO": unquote_to_bytes(url.path or "/").decode("latin-1"),
        "QUERY_STRING": url.query,
        "SERVER_NAME": url.hostname or "",
        "SERVER_PORT": str(url.port or _PORTS.get(url.scheme, "")),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": url.netloc,
        "CONTENT_LENGTH": str(len(body)) if body else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers:
        key = name.upper().replace("-", "_")
        key = key if key in _BARE else f"HTTP_{key}"
        known = environ.get(key) if key not in _BARE else None
        environ[key] = value if known is None else f"{known},{value}"
    return environ
