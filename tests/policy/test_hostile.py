"""Requests that no browser sends, and lists written in every way that HTTP allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.headers import Headers
from corsac.policy import Enforcer, Policy, Refused, Request

APP = "https://app.example"
POLICY = Policy(
    allow_origins=[APP, "https://*.foo.example", "https://{slug}-x.bar.example", "http://[::1]:*"],
    allow_methods=["PUT"],
    allow_headers=["X-A", "X-B", "Authorization"],
    allow_credentials=True,
)
ENFORCER = Enforcer(POLICY)
NAMES = ("x-a", "x-b", "authorization", "x-no")
BLANKS = st.text(" \t", max_size=3)


def written(name: str) -> st.SearchStrategy[str]:
    """A member of a list as HTTP lets it be written: any case, blanks around it."""
    cased = st.lists(st.booleans(), min_size=len(name), max_size=len(name)).map(
        lambda upper: "".join(c.upper() if up else c for c, up in zip(name, upper, strict=True))
    )
    return st.tuples(BLANKS, cased, BLANKS).map("".join)


@given(
    st.lists(st.sampled_from(NAMES), max_size=8).flatmap(
        lambda names: st.tuples(
            st.just(names),
            st.tuples(*map(written, names)),
            st.lists(BLANKS, min_size=len(names), max_size=len(names)),
        )
    )
)
def test_a_list_counts_by_its_names_however_it_is_written(
    drawn: tuple[list[str], tuple[str, ...], list[str]],
) -> None:
    names, members, empties = drawn
    line = ",".join(part for pair in zip(members, empties, strict=True) for part in pair)
    grant = ENFORCER.preflight(APP, "PUT", line)
    assert grant.allowed == ("x-no" not in names)


@given(st.text(max_size=40) | st.text("x-ab,; \t\r\n\0*", max_size=40))
def test_nothing_of_a_list_comes_back_that_the_policy_does_not_name(line: str) -> None:
    answer = dict(ENFORCER.preflight(APP, "PUT", line).lines)
    assert answer.get("Access-Control-Allow-Headers", "") in {"", "X-A, X-B, Authorization"}
    starred = Enforcer(POLICY.changed(allow_headers="*")).preflight(APP, "PUT", line)
    shown = dict(starred.lines).get("Access-Control-Allow-Headers", "")
    assert all(char.isascii() and char.isprintable() for char in shown)


@pytest.mark.parametrize("size", [4_097, 16_384, 65_536])
@pytest.mark.parametrize("filling", [",", "x", "x-a,", " ", "\t,"])
def test_long_lists_are_refused_unread(size: int, filling: str) -> None:
    line = (filling * size)[:size]
    assert ENFORCER.preflight(APP, "PUT", line).reason is Refused.HEADERS_TOO_LONG
    kept = ENFORCER.kept
    ENFORCER.preflight(APP, "PUT", line)
    assert ENFORCER.kept == kept


@pytest.mark.parametrize("method", ["", " ", "PUT ", "PUT, PUT", "PUT,PUT", "P\0T", "PÜT", "put"])
def test_a_method_that_is_none_or_comes_twice_is_refused(method: str) -> None:
    grant = ENFORCER.preflight(APP, method, None)
    assert grant.reason in {Refused.METHOD, Refused.METHOD_MALFORMED}
    assert grant.lines == ()


def test_two_lines_of_a_header_are_no_line() -> None:
    for lines in (
        [("Origin", APP), ("Origin", "https://evil.example")],
        [("Origin", "https://evil.example"), ("Origin", APP)],
        [("Origin", APP), ("Origin", APP)],
        [("Origin", "")],
    ):
        assert not POLICY.decide(Request("GET", "/", Headers.of(lines))).allowed
        asked = [*lines, ("Access-Control-Request-Method", "PUT")]
        assert not POLICY.decide(Request("OPTIONS", "/", Headers.of(asked))).allowed
    twice = [("Origin", APP), *[("Access-Control-Request-Method", "PUT")] * 2]
    assert not POLICY.decide(Request("OPTIONS", "/", Headers.of(twice))).allowed


def test_the_private_network_header_counts_for_nothing() -> None:
    lines = [("Origin", APP), ("Access-Control-Request-Method", "PUT")]
    asked = [*lines, ("Access-Control-Request-Private-Network", "true")]
    plain, private = (
        POLICY.decide(Request("OPTIONS", "/", Headers.of(each))) for each in (lines, asked)
    )
    assert plain == private


@pytest.mark.parametrize(
    "origin",
    [
        "null", "NULL", "", " ", APP.upper(), f"{APP}/", f"{APP}:443", f" {APP}", f"{APP} ",
        "https://.foo.example", "https://foo.example", "https://xfoo.example",
        "https://a.foo.example.evil.example", "https://a..foo.example", "https://a/.foo.example",
        "https://u@a.foo.example", "https://a.foo.example.", "https://a.foo.example:0",
        "https://a.foo.example:0443", "https://a.foo.example:65536", "https://a.foo.example:",
        "https://a%2efoo.example", "https://é.foo.example", "https://*.foo.example",
        "https://{slug}-x.bar.example", "https://-x.bar.example", "https://a.b-x.bar.example",
        "https://a--x.bar.example.", "http://[::1", "http://[0:0:0:0:0:0:0:1]", "http://[::1]:00",
        "http://[::1%25lo]", "http://::1", "https://[::1]", f"https://{'a' * 64}.foo.example",
        f"https://{'a.' * 130}foo.example", "https://a\0.foo.example", "https://a\n.foo.example",
    ],
)  # fmt: skip
def test_origins_that_only_look_alike_are_refused(origin: str) -> None:
    assert not ENFORCER.actual(origin).allowed
    assert not ENFORCER.actual_raw(origin.encode()).allowed
    assert not ENFORCER.websocket(origin)
    assert not ENFORCER.preflight(origin, "PUT", None).allowed
