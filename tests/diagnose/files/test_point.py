"""Findings are pointed at the defects that made them, and at both layers where two answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corsac.core.findings import Confidence
from corsac.core.messages import Exchange, WireRequest
from corsac.diagnose.files.layers import File, arrange
from corsac.diagnose.files.point import Files, ask_of, pointed
from corsac.targets.defects import examine
from corsac.targets.defects.source import Kind, Source
from corsac.targets.said import Ask, said
from tests.diagnose.files.scenes import (
    ALLOW,
    ORIGIN,
    Scene,
    answer,
    finding,
    notes,
    places,
    preflight,
)

TWICE = answer((ALLOW, ORIGIN), (ALLOW, ORIGIN))
NGINX = """\
server {
    server_name api.example;
    location / {
        if ($request_method = OPTIONS) { add_header X-A b; return 204; }
        add_header Access-Control-Allow-Origin "https://app.example" always;
        proxy_pass http://app:8000;
    }
}
"""
FASTAPI = """\
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://app.example"],
    allow_methods=["GET"],
)
"""
BOTH = {"site.conf": NGINX, "main.py": FASTAPI}
MENDED = ["site.conf:5 nginx", "main.py:6 FastAPI", "site.conf:6 nginx CORS209"]


def test_two_layers_are_named_and_the_mend_comes_first() -> None:
    found = Scene(BOTH, TWICE).point(replace(finding(12), fixes=()))
    assert places(found) == MENDED
    assert notes(found) == ["nginx and FastAPI both answer CORS: one of them should"]
    assert found.confidence is Confidence.HIGH
    assert str(found.fixes[0].title) == "hide what it says of CORS"


def test_a_check_of_something_else_sees_the_double_too() -> None:
    assert places(Scene(BOTH, TWICE).point(finding(301))) == MENDED


def test_one_layer_alone_may_be_known() -> None:
    found = Scene({"site.conf": NGINX}, TWICE).point(finding(12))
    assert places(found) == [MENDED[0], MENDED[2]]
    assert notes(found) == []


def test_two_lines_of_one_layer_need_nobody_behind() -> None:
    twice = NGINX.replace("always;", 'always; add_header Access-Control-Allow-Origin "*" always;')
    found = Scene({"site.conf": twice}, answer((ALLOW, ORIGIN), (ALLOW, "*"))).point(finding(12))
    assert places(found) == ["site.conf:5 nginx", "site.conf:5 nginx"]


def test_what_a_layer_says_itself_decides() -> None:
    asked = (("nginx", TWICE), ("FastAPI", TWICE))
    found = Scene(BOTH, TWICE, heard=asked).point(finding(12))
    assert places(found) == ["main.py:6 FastAPI"]
    asked = (("nginx", TWICE), ("FastAPI", answer()))
    found = Scene(BOTH, TWICE, heard=asked).point(finding(12))
    assert places(found) == ["site.conf:5 nginx"]
    asked = (("nginx", TWICE), ("FastAPI", answer((ALLOW, ORIGIN))))
    found = Scene(BOTH, TWICE, heard=asked).point(finding(12))
    assert places(found) == MENDED
    assert notes(found)[0] == f"nginx adds {ALLOW}: {ORIGIN}"


def test_a_preflight_that_the_server_answers_is_not_the_applications() -> None:
    scene = Scene(BOTH, answer(status=204), preflight())
    found = scene.point(finding(29))
    assert places(found) == ["site.conf:4 nginx CORS202"]
    found = scene.point(finding(40, "Access-Control-Allow-Methods"))
    assert "main.py" not in " ".join(notes(found))


def test_a_defect_of_another_place_is_not_blamed() -> None:
    text = f"{NGINX}server {{ server_name b.example; add_header {ALLOW} $http_origin; }}"
    found = Scene({"site.conf": text}, answer((ALLOW, ORIGIN))).point(finding(101))
    assert places(found) == []
    there = Scene(
        {"site.conf": text}, answer((ALLOW, ORIGIN)), WireRequest("GET", "https://b.example/")
    )
    assert places(there.point(finding(101))) == ["site.conf:9 nginx CORS208"]


def test_a_defect_counts_where_the_answer_has_its_value() -> None:
    text = NGINX.replace('"https://app.example"', '"https://a.example https://b.example"')
    scene = Scene({"site.conf": text}, answer((ALLOW, "https://a.example https://b.example")))
    assert places(scene.point(finding(13))) == ["site.conf:5 nginx CORS215"]
    other = Scene({"site.conf": text}, answer((ALLOW, "https://c.example,")))
    assert places(other.point(finding(13))) == []


def test_the_defects_of_an_included_file_have_its_line() -> None:
    inner = Source("cors.conf", f"\tadd_header {ALLOW} $http_origin;\n", Kind.NGINX)
    source = Source("a.conf", "include cors.conf;", Kind.NGINX, includes={"cors.conf": (inner,)})
    behind = Files(arrange([File(source, examine(source))]), said, {})
    exchange = Exchange(WireRequest("GET", "https://api.example/"), answer((ALLOW, ORIGIN)))
    (found,) = pointed([finding(101)], [exchange], behind)
    assert [(each.line, each.code) for each in found.culprits] == [
        (f" add_header {ALLOW} $http_origin;", "CORS208")
    ]


@pytest.mark.parametrize("number", [80, 12])
def test_what_no_file_makes_and_what_has_no_place_is_left_alone(number: int) -> None:
    found = replace(finding(number, ""), where=None)
    assert Scene(BOTH, TWICE).point(found) == found
    far = finding(12, at=7)
    assert Scene(BOTH, TWICE).point(far) == far


@pytest.mark.parametrize(
    ("method", "url", "ask"),
    [
        ("GET", "http://a.example/b?c", Ask("a.example", 80, "/b")),
        ("OPTIONS", "https://a.example", Ask("a.example", 443, "/", preflight=True)),
        ("GET", "wss://a.example:8/x", Ask("a.example", 8, "/x")),
        ("GET", "", Ask("", 80, "/")),
    ],
)
def test_a_request_is_told_by_its_url(method: str, url: str, ask: Ask) -> None:
    assert ask_of(Exchange(WireRequest(method, url), answer())) == ask
