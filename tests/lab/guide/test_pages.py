"""The site's pages: one report each, then on to the next; anything else is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from corsac.lab.guide.certificate import write_certificate
from corsac.lab.guide.pages import OURS, THEIRS, Pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    write_certificate(tmp_path, ("yoursite.com",))
    with Pages(tmp_path, "https://api.yoursite.com:1/x") as running:
        yield running


def report(origin: str, read: object) -> bytes:
    return json.dumps({"origin": origin, "read": read}).encode()


@pytest.mark.servers
def test_the_first_leads_to_the_second_and_then_it_is_done(pages: Pages) -> None:
    assert pages.take(report(OURS, None)) == f"{THEIRS}/"
    assert not pages.done.is_set()
    assert pages.take(report(THEIRS, "200 {}")) == ""
    assert pages.done.is_set()
    assert pages.read == {OURS: None, THEIRS: "200 {}"}
    pages.clear()
    assert (pages.read, pages.done.is_set()) == ({}, False)


@pytest.mark.servers
@pytest.mark.parametrize(
    "bad", [b"", b"[]", b"{}", report("https://evil.example", None), report(OURS, 7)]
)
def test_what_is_no_report_is_refused(pages: Pages, bad: bytes) -> None:
    with pytest.raises(ValueError, match=r"^$|Expecting"):
        pages.take(bad)
    assert pages.read == {}


@pytest.mark.servers
def test_both_schemes_are_found_on_loopback(pages: Pages) -> None:
    assert pages.rules.count("MAP yoursite.com:") == 2
    assert "MAP yoursite.com:443 127.0.0.1:" in pages.rules
