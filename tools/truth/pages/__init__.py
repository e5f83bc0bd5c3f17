"""The generated pages of docs/: which there are, and how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tools.truth.corpus import ROOT
from tools.truth.pages import claims, differences, engines, not_modelled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

DOCS: Final = ROOT / "docs"
PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "browsers/engines.md": engines.render,
    "browsers/differences.md": differences.render,
    "browsers/not-modelled.md": not_modelled.render,
    "claims.md": claims.render,
}
"""Path under docs/ to the function that writes the page."""


def write() -> list[Path]:
    """Write all pages; give their paths.

    Raises:
        OSError: A page can't be written.
    """
    written: list[Path] = []
    for name, render in PAGES.items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(), "utf-8")
        written.append(path)
    return written
