"""Firefox's console lines find their tab."""

from __future__ import annotations

from typing import Any

from tools.recorder.firefox_console import Console


class _Tab:
    def __init__(self, identity: str, *urls: str) -> None:
        self.identity = identity
        self.urls = frozenset(urls)
        self.heard: list[str] = []

    def hear(self, item: dict[str, Any]) -> None:
        self.heard.append(item["t"])


def _line(text: str, category: str = "CORS") -> dict[str, Any]:
    return {"l": "error", "cat": category, "t": text}


def _two() -> tuple[_Tab, _Tab, Console]:
    one, two = _Tab("c000001", "ftp://b.test/x"), _Tab("c000002")
    return one, two, Console({1: one, 2: two})


def test_a_line_goes_where_its_url_says_even_against_its_window() -> None:
    one, two, console = _two()
    console.line(1, _line("blocked at http://b.test/c000002/0."))
    assert (one.heard, two.heard) == ([], ["blocked at http://b.test/c000002/0."])


def test_a_line_of_a_scenario_that_is_over_is_dropped() -> None:
    one, two, console = _two()
    console.line(1, _line("blocked at http://b.test/c000009/0."))
    assert (one.heard, two.heard) == ([], [])


def test_a_line_without_a_scenario_goes_by_window() -> None:
    _, two, console = _two()
    console.line(2, _line("forbidden header"))
    assert two.heard == ["forbidden header"]


def test_a_step_s_own_url_is_as_good_as_a_scenario_s_name() -> None:
    one, _, console = _two()
    console.line(0, _line("may not load ftp://b.test/x"))
    assert one.heard == ["may not load ftp://b.test/x"]


def test_a_claim_finds_its_line_whichever_comes_first() -> None:
    one, two, console = _two()
    console.line(0, _line("first the line"))
    console.claim(1, "first the line")
    console.claim(2, "first the claim")
    console.line(0, _line("first the claim"))
    assert (one.heard, two.heard) == (["first the line"], ["first the claim"])


def test_noise_is_dropped() -> None:
    _, two, console = _two()
    console.line(2, _line("x", category="chrome javascript"))
    console.line(2, _line("Synchronous XMLHttpRequest on the main thread is deprecated because"))
    assert two.heard == []
