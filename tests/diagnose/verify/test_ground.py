"""What a policy makes right at each place: derived, never guessed."""

from __future__ import annotations

import pytest

from corsac.diagnose.variants import NOWHERE
from corsac.diagnose.verify.ground import (
    MOST_PATTERNS,
    Ground,
    Place,
    absolute,
    effective,
    ground_of,
    place_of,
    socket_url,
)
from corsac.diagnose.verify.samples import STRANGER, Kind, Near
from corsac.policy import Policy
from corsac.policy.routes import Route
from tests.diagnose.verify.servers import APP, PLAIN, POLICY, PUBLIC, URL


def test_the_url_comes_first_then_paths_and_routes_then_what_is_missing() -> None:
    policy = POLICY.changed(routes={"/public": PUBLIC})
    ground = ground_of(URL, policy, ["/login", "/items"])
    assert [place.url for place in ground.places] == [
        URL,
        "https://api.example/login",
        "https://api.example/public",
        f"https://api.example/{NOWHERE}",
    ]
    assert [place.missing for place in ground.places] == [False, False, False, True]
    assert ground.missing == ground.places[3:]
    assert ground.pages == ground.places[:3]
    assert ground.places[2].any_origin


def test_what_only_begins_like_a_route_is_beside_it() -> None:
    policy = POLICY.changed(routes={"/public": PUBLIC, "/own": POLICY, "/in/": PUBLIC})
    (beside,) = ground_of(URL, policy).beside
    assert beside.url == "https://api.example/publicx"
    assert [near.origin for near in beside.near] == [STRANGER]


def test_a_url_that_is_the_missing_one_is_not_tried_twice() -> None:
    assert ground_of(f"https://api.example/{NOWHERE}", PLAIN).missing == ()


def test_a_place_has_the_policy_s_methods_and_headers_and_some_that_it_has_not() -> None:
    place = place_of(URL, POLICY)
    assert place.methods == ("PUT", "PATCH")
    assert place.unlisted_methods == ("DELETE", "PURGE")
    assert place.headers == ("content-type", "authorization")
    assert place.unlisted_headers == ("x-corsac-unlisted",)
    assert place.expose == ("X-Total",)
    assert place.companions == (("Cross-Origin-Resource-Policy", "cross-origin"),)
    assert (place.origin, place.method) == (APP, "PUT")


def test_where_all_is_allowed_nothing_is_unlisted() -> None:
    place = place_of(URL, Policy(allow_origins=[APP], allow_methods="*", allow_headers="*"))
    assert place.unlisted_methods == place.unlisted_headers == ()
    assert "DELETE" in place.methods
    assert place.every_header


def test_who_lets_everybody_in_still_gives_nobody_cookies() -> None:
    place = place_of(URL, PUBLIC)
    assert place.near == (
        Near(Kind.STRANGER, STRANGER, tolerated=True),
        Near(Kind.NULL, "null", tolerated=True),
    )


def test_look_alikes_that_the_policy_allows_are_none() -> None:
    policy = Policy(allow_origins=[APP, "https://attacker.app.example"])
    assert all(not policy.matcher.matches(near.origin) for near in place_of(URL, policy).near)


def test_methods_of_a_route_of_their_own_count_by_themselves() -> None:
    put = Policy(allow_origins=[APP], allow_methods=["PUT"])
    policy = Policy(allow_origins=[APP], routes=[Route("/items", put, ("PUT",))])
    place = place_of(URL, policy)
    assert place.methods == ()
    assert "PUT" not in place.unlisted_methods
    assert effective(policy, "/items") is policy
    assert effective(policy.changed(routes={"/items": put}), "/items") is put


def test_of_many_patterns_some_are_tried_from_the_whole_list() -> None:
    origins = [f"https://a{n}.example" for n in range(1000)]
    allowed = place_of(URL, Policy(allow_origins=origins)).allowed
    assert len(allowed) == MOST_PATTERNS
    assert (allowed[0], allowed[-1]) == (origins[0], origins[-1])


def test_paths_are_those_of_the_server() -> None:
    assert absolute(URL, "") == URL
    assert absolute(f"{URL}#top", "") == URL
    assert absolute(URL, "/a?b=1") == "https://api.example/a?b=1"
    with pytest.raises(ValueError, match="no URL"):
        absolute("nonsense", "")
    assert socket_url(URL, "") == ""
    assert socket_url(URL, "/live") == "wss://api.example/live"
    assert socket_url(URL, "ws://other.example/live") == "ws://other.example/live"


def test_a_place_that_nobody_may_enter_has_no_first_origin() -> None:
    place = Place(URL)
    assert (place.origin, place.method) == (None, "GET")
    assert "hunter2" not in repr(Ground((place,), (("Authorization", "hunter2"),)))
