"""A mistake is shown with its place and its mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.cli.mistake import Mistake

if TYPE_CHECKING:
    import pytest


def test_carets_stand_under_the_place() -> None:
    mistake = Mistake("an origin has no path", "https://a.example/", (17, 18), "leave it out")
    assert mistake.format_message() == (
        "an origin has no path\n"
        "  |\n"
        "  | https://a.example/\n"
        "  |                  ^\n"
        "  = help: leave it out"
    )


def test_without_a_place_there_is_the_message() -> None:
    assert Mistake("no").format_message() == "no"


def test_control_characters_are_shown_as_escapes() -> None:
    assert "  | a\\x1bb\n  |  ^^^^" in Mistake("no", "a\x1bb", (1, 2)).format_message()


def test_it_is_printed_to_stderr_without_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    Mistake("bad: authorization: Bearer hunter2").show()
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "error: bad: authorization: Bearer [redacted]\n"
