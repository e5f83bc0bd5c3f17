"""The parts of a catalogue: one .po file each, so that several people can translate at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = ROOT / "src/corsac"
CATALOGUES: Final = ROOT / "tools/catalogues"
#: The languages beside English, by the names that gettext gives them.
LANGUAGES: Final = ("zh_Hans",)
#: Beside the .po files: the parts that are translated whole, one a line. A test holds them so.
COMPLETE: Final = "complete.txt"


@dataclass(frozen=True, slots=True)
class Message:
    """Something that is said: the English text, and the file that says it, from the root."""

    text: str
    file: str
    #: Whether its braces are holes (a `Text`), or only braces (help and pages).
    holes: bool = True
    #: Where in the file, so that a part reads as the source does.
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its name, and what is in it."""

    name: str
    about: str


PARTS: Final = (
    Part("words", "labels of the reports, diagnose and render"),
    Part("rules", "sentences of the rules"),
    Part("verify", "the checks that a live server is verified with"),
    Part("cli", "what the commands say, and their errors"),
    Part("policy", "mistakes of policies, and notices of exports"),
    Part("evidence", "what is said of pasted lines"),
    Part("explain", "the explanations of headers, methods and console lines"),
    Part("help", "the help of the commands, click's own words too"),
    Part("pages_a_l", "pages of the rules whose names begin with a to l"),
    Part("pages_m_z", "pages of the rules whose names begin with m to z"),
    Part("pages_defects", "pages of the defects that lint finds"),
)

#: The first that a file's path begins with says which part its sentences are in.
_HOMES: Final = (
    ("src/corsac/rules/", "rules"),
    ("src/corsac/diagnose/explain/", "explain"),
    ("src/corsac/diagnose/verify/", "verify"),
    ("src/corsac/diagnose/", "words"),
    ("src/corsac/render/", "words"),
    ("src/corsac/policy/", "policy"),
    ("src/corsac/targets/", "policy"),
    ("src/corsac/evidence/", "evidence"),
    ("src/corsac/", "cli"),
)


def part_of(message: Message) -> str:
    """Give the part of a sentence."""
    return next(part for start, part in _HOMES if message.file.startswith(start))


def part_of_page(message: Message) -> str:
    """Give the part of a paragraph of a rule's page."""
    if "/rules/" not in message.file:
        return "pages_defects"
    return "pages_a_l" if Path(message.file).stem < "m" else "pages_m_z"
