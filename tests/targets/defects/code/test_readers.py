"""Facts from syntax trees: headers, ifs, lists, in JavaScript and Go."""

from __future__ import annotations

import pytest

from corsac.targets.defects.code.readers import read
from corsac.targets.defects.source import Kind, Source
from corsac.targets.defects.syntax import Syntax


@pytest.mark.parametrize(
    ("kind", "text", "vary"),
    [
        (Kind.JAVASCRIPT, "require('express'); res.set('A', b)", "res.vary('Origin');"),
        (Kind.JAVASCRIPT, "res.setHeader('A', b)", "res.setHeader('Vary', 'Origin');"),
        (Kind.JAVASCRIPT, "ctx.set('A', b)", "ctx.vary('Origin');"),
        (Kind.JAVASCRIPT, "reply.header('A', b)", "reply.header('Vary', 'Origin');"),
        (Kind.JAVASCRIPT, "x.headers.set('A', b)", "x.headers.append('Vary', 'Origin');"),
        (Kind.GO, 'package a\nfunc f() { w.Header().Set("A", b) }',
         'w.Header().Add("Vary", "Origin")'),
        (Kind.GO, 'package a\nfunc f() { c.Header("A", b) }',
         'c.Writer.Header().Add("Vary", "Origin")'),
    ],
)  # fmt: skip
def test_vary_is_said_as_the_place_says_headers(kind: Kind, text: str, vary: str) -> None:
    (setting,) = read(Syntax(Source("a", text, kind))).settings
    assert (setting.header, setting.value, setting.vary) == ("a", None, vary)


def test_lists_of_origins_are_known_by_name() -> None:
    text = "const A = ['https://a', 'null']; const B = [1]; const C = []; let {d} = ['https://a'];"
    made = read(Syntax(Source("a", text, Kind.JAVASCRIPT)))
    assert [(x.name, x.asks) for x in made.lists] == [("A", "A.includes({origin})")]


def test_calls_that_set_no_header_are_none() -> None:
    text = "res.set(name, b); res.set('A'); set('A', b); map.set({}, 1)"
    assert read(Syntax(Source("a", text, Kind.JAVASCRIPT))).settings == ()
