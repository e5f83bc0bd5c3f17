"""The export for Node.js, on Node.js: around a handler that answers as told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options
from tests.targets.corpus import ORIGIN, STRANGER, ask, differences, variants
from tests.targets.layers import assert_closed, assert_readable
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.servers
@pytest.mark.parametrize(("target", "file"), variants(("node",)))
def test_it_answers_as_the_corpus_says(target: str, file: str, tmp_path: Path) -> None:
    with running(target, tmp_path, policy=file) as (url, made):
        assert differences(url, file, made.warnings) == []


@pytest.mark.servers
def test_errors_are_readable_and_the_layer_has_the_last_word(tmp_path: Path) -> None:
    with running("node", tmp_path) as (url, _):
        for method, path, status in (
            ("GET", "/missing", 404),
            ("DELETE", "/known", 405),
            ("GET", "/broken", 500),
            ("HEAD", "/known", 200),
            ("OPTIONS", "/known", 405),
            ("GET", "/written", 200),
        ):
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        assert ask(url, "GET", "/written").headers.all("Set-Cookie") == ("a=1", "b=2")


def test_what_is_pasted_says_where() -> None:
    (pasted,) = written("node", Options()).files
    assert "// createServer((req, res) =>" in pasted.text
    assert "listen" not in pasted.text
