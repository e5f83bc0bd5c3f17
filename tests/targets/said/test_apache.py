"""Which lines of Apache a request meets."""

from __future__ import annotations

import pytest

from corsac.targets.defects.source import Kind, Source
from corsac.targets.said import Ask, Said, said

SITES = """\
Header set Access-Control-Allow-Origin top
<VirtualHost *:80>
    ServerName a.example:80
    ServerAlias *.a.example
    Header set Access-Control-Allow-Origin a
    <Location /api>
        Header set Access-Control-Allow-Origin api
    </Location>
    <Location ~ "^/old">
        Header set Access-Control-Allow-Origin old
    </Location>
    <LocationMatch "[">
        Header set Access-Control-Allow-Origin unreadable
    </LocationMatch>
    <IfModule mod_headers.c>
        Header set Access-Control-Allow-Origin %{ORIGIN}e env=ORIGIN
    </IfModule>
</VirtualHost>
<VirtualHost *:80>
    ServerName b.example
    <Proxy>
    Header set Access-Control-Allow-Origin b
    </Proxy>
</VirtualHost>
"""


def ask(host: str, path: str) -> Said:
    """Read what the sites say to a request."""
    return said(Source("sites.conf", SITES, Kind.APACHE), Ask(host, 80, path))


@pytest.mark.parametrize(
    ("host", "path", "sent"),
    [
        ("a.example", "/", ["top", "a", "unreadable", None]),
        ("x.a.example", "/api", ["top", "a", "api", "unreadable", None]),
        ("A.example", "/api/x", ["top", "a", "api", "unreadable", None]),
        ("a.example", "/apis", ["top", "a", "unreadable", None]),
        ("a.example", "/old/x", ["top", "a", "old", "unreadable", None]),
        ("b.example", "/", ["top", "b"]),
        ("c.example", "/", ["top", "a", "unreadable", None, "b"]),
    ],
)
def test_the_host_and_the_path_choose(host: str, path: str, sent: list[str | None]) -> None:
    assert [each.value for each in ask(host, path).sayings] == sent


def test_other_hosts_are_elsewhere() -> None:
    lines = {each.line for each in ask("b.example", "/").elsewhere}
    assert {2, 3, 5, 7} <= lines
    assert not lines & {1, 19, 20, 22}
