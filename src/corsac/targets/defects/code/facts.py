"""What code does about CORS by hand, whichever language it is written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from corsac.targets.defects.code.asking import (
    bare,
    depends,
    given_to,
    is_asking,
    is_something_else,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from corsac.core.findings import Edit
    from corsac.targets.defects.source import Source

_T = TypeVar("_T")
_K = TypeVar("_K")
ALLOW_ORIGIN: Final = "access-control-allow-origin"
ALLOW_CREDENTIALS: Final = "access-control-allow-credentials"
#: What means something only beside an origin that is allowed.
COMPANIONS: Final = frozenset(
    {
        ALLOW_CREDENTIALS,
        "access-control-allow-methods",
        "access-control-allow-headers",
        "access-control-max-age",
        "access-control-expose-headers",
    }
)
#: An if that asks only whether there is an origin at all.
_PRESENT: Final = re.compile(
    r"""[(\s]*!{0,2}[\w.]*origin\w*(?:["']\])?[)\s]*"""
    r"""(?:(?:[!=]==?|is(?: not)?)\s*(?:["']["']|null|undefined|nil|None))?[)\s]*""",
    re.IGNORECASE,
)
_CHOOSES: Final = re.compile(
    r"(?:includes|has|test|indexOf|match|fullmatch|contains|some|find|isAllowed\w*|allow\w*|"
    r"startsWith|endsWith|startswith|endswith|HasPrefix|HasSuffix|MatchString|check\w*|valid\w*)"
    r"\s*\([^()]*(?:\([^()]*\))?[^()]*origin|\[\s*[\w.]*origin\s*\]|origin\w*[\"')\]]*\s+(?:not\s+)?in\s|"
    r"""origin\s*[!=]==?\s*(?!["'`]\*?["'`]|null\b|undefined\b|nil\b|None\b)["'`\w]|"""
    r"""\w["'`]?\s*(?<!null)(?<!nil)(?<!undefined)={2,3}\s*[\w.]*origin\b|"""
    r"""\bswitch\s*\(?\s*[\w.]*origin""",
    re.IGNORECASE,
)


#: What is called an origin.
_NAMED: Final = re.compile(r"(?<![\w.$])\w*origin\b(?!\s*\()", re.IGNORECASE)
#: A question whether everybody is allowed: it chooses nobody.
_ALL: Final = re.compile(
    r"""[\w.]+\s*[!=]={1,2}\s*["'`]\*["'`]|["'`]\*["'`]\s*(?:[!=]={1,2}|\bin\b)\s*[\w.]+|"""
    r"""[\w.]+\.(?:includes|indexOf|has)\(\s*["'`]\*["'`]\s*\)"""
)
#: A question whether this is a preflight.
_OPTIONS: Final = re.compile(
    r"={2,3}\s*(?:[\"']OPTIONS[\"']|\w+\.MethodOptions)|[\"']OPTIONS[\"']\s*=="
)
#: A call of a function of one's own, as what is sent.
_CALLED: Final = re.compile(r"(?P<name>\w*origin\w*)\([\w.,\s]*\)", re.IGNORECASE)
#: What leaves a function at once.
_LEAVES: Final = re.compile(r"[\s)\]:]*(?:return|throw|raise)\b")
#: What hands a request on to what answers it.
_HANDS_ON: Final = re.compile(
    r"\bnext\(|\bcall_next\(|\.ServeHTTP\(|\.Next\(\)|\bget_response\(|\bself\.app\("
)

#: Blanks and line ends between a member and its comma, at most.
_GAP: Final = 200
#: How far back, in characters, a look at the origin is looked for.
_NEAR: Final = 5000


@dataclass(frozen=True, slots=True)
class Place:
    """Characters of the file, [start, end)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class If:
    """An if: its condition, and the last statement inside, behind which more can be put."""

    whole: Place
    condition: str
    condition_at: Place
    last: Place | None
    function: Place

    @property
    def chooses(self) -> bool:
        """Whether it lets through some origins, and not whatever says that it is one."""
        text = _ALL.sub("", self.condition)
        if "origin" not in text.lower() or text.lstrip("( ").startswith(("!", "not ")):
            return False
        return _PRESENT.fullmatch(text) is None and not is_asking(text.strip("( )"))


@dataclass(frozen=True, slots=True)
class Setting:
    """A response header that is set: its name in lower case, its value if that is written out.

    `value` is None where it is worked out; `expression` is its text. `statement` is where lines can
    be put before, `own` what goes where the header goes: the statement, a `member` of an object, or
    one call of a chain. `left` stands there afterwards, where something has to. `ifs` are those
    around it in its function, from without inwards. `vary` is how this place says `Vary: Origin`.
    """

    header: str
    value: str | None
    expression: str
    expression_at: Place
    statement: Place
    own: Place
    function: Place
    ifs: tuple[If, ...]
    vary: str
    member: bool = False
    left: str = ""

    @property
    def choosing(self) -> If | None:
        """The outermost if that chooses the origin."""
        return next((each for each in self.ifs if each.chooses), None)


def _grouped(each_of: Iterable[_T], key: Callable[[_T], _K]) -> dict[_K, tuple[_T, ...]]:
    found: dict[_K, list[_T]] = {}
    for each in each_of:
        found.setdefault(key(each), []).append(each)
    return {name: tuple(several) for name, several in found.items()}


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of origins that the file has: its name, and how it is asked for `{origin}`."""

    name: str
    asks: str


@dataclass(frozen=True)
class Facts:
    """A file: the headers that it sets, its ifs and loops, and its lists of origins by name."""

    source: Source
    settings: tuple[Setting, ...]
    ifs: tuple[If, ...]
    lists: tuple[Listed, ...]
    comment: str = "//"
    loops: tuple[Place, ...] = ()

    def text(self, place: Place) -> str:
        """Give the text of a place."""
        return self.source.text[place.start : place.end]

    def of(self, header: str) -> tuple[Setting, ...]:
        """Give the settings of one header, by its name in lower case."""
        return self._by_header.get(header, ())

    @cached_property
    def _by_header(self) -> dict[str, tuple[Setting, ...]]:
        return _grouped(self.settings, lambda each: each.header)

    @cached_property
    def _by_function(self) -> dict[Place, tuple[Setting, ...]]:
        return _grouped(self.settings, lambda each: each.function)

    @cached_property
    def _ifs(self) -> dict[Place, tuple[If, ...]]:
        return _grouped(self.ifs, lambda each: each.function)

    def inside(self, function: Place) -> tuple[Setting, ...]:
        """Give the settings of a function."""
        return self._by_function.get(function, ())

    def ifs_of(self, function: Place) -> tuple[If, ...]:
        """Give the ifs of a function."""
        return self._ifs.get(function, ())

    def inside_of(self, asked: If) -> str:
        """Give what an if does where its condition holds."""
        end = asked.last.end if asked.last is not None else asked.whole.end
        return self.source.text[asked.condition_at.end : end]

    def leaves(self, asked: If) -> bool:
        """Whether an if ends with what leaves the function."""
        told = self.text(asked.last) if asked.last is not None else self.inside_of(asked)
        return _LEAVES.match(told) is not None

    def hands_on(self, asked: If) -> bool:
        """Whether an if leaves the answer to somebody else."""
        return _HANDS_ON.search(self.inside_of(asked)) is not None

    def is_answered(self, setting: Setting) -> bool:
        """Whether preflights are answered before this place: it is of other answers alone."""
        indent = self.source.indent(setting.statement.start)
        return any(
            each.whole.end <= setting.statement.start
            and _OPTIONS.search(each.condition)
            and self.leaves(each)
            and len(self.source.indent(each.whole.start)) <= len(indent)
            for each in self.ifs_of(setting.function)
        )

    def beside(self, setting: Setting, header: str) -> tuple[Setting, ...]:
        """Give the settings of another header in the same function."""
        return tuple(each for each in self.inside(setting.function) if each.header == header)

    def with_credentials(self, setting: Setting) -> tuple[Setting, ...]:
        """Give the settings that allow credentials in the same function."""
        found = self.beside(setting, ALLOW_CREDENTIALS)
        return tuple(each for each in found if each.value is None or each.value.lower() == "true")

    def asking(self, setting: Setting) -> str:
        """Give the expression that is the origin which asks; empty where it is something else."""
        text = bare(setting.expression)
        if is_asking(text):
            return text
        if not re.fullmatch(r"\w+", text):
            return ""
        return text if is_asking(given_to(text, self.before(setting))) else ""

    def before(self, setting: Setting) -> str:
        """Give what stands before a setting in its function, as far as is looked at."""
        start = max(setting.function.start, setting.statement.start - _NEAR)
        return self.source.text[start : setting.statement.start]

    def is_chosen(self, setting: Setting) -> bool:
        """Whether something before this place looked whether the origin is one of those meant."""
        if setting.choosing is not None:
            return True
        before, name = self.before(setting), bare(setting.expression)
        if re.fullmatch(r"\w+", name):
            before = re.sub(rf"\b{name}\b", "origin", before)
        return _CHOOSES.search(before) is not None

    def varies(self, setting: Setting) -> bool:
        """Whether what is set depends on the origin that asks."""
        choosing = setting.choosing
        if choosing is not None and self._asks_else(choosing, self.before(setting)):
            choosing = None
        if setting.value is not None:
            return choosing is not None
        if choosing is not None or self.asking(setting):
            return True
        return depends(setting.expression, self.before(setting)) or self._asks_a_function(setting)

    def _asks_a_function(self, setting: Setting) -> bool:
        """Whether a function of this file makes the value, and looks at the origin that asks."""
        match = _CALLED.fullmatch(setting.expression)
        if match is None:
            return False
        made = re.search(
            rf"\b(?:function|func|def)\s+{match['name']}\s*\(|"
            rf"\b(?:const|let|var)\s+{match['name']}\s*=\s*(?:async\s*)?(?:function\b|\()",
            self.source.text,
        )
        body = self.source.text[made.end() :][:_NEAR] if made else ""
        return depends(re.split(r"\n[}\w]", body, maxsplit=1)[0], "")

    def _asks_else(self, asked: If, before: str) -> bool:
        """Whether what a condition calls an origin is something else: a host, say."""
        names = set(_NAMED.findall(asked.condition))
        return bool(names) and all(is_something_else(each, before) for each in names)

    def without(self, setting: Setting) -> Edit:
        """Take a header out."""
        start, end = setting.own.start, setting.own.end
        if setting.left:
            return self.source.edit(start, end, setting.left)
        if setting.member:
            rest = self.source.text[end : end + _GAP]
            comma = len(rest) - len(rest.lstrip()) if rest.lstrip().startswith(",") else -1
            if comma >= 0:
                return self.source.without(start, end + comma + 1)
            before = self.source.text[:start].rstrip()
            if before.endswith(",") and "\n" not in self.source.text[len(before) : start]:
                return self.source.edit(len(before) - 1, end, "")
        elif setting.own != setting.statement:
            return self.source.edit(start, end, "")
        return self.source.without(start, end)
