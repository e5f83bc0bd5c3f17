"""The language of the answer: asked for, or the locale's; help and errors speak it too."""

from __future__ import annotations

from contextvars import copy_context
from typing import TYPE_CHECKING

import pytest

from corsac.cli import main
from corsac.cli.exits import Exit
from corsac.cli.language import Language, choose, said, say, speak, spoken, taken_out
from corsac.cli.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Callable


def in_chinese(what: Callable[[], str], *, named: bool = False) -> str:
    """Give what something is for a reader of Chinese."""

    def run() -> str:
        speak(Language("zh", named))
        return what()

    return copy_context().run(run)


@pytest.mark.parametrize(
    ("arguments", "rest", "name"),
    [
        (["--lang", "zh", "check", "URL"], ["check", "URL"], "zh"),
        (["check", "URL", "--lang=en"], ["check", "URL"], "en"),
        (["--lang=en", "lab", "--lang", "zh"], ["lab"], "zh"),
        (["explain", "--", "--lang", "zh"], ["explain", "--", "--lang", "zh"], None),
        (["check", "--lang"], ["check", "--lang"], None),
    ],
)
def test_the_option_stands_before_the_command_or_behind(
    arguments: list[str], rest: list[str], name: str | None
) -> None:
    assert taken_out(arguments) == (rest, name)


def test_the_option_wins_over_the_environment_and_that_over_the_locale() -> None:
    locale = {"LANG": "zh_CN.UTF-8"}
    assert choose("en", {**locale, "CORSAC_LANG": "zh"}, "utf-8") == Language("en", named=True)
    assert choose(None, {**locale, "CORSAC_LANG": "en"}, "utf-8") == Language("en", named=True)
    assert choose(None, locale, "UTF-8") == Language("zh")
    assert choose(None, {}, "utf-8") == Language("en")


def test_a_terminal_that_can_t_show_it_gets_english_unless_it_insists() -> None:
    assert choose(None, {"LANG": "zh_CN.GBK"}, "gbk") == Language("en")
    assert choose("zh", {}, "ascii") == Language("zh", named=True)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(Mistake, match="does not speak") as raised:
        choose("zh_TW", {}, "utf-8")
    assert raised.value.given == "zh_TW"
    assert main(["--lang", "fr", "check"]) == Exit.USAGE


def test_programs_get_another_language_only_by_name() -> None:
    assert in_chinese(lambda: spoken().language) == "zh-Hans"
    assert in_chinese(lambda: spoken(by_machines=True).language) == "en"
    assert in_chinese(lambda: spoken(by_machines=True).language, named=True) == "zh-Hans"
    assert spoken().language == "en", "nothing is left behind"


def test_what_nobody_translated_is_said_in_english() -> None:
    assert in_chinese(lambda: say("never {what}", what="translated")) == "never translated"
    assert in_chinese(lambda: said("never translated")) == "never translated"


def test_help_is_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh", "--help"]) == Exit.OK
    assert "用法：corsac" in capsys.readouterr().out
    assert main(["check", "--help", "--lang", "zh"]) == Exit.OK
    shown = capsys.readouterr().out
    assert "显示此信息" in shown
    assert "预检" in shown


def test_errors_are_in_chinese_click_s_own_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh", "check"]) == Exit.USAGE
    assert "缺少参数" in capsys.readouterr().err
    assert main(["--lang", "zh", "check", "--nonsense", "x"]) == Exit.USAGE
    assert "没有选项" in capsys.readouterr().err
    assert main(["check"]) == Exit.USAGE
    assert "Missing argument" in capsys.readouterr().err


def test_a_mistake_of_the_user_is_told_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "zh", "check", "https://api.example/"]) == Exit.USAGE
    told = capsys.readouterr().err
    assert told.startswith("错误：")
    assert "--origin https://app.example" in told
