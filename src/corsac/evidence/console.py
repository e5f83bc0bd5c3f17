"""Console lines read back: which engine said what, about which URL, and what it means.

What people paste has DevTools' clutter around it: file names with line numbers, timestamps, repeat
counts, stack frames, "[Learn More]"; chats break lines and turn quotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.evidence import (
    aside_lines,
    chromium_lines,
    firefox_chinese,
    firefox_lines,
    webkit_lines,
)
from corsac.evidence.saying import (
    Engine,
    Family,
    Frame,
    Saying,
    anchor_of,
    pattern_of,
    plain_quotes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Phase, Reason

#: Whatever the browser, script's libraries say only this much.
_LIBRARIES = Frame(
    Engine.ANY,
    "",
    (
        Saying("AxiosNetworkError", "AxiosError: Network Error", Family.SCRIPT),
        Saying("AxiosNetworkError", "Error: Network Error", Family.SCRIPT),
    ),
)
#: Everything that is understood, the more telling before what it contains.
CATALOGUE: tuple[Frame, ...] = (
    *chromium_lines.FRAMES,
    *firefox_lines.FRAMES,
    *firefox_chinese.FRAMES,
    *webkit_lines.FRAMES,
    chromium_lines.LINES,
    firefox_lines.LINES,
    firefox_chinese.LINES,
    webkit_lines.LINES,
    *aside_lines.FRAMES,
    *aside_lines.LAST,
    _LIBRARIES,
)
#: Longer pastes are cut: a console's lines about one request are a few.
_LONGEST = 200_000
#: A line has at most so many characters: the longest that engines print quotes two URLs.
_WIDEST = 10_000
#: As many lines are looked at.
_TALLEST = 1000
#: What may stand at the end of a line without being its own is shorter.
_LONGEST_TAIL = 300
#: As many physical lines as one message is broken into, at most.
_BROKEN = 8

#: A source with its line, as consoles name it: `app.js:12:3`.
_SOURCE = r"\S+\.[a-z]{2,5}(?:\?\S*)?:\d+(?::\d+)?"
_LEARN = r"\[Learn More\]|\[详细了解\]"
_ANCHORS = {
    frame: tuple(anchor_of(each.template) for each in frame.sayings if not frame.template)
    or (anchor_of(frame.template),)
    for frame in CATALOGUE
}
#: With one of these words a message may begin that goes on below.
_BEGINNINGS = frozenset(
    word
    for frame in CATALOGUE
    for template in ([frame.template] if frame.template else [s.template for s in frame.sayings])
    if (word := plain_quotes(template).split(" ", 1)[0].split("{", 1)[0])
)
_TAIL = re.compile(rf"\s*(?:{_LEARN}|\(\S+, line \d+\)|\b{_SOURCE})\s*$")
# The whole of a line that DevTools adds below a message.
_NOISE = re.compile(
    r"\s*(?:at \S.*|\(?anonymous\)? @ .*|\S+ @ \S+:\d+|Promise\.\w+.*|(?:await|async) in .*"
    rf"|{_LEARN}|\d{{1,4}}|Show \d+ more frames.*|Understand this error|{_SOURCE})?\s*"
)


@dataclass(frozen=True, slots=True)
class ConsoleLine:
    """One line that was understood.

    `values` are what stood in its holes: `url`, `first_url` (before redirects), `origin`, `detail`
    (the value that the engine complains of), `status`, `method`, `kind` (what asked, in
    Chromium's words). `text` is the line as it was understood.
    """

    engine: Engine
    saying: Saying
    values: tuple[tuple[str, str], ...]
    text: str

    @property
    def code(self) -> str:
        """The engine's own name for the message."""
        return self.saying.code

    @property
    def family(self) -> Family:
        """What it is about."""
        return self.saying.family

    @property
    def reason(self) -> Reason | None:
        """The browser half's word for it."""
        return self.saying.reason

    @property
    def phase(self) -> Phase | None:
        """The answer that was judged, where the line tells."""
        return self.saying.phase

    def get(self, name: str) -> str:
        """Give what stood in a hole; empty where there is no such hole."""
        return dict(self.values).get(name, "")


def read_console(text: str) -> tuple[ConsoleLine, ...]:
    """Read what was copied out of a console.

    Returns:
        The lines that were understood, in their order, each once; none if there is none.
    """
    found: dict[tuple[str, tuple[tuple[str, str], ...]], ConsoleLine] = {}
    for line in _messages(plain_quotes(text[:_LONGEST])):
        found.setdefault((line.code, line.values), line)
    return tuple(found.values())


def _messages(text: str) -> Iterator[ConsoleLine]:
    """Put messages together that were broken into several lines."""
    lines = [line[:_WIDEST] for line in text.splitlines()[:_TALLEST]]
    at = 0
    while at < len(lines):
        read, used = _message(lines[at : at + _BROKEN])
        if read is not None:
            yield read
        at += used


def _message(lines: list[str]) -> tuple[ConsoleLine | None, int]:
    """Read the message that starts on the first of these lines; give how many it took."""
    first = lines[0]
    if _is_noise(first):
        return None, 1
    alone = read_line(first)
    if alone is None and not any(word in first for word in _BEGINNINGS):
        return None, 1
    if alone is not None and alone.saying.template not in aside_lines.CATCH_ALLS:
        return alone, 1
    for count in range(2, len(lines) + 1):
        following = lines[count - 1]
        if _is_noise(following) or following.split(" ", 1)[0] in _BEGINNINGS:
            break
        if read_line(following) is not None:
            break
        broken = lines[:count]
        # Between words, or anywhere in a word.
        for whole in (" ".join(map(str.strip, broken)), "".join(broken)):
            joined = read_line(whole)
            if joined is not None and joined.saying.template not in aside_lines.CATCH_ALLS:
                return joined, count
    return alone, 1


def _is_noise(line: str) -> bool:
    return len(line) <= _LONGEST_TAIL and _NOISE.fullmatch(line) is not None


#: Matches the beginning of longer messages, too: only the whole of a line is it.
_BARE = "Fetch API cannot load {url}."


def read_line(text: str) -> ConsoleLine | None:
    """Read one message.

    Args:
        text: A line, with plain quotes.
    """
    text = " ".join(text[: _WIDEST * _BROKEN].split())
    text = text[:-_LONGEST_TAIL] + _TAIL.sub("", text[-_LONGEST_TAIL:])
    for frame in CATALOGUE:
        if not any(anchor in text for anchor in _ANCHORS[frame]):
            continue
        found = _in_frame(frame, text)
        if found is not None:
            return found
    return None


def _in_frame(frame: Frame, text: str) -> ConsoleLine | None:
    values: dict[str, str] = {}
    rest = text
    if frame.template:
        match = pattern_of(frame.template).search(text)
        if match is None:
            return None
        values = match.groupdict()
        rest = values.pop("rest")
    for saying in frame.sayings:
        match = pattern_of(saying.template).search(rest)
        if match is not None and not _begins_longer(saying, match):
            filled = {**values, **match.groupdict()}
            return ConsoleLine(frame.engine, saying, _clean(filled), text)
    return None


def _begins_longer(saying: Saying, match: re.Match[str]) -> bool:
    """Tell whether the catch-all met the beginning of a message that it is not."""
    whole = match.end() == len(match.string) and " " not in match[0].rpartition("load ")[2]
    return saying.template == _BARE and not whole


def _clean(values: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Take quotes and a sentence's full stop off URLs, as far as they can't be theirs."""
    cleaned = {
        name.removeprefix("socket_"): value.strip(" '\"")
        if name.endswith("url") or name == "origin"
        else value.strip()
        for name, value in values.items()
    }
    return tuple(cleaned.items())
