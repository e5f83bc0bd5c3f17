"""Reading the list of exposed headers, the standard's way and Firefox's."""

from __future__ import annotations

from corsac.browser.exposed import firefox_exposed, standard_exposed


def test_all_lines_are_one_list() -> None:
    for read in (standard_exposed, firefox_exposed):
        assert read(("X-A, ,x-b", "*")) == {"x-a", "x-b", "*"}
        assert read(()) == frozenset()


def test_one_malformed_name_spoils_the_list_but_not_firefoxs_wildcard() -> None:
    assert standard_exposed(("*, x a",)) == frozenset()
    assert firefox_exposed(("*, x-a, x a",)) == {"*"}
    assert firefox_exposed(("x a, *",)) == frozenset()
