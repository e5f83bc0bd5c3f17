"""Where JavaScript configures CORS with a package."""

from __future__ import annotations

import pytest

from corsac.targets.defects.script.options import cors_options
from corsac.targets.defects.source import Kind, Source
from corsac.targets.defects.syntax import Syntax


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("app.use(cors())", None),
        ("app.use(cors({ a: 1 }))", "{ a: 1 }"),
        ("const o = { a: 1 }; app.use(cors(o))", "{ a: 1 }"),
        ("app.register(fastifyCors, { a: 1 })", "{ a: 1 }"),
        ("app.enableCors({ a: 1 })", "{ a: 1 }"),
        ("new Server(http, { cors: { a: 1 } })", "{ a: 1 }"),
    ],
)
def test_options_are_found(text: str, options: str | None) -> None:
    tree = Syntax(Source("a.js", text, Kind.JAVASCRIPT))
    (found,) = cors_options(tree)
    assert (tree.text(found.node) if found.node else None) == options


def test_other_calls_have_none_and_koa_reflects() -> None:
    other = "app.register(helmet, {}); app.register(); use(x)"
    assert list(cors_options(Syntax(Source("a.js", other, Kind.JAVASCRIPT)))) == []
    koa = Syntax(Source("a.js", "require('@koa/cors'); a.use(cors({}))", Kind.JAVASCRIPT))
    assert [each.reflects_by_default for each in cors_options(koa)] == [True]
    assert not next(iter(cors_options(koa))).sends_star_by_default
