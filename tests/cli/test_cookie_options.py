"""`-b` fills the jar; attributes are those of Set-Cookie."""

from __future__ import annotations

import pytest

from corsac.browser import Browser, find_profile
from corsac.browser.cookie_rules import SameSite
from corsac.cli.cookie_options import Cookies, read_cookies
from corsac.cli.mistake import Mistake


def test_cookies_are_pairs() -> None:
    assert read_cookies(["a=1; b=2=3;", "c="]) == (
        Cookies((("a", "1"), ("b", "2=3"))),
        Cookies((("c", ""),)),
    )


def test_attributes_count_for_the_cookies_beside_them() -> None:
    (cookies,) = read_cookies(["sid=1; SameSite=None; Secure; HttpOnly; Domain=a.example; Path=/x"])
    assert cookies == Cookies(
        (("sid", "1"),), SameSite.NONE, secure=True, domain="a.example", path="/x"
    )


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("cookies.txt", "cookie files are not read"),
        ("sid=1; hunter2", "a cookie has a name"),
        ("sid=1; SameSite=Maybe", "no such SameSite"),
        ("sid=1; SameSite=None", "without Secure"),
    ],
)
def test_what_is_no_cookie_is_refused(value: str, reason: str) -> None:
    with pytest.raises(Mistake, match=reason) as raised:
        read_cookies([value])
    assert "hunter2" not in raised.value.format_message()


def test_they_are_in_the_browser_s_jar() -> None:
    browser = Browser(find_profile("chromium"))
    for each in read_cookies(["a=1; b=2"]):
        each.put_into(browser, "api.example")
    assert len(browser.cookies) == 2
