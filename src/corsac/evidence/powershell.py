"""`Invoke-WebRequest`, as DevTools copies it for PowerShell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.evidence.pasted import EvidenceError, Form, Pasted

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMAND = re.compile(r"\b(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\b(?=\s)", re.IGNORECASE)
_COOKIE = re.compile(
    r"System\.Net\.Cookie\(\s*(\"(?:[^\"`]|`.|\"\")*\")\s*,\s*(\"(?:[^\"`]|`.|\"\")*\")"
)
_TOKEN = re.compile(
    r"""
    (?P<blank>(?:\s|`\r?\n|;|,)+)
  | (?P<string>"(?:[^"`]|`.|"")*"|'(?:[^']|'')*')
  | (?P<bytes>\(\s*\[System\.Text\.Encoding\]::\w+\.GetBytes\(\s*
      (?P<inner>"(?:[^"`]|`.|"")*"|'(?:[^']|'')*')\s*\)\s*\))
  | (?P<table>@\{(?:"(?:[^"`]|`.|"")*"|'(?:[^']|'')*'|[^}"'])*\})
  | (?P<name>-[A-Za-z]+)
  | (?P<word>[^\s"'`,;{}()]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_PAIR = re.compile(
    r"(\"(?:[^\"`]|`.|\"\")*\"|'(?:[^']|'')*'|[\w-]+)\s*=\s*(\"(?:[^\"`]|`.|\"\")*\"|'(?:[^']|'')*')",
    re.DOTALL,
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
# `x, "" or $([char]233)
_ESCAPE = re.compile(r"`(.)|\"\"|\$\(\[char\](\d{1,6})\)", re.DOTALL)
#: Parameters without a value.
_SWITCHES = frozenset({"-usebasicparsing", "-skipcertificatecheck", "-disablekeepalive"})
_LAST_CODE_POINT = 0x10FFFF


def is_powershell(text: str) -> bool:
    """Tell whether a text is an `Invoke-WebRequest`."""
    return _COMMAND.search(text) is not None


def read_powershell(text: str) -> Pasted:
    """Read an `Invoke-WebRequest`, and the session's cookies above it.

    Raises:
        EvidenceError: It has no `-Uri`, or a value that is an expression.
    """
    start = _COMMAND.search(text)
    if start is None:
        raise EvidenceError("there is no Invoke-WebRequest in this")
    parameters = dict(_parameters(text[start.end() :]))
    url = parameters.get("-uri", "")
    if not url:
        raise EvidenceError("this Invoke-WebRequest has no -Uri", mend="copy the whole command")
    headers = [
        f"{_value(name)}: {_value(value)}"
        for name, value in _PAIR.findall(parameters.get("-headers", ""))
    ]
    for name, parameter in (("Content-Type", "-contenttype"), ("User-Agent", "-useragent")):
        if parameter in parameters:
            headers.append(f"{name}: {parameters[parameter]}")
    cookies = [
        f"{_value(name)}={_value(value)}" for name, value in _COOKIE.findall(text[: start.start()])
    ]
    body = parameters.get("-body")
    return Pasted(
        Form.POWERSHELL,
        url,
        method=parameters.get("-method"),
        headers=tuple(headers),
        cookies=("; ".join(cookies),) if cookies else (),
        data_raw=() if body is None else (body,),
        insecure="-skipcertificatecheck" in parameters,
    )


def _parameters(text: str) -> Iterator[tuple[str, str]]:
    """Give each parameter in lower case and its value; the URL may stand without `-Uri`."""
    name = ""
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return
        at = match.end()
        kind = match.lastgroup
        if kind == "blank":
            # The command ends with its line, unless a backtick or an open table says otherwise.
            if "\n" in re.sub(r"`\r?\n", "", match[0]) and not name:
                return
        elif kind == "name":
            name = match[0].lower()
            if name in _SWITCHES:
                yield name, ""
                name = ""
        else:
            inner = match["inner"]
            raw = match[0]
            yield name or "-uri", raw if kind == "table" else _value(inner or raw)
            name = ""


def _value(text: str) -> str:
    """Read a string, or a word without quotes."""
    if text.startswith("'"):
        return text[1:-1].replace("''", "'")
    if text.startswith('"'):
        return _ESCAPE.sub(_escaped, text[1:-1])
    return text


def _escaped(match: re.Match[str]) -> str:
    letter, number = match.groups()
    if letter:
        return _ESCAPES.get(letter, letter)
    if number:
        return chr(int(number)) if int(number) <= _LAST_CODE_POINT else "\ufffd"
    return '"'
