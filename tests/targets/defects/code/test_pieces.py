"""What was meant by a piece of an origin."""

from __future__ import annotations

import pytest

from corsac.targets.defects.code.facts import Place
from corsac.targets.defects.code.pieces import How, Piece, lets_strangers_in, mended
from corsac.targets.defects.source import Kind, Source


def piece(text: str, how: How = How.ANYWHERE, *, refuses: bool = False) -> Piece:
    return Piece(Place(0, 1), "o", how, text, "x", refuses)


def said(kind: Kind, one: Piece, text: str = "x strings. strings.") -> str:
    (fix,) = mended(Source("a", text, kind), one)
    return fix.edits[0].text if fix.edits else ""


@pytest.mark.parametrize(
    ("text", "how", "strangers"),
    [
        ("a.example", How.END, True),
        (".a.example", How.END, False),
        ("https://a.example", How.END, False),
        ("https://a.example", How.START, True),
        ("http://localhost:", How.START, False),
        ("https://", How.START, False),
        ("localhost", How.ANYWHERE, True),
        ("dev", How.ANYWHERE, False),
    ],
)
def test_who_else_can_have_it(text: str, how: How, strangers: bool) -> None:  # noqa: FBT001 - a table's column
    assert lets_strangers_in(piece(text, how)) is strangers


@pytest.mark.parametrize(
    ("kind", "one", "text"),
    [
        (Kind.JAVASCRIPT, piece("a.example"), r"/^https:\/\/(?:[a-z0-9-]+\.)*a\.example$/.test(o)"),
        (
            Kind.JAVASCRIPT,
            piece("a.example", refuses=True),
            r"!/^https:\/\/(?:[a-z0-9-]+\.)*a\.example$/.test(o)",
        ),
        (Kind.JAVASCRIPT, piece("https://a.example"), "o === 'https://a.example'"),
        (Kind.JAVASCRIPT, piece("https://a.example", refuses=True), "!(o === 'https://a.example')"),
        (Kind.JAVASCRIPT, piece("localhost:3000"), r"/^https?:\/\/localhost:3000$/.test(o)"),
        (Kind.GO, piece("https://a.example"), 'o == "https://a.example"'),
        (Kind.GO, piece("127.0.0.1"), '(o == "http://127.0.0.1" || strings.HasPrefix(o, "http://127.0.0.1:"))'),
        (
            Kind.GO,
            piece("localhost"),
            ('(o == "http://localhost" || strings.HasPrefix(o, "http://localhost:") '
            '&& !strings.Contains(o, "."))'),
        ),
        (
            Kind.GO,
            piece("a.example"),
            ('(o == "https://a.example" || strings.HasPrefix(o, "https://") && '
            r'strings.HasSuffix(o, ".a.example") && !strings.ContainsAny(o[8:], "/?#@\\"))'),
        ),
        (Kind.PYTHON, piece("https://a.example"), 'o == "https://a.example"'),
        (Kind.PYTHON, piece("-a.example"), ""),
    ],
)  # fmt: skip
def test_the_whole_is_said_in_the_language(kind: Kind, one: Piece, text: str) -> None:
    assert said(kind, one) == text


def test_a_port_of_this_machine_is_whole_in_go() -> None:
    assert said(Kind.GO, piece("localhost:3000")).startswith('(o == "http://localhost:3000" || ')


def test_a_package_that_go_imports_goes_on_being_used() -> None:
    text = said(Kind.GO, piece("https://a.example"), "x strings.")
    assert text == 'strings.Compare(o, "https://a.example") == 0'
