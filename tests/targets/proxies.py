"""What every reverse proxy is held to, whichever it is: one proxy is one value of `Proxy`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.targets.export import Options, Upstream
from tests.servers.certificates import Authority
from tests.targets.corpus import ORIGIN, STRANGER, application, ask, differences
from tests.targets.layers import (
    Socket,
    Third,
    assert_closed,
    assert_foreign_headers_are_replaced,
    assert_paths_are_kept,
    assert_readable,
    assert_redirects_come_back,
    assert_sockets_are_guarded,
    assert_third_party_learns_nothing,
    at,
    seen,
    third_party,
)
from tests.targets.real import free_port
from tests.targets.systems import running

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy under test: its target, and the statuses that are its own choice.

    `dead` is what it answers where nobody is behind it, `distrusted` where the certificate behind
    it is nobody's that it knows. `keeps_connections` is whether it sends several requests to a
    third party over one connection.
    """

    target: str
    dead: int
    distrusted: int
    keeps_connections: bool = True

    def assert_corpus(self, folder: Path, file: str) -> None:
        """Before an application it answers as the corpus says."""
        with (
            application() as behind,
            running(self.target, folder, Options(upstream=at(behind)), file) as (url, made),
        ):
            assert differences(url, file, made.warnings) == []

    def assert_application_behind(self, folder: Path) -> None:
        """An application behind it keeps its paths and loses its own CORS headers."""
        with (
            application(Socket) as behind,
            running(self.target, folder, Options(upstream=at(behind))) as (url, _),
        ):
            assert_foreign_headers_are_replaced(url)
            assert_paths_are_kept(url)
            assert_sockets_are_guarded(url)
            assert_readable(ask(url, "OPTIONS", "/items", ORIGIN), 200)
            told = seen(ask(url, "GET", "/items", ORIGIN, X_Real_IP="203.0.113.7"))
            assert told["x-real-ip"] == "127.0.0.1"

    def assert_prefix(self, folder: Path) -> None:
        """A prefix is taken off on whole segments, and nothing is decoded."""
        with (
            application() as behind,
            running(
                self.target, folder, Options(upstream=at(behind), prefix="/api", strip=True)
            ) as (url, _),
        ):
            assert_paths_are_kept(url, "/api")
            assert_readable(ask(url, "GET", "/apiary", ORIGIN), 404)

    def assert_gateway_error(self, folder: Path, preflight: int = 204) -> None:
        """Its own gateway error is readable, and the preflight passes all the same."""
        with running(self.target, folder, Options(upstream=at(free_port()))) as (url, _):
            assert_readable(ask(url, "GET", "/items", ORIGIN), self.dead)
            assert_closed(ask(url, "GET", "/items", STRANGER))
            asked = ask(url, "OPTIONS", "/items", ORIGIN, Access_Control_Request_Method="PUT")
            assert_readable(asked, preflight)

    def assert_third_party(self, folder: Path) -> None:
        """A third party is verified, and learns nothing of our users."""
        authority = Authority(folder)
        own = folder / "proxy"
        own.mkdir()
        with third_party(authority.issue("localhost")) as behind:
            host = f"localhost:{behind}"
            upstream = Upstream.of(f"https://{host}")
            options = Options(
                upstream=upstream,
                third_party=True,
                prefix="/proxy",
                strip=True,
                certificates=str(authority.root),
            )
            with running(self.target, own, options) as (url, _):
                assert_third_party_learns_nothing(url, host, "/proxy")
                assert_redirects_come_back(url, str(upstream), "/proxy")
                assert_foreign_headers_are_replaced(url, "/proxy")
                if self.keeps_connections:
                    assert_connections_are_kept(url)

    def assert_distrust(self, folder: Path) -> None:
        """A third party whom nobody vouches for gets no request."""
        authority, other = Authority(folder), folder / "other"
        other.mkdir()
        with third_party(authority.issue("localhost")) as behind:
            options = Options(
                upstream=Upstream.of(f"https://localhost:{behind}"),
                third_party=True,
                certificates=str(Authority(other).root),
            )
            with running(self.target, other, options) as (url, _):
                assert_readable(ask(url, "GET", "/items", ORIGIN), self.distrusted)


def assert_connections_are_kept(url: str) -> None:
    """Ten requests take one new connection to the third party at most."""
    before = Third.connections
    for _ in range(10):
        assert_readable(ask(url, "GET", "/proxy/items", ORIGIN), 200)
    assert Third.connections - before <= 1
