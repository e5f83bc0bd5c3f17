"""Every system whose settings `corsac import` reads: Python's packages, and what is beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.targets.apache import settings as apache
from corsac.targets.defects.code import python
from corsac.targets.defects.source import Kind
from corsac.targets.express import settings as express
from corsac.targets.go import settings as go
from corsac.targets.nginx import settings as nginx
from corsac.targets.settings import by_hand
from corsac.targets.settings.readers import READERS as PACKAGES
from corsac.targets.settings.readers import Reader

if TYPE_CHECKING:
    from corsac.targets.defects.source import Source
    from corsac.targets.settings.reading import Reading


def _by_hand(source: Source) -> tuple[Reading, ...]:
    return by_hand.read(python.read(python.Python(source)))


_HEADER: Final = ("Access-Control-Allow-Origin", "access-control-allow-origin")
_SCRIPT: Final = (*_HEADER, "cors", "Cors")

READERS: Final = (
    *PACKAGES,
    Reader("by-hand", "headers by hand", Kind.PYTHON, _by_hand, None, _HEADER),
    Reader("nginx", "nginx", Kind.NGINX, nginx.read, None, _HEADER),
    Reader("apache", "Apache", Kind.APACHE, apache.read, None, _HEADER),
    Reader("express", "cors packages of JavaScript", Kind.JAVASCRIPT, express.read, None, _SCRIPT),
    Reader("express", "cors packages of JavaScript", Kind.TYPESCRIPT, express.read, None, _SCRIPT),
    Reader("go", "cors packages of Go", Kind.GO, go.read, None, _SCRIPT),
)

BY_SYSTEM: Final = {reader.system: reader for reader in READERS}


def read(source: Source) -> tuple[Reading, ...]:
    """Read a file with every reader that it concerns.

    Returns:
        One reading for each application, block or function; none where there is nothing.

    Raises:
        SourceError: It is not of the language that it is said to be.
        MissingParserError: The language's parser is not installed.
    """
    return tuple(
        reading for reader in READERS if reader.concerns(source) for reading in reader.read(source)
    )
