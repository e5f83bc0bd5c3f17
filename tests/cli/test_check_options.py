"""What `corsac check` understands: curl's letters mean what they mean to curl, each thing once."""

from __future__ import annotations

import io
import sys
from collections import Counter
from typing import TYPE_CHECKING

import click
import pytest

from corsac.cli import check
from corsac.cli.check_options import FORMATS, PARAMETERS, VARIABLES, Asked, read_file
from corsac.cli.mistake import Mistake
from corsac.cli.options import Option, SectionedCommand

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://api.example/items"


def typed(*arguments: str, url: str = URL) -> Asked:
    """Give what click makes of a command line."""
    command = SectionedCommand("check", params=list(PARAMETERS))
    return Asked(**command.make_context("check", [url, *arguments]).params)


def option(flag: str) -> Option:
    """Give the option that has a flag."""
    return next(each for each in PARAMETERS if isinstance(each, Option) and flag in {*each.opts})


def test_no_flag_is_declared_twice() -> None:
    flags = Counter(
        flag
        for each in PARAMETERS
        if isinstance(each, Option)
        for flag in (*each.opts, *each.secondary_opts)
    )
    assert [flag for flag, times in flags.items() if times > 1] == []


def test_without_an_option_nothing_is_assumed_but_what_the_help_shows() -> None:
    asked = typed()
    assert asked.url == URL
    given = {name: getattr(asked, name) for name in Asked.__dataclass_fields__ if name != "url"}
    set_already = {name: value for name, value in given.items() if value not in {None, (), False}}
    shown = {
        each.name: each.default
        for each in PARAMETERS
        if isinstance(each, Option) and each.show_default
    }
    assert set_already == shown
    assert shown.items() >= {"budget": 6, "timeout": 15.0, "format": "text"}.items()


@pytest.mark.parametrize(
    ("arguments", "field", "value"),
    [
        (("-X", "PUT"), "method", "PUT"),
        (("-X", "put"), "method", "put"),
        (("-H", "A: 1", "--header", "B: 2"), "headers", ("A: 1", "B: 2")),
        (("-d", "a=1", "--data", "b=2", "--data-ascii", "c"), "data", ("a=1", "b=2", "c")),
        (("--data-raw", "@a"), "data_raw", ("@a",)),
        (("-F", "a=1"), "form", ("a=1",)),
        (("-G",), "as_query", True),
        (("-I",), "head", True),
        (("-u", "me:word"), "user", "me:word"),
        (("-b", "sid=1"), "cookies", ("sid=1",)),
        (("-k",), "insecure", True),
        (("--http1.1",), "http1", True),
        (("--max-probes", "0"), "budget", 0),
        (("--timeout", "0.5"), "timeout", 0.5),
        (("--engine", "firefox", "--engine", "webkit"), "engine", ("firefox", "webkit")),
        (("--no-color",), "color", False),
    ],
)
def test_an_option_lands_in_its_field(
    arguments: tuple[str, ...], field: str, value: object
) -> None:
    assert getattr(typed(*arguments), field) == value


@pytest.mark.parametrize("flag", ["-L", "--location", "-s", "--silent", "--compressed"])
def test_what_people_have_in_their_fingers_changes_nothing(flag: str) -> None:
    assert typed(flag) == typed()
    assert option(flag).hidden


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--budget", "51"), "51 is not in the range 0<=x<=50"),
        (("--budget", "-1"), "-1 is not in the range"),
        (("--timeout", "0"), "0.0 is not in the range 0<x<=600"),
        (("--timeout", "601"), "601.0 is not in the range"),
        (("--timeout", "soon"), "'soon' is not a valid float"),
        (("--credentials", "all"), "'omit', 'same-origin', 'include'"),
        (("--mode", "navigate"), "'cors', 'no-cors', 'same-origin'"),
        (("--format", "html"), ", ".join(repr(name) for name in FORMATS)),
        (("--fail-on", "never"), "'error', 'warning', 'info'"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_with_those_that_do(
    arguments: tuple[str, ...], said: str
) -> None:
    with pytest.raises(click.BadParameter) as caught:
        typed(*arguments)
    assert said in caught.value.format_message()


def test_a_url_is_needed_unless_a_recording_stands_for_it() -> None:
    with pytest.raises(click.MissingParameter):
        check.command.main(["--send"], standalone_mode=False)
    command = SectionedCommand("check", params=list(PARAMETERS))
    assert command.make_context("check", ["--har", "x.har"]).params["url"] is None


def test_the_environment_says_what_the_command_line_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CORSAC_ORIGIN", "https://app.example")
    monkeypatch.setenv("CORSAC_ENGINE", "firefox webkit")
    monkeypatch.setenv("CORSAC_TIMEOUT", "3")
    asked = typed("--timeout", "4")
    assert asked.origin == "https://app.example"
    assert asked.engine == ("firefox", "webkit")
    assert asked.timeout == 4.0


def test_no_secret_and_no_leave_to_write_comes_from_the_environment() -> None:
    assert set(VARIABLES) == {
        each.envvar for each in PARAMETERS if isinstance(each, Option) and each.envvar
    }
    assert {"CORSAC_ORIGIN", "CORSAC_FORMAT", "CORSAC_FAIL_ON"} <= set(VARIABLES)
    for flag in ("--send", "--user", "--header", "--cookie", "--data", "--insecure"):
        assert option(flag).envvar is None


def test_a_file_s_bytes_are_read_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "body"
    file.write_bytes(b"\xff\r\n\x00")
    assert read_file(str(file)) == b"\xff\r\n\x00"


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a\r\nb")))
    assert read_file("-") == b"a\r\nb"


@pytest.mark.parametrize(
    ("name", "why"), [("none", "No such file or directory"), (".", "Is a directory")]
)
def test_a_file_that_can_t_be_read_is_a_mistake_that_names_it(
    tmp_path: Path, name: str, why: str
) -> None:
    path = str(tmp_path / name)
    with pytest.raises(Mistake) as caught:
        read_file(path)
    assert f"can't read {path}: {why}" in str(caught.value)
