"""Help in a script whose letters are two cells wide: it keeps its columns and its width."""

from __future__ import annotations

from contextvars import copy_context

import click
import pytest
from wcwidth import wcswidth

from corsac.cli.language import Language, speak
from corsac.cli.local_help import Formatter, localized
from corsac.cli.program import SECTIONS, program


def test_terms_and_meanings_stand_in_two_columns() -> None:
    formatter = Formatter(width=40)
    with formatter.section("选项"), formatter.indentation():
        formatter.write_dl([("--lang", "回答所用的语言，默认随系统的区域设置而定"), ("-v", "更多")])
    assert formatter.getvalue() == (
        "选项：\n"
        "    --lang  回答所用的语言，默认随系统\n"
        "            的区域设置而定\n"
        "    -v      更多\n"
    )


def test_a_long_term_stands_on_a_line_of_its_own() -> None:
    formatter = Formatter(width=60)
    formatter.write_dl([("--a-very-long-option-with-a-value VALUE", "说明")])
    assert formatter.getvalue() == (
        "--a-very-long-option-with-a-value VALUE\n" + " " * 32 + "说明\n"
    )


def test_paragraphs_are_wrapped_and_commands_are_not() -> None:
    formatter = Formatter(width=20)
    formatter.write_text(
        "一二三四五六七八九十一二\n\n\b\n例如：\n  corsac check https://a.example/"
    )
    assert formatter.getvalue() == (
        "一二三四五六七八九十\n一二\n\n例如：\n  corsac check https://a.example/\n"
    )


@pytest.mark.parametrize("name", [name for table in SECTIONS.values() for name in table])
def test_no_command_s_help_is_wider_than_the_terminal(name: str) -> None:
    def shown() -> str:
        speak(Language("zh"))
        top = localized(program)
        command = top.get_command(click.Context(top), name)
        assert command is not None
        context = command.make_context(name, ["--help"], resilient_parsing=True)
        context.terminal_width = 80
        return command.get_help(context)

    lines = copy_context().run(shown).split("\n")
    wide = [line for line in lines if wcswidth(line) > 80 and "corsac " not in line]
    assert wide == []


def test_english_commands_stay_what_they_are() -> None:
    assert localized(program) is program
