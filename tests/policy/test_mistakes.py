"""Mistakes: the place, the value without secrets, the reason, the mend."""

from __future__ import annotations

import pickle

from corsac.core.findings import Span, Text
from corsac.policy.mistakes import LONGEST, Collector, Mistake, PolicyError, mask, placed, show

MISTAKE = Mistake(("routes", 0, "allow_origins", 2), "'x'", Text("is bad"), Text("mend it"), "bad")


def test_the_place_reads_like_code() -> None:
    assert MISTAKE.field == "routes[0].allow_origins[2]"
    assert MISTAKE.below("policy").field == "policy.routes[0].allow_origins[2]"


def test_one_is_told_with_its_mend() -> None:
    told = "routes[0].allow_origins[2]: 'x' is bad [bad]\n  = help: mend it"
    assert str(MISTAKE) == MISTAKE.told() == told


def test_all_of_them_are_printed() -> None:
    error = PolicyError(
        [MISTAKE, Mistake(("max_age",), "", Text("is missing"), Text("add it"), "m")]
    )
    assert str(error) == (
        "the policy has 2 mistakes\n"
        "routes[0].allow_origins[2]: 'x' is bad [bad]\n"
        "  = help: mend it\n"
        "max_age: is missing [m]\n"
        "  = help: add it"
    )


def test_the_error_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(PolicyError([MISTAKE], "text")))  # noqa: S301 -- its own bytes
    assert (error.mistakes, error.source) == ((MISTAKE,), "text")


def at(line: int, column: int, end: int, end_line: int = 0) -> PolicyError:
    span = Span("corsac.toml", line, column, end_line or line, end)
    source = 'a = 1\nallow_origins = ["https://u:pw@foo.com"]\nb\t= [\n  2,\n]\n' + "x" * 300 + "\n"
    return PolicyError(placed([MISTAKE], lambda _: span), source)


def test_carets_stand_under_the_span() -> None:
    assert str(at(1, 5, 6)).splitlines()[2:] == [
        "  |",
        "  | a = 1",
        "  |     ^",
        "  = help: mend it",
    ]


def test_a_span_over_lines_is_shown_on_its_first() -> None:
    assert str(at(3, 5, 2, end_line=5)).splitlines()[3:5] == ["  | b = [", "  |     ^"]


def test_a_password_is_not_in_the_excerpt() -> None:
    lines = str(at(2, 18, 40)).splitlines()
    assert lines[3] == '  | allow_origins = ["https://***@foo.com"]'
    assert lines[4] == "  = help: mend it"


def test_a_long_line_is_shown_around_the_span() -> None:
    line = str(at(6, 200, 203)).splitlines()[3]
    assert 60 < len(line) < 140


def test_a_place_outside_the_text_has_no_excerpt() -> None:
    assert str(at(90, 1, 2)).splitlines()[2:] == ["  = help: mend it"]


def test_a_mistake_of_the_whole_text_names_no_field() -> None:
    mistake = Mistake((), "", Text("is no TOML"), Text("mend it"), "toml", Span("f", 1, 1, 1, 2))
    assert str(PolicyError([mistake], "?")).splitlines()[1] == "f:1:1: is no TOML [toml]"


def test_a_value_is_shown_short_and_without_password() -> None:
    assert show("https://me:secret@foo.com") == "'https://***@foo.com'"
    assert show(["https://me:secret@foo.com"]) == "['https://***@foo.com']"
    assert len(show("x" * 10**6)) < LONGEST
    assert len(show(["x" * 1000])) < LONGEST
    assert show(7) == "7"


def test_a_value_that_can_not_be_shown_is_named_by_its_type() -> None:
    class Sullen:
        def __repr__(self) -> str:
            raise RuntimeError

    assert show(Sullen()) == "<Sullen>"


def test_only_what_is_before_the_at_is_masked() -> None:
    assert mask("me@foo.com and https://a.b") == "***@foo.com and https://a.b"


def test_a_collector_further_in_fills_the_same_list() -> None:
    found: list[Mistake] = []
    Collector(found).at("a", 0).add("code", None, Text("r"), Text("m"))
    assert [(mistake.field, mistake.value) for mistake in found] == [("a[0]", "")]
