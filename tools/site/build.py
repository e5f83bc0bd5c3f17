"""Builds the site: sources and drawn pages together, every warning an error."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from sphinx.cmd.build import build_main

from tools.site.pages import pages
from tools.site.parts import ROOT

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN: Final = ROOT / "docs"
HOME: Final = ROOT / ".cache/site"


def gather(home: Path) -> Path:
    """Put the written pages and the drawn ones into one folder, and give it."""
    source = home / "source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(WRITTEN, source, ignore=shutil.ignore_patterns("man", "__pycache__"))
    for name, text in pages():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return source


def build(home: Path = HOME) -> int:
    """Build the site into `home`/html; 0 where nothing is amiss."""
    source = gather(home)
    return build_main(
        ["-n", "-W", "--keep-going", "-q", "-b", "html", "-d", str(home / "doctrees"),
         str(source), str(home / "html")]
    )  # fmt: skip
