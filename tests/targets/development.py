"""What holds for every development server whose proxy an export configures."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from corsac.core.headers import Headers
from corsac.targets.export import ExportError, Options
from corsac.targets.exports import BY_NAME
from tests.exchanges.loader import App
from tests.targets.corpus import STRANGER, application, ask, asking
from tests.targets.layers import FOREIGN, HANDSHAKE, Socket, at, seen
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path


def assert_the_page_alone_has_the_api(
    target: str, folder: Path, version: str = "", *, sockets: bool = True
) -> None:
    """The page reads its API through the development server, and nobody else does."""
    with application(Socket) as behind:
        options = Options(upstream=at(behind), prefix="/api", version=version)
        with running(target, folder, options) as (url, _):
            assert_the_api_has_the_pages_origin(url, f"http://127.0.0.1:{behind}")
            assert_a_longer_name_is_no_path_of_the_api(url)
            assert_nobody_else_reads(url)
            assert_only_the_page_opens_sockets(url, opens=sockets)
            assert_other_hosts_are_refused(url)


def assert_a_prefix_can_be_taken_off(target: str, folder: Path, version: str = "") -> None:
    """The back end sees the path behind the prefix, as the page wrote it."""
    with application() as behind:
        options = Options(upstream=at(behind), prefix="/api", strip=True, version=version)
        with running(target, folder, options) as (url, _):
            assert seen(ask(url, "GET", "/api/a%2Fb?q=%20", url))["path"] == "/a%2Fb?q=%20"
            assert seen(ask(url, "GET", "/api?q=1", url))["path"] == "/?q=1"
            assert_redirects_are_the_pages_own(url, f"http://127.0.0.1:{behind}", "")


def assert_for_development(target: str) -> None:
    """It says what it is for, whole or pasted, and asks for what stands behind."""
    assert BY_NAME[target].dev
    with pytest.raises(ExportError, match="--upstream"):
        written(target, Options())
    for full in (True, False):
        for file in written(target, Options(full=full, upstream=at(8000), prefix="/api")).files:
            assert "For development only" in file.text


def told(app: App) -> dict[str, str]:
    return {name.replace("-", "_"): value for name, value in asking(app).items()}


def assert_the_api_has_the_pages_origin(url: str, upstream: str, prefix: str = "/api") -> None:
    """The page reads the API without CORS, and keeps paths, cookies and redirects."""
    for path in (f"{prefix}/items?q=%20", f"{prefix}/a%2Fb", prefix):
        answer = ask(url, "GET", path, url)
        assert answer.status == 200
        told_path = seen(answer)["path"]
        assert told_path == path
        assert seen(answer)["host"] == upstream.removeprefix("http://")
    for method in ("OPTIONS", "PUT", "DELETE", "PATCH"):
        assert seen(ask(url, method, f"{prefix}/items", url))["path"] == f"{prefix}/items"
    for status in (401, 404, 500):
        assert ask(url, "GET", f"{prefix}/items", url, **told(App(status))).status == status
    assert_redirects_are_the_pages_own(url, upstream, prefix)
    cookie = App(200, Headers.of([("Set-Cookie", "a=1; Domain=api.example; Path=/")]))
    answer = ask(url, "GET", f"{prefix}/login", url, **told(cookie))
    assert (answer.headers.get("Set-Cookie") or "").replace(" ", "") == "a=1;Path=/"


def assert_redirects_are_the_pages_own(url: str, upstream: str, kept: str) -> None:
    """A redirect within the back end stays in the API, whatever its status; others are left.

    `kept` is what the back end sees of the prefix.
    """
    for status in (301, 302, 303, 307, 308):
        assert location(url, status, f"{upstream}{kept}/new?x=%2F") == "/api/new?x=%2F"
        assert location(url, status, "https://elsewhere.example/") == "https://elsewhere.example/"
    for text in (f"{upstream}//evil.example/", f"{upstream}0/x", "http://[", "http://127.0.0.1:x/"):
        assert location(url, 302, text) == text


def location(url: str, status: int, text: str) -> str:
    """Give a Location of the back end as the page gets it, without the page's own origin."""
    moved = App(status, Headers.of([("Location", text)]))
    answer = ask(url, "GET", "/api/old", url, **told(moved))
    assert answer.status == status
    return (answer.headers.get("Location") or "").removeprefix(url)


def assert_a_longer_name_is_no_path_of_the_api(url: str) -> None:
    """`/apiary` is the page's own."""
    assert b'"path"' not in ask(url, "GET", "/apiary", url).body


def assert_nobody_else_reads(url: str, prefix: str = "/api") -> None:
    """No other site reads the API or the page's files through this server, whatever is sent."""
    for path in (f"{prefix}/items", "/"):
        for status in (200, 500):
            answer = ask(url, "GET", path, STRANGER, **told(App(status, FOREIGN.headers)))
            assert "Access-Control-Allow-Origin" not in answer.headers, (path, status)
        preflight = {"Access_Control_Request_Method": "PUT"}
        answer = ask(url, "OPTIONS", path, STRANGER, **told(FOREIGN), **preflight)
        assert "Access-Control-Allow-Origin" not in answer.headers, path


def assert_only_the_page_opens_sockets(url: str, *, opens: bool = True) -> None:
    """CORS does not guard WebSockets: the proxy does, or opens none at all."""
    if opens:
        assert ask(url, "GET", "/api/socket", url, **HANDSHAKE).status == 101
    for origin in (STRANGER, "null", f"{url}.evil.example"):
        if opens:
            assert ask(url, "GET", "/api/socket", origin, **HANDSHAKE).status == 403, origin
        else:
            assert_no_socket(url, origin)


def assert_no_socket(url: str, origin: str, path: str = "/api/socket", **headers: str) -> None:
    """A handshake fails: with any status but the one that opens, or without an answer."""
    try:
        answer = ask(url, "GET", path, origin, **HANDSHAKE, **headers)
        assert answer.status != 101, (origin, headers)
    except (ConnectionError, TimeoutError):
        return


def assert_other_hosts_are_refused(url: str) -> None:
    """A name that strangers let point here (DNS rebinding) is not served."""
    for path in ("/", "/api/items"):
        answer = ask(url, "GET", path, None, Host="evil.example")
        # webpack-dev-server 4 says so with a 200.
        assert answer.status == 403 or answer.body == b"Invalid Host header", path
    host = f"evil.example:{urlsplit(url).port}"
    assert_no_socket(url, f"http://{host}", Host=host)
