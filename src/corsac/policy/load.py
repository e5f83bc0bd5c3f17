"""A policy from a TOML text, with the line and column of every mistake."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

from corsac.core.findings import Span, Text
from corsac.policy.checks import meant
from corsac.policy.fields import BY_NAME
from corsac.policy.mistakes import Collector, Mistake, PolicyError, placed
from corsac.policy.policy import Policy
from corsac.policy.spans import KEY, Places

if TYPE_CHECKING:
    from corsac.policy.spans import Path

#: The version of the file's format.
VERSION: Final = 1
#: What stands at the top of the file; `proxy` is read elsewhere.
TOP: Final[dict[str, str]] = dict.fromkeys(("version", "policy", "profiles", "proxy"), "")
_POSITION: Final = re.compile(r"line (\d+), column (\d+)")
#: Mistakes that are about a key rather than its value.
_OF_KEYS: Final = frozenset({"field-unknown", "field-foreign", "profile-unknown"})

Table = Mapping[str, object]


def load_policy(text: str, file: str = "corsac.toml", profile: str | None = None) -> Policy:
    """Make the policy of a `corsac.toml`, or of `[tool.corsac]` in a `pyproject.toml`.

    Args:
        text: The file's text.
        file: Its name, for messages; of a `pyproject.toml` only `[tool.corsac]` is read.
        profile: The profile that is added to `[policy]`: its lists are appended, its other
            fields replace. None for none.

    Raises:
        PolicyError: The text is no TOML, or what it says can't work or isn't safe; every mistake
            has its place.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    document = _parsed(plain, file)
    found: list[Mistake] = []
    root: Path = ("tool", "corsac") if file.endswith("pyproject.toml") else ()
    policy = _read(document, Collector(found, root), profile)
    if policy is not None and not found:
        return policy
    places = Places(plain, file)
    raise PolicyError(placed(found, lambda mistake: _place(mistake, places)), plain)


def profiles(text: str, file: str = "corsac.toml") -> tuple[str, ...]:
    """Name the profiles of a file.

    Args:
        text: The file's text.
        file: Its name.

    Raises:
        PolicyError: The text is no TOML.
    """
    document: object = _parsed(text.removeprefix("\ufeff").replace("\r\n", "\n"), file)
    for name in ("tool", "corsac") if file.endswith("pyproject.toml") else ():
        document = _table(document).get(name)
    return tuple(_table(_table(document).get("profiles")))


@dataclass(slots=True)
class _Merged:
    """The policy's fields with a profile's added, and where each came from."""

    fields: dict[str, Any]
    origin: Path
    sources: dict[Path, Path] = field(default_factory=dict["Path", "Path"])

    def add(self, table: Table, origin: Path) -> None:
        """Add a profile: lists are appended, the rest replaces; all stays all."""
        for name, value in table.items():
            own = self.fields.get(name)
            if isinstance(own, list) and isinstance(value, list):
                items = cast("list[object]", own)
                more = cast("list[object]", value)
                for index in range(len(more)):
                    self.sources[name, len(items) + index] = (*origin, name, index)
                self.fields[name] = [*items, *more]
            elif own != "*":
                self.fields[name] = value
                self.sources[name,] = (*origin, name)

    def place(self, path: Path) -> Path:
        """Lead from a place in the policy to the place in the file."""
        for length in (2, 1):
            source = self.sources.get(path[:length])
            if source is not None:
                return (*source, *path[length:])
        return (*self.origin, *path)


def _read(document: Table, here: Collector, profile: str | None) -> Policy | None:
    top: object = document
    for name in here.path:
        top = _table(top).get(str(name))
    if not isinstance(top, Mapping):
        mend = Text("write [tool.corsac.policy] here, or a corsac.toml")
        here.add("section-missing", None, Text("is not in this file"), mend)
        return None
    merged = _merged(cast("Table", top), here, profile)
    if merged is None:
        return None
    try:
        return Policy(**merged.fields)
    except PolicyError as error:
        for mistake in error.mistakes:
            here.found.append(
                Mistake(
                    (*here.path, *merged.place(mistake.path)),
                    mistake.value,
                    mistake.reason,
                    mistake.mend,
                    mistake.code,
                )
            )
        return None


def _merged(top: Table, here: Collector, profile: str | None) -> _Merged | None:
    _check_top(top, here)
    own = _section(top, "policy", here)
    if own is None:
        return None
    merged = _Merged(dict(own), ("policy",))
    if profile is None:
        return merged
    known = _section(top, "profiles", here) or {}
    if profile not in known:
        place = here.at("profiles", profile)
        mend = (
            meant(profile, known, "the profiles are {names}")
            if known
            else Text("the file has no profile")
        )
        place.add("profile-unknown", None, Text("is no profile of this file"), mend)
        return None
    added = _section(known, profile, here.at("profiles"))
    if added is not None:
        merged.add(added, ("profiles", profile))
    return merged


def _check_top(top: Table, here: Collector) -> None:
    for name in top:
        if name in BY_NAME:
            mend = Text.of(
                "write it below [{place}]", place=".".join([*map(str, here.path), "policy"])
            )
            here.at(name).add("field-unknown", None, Text("stands outside the policy"), mend)
        elif name not in TOP:
            here.at(name).add(
                "field-unknown",
                None,
                Text("is no section of this file"),
                meant(name, TOP, "the sections are {names}"),
            )
    version = top.get("version", VERSION)
    if version != VERSION or isinstance(version, bool):
        here.at("version").add(
            "version-unknown",
            version,
            Text("is no version of this file's format"),
            Text.of("write {version}", version=VERSION),
        )


def _section(top: Table, name: str, here: Collector) -> Table | None:
    value = top.get(name)
    if isinstance(value, Mapping):
        return cast("Table", value)
    if value is None:
        if name == "policy":
            mend = Text('write it, with allow_origins = ["https://app.example"]')
            here.at(name).add("section-missing", None, Text("is missing"), mend)
        return None
    here.at(name).add(
        "section-expected", value, Text("is no section"), Text.of("write [{name}]", name=name)
    )
    return None


def _table(value: object) -> Table:
    return cast("Table", value) if isinstance(value, Mapping) else {}


def _place(mistake: Mistake, places: Places) -> Span:
    path = mistake.path
    return places.find((*path, KEY) if mistake.code in _OF_KEYS else path)


def _parsed(text: str, file: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error).partition(" (at ")[0]
        match = _POSITION.search(str(error))
        lines = text.split("\n")
        line, column = (int(match[1]), int(match[2])) if match else (len(lines), len(lines[-1]) + 1)
        span = Span(file, line, column, line, column + 1)
    except RecursionError:
        reason, span = "nested too deeply", Span(file, 1, 1, 1, 2)
    mend = Text("mend the syntax; toml.io describes it")
    mistake = Mistake(
        (), "", Text.of("this is no TOML: {reason}", reason=reason), mend, "toml-syntax", span
    )
    raise PolicyError([mistake], text)
