"""The modules that catalogues are compiled to: one for each part, with a table in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tools.catalogue.parts import PARTS, SOURCE
from tools.catalogue.po import path_of, read, translations

if TYPE_CHECKING:
    from pathlib import Path

MODULES = SOURCE / "render/_generated"
_WRITTEN = "written by `python -m tools.catalogue compile`"
_HEAD = f"""\
# fmt: off
\"\"\"{{about}}; {_WRITTEN}.\"\"\"

from typing import Final

ENTRIES: Final[dict[str, str]] = {{{{
"""
_PACKAGE = f"""\
\"\"\"Translations, one module for each part; {_WRITTEN}.\"\"\"
"""


def modules(language: str) -> dict[Path, str]:
    """Give the modules of a language, each with its text."""
    folder = MODULES / language.lower()
    made = {MODULES / "__init__.py": _PACKAGE}
    names = [part.name for part in PARTS]
    listed = "\n".join(f"    {_quoted(name)}," for name in names)
    made[folder / "__init__.py"] = (
        f"{_PACKAGE}\nfrom typing import Final\n\nPARTS: Final = (\n{listed}\n)\n"
    )
    for part in PARTS:
        table = translations(read(path_of(language, part.name)))
        lines = [f"    {_quoted(text)}: {_quoted(said)},\n" for text, said in table.items()]
        head = _HEAD.format(about=part.about[0].upper() + part.about[1:])
        made[folder / f"{part.name}.py"] = f"{head}{''.join(lines)}}}\n"
    return made


def write(language: str) -> list[Path]:
    """Write the modules that are not as they should be.

    Returns:
        Those that were written.
    """
    changed: list[Path] = []
    for path, text in modules(language).items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            changed.append(path)
    return changed


def _quoted(text: str) -> str:
    """Write a string as ruff's formatter would: double quotes, unless single ones save escapes."""
    if '"' in text and "'" not in text:
        return "'" + json.dumps(text, ensure_ascii=False)[1:-1].replace('\\"', '"') + "'"
    return json.dumps(text, ensure_ascii=False)
