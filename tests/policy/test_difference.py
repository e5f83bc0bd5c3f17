"""What changes from one policy to another, and whether one lies inside the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corsac.policy import Enforcer, Policy, Route
from corsac.policy.difference import Change, difference, within
from tests.policy.strategies import HEADERS, METHODS, near_patterns, origins, policies

FOO = "https://foo.com"


def test_the_same_policy_has_no_difference() -> None:
    policy = Policy(allow_origins=[FOO], routes={"/a": Policy(allow_origins="*")})
    assert not difference(policy, policy)
    assert within(policy, policy)


def test_origins_methods_headers_come_and_go() -> None:
    before = Policy(
        allow_origins=[FOO, "https://a.bar.com", "https://gone.com"],
        allow_methods=["PUT", "GET"],
        allow_headers=["X-A"],
        expose_headers=["ETag"],
    )
    after = Policy(
        allow_origins=[FOO, "https://*.bar.com"],
        allow_methods=["DELETE"],
        allow_headers=["x-a", "X-B"],
        allow_credentials=True,
    )
    found = difference(before, after)
    # The exact origin is covered by the pattern, so it is not lost.
    assert found.origins == Change(gained=("https://*.bar.com",), lost=("https://gone.com",))
    assert found.methods == Change(gained=("DELETE",), lost=("PUT",))
    assert found.headers == Change(gained=("X-B",))
    assert found.exposed == Change(lost=("ETag",))
    assert found.other == (("allow_credentials", False, True),)
    assert found


def test_the_star_covers_every_member() -> None:
    before = Policy(allow_origins=[FOO], allow_methods=["PUT"], allow_headers=["X-A"])
    after = Policy(allow_origins="*", allow_methods="*", allow_headers="*")
    found = difference(before, after)
    assert (found.origins.gained, found.methods.gained) == (("*",), ("*",))
    assert found.origins.lost + found.methods.lost + found.headers.lost == ()
    assert within(before, after)
    assert not within(after, before)


def test_a_closed_policys_lists_are_nothing() -> None:
    found = difference(Policy(), Policy(allow_origins=[FOO], allow_headers=["X-A"]))
    assert (found.origins.gained, found.headers.gained) == ((FOO,), ("X-A",))
    assert within(Policy(), Policy(allow_origins=[FOO]))


def test_routes_are_compared_on_their_paths() -> None:
    before = Policy(allow_origins=[FOO])
    after = before.changed(routes={"/public": Policy(allow_origins="*"), "/off": Policy()})
    found = difference(before, after)
    assert not found.origins
    assert [(route.path, route.origins) for route in found.routes] == [
        ("/public", Change(gained=("*",))),
        ("/off", Change(lost=(FOO,))),
    ]
    assert not within(after, before)
    assert not within(before, after)


def test_routes_for_methods_are_compared_by_method() -> None:
    before = Policy(allow_origins=[FOO])
    after = before.changed(routes=[Route("/a/", Policy(allow_origins="*"), ("PUT",))])
    found = difference(before, after)
    assert [(route.path, route.method) for route in found.routes] == [("/a", "PUT")]
    assert within(before, after)


def test_credentials_and_timing_count_as_permissions() -> None:
    plain = Policy(allow_origins=[FOO])
    assert not within(plain.changed(allow_credentials=True), plain)
    timed = plain.changed(timing_allow_origins=[FOO])
    assert not within(timed, plain)
    assert within(timed, plain.changed(timing_allow_origins="*"))
    assert within(timed, plain.changed(timing_allow_origins=["https://bar.com", FOO]))


ASKED = st.lists(
    st.tuples(
        origins() | near_patterns(),
        st.sampled_from(METHODS),
        st.sampled_from(["/", "/a", "/a/b", "/public"]),
        st.none() | st.sampled_from(HEADERS),
    ),
    max_size=12,
)


@given(policies(), policies(), ASKED)
def test_what_lies_inside_allows_nothing_more(
    inner: Policy, outer: Policy, asked: list[tuple[str, str, str, str | None]]
) -> None:
    assert within(inner, inner)
    if not within(inner, outer):
        return
    one, other = Enforcer(inner), Enforcer(outer)
    samples = [(pattern.example, "GET", "/", None) for pattern in inner.patterns]
    for origin, method, path, header in asked + samples:
        if one.preflight(origin, method, header, path).allowed:
            assert other.preflight(origin, method, header, path).allowed
        if one.actual(origin, path, method).allowed:
            assert other.actual(origin, path, method).allowed


@given(policies(routes=False), policies(routes=False))
def test_no_difference_means_that_each_lies_inside_the_other(one: Policy, other: Policy) -> None:
    found = difference(one, other)
    back = difference(other, one)
    assert (found.origins.gained, found.headers.lost) == (back.origins.lost, back.headers.gained)
    if not found:
        assert within(one, other)
        assert within(other, one)


@given(
    policies(), st.sampled_from(["https://*.foo.com", "https://new.com", "https://{hex}.foo.com"])
)
def test_a_policy_lies_inside_the_same_one_with_an_origin_more(inner: Policy, more: str) -> None:
    if inner.any_origin:
        return
    outer = inner.changed(allow_origins=[*inner.allow_origins, more])
    assert within(inner, outer)
    if not inner.matcher.matches("https://new.com"):
        assert within(outer, inner) == (more not in difference(inner, outer).origins.gained)
