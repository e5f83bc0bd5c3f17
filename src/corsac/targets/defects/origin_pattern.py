"""What is wrong with a regular expression for origins, and the one that was meant.

Works on the text of the expression: anchors, dots, wildcards and the scheme are where origins'
expressions go wrong, in every engine alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Fault(StrEnum):
    """What lets strangers in."""

    NO_START = "no-start"
    NO_END = "no-end"
    LOOSE_ALTERNATIVES = "loose-alternatives"
    ANY_CHARACTER = "any-character"
    GLUED = "glued"
    PLAIN_HTTP = "plain-http"
    NO_HOST = "no-host"


#: What each lets in, said about the expression.
SAID: Final = {
    Fault.NO_START: "it has no ^ at the start: whatever comes before it matches too",
    Fault.NO_END: "it has no $ at the end: app.example.evil.example matches too",
    Fault.LOOSE_ALTERNATIVES: "^ and $ bind to the first and the last alternative alone",
    Fault.ANY_CHARACTER: "a dot without a backslash stands for any character",
    Fault.GLUED: "a wildcard before the host matches evilapp.example too",
    Fault.PLAIN_HTTP: "http:// is let in beside https://",
    Fault.NO_HOST: "the wildcard matches more than names of hosts: evil.example?.app.example too",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The faults of an expression, and the expression without them."""

    faults: tuple[Fault, ...]
    mended: str


_ANYTHING: Final = re.compile(r"[\^(]*(?:\?:)?(?:\.[*+]|\.|\(\.[*+]\))?(?:\?)?[)$]*")
#: A dot that isn't escaped, between what are parts of a host name.
_LOOSE_DOT: Final = re.compile(r"(?<=[A-Za-z0-9\])*+?}])\.(?=[A-Za-z0-9(\[)])")
_GLUED: Final = re.compile(r"\.[*+]\??(?=[A-Za-z0-9])")
_SCHEMES: Final = ("https?://", "http[s]?://", "http(s)?://", "http(?:s)?://", "(http|https)://",
                   "(https|http)://", "(?:http|https)://", "(?:https|http)://", "(https?)://",
                   "(?:https?)://", "(https?://)?", "(?:https?://)?", "(http(s)?://)?",
                   "(http|https)?://", "(http://|https://)", "(https://|http://)",
                   "(?:http://|https://)", "(?:https://|http://)", ".*://", ".+://", r"\w+://",
                   "[a-z]+://")  # fmt: skip
_LOOPBACK: Final = re.compile(
    r"(?:\([^()]*\)\?)?\(?(?:\?:)?(?:localhost|127\\?\.0|\\?\[::1|0\\?\.0\\?\.0)"
)
#: What may stand at the start without ^: whatever comes before ends with a whole label.
_DOTTED: Final = re.compile(r"\\\.(?![?*])|\.[*+]")
_PRIVATE: Final = r"(?:10\\?\.|192\\?\.168\\?\.|172\\?\.(?:1[6-9]|2\d|3[01])\\?\.)[\d.\\]+(?![\w-])"
#: A host that is let in without encryption alone, and is no machine of whoever develops: this
#: one, or an address that only a network of one's own has (RFC 1918).
_PLAIN: Final = re.compile(
    r"http(?=:(?:\\?/){2}(?!(?:\([^()]*\)\?)?\(?(?:\?:)?[\w.\\-]*(?:localhost\b|127\\?\.|\\?\[::1))"
    rf"(?!{_PRIVATE})[^\s\"'])"
)
_MAYBE_DOT: Final = r"\.?"
_SCHEME: Final = ("http", "(http", "(?:http", ".*://", ".+://", r"\w+://", "[a-z]+://")
_LABELS: Final = r"(?:[a-z0-9-]+\.)*"
#: What stands for the scheme too: `.*\.app\.example` matches http:// as well as https://.
_ANY_SCHEME: Final = re.compile(r"\(*(?:\?:)?(?:\.[*+]|\\\.(?![?*]))")
#: A wildcard where labels are meant: a host's characters alone are less than any.
_ANY_LABELS: Final = re.compile(r"(?<![\w)])\.[*+]\??(?=\)?\\\.)")
_NO_SLASH: Final = re.compile(r"(?<!\\)\[\^/:?\][*+]\??(?=\)?\\\.)")
_WILD: Final = re.compile(r"\.[*+]\??")
#: This machine, named whole, where no port is spoken of.
_PORTLESS: Final = re.compile(
    r"(?<![\w.-])(localhost|127\\?\.0\\?\.0\\?\.1|\\?\[::1\\?\])(?=$|[|)])"
    r"(?!.*(?<!\?):(?!/))"
)
_PORT: Final = "[0-9]+"
#: The head of an address alone, with nothing behind it.
_OPEN_ADDRESS: Final = re.compile(r"(?<![^/|(^])(?:\d{1,3}\\\.){1,3}(?=$|[|)])")


def matches_anything(expression: str) -> bool:
    """Whether an expression says nothing at all of an origin: `.*`, `^.+$`, `https?://.*`."""
    bare = _unslashed(expression)
    for scheme in (*_SCHEMES, "https://", "http://"):
        bare = bare.replace(scheme, "", 1)
    return _ANYTHING.fullmatch(bare) is not None


def encrypted(text: str) -> str:
    """Write https:// for http:// in an origin or an expression, but for this machine."""
    return _PLAIN.sub("https", text)


def is_private(origin: str) -> bool:
    """Whether an origin is an address that only a network of one's own has (RFC 1918)."""
    return re.match(rf"https?://{_PRIVATE}", origin) is not None


def judge(
    expression: str, *, whole: bool = False, start: bool = False, secure: bool = True
) -> Verdict:
    """Judge an expression.

    Args:
        expression: As the engine reads it, without delimiters.
        whole: Whether the engine matches it against the whole origin anyway.
        start: Whether the engine matches it from the start anyway (Python's `re.match`).
        secure: Whether http:// is a fault too, as it is with credentials.
    """
    body, slash = _unwrapped(_unslashed(expression)), "\\/" in expression
    faults: list[Fault] = []
    if not whole and _OPEN_ADDRESS.search(body):
        body = _OPEN_ADDRESS.sub(_addressed, body if _ends(body) else _with_ports(body))
    starts, ends = body.startswith("^"), _ends(body)
    inner = body[1 if starts else 0 : len(body) - (1 if ends else 0)]
    loose = not (whole or starts or start) and not _DOTTED.match(inner)
    several = not whole and len(_alternatives(inner)) > 1
    if loose:
        faults.append(Fault.NO_START)
    glued = _GLUED.match(inner) is not None
    open_scheme = _ANY_SCHEME.match(inner) is not None and (secure or glued)
    if loose or open_scheme or (several and (starts or ends)):
        faults += [Fault.GLUED] if glued else []
        inner = "|".join(map(_from_the_start, _alternatives(inner)))
    if not (whole or ends):
        faults.append(Fault.NO_END)
        inner = _with_ports(inner)
    if several:
        if starts or ends:
            faults.append(Fault.LOOSE_ALTERNATIVES)
        inner = f"(?:{inner})"
    for fault, pattern, mend in (
        (Fault.ANY_CHARACTER, _LOOSE_DOT, r"\\."),
        (Fault.GLUED, _GLUED, _LABELS.replace("\\", "\\\\")),
        (Fault.NO_HOST, _ANY_LABELS, "[a-z0-9.-]+"),
    ):
        better = _outside_classes(inner, pattern, mend)
        better = _NO_SLASH.sub(mend, better) if fault is Fault.NO_HOST else better
        if better != inner:
            faults.append(fault)
            inner = better
    better = _without_http(inner) if secure else inner
    if better != inner:
        faults.append(Fault.PLAIN_HTTP)
        inner = better
    free = not (starts or loose) and _DOTTED.match(inner) is not None
    before = starts if whole else not free
    mended = f"{'^' * before}{inner}{'$' * (ends or not whole)}"
    return Verdict(tuple(faults), mended.replace("/", "\\/") if slash else mended)


def _addressed(match: re.Match[str]) -> str:
    """Write an address to its end where only its head is there."""
    rest = 4 - len(re.findall(r"\d+", match[0]))
    return "".join([match[0], r"[0-9]{1,3}\." * (rest - 1), f"[0-9]{{1,3}}(?::{_PORT})?"])


def _from_the_start(alternative: str) -> str:
    """Write what an alternative means from the scheme on, where it starts in the middle."""
    if alternative.startswith(("^", *_SCHEME)):
        return alternative
    if alternative.startswith("(") and _closing(alternative) == len(alternative) - 1:
        opening = "(?:" if alternative.startswith("(?:") else "("
        inside = _alternatives(alternative[len(opening) : -1])
        return f"{opening}{'|'.join(map(_from_the_start, inside))})"
    hosts, tail = _hosts(alternative)
    local = [each for each in hosts if _LOOPBACK.match(each)]
    others = [_labelled(each) for each in hosts if each not in local]
    made = [f"https?://{_grouped(others)}"] if others else []
    made += [f"https?://{_grouped(local)}"] if local else []
    return f"{_grouped(made)}{tail}"


def _labelled(host: str) -> str:
    """Put whole labels before a host: what came before it unasked ends with a dot."""
    wild = _WILD.match(host)
    rest = host[wild.end() :] if wild else host
    if rest.startswith(".") and rest[1:2].isalnum():
        rest = f"\\{rest}"
    if rest.startswith("\\.") and not rest.startswith(_MAYBE_DOT):
        return f"{_LABELS[:-1]}+{rest[2:]}"
    return f"{_LABELS}{rest.removeprefix(_MAYBE_DOT)}"


def _with_ports(text: str) -> str:
    """Let this machine keep its ports where the end was open: they were meant."""
    if text.endswith(":"):
        return text + _PORT
    return _PORTLESS.sub(rf"\1(?::{_PORT})?", text)


def _unslashed(expression: str) -> str:
    return expression.replace("\\/", "/")


def _unwrapped(body: str) -> str:
    """Take a group away that holds the whole expression, its anchors included."""
    while body.startswith("(") and _closing(body) == len(body) - 1:
        inside = body[1:-1].removeprefix("?:")
        if not (inside.startswith("^") or _ends(inside)):
            break
        body = inside
    return body


def _closing(body: str) -> int:
    """Give the place of the bracket that closes the first one; -1 where none does."""
    depth = 0
    for at, char in enumerate(body):
        if char in "()" and body[at - 1 : at] != "\\":
            depth += 1 if char == "(" else -1
        if depth == 0:
            return at
    return -1


def _ends(body: str) -> bool:
    return body.endswith("$") and (len(body) - len(body[:-1].rstrip("\\"))) % 2 == 1


def _outside_classes(text: str, pattern: re.Pattern[str], mend: str) -> str:
    """Replace what matches, but for what stands in [classes] and behind a backslash."""
    inside = [match.span() for match in re.finditer(r"\[(?:\\.|[^\]\\])*\]|\\.", text)]

    def change(match: re.Match[str]) -> str:
        """Write one expression anew."""
        if any(start < match.end() and match.start() < end for start, end in inside):
            return match[0]
        return match.expand(mend)

    return pattern.sub(change, text)


def _alternatives(text: str) -> list[str]:
    """Split at the bars that stand in no group."""
    parts, depth, at, kept = [""], 0, 0, False
    while at < len(text):
        char = text[at]
        if char == "\\":
            parts[-1] += text[at : at + 2]
            at += 2
            continue
        kept = (char == "[" or kept) and char != "]"
        if not kept:
            depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0 and not kept:
            parts.append("")
        else:
            parts[-1] += char
        at += 1
    return parts


def _without_http(text: str) -> str:
    """Let http:// be for this machine alone, where the text says https? for others too."""
    parts = _alternatives(text)
    if len(parts) > 1:
        return "|".join(map(_without_http, parts))
    for scheme in _SCHEMES:
        if text.startswith(scheme):
            return _with_https(text, text[len(scheme) :])
    for opening in ("^", "(?:", "("):
        whole = opening == "^" or _closing(text) == len(text) - 1
        if text.startswith(opening) and whole:
            tail = "" if opening == "^" else ")"
            inner = text[len(opening) : len(text) - len(tail)]
            return f"{opening}{_without_http(inner)}{tail}"
    return text


def _with_https(text: str, rest: str) -> str:
    """Write the https of hosts that stand behind https?, and the http of this machine."""
    hosts, tail = _hosts(rest)
    local = [each for each in hosts if _LOOPBACK.match(each)]
    others = [each for each in hosts if each not in local]
    if not others:
        return text
    made = [f"https://{_grouped(others)}"]
    made += [f"http://{_grouped(local)}"] if local else []
    return f"{_grouped(made)}{tail}"


def _hosts(rest: str) -> tuple[list[str], str]:
    """Give the alternatives of a group that holds the hosts, and what comes behind it."""
    at = _closing(rest) if rest.startswith("(") else -1
    if at < 0 or rest[at + 1 : at + 2] in {"?", "*", "+"}:
        return [rest], ""
    parts = _alternatives(rest[1:at].removeprefix("?:"))
    return (parts, rest[at + 1 :]) if len(parts) > 1 else ([rest], "")


def _grouped(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
