"""The hot path gives the plain decision's answers, and keeps only so many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from corsac.core.headers import Headers
from corsac.policy import Enforcer, Mode, Policy, Refused, Route
from corsac.policy.decide import Request, decide
from corsac.policy.enforcer import KEPT, is_same_host
from tests.policy.strategies import HEADERS, METHODS, near_patterns, origins, policies

if TYPE_CHECKING:
    from corsac.policy import Grant

FOO = "https://foo.com"
PATHS = st.sampled_from(
    ["/", "/a", "/a/b", "/a/bc", "/public/x", "/a/../public", "/public%2f..%2fa"]
)
LISTS = (
    st.none()
    | st.lists(st.sampled_from([*HEADERS, "X-NO", " ", "a b"])).map(",".join)
    | (st.sampled_from(["", "x" * 600, "x" * 5000, ",".join(HEADERS) * 40]))
)


@given(
    policies(),
    st.lists(st.tuples(origins() | near_patterns(), st.sampled_from(METHODS), LISTS, PATHS)),
    st.sampled_from(Mode),
)
def test_it_decides_like_the_plain_decision(
    policy: Policy, asked: list[tuple[str, str, str | None, str]], mode: Mode
) -> None:
    enforcer = Enforcer(policy, mode)
    for origin, method, headers, path in asked + asked:
        lines = [("Origin", origin), ("Access-Control-Request-Method", method)]
        if headers is not None:
            lines.append(("Access-Control-Request-Headers", headers))
        plain = decide(policy, Request("OPTIONS", path, Headers.of(lines)), mode)
        assert enforcer.preflight(origin, method, headers, path) == plain.grant
        plain = decide(policy, Request(method, path, Headers.of(lines[:1])), mode)
        assert enforcer.actual(origin, path, method) == plain.grant
        if all(char <= "\xff" for char in origin):
            assert enforcer.actual_raw(origin.encode("latin-1"), path, method) == plain.grant
        none = decide(policy, Request(method, path), mode).grant
        assert enforcer.actual(None, path, method) == none
        assert enforcer.actual_raw(None, path, method) == none


def test_answers_are_shared() -> None:
    enforcer = Enforcer(Policy(allow_origins=[FOO, "https://*.bar.com"]))

    def twice(origin: str) -> tuple[Grant, Grant]:
        return enforcer.actual(origin), enforcer.actual(origin)

    for origin in (FOO, "https://a.bar.com", "https://evil.com"):
        one, other = twice(origin)
        assert one is other
    assert enforcer.preflight(FOO, "GET", None) is enforcer.preflight(FOO, "GET", None)


def test_millions_of_origins_leave_nothing_behind() -> None:
    """Answers are kept up to a limit, and never more, whether they allow or refuse."""
    enforcer = Enforcer(Policy(allow_origins=["https://*.bar.com", FOO]))
    for number in range(4 * KEPT):
        host = f"https://{number}.bar.com"
        assert enforcer.actual(host).allowed
        assert enforcer.actual_raw(host.encode()).allowed
        assert enforcer.preflight(host, "GET", None).allowed
        assert not enforcer.actual(f"https://{number}.evil.com").allowed
        assert not enforcer.actual_raw(b"https://%d.evil.com" % number).allowed
        assert not enforcer.preflight(f"https://{number}.evil.com", "GET", None).allowed
        assert not enforcer.preflight("x" * (1000 + number), "GET", None).allowed
        assert not enforcer.actual("x" * (1000 + number)).allowed
        assert not enforcer.actual_raw(b"x" * (1000 + number)).allowed
    assert enforcer.kept <= 4 * (KEPT + 3)
    assert enforcer.actual(None).vary == ("Origin",)


def test_a_long_list_of_an_allowed_preflight_is_not_kept() -> None:
    enforcer = Enforcer(Policy(allow_origins=[FOO], allow_headers=["X-A"]))
    assert enforcer.actual(FOO).allowed
    before = enforcer.kept
    for number in range(5):
        assert enforcer.preflight(FOO, "GET", ",".join(["x-a"] * (200 + number))).allowed
    assert enforcer.kept == before


def test_bytes_that_are_no_text_are_refused() -> None:
    enforcer = Enforcer(Policy(allow_origins=[FOO]))
    assert enforcer.actual_raw(b"\xff\xfe").reason is Refused.ORIGIN
    assert enforcer.actual_raw(b"").reason is Refused.ORIGIN
    assert enforcer.actual("").reason is Refused.ORIGIN
    assert enforcer.actual_raw(b"x" * 10**6).reason is Refused.ORIGIN


def test_routes_decide_by_path_and_method() -> None:
    policy = Policy(
        allow_origins=[FOO],
        routes=[
            Route("/public", Policy(allow_origins="*")),
            Route("/public", Policy(allow_origins=[FOO], allow_methods=["PUT"]), ("PUT",)),
        ],
    )
    enforcer = Enforcer(policy)
    assert enforcer.routed
    assert not Enforcer(Policy()).routed
    evil = "https://evil.com"
    assert enforcer.actual(evil, "/public/a").allowed
    assert not enforcer.actual(evil, "/public/a", "PUT").allowed
    assert not enforcer.actual(evil, "/publications").allowed
    assert enforcer.preflight(evil, "GET", None, "/public").allowed
    assert not enforcer.preflight(evil, "PUT", None, "/public").allowed
    assert enforcer.preflight(FOO, "PUT", None, "/public").allowed
    # Nothing that the PUT's own policy refuses may be remembered from the GET's answer.
    lines = dict(enforcer.preflight(evil, "GET", None, "/public").lines)
    assert lines["Access-Control-Allow-Methods"] == "GET"
    assert enforcer.actual(evil, "/public/../x").reason is Refused.PATH
    assert enforcer.actual_raw(evil.encode(), "/public/../x").reason is Refused.PATH
    assert enforcer.actual(None, "/public/../x").reason is None
    assert enforcer.preflight(FOO, "GET", None, "/public/%2e%2e/x").reason is Refused.PATH


def test_a_websocket_is_opened_for_allowed_origins_and_for_the_own_host() -> None:
    policy = Policy(allow_origins=[FOO], routes={"/open": Policy(allow_origins="*")})
    enforcer = Enforcer(policy)
    assert enforcer.websocket(FOO)
    assert not enforcer.websocket("https://evil.com")
    assert not enforcer.websocket("null")
    assert enforcer.websocket("https://evil.com", path="/open/ws")
    assert not enforcer.websocket("https://evil.com", path="/open/../ws")
    assert enforcer.websocket("https://api.com:8443", "api.com:8443")
    assert not enforcer.websocket("https://evil.com", "api.com")
    assert enforcer.websocket(None)
    assert Enforcer(Policy(allow_origins=[FOO])).websocket(FOO)


def test_a_page_of_the_same_host_is_known_whatever_the_proxy_in_front() -> None:
    assert is_same_host("https://api.com", "api.com")
    assert is_same_host("https://api.com", "API.com:443")
    assert is_same_host("http://api.com", "api.com:80")
    assert is_same_host("http://api.com", "api.com")
    assert not is_same_host("https://api.com", "api.com:80")
    assert not is_same_host("https://api.com", "api.com.evil.com")
    assert not is_same_host("https://", "")
    assert not is_same_host("https://api.com", None)
    assert not is_same_host("https://" + "a" * 400, "a" * 400)


def test_a_refusal_is_remembered_like_a_grant() -> None:
    enforcer = Enforcer(Policy(allow_origins=[FOO]))
    evil = "https://evil.com"
    assert enforcer.preflight(evil, "PUT", "x-a") is enforcer.refused_origin
    assert enforcer.known[evil].reason is Refused.ORIGIN
    assert enforcer.actual(evil) is enforcer.known[evil]
    assert enforcer.preflight(FOO, "PUT", None) is enforcer.preflight(FOO, "PUT", None)
    assert Enforcer(Policy(routes={"/a": Policy()})).known == {}


def test_what_is_at_hand_is_what_is_answered_and_granted() -> None:
    enforcer = Enforcer(Policy(allow_origins=["https://app.example"]))
    assert enforcer.unasked == enforcer.actual_raw(None)
    for origin in (b"https://app.example", b"https://evil.example"):
        answer = enforcer.actual_raw(origin)
        assert enforcer.at_hand.get(origin) == (answer if answer.allowed else None)


def test_nothing_is_at_hand_where_paths_count_or_nothing_is_enforced() -> None:
    policy = Policy(allow_origins=["https://app.example"])
    routed = Policy(routes=[Route("/a", policy)])
    for enforcer in (Enforcer(policy, Mode.REPORT_ONLY), Enforcer(routed)):
        enforcer.actual_raw(b"https://app.example", "/a")
        assert (enforcer.at_hand, enforcer.unasked) == ({}, None)
