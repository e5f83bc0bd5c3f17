"""`fetch(…)` calls, as DevTools copies them for the console and for Node.js."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from corsac.evidence.javascript import Call, Reader, Value
from corsac.evidence.pasted import EvidenceError, Form, Pasted

if TYPE_CHECKING:
    from collections.abc import Iterator

_FETCH = re.compile(r"(?<![\w$])fetch\s*\(")
#: RequestInit's members that say something; all others are passed over unread.
_MEMBERS = frozenset(
    "method headers body mode credentials redirect cache referrer referrerPolicy keepalive"
    " integrity".split()
)
_TEXTS = ("method", "mode", "credentials", "redirect", "cache", "referrer", "integrity")


def is_fetch(text: str) -> bool:
    """Tell whether there is a call of fetch() in a text."""
    return _FETCH.search(text) is not None


def read_fetch(text: str) -> Pasted:
    """Read the first call of fetch().

    Raises:
        EvidenceError: It has an argument that is no literal, or that fetch() does not take.
    """
    match = _FETCH.search(text)
    if match is None:
        raise EvidenceError("there is no fetch() in this")
    reader = Reader(text, match.end())
    url = _url(reader.value(), reader)
    members: dict[str, Value] = {}
    if reader.take(",") and reader.peek() != ")":
        members = reader.members(_MEMBERS.__contains__)
        reader.take(",")
    if not reader.take(")"):
        raise reader.unreadable("fetch() takes a URL and one object")
    body, kind = _body(members.get("body"), reader)
    texts: dict[str, Any] = {name: _text(members, name, reader) for name in _TEXTS}
    return Pasted(
        Form.FETCH,
        url,
        headers=tuple(_line(*pair) for pair in _headers(members.get("headers"), reader)),
        referrer_policy=_text(members, "referrerPolicy", reader),
        keepalive=members.get("keepalive") is True,
        body=body,
        body_kind=kind,
        **texts,
    )


def _url(value: Value, reader: Reader) -> str:
    if isinstance(value, Call) and value.name in {"URL", "Request"} and value.arguments:
        value = value.arguments[0]
    if not isinstance(value, str):
        raise reader.unreadable("fetch()'s first argument is no string")
    return value


def _text(members: dict[str, Value], name: str, reader: Reader) -> str | None:
    value = members.get(name)
    if value is None or isinstance(value, str):
        return value or None
    raise reader.unreadable("{name} is no string", name=name)


def _headers(value: Value, reader: Reader) -> Iterator[tuple[str, str]]:
    if isinstance(value, Call) and value.name == "Headers":
        value = value.arguments[0] if value.arguments else None
    if value is None:
        return
    pairs = list(value.items()) if isinstance(value, dict) else value
    if not isinstance(pairs, list):
        raise reader.unreadable("headers are no object of names and values")
    for pair in pairs:
        match pair:
            case (str(name), str() | int() | float() as text) | [
                str(name),
                str() | int() | float() as text,
            ]:
                yield name, _string(text)
            case _:
                raise reader.unreadable("headers are no object of names and values")


def _line(name: str, value: str) -> str:
    """Write a header as `-H` takes it."""
    return f"{name}: {value}" if value else f"{name};"


def _string(value: str | float) -> str:
    """Give a value as script turns it into a string."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _body(value: Value, reader: Reader) -> tuple[str | None, str]:
    """Give a body's text and its `BodyKind`."""
    match value:
        case None:
            return None, "text"
        case str():
            return value, "text"
        case Call("JSON.stringify", (argument, *_)):
            return _json(argument, reader), "text"
        case Call("URLSearchParams", arguments):
            return _query(arguments[0] if arguments else "", reader), "usp"
        case Call("FormData", ()):
            return "", "form"
        case _:
            raise reader.unreadable("this body is no string, and no JSON.stringify() of literals")


def _json(value: Value, reader: Reader) -> str:
    try:
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    except TypeError:
        raise reader.unreadable("this body calls a function that only the page has") from None


def _query(value: Value, reader: Reader) -> str:
    if isinstance(value, str):
        return value.removeprefix("?")
    if isinstance(value, dict):
        pairs = [
            (name, text) for name, text in value.items() if isinstance(text, str | int | float)
        ]
        if len(pairs) == len(value):
            return "&".join(f"{quote_plus(k)}={quote_plus(_string(v))}" for k, v in pairs)
    raise reader.unreadable("URLSearchParams() takes a string or an object of strings here")
