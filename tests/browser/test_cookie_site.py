"""How near a request is to the site whose cookies it could carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.cookie_rules import (
    CHROMIUM,
    FIREFOX,
    STANDARD,
    WEBKIT,
    CookieRules,
    SameSiteMode,
)
from corsac.browser.cookie_site import (
    CookieContext,
    default_path,
    domain_matches,
    is_first_party,
    is_secure,
    partition_of,
    path_matches,
    same_site_mode,
)
from corsac.browser.url import parse_url
from corsac.core.origin import Origin, parse_origin

if TYPE_CHECKING:
    from corsac.core.url import Url

STRICT, LAX, UNSET = (
    SameSiteMode.STRICT_OR_LESS,
    SameSiteMode.LAX_OR_LESS,
    SameSiteMode.UNSET_OR_LESS,
)


def url(text: str) -> Url:
    parsed = parse_url(text)
    assert parsed is not None
    return parsed


def page(top: str, frame: str = "") -> CookieContext:
    """Make the context of a request from a page, or from a frame in it."""
    top_level = parse_origin(top)
    asking = parse_origin(frame or top)
    assert top_level is not None
    assert asking is not None
    return CookieContext(asking, top_level)


@pytest.mark.parametrize(
    ("top", "target", "mode"),
    [
        ("https://a.test", "https://a.test/", STRICT),
        ("https://a.test", "https://sub.a.test:8443/", STRICT),
        ("http://localhost:3000", "http://localhost:8080/", STRICT),
        ("https://a.test", "https://b.test/", UNSET),
        ("http://a.test", "https://a.test/", UNSET),
        ("https://a.test", "wss://a.test/", STRICT),
        ("http://a.test", "ws://a.test/", STRICT),
        ("http://localhost", "http://127.0.0.1/", UNSET),
    ],
)
def test_the_standard_compares_scheme_and_domain(top: str, target: str, mode: SameSiteMode) -> None:
    assert same_site_mode(url(target), page(top), STANDARD) is mode


@pytest.mark.parametrize(
    ("rules", "mode"), [(CHROMIUM, UNSET), (FIREFOX, STRICT), (WEBKIT, STRICT)]
)
def test_only_chromium_looks_at_the_scheme(rules: CookieRules, mode: SameSiteMode) -> None:
    assert same_site_mode(url("https://a.test/"), page("http://a.test"), rules) is mode


@pytest.mark.parametrize(
    "context",
    [
        page("https://a.test", "https://b.test"),
        page("https://b.test", "https://a.test"),
        replace(page("https://a.test"), cross_site_ancestor=True),
        replace(page("https://a.test"), cross_site_redirect=True),
        page("https://a.test", "null"),
    ],
)
def test_every_frame_and_hop_must_be_of_the_site(context: CookieContext) -> None:
    assert same_site_mode(url("https://a.test/"), context, STANDARD) is UNSET


@pytest.mark.parametrize(
    ("rules", "mode"), [(CHROMIUM, STRICT), (FIREFOX, UNSET), (WEBKIT, STRICT)]
)
def test_only_firefox_minds_redirects(rules: CookieRules, mode: SameSiteMode) -> None:
    context = replace(page("https://a.test"), cross_site_redirect=True)
    assert same_site_mode(url("https://a.test/"), context, rules) is mode


@pytest.mark.parametrize(("rules", "mode"), [(CHROMIUM, UNSET), (FIREFOX, UNSET), (WEBKIT, STRICT)])
def test_webkit_takes_a_sandbox_for_its_page(rules: CookieRules, mode: SameSiteMode) -> None:
    context = page("https://a.test", "null")
    assert same_site_mode(url("https://a.test/"), context, rules) is mode
    assert same_site_mode(url("https://b.test/"), context, rules) is UNSET


def test_a_link_from_elsewhere_carries_lax_cookies() -> None:
    link = replace(page("https://b.test"), navigation=True)
    assert same_site_mode(url("https://a.test/"), link, STANDARD) is LAX
    form = replace(link, safe_method=False)
    assert same_site_mode(url("https://a.test/"), form, STANDARD) is UNSET
    assert same_site_mode(url("https://b.test/"), form, STANDARD) is STRICT


def test_third_party_is_what_the_address_bar_does_not_show() -> None:
    assert is_first_party(url("https://a.test/"), page("https://a.test"), STANDARD)
    assert not is_first_party(url("https://b.test/"), page("https://a.test"), STANDARD)


def test_a_partition_goes_by_the_site_in_the_address_bar() -> None:
    embedded = url("https://b.test/")
    one = partition_of(embedded, page("https://a.test"), STANDARD)
    same = partition_of(embedded, page("https://sub.a.test:8443"), STANDARD)
    other = partition_of(embedded, page("https://c.test"), STANDARD)
    own = partition_of(embedded, page("https://b.test"), STANDARD)
    assert one == same
    assert one != other
    assert one.third_party
    assert not own.third_party
    visit = replace(page("https://a.test"), navigation=True)
    assert not partition_of(embedded, visit, STANDARD).third_party


@pytest.mark.parametrize(
    ("target", "plain", "loopback"),
    [
        ("https://a.test", True, True),
        ("wss://a.test", True, True),
        ("http://a.test", False, False),
        ("http://localhost:3000", False, True),
        ("http://127.0.0.1", False, True),
        ("data:x", False, False),
    ],
)
def test_loopback_may_count_as_secure(target: str, *, plain: bool, loopback: bool) -> None:
    assert is_secure(url(target), loopback=False) is plain
    assert is_secure(url(target), loopback=True) is loopback


@pytest.mark.parametrize(
    ("host", "domain", "expected"),
    [
        ("a.test", "a.test", True),
        ("b.a.test", "a.test", True),
        ("ba.test", "a.test", False),
        ("a.test", "b.a.test", False),
        ("127.0.0.1", "0.0.1", False),
        ("127.0.0.1", "127.0.0.1", True),
    ],
)
def test_domains_cover_what_is_below_them(host: str, domain: str, *, expected: bool) -> None:
    assert domain_matches(host, domain) is expected


@pytest.mark.parametrize(
    ("path", "prefix", "expected"),
    [
        ("/", "/", True),
        ("/a", "/", True),
        ("/a", "/a", True),
        ("/a/b", "/a", True),
        ("/a/b", "/a/", True),
        ("/ab", "/a", False),
        ("/a", "/a/", False),
        ("/b", "/a", False),
    ],
)
def test_paths_cover_what_is_below_them(path: str, prefix: str, *, expected: bool) -> None:
    assert path_matches(path, prefix) is expected


@pytest.mark.parametrize(
    ("path", "expected"), [("/", "/"), ("/a", "/"), ("/a/", "/a"), ("/a/b", "/a")]
)
def test_the_default_path_is_the_directory(path: str, expected: str) -> None:
    assert default_path(path) == expected


def test_an_opaque_top_level_page_is_a_site_of_its_own() -> None:
    context = CookieContext(Origin.opaque(), Origin.opaque())
    assert same_site_mode(url("https://a.test/"), context, WEBKIT) is UNSET
