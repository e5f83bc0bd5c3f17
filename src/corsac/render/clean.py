"""A report that may be shown: no secret, no control character, in any of its strings.

Every renderer works on what this gives back, so that none of them has to think of it.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import chain
from typing import TYPE_CHECKING, TypeVar, cast

from corsac.browser.request import PageRequest
from corsac.core.findings import Edit, Fix, Rule
from corsac.core.headers import Headers
from corsac.render import printable, redact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.diagnose.report import Report

Shown = TypeVar("Shown")


def clean(report: Report) -> Report:
    """Give a copy of `report` in which every string may be shown. Bodies are left out."""
    # A look-alike such as https://app.example@stranger.invalid makes no secret of the host's name.
    origins = {hop.request.headers.get("Origin") or "" for hop in report.hops}
    mask = redact.Mask(_secrets(report), public=" ".join((report.origin, *sorted(origins))))
    return cast("Report", _Cleaner(mask).value(report))


def cleaned(value: Shown) -> Shown:
    """Give a copy of any part of an answer in which every string may be shown."""
    return cast("Shown", _Cleaner(redact.Mask(_secrets(value))).value(value))


def _secrets(value: object) -> Iterator[str]:
    """Find what to hide in any part of a report."""
    if isinstance(value, Headers):
        yield from _secrets_in_pairs(value)
    elif isinstance(value, PageRequest):
        yield from _secrets_in_pairs(value.headers)
        yield from redact.secrets_in_url(value.url)
    elif isinstance(value, str):
        yield from redact.secrets_in_text(value)
    elif isinstance(value, tuple):
        for item in cast("tuple[object, ...]", value):
            yield from _secrets(item)
    elif is_dataclass(value) and not isinstance(value, Rule):
        for field in fields(value):
            yield from _secrets(getattr(value, field.name))


def _secrets_in_pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    return chain.from_iterable(redact.secrets_in_header(name, value) for name, value in pairs)


def _is_header(name: str, text: str) -> bool:
    """Whether a named value is a secret header's; a fact called `cookie` may be a cookie's name."""
    return name.lower() in redact.HEADERS and (name.lower() != "cookie" or "=" in text)


class _Cleaner:
    """Walks a report; the mask knows its secrets."""

    def __init__(self, mask: redact.Mask) -> None:
        self._mask = mask

    def value(self, value: object) -> object:
        """Clean any part of a report."""
        if isinstance(value, str) and not isinstance(value, Enum):
            return printable.line(self._mask.text(value))
        if isinstance(value, bytes):
            return b""
        if isinstance(value, Headers):
            return Headers.of(self._wire(name, text) for name, text in value)
        if isinstance(value, tuple):
            return tuple(self._item(item) for item in cast("tuple[object, ...]", value))
        if is_dataclass(value) and not isinstance(value, type | Rule):
            return replace(value, **{f.name: self._field(value, f.name) for f in fields(value)})
        return value

    def _field(self, owner: object, name: str) -> object:
        """Clean a field, those with more structure than their type tells by their own rule."""
        value: object = getattr(owner, name)
        if name == "url" and isinstance(value, str):
            return printable.line(self._mask.url(value))
        if name == "headers" and isinstance(owner, PageRequest):
            return tuple(self._pair(header, text) for header, text in owner.headers)
        if name == "text" and isinstance(owner, Edit):
            return self._mask.text(owner.text)
        if name == "snippet" and isinstance(owner, Fix):
            return printable.block(self._mask.text(owner.snippet))
        return self.value(value)

    def _item(self, item: object) -> object:
        """Clean an item of a tuple; a pair of strings is a named value."""
        match item:
            case (str(name), str(text)) if _is_header(name, text):
                return self._pair(name, text)
            case (str(name), str()):
                return (printable.line(name), self.value(item[1]))
            case _:
                return self.value(item)

    def _pair(self, name: str, text: str) -> tuple[str, str]:
        return printable.line(name), printable.line(self._mask.header(name, text))

    def _wire(self, name: str, text: str) -> tuple[str, str]:
        return printable.wire(name), printable.wire(self._mask.header(name, text))
