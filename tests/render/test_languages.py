"""Which language a reader gets."""

from __future__ import annotations

import pytest

from corsac.core.findings import Text
from corsac.render.catalogue import ENGLISH
from corsac.render.languages import catalogue_of, find_language, language_of


@pytest.mark.parametrize(
    "name",
    ["zh", "zh-CN", "zh_CN", "zh_Hans", "zh-Hans-CN", "ZH", "zh_CN.UTF-8", "zh_SG@x", "中文"],
)
def test_chinese_has_many_names(name: str) -> None:
    assert find_language(name) == "zh"


@pytest.mark.parametrize("name", ["en", "en_US.UTF-8", "en-GB"])
def test_so_has_english(name: str) -> None:
    assert find_language(name) == "en"


@pytest.mark.parametrize("name", ["fr", "zh_TW", "zh-Hant", "", "zhongwen", "C"])
def test_other_languages_are_not_spoken(name: str) -> None:
    assert find_language(name) is None


def test_the_environment_is_read_as_posix_reads_it() -> None:
    assert language_of({"LANG": "zh_CN.UTF-8"}) == "zh"
    assert language_of({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}) == "en"
    assert language_of({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN"}) == "zh"
    assert language_of({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}) == "zh", "an empty one is not set"
    assert language_of({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}) == "en"
    assert language_of({}) == "en"


def test_a_catalogue_is_loaded_once() -> None:
    chinese = catalogue_of("zh")
    assert chinese is catalogue_of("zh")
    assert chinese.language == "zh-Hans"
    assert chinese.list(["a", "b"]) == "a、b"
    assert catalogue_of("en") is ENGLISH


def test_what_is_not_translated_stays_english() -> None:
    assert catalogue_of("zh").say(Text.of("nobody says {this}", this="so")) == "nobody says so"
