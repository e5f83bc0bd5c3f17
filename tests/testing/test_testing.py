"""The public names, loaded when they are asked for, and the examples of their documentation."""

from __future__ import annotations

import inspect
import textwrap

import pytest

import corsac.testing
import corsac.testing.browser
import corsac.testing.strategies
from tests.testing.apps import ECHO

EXAMPLES = {
    "package": corsac.testing.__doc__,
    "browser": corsac.testing.browser.AppBrowser.__doc__,
    "strategies": corsac.testing.strategies.__doc__,
}


def test_each_public_name_is_there() -> None:
    assert [getattr(corsac.testing, name).__name__ for name in corsac.testing.__all__] == [
        "AppBrowser",
        "Fetched",
    ]


def test_another_name_is_the_usual_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Browser'"):
        _ = corsac.testing.Browser


@pytest.mark.parametrize("where", EXAMPLES)
def test_the_examples_run(where: str) -> None:
    text = inspect.cleandoc(EXAMPLES[where] or "").partition("Args:")[0]
    lines = [line for line in text.splitlines() if line.startswith("    ") or not line]
    code = textwrap.dedent("\n".join(lines))
    assert code.strip()
    scope = {"app": ECHO, "AppBrowser": corsac.testing.AppBrowser}
    exec(code, scope)  # noqa: S102 -- our own text
