"""What holds for every development server whose proxy an export configures."""

from __future__ import annotations

from corsac.core.headers import Headers
from tests.exchanges.loader import App
from tests.targets.corpus import STRANGER, ask, asking
from tests.targets.layers import FOREIGN, HANDSHAKE, seen


def told(app: App) -> dict[str, str]:
    return {name.replace("-", "_"): value for name, value in asking(app).items()}


def assert_the_api_has_the_pages_origin(url: str, upstream: str, prefix: str = "/api") -> None:
    """The page reads the API without CORS, and keeps paths, cookies and redirects."""
    for path in (f"{prefix}/items?q=%20", f"{prefix}/a%2Fb", prefix):
        answer = ask(url, "GET", path, url)
        assert answer.status == 200
        assert seen(answer)["path"] == path
        assert seen(answer)["host"] == upstream.removeprefix("http://")
    for method in ("OPTIONS", "PUT", "DELETE", "PATCH"):
        assert seen(ask(url, method, f"{prefix}/items", url))["path"] == f"{prefix}/items"
    for status in (401, 404, 500):
        assert ask(url, "GET", f"{prefix}/items", url, **told(App(status))).status == status
    moved = App(302, Headers.of([("Location", f"{upstream}{prefix}/new")]))
    answer = ask(url, "GET", f"{prefix}/old", url, **told(moved))
    assert (answer.headers.get("Location") or "").removeprefix(url) == f"{prefix}/new"
    cookie = App(200, Headers.of([("Set-Cookie", "a=1; Domain=api.example; Path=/")]))
    answer = ask(url, "GET", f"{prefix}/login", url, **told(cookie))
    assert (answer.headers.get("Set-Cookie") or "").replace(" ", "") == "a=1;Path=/"


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


def assert_only_the_page_opens_sockets(url: str, path: str = "/api/socket") -> None:
    """CORS does not guard WebSockets: the proxy does."""
    assert ask(url, "GET", path, url, **HANDSHAKE).status == 101
    for origin in (STRANGER, "null", f"{url}.evil.example"):
        assert ask(url, "GET", path, origin, **HANDSHAKE).status == 403, origin


def assert_other_hosts_are_refused(url: str) -> None:
    """A name that strangers let point here (DNS rebinding) is not served."""
    assert ask(url, "GET", "/", None, Host="evil.example").status == 403
    assert ask(url, "GET", "/api/items", None, Host="evil.example").status == 403
