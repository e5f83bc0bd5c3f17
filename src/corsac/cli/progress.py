"""A line on stderr that says what is being waited for, on a terminal only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from typing import TextIO

    from corsac.core.messages import WireRequest

_CLEAR = "\r\x1b[K"
_LONGEST = 60


class Progress:
    """Shows the request under way, and leaves no trace of it."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Write to `stream`, stderr for None; to nothing where that is no terminal."""
        self._stream = stream or sys.stderr
        self._shows = self._stream.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._write(_CLEAR)

    def asking(self, request: WireRequest) -> None:
        """Say which request is on its way."""
        if not self._shows:
            return
        from corsac.render.catalogue import cut
        from corsac.render.printable import line
        from corsac.render.redact import url

        self._write(f"{_CLEAR}{request.method} {cut(line(url(request.url)), _LONGEST)}")

    def _write(self, text: str) -> None:
        if self._shows:
            self._stream.write(text)
            self._stream.flush()
