"""How cookies stand in a Cookie header."""

from __future__ import annotations

from corsac.browser.cookie import Cookie, Selection


def test_cookies_are_joined_by_a_semicolon() -> None:
    cookies = (Cookie("a", "1", "x", host_only=True), Cookie("", "2", "x", host_only=True))
    assert Selection(cookies).header == "a=1; 2"


def test_without_cookies_there_is_no_header() -> None:
    assert Selection().header is None


def test_a_cookie_is_replaced_by_one_of_its_name_domain_and_path() -> None:
    one = Cookie("a", "1", "x", host_only=True)
    assert one.key == Cookie("a", "2", "x", host_only=True, secure=True).key
    assert one.key != Cookie("a", "1", "x", host_only=False).key
    assert one.key != Cookie("a", "1", "x", host_only=True, path="/y").key
