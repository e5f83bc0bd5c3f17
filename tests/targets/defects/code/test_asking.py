"""Which expressions are the origin that asks, in three languages."""

from __future__ import annotations

import pytest

from corsac.targets.defects.code.asking import bare, depends, given_to, is_asking, names_given

ASKING = (
    "req.headers.origin",
    "req.headers['origin']",
    "req.headers?.origin",
    "req.get('Origin')",
    "req.header('origin')",
    "req.headers.origin || '*'",
    "req.headers.origin ?? ''",
    "req.headers.origin as string",
    "String(req.headers.origin)",
    "request.headers.get('origin')",
    "ctx.request.header.origin",
    "ctx.get('Origin')",
    "c.req.header('Origin')",
    "headers().get('origin')",
    "event.headers.Origin",
    'r.Header.Get("Origin")',
    'r.Header["Origin"][0]',
    'c.GetHeader("Origin")',
    'request.headers.get("Origin", "*")',
    'request.META.get("HTTP_ORIGIN", "*")',
    'request.META["HTTP_ORIGIN"]',
    'environ.get("HTTP_ORIGIN")',
)


@pytest.mark.parametrize("text", ASKING)
def test_the_header_of_the_request_is(text: str) -> None:
    assert is_asking(text)


@pytest.mark.parametrize(
    "text",
    [
        "process.env.ORIGIN",
        "config.cors.origin",
        "settings.origin",
        'os.environ.get("ORIGIN")',
        'config.get("origin")',
        "allowed.has(req.headers.origin)",
        "'https://app.example'",
        "origin",
        f"req.headers.origin || {'x' * 400}",
    ],
)
def test_what_is_configured_or_more_is_not(text: str) -> None:
    assert not is_asking(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("(origin)", "origin"),
        ("origin ? origin : '*'", "origin"),
        ('origin if origin else "*"', "origin"),
        ("origin || '*'", "origin"),
        ('origin or "*"', "origin"),
        ("f(origin)))", "f(origin))"),
        ("x" * 400, "x" * 400),
    ],
)
def test_what_stands_in_for_it_is_taken_off(text: str, left: str) -> None:
    assert bare(text) == left


def test_a_name_has_what_it_was_given_last() -> None:
    assert given_to("o", "let o = 1; o = req.headers.origin;") == "req.headers.origin"
    assert given_to("origin", "const { a, origin } = req.headers;") == "req.headers.origin"
    assert given_to("o", 'if o := r.Header.Get("Origin"); o != "" {') == 'r.Header.Get("Origin")'
    assert given_to("o", "if (o == 1) {}") == ""


def test_what_was_made_of_it_depends_on_it() -> None:
    text = "const { origin } = req.headers;\nconst ok = list.includes(origin) ? origin : list[0];\n"
    assert names_given(text) == {"origin", "ok"}
    assert depends("ok", text)
    assert depends("pick(req.headers.origin)", "")
    assert not depends("other", text)
