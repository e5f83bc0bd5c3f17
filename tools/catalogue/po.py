"""The .po files: read and written through Babel, so that every gettext tool reads them too."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from tools.catalogue.parts import CATALOGUES, COMPLETE, PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from babel.messages.catalog import Message as Entry

    from tools.catalogue.parts import Message

_HEADER = "# {about}.\n# Apache-2.0, as the rest of corsac."


def path_of(language: str, part: str) -> Path:
    """Give the file of a part."""
    return CATALOGUES / language / f"{part}.po"


def read(path: Path) -> Catalog:
    """Read a .po file; an empty catalogue where there is none."""
    if not path.exists():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def entries(catalog: Catalog) -> list[Entry]:
    """Give a catalogue's entries without its header."""
    return [each for each in catalog if each.id]


def translations(catalog: Catalog) -> dict[str, str]:
    """Give what is translated; doubtful (fuzzy) translations are none."""
    return {
        str(each.id): str(each.string)
        for each in entries(catalog)
        if each.string and not each.fuzzy
    }


def memory(language: str) -> dict[str, str]:
    """Give every translation of a language, whichever part it is in."""
    known: dict[str, str] = {}
    for part in PARTS:
        known |= translations(read(path_of(language, part.name)))
    return known


def renewed(
    part: str,
    language: str,
    texts: Mapping[str, Sequence[Message]],
    known: Mapping[str, str],
) -> Catalog:
    """Give a part as the source has it now, with the translations that there are.

    A text that is new takes over what it was called before, or elsewhere; where an old text is
    near it, its translation is proposed, marked as doubtful.
    """
    template = Catalog()
    for text, places in texts.items():
        files = dict.fromkeys(each.file for each in places)
        flags = ["python-brace-format"] if places[0].holes and "{" in text else []
        template.add(text, locations=[(file, 0) for file in files], flags=flags)
    about = next(each.about for each in PARTS if each.name == part)
    catalog = read(path_of(language, part))
    catalog.update(template, no_fuzzy_matching=False)
    made = Catalog(
        language, header_comment=_HEADER.format(about=about[0].upper() + about[1:]), fuzzy=False
    )
    for text in texts:
        entry = catalog.get(text) or template.get(text)
        assert entry is not None  # noqa: S101 - the template has each
        string, marks = str(entry.string or ""), set(entry.flags)
        if text in known and (not string or "fuzzy" in marks):
            string, marks = known[text], marks - {"fuzzy"}
        made.add(
            text, string, [(file, 0) for file, _ in template[text].locations], sorted(marks),
            user_comments=entry.user_comments,
        )  # fmt: skip
    return made


def written(catalog: Catalog) -> bytes:
    """Give a catalogue as a .po file, the same for the same entries."""
    file = io.BytesIO()
    # No dates and no tool's version: a renewal that changes nothing changes no file.
    kept = {"Language": str(catalog.locale_identifier or ""), "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Transfer-Encoding": "8bit"}  # fmt: skip
    head = "".join(f'"{name}: {value}\\n"\n' for name, value in kept.items())
    file.write(f'{catalog.header_comment}\nmsgid ""\nmsgstr ""\n{head}\n'.encode())
    write_po(
        file, catalog, width=96, omit_header=True, include_lineno=False, ignore_obsolete=True,
        sort_output=False,
    )  # fmt: skip
    return file.getvalue().rstrip(b"\n") + b"\n"


def entry(text: str, said: str) -> str:
    """Give one entry as it stands in a .po file."""
    catalog = Catalog()
    catalog.add(text, said)
    file = io.BytesIO()
    write_po(file, catalog, width=96, omit_header=True)
    return file.getvalue().decode().strip() + "\n"


def complete(language: str) -> tuple[str, ...]:
    """Name the parts that are translated whole."""
    path = CATALOGUES / language / COMPLETE
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return tuple(line for line in lines if line and not line.startswith("#"))
