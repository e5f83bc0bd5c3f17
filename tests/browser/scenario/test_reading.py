"""Scenarios from JSON."""

from __future__ import annotations

from typing import Any

import pytest

from corsac.browser.request import Api, BodyKind
from corsac.browser.scenario.reading import ScenarioError, read_scenario


def line(step: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"id": "c1", "page": {"o": "https://a.test"}, "steps": [{"url": "/x", **step}], **more}


def test_a_step_becomes_a_request() -> None:
    step = {
        "api": "xhr",
        "headers": [["A", "1"]],
        "body": {"k": "usp", "v": [["a", "b c"]]},
        "uploadEvents": 1,
        "getHeaders": ["x-a"],
    }
    scenario = read_scenario(line(step, wait=500))
    request = scenario.steps[0].request
    assert (request.api, request.upload_listener, request.headers) == (Api.XHR, True, (("A", "1"),))
    assert request.body is not None
    assert (request.body.kind, request.body.data) == (BodyKind.USP, b"a=b+c")
    assert scenario.steps[0].get_headers == ("x-a",)
    assert scenario.page.url == "https://a.test/_p/top"


def test_bodies_of_all_sorts() -> None:
    def body(value: object, **more: object) -> bytes:
        scenario = read_scenario(line({"body": {"k": "text", "v": value, **more}}))
        found = scenario.steps[0].request.body
        return b"" if found is None else found.data

    assert body("x", rep=3) == b"xxx"
    assert body(7) == b"7"
    assert body(None) == b""


def test_pages_have_the_recorders_addresses() -> None:
    def url(kind: str) -> str | None:
        page = {"o": "https://a.test", "k": kind}
        return read_scenario(line({}, page=page)).page.url

    assert url("worker") == "https://a.test/_p/r.js#w"
    assert url("blob") == "https://a.test/"
    assert url("x-https://b.test") == "https://b.test/_p/inner"


def test_cookies_are_below_the_scenarios_path() -> None:
    cookie = {"host": "a.test", "n": "a", "v": "1", "ss": "Lax", "sec": 1}
    stored = read_scenario(line({}, ck=[cookie])).cookies[0]
    assert (stored.path, stored.same_site, stored.secure) == ("/c1/", "Lax", True)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({}, "id: missing"),
        ({"id": "c1"}, "page: expected an object"),
        ({"id": "c1", "page": {"o": "https://a.test"}}, "steps: missing"),
        (line({"api": "telepathy"}), "'telepathy' is none of fetch"),
        (line({"body": {"k": "text", "v": {}}}), "expected a string, a number or pairs"),
        (line({"url": 1}), r"steps\[0\].url: expected a string"),
    ],
    ids=range(6),
)
def test_what_is_no_scenario_is_told(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        read_scenario(wrong)
