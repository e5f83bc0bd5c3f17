"""MIME types: the standard's parser, and what a header list's Content-Type comes to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.headers import Headers
from corsac.core.mime import MimeType, extract_mime_type, parse_mime_type

TOKENS = st.from_regex(r"[!#$%&'*+\-.^_`|~0-9a-z]+", fullmatch=True)
VALUES = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"))
PARAMETERS = st.dictionaries(TOKENS, VALUES)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("text/plain", "text/plain"),
        ("TEXT/PLAIN", "text/plain"),
        (" \t\r\ntext/plain\n", "text/plain"),
        ("text/plain;", "text/plain"),
        ("text/html;charset=gbk", "text/html;charset=gbk"),
        ("text/html;CHARSET=GBK", "text/html;charset=GBK"),
        ("text/html; charset=gbk", "text/html;charset=gbk"),
        ("text/html ;charset=gbk", "text/html;charset=gbk"),
        ("text/html;charset =gbk", "text/html"),
        ("text/html;charset= gbk", 'text/html;charset=" gbk"'),
        ("text/html;charset=gbk;charset=utf-8", "text/html;charset=gbk"),
        ("text/html;charset=();charset=gbk", 'text/html;charset="()"'),
        ("text/html;charset;charset=gbk", "text/html;charset=gbk"),
        ("text/html;charset=;charset=gbk", "text/html;charset=gbk"),
        ("text/html;;;;charset=gbk", "text/html;charset=gbk"),
        ("text/html;test;charset=gbk", "text/html;charset=gbk"),
        ('text/html;charset="gbk"', "text/html;charset=gbk"),
        ('text/html;charset="gbk', "text/html;charset=gbk"),
        ('text/html;charset="\\ gbk"', 'text/html;charset=" gbk"'),
        ('text/html;charset="\\g\\b\\k"', "text/html;charset=gbk"),
        ('text/html;charset="gbk"x', "text/html;charset=gbk"),
        ('text/html;charset="";charset=GBK', 'text/html;charset=""'),
        ('text/html;charset=";charset=foo";charset=GBK', 'text/html;charset=";charset=foo"'),
        ('x/x;test="\\', 'x/x;test="\\\\"'),
        ('x/x;x="', 'x/x;x=""'),
        ("text/html;test=\xff;charset=gbk", 'text/html;test="\xff";charset=gbk'),
        ("text/html;test=Ā;charset=gbk", "text/html;charset=gbk"),
        ("text/html;é=x;charset=gbk", "text/html;charset=gbk"),
        ("x/x;test=\x00", "x/x"),
        ("!#$%&'*+-.^_`|~0/x", "!#$%&'*+-.^_`|~0/x"),
        ("*/*", "*/*"),
    ],
)
def test_mime_types_are_read_leniently(text: str, written: str) -> None:
    parsed = parse_mime_type(text)
    assert parsed is not None
    assert str(parsed) == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\t",
        "/",
        "bogus",
        "bogus/",
        "bogus/ ",
        "/bogus",
        "bogus/bogus/;x=y",
        "text/plain, a/b",
        "text /plain",
        "text/ plain",
        "(/x",
        "é/x",
        "text/plain,text/plain",
        ";charset=gbk",
    ],
)
def test_without_a_type_and_a_subtype_there_is_none(text: str) -> None:
    assert parse_mime_type(text) is None


@given(TOKENS, TOKENS, PARAMETERS)
def test_parsing_gives_back_what_was_serialised(
    main: str, sub: str, parameters: dict[str, str]
) -> None:
    whole = MimeType(main, sub, tuple(parameters.items()))
    assert parse_mime_type(str(whole)) == whole


def test_parameters_are_looked_up_and_changed() -> None:
    whole = MimeType("text", "html", (("charset", "gbk"), ("a", "b")))
    assert whole.essence == "text/html"
    assert whole.parameter("charset") == "gbk"
    assert whole.parameter("none") is None
    changed = whole.with_parameter("charset", "UTF-8").with_parameter("c", "d e")
    assert str(changed) == 'text/html;charset=UTF-8;a=b;c="d e"'


@pytest.mark.parametrize(
    ("lines", "essence", "charset"),
    [
        (["text/plain;charset=gbk", "text/html"], "text/html", None),
        (["text/html;charset=gbk;a=b", "text/html;x=y"], "text/html", "gbk"),
        (["text/html;charset=gbk", "x/x", "text/html;x=y"], "text/html", None),
        (["text/html;charset=gbk", "text/html;charset=utf-8"], "text/html", "utf-8"),
        (["text/html;charset=gbk", "*/*"], "text/html", "gbk"),
        (["text/html", "bogus"], "text/html", None),
        (['text/html;";charset=gbk"', "text/html;charset=gbk"], "text/html", "gbk"),
        (["text/html;charset=gbk, text/html"], "text/html", "gbk"),
        (["", "text/html"], "text/html", None),
        (["text/html", "text/html;a=b"], "text/html", None),
    ],
)
def test_the_last_valid_line_counts(lines: list[str], essence: str, charset: str | None) -> None:
    found = extract_mime_type(Headers.of(("content-type", line) for line in lines))
    assert found is not None
    assert found.essence == essence
    assert found.parameter("charset") == charset


@pytest.mark.parametrize("lines", [[], [""], ["bogus"], ["*/*"]])
def test_without_a_valid_line_there_is_none(lines: list[str]) -> None:
    assert extract_mime_type(Headers.of(("Content-Type", line) for line in lines)) is None
