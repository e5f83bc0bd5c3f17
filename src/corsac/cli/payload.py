"""`-d` and its kin: what curl would send, as the request that a page makes to send the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from corsac.browser.request import Body, BodyKind
from corsac.cli.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    #: Reads a file by name; `-` is standard input. Raises Mistake.
    ReadFile = Callable[[str], bytes]

FORM_TYPE = "application/x-www-form-urlencoded"
JSON_TYPE = "application/json"
_LINE_ENDS = re.compile(rb"[\r\n\0]")
#: Where a form's parts are told apart; the value of a boundary decides nothing in CORS.
_BOUNDARY = "----corsacFormBoundary"
_FORM_SUFFIX = re.compile(r";\s*(type|filename|headers|encoder)=(\"[^\"]*\"|[^;]*)")


@dataclass(frozen=True, slots=True)
class Data:
    """The values of the data options, each in the order of the command line."""

    data: Sequence[str] = ()
    raw: Sequence[str] = ()
    binary: Sequence[str] = ()
    urlencode: Sequence[str] = ()
    json: Sequence[str] = ()
    form: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Payload:
    """A body, and the headers that a page has to set for it."""

    body: Body
    headers: tuple[tuple[str, str], ...] = ()


def read_payload(given: Data, read: ReadFile) -> Payload | None:
    """Put the data options together as curl does; None where there are none.

    Args:
        given: The options.
        read: Reads the files behind `@name`.

    Raises:
        Mistake: kinds that exclude each other, a malformed part, an unreadable file.
    """
    plain = [*given.data, *given.raw, *given.binary, *given.urlencode]
    kinds = [
        name
        for name, values in (("-d", plain), ("--json", given.json), ("-F", given.form))
        if values
    ]
    if len(kinds) > 1:
        raise Mistake(
            "{first} and {second} exclude each other",
            mend="a request has one body",
            first=kinds[0],
            second=kinds[1],
        )
    if given.json:
        body = _text(b"".join(_at(value, read) for value in given.json))
        return Payload(body, (("Content-Type", JSON_TYPE), ("Accept", JSON_TYPE)))
    if given.form:
        parts = b"".join(_part(value, read) for value in given.form)
        return Payload(Body(BodyKind.FORM, parts + f"--{_BOUNDARY}--\r\n".encode()))
    if not plain:
        return None
    joined = b"&".join(
        [
            *(
                _LINE_ENDS.sub(b"", _at(v, read)) if v.startswith("@") else v.encode()
                for v in given.data
            ),
            *(value.encode() for value in given.raw),
            *(_at(value, read) for value in given.binary),
            *(_encoded(value, read) for value in given.urlencode),
        ]
    )
    # fetch(url, {body: text}) alone would say text/plain: the page sets curl's type itself.
    return Payload(_text(joined), (("Content-Type", FORM_TYPE),))


def _text(data: bytes) -> Body:
    """Give a string body where the bytes are text, else an ArrayBuffer."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return Body(BodyKind.BUFFER, data)
    return Body(BodyKind.TEXT, data)


def _at(value: str, read: ReadFile) -> bytes:
    return read(value[1:]) if value.startswith("@") else value.encode()


def _encoded(value: str, read: ReadFile) -> bytes:
    """Read one `--data-urlencode`: `content`, `=content`, `name=content`, `@file`, `name@file`."""
    place = re.search(r"[=@]", value)
    if place is None:
        return quote_plus(value).encode()
    name, sign, rest = value[: place.start()], place[0], value[place.end() :]
    content = read(rest) if sign == "@" else rest.encode()
    return f"{name}={quote_plus(content)}".encode() if name else quote_plus(content).encode()


def _part(value: str, read: ReadFile) -> bytes:
    """Read one `-F`: `name=content`, `name=@file`, `name=<file`, with `;type=` and `;filename=`."""
    name, equals, content = value.partition("=")
    if not equals or not name:
        raise Mistake("-F: a form field has a name and a value", value, mend="write -F name=value")
    suffixes = {key: text.strip('"') for key, text in _FORM_SUFFIX.findall(content)}
    content = _FORM_SUFFIX.sub("", content)
    disposition = f'form-data; name="{_quoted(name)}"'
    data = content.encode()
    if content.startswith(("@", "<")):
        data = read(content[1:])
    if content.startswith("@") or "filename" in suffixes:
        filename = suffixes.get("filename", content[1:].rpartition("/")[2])
        disposition += f'; filename="{_quoted(filename)}"'
        suffixes.setdefault("type", "application/octet-stream")
    head = f"--{_BOUNDARY}\r\nContent-Disposition: {disposition}\r\n"
    if "type" in suffixes:
        head += f"Content-Type: {suffixes['type']}\r\n"
    return head.encode() + b"\r\n" + data + b"\r\n"


def _quoted(name: str) -> str:
    """Escape a field's name (html#multipart-form-data)."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
