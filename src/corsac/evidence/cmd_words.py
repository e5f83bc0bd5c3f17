"""A command line cut into words as Windows does: first cmd.exe's carets, then the C runtime's.

What DevTools copies for cmd quotes each argument as `^"…^"`; older ones as `"…"` with `""` inside.
"""

from __future__ import annotations

import re

from corsac.evidence.pasted import EvidenceError


def cmd_words(text: str) -> tuple[str, ...]:
    """Give the words of the command in `text`.

    Raises:
        EvidenceError: A quote is never closed.
    """
    return _arguments(_without_carets(text.replace("\r\n", "\n").strip()))


def _without_carets(text: str) -> str:
    """Undo cmd.exe's escapes: a caret takes the meaning of the next character; none in quotes."""
    made: list[str] = []
    quoted = False
    at = 0
    while at < len(text):
        char = text[at]
        if char == "^" and not quoted:
            # A line that ends in a caret goes on; the character after the line's end is literal.
            at += 2 if text.startswith("^\n", at) else 1
            made.append(text[at : at + 1])
        elif char in "\n&|" and not quoted:
            break
        else:
            quoted ^= char == '"'
            made.append(char)
        at += 1
    return "".join(made)


_BACKSLASHES = re.compile(r'(\\+)(?=")')


def _arguments(line: str) -> tuple[str, ...]:
    r"""Cut a line as the C runtime does: `\"` is a quote, and so is `""` within quotes."""
    words: list[str] = []
    word: list[str] | None = None
    quoted = False
    at = 0
    while at < len(line):
        char = line[at]
        slashes = _BACKSLASHES.match(line, at)
        if slashes:
            count = len(slashes[1])
            word = [] if word is None else word
            word += ["\\" * (count // 2), '"' if count % 2 else ""]
            at = slashes.end() + count % 2
            continue
        if char == '"':
            word = [] if word is None else word
            if quoted and line.startswith('""', at):
                word.append('"')
                at += 1
            else:
                quoted = not quoted
        elif char in " \t\n" and not quoted:
            if word is not None:
                words.append("".join(word))
            word = None
        else:
            word = [] if word is None else word
            word.append(char)
        at += 1
    if quoted:
        raise EvidenceError(
            "the pasted line ends inside a quotation",
            line[-60:],
            "copy the whole command; put it into a file and give @FILE",
        )
    if word is not None:
        words.append("".join(word))
    return tuple(words)
