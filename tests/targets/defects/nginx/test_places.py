"""What a level of an nginx configuration is for."""

from __future__ import annotations

import pytest

from corsac.targets.defects.nginx import places
from corsac.targets.defects.nginx.tree import Config, Level, read
from corsac.targets.defects.source import Kind, Source


def config(text: str) -> Config:
    return read(Source("a.conf", text, Kind.NGINX))


def place(text: str) -> Level:
    return next(x for x in config(text).levels if x.name == "location")


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("location = /50x.html { }", True),
        ("location = /upload { }", False),
        (r"location ~* \.(?:css|js)$ { }", True),
        ("location ~ ^/api { }", False),
        ("location /a { internal; }", True),
        ("location /a.js { }", False),
    ],
)
def test_a_location_is_for_a_file_or_for_more(text: str, *, one: bool) -> None:
    assert places.serves_a_file(place(text)) is one


def test_the_file_itself_is_no_location() -> None:
    assert not places.serves_a_file(config("root /srv;").levels[0])


def test_modules_answer_by_themselves() -> None:
    assert places.is_handled(place("location / { content_by_lua_block { ngx.say(1) } }"))
    assert places.is_handled(place("location / { stub_status; }"))
    assert not places.is_handled(place("location / { proxy_pass http://a; }"))


@pytest.mark.parametrize(
    ("around", "errors"),
    [("error_page 404 @a;", True), ("try_files $uri @a;", False), ("", False),
     ("error_page 404 @a; try_files $uri @a;", False)],
)  # fmt: skip
def test_a_named_location_takes_errors_or_more(around: str, *, errors: bool) -> None:
    tree = config(f"server {{ {around} location @a {{ }} }}")
    (named,) = (x for x in tree.levels if x.name == "location")
    assert places.takes_errors(tree, named) is errors
    assert not places.takes_errors(tree, tree.levels[0])


@pytest.mark.parametrize(
    ("text", "outside"),
    [("http { }", True), ("map $a $b { }", True), ("server { }", True), ("location / { }", False)],
)
def test_what_holds_servers_and_maps_is_http(text: str, *, outside: bool) -> None:
    tree = config(text)
    level = next((x for x in tree.levels if x.name == "http"), tree.levels[0])
    assert places.in_http(level) is outside
