"""Files in every form: line ends, tabs, marks and odd characters stay as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Source, SourceError, kind_of

FOLDER = Path(__file__).with_name("configurations")
FILES = {x.name: x.read_text("utf-8") for x in sorted(FOLDER.iterdir()) if x.suffix != ".inc"}
#: The rest take too long for every change.
FEW = {"included.nginx", "ingress-more.nginx", "true-options.nginx", "subdomains.htaccess"}
EACH = pytest.mark.parametrize(
    "name", [pytest.param(x, marks=() if x in FEW else pytest.mark.long, id=x) for x in FILES]
)
ORIGINS = ("https://app.example",)


def source(name: str, text: str) -> Source:
    kind = kind_of(name, FILES[name])
    assert kind is not None
    return Source(name, text, kind, ORIGINS)


def mended(name: str, text: str) -> str:
    return mend(source(name, text), examine, unsafe=True).source.text


@EACH
def test_line_ends_are_kept(name: str) -> None:
    text = FILES[name]
    assert mended(name, text.replace("\n", "\r\n")) == mended(name, text).replace("\n", "\r\n")


@EACH
def test_a_missing_last_line_end_stays_missing(name: str) -> None:
    text = FILES[name].rstrip("\n")
    assert mended(name, text).rstrip("\n") == mended(name, FILES[name]).rstrip("\n")
    assert not mended(name, text).endswith("\n\n")


@EACH
def test_tabs_are_repeated_where_lines_are_put_in(name: str) -> None:
    tabbed = re.sub(r"^ +", lambda x: "\t" * len(x[0]), FILES[name], flags=re.MULTILINE)
    again, usual = mended(name, tabbed).split("\n"), mended(name, FILES[name]).split("\n")
    assert [x.strip() for x in again] == [x.strip() for x in usual]
    # The lines of an if or a map that is put in are indented as ours are, within its own.
    ours = ("    return 204", "    default ", '    "" ')
    assert all(x.startswith(("\t", *ours, "}")) or x == x.lstrip() for x in again)


@EACH
def test_comments_and_what_stands_in_them_stay(name: str) -> None:
    marked = "".join(f"# {at} ünï 🦊 {{ ; }} add_header <If\n{line}" for at, line in
                     enumerate(FILES[name].splitlines(keepends=True)))  # fmt: skip
    again = mended(name, marked)
    assert [x for x in again.split("\n") if "🦊" in x] == [
        x for x in marked.split("\n") if "🦊" in x
    ]


@EACH
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_file_with_lines_lost_is_mended_once_for_all_or_refused(
    name: str, data: st.DataObject
) -> None:
    lines = FILES[name].splitlines(keepends=True)
    lost = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=4))
    text = "".join(line for at, line in enumerate(lines) if at not in lost)
    try:
        once = mended(name, text)
    except SourceError:
        return
    assert mended(name, once) == once
