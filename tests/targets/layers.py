"""What holds for every reverse proxy that an export configures."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import ssl
import threading
from typing import TYPE_CHECKING, Any

from corsac.core.fields import token_list
from corsac.core.headers import Headers
from corsac.targets.export import Upstream
from tests.exchanges.loader import App
from tests.targets.corpus import (
    ORIGIN,
    STRANGER,
    Answer,
    Application,
    Quiet,
    ask,
    asking,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from tests.servers.certificates import Certificate

#: Everything that an upstream can say about CORS by itself, all of it wrong.
FOREIGN = App(
    headers=Headers.of(
        [
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Allow-Origin", STRANGER),
            ("Access-Control-Allow-Credentials", "true"),
            ("Access-Control-Allow-Methods", "PURGE"),
            ("Access-Control-Allow-Headers", "x-foreign"),
            ("Access-Control-Expose-Headers", "x-foreign"),
            ("Access-Control-Max-Age", "99999"),
            ("Vary", "Accept-Encoding, origin"),
        ]
    )
)
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": base64.b64encode(b"0123456789abcdef").decode(),
}


#: What a server adds to the key (rfc6455#section-1.3).
_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def at(port: int, path: str = "") -> Upstream:
    """Give the upstream at a port of this machine."""
    return Upstream.of(f"http://127.0.0.1:{port}{path}")


def assert_readable(answer: Answer, status: int | None = None) -> None:
    """Assert that the page with cookies at ORIGIN can read an answer, and that caches know."""
    assert status in {None, answer.status}, (answer.status, answer.body[:300])
    assert answer.headers.all("Access-Control-Allow-Origin") == (ORIGIN,)
    assert answer.headers.all("Access-Control-Allow-Credentials") == ("true",)
    assert_varies(answer)


def assert_closed(answer: Answer) -> None:
    """Assert that an answer tells a stranger nothing."""
    assert [name for name, _ in answer.headers if name.lower().startswith("access-control")] == []
    assert_varies(answer)


def assert_varies(answer: Answer) -> None:
    members = [each.lower() for each in token_list(answer.headers.all("Vary")) or ()]
    assert "origin" in members


def assert_foreign_headers_are_replaced(url: str, prefix: str = "") -> None:
    """An upstream's own CORS headers reach nobody, whatever the status."""
    for status in (200, 404, 500):
        told = asking(App(status, FOREIGN.headers))
        headers = {name.replace("-", "_"): value for name, value in told.items()}
        answer = ask(url, "GET", f"{prefix}/items", ORIGIN, **headers)
        assert_readable(answer, status)
        assert all("foreign" not in value for _, value in answer.headers)
        assert "Access-Control-Max-Age" not in answer.headers
        members = [each.lower() for each in token_list(answer.headers.all("Vary")) or ()]
        assert sorted(members) == ["accept-encoding", "origin"]
        assert_closed(ask(url, "GET", f"{prefix}/items", STRANGER, **headers))


def seen(answer: Answer) -> dict[str, Any]:
    """Give what the application says that it received: path, and headers in lower case."""
    told = json.loads(answer.body)
    return {"path": told["path"], **{name.lower(): value for name, value in told["headers"]}}


#: Paths that no proxy may change, since another path would be asked for.
ENCODED = ("/a%2Fb/c", "/a%20b?q=%20+%2B")


def assert_paths_are_kept(
    url: str, prefix: str = "", paths: Iterable[str] = (*ENCODED, "/%7Euser/x;v=1", "/a//b")
) -> None:
    """The application gets the path as the page wrote it."""
    for path in paths:
        answer = ask(url, "GET", prefix + path, ORIGIN)
        assert_readable(answer, 200)
        assert seen(answer)["path"] == path


def assert_sockets_are_guarded(url: str, path: str = "/socket", refused: int = 403) -> None:
    """WebSockets open for allowed origins, our own pages and programs, and for nobody else."""
    own = url.replace("http://", "")
    assert ask(url, "GET", path, ORIGIN, **HANDSHAKE).status == 101
    assert ask(url, "GET", path, f"http://{own}", **HANDSHAKE).status == 101
    assert ask(url, "GET", path, **HANDSHAKE).status == 101
    for origin in (STRANGER, "null", f"http://{own}.evil.example", "http://evil.example?" + own):
        assert ask(url, "GET", path, origin, **HANDSHAKE).status == refused, origin


class Socket(Application):
    """The application, which takes WebSockets from anybody."""

    def do_GET(self) -> None:  # noqa: N802 -- http.server's name
        """Shake hands where a WebSocket is asked for."""
        if self.headers.get("Upgrade", "").lower() != "websocket":
            self.answer()
            return
        self.send_response(101)
        self.send_header("Connection", "Upgrade")
        self.send_header("Upgrade", "websocket")
        key = self.headers.get("Sec-WebSocket-Key", "") + _MAGIC
        digest = hashlib.sha1(key.encode(), usedforsecurity=False).digest()
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(digest).decode())
        self.end_headers()
        self.close_connection = True


class Third(Application):
    """Somebody else's API, which sets a cookie and redirects within itself."""

    connections = 0

    def setup(self) -> None:
        """Count a connection."""
        super().setup()
        type(self).connections += 1

    def end_headers(self) -> None:
        """Add a cookie for our users, if they would take it."""
        self.send_header("Set-Cookie", "tracker=1")
        super().end_headers()


@contextlib.contextmanager
def third_party(certificate: Certificate) -> Generator[int]:
    """Run somebody else's API over TLS, for clients that name it (SNI)."""
    Third.connections = 0
    context = certificate.server_context()

    def name_needed(_: ssl.SSLObject, name: str | None, __: ssl.SSLContext) -> int | None:
        return None if name else ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME

    context.sni_callback = name_needed
    server = Quiet(("127.0.0.1", 0), Third)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def assert_third_party_learns_nothing(url: str, host: str, prefix: str = "") -> None:
    """Cookies, origin, address stay here; its cookies too; redirects come back through us."""
    answer = ask(
        url,
        "GET",
        prefix + "/a%2Fb/data?q=%20",
        ORIGIN,
        Cookie="sess=1",
        Referer=f"{ORIGIN}/secret",
        X_Real_IP="203.0.113.7",
        X_Forwarded_For="203.0.113.7",
        Authorization="Bearer meant-for-it",
    )
    assert_readable(answer, 200)
    told = seen(answer)
    assert told["path"] == "/a%2Fb/data?q=%20"
    assert told["host"] == host
    assert told["authorization"] == "Bearer meant-for-it"
    gone = {"cookie", "origin", "referer", "x-real-ip", "x-forwarded-for", "x-forwarded-host"}
    assert gone & told.keys() == set()
    assert "Set-Cookie" not in answer.headers


def assert_redirects_come_back(url: str, upstream: str, prefix: str = "") -> None:
    """A redirect of the upstream to itself leads to the proxy."""
    told = asking(App(302, Headers.of([("Location", f"{upstream}/new?x=1")])))
    headers = {name.replace("-", "_"): value for name, value in told.items()}
    answer = ask(url, "GET", prefix + "/old", ORIGIN, **headers)
    assert_readable(answer, 302)
    location = (answer.headers.get("Location") or "").removeprefix(url)
    assert location == f"{prefix}/new?x=1"
