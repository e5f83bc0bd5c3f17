"""The short form of a scenario, written out."""

from __future__ import annotations

from tools.truth import made


def test_what_is_not_said_is_usual() -> None:
    assert made.scenario({"id": "k1", "act": [["X-A", "1"]]}, "claims") == {
        "id": "k1",
        "f": "claims",
        "page": {"o": "https://a.test"},
        "steps": [{"url": "https://b.test/k1/0"}],
        "server": {"0": {"act": {"st": 200, "h": [["X-A", "1"]], "b": "ok"}}},
    }


def test_what_is_said_counts() -> None:
    table = {
        "id": "k2",
        "page": "http://a.test",
        "kind": "sandbox",
        "steps": [{"url": "http://c.test/{id}/x", "method": "PUT"}],
        "pre": [["X-B", "{id}"]],
        "ck": [{"host": "c.test", "n": "s", "v": "1"}],
    }
    full = made.scenario(table, "differences")
    assert full["page"] == {"o": "http://a.test", "k": "sandbox"}
    assert full["steps"] == [{"url": "http://c.test/k2/x", "method": "PUT"}]
    assert full["server"]["0"]["pre"] == {"st": 204, "h": [["X-B", "k2"]]}
    assert full["ck"] == table["ck"]
