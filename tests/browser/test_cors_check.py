"""The CORS check: one origin, byte by byte, or a wildcard without credentials."""

from __future__ import annotations

import pytest

from corsac.browser.cors_check import cors_check
from corsac.browser.outcome import Reason
from corsac.browser.recorder import Recorder
from corsac.browser.url import parse_url
from corsac.core.headers import Headers
from tests.browser.stories import APP, Story, answer, step


def check(lines: list[tuple[str, str]], *, include: bool = False) -> object:
    recorder = Recorder(tracing=True)
    headers = Headers(tuple(lines))
    return cors_check(headers, APP, include=include, recorder=recorder, parse=parse_url)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (f"{APP}/", Reason.ALLOW_ORIGIN_MISMATCH),
        ("http://app.test", Reason.ALLOW_ORIGIN_MISMATCH),
        ("null", Reason.ALLOW_ORIGIN_MISMATCH),
        (f"{APP}, {APP}", Reason.ALLOW_ORIGIN_MULTIPLE),
        (f"{APP} https://b.test", Reason.ALLOW_ORIGIN_MULTIPLE),
        ("", Reason.ALLOW_ORIGIN_INVALID),
        ("app.test", Reason.ALLOW_ORIGIN_INVALID),
        ("https://app.test\xe9", Reason.ALLOW_ORIGIN_INVALID),
    ],
)
def test_any_other_value_fails_and_says_how_it_differs(value: str, reason: Reason) -> None:
    assert check([("Access-Control-Allow-Origin", value)]) == (reason, value)


def test_two_equal_lines_are_one_wrong_value() -> None:
    line = ("Access-Control-Allow-Origin", "*")
    assert check([line, line]) == (Reason.ALLOW_ORIGIN_MULTIPLE, "*, *")


def test_a_wildcard_is_none_with_credentials() -> None:
    line = ("Access-Control-Allow-Origin", "*")
    assert check([line]) is None
    assert check([line], include=True) == (Reason.ALLOW_ORIGIN_WILDCARD, "*")


@pytest.mark.parametrize("value", ["True", "true, true", "1", None])
def test_credentials_need_exactly_true(value: str | None) -> None:
    lines = [("Access-Control-Allow-Origin", APP)]
    if value is not None:
        lines.append(("Access-Control-Allow-Credentials", value))
    assert check(lines) is None
    assert check(lines, include=True) == (Reason.ALLOW_CREDENTIALS, value or "")


def test_true_is_true() -> None:
    lines = [("Access-Control-Allow-Origin", APP), ("Access-Control-Allow-Credentials", "true")]
    assert check(lines, include=True) is None


def test_a_missing_header_is_told_with_the_clause() -> None:
    outcome = Story().fetch("https://api.example/", answer())
    assert step(outcome, "allow-origin-missing").clause == "fetch#cors-check.2"
    assert step(outcome, "allow-origin-missing").exchange == 0


def test_webkit_asks_a_redirect_for_credentials_that_the_first_hop_had() -> None:
    def told(engine: str) -> bool:
        story = Story(engine)
        away = answer(302, location="https://b.example/1")
        on = answer(302, allow_origin="*", location="https://b.example/2")
        answers = [away, on] + ([] if engine == "webkit" else [answer(allow_origin="*")])
        return story.fetch(f"{APP}/0", *answers).response is not None

    assert told("standard")
    assert not told("webkit")
