"""The exports for Go, built and run: around a router that answers as told."""

from __future__ import annotations

from http.client import IncompleteRead
from typing import TYPE_CHECKING

import pytest

from corsac.policy import Policy
from corsac.targets.export import ExportError, Options, export
from corsac.targets.exports import BY_NAME
from tests.targets.corpus import ORIGIN, STRANGER, ask, differences, variants
from tests.targets.layers import assert_closed, assert_readable
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path

TARGETS = ("go", "go-rs-cors")


@pytest.mark.servers
@pytest.mark.parametrize(("target", "file"), variants(TARGETS))
def test_it_answers_as_the_corpus_says(target: str, file: str, tmp_path: Path) -> None:
    if target == "go-rs-cors" and "every" in file:
        with pytest.raises(ExportError, match="wildcard"):
            written(target, Options(), file)
        return
    with running(target, tmp_path, policy=file) as (url, made):
        assert differences(url, file, made.warnings) == []


@pytest.mark.servers
@pytest.mark.parametrize("target", TARGETS)
def test_errors_and_panics_are_readable(target: str, tmp_path: Path) -> None:
    with running(target, tmp_path) as (url, _):
        for method, path, status in (
            ("GET", "/missing", 404),
            ("GET", "//known", 301),
            ("GET", "/a%2Fb", 404),
            ("DELETE", "/known", 405),
            ("GET", "/panic", 500),
            ("HEAD", "/known", 200),
            ("OPTIONS", "/known", 405),
        ):
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))
        preflight = {"Access_Control_Request_Method": "PUT"}
        assert_readable(ask(url, "OPTIONS", "/missing", ORIGIN, **preflight), 204)


@pytest.mark.servers
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("path", ["/added", "/set"])
def test_what_a_handler_says_of_vary_is_in_one_line_with_ours(
    target: str, path: str, tmp_path: Path
) -> None:
    with running(target, tmp_path) as (url, _):
        for origin in (ORIGIN, STRANGER, None):
            (line,) = ask(url, "GET", path, origin).headers.all("Vary")
            assert line == "Origin, Accept-Encoding", origin


@pytest.mark.servers
@pytest.mark.parametrize("target", TARGETS)
def test_half_an_answer_does_not_pass_for_a_whole_one(target: str, tmp_path: Path) -> None:
    with running(target, tmp_path) as (url, _):
        with pytest.raises(IncompleteRead):
            ask(url, "GET", "/late", ORIGIN)
        assert_readable(ask(url, "GET", "/known", ORIGIN), 200)


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_pasted_says_where(target: str) -> None:
    (pasted,) = written(target, Options()).files
    assert "// Around everything" in pasted.text
    assert "func main" not in pasted.text


def test_what_rs_cors_can_not_say_is_a_warning() -> None:
    open_to_all = Policy(allow_origins="*", max_age=0)
    found = export(BY_NAME["go-rs-cors"], open_to_all, Options()).warnings
    assert {"star-needs-origin", "max-age-zero"} <= {each.code for each in found}
