"""The languages that corsac speaks, and which of them a reader wants.

The catalogues are compiled modules, imported when their language is asked for.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from corsac.render.catalogue import ENGLISH, Catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The variables that name a language, in the order in which POSIX reads them.
VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
#: What a language may be called, in lower case: BCP 47 tags and POSIX locales.
_NAMES: Final = {
    "en": "en",
    "en-us": "en",
    "en-gb": "en",
    "english": "en",
    "zh": "zh",
    "zh-cn": "zh",
    "zh-sg": "zh",
    "zh-my": "zh",
    "zh-hans": "zh",
    "zh-hans-cn": "zh",
    "zh-hans-sg": "zh",
    "chinese": "zh",
    "中文": "zh",
    "简体中文": "zh",
}
#: A language's tag, its package of catalogues, what stands between the items of a list, its colon.
_CATALOGUES: Final = {"zh": ("zh-Hans", "zh_hans", "、", "：")}


def find_language(name: str) -> str | None:
    """Find a language by what people call it: `zh`, `zh-CN`, `zh_Hans`, `zh_CN.UTF-8`.

    Returns:
        `en` or `zh`; None for a language that corsac does not speak. Chinese in traditional
        characters is one of these.
    """
    tag = name.strip().partition(".")[0].partition("@")[0].replace("_", "-").lower()
    return _NAMES.get(tag)


def language_of(environment: Mapping[str, str]) -> str:
    """Find the language that the environment asks for; English where it asks for another.

    Args:
        environment: LC_ALL, LC_MESSAGES and LANG count, the first that is set.
    """
    named = next((environment[each] for each in VARIABLES if environment.get(each)), "")
    return find_language(named) or "en"


@cache
def catalogue_of(language: str) -> Catalogue:
    """Load a language's catalogue.

    Args:
        language: As `find_language` gives it.
    """
    if language not in _CATALOGUES:
        return ENGLISH
    tag, package, separator, colon = _CATALOGUES[language]
    home = f"corsac.render._generated.{package}"
    entries: dict[str, str] = {}
    for part in import_module(home).PARTS:
        entries |= import_module(f"{home}.{part}").ENTRIES
    return Catalogue(entries, tag, separator, colon)
