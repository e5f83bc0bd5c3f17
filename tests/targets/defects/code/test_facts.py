"""What code does with origins: chosen, given back, written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.defects.code.readers import read
from corsac.targets.defects.source import Kind, Source
from corsac.targets.defects.syntax import Syntax

if TYPE_CHECKING:
    from corsac.targets.defects.code.facts import Facts

HEADER = "res.set('Access-Control-Allow-Origin', {value});"


def facts(body: str) -> Facts:
    text = f"app.use((req, res) => {{ {body} }})"
    return read(Syntax(Source("a.js", text, Kind.JAVASCRIPT)))


@pytest.mark.parametrize(
    ("body", "asking", "chosen"),
    [
        (HEADER.format(value="req.headers.origin"), True, False),
        (HEADER.format(value="req.get('Origin') || '*'"), True, False),
        ("const o = req.headers['origin'];" + HEADER.format(value="o"), True, False),
        ("const o = pick(req);" + HEADER.format(value="o"), False, False),
        (HEADER.format(value="process.env.ALLOWED"), False, False),
        ("if (req.headers.origin) {"
         + HEADER.format(value="req.headers.origin") + "}", True, False),
        ("const origin = req.headers.origin; if (origin !== undefined) {"
         + HEADER.format(value="origin") + "}", True, False),
        ("const origin = req.headers.origin; if (list.includes(origin)) {"
         + HEADER.format(value="origin") + "}", True, True),
        ("const origin = req.headers.origin; if (!list.includes(origin)) return;"
         + HEADER.format(value="origin"), True, True),
        ("const origin = req.headers.origin; if (origin === 'https://a') {"
         + HEADER.format(value="origin") + "}", True, True),
    ],
)  # fmt: skip
def test_an_origin_is_given_back_chosen_or_not(body: str, asking: bool, chosen: bool) -> None:  # noqa: FBT001 - a table's columns
    made = facts(body)
    (setting,) = made.of("access-control-allow-origin")
    assert bool(made.asking(setting)) is asking
    assert made.is_chosen(setting) is chosen
