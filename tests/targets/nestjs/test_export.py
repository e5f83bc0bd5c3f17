"""The export for NestJS, on NestJS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options
from tests.targets.corpus import FILES, ORIGIN, post
from tests.targets.layers import assert_readable
from tests.targets.programs import assert_corpus, assert_errors
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path

ASKED = (
    ("GET", "/missing", 404),
    ("GET", "/broken", 500),
    ("GET", "/a%2Fb", 404),
    ("HEAD", "/known", 200),
    ("GET", "/%zz", 400),
    ("DELETE", "/known", 404),
)


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("file", FILES)
def test_it_answers_as_the_corpus_says(file: str, tmp_path: Path) -> None:
    assert_corpus("nestjs", tmp_path, file)


@pytest.mark.servers
@pytest.mark.long
def test_its_errors_are_readable(tmp_path: Path) -> None:
    assert_errors("nestjs", tmp_path, ASKED)


@pytest.mark.servers
@pytest.mark.long
def test_a_body_that_is_too_large_is_refused_readably(tmp_path: Path) -> None:
    with running("nestjs", tmp_path) as (url, _):
        assert_readable(post(url, "/json", ORIGIN, b"[" * 200_000), 413)


def test_what_is_pasted_says_where() -> None:
    (pasted,) = written("nestjs", Options()).files
    assert "// app.use(allowOrigins), right after" in pasted.text
    assert "listen" not in pasted.text.lower()
