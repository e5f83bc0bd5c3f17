"""What code says of CORS: by hand, and by the options of packages."""

from __future__ import annotations

import pytest

from corsac.core.findings import Span
from corsac.targets.defects.source import Kind, Source
from corsac.targets.said import Ask, Said, said
from corsac.targets.said.code import heading

ASK = Ask("api.example", 443, "/items")
DJANGO = """\
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]
CORS_ALLOWED_ORIGINS = [
    "https://a.example",
]
CORS_ALLOW_METHODS = ["GET"]
CORS_ALLOW_CREDENTIALS = True
CORS_PREFLIGHT_MAX_AGE = 600
"""


def read(text: str, kind: Kind = Kind.PYTHON) -> Said:
    """Read code."""
    return said(Source("file", text, kind), ASK)


def lines(found: Said) -> dict[str, tuple[int, str | None]]:
    """Give the line and the value of each header."""
    short = "access-control-"
    return {each.header.removeprefix(short): (each.span.line, each.value) for each in found.sayings}


def test_settings_of_a_package_are_told_by_header() -> None:
    found = read(DJANGO)
    assert lines(found) == {
        "allow-origin": (2, None),
        "allow-methods": (5, None),
        "allow-credentials": (6, "true"),
        "max-age": (7, "600"),
    }
    policy = found.sayings[0].policy
    assert policy is not None
    assert policy.allow_origins == ("https://a.example",)


def test_a_star_is_known() -> None:
    assert lines(read("app.use(cors());", Kind.JAVASCRIPT))["allow-origin"] == (1, "*")


def test_an_option_that_stands_twice_is_told_at_the_call() -> None:
    text = "\napp.use(cors({ origin: 'https://a.example', credentials: true }));\n"
    found = lines(read(f"{text}fetch(url, {{ credentials: true }});", Kind.JAVASCRIPT))
    assert found["allow-credentials"] == (2, "true")


def test_who_is_let_in_may_be_worked_out() -> None:
    chosen = "app.use(cors({ origin: (o, done) => done(null, ask(o)) }));"
    assert lines(read(chosen, Kind.JAVASCRIPT))["allow-origin"] == (1, None)
    nobody = "app.use(cors({ origin: false }));"
    assert "allow-origin" not in lines(read(nobody, Kind.JAVASCRIPT))


def test_settings_without_a_place_say_nothing() -> None:
    assert read('MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]').sayings == ()


def test_other_headers_are_no_cors() -> None:
    text = "r.headers['X-A'] = 'b'\nr.headers['Access-Control-Max-Age'] = '5'\n"
    assert lines(read(text)) == {"max-age": (2, "5")}


def test_code_without_cors_says_nothing() -> None:
    assert read("x = 1") == Said()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("X = [\n    1,\n]", Span("file", 1, 1, 1, 6)),
        ("if a:\n  f(origins=[1])", Span("file", 2, 3, 2, 14)),
        ("X = 1", Span("file", 1, 5, 1, 6)),
    ],
)
def test_a_list_is_pointed_at_where_it_opens(text: str, place: Span) -> None:
    source = Source("file", text, Kind.PYTHON)
    at = text.index("1")
    assert heading(source, source.span(at, at + 1)) == place
