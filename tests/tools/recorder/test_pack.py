"""A small recording covers what a large one shows."""

from __future__ import annotations

from typing import Any

from tools.recorder import pack


def _record(number: int, *, line: str = "", family: str = "acao") -> dict[str, Any]:
    return {
        "id": f"c{number}",
        "f": family,
        "page": {"o": "http://a.test"},
        "steps": [{"url": f"http://b.test/c{number}/0"}],
        "out": {
            "r": [{"ok": 0 if line else 1}],
            "net": [
                {"s": 0, "m": "GET", "o": "http://b.test", "p": "/0", "h": [["Accept", "*/*"]]}
            ],
            "con": [{"t": line}] if line else [],
            "iss": [{"code": "CorsIssue"}],
        },
    }


MANY = [_record(number) for number in range(50)]
RARE = _record(99, line="Access to fetch at 'http://b.test/c99/0' blocked")


def test_what_is_rare_is_kept() -> None:
    assert "c99" in pack.choose([[*MANY, RARE]], 3, 1)


def test_no_more_than_asked_for_are_kept() -> None:
    assert len(pack.choose([[*MANY, RARE]], 10, 2)) == 10


def test_lines_that_differ_in_urls_only_are_one() -> None:
    alike = [_record(n, line=f"blocked 'http://b.test/c{n}/0'") for n in range(100, 120)]
    chosen = pack.choose([[*MANY, *alike]], 4, 1)
    assert 1 <= sum(int(identity[1:]) >= 100 for identity in chosen) <= 3


def test_only_what_every_engine_has_is_chosen_from() -> None:
    failed = {**MANY[0], "out": {"drv": 1}}
    chosen = pack.choose([MANY, [failed, *MANY[1:5]]], 50, 1)
    assert chosen == {"c1", "c2", "c3", "c4"}


def test_reports_are_left_out_and_usual_values_counted_anew() -> None:
    meta, records = pack.slim({"browser": "Chrome/1", "const_headers": {}}, MANY[:2])
    assert meta["const_headers"] == {"accept": "*/*"}
    assert records[0]["out"]["net"][0]["h"] == ["Accept"]
    assert "iss" not in records[0]["out"]
    assert "iss" in MANY[0]["out"]
