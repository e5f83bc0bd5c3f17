"""Reading ASGI scopes."""

from __future__ import annotations

import pytest

from corsac.middleware.scopes import asked_method, host_of, may_open, preflight, request_of
from corsac.policy import Enforcer, Policy
from tests.middleware.ask import APP, scope_of

ENFORCER = Enforcer(Policy(allow_origins=[APP]))


def test_a_request_is_given_with_every_line_undamaged() -> None:
    request = request_of(scope_of("POST", "/a b", [(b"x-a", b"\xff"), (b"x-a", b"2")]))
    assert (request.method, request.path) == ("POST", "/a b")
    assert request.headers.all("X-A") == ("\xff", "2")


def test_a_connection_counts_as_a_get() -> None:
    assert request_of({"type": "websocket", "path": "/", "headers": []}).method == "GET"


@pytest.mark.parametrize("first", [True, False])
def test_the_host_is_found_wherever_it_stands(first: object) -> None:
    lines = [(b"host", b"api.example"), (b"accept", b"*/*")]
    assert host_of(scope_of(headers=lines if first else lines[::-1])) == "api.example"
    assert host_of({"headers": lines[1:]}) is None
    assert host_of({"headers": []}) is None
    assert len(host_of({"headers": [(b"host", b"a" * 65536)]}) or "") < 400


def test_every_mark_of_a_preflight_is_needed() -> None:
    origin, method = (b"origin", APP.encode()), (b"access-control-request-method", b"GET")
    assert preflight(ENFORCER, scope_of("OPTIONS", headers=[origin])) is None
    assert preflight(ENFORCER, scope_of("OPTIONS", headers=[method])) is None
    grant = preflight(ENFORCER, scope_of("OPTIONS", headers=[origin, method]))
    assert grant is not None
    assert grant.allowed


def test_many_origin_lines_are_read_no_further_than_one_can_be_long() -> None:
    lines = [(b"origin", APP.encode())] * 5000
    assert not may_open(ENFORCER, scope_of(headers=lines))


@pytest.mark.parametrize(
    ("method", "names", "expected"),
    [
        ("PUT", ["origin"], "PUT"),
        ("OPTIONS", [], "OPTIONS"),
        ("OPTIONS", ["origin"], "OPTIONS"),
        ("OPTIONS", ["access-control-request-method"], "OPTIONS"),
        ("OPTIONS", ["origin", "access-control-request-method"], "DELETE"),
    ],
)
def test_a_preflight_is_about_the_method_that_it_asks_for(
    method: str, names: list[str], expected: str
) -> None:
    lines = [(name.encode(), b"DELETE") for name in names]
    assert asked_method(scope_of(method, headers=lines)) == expected
    assert asked_method({"type": "websocket", "path": "/", "headers": lines}) == "GET"
