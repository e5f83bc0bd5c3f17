"""JavaScript literals: strings, numbers, arrays and objects, as they stand in a fetch() call.

Nothing is run. What only a running page can know (a variable, a call, a template with holes) is
refused with its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.evidence.pasted import EvidenceError

if TYPE_CHECKING:
    from collections.abc import Callable

_BLANK = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`", re.DOTALL)
_NUMBER = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?)")
_NAME = re.compile(r"[A-Za-z_$][\w$]*(?:\s*\.\s*[A-Za-z_$][\w$]*)*")
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|(.))", re.DOTALL
)
_SIMPLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0"}
_WORDS: Final = {"true": True, "false": False, "null": None, "undefined": None}
_LAST_CODE_POINT = 0x10FFFF
#: A literal nested deeper than this is no request.
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Call:
    """`name(arguments)` or `new name(arguments)`."""

    name: str
    arguments: tuple[Value, ...]


Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"] | Call


class Reader:
    """Reads one literal after another from a text."""

    def __init__(self, text: str, at: int = 0) -> None:
        """Begin at a place in `text`."""
        self.text = text
        self.at = at
        self._depth = 0

    def peek(self) -> str:
        """Give the next character that means something; empty at the end."""
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def take(self, char: str) -> bool:
        """Take a character if it is the next one."""
        if self.peek() != char:
            return False
        self.at += 1
        return True

    def value(self) -> Value:
        """Read a literal, or a call of literals.

        Raises:
            EvidenceError: Something else stands there.
        """
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self.unreadable("this is nested too deeply")
        found = self._value()
        self._depth -= 1
        return found

    def arguments(self) -> tuple[Value, ...]:
        """Read the arguments of a call whose opening parenthesis was taken.

        Raises:
            EvidenceError: One of them can't be read.
        """
        return tuple(self._items(")"))

    def members(self, wanted: Callable[[str], bool]) -> dict[str, Value]:
        """Read an object's members, those that are not wanted unread.

        Raises:
            EvidenceError: It is no object literal, or a wanted member can't be read.
        """
        if not self.take("{"):
            raise self.unreadable("an object literal is expected here")
        found: dict[str, Value] = {}
        while not self.take("}"):
            if self.text.startswith("...", self.at):
                raise self.unreadable("`...` spreads an object that only the page has")
            key = self._key()
            if not self.take(":"):
                raise self.unreadable("{key} is a variable that only the page has", key, key=key)
            if wanted(key):
                found[key] = self.value()
            else:
                self._skip()
            self._comma("}")
        return found

    def unreadable(self, reason: str, place: str = "", **values: object) -> EvidenceError:
        """Make the error for what stands at this place."""
        shown = place or self.text[self.at : self.at + 50].split("\n")[0]
        return EvidenceError(reason, shown, "write the value out, as DevTools copies it", **values)

    def _value(self) -> Value:
        char = self.peek()
        if char in {'"', "'", "`"} and char:
            return self._end(self._string())
        if char == "{":
            return self._end(self.members(lambda _: True))
        if char == "[":
            self.at += 1
            return self._end(list(self._items("]")))
        number = _NUMBER.match(self.text, self.at)
        if number:
            self.at = number.end()
            return self._end(_number(number[0]))
        return self._end(self._name())

    def _end(self, value: Value) -> Value:
        """Refuse an expression that goes on after a value."""
        if self.peek() not in {"", ",", ")", "]", "}", ";"}:
            raise self.unreadable("an expression: only the page can work it out")
        return value

    def _name(self) -> Value:
        match = _NAME.match(self.text, self.at)
        if match is None:
            raise self.unreadable("this is no literal")
        name = re.sub(r"\s", "", match[0])
        start = self.at
        if name == "new":
            self.at = match.end()
            self.peek()
            match = _NAME.match(self.text, self.at)
            name = match[0] if match else ""
        elif name in _WORDS:
            self.at = match.end()
            return _WORDS[name]
        if match is not None:
            self.at = match.end()
        if not name or not self.take("("):
            self.at = start
            if not name:
                raise self.unreadable("this is a variable that only the page has")
            raise self.unreadable("{name} is a variable that only the page has", name=name)
        return Call(name, self.arguments())

    def _items(self, close: str) -> list[Value]:
        items: list[Value] = []
        while not self.take(close):
            if not self.peek():
                raise self.unreadable("the pasted text ends too early")
            items.append(self.value())
            self._comma(close)
        return items

    def _comma(self, close: str) -> None:
        if not self.take(",") and self.peek() != close:
            raise self.unreadable("a comma or {close} is expected here", close=close)

    def _key(self) -> str:
        if self.peek() in {'"', "'"}:
            return self._string()
        match = re.compile(r"[\w$-]+").match(self.text, self.at)
        if match is None:
            raise self.unreadable("the name of a member is expected here")
        self.at = match.end()
        return match[0]

    def _string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            raise self.unreadable("a string is never closed")
        if match[0][0] == "`" and re.search(r"(?<!\\)\$\{", match[0]):
            raise self.unreadable(
                "a template string with ${{…}} depends on values that only the page has"
            )
        self.at = match.end()
        return _joined(_ESCAPE.sub(_escaped, match[0][1:-1]))

    def _skip(self) -> None:
        """Pass over an expression, up to the comma or bracket that ends it."""
        depth = 0
        while self.at < len(self.text):
            char = self.peek()
            if char in {'"', "'", "`"}:
                match = _STRING.match(self.text, self.at)
                self.at = match.end() if match else len(self.text)
                continue
            if depth == 0 and char in {",", "}"}:
                return
            depth += (char in "([{") - (char in ")]}") if char else 0
            self.at += 1


def _number(text: str) -> int | float:
    digits = text.lstrip("+")
    if "x" in digits.lower():
        return int(digits, 16)
    return int(digits) if re.fullmatch(r"-?\d{1,300}", digits) else float(digits)


def _escaped(match: re.Match[str]) -> str:
    long, short, byte, line, letter = match.groups()
    if line:
        return ""
    if letter:
        return _SIMPLE.get(letter, letter)
    number = int(long or short or byte, 16)
    return chr(number) if number <= _LAST_CODE_POINT else "\ufffd"


def _joined(text: str) -> str:
    """Put surrogates together that were written one by one; one alone becomes U+FFFD."""
    if not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
