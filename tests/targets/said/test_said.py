"""Each language has its reader, and what answers no request has none."""

from __future__ import annotations

import pytest

from corsac.targets.defects.source import Kind, Source, SourceError
from corsac.targets.said import Ask, Said, said

ASK = Ask("api.example", 443, "/items")
ORIGIN = "access-control-allow-origin"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.NGINX, 'add_header Access-Control-Allow-Origin "https://a.example";'),
        (Kind.APACHE, 'Header set Access-Control-Allow-Origin "https://a.example"'),
        (Kind.PYTHON, 'r.headers["Access-Control-Allow-Origin"] = "https://a.example"'),
        (Kind.JAVASCRIPT, "res.setHeader('Access-Control-Allow-Origin', 'https://a.example')"),
        (Kind.GO, 'func f() { h.Set("Access-Control-Allow-Origin", "https://a.example") }'),
    ],
)  # fmt: skip
def test_each_language_says_what_it_sends(kind: Kind, text: str) -> None:
    found = said(Source("file", text, kind), ASK)
    assert [(each.header, each.value) for each in found.sayings] == [(ORIGIN, "https://a.example")]
    assert len(found.readings) == 1


def test_what_answers_no_request_says_nothing() -> None:
    text = '{"proxy": "Access-Control-Allow-Origin"}'
    assert said(Source("package.json", text, Kind.PACKAGE), ASK) == Said()


def test_what_can_not_be_read_is_an_error() -> None:
    with pytest.raises(SourceError):
        said(Source("a.conf", "add_header Access-Control-Allow-Origin", Kind.NGINX), ASK)
