"""What the files of an answering system say of CORS, for one request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corsac.targets import imports
from corsac.targets.defects.source import Kind
from corsac.targets.said import apache, code, nginx
from corsac.targets.said.saying import Ask, Said, Saying

if TYPE_CHECKING:
    from corsac.targets.defects.source import Source

__all__ = ["Ask", "Said", "Saying", "said"]

_CODE: Final = frozenset({Kind.PYTHON, Kind.JAVASCRIPT, Kind.TYPESCRIPT, Kind.GO})


def said(source: Source, ask: Ask) -> Said:
    """Find what a file says of CORS for one request; nothing where it answers none.

    Args:
        source: The file, with what it includes.
        ask: The request.

    Raises:
        SourceError: The file is not of the language that it is said to be.
        MissingParserError: The language's parser is not installed.
    """
    readings = imports.read(source)
    if source.kind is Kind.NGINX:
        return replace(nginx.said(source, ask), readings=readings)
    if source.kind is Kind.APACHE:
        return replace(apache.said(source, ask), readings=readings)
    return code.said(source, readings) if source.kind in _CODE else Said()
