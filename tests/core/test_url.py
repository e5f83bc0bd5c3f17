"""The URL record's derived parts."""

from __future__ import annotations

import pytest

from corsac.core.url import Url


def url(
    *,
    host: str | None = "a.example",
    port: int | None = None,
    query: str | None = None,
    fragment: str | None = None,
    username: str = "",
    password: str = "",
) -> Url:
    search = "" if query is None else f"?{query}"
    mark = "" if fragment is None else f"#{fragment}"
    return Url(
        "https", username, password, host, port, "/p", query, fragment, f"https://x/p{search}{mark}"
    )


@pytest.mark.parametrize(
    ("username", "password", "expected"),
    [("", "", False), ("u", "", True), ("", "p", True)],
)
def test_a_username_or_a_password_is_credentials(
    username: str, password: str, *, expected: bool
) -> None:
    assert url(username=username, password=password).includes_credentials is expected


@pytest.mark.parametrize("fragment", [None, "", "top"])
def test_the_fragment_is_not_sent(fragment: str | None) -> None:
    assert url(query="a=#".strip("#"), fragment=fragment).without_fragment == "https://x/p?a="


def test_authority_leaves_the_default_port_out() -> None:
    assert url().authority == "a.example"
    assert url(port=8443).authority == "a.example:8443"
    assert url(host=None).authority == ""


def test_an_empty_query_is_still_asked_for() -> None:
    assert url().target == "/p"
    assert url(query="").target == "/p?"
