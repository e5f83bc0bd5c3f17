"""Files are put into layers as the user names them, or as their systems stand."""

from __future__ import annotations

import pytest

from corsac.diagnose.files.layers import File, Named, arrange, name_of
from corsac.targets.defects.source import Kind, Source

NGINX = File(Source("site.conf", "server {}", Kind.NGINX))
DJANGO = File(Source("app/settings.py", "CORS_X = corsheaders", Kind.PYTHON))
EXPRESS = File(Source("server.js", "require('express')", Kind.JAVASCRIPT))
PAGE = File(Source("index.html", "fetch()", Kind.MARKUP))


def told(files: list[File], *named: Named) -> list[tuple[str, list[str]]]:
    """Give the layers' names, and those of their files."""
    return [(x.name, [each.source.name for each in x.files]) for x in arrange(files, named)]


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        (Kind.NGINX, "", "nginx"),
        (Kind.APACHE, "", "Apache"),
        (Kind.PYTHON, "from fastapi import FastAPI", "FastAPI"),
        (Kind.PYTHON, "from flask_cors import CORS", "Flask"),
        (Kind.PYTHON, "x = 1", "Python"),
        (Kind.JAVASCRIPT, "require('@koa/cors')", "Koa"),
        (Kind.JAVASCRIPT, 'require("koa")', "Koa"),
        (Kind.JAVASCRIPT, 'import { Hono } from "hono";', "Hono"),
        (Kind.JAVASCRIPT, "// in honour of", "JavaScript"),
        (Kind.TYPESCRIPT, "createServer(f).listen(80)", "Node.js"),
        (Kind.JAVASCRIPT, "fetch('/items')", "JavaScript"),
        (Kind.GO, "", "Go"),
        (Kind.MARKUP, "", "page"),
    ],
)
def test_a_system_is_named_by_its_file(kind: Kind, text: str, name: str) -> None:
    assert name_of(Source("file", text, kind)) == name


def test_servers_stand_before_applications() -> None:
    expected = [("nginx", ["site.conf"]), ("Django", ["app/settings.py"])]
    assert told([DJANGO, NGINX]) == expected


@pytest.mark.parametrize("names", [("nginx", "django"), ("edge", "app"), ("web-1", "web-2")])
def test_names_are_taken_as_meant(names: tuple[str, str]) -> None:
    layers = told([DJANGO, NGINX], *(Named(each) for each in names))
    assert layers == [(names[0], ["site.conf"]), (names[1], ["app/settings.py"])]


def test_a_name_may_be_of_the_other_place() -> None:
    assert told([DJANGO, NGINX], Named("backend")) == [
        ("nginx", ["site.conf"]),
        ("backend", ["app/settings.py"]),
    ]
    assert told([DJANGO, NGINX], Named("nginx")) == [
        ("nginx", ["site.conf"]),
        ("Django", ["app/settings.py"]),
    ]
    assert told([DJANGO], Named("edge"), Named("app")) == [
        ("edge", []),
        ("app", ["app/settings.py"]),
    ]


def test_files_and_folders_are_named_outright() -> None:
    named = (Named("one", ("server.js",)), Named("two", ("app/",)))
    assert told([DJANGO, EXPRESS], *named) == [
        ("one", ["server.js"]),
        ("two", ["app/settings.py"]),
    ]


def test_an_address_of_its_own_is_the_applications() -> None:
    inner = Named("127.0.0.1:8000", address="http://127.0.0.1:8000/")
    layers = arrange([NGINX, DJANGO], [inner])
    assert [(x.name, x.address) for x in layers] == [
        ("nginx", ""),
        ("127.0.0.1:8000", "http://127.0.0.1:8000/"),
    ]
    assert told([NGINX], inner) == [("nginx", ["site.conf"]), ("127.0.0.1:8000", [])]


def test_what_is_left_comes_last() -> None:
    assert told([PAGE, EXPRESS], Named("api", ("server.js",))) == [
        ("api", ["server.js"]),
        ("page", ["index.html"]),
    ]
