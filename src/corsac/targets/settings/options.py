"""Options by name: unknown ones are told, and taken for what was meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.targets.settings.remarks import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corsac.targets.settings.draft import Draft
    from corsac.targets.settings.values import Value

#: What options are called elsewhere, by what they mean.
_MEANINGS: Final = (
    {"origins", "origin", "allow_origin", "allow_origins", "allowed_origins", "cors_origins"},
    {"allow_headers", "headers", "allowed_headers"},
    {"methods", "allow_methods", "allowed_methods", "method"},
    {"supports_credentials", "allow_credentials", "credentials", "support_credentials"},
    {"expose_headers", "exposed_headers"},
    {"max_age", "maxage"},
)


def meant(
    draft: Draft, given: Mapping[str, Value], known: Iterable[str], *, opening: str
) -> dict[str, Value]:
    """Give the options by their known names.

    Args:
        draft: Takes a remark for each that the library passes over.
        given: The options as they are written.
        known: The library's own.
        opening: The one whose default allows every origin.
    """
    names = tuple(known)
    options = {name: value for name, value in given.items() if name in names}
    for name, value in given.items():
        if name in names:
            continue
        near = _near(name, names)
        if near == opening and opening not in given:
            draft.remark(Effect.OPEN_BY_MISTAKE, value.span, name=name, near=near)
            options[opening] = value
            continue
        mend = Text.of("did you mean {near}?", near=near) if near else Text("take it out")
        draft.remark(Effect.SETTING_UNKNOWN, value.span, name=name, mend=mend)
    return options


def _near(name: str, names: tuple[str, ...]) -> str:
    plain = name.lower()
    for group in _MEANINGS:
        if plain in group:
            return next((each for each in names if each in group), "")
    close = get_close_matches(plain, names, n=1)
    return close[0] if close else ""
