"""Refusals: counted always, logged where someone listens, never with a secret."""

from __future__ import annotations

import logging
import threading

import pytest

from corsac.middleware.asgi import CORS
from corsac.middleware.refusals import Refusals
from corsac.policy import Enforcer, Policy, Refused, Route
from corsac.policy.decide import Request
from tests.middleware.ask import APP, EVIL, answering, ask, get, preflight, scope_of

POLICY = Policy(allow_origins=[APP], allow_methods=["PUT"])


def test_each_reason_is_counted() -> None:
    layer = CORS(answering(), POLICY)
    get(layer, EVIL)
    get(layer, EVIL)
    preflight(layer, "DELETE")
    preflight(layer, "PUT", "x-unknown")
    assert layer.refusals.counts() == {
        ("", Refused.ORIGIN): 2,
        ("", Refused.METHOD): 1,
        ("", Refused.HEADER): 1,
    }


def test_what_is_allowed_and_what_has_no_origin_is_not() -> None:
    layer = CORS(answering(), POLICY)
    for origin in (APP, None):
        get(layer, origin)
    preflight(layer)
    assert layer.refusals.counts() == {}


def test_one_record_for_each_says_what_an_operator_needs(caplog: pytest.LogCaptureFixture) -> None:
    layer = CORS(answering(), POLICY)
    with caplog.at_level(logging.INFO, "corsac"):
        lines = [
            (b"origin", APP.encode()),
            (b"access-control-request-method", b"DELETE"),
            (b"cookie", b"session=secret"),
            (b"authorization", b"Bearer secret"),
        ]
        ask(layer, scope_of("OPTIONS", "/private/secret", lines))
    (record,) = caplog.records
    fields = vars(record)["corsac"]
    assert record.levelno == logging.INFO
    assert (fields["kind"], fields["reason"]) == ("preflight", "method-not-allowed")
    assert (fields["origin"], fields["method"]) == (APP, "DELETE")
    assert fields["clause"].startswith("fetch#cors-preflight-fetch")
    assert "secret" not in record.getMessage() + str(fields)


@pytest.mark.parametrize("mode", ["debug", "report-only"])
def test_who_asked_for_it_is_warned(mode: str, caplog: pytest.LogCaptureFixture) -> None:
    get(CORS(answering(), POLICY, mode=mode), EVIL)
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert vars(record)["corsac"]["enforced"] == ("true" if mode == "debug" else "false")


def test_a_page_of_the_servers_own_host_is_refused_nothing() -> None:
    layer = CORS(answering(), POLICY)
    for origin in ("https://api.example", "http://api.example"):
        get(layer, origin)
    assert layer.refusals.counts() == {}
    get(layer, "https://evilapi.example")
    assert layer.refusals.counts() == {("", Refused.ORIGIN): 1}


def test_many_hosts_leave_no_more_than_some_behind(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "corsac")  # a framework's test may have left it listening
    refusals, enforcer = Refusals(), Enforcer(POLICY)
    for number in range(1000):
        host = f"{number}.example"
        for origin in (EVIL, f"https://{host}", f"http://{host}"):
            refusals.note(enforcer, Refused.ORIGIN, Request, "GET", origin, host)
    long = "a" * 65536
    refusals.note(enforcer, Refused.ORIGIN, Request, "GET", f"https://{long}", long)
    assert refusals.counts() == {("", Refused.ORIGIN): 1001}
    assert refusals.hosts <= 64


def test_routes_are_counted_by_their_paths() -> None:
    policy = Policy(allow_origins=[APP], routes=[Route("/b", Policy(allow_origins=[EVIL]))])
    layer = CORS(answering(), policy)
    get(layer, APP, "/b/c")
    get(layer, EVIL, "/a")
    assert layer.refusals.counts() == {("/b", Refused.ORIGIN): 1, ("", Refused.ORIGIN): 1}


def test_threads_lose_no_count(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "corsac")
    refusals, enforcer = Refusals(), Enforcer(POLICY)

    def refuse() -> None:
        for _ in range(500):
            refusals.note(enforcer, Refused.ORIGIN, Request, "GET")

    threads = [threading.Thread(target=refuse) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(2):
        assert refusals.counts() == {("", Refused.ORIGIN): 2000}


def test_a_preflight_of_the_own_host_is_no_record_either(caplog: pytest.LogCaptureFixture) -> None:
    layer = CORS(answering(), POLICY)
    lines = [
        (b"origin", b"https://api.example"),
        (b"access-control-request-method", b"PUT"),
    ]
    with caplog.at_level(logging.INFO, "corsac"):
        ask(layer, scope_of("OPTIONS", "/", lines))
    assert caplog.records == []
    assert layer.refusals.counts() == {}
