"""A scenario from its first step to its last."""

from __future__ import annotations

from typing import Any

from corsac.browser import Settings
from corsac.browser.profiles import find_profile
from corsac.browser.scenario.reading import read_scenario
from corsac.browser.scenario.run import run_scenario

PUT = {"url": "http://b.test/c1/0", "method": "PUT"}
ALLOWS = {
    "st": 204,
    "h": [
        ["Access-Control-Allow-Origin", "*"],
        ["Access-Control-Allow-Methods", "PUT"],
        ["Access-Control-Max-Age", "60"],
    ],
}
ACTUAL = {"st": 200, "h": [["Access-Control-Allow-Origin", "*"]], "b": "ok"}


def run(steps: list[dict[str, Any]], engine: str = "chromium", **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- JSON
    line = {
        "id": "c1",
        "page": {"o": "http://a.test"},
        "steps": steps,
        "server": {"0": {"pre": ALLOWS, "act": ACTUAL}},
        **more,
    }
    return run_scenario(read_scenario(line), find_profile(engine), Settings())


def test_steps_share_caches_and_time_passes() -> None:
    out = run([PUT, PUT, PUT], wait=50_000)
    assert [(entry["s"], entry["m"]) for entry in out["net"]] == [
        (0, "OPTIONS"),
        (0, "PUT"),
        (1, "PUT"),
        (2, "OPTIONS"),
        (2, "PUT"),
    ]


def test_only_requests_of_the_scenario_are_listed() -> None:
    out = run([{"url": "http://b.test/elsewhere"}, {"url": "http://nx.invalid/c1/0"}])
    assert out["net"] == []
    assert [result["ok"] for result in out["r"]] == [0, 0]


def test_broken_connections_are_tried_as_often_as_the_engine_does() -> None:
    for engine in ("chromium", "firefox"):
        out = run([PUT], engine, server={"0": {"pre": ALLOWS, "act": {"close": 1}}})
        tries = find_profile(engine).retries_unsafe + 1
        assert [entry["m"] for entry in out["net"]] == ["OPTIONS", *["PUT"] * tries]


def test_cookies_are_there_beforehand() -> None:
    cookie = {"host": "b.test", "n": "a", "v": "1", "ss": "None", "sec": 1}
    step = {"url": "https://b.test/c1/0", "credentials": "include"}
    out = run([step], ck=[cookie], page={"o": "https://a.test"})
    assert ["Cookie", "a=1"] in out["net"][0]["h"]
