"""The export for Hono, on Hono."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options
from tests.targets.corpus import FILES
from tests.targets.programs import assert_corpus, assert_errors
from tests.targets.systems import written

if TYPE_CHECKING:
    from pathlib import Path

ASKED = (
    ("GET", "/missing", 404),
    ("GET", "/broken", 500),
    ("GET", "/thrown", 500),
    ("GET", "/a%2Fb", 404),
    ("HEAD", "/known", 200),
    ("GET", "/fetched", 200),
    ("DELETE", "/known", 404),
    ("OPTIONS", "/known", 404),
)


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("file", FILES)
def test_it_answers_as_the_corpus_says(file: str, tmp_path: Path) -> None:
    assert_corpus("hono", tmp_path, file)


@pytest.mark.servers
@pytest.mark.long
def test_its_errors_are_readable(tmp_path: Path) -> None:
    assert_errors("hono", tmp_path, ASKED)


def test_what_is_pasted_says_where() -> None:
    (pasted,) = written("hono", Options()).files
    assert "// app.use(allowOrigins), before every route" in pasted.text
    assert "listen" not in pasted.text.lower()
