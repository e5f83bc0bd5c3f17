"""YAML as configurations are written: what is read back is what was given."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from corsac.targets.yaml import Tree, written

NAMES = st.from_regex(r"[a-z][a-zA-Z]{0,8}", fullmatch=True).filter(
    lambda each: isinstance(yaml.safe_load(each), str)
)
SCALARS = (
    st.text(st.characters(codec="ascii", exclude_categories=["Cc"]))
    | st.from_regex(r"([ -~]{0,8}\n){1,3}", fullmatch=True)
    | st.integers()
    | st.booleans()
)
TREES: st.SearchStrategy[Tree] = st.dictionaries(
    NAMES,
    st.recursive(
        SCALARS,
        lambda inner: st.dictionaries(NAMES, inner, min_size=1) | st.lists(inner, min_size=1),
        max_leaves=12,
    ),
    min_size=1,
)


@given(TREES)
def test_what_is_read_back_is_what_was_given(tree: Tree) -> None:
    assert yaml.safe_load(written(tree)) == tree


def test_lists_of_texts_stay_on_a_line() -> None:
    assert written({"a": ["x", "y"], "b": {"c": True}, "d": [{"e": 1, "f": 2}]}) == (
        'a: ["x", "y"]\nb:\n  c: true\nd:\n  - e: 1\n    f: 2\n'
    )


def test_scripts_keep_their_lines() -> None:
    assert written({"@type": "a", "b": "if x\n  y\n"}) == '"@type": "a"\nb: |\n  if x\n    y\n'
    assert written({"b": "x\n\ny\n"}) == 'b: "x\\n\\ny\\n"\n'
