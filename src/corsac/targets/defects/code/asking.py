"""Which expressions are the origin that asks, in JavaScript, Go and Python, by their text."""

from __future__ import annotations

import re
from typing import Final

_QUOTED: Final = r"""["'`](?:http_)?origin["'`]"""
#: A header of the request: by a member, an index, a call; Django's and WSGI's names too.
_ASKING: Final = re.compile(
    rf"""(?:[\w.$?!]|\(\)|\[\w*\])*?(?:"""
    rf"""\b(?:headers?|req|request)(?:\(\))?[?!]?\.origin|"""
    rf"""\b(?:headers?|META|environ)[?!]?(?:\?\.)?\[{_QUOTED}\](?:\[0\])?|"""
    rf"""\b(?:get|getHeader|header|headers|Peek)\({_QUOTED}(?:,\s*[^()]*)?\)"""
    r""")!?""",
    re.IGNORECASE,
)
#: What is asked for something called origin, and is no request.
_CONFIGURED: Final = re.compile(
    r"\b(?:process|os|config|configuration|settings|options|opts|cfg|viper|env)\b", re.IGNORECASE
)
_CAST: Final = re.compile(r"\s+as\s+\w+$|^String\((?=.*\)$)|^str\((?=.*\)$)")
_TEXT: Final = r"""(?:["'`][^"'`]*["'`]|None|null|undefined)"""
_FALLBACK: Final = re.compile(rf"\s*(?:\|\||\?\?|\bor\b)\s*{_TEXT}\s*$")
_EITHER: Final = (
    re.compile(rf"(?P<given>.+?)\s*\?\s*(?P=given)\s*:\s*{_TEXT}"),
    re.compile(rf"(?P<given>.+?)\s+if\s+(?P=given)\s+else\s+{_TEXT}"),
)


#: Longer than what is looked at.
_LONG: Final = 300


def bare(text: str) -> str:
    """Take off what stands in for an origin that isn't there: `|| '*'`, `if origin else '*'`."""
    if len(text) > _LONG:
        return text
    text = _CAST.sub("", text.strip())
    if _CAST.search(text) is None and text.endswith(")") and text.count(")") > text.count("("):
        text = text[:-1]
    for each in _EITHER:
        if match := each.fullmatch(text):
            text = match["given"]
    while text.startswith("(") and text.endswith(")") and "(" not in text[1:-1]:
        text = text[1:-1]
    return _FALLBACK.sub("", text).strip()


def is_asking(text: str) -> bool:
    """Whether an expression is the Origin header of the request."""
    if len(text) > _LONG:
        return False
    text = bare(text)
    return _ASKING.fullmatch(text) is not None and _CONFIGURED.search(text) is None


def given_to(name: str, text: str) -> str:
    """Give what a name was given in a text, by its last assignment; empty for nothing.

    `const { origin } = req.headers` gives `req.headers.origin`.
    """
    name = re.escape(name)
    found = ""
    for match in re.finditer(
        rf"(?<![\w.$]){name}(?:\s*:\s*[\w.| ]+)?\s*:?=(?![=>])\s*(?P<value>[^\n;]+)|"
        rf"\{{[^{{}}\n]*(?<![\w.]){name}\b[^{{}}\n:]*\}}\s*=\s*(?P<owner>[\w.]+)",
        text,
    ):
        found = match["value"] or f"{match['owner']}.{name}"
    return found.rstrip().removesuffix(":").removesuffix(",")


#: How one of a list is named: in a loop, or by a function that is asked for each.
_EACH: Final = (
    r"\bfor\b[^\n{{:]*?(?<![\w.]){name}\s+(?:in|of)\b|"
    r"(?<![\w.]){name}\s*:?=\s*range\b|"
    r"\.(?:some|every|filter|map|forEach|find)\(\s*(?:async\s*)?\(?\s*{name}\s*(?::\s*\w+\s*)?[,)=]"
)


def is_something_else(name: str, before: str) -> bool:
    """Whether what is called an origin is no request's: a host, or one of a list that is gone over.

    Args:
        name: What it is called.
        before: What stands before in its function, and its function's own head.
    """
    if not re.fullmatch(r"\w+", name):
        return False
    if re.search(_EACH.format(name=re.escape(name)), before):
        return True
    given = given_to(name, before)
    return bool(given) and "origin" not in given.lower()


def names_given(text: str) -> set[str]:
    """Name what depends on the origin that asks, in the text of a function."""
    found = {
        name
        for match in _TAKEN.finditer(text)
        for name in re.findall(r"\w+", match["names"])
        if name.lower() == "origin"
    }
    for match in _ASSIGNED.finditer(text):
        value = match["value"]
        if (
            is_asking(value)
            or _INSIDE.search(value)
            or any(re.search(rf"(?<![\w.$'\"]){re.escape(x)}\b", value) for x in found)
        ):
            found.add(match["name"])
    return found


_ASSIGNED: Final = re.compile(
    r"(?<![\w.$])(?P<name>\w+)(?:\s*:\s*[\w.| ]+)?\s*:?=(?![=>])\s*(?P<value>[^\n;]+)"
)
_TAKEN: Final = re.compile(r"\{(?P<names>[^{}\n]*)\}\s*=\s*[\w.]*headers\b")
#: An origin that asks somewhere in a longer expression.
_INSIDE: Final = re.compile(
    rf"""\b(?:headers?|req|request)(?:\(\))?[?!]?\.origin\b|\b(?:headers?|META|environ)[?!]?(?:\?\.)?\[{_QUOTED}\]|"""
    rf"""\b(?:header|headers|req|request|ctx|c|r|META|environ)\.(?:get|header|GetHeader)\({_QUOTED}""",
    re.IGNORECASE,
)


def depends(expression: str, function: str) -> bool:
    """Whether an expression depends on the origin that asks, in the text of its function."""
    if is_asking(expression) or _INSIDE.search(expression):
        return True
    names = names_given(function)
    words = set(re.findall(r"(?<![\w.$'\"])[A-Za-z_]\w*", expression))
    return bool(names & words)
