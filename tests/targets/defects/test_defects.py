"""The catalogue as a whole: each page's bad example is found out, and mended into the good one."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from corsac.targets.defects import RULES, examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.example import examples_of
from corsac.targets.defects.source import Kind, Source, SourceError

if TYPE_CHECKING:
    from corsac.core.findings import Rule

PAGES = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@PAGES
def test_the_bad_example_has_this_defect(rule: Rule) -> None:
    bad, _ = examples_of(rule)
    assert rule.code in [finding.code for finding in examine(bad)]


@PAGES
def test_the_good_example_has_none(rule: Rule) -> None:
    _, good = examples_of(rule)
    assert [(each.code, str(each.message)) for each in examine(good)] == []


@PAGES
def test_where_a_fix_can_be_put_in_it_makes_the_good_example_of_the_bad_one(rule: Rule) -> None:
    bad, good = examples_of(rule)
    mended = mend(bad, examine, unsafe=True)
    if mended.mended:
        assert mended.source.text == good.text
        assert mended.left == ()


def test_a_page_says_what_why_and_who() -> None:
    heads = {rule.name: re.findall(r"^## (.+)$", rule.page, re.MULTILINE) for rule in RULES}
    assert heads == {name: ["Why", "Who mends it", "Bad", "Good"] for name in heads}


PIECES = (
    *"{}()[];\"'`\\\n $,:=#<>/&|!.*^?",
    "add_header ", "Access-Control-Allow-Origin ", "if (", "$http_origin ", "server {", "set $x ",
    "Header set ", "RewriteCond ", "<Location /a>", "</Location>", "SetEnvIf Origin ", "res.set(",
    "origin", "'Origin'", "cors({", "origin: ", "credentials: true", "fetch(", "mode: 'no-cors'",
    "proxy: {", "def f(x):\n    ", "const a = ", "function () {", "func f() {", "package a\n",
    "é🦊",
)  # fmt: skip


@given(st.sampled_from(Kind), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_is_examined_or_refused_with_its_place(kind: Kind, text: str) -> None:
    source = Source("any", text, kind, ("https://app.example",))
    try:
        examine(source)
    except SourceError as error:
        event(f"refused at line {error.line}: {error.reason}")
        return
    # What could be read can be read when it is mended.
    mend(source, examine, unsafe=True)


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert all(one < other for one, other in pairwise(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)
