"""From any word to what explains it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from corsac.core.fields import is_token
from corsac.core.findings import Text
from corsac.core.mime import parse_mime_type
from corsac.core.request_headers import SAFELISTED_TYPES
from corsac.diagnose.explain.console import explain_console
from corsac.diagnose.explain.explanation import Block, Explanation, Kind, fact
from corsac.diagnose.explain.headers import explain_header, header_names
from corsac.diagnose.explain.methods import (
    KNOWN,
    explain_content_type,
    explain_method,
    is_method,
)
from corsac.diagnose.explain.overview import CORS
from corsac.evidence.console import read_console
from corsac.rules import CATALOGUE

if TYPE_CHECKING:
    from corsac.core.findings import Rule

_CORS: Final = frozenset({"cors", "跨域", "跨源"})
#: Types that a body of script's has.
_TYPES: Final = (*sorted(SAFELISTED_TYPES), "application/json", "application/xml", "text/html")
#: A word longer than this is no name of anything.
_LONGEST_WORD: Final = 80
#: Digits of a rule's code.
_DIGITS: Final = 3


def explain(text: str) -> Explanation | None:
    """Explain a rule, a header or a line of one, a method, a content type, console lines, or CORS.

    Args:
        text: What was typed or pasted.

    Returns:
        None for what is none of these.
    """
    word = text.strip()
    if word.lower() in _CORS:
        return CORS
    rule = rule_of(word)
    if rule is not None:
        return explain_rule(rule)
    lines = read_console(text)
    if lines:
        return explain_console(lines)
    if len(word) > _LONGEST_WORD or "\n" in word:
        return None
    return _word(word)


def _word(word: str) -> Explanation | None:
    name, colon, value = word.partition(":")
    if colon and is_token(name) and not value.startswith("//") and (value == "" or value[0] == " "):
        return explain_header(name, value)
    low = word.lower()
    if low in header_names():
        return explain_header(word)
    if is_method(word):
        return explain_method(word)
    if (
        "/" in word
        and not word.startswith(("/", "."))
        and "://" not in word
        and parse_mime_type(word)
    ):
        return explain_content_type(word)
    custom = "-" in word and is_token(word) and not get_close_matches(low, header_names(), 1, 0.85)
    return explain_header(word) if custom and not get_close_matches(low, _rule_names(), 1) else None


def rule_of(word: str) -> Rule | None:
    """Find a rule by its code (`CORS012`, `12`), its name or its cause.

    The rules of `check` come first, then the defects that `lint` finds, then the checks of
    `verify`.
    """
    low = word.lower()
    digits = low.removeprefix("cors").lstrip("-_ ")
    code = f"CORS{int(digits):03d}" if digits.isdecimal() and len(digits) <= _DIGITS else ""
    own = tuple(each.RULE for each in CATALOGUE)
    # What is no single word is no name: the others need not be loaded for it.
    for rules in (own, () if " " in low else _others()):
        for rule in rules:
            if low == rule.name or code == rule.code:
                return rule
    return next((rule for rule in own if rule.cause == low), None)


def _others() -> tuple[Rule, ...]:
    """Give the rules of the other commands."""
    from corsac.diagnose.verify.checks import CHECKS  # noqa: PLC0415 -- a console line needs none
    from corsac.targets.defects import RULES  # noqa: PLC0415 -- likewise

    return (*RULES, *(check.rule for check in CHECKS))


def explain_rule(rule: Rule) -> Explanation:
    """Give a rule's page."""
    return Explanation(
        Text.of("{code} {title}", code=rule.code, title=Text(rule.title)),
        (
            fact("name", Text.of("{name}", name=rule.name)),
            fact("severity", Text(rule.severity.value)),
            Block(Kind.PAGE, Text.of("{page}", page=rule.page)),
        ),
    )


def near(text: str) -> tuple[str, ...]:
    """Name what may have been meant, the nearest first; empty where nothing is near."""
    codes = [rule.code for rule in (*(each.RULE for each in CATALOGUE), *_others())]
    known = {name.lower(): name for name in (*codes, *_rule_names(), *KNOWN, *_TYPES, "cors")}
    known |= {name: name for name in header_names()}
    found = get_close_matches(text.strip().lower()[:_LONGEST_WORD], known, n=3, cutoff=0.6)
    return tuple(known[each] for each in found)


def _rule_names() -> tuple[str, ...]:
    return tuple(rule.name for rule in (*(each.RULE for each in CATALOGUE), *_others()))
