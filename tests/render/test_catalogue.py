"""Sentences are looked up whole; values are put in afterwards."""

from __future__ import annotations

from corsac.core.findings import Text
from corsac.render.catalogue import ENGLISH, Catalogue, cut


def test_a_sentence_is_looked_up_by_its_english_template() -> None:
    chinese = Catalogue({"{what} is not allowed": "不允许 {what}", "error": "错误"}, "zh", "、")
    assert chinese.say(Text.of("{what} is not allowed", what="PUT")) == "不允许 PUT"
    assert chinese.say(Text.of("not translated: {what}", what="PUT")) == "not translated: PUT"
    assert chinese.label("error") == "错误"
    assert chinese.label("note") == "note"
    assert chinese.list(["a", "b"]) == "a、b"


def test_values_are_never_templates() -> None:
    text = Text.of("{{literal}} {value}", value="{0.__class__}")
    assert ENGLISH.say(text) == "{literal} {0.__class__}"


def test_a_sentence_falls_into_words_and_values() -> None:
    parts = ENGLISH.parts(Text.of("{a} and {b}.", a=1, b=2))
    assert list(parts) == [("", "1"), (" and ", "2"), (".", "")]


def test_a_long_value_loses_its_middle() -> None:
    said = ENGLISH.say(Text.of("got {value}", value="a" * 70_000))
    assert len(said) < 300
    assert "..." in said
    assert cut("abcdefghij", 7) == "ab...ij"
    assert cut("abcdefghij", 4) == "a..."
    assert cut("abc", 3) == "abc"


def test_a_sentence_within_a_sentence_is_translated_too() -> None:
    chinese = Catalogue({"{title}, since {why}": "{title}，因为 {why}", "it rains": "下雨"}, "zh")
    text = Text.of("{title}, since {why}", title="so", why=Text("it rains"))
    assert chinese.say(text) == "so，因为 下雨"
    assert list(chinese.parts(text)) == [("", "so"), ("，因为 ", ""), ("下雨", "")]
    assert str(text) == "so, since it rains"


def test_a_language_has_its_own_colon() -> None:
    assert (ENGLISH.colon, Catalogue({}, "zh", "、", "：").colon) == (": ", "：")
