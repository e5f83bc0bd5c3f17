"""The data options mean what they mean to curl."""

from __future__ import annotations

import pytest

from corsac.browser.request import BodyKind
from corsac.cli.mistake import Mistake
from corsac.cli.payload import Data, read_payload

FILES = {"lines": b"a\r\nb\n", "bytes": b"\xff\x00", "query": b"a b&c"}


def read(name: str) -> bytes:
    return FILES[name]


def sent(**given: tuple[str, ...]) -> tuple[BodyKind, bytes, dict[str, str]]:
    payload = read_payload(Data(**given), read)
    assert payload is not None
    return payload.body.kind, payload.body.data, dict(payload.headers)


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_nothing_is_nothing() -> None:
    assert read_payload(Data(), read) is None


@pytest.mark.parametrize(
    ("given", "data"),
    [
        ({"data": ("a=1", "b=2")}, b"a=1&b=2"),
        ({"data": ("@lines",)}, b"ab"),
        ({"raw": ("@lines",)}, b"@lines"),
        ({"binary": ("@lines",)}, b"a\r\nb\n"),
        ({"urlencode": ("a b&c",)}, b"a+b%26c"),
        ({"urlencode": ("=a b",)}, b"a+b"),
        ({"urlencode": ("q=a b",)}, b"q=a+b"),
        ({"urlencode": ("@query",)}, b"a+b%26c"),
        ({"urlencode": ("q@query",)}, b"q=a+b%26c"),
        (
            {"data": ("a",), "raw": ("b",), "binary": ("c",), "urlencode": ("d=é",)},
            b"a&b&c&d=%C3%A9",
        ),
    ],
)
def test_a_form_s_body_is_text_with_curl_s_type(
    given: dict[str, tuple[str, ...]], data: bytes
) -> None:
    assert sent(**given) == (BodyKind.TEXT, data, FORM)


def test_bytes_that_are_no_text_are_a_buffer() -> None:
    assert sent(binary=("@bytes",))[0] is BodyKind.BUFFER


def test_json_brings_its_type_and_accept() -> None:
    kind, data, headers = sent(json=('{"a":', "1}"))
    assert (kind, data) == (BodyKind.TEXT, b'{"a":1}')
    assert headers == {"Content-Type": "application/json", "Accept": "application/json"}


def test_a_form_is_multipart() -> None:
    kind, data, headers = sent(
        form=("a=1", "f=@lines;type=text/csv", "t=<lines", 'n"=2;filename=x')
    )
    assert kind is BodyKind.FORM
    assert headers == {}
    assert b'name="a"\r\n\r\n1\r\n' in data
    assert b'name="f"; filename="lines"\r\nContent-Type: text/csv\r\n\r\na\r\nb\n\r\n' in data
    assert b'name="t"\r\n\r\na\r\nb\n' in data
    assert b'name="n%22"; filename="x"\r\nContent-Type: application/octet-stream' in data
    assert data.endswith(b"--\r\n")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"data": ("a",), "json": ("b",)}, "-d and --json exclude each other"),
        ({"json": ("a",), "form": ("b=1",)}, "--json and -F exclude each other"),
        ({"form": ("a",)}, "a form field has a name and a value"),
        ({"form": ("=a",)}, "a form field has a name and a value"),
    ],
)
def test_what_does_not_go_together_is_refused(
    given: dict[str, tuple[str, ...]], reason: str
) -> None:
    with pytest.raises(Mistake, match=reason):
        read_payload(Data(**given), read)
