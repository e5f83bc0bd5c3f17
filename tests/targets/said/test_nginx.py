"""Which lines of nginx a request meets."""

from __future__ import annotations

import pytest

from corsac.targets.defects.source import Kind, Source
from corsac.targets.said import Ask, Said, said

SITES = """\
map $http_origin $cors { default ""; }
server {
    server_name a.example;
    listen 80;
    add_header Access-Control-Allow-Origin a-plain;
}
server {
    server_name a.example *.b.example .c.example d.* "~^e[0-9]\\.example$";
    listen 443 ssl;
    add_header Access-Control-Allow-Origin server;
    location / { add_header Access-Control-Allow-Origin slash; }
    location /api/ {
        add_header Access-Control-Allow-Origin api;
        location /api/deep { add_header Access-Control-Allow-Origin deep; }
        if ($request_method = OPTIONS) {
            add_header Access-Control-Allow-Origin preflight;
            return 204;
        }
        if ($http_origin = "https://a.example") {
            add_header Access-Control-Allow-Origin chosen;
        }
    }
    location = /api/exact { add_header Access-Control-Allow-Origin exact; }
    location ^~ /files/ { add_header Access-Control-Allow-Origin files; }
    location ~ \\.php$ { add_header Access-Control-Allow-Origin php; }
    location ~* \\.JPG$ { add_header Access-Control-Allow-Origin jpg; }
    location @named { add_header Access-Control-Allow-Origin named; }
}
server {
    server_name other.example;
    listen 127.0.0.1:443;
    add_header Access-Control-Allow-Origin other;
}
"""


def ask(host: str, path: str, *, port: int = 443, preflight: bool = False) -> Said:
    """Read what the sites say to a request."""
    source = Source("sites.conf", SITES, Kind.NGINX)
    return said(source, Ask(host, port, path, preflight))


def values(found: Said) -> list[str | None]:
    """Give what it sends, without what may come from anywhere."""
    return [each.value for each in found.sayings if each.value != "named"]


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/", ["slash"]),
        ("/api/items", ["api", "chosen"]),
        ("/api/deep/down", ["deep", "chosen"]),
        ("/api/exact", ["exact"]),
        ("/files/a.php", ["files"]),
        ("/a.php", ["php"]),
        ("/a.jpg", ["jpg"]),
    ],
)
def test_the_location_is_chosen_as_nginx_does(path: str, sent: list[str]) -> None:
    found = ask("a.example", path)
    assert values(found) == sent
    assert not found.answers


def test_a_preflight_is_answered_by_its_block() -> None:
    found = ask("a.example", "/api/items", preflight=True)
    assert values(found) == ["preflight"]
    assert found.answers
    assert values(ask("a.example", "/a.php", preflight=True)) == ["php"]


@pytest.mark.parametrize(
    ("host", "port", "sent"),
    [
        ("A.example", 443, "slash"),
        ("a.example", 80, "a-plain"),
        ("x.b.example", 443, "slash"),
        ("b.example", 80, "a-plain"),  # nobody's name: the port decides
        ("c.example", 443, "slash"),
        ("x.c.example", 443, "slash"),
        ("d.test", 443, "slash"),
        ("e7.example", 443, "slash"),
        ("other.example", 443, "other"),
        ("other.example", 8443, "other"),  # the port that is outside a container
    ],
)
def test_the_server_is_chosen_by_name_then_by_port(host: str, port: int, sent: str) -> None:
    found = ask(host, "/", port=port)
    assert sent in values(found)


def test_without_any_name_every_server_may_answer() -> None:
    text = 'server { location /a { add_header Access-Control-Allow-Origin "*"; } }'
    found = said(Source("a.conf", text, Kind.NGINX), Ask("a.example", 443, "/a"))
    assert values(found) == ["*"]
    assert values(said(Source("a.conf", text, Kind.NGINX), Ask("a.example", 443, "/b"))) == []


def test_what_stands_outside_of_servers_is_met() -> None:
    text = "add_header Access-Control-Allow-Origin $cors;\nadd_header X-A b;"
    found = said(Source("snippet.conf", text, Kind.NGINX), Ask("a.example", 443, "/"))
    assert [(each.value, each.span.line) for each in found.sayings] == [(None, 1)]


def test_other_parts_of_the_file_are_elsewhere() -> None:
    found = ask("a.example", "/a.php")
    lines = SITES.splitlines()
    told = {lines[each.line - 1].strip().partition(" {")[0] for each in found.elsewhere}
    others = {"location /", "location /api/", "location = /api/exact", "location ^~ /files/"}
    assert others | {"server", "location ~* \\.JPG$"} <= told
    assert not {"location ~ \\.php$", "location @named", "map $http_origin $cors"} & told


def test_an_expression_that_only_pcre_reads_may_be_for_any_host_and_path() -> None:
    text = (
        'server { server_name "~(*"; location ~ (* { add_header Access-Control-Allow-Origin 1; } }'
    )
    assert values(said(Source("a.conf", text, Kind.NGINX), Ask("a.example", 443, "/a"))) == ["1"]


def test_an_included_file_is_elsewhere_only_where_nothing_else_includes_it() -> None:
    text = (
        "server { server_name a.example; "
        "location /a { include one.conf; } location /b { include one.conf; include two.conf; } }"
    )
    one = Source("one.conf", "add_header Access-Control-Allow-Origin 1;", Kind.NGINX)
    two = Source("two.conf", "add_header Access-Control-Allow-Methods 2;", Kind.NGINX)
    includes = {"one.conf": (one,), "two.conf": (two,)}
    source = Source("a.conf", text, Kind.NGINX, includes=includes)
    found = said(source, Ask("a.example", 443, "/a"))
    assert values(found) == ["1"]
    assert {each.file for each in found.elsewhere} == {"a.conf", "two.conf"}
