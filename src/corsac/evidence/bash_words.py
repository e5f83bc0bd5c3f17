"""A command line cut into words as bash cuts it: quotes of every kind, `$'…'`, continued lines.

Nothing is expanded: `$TOKEN` stays as it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.evidence.pasted import EvidenceError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIMPLE = {
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "E": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "?": "?",
}
# One escape in $'…': a code point, bytes in hexadecimal or octal, a control character, a letter.
_ESCAPE = re.compile(
    r"\\(?:u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|((?:x[0-9A-Fa-f]{1,2}|[0-7]{1,3})"
    r"(?:\\(?:x[0-9A-Fa-f]{1,2}|[0-7]{1,3}))*)|c(.)|(.))",
    re.DOTALL,
)
_BYTE = re.compile(r"x([0-9A-Fa-f]{1,2})|([0-7]{1,3})")
_PLAIN = re.compile(r"[^ \t\r\n'\"\\$|;<>()&]+")
_BLANK = re.compile(r"(?:[ \t\r\n]|\\\r?\n)+")
_LAST_CODE_POINT = 0x10FFFF
#: What ends a command.
_ENDS = frozenset("|;<>()")


def bash_words(text: str) -> tuple[str, ...]:
    """Give the words of the first command in `text`.

    Raises:
        EvidenceError: A quote is never closed.
    """
    return tuple(_Reader(text).words())


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def words(self) -> Iterator[str]:
        """Give the words of the command."""
        while True:
            self._blanks()
            if self.at >= len(self.text) or self._ends():
                return
            yield self._word()

    def _blanks(self) -> None:
        match = _BLANK.match(self.text, self.at)
        if match:
            self.at = match.end()

    def _ends(self) -> bool:
        """Tell whether the command is over: a pipe, a second command, a redirection."""
        rest = self.text[self.at : self.at + 3]
        alone = rest.startswith("&") and (rest[1:2] in {"", "&", " ", "\n"})
        return rest[0] in _ENDS or alone or re.match(r"[12]?>", rest) is not None

    def _word(self) -> str:
        parts: list[str] = []
        while self.at < len(self.text):
            char = self.text[self.at]
            if _BLANK.match(self.text, self.at) or char in _ENDS:
                break
            parts.append(self._part(char))
        return "".join(parts)

    def _part(self, char: str) -> str:
        if char == "'":
            return self._until("'", 1)
        if self.text.startswith("$'", self.at):
            return self._dollar_quoted()
        if char == '"' or self.text.startswith('$"', self.at):
            return self._double_quoted()
        if char == "\\":
            self.at += 2
            return self.text[self.at - 1 : self.at]
        match = _PLAIN.match(self.text, self.at)
        end = match.end() if match else self.at + 1
        piece = self.text[self.at : end]
        self.at = end
        return piece

    def _until(self, quote: str, skip: int) -> str:
        start = self.at + skip
        end = self.text.find(quote, start)
        if end < 0:
            raise _unclosed(self.text[self.at :])
        self.at = end + 1
        return self.text[start:end]

    def _dollar_quoted(self) -> str:
        match = re.compile(r"\$'((?:[^'\\]|\\.)*)'", re.DOTALL).match(self.text, self.at)
        if match is None:
            raise _unclosed(self.text[self.at :])
        self.at = match.end()
        return _ESCAPE.sub(_escaped, match[1])

    def _double_quoted(self) -> str:
        match = re.compile(r'\$?"((?:[^"\\]|\\.)*)"', re.DOTALL).match(self.text, self.at)
        if match is None:
            raise _unclosed(self.text[self.at :])
        self.at = match.end()
        return re.sub(r"\\(?:\r?\n|([$`\"\\!]))", lambda found: found[1] or "", match[1])


def _escaped(match: re.Match[str]) -> str:
    short, long, octets, control, letter = match.groups()
    if short or long:
        number = int(short or long, 16)
        return chr(number) if number <= _LAST_CODE_POINT else "\ufffd"
    if octets:
        numbers = [
            int(hexadecimal, 16) if hexadecimal else int(octal, 8) & 0xFF
            for hexadecimal, octal in _BYTE.findall(octets)
        ]
        return bytes(numbers).decode("utf-8", "replace")
    if control:
        return chr(ord(control) & 0x1F)
    return _SIMPLE.get(letter, f"\\{letter}")


def _unclosed(rest: str) -> EvidenceError:
    shown = rest.splitlines()[0][:60]
    return EvidenceError(
        "the pasted line ends inside a quotation",
        shown,
        "copy the whole command; between shells, put it into a file and give @FILE",
    )
