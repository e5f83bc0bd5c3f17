"""Reads what code allows that sets the headers by hand, each function by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.policy.pattern import ANY
from corsac.targets.defects.code.facts import ALLOW_ORIGIN
from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.lines import take, worked_out
from corsac.targets.settings.translation import Matching

if TYPE_CHECKING:
    from corsac.targets.defects.code.facts import Facts, Place, Setting
    from corsac.targets.settings.reading import Reading

LIBRARY: Final = Library("by-hand", "headers by hand", Matching.ANYWHERE)
_WRITTEN: Final = re.compile(r"""(["'`])(https?://[^"'`\s]+|null)\1""")
#: A list, set or map of texts as JavaScript, Python and Go open it, and what stands in it.
_OPENING: Final = r"(?:map\[\w+\]\w+|\[\]\w+|(?:new )?Set\(|frozenset\(|set\()?\s*[\[({]([^\])}]*)"
_NEAR: Final = 5000


def read(facts: Facts) -> tuple[Reading, ...]:
    """Give a reading for each function that sets Allow-Origin."""
    functions = dict.fromkeys(each.function for each in facts.of(ALLOW_ORIGIN))
    return tuple(_reading(facts, each) for each in functions)


def _reading(facts: Facts, function: Place) -> Reading:
    settings = [each for each in facts.settings if each.function == function]
    origins = [each for each in settings if each.header == ALLOW_ORIGIN]
    at = origins[0].statement
    draft = Draft(LIBRARY, span=facts.source.span(at.start, at.end))
    for each in settings:
        if each.header == ALLOW_ORIGIN:
            _origin(facts, draft, each)
        else:
            span = facts.source.span(each.expression_at.start, each.expression_at.end)
            take(draft, each.header, each.value, span, each.expression)
    return draft.reading(draft.policy())


def _origin(facts: Facts, draft: Draft, setting: Setting) -> None:
    at = setting.expression_at
    span = facts.source.span(at.start, at.end)
    if setting.value is not None:
        draft.origin(setting.value, span)
    elif not facts.is_chosen(setting) and facts.asking(setting):
        draft.add("allow_origins", ANY, span)
    elif not _looked_up(facts, draft, setting):
        draft.unknown(worked_out(setting.expression, span), "the origins")
        draft.undecided = True


def _looked_up(facts: Facts, draft: Draft, setting: Setting) -> bool:
    """Take the origins that are named where the origin is looked at, in texts or in lists."""
    text = facts.source.text
    start = max(setting.function.start, setting.statement.start - _NEAR)
    asked = setting.choosing.condition_at if setting.choosing else None
    looked = facts.text(asked) if asked else text[start : setting.statement.start]
    base = asked.start if asked else start
    found = [(m[2], base + m.start(2)) for m in _WRITTEN.finditer(looked)]
    for name in dict.fromkeys(re.findall(r"[A-Za-z_]\w+", looked)):
        made = re.search(rf"\b{name}\b[^\n=]*=\s*{_OPENING}", text)
        if made:
            found += [(m[2], made.start(1) + m.start(2)) for m in _WRITTEN.finditer(made[1])]
    for origin, place in dict.fromkeys(found):
        draft.origin(origin, facts.source.span(place, place + len(origin)))
    return bool(found)
