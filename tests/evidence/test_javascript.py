"""JavaScript's literals, and nothing else of it."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.evidence.javascript import Call, Reader
from corsac.evidence.pasted import EvidenceError

LITERALS: list[tuple[str, object]] = [
    ('"a\\n\\u00e9\\x41\\u{1F98A}"', "a\né" + "A" + "🦊"),
    ("'it\\'s'", "it's"),
    ("`plain`", "plain"),
    ('"a\\\nb"', "ab"),
    ('"\\ud83e\\udd8a"', "🦊"),
    ('"\\ud83e"', "\ufffd"),
    ('"\\u{ffffff}"', "\ufffd"),
    ("12", 12),
    ("-1.5e3", -1500.0),
    ("0xFF", 255),
    ("true", True),
    ("null", None),
    ("undefined", None),
    ("[1, 'b', [], {}]", [1, "b", [], {}]),
    ("{a: 1, 'b-c': 2, \"d\": {e: [true,]},}", {"a": 1, "b-c": 2, "d": {"e": [True]}}),
    ("// note\n /* more */ {a /* x */ : 1}", {"a": 1}),
    ("JSON . stringify({a: 1})", Call("JSON.stringify", ({"a": 1},))),
    ("new Headers()", Call("Headers", ())),
]


@pytest.mark.parametrize(("text", "value"), LITERALS)
def test_literals(text: str, value: object) -> None:
    assert Reader(text).value() == value


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    )
)
def test_json_is_javascript(value: object) -> None:
    for ascii_only in (True, False):
        text = json.dumps(value, ensure_ascii=ascii_only)
        if "__proto__" not in text and "\u2028" not in text:
            assert Reader(text).value() == json.loads(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("`https://a/${id}`", "template string"),
        ("url", "url is a variable"),
        ("config.url", "config.url is a variable"),
        ("'a' + b", "an expression"),
        ("{method}", "method is a variable"),
        ("{...options}", "spreads"),
        ("'open", "never closed"),
        ("[1 2]", "an expression"),
        ("[1", "comma"),
        ("[1,", "ends too early"),
        ("{1: 2, =}", "name of a member"),
        ("?", "no literal"),
        ("new", "this is a variable"),
        ("[" * 60, "nested too deeply"),
    ],
)
def test_what_only_the_page_knows_is_refused(text: str, reason: str) -> None:
    with pytest.raises(EvidenceError, match=reason) as caught:
        Reader(text).value()
    assert caught.value.mend


def test_members_that_are_not_wanted_are_passed_over() -> None:
    text = "{signal: make(a, {b: '}'}), x: 1, done: () => { return `,`; }, y: \"open"
    with pytest.raises(EvidenceError, match="never closed"):
        Reader(text).members({"x", "y"}.__contains__)
    with pytest.raises(EvidenceError, match="comma"):
        Reader("{f: make(").members({"x"}.__contains__)
    text = "{signal: make(a, {b: '}'}), x: 1, f: `}`, g: [1, 2]}"
    assert Reader(text).members({"x"}.__contains__) == {"x": 1}


def test_an_object_begins_with_a_brace() -> None:
    with pytest.raises(EvidenceError, match="object literal"):
        Reader("[]").members(lambda _: True)


@given(st.text(alphabet="{}[]()'\"`,:;\\a1. $\n/", max_size=40))
def test_nothing_that_is_pasted_breaks_it(text: str) -> None:
    with contextlib.suppress(EvidenceError):
        Reader(text).value()
