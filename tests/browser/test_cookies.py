"""The jar: what it keeps, and the order in which it gives it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.browser.cookie import CookieReason
from corsac.browser.cookie_rules import CHROMIUM, FIREFOX, STANDARD, WEBKIT, CookieRules, SameSite
from corsac.browser.cookie_site import CookieContext
from corsac.browser.cookies import MAX_LIFETIME, CookieJar
from corsac.browser.url import parse_url
from corsac.core.origin import Origin

if TYPE_CHECKING:
    from corsac.core.url import Url

NOW = 1.8e9
PAGE = CookieContext(Origin("https", "a.test"), Origin("https", "a.test"))
LINES = st.builds(
    "{}={}{}{}".format,
    st.sampled_from("ab"),
    st.sampled_from("12"),
    st.sampled_from(["", "; Path=/", "; Path=/x", "; Path=/x/y"]),
    st.sampled_from(["", "; Domain=a.test", "; Max-Age=0", "; Max-Age=9", "; Secure"]),
)


def url(text: str) -> Url:
    parsed = parse_url(text)
    assert parsed is not None
    return parsed


HERE = url("https://a.test/x/y")


def test_an_empty_jar_sends_nothing() -> None:
    jar = CookieJar()
    assert len(jar) == 0
    assert jar.header(HERE, PAGE, NOW) is None


def test_what_was_stored_goes_along() -> None:
    jar = CookieJar()
    assert jar.store("a=1", HERE, PAGE, NOW) is None
    assert jar.header(HERE, PAGE, NOW) == "a=1"
    # Its path is the directory of the URL that set it.
    assert jar.header(url("https://a.test/"), PAGE, NOW) is None


def test_a_newer_cookie_takes_the_place_of_the_older() -> None:
    jar = CookieJar()
    for line in ("a=1", "b=1", "a=2"):
        jar.store(line, HERE, PAGE, NOW)
    assert jar.header(HERE, PAGE, NOW) == "a=2; b=1"


def test_longer_paths_come_first() -> None:
    jar = CookieJar()
    for line in ("a=1; Path=/", "b=1; Path=/x/y", "c=1; Path=/x", "d=1; Path=/x"):
        jar.store(line, HERE, PAGE, NOW)
    assert jar.header(HERE, PAGE, NOW) == "b=1; c=1; d=1; a=1"


def test_a_cookie_is_removed_by_one_that_has_expired() -> None:
    jar = CookieJar()
    jar.store("a=1", HERE, PAGE, NOW)
    assert jar.store("a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", HERE, PAGE, NOW) is None
    assert len(jar) == 0


def test_max_age_wins_over_expires() -> None:
    jar = CookieJar()
    jar.store("a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", HERE, PAGE, NOW)
    assert jar.header(HERE, PAGE, NOW + 59) == "a=1"
    assert jar.header(HERE, PAGE, NOW + 60) is None


def test_no_cookie_lives_longer_than_400_days() -> None:
    jar = CookieJar()
    jar.store("a=1; Max-Age=99999999999999999999", HERE, PAGE, NOW)
    assert jar.header(HERE, PAGE, NOW + MAX_LIFETIME - 1) == "a=1"
    assert jar.header(HERE, PAGE, NOW + MAX_LIFETIME) is None


def test_a_session_cookie_has_no_end() -> None:
    jar = CookieJar()
    jar.store("a=1", HERE, PAGE, NOW)
    assert jar.header(HERE, PAGE, NOW * 2) == "a=1"


@pytest.mark.parametrize(
    ("rules", "header"),
    [(CHROMIUM, "h=1; d=1"), (FIREFOX, "h=1; d=1"), (STANDARD, "h=1; d=1"), (WEBKIT, "d=1; h=1")],
)
def test_libsoup_puts_the_cookies_of_the_domain_first(rules: CookieRules, header: str) -> None:
    jar = CookieJar(rules)
    jar.put("a.test", "h", "1")
    jar.put("a.test", "d", "1", domain=".a.test")
    assert jar.header(HERE, PAGE, NOW) == header


def test_and_those_of_the_parent_domain_last() -> None:
    jar = CookieJar(WEBKIT)
    jar.put("a.test", "parent", "1", domain="a.test")
    jar.put("sub.a.test", "host", "1")
    assert jar.header(url("https://sub.a.test/"), PAGE, NOW) == "host=1; parent=1"


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        (CHROMIUM, CookieReason.NONE_WITHOUT_SECURE),
        (FIREFOX, CookieReason.NONE_WITHOUT_SECURE),
        (WEBKIT, None),
    ],
)
def test_none_without_secure_cannot_be_put_either(
    rules: CookieRules, reason: CookieReason | None
) -> None:
    jar = CookieJar(rules)
    assert jar.put("a.test", "n", "1", same_site=SameSite.NONE) is reason
    assert jar.put("a.test", "n", "1", same_site=SameSite.NONE, secure=True) is None


@given(st.lists(LINES))
def test_the_header_names_each_cookie_at_most_once_for_each_path_and_domain(
    lines: list[str],
) -> None:
    jar = CookieJar()
    for line in lines:
        jar.store(line, HERE, PAGE, NOW)
    selection = jar.select(HERE, PAGE, NOW)
    keys = [cookie.key for cookie in selection.sent]
    assert len(keys) == len(set(keys)) == len(jar)
    lengths = [len(cookie.path) for cookie in selection.sent]
    assert lengths == sorted(lengths, reverse=True)


@given(st.lists(LINES), LINES)
def test_storing_twice_is_storing_once(lines: list[str], last: str) -> None:
    once, twice = CookieJar(), CookieJar()
    for line in (*lines, last):
        once.store(line, HERE, PAGE, NOW)
        twice.store(line, HERE, PAGE, NOW)
    twice.store(last, HERE, PAGE, NOW)
    assert once.header(HERE, PAGE, NOW) == twice.header(HERE, PAGE, NOW)
