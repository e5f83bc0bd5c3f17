"""What the reader's terminal can take, and which exit code a report has."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.cli.check_options import FORMATS
from corsac.cli.exits import Exit
from corsac.cli.output import exit_code, look_of, renderer, write
from corsac.render.look import Look
from tests.render.reports import (
    allowed_report,
    bare_report,
    max_age_finding,
    refused_report,
    split_report,
    undecided_report,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.diagnose.report import Report


class Stream(io.TextIOWrapper):
    """A stream of a chosen encoding, a terminal or none."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = True) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def look(
    environment: dict[str, str] | None = None,
    stream: Stream | None = None,
    *,
    color: bool | None = None,
) -> Look:
    return look_of(stream or Stream(), environment or {}, color=color, verbose=False)


@pytest.mark.parametrize(
    ("environment", "terminal", "color", "expected"),
    [
        ({}, True, None, True),
        ({}, False, None, False),
        ({"NO_COLOR": "1"}, True, None, False),
        ({"NO_COLOR": ""}, True, None, True),
        ({"TERM": "dumb"}, True, None, False),
        ({"FORCE_COLOR": "1"}, False, None, True),
        ({"FORCE_COLOR": "0"}, False, None, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, None, False),
        ({"NO_COLOR": "1"}, False, True, True),
        ({"FORCE_COLOR": "1"}, True, False, False),
    ],
)
def test_colours_follow_the_flag_then_the_environment_then_the_terminal(
    environment: dict[str, str],
    *,
    terminal: bool,
    color: bool | None,
    expected: bool,
) -> None:
    assert look(environment, Stream(terminal=terminal), color=color).colour is expected


@pytest.mark.parametrize(
    ("columns", "width"), [("40", 40), ("10", 32), ("400", 120), ("x", None), ("0", None)]
)
def test_the_width_is_the_environment_s_within_reason(columns: str, width: int | None) -> None:
    found = look({"COLUMNS": columns}, Stream(terminal=False)).width
    assert found == (80 if width is None else width)


def test_a_pipe_gets_eighty_columns() -> None:
    assert look(stream=Stream(terminal=False)).width == 80


@pytest.mark.parametrize(
    ("encoding", "expected"), [("utf-8", True), ("ascii", False), ("latin-1", False)]
)
def test_glyphs_need_a_unicode_encoding(encoding: str, *, expected: bool) -> None:
    assert look(stream=Stream(encoding)).unicode is expected


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_renderer(name: str) -> None:
    assert renderer(name).render(allowed_report(), Look())


def test_what_the_encoding_lacks_becomes_an_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream("ascii")
    monkeypatch.setattr("sys.stdout", stream)
    write("‘quoted’\n".replace("‘", "\u2018").replace("’", "\u2019"))
    assert stream.buffer.getvalue() == b"\\u2018quoted\\u2019\n"  # type: ignore[attr-defined] # a BytesIO


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (allowed_report, Exit.OK),
        (bare_report, Exit.FOUND),
        (undecided_report, Exit.FAILED),
        (refused_report, Exit.FAILED),
    ],
)
def test_the_verdict_decides_the_exit_code(build: Callable[[], Report], code: Exit) -> None:
    assert exit_code(build(), fail_on="error", scanner=False) is code


def test_one_engine_that_blocks_is_enough() -> None:
    report = replace(split_report(), verdict=allowed_report().verdict, findings=())
    assert exit_code(report, fail_on="error", scanner=False) is Exit.FOUND


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", Exit.OK), ("warning", Exit.FOUND), ("info", Exit.FOUND)]
)
def test_findings_count_from_a_severity_on(fail_on: str, code: Exit) -> None:
    report = replace(allowed_report(), findings=(max_age_finding(),))
    assert exit_code(report, fail_on=fail_on, scanner=False) is code


def test_a_scanner_s_upload_fails_on_failure_alone() -> None:
    assert exit_code(bare_report(), fail_on="error", scanner=True) is Exit.OK
    assert exit_code(refused_report(), fail_on="error", scanner=True) is Exit.FAILED
