"""The reader's language: chosen once for a command line, spoken by everything that prints."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.render.catalogue import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corsac.render.catalogue import Catalogue

OPTION: Final = "--lang"
VARIABLE: Final = "CORSAC_LANG"


@dataclass(frozen=True, slots=True)
class Language:
    """A language, and whether it was asked for by name, not only by the system's locale."""

    name: str = "en"
    named: bool = False


_LANGUAGE: Final = ContextVar("corsac-language", default=Language())  # noqa: B039 - frozen


def taken_out(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """Take `--lang NAME` out of a command line; it may stand before the command or behind.

    Returns:
        The other words, and the name; the last one where there are several.
    """
    rest: list[str] = []
    name: str | None = None
    words = list(arguments)
    while words:
        word = words.pop(0)
        if word == "--":
            return [*rest, word, *words], name
        if word == OPTION and words:
            name = words.pop(0)
        elif word.startswith(f"{OPTION}="):
            name = word.partition("=")[2]
        else:
            rest.append(word)
    return rest, name


def choose(name: str | None, environment: Mapping[str, str], encoding: str | None) -> Language:
    """Choose the language.

    Args:
        name: What `--lang` said.
        environment: CORSAC_LANG counts as `--lang` does; then the locale's variables, where the
            terminal can show the language.
        encoding: The terminal's.

    Raises:
        Mistake: a language is named that corsac does not speak.
    """
    from corsac.render.languages import find_language, language_of

    named = name if name is not None else environment.get(VARIABLE) or None
    if named is not None:
        found = find_language(named)
        if found is None:
            from corsac.cli.mistake import Mistake

            raise Mistake(
                "--lang: corsac does not speak this language", named, mend="en or zh (简体中文)"
            )
        return Language(found, named=True)
    utf = (encoding or "").lower().replace("-", "").startswith("utf")
    return Language(language_of(environment) if utf else "en")


def speak(language: Language) -> None:
    """Speak a language from here on, in this context."""
    _LANGUAGE.set(language)


def spoken(*, by_machines: bool = False) -> Catalogue:
    """Give the catalogue of the language that is spoken.

    Args:
        by_machines: Whether programs read the output: they get English whatever the locale says,
            and another language only where it was asked for by name.
    """
    language = _LANGUAGE.get()
    if language.name == "en" or (by_machines and not language.named):
        return ENGLISH
    from corsac.render.languages import catalogue_of

    return catalogue_of(language.name)


def said(text: str) -> str:
    """Give a text of the help in the reader's language."""
    return spoken().entries.get(text, text)


def say(template: str, **values: object) -> str:
    """Give a sentence in the reader's language.

    Args:
        template: The English sentence, with holes.
        values: What goes into them.
    """
    return spoken().say(Text.of(template, **values))
