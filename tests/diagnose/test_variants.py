"""Near misses of origins and URLs."""

from __future__ import annotations

import pytest

from corsac.core.messages import FailureKind
from corsac.diagnose.variants import (
    after_failure,
    near_origins,
    other_scheme,
    redirect_target,
    sibling,
)


def test_origins_that_people_take_for_one_another() -> None:
    assert near_origins("https://www.app.example:8443") == (
        "https://www.app.example:8443/",
        "http://www.app.example:8443",
        "https://app.example:8443",
    )
    assert near_origins("http://localhost:3000") == (
        "http://localhost:3000/",
        "http://127.0.0.1:3000",
    )
    assert near_origins("http://127.0.0.2:3000") == ("http://127.0.0.2:3000/",)


@pytest.mark.parametrize("origin", ["null", "capacitor://localhost", "not an origin"])
def test_other_origins_have_no_near_one(origin: str) -> None:
    assert near_origins(origin) == ()


def test_a_path_beside() -> None:
    assert sibling("https://a.example/v1/items?x=1#y") == "https://a.example/v1/corsac-no-such-path"
    assert sibling("https://a.example:8443") == "https://a.example:8443/corsac-no-such-path"
    assert sibling("https://a.example/corsac-no-such-path") is None
    assert sibling("nowhere") is None


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/items/", "https://api.example/items/"),
        ("http://api.example/items", "http://api.example/items"),
        ("https://www.api.example/items", "https://www.api.example/items"),
        ("/login", None),
        ("https://login.example/items", None),
        ("https://user:pass@api.example/items", None),
        ("https://[", None),
    ],
)
def test_a_redirect_to_the_same_place_in_another_spelling(
    location: str, target: str | None
) -> None:
    assert redirect_target("https://api.example/items", location) == target


def test_the_other_scheme_keeps_the_port() -> None:
    assert other_scheme("http://a.example:8080/x?y") == "https://a.example:8080/x?y"
    assert other_scheme("https://a.example/") == "http://a.example/"
    assert other_scheme("ws://a.example/") is None
    assert other_scheme("nowhere") is None


@pytest.mark.parametrize(
    ("url", "kind", "near"),
    [
        ("https://a.example/x", FailureKind.TLS_PLAIN_HTTP, "http://a.example/x"),
        ("http://a.example/x", FailureKind.CLOSED, "https://a.example/x"),
        ("http://127.0.0.1:8080/x", FailureKind.REFUSED, "http://localhost:8080/x"),
        ("http://[::1]/x", FailureKind.REFUSED, "http://localhost/x"),
        ("http://localhost/x", FailureKind.REFUSED, None),
        ("http://a.example/x", FailureKind.DNS, None),
        ("nowhere", FailureKind.REFUSED, None),
    ],
)
def test_where_a_server_may_answer_after_all(url: str, kind: FailureKind, near: str | None) -> None:
    assert after_failure(url, kind) == near
