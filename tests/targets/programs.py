"""What every framework is held to that answers by itself, around routes that answer as told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.targets.corpus import ORIGIN, STRANGER, ask, differences
from tests.targets.layers import assert_closed, assert_readable
from tests.targets.systems import running

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def assert_corpus(target: str, folder: Path, file: str) -> None:
    """It answers as the corpus says."""
    with running(target, folder, policy=file) as (url, made):
        assert differences(url, file, made.warnings) == []


def assert_errors(target: str, folder: Path, asked: Iterable[tuple[str, str, int]]) -> None:
    """Its own errors are readable, and tell a stranger nothing; the layer has the last word."""
    with running(target, folder) as (url, _):
        for method, path, status in asked:
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        written = ask(url, "GET", "/written", ORIGIN)
        assert_readable(written, 200)
        assert written.headers.all("Set-Cookie") == ("a=1", "b=2")
        assert_closed(ask(url, "GET", "/written", STRANGER))
