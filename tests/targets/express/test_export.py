"""The exports for Express, on Express 5 and 4: around an application that answers as told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options
from tests.targets.corpus import ORIGIN, STRANGER, ask, differences, post, variants
from tests.targets.layers import assert_closed, assert_readable
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path

VERSIONS = ("5", "4")
TARGETS = ("express", "express-cors")


@pytest.mark.servers
@pytest.mark.parametrize(("target", "file"), variants(TARGETS))
def test_it_answers_as_the_corpus_says(target: str, file: str, tmp_path: Path) -> None:
    with running(target, tmp_path, policy=file) as (url, made):
        assert differences(url, file, made.warnings) == []


@pytest.mark.servers
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("version", VERSIONS)
def test_errors_of_express_itself_are_readable(target: str, version: str, tmp_path: Path) -> None:
    with running(target, tmp_path, Options(version=version)) as (url, _):
        for method, path, status in (
            ("GET", "/missing", 404),
            ("GET", "/a%2Fb", 404),
            ("GET", "/%zz", 404),
            ("GET", "/broken", 500),
            ("HEAD", "/known", 200),
            ("OPTIONS", "/known", 200),
        ):
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        assert_readable(post(url, "/json", ORIGIN, b"[" * 9999), 413)


@pytest.mark.servers
def test_by_hand_the_layer_has_the_last_word(tmp_path: Path) -> None:
    with running("express", tmp_path) as (url, _):
        answer = ask(url, "GET", "/written", ORIGIN)
        assert_readable(answer, 200)
        assert answer.headers.all("Set-Cookie") == ("a=1", "b=2")
        assert_closed(ask(url, "GET", "/written", STRANGER))


@pytest.mark.servers
@pytest.mark.parametrize("target", TARGETS)
def test_a_handler_that_sets_vary_takes_nothing_out_of_it(target: str, tmp_path: Path) -> None:
    with running(target, tmp_path) as (url, _):
        for origin in (ORIGIN, STRANGER, None):
            (line,) = ask(url, "GET", "/set", origin).headers.all("Vary")
            assert line == "Accept-Encoding, Origin", origin


def test_with_the_package_an_application_can_have_it_and_that_is_a_warning() -> None:
    assert [each.code for each in written("express-cors", Options()).warnings] == ["app-headers"]
    assert written("express", Options()).warnings == ()


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_pasted_says_where(target: str) -> None:
    (pasted,) = written(target, Options()).files
    assert "// Before every route" in pasted.text
    assert pasted.text.endswith("app.use(allowOrigins);\n")
