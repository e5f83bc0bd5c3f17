"""The exports for FastAPI, on FastAPI under uvicorn: around an application that answers as told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options
from tests.targets.corpus import ORIGIN, STRANGER, ask, differences, post, variants
from tests.targets.layers import assert_closed, assert_readable
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path

TARGETS = ("fastapi",)


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize(("target", "file"), variants(TARGETS))
def test_it_answers_as_the_corpus_says(target: str, file: str, tmp_path: Path) -> None:
    with running(target, tmp_path, policy=file) as (url, made):
        assert differences(url, file, made.warnings) == []


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("target", TARGETS)
def test_errors_of_fastapi_itself_are_readable(target: str, tmp_path: Path) -> None:
    with running(target, tmp_path) as (url, _):
        for method, path, status in (
            ("GET", "/missing", 404),
            ("GET", "/a%2Fb", 404),
            ("DELETE", "/known", 405),
            ("GET", "/broken", 500),
            ("HEAD", "/known", 200),
            ("OPTIONS", "/known", 405),
        ):
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        assert_readable(post(url, "/json", ORIGIN, b"["), 422)
        preflight = {"Access_Control_Request_Method": "PUT"}
        for path in ("/missing", "/private"):
            assert_readable(ask(url, "OPTIONS", path, ORIGIN, **preflight), 204)


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_pasted_says_where(target: str) -> None:
    (pasted,) = written(target, Options()).files
    assert "outermost" in pasted.text
