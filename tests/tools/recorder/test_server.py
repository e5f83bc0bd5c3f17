"""The server answers as scripted and records what came."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tools.recorder.server import Plan, Server
from tools.recorder.wire import Request

PREFLIGHT = (("Access-Control-Request-Method", "PUT"),)


def _request(method: str, headers: tuple[tuple[str, str], ...] = ()) -> Request:
    return Request(method, "/c1/0", headers, secure=False)


def test_preflights_and_other_requests_have_scripts_of_their_own() -> None:
    plan = Plan({"0": {"pre": {"st": 204}, "act": {"st": 200}}})
    assert plan.script("0", _request("OPTIONS", PREFLIGHT)) == {"st": 204}
    assert plan.script("0", _request("OPTIONS")) == {"st": 200}
    assert plan.script("1", _request("GET")) is None


def test_the_last_of_several_answers_stays() -> None:
    plan = Plan({"0": {"act": [{"st": 500}, {"st": 200}]}})
    seen = [plan.script("0", _request("GET")) for _ in range(3)]
    assert seen == [{"st": 500}, {"st": 200}, {"st": 200}]


async def _talk(sent: bytes, scenario: dict[str, Any]) -> tuple[bytes, Plan]:
    server = Server()
    plan = server.begin(scenario)
    listener = await asyncio.start_server(server.plain, "127.0.0.1", 0)
    async with listener:
        port = listener.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        writer.write_eof()
        answered = await asyncio.wait_for(reader.read(), 5)
        writer.close()
    return answered, plan


@pytest.mark.servers
def test_requests_on_one_connection_are_answered_and_recorded_in_order() -> None:
    scenario: dict[str, Any] = {
        "id": "c1",
        "server": {"0": {"act": {"st": 200, "h": [], "b": "ok"}}},
    }
    body = b"POST /c1/0 HTTP/1.1\r\nHost: b.test\r\nTransfer-Encoding: chunked\r\n\r\n"
    sent = b"GET /c1/0 HTTP/1.1\r\nHost: b.test\r\n\r\n" + body + b"2\r\nhi\r\n0\r\n\r\n"
    answered, plan = asyncio.run(_talk(sent, scenario))
    assert answered == b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" * 2
    assert [(request.method, request.body) for _, request in plan.seen] == [
        ("GET", b""),
        ("POST", b"hi"),
    ]


@pytest.mark.servers
@pytest.mark.parametrize("script", [{"close": 1}, {"raw": ""}])
def test_a_connection_is_closed_without_an_answer(script: dict[str, Any]) -> None:
    scenario = {"id": "c1", "server": {"0": {"act": script}}}
    assert asyncio.run(_talk(b"GET /c1/0 HTTP/1.1\r\n\r\n", scenario))[0] == b""


@pytest.mark.servers
def test_another_scenario_s_request_gets_404_and_is_not_recorded() -> None:
    answered, plan = asyncio.run(_talk(b"GET /c2/0 HTTP/1.1\r\n\r\n", {"id": "c1"}))
    assert answered.startswith(b"HTTP/1.1 404 ")
    assert plan.seen == []
