from __future__ import annotations

import gzip
import zlib

import pytest

from corsac.core.headers import Headers
from corsac.core.messages import WireResponse
from corsac.probe.content import decoded

TEXT = b"Access denied " * 20


def response(body: bytes, *codings: str, complete: bool = True) -> WireResponse:
    lines = tuple(("Content-Encoding", coding) for coding in codings)
    return WireResponse(200, "OK", Headers(lines), body, complete=complete)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("body", "codings"),
    [
        (gzip.compress(TEXT, mtime=0), ["gzip"]),
        (gzip.compress(TEXT, mtime=0), [" GZip ,"]),
        (gzip.compress(TEXT, mtime=0), ["x-gzip"]),
        (zlib.compress(TEXT), ["deflate"]),
        (raw_deflate(TEXT), ["deflate"]),
        (gzip.compress(zlib.compress(TEXT), mtime=0), ["deflate, gzip"]),
        (gzip.compress(zlib.compress(TEXT), mtime=0), ["deflate", "gzip"]),
    ],
)
def test_gzip_and_deflate_are_undone(body: bytes, codings: list[str]) -> None:
    answer = decoded(response(body, *codings), 10_000)
    assert (answer.body, answer.complete) == (TEXT, True)
    assert answer.headers.all("content-encoding") == tuple(codings), "as in a browser, it stays"


@pytest.mark.parametrize("codings", [[], [""], ["br"], ["zstd"], ["gzip, br"], ["gzip"] * 4])
def test_other_codings_stay_as_they_came(codings: list[str]) -> None:
    packed = response(gzip.compress(TEXT, mtime=0), *codings)
    assert decoded(packed, 10_000) == packed


def test_what_is_not_packed_stays_as_it_came() -> None:
    plain = response(TEXT, "gzip")
    assert decoded(plain, 10_000) == plain


def test_a_body_cut_short_gives_what_it_has() -> None:
    answer = decoded(response(gzip.compress(TEXT, mtime=0)[:-4], "gzip"), 10_000)
    assert (answer.body, answer.complete) == (TEXT, False)


def test_an_incomplete_body_stays_incomplete() -> None:
    assert not decoded(
        response(gzip.compress(TEXT, mtime=0), "gzip", complete=False), 10_000
    ).complete


def test_an_empty_body_is_empty() -> None:
    answer = decoded(response(b"", "gzip"), 10_000)
    assert (answer.body, answer.complete) == (b"", True)


def test_a_bomb_is_cut_at_the_limit() -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * 50_000_000))
    answer = decoded(response(bomb, "gzip, gzip"), 65_536)
    assert len(answer.body) == 65_536
    assert not answer.complete
