"""Where a redirect leads, told by its two URLs alone."""

from __future__ import annotations

import pytest

from corsac.rules.reading.location import Way, leads_to_login, resolve, way_of

HERE = "http://api.example/items"


@pytest.mark.parametrize(
    ("location", "way"),
    [
        ("https://api.example/items", Way.HTTPS),
        ("/items/", Way.SLASH),
        ("http://www.api.example/items", Way.WWW),
        ("/other", Way.PATH),
        ("http://api.example:8080/items", Way.ELSEWHERE),
        ("https://files.example/items", Way.ELSEWHERE),
        ("/login", Way.LOGIN),
        ("https://tenant.eu.auth0.com/u", Way.LOGIN),
        ("https://idp.example/start?client_id=7&state=x", Way.LOGIN),
        ("https://:80", Way.NOWHERE),
    ],
)
def test_ways(location: str, way: Way) -> None:
    assert way_of(location, HERE) is way


def test_a_slash_too_many() -> None:
    assert way_of("/items", "http://api.example/items/") is Way.NO_SLASH


def test_a_login_api_that_redirects_is_no_login_page() -> None:
    assert not leads_to_login("/login/done", "https://api.example/login")
    assert not leads_to_login("/a?client_id=1", "https://api.example/b?client_id=1")


def test_what_is_no_url_leads_nowhere() -> None:
    assert resolve("https://:80", HERE) is None
    assert resolve("/items?token=1#part", HERE) == "http://api.example/items?token=1"
    assert not leads_to_login("https://:80", HERE)
