"""Bytes of header values, as each engine writes them."""

from __future__ import annotations

from corsac.browser.console.text import escaped, soup, utf8


def test_plain_text_stays() -> None:
    for write in (utf8, escaped, soup):
        assert write("abc") == "abc"


def test_what_is_not_utf8_is_replaced_escaped_or_repaired() -> None:
    assert utf8("a\xe9") == "a\ufffd"
    assert utf8("\xc3\xa9") == "é"
    assert escaped("a\xe9\x01") == "a\\u00E9\\u0001"
    assert soup("a\xe9") == "a\xef\xbf\xbd"
