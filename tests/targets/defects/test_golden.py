"""Files as they are found in the wild: what is found in them, and what they are after `--fix`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Source, kind_of

GOLDEN = Path(__file__).with_name("golden")
NAMES = sorted(path.name for path in (GOLDEN / "before").iterdir())
ORIGINS = ("https://app.example",)


def source(name: str) -> Source:
    text = (GOLDEN / "before" / name).read_text("utf-8")
    kind = kind_of(name.removesuffix(".txt"), text)
    assert kind is not None
    return Source(name, text, kind, ORIGINS)


def told(name: str) -> str:
    """Write down the findings, then the file mended, then what is left."""
    before = source(name)
    after = mend(before, examine, unsafe=True)
    lines = [f"{x.code} {x.span.line if x.span else 0} {x.message}" for x in examine(before)]
    left = [f"{x.code} {x.span.line if x.span else 0} {x.message}" for x in after.left]
    return "\n".join([*lines, "=" * 40, after.source.text + "=" * 40, *left, ""])


@pytest.mark.parametrize("name", NAMES)
def test_it_is_found_and_mended_as_written_down(name: str) -> None:
    golden = GOLDEN / "after" / f"{name}.txt"
    if os.environ.get("CORSAC_GOLDEN"):
        golden.write_text(told(name), "utf-8")
    assert told(name) == golden.read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_only_lines_of_findings_and_their_neighbours_change(name: str) -> None:
    before = source(name)
    if not examine(before):
        assert mend(before, examine, unsafe=True).source.text == before.text
