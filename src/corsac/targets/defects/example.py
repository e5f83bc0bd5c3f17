"""The examples on defects' pages: a file that has the defect, and the same one mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.source import Kind, Source

if TYPE_CHECKING:
    from corsac.core.findings import Rule

_SECTION: Final = re.compile(
    r"^## (Bad|Good)\n+```(\w+)(?: ([\w./-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_KINDS: Final = {
    "nginx": Kind.NGINX,
    "apache": Kind.APACHE,
    "js": Kind.JAVASCRIPT,
    "ts": Kind.TYPESCRIPT,
    "tsx": Kind.TSX,
    "html": Kind.MARKUP,
    "go": Kind.GO,
    "python": Kind.PYTHON,
    "json": Kind.PACKAGE,
    "sh": Kind.SHELL,
    "toml": Kind.POLICY,
}
_ORIGIN: Final = re.compile(r"corsac: --origin (\S+)")
_METHODS: Final = re.compile(r"corsac: --policy allows (.+)")


def examples_of(rule: Rule) -> tuple[Source, Source]:
    """Give a page's bad and its good example.

    Raises:
        ValueError: There are not exactly these two.
    """
    found = {name: (kind, file, text) for name, kind, file, text in _SECTION.findall(rule.page)}
    if set(found) != {"Bad", "Good"}:
        raise ValueError(f"{rule.name}: a page has one bad and one good example")
    return _source(*found["Bad"]), _source(*found["Good"])


def _source(language: str, name: str, text: str) -> Source:
    """Make a file of an example; `# corsac: --origin …` in it stands for the option."""
    origins = tuple(_ORIGIN.findall(text))
    told = _METHODS.search(text)
    methods = tuple(told[1].split(", ")) if told else ()
    kind = _KINDS[language]
    return Source(name or f"example.{language}", text, kind, origins, methods=methods)
