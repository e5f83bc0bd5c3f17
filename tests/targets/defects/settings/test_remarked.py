"""Remarks on settings as findings, with the edits that can be made."""

from __future__ import annotations

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source

HEAD = "from fastapi.middleware.cors import CORSMiddleware\n"


def mended(text: str, *origins: str) -> str:
    source = Source("a.py", HEAD + text, Kind.PYTHON, origins)
    return mend(source, examine).source.text.removeprefix(HEAD)


def test_named_origins_take_the_place_of_all() -> None:
    call = "a.add_middleware(CORSMiddleware, allow_credentials=True, allow_origins={})\n"
    assert mended(call.format('["*"]'), "https://a") == call.format('["https://a"]')
    assert mended(call.format('["*"]')) == call.format('["*"]')


def test_a_slash_at_the_end_goes() -> None:
    call = "a.add_middleware(CORSMiddleware, allow_origins=['{}'])\n"
    assert mended(call.format("https://a.example/")) == call.format("https://a.example")
