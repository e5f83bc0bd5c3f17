"""What is said where no line explains a finding: the files that were read, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.diagnose.files.facts import Facing
    from corsac.targets.said import Saying

_NOT_HERE: Final = "no line of the files that were read explains this: {files}"
_NONE_READ: Final = "no file of what answers here was read"
_NOTHING: Final = "{file} says nothing of CORS to this request"
_SAYS: Final = "{place} sends {header}: {value}"
_WORKED_OUT: Final = "{place} sends {header}, its value worked out when it runs"
#: So many lines are told of each file, and so many files.
_LINES, _FILES = 4, 8


def unexplained(facing: Facing) -> Iterator[Text]:
    """Say which files were read, and what they say of CORS to the request."""
    files = [(file.source.name, said) for _, file, said in facing.parts]
    if not files:
        yield Text(_NONE_READ)
        return
    names = ", ".join(name for name, _ in files[:_FILES])
    yield Text.of(_NOT_HERE, files=names + (", …" if len(files) > _FILES else ""))
    for name, said in files[:_FILES]:
        if not said.sayings:
            yield Text.of(_NOTHING, file=name)
        for each in said.sayings[:_LINES]:
            yield _says(each)


def _says(saying: Saying) -> Text:
    place = f"{saying.span.file}:{saying.span.line}"
    header = saying.header.title()
    if saying.value is None:
        return Text.of(_WORKED_OUT, place=place, header=header)
    return Text.of(_SAYS, place=place, header=header, value=saying.value)
