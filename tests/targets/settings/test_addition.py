"""One more member for a list of settings, in its own handwriting."""

from __future__ import annotations

import pytest

from corsac.targets.defects.source import Kind, Source
from corsac.targets.imports import read
from corsac.targets.settings.addition import addition

NEW = "https://b.example"


def added(
    text: str, kind: Kind = Kind.PYTHON, field: str = "allow_origins", *members: str
) -> str | None:
    """Write members into what a text says; None where that can't be done."""
    source = Source("file", text, kind)
    (reading,) = read(source)
    edit = addition(source, reading, field, members or (NEW,))
    if edit is None:
        return None
    span = edit.span
    start = source.offset(span.line, span.column)
    end = source.offset(span.end_line, span.end_column)
    return text[:start] + edit.text + text[end:]


def test_a_list_on_lines_of_its_own_gets_a_line() -> None:
    text = 'CORS_ALLOWED_ORIGINS = [\n    "https://a.example",\n]\n'
    expected = 'CORS_ALLOWED_ORIGINS = [\n    "https://a.example",\n    "https://b.example",\n]\n'
    assert added(text) == expected


def test_a_comment_behind_the_last_stays_where_it_is() -> None:
    text = "CORS_ALLOWED_ORIGINS = [\n    'https://a.example',  # ours\n]\n"
    expected = (
        "CORS_ALLOWED_ORIGINS = [\n    'https://b.example',\n    'https://a.example',  # ours\n]\n"
    )
    assert added(text) == expected


def test_a_list_on_one_line_stays_there() -> None:
    assert added('CORS_ALLOWED_ORIGINS = ["https://a.example"]') == (
        'CORS_ALLOWED_ORIGINS = ["https://a.example", "https://b.example"]'
    )


def test_several_at_once() -> None:
    text = 'CORS_ALLOWED_ORIGINS = ["https://a.example"]\nCORS_ALLOW_METHODS = ("GET", "POST")\n'
    assert added(text, Kind.PYTHON, "allow_methods", "PUT", "PATCH") == text.replace(
        '"POST"', '"POST", "PUT", "PATCH"'
    )


def test_a_text_becomes_a_list() -> None:
    text = "app.use(cors({ origin: 'https://a.example' }));"
    assert added(text, Kind.JAVASCRIPT) == (
        "app.use(cors({ origin: ['https://a.example', 'https://b.example'] }));"
    )


def test_a_list_in_a_text_goes_on() -> None:
    text = "app.use(cors({ origin: 'https://a.example', methods: 'GET,POST' }));"
    assert added(text, Kind.JAVASCRIPT, "allow_methods", "PUT") == text.replace(
        "GET,POST", "GET,POST,PUT"
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [("'GET'", "'GET, PUT'"), ('"GET, POST"', '"GET, POST, PUT"'), ("GET,POST", "GET,POST,PUT"),
     ("GET", "GET,PUT")],
)  # fmt: skip
def test_a_header_of_nginx_goes_on(written: str, expected: str) -> None:
    text = (
        "add_header Access-Control-Allow-Origin https://a.example;\n"
        f"add_header Access-Control-Allow-Methods {written} always;\n"
    )
    changed = text.replace(f"Methods {written}", f"Methods {expected}")
    assert added(text, Kind.NGINX, "allow_methods", "PUT") == changed


def test_a_list_of_code_that_sets_headers_by_hand() -> None:
    text = (
        "ALLOWED = {'https://a.example'}\n"
        "def f(request, response):\n"
        "    origin = request.headers.get('Origin')\n"
        "    if origin in ALLOWED:\n"
        "        response['Access-Control-Allow-Origin'] = origin\n"
    )
    changed = text.replace("{'https://a.example'}", "{'https://a.example', 'https://b.example'}")
    assert added(text) == changed


@pytest.mark.parametrize(
    ("text", "kind", "field"),
    [
        ("import re\nCORS_ALLOWED_ORIGIN_REGEXES = [re.compile(r'^https://a\\.example$')]",
         Kind.PYTHON, "allow_origins"),
        ("CORS_ALLOW_ALL_ORIGINS = True", Kind.PYTHON, "allow_origins"),
        ("CORS_ALLOWED_ORIGINS = ['https://a.example']", Kind.PYTHON, "expose_headers"),
        ("app.use(cors({ origin: ['https://a.example', '*'] }));", Kind.JAVASCRIPT,
         "allow_origins"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_texts_is_left_alone(text: str, kind: Kind, field: str) -> None:
    assert added(text, kind, field) is None


def test_a_list_of_another_file_is_left_alone() -> None:
    source = Source("file", "CORS_ALLOWED_ORIGINS = ['https://a.example']", Kind.PYTHON)
    (reading,) = read(source)
    other = Source("other", source.text, Kind.PYTHON)
    assert addition(other, reading, "allow_origins", (NEW,)) is None
