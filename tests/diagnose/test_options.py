"""The defaults are the careful ones."""

from __future__ import annotations

from corsac.browser.machine import Browser
from corsac.diagnose.options import BUDGET, Options
from tests.diagnose.story import CHROMIUM


def test_nothing_unsafe_leaves_and_few_questions_are_asked() -> None:
    options = Options()
    assert (options.send, options.budget, options.every_engine) == (False, BUDGET, False)


def test_a_browser_is_left_as_it_is() -> None:
    browser = Browser(CHROMIUM)
    jar = browser.cookies
    Options().prepare(browser)
    assert browser.cookies is jar
