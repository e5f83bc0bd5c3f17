"""Reading JSON objects: a wrong value is named by its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.browser.scenario.fields import Fields, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Callable

FIELDS = Fields(
    {"text": "a", "number": 1.5, "list": [["a", "b"]], "texts": ["a"], "object": {"x": 1}}, "line"
)


def test_what_is_there_is_given() -> None:
    assert FIELDS.text("text") == "a"
    assert FIELDS.optional("absent") is None
    assert FIELDS.number("number") == 1.5
    assert FIELDS.number("absent") == 0
    assert FIELDS.pairs("list") == (("a", "b"),)
    assert FIELDS.texts("texts") == ("a",)
    assert FIELDS.items("absent") == []
    assert FIELDS.flag("object")
    assert FIELDS.object("object").at("x") == "line.object.x"


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (lambda: FIELDS.text("absent"), "line.absent: missing"),
        (lambda: FIELDS.text("number"), "line.number: expected a string"),
        (lambda: FIELDS.number("text"), "line.text: expected a number"),
        (lambda: FIELDS.items("text"), "line.text: expected a list"),
        (lambda: FIELDS.texts("list"), "line.list: expected strings"),
        (lambda: FIELDS.pairs("texts"), "line.texts: expected"),
        (lambda: FIELDS.object("text"), "line.text: expected an object"),
        (lambda: list(FIELDS.objects("texts")), r"line.texts\[0\]: expected an object"),
    ],
    ids=range(8),
)
def test_what_is_wrong_is_placed(read: Callable[[], object], told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        read()
