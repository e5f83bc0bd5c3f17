"""The generated pages: fresh, linked, and about what is in the recordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.truth import corpus, pages
from tools.truth.pages import markdown

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", pages.PAGES)
def test_a_page_is_fresh(name: str) -> None:
    written = (pages.DOCS / name).read_text("utf-8")
    assert written == pages.PAGES[name](), "python -m tools.truth write"


def test_the_site_has_every_page() -> None:
    # Its links are followed where the site is built, with the pages that are made there.
    index = (pages.DOCS / "index.md").read_text("utf-8")
    for name in pages.PAGES:
        assert f"\n{name.removesuffix('.md')}\n" in index


def test_what_is_said_of_safari_has_a_source() -> None:
    text = (pages.DOCS / "browsers" / "safari.md").read_text("utf-8")
    for entry in text.split("\n\n"):
        if "\n: " in entry:
            assert "](https://" in entry or "no public source" in entry or "nothing was" in entry


def test_pages_are_written_where_they_belong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "DOCS", tmp_path)
    written = pages.write()
    assert {path.relative_to(tmp_path).as_posix() for path in written} == set(pages.PAGES)
    assert all(path.read_text("utf-8").startswith(markdown.NOTICE) for path in written)


@pytest.mark.parametrize(
    ("identity", "address"),
    [
        ("fetch#cors-check.4", "https://fetch.spec.whatwg.org/#cors-check"),
        ("rfc9110#section-8.6", "https://www.rfc-editor.org/rfc/rfc9110.html#section-8.6"),
        (
            "rfc6265bis#section-5.7",
            "https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#section-5.7",
        ),
    ],
)
def test_a_clause_is_linked(identity: str, address: str) -> None:
    assert markdown.clause(identity) == f"[`{identity}`]({address})"


def test_shares_are_not_rounded_up() -> None:
    assert markdown.per_cent(2800, 2800) == "100 %"
    assert markdown.per_cent(99999, 100000) == "99.99 %"
    assert markdown.per_cent(0, 7) == "0.00 %"


def test_a_scene_names_page_and_requests() -> None:
    record = corpus.load("chromium-made").records["k09"]
    assert markdown.scene(record) == "`https://a.test`: `fetch PUT https://b.test`"
    record = corpus.load("chromium-made").records["k16"]
    assert markdown.scene(record).endswith("`Accept: text/aaaaaaaaaaaaaaaaaaaaaaaaaa…`")
    record = corpus.load("firefox-made").records["d12"]
    assert "(sandbox)" in markdown.scene(record)
