"""The systems whose settings can be read: a list that a person can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.targets.aiohttp import settings as aiohttp
from corsac.targets.django import settings as django
from corsac.targets.flask import settings as flask
from corsac.targets.litestar import settings as litestar
from corsac.targets.quart import settings as quart
from corsac.targets.settings.program import Program
from corsac.targets.starlette import settings as starlette

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from corsac.targets.defects.source import Source
    from corsac.targets.settings.reading import Reading


@dataclass(frozen=True, slots=True)
class Reader:
    """How one system's settings are read.

    `read` gives a reading for each application of a file; none where the file has no settings of
    the system. `read_values` reads the same settings of a running program; None where there can
    be none. A file without any of `marks` in it has none of its settings.
    """

    system: str
    label: str
    language: str
    read: Callable[[Source], tuple[Reading, ...]]
    read_values: Callable[[Mapping[str, object]], Reading] | None = None
    marks: tuple[str, ...] = ()

    def concerns(self, source: Source) -> bool:
        """Tell whether a file may have settings of the system, by its language and its words."""
        return source.kind == self.language and any(mark in source.text for mark in self.marks)


def _python(
    read: Callable[[Program], tuple[Reading, ...]], known: Mapping[str, object] | None = None
) -> Callable[[Source], tuple[Reading, ...]]:
    def from_source(source: Source) -> tuple[Reading, ...]:
        """Read a source."""
        return read(Program(source.text, source.name, known))

    return from_source


#: As `Kind` has it: the catalogue of defects reads settings too, and is not imported here.
_PYTHON: Final = "python"

READERS: Final = (
    Reader(
        "starlette",
        "Starlette, FastAPI",
        _PYTHON,
        _python(starlette.read),
        starlette.read_values,
        ("CORSMiddleware",),
    ),
    Reader(
        "django",
        "django-cors-headers",
        _PYTHON,
        _python(django.read, django.KNOWN),
        django.read_values,
        ("CORS_", "corsheaders"),
    ),
    Reader(
        "flask",
        "Flask-CORS",
        _PYTHON,
        _python(flask.read),
        flask.read_values,
        ("flask_cors",),
    ),
    Reader(
        "quart",
        "Quart-CORS",
        _PYTHON,
        _python(quart.read),
        quart.read_values,
        ("quart_cors",),
    ),
    Reader(
        "aiohttp",
        "aiohttp-cors",
        _PYTHON,
        _python(aiohttp.read),
        aiohttp.read_values,
        ("aiohttp_cors",),
    ),
    Reader(
        "litestar",
        "Litestar",
        _PYTHON,
        _python(litestar.read),
        litestar.read_values,
        ("CORSConfig",),
    ),
)

BY_SYSTEM: Final = {reader.system: reader for reader in READERS}


def read(source: Source) -> tuple[Reading, ...]:
    """Read a file with every reader that it concerns.

    Args:
        source: The file, with what it includes.

    Returns:
        One reading for each application that is set up in it; none where there is nothing.

    Raises:
        SourceError: It is not of the language that it is said to be.
    """
    return tuple(
        reading for reader in READERS if reader.concerns(source) for reading in reader.read(source)
    )
