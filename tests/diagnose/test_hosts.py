"""Exchanges with one server are those with one scheme, host and port."""

from __future__ import annotations

from corsac.core.messages import Exchange, WireRequest
from corsac.diagnose.hosts import authority_of, of_same_host
from tests.diagnose.story import OK


def at(url: str) -> Exchange:
    return Exchange(WireRequest("GET", url), OK)


def test_path_and_query_make_no_difference() -> None:
    one, two, other = at("https://a.example/x"), at("https://a.example/y?z"), at("http://a.example")
    assert of_same_host(one, (one, other, two)) == (one, two)


def test_what_is_no_url_is_with_nobody() -> None:
    assert authority_of(at("nowhere")) == ""
