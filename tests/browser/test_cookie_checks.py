"""What a cookie has to pass to be stored, and to go along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.cookie import CookieReason
from corsac.browser.cookie_checks import is_public
from corsac.browser.cookie_rules import (
    CHROMIUM,
    FIREFOX,
    STANDARD,
    WEBKIT,
    CookieRules,
    SameSite,
    ThirdParty,
)
from corsac.browser.cookie_site import CookieContext
from corsac.browser.cookies import CookieJar
from corsac.browser.url import parse_url
from corsac.core.origin import parse_origin

if TYPE_CHECKING:
    from corsac.core.url import Url

NOW = 1.8e9
OWN = "https://app.a.test"
ENGINES = {"chromium": CHROMIUM, "firefox": FIREFOX, "webkit": WEBKIT, "standard": STANDARD}


def url(text: str) -> Url:
    parsed = parse_url(text)
    assert parsed is not None
    return parsed


def page(top: str) -> CookieContext:
    origin = parse_origin(top)
    assert origin is not None
    return CookieContext(origin, origin)


def refusal(
    line: str, target: str = f"{OWN}/x/y", top: str = OWN, rules: CookieRules = STANDARD
) -> CookieReason | None:
    """Store one line in an empty jar."""
    jar = CookieJar(rules)
    reason = jar.store(line, url(target), page(top), NOW)
    assert len(jar) == (reason is None)
    return reason


def refusing(line: str, target: str, top: str) -> set[str]:
    """Name the engines that refuse a line."""
    return {name for name, rules in ENGINES.items() if refusal(line, target, top, rules)}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a=1", None),
        ("a=\x00", CookieReason.MALFORMED),
        ("a=1; Domain=a.test", None),
        ("a=1; Domain=app.a.test", None),
        ("a=1; Domain=b.test", CookieReason.DOMAIN),
        ("a=1; Domain=x.app.a.test", CookieReason.DOMAIN),
        ("a=1; Domain=test", CookieReason.PUBLIC_SUFFIX),
        ("a=1; SameSite=None", CookieReason.NONE_WITHOUT_SECURE),
        ("a=1; Partitioned", CookieReason.PARTITIONED_WITHOUT_SECURE),
        ("a=1; Partitioned; Secure", None),
        ("__Secure-a=1; Secure", None),
        ("__secure-a=1", CookieReason.PREFIX),
        ("__Host-a=1; Secure; Path=/", None),
        ("__Host-a=1; Secure", CookieReason.PREFIX),
        ("__Host-a=1; Secure; Path=/; Domain=app.a.test", CookieReason.PREFIX),
        ("__HOST-a=1; Path=/", CookieReason.PREFIX),
        ("=__Host-a; Secure; Path=/", CookieReason.PREFIX),
    ],
)
def test_what_a_page_may_set_for_its_own_host(line: str, reason: CookieReason | None) -> None:
    assert refusal(line) is reason


def test_a_public_suffix_may_set_cookies_for_itself_alone() -> None:
    jar = CookieJar()
    context = page("https://github.io")
    assert jar.store("a=1; Domain=github.io", url("https://github.io/"), context, NOW) is None
    assert jar.header(url("https://github.io/"), context, NOW) == "a=1"
    assert jar.header(url("https://x.github.io/"), page("https://x.github.io"), NOW) is None


def test_a_host_without_dots_is_a_public_suffix_too() -> None:
    assert is_public("localhost")
    assert is_public("co.uk")
    assert not is_public("a.co.uk")
    assert not is_public("127.0.0.1")


@pytest.mark.parametrize(
    ("line", "engines"),
    [
        ("a=1; Secure", {"standard", "webkit"}),
        ("__Secure-a=1; Secure", {"standard", "webkit"}),
        ("__Host-a=1; Secure; Path=/", {"standard", "webkit"}),
        ("a=1", set[str]()),
    ],
)
def test_secure_cookies_on_http_localhost(line: str, engines: set[str]) -> None:
    target = "http://localhost:3000"
    assert refusing(line, f"{target}/", target) == engines


def test_no_engine_takes_secure_cookies_from_http_elsewhere() -> None:
    assert refusing("a=1; Secure", "http://a.test/", "http://a.test") == set(ENGINES)


@pytest.mark.parametrize(
    ("attributes", "engines"),
    [
        ("; SameSite=None; Secure", set[str]()),
        ("; SameSite=None", {"chromium", "firefox", "standard"}),
        ("", {"chromium", "standard"}),
        ("; SameSite=Lax", set(ENGINES)),
        ("; SameSite=Strict; Secure", set(ENGINES)),
    ],
)
def test_what_another_site_may_set(attributes: str, engines: set[str]) -> None:
    assert refusing(f"a=1{attributes}", "https://b.test/", OWN) == engines


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a=1; SameSite=Strict", CookieReason.SAME_SITE_STRICT),
        ("a=1; SameSite=Lax", CookieReason.SAME_SITE_LAX),
        ("a=1", CookieReason.SAME_SITE_DEFAULT),
    ],
)
def test_the_reason_names_the_attribute(line: str, reason: CookieReason) -> None:
    assert refusal(line, "https://b.test/") is reason


def test_a_page_that_is_visited_may_set_any() -> None:
    jar = CookieJar()
    visit = replace(page(OWN), navigation=True)
    assert jar.store("a=1; SameSite=Strict", url("https://b.test/"), visit, NOW) is None


def test_an_insecure_page_does_not_replace_a_secure_cookie() -> None:
    jar = CookieJar(FIREFOX)
    secure, plain = url("https://a.test/x/y"), url("http://a.test/x/y")
    context = page("https://a.test")
    assert jar.store("a=1; Secure; Path=/x", secure, context, NOW) is None
    overwrites = CookieReason.OVERWRITES_SECURE
    assert jar.store("a=2; Path=/x", plain, context, NOW) is overwrites
    assert jar.store("a=2; Path=/x/y; Domain=a.test", plain, context, NOW) is overwrites
    # Above its path, under another name, or over TLS, there is nothing to protect.
    assert jar.store("a=2; Path=/", plain, context, NOW) is None
    assert jar.store("b=2; Path=/x", plain, context, NOW) is None
    assert jar.store("a=2; Path=/x", secure, context, NOW) is None


def test_a_secure_cookie_of_the_parent_domain_is_protected_too() -> None:
    jar = CookieJar(FIREFOX)
    jar.put("a.test", "a", "1", secure=True, domain=".a.test")
    reason = jar.store("a=2", url("http://sub.a.test/"), page("http://a.test"), NOW)
    assert reason is CookieReason.OVERWRITES_SECURE
    assert jar.store("a=2", url("http://b.test/"), page("http://b.test"), NOW) is None


def withheld(jar: CookieJar, target: str, top: str, now: float = NOW) -> dict[str, set[str]]:
    selection = jar.select(url(target), page(top), now)
    return {each.cookie.name: {str(why) for why in each.reasons} for each in selection.withheld}


def test_every_reason_to_withhold_a_cookie_is_named() -> None:
    jar = CookieJar()
    for same_site in SameSite:
        jar.put("a.test", same_site, "1", same_site=same_site, secure=True, path="/x")
    assert withheld(jar, "http://a.test/y", "http://b.test") == {
        "Strict": {"path", "secure", "same-site-strict"},
        "Lax": {"path", "secure", "same-site-lax"},
        "None": {"path", "secure"},
        "Default": {"path", "secure", "same-site-default"},
    }


def test_cookies_of_other_hosts_are_not_spoken_of() -> None:
    jar = CookieJar()
    jar.put("a.test", "host", "1")
    jar.put("a.test", "domain", "1", domain="a.test")
    assert withheld(jar, "https://b.test/", "https://b.test") == {}
    assert jar.header(url("https://sub.a.test/"), page("https://a.test"), NOW) == "domain=1"


def test_an_expired_cookie_stays_behind() -> None:
    jar = CookieJar()
    jar.store("a=1; Max-Age=60", url(f"{OWN}/"), page(OWN), NOW)
    assert withheld(jar, f"{OWN}/", OWN, NOW + 59) == {}
    assert withheld(jar, f"{OWN}/", OWN, NOW + 60) == {"a": {"expired"}}


@pytest.mark.parametrize(("seconds", "sent"), [(120, "a=1"), (121, None)])
def test_chromium_lets_fresh_cookies_go_along_with_a_form(seconds: float, sent: str | None) -> None:
    jar = CookieJar(CHROMIUM)
    jar.store("a=1", url("https://a.test/"), page("https://a.test"), NOW)
    jar.store("b=1; SameSite=Lax", url("https://a.test/"), page("https://a.test"), NOW)
    form = replace(page("https://b.test"), navigation=True, safe_method=False)
    assert jar.header(url("https://a.test/"), form, NOW + seconds) == sent
    # A request that is no navigation has no such grace.
    assert jar.header(url("https://a.test/"), page("https://b.test"), NOW) is None


def test_blocking_third_party_cookies_spares_partitioned_ones() -> None:
    jar = CookieJar(replace(CHROMIUM, third_party=ThirdParty.BLOCK))
    target, context = url("https://b.test/"), page("https://a.test")
    jar.put("b.test", "n", "1", same_site=SameSite.NONE, secure=True)
    assert withheld(jar, "https://b.test/", "https://a.test") == {"n": {"third-party"}}
    line = "c=1; SameSite=None; Secure"
    assert jar.store(line, target, context, NOW) is CookieReason.THIRD_PARTY
    assert jar.store(f"{line}; Partitioned", target, context, NOW) is None
    assert jar.header(target, context, NOW) == "c=1"
    assert jar.header(target, page("https://b.test"), NOW) == "n=1"


def test_a_partitioned_cookie_stays_under_its_top_level_site() -> None:
    jar = CookieJar()
    line = "c=1; SameSite=None; Secure; Partitioned"
    jar.store(line, url("https://b.test/"), page("https://a.test"), NOW)
    assert jar.header(url("https://b.test/"), page("https://sub.a.test"), NOW) == "c=1"
    assert withheld(jar, "https://b.test/", "https://c.test") == {"c": {"partition"}}
    assert withheld(jar, "https://b.test/", "https://b.test") == {"c": {"partition"}}


def test_webkitgtk_knows_no_partitions() -> None:
    jar = CookieJar(WEBKIT)
    line = "c=1; SameSite=None; Partitioned"
    assert jar.store(line, url("https://b.test/"), page("https://a.test"), NOW) is None
    assert jar.header(url("https://b.test/"), page("https://c.test"), NOW) == "c=1"


def test_total_protection_gives_each_top_level_site_a_jar() -> None:
    jar = CookieJar(replace(FIREFOX, third_party=ThirdParty.PARTITION))
    target = url("https://b.test/")
    jar.put("b.test", "own", "1")
    assert withheld(jar, "https://b.test/", "https://a.test") == {"own": {"partition"}}
    assert jar.store("c=1", target, page("https://a.test"), NOW) is None
    assert jar.header(target, page("https://a.test"), NOW) == "c=1"
    assert jar.header(target, page("https://c.test"), NOW) is None
    assert jar.header(target, page("https://b.test"), NOW) == "own=1"
