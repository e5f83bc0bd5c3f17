"""What functions for origins may say."""

from __future__ import annotations

import pytest

from corsac.targets.defects.script.verdicts import FUNCTIONS, says_yes, verdicts
from corsac.targets.defects.source import Kind, Source
from corsac.targets.defects.syntax import Syntax


@pytest.mark.parametrize(
    ("text", "said", "yes"),
    [
        ("(o, cb) => cb(null, true)", "yes", True),
        ("function (o, cb) { if (l.has(o)) { cb(null, true) } else { cb(new Error()) } }",
         "yes fails", False),
        ("(o, cb) => { cb(null, o) }", "yes", True),
        ("(o, cb) => { cb(null, l.has(o)) }", "other", False),
        ("(o, cb) => { cb(null) }", "no", False),
        ("(o, cb) => { cb(); cb(null, '*') }", "yes", True),
        ("(o, c) => { if (l.has(o)) return o; return null }", "yes no", False),
        ("o => o || '*'", "yes", True),
        ("(ctx) => ctx.get('Origin')", "yes", True),
        ("(ctx) => { const o = ctx.get('Origin'); return (o as string) }", "other", False),
        ("(o) => { if (!l.has(o)) throw new Error(); return o }", "yes", False),
        ("(o) => { return }", "no", False),
        ("(o) => { l.map((x) => { return x }) }", "", False),
        ("async (o: string) => true", "yes", True),
        ("() => 'https://a.example'", "other", False),
    ],
)  # fmt: skip
def test_each_thing_that_may_be_said_is_told(text: str, said: str, yes: bool) -> None:  # noqa: FBT001 - a table's column
    tree = Syntax(Source("a.ts", f"f({text})", Kind.TYPESCRIPT))
    function = next(tree.nodes(*FUNCTIONS))
    assert " ".join(each.verdict for each in verdicts(tree, function)) == said
    assert says_yes(tree, function) is yes


def test_what_has_no_body_says_nothing() -> None:
    tree = Syntax(Source("a.ts", "declare function f(o): string", Kind.TYPESCRIPT))
    assert verdicts(tree, tree.root) == ()
