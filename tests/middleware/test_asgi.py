"""The ASGI layer, on what applications and servers do at the edges of ASGI."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Any, Literal

import pytest

from corsac.middleware.asgi import CORS
from corsac.policy import Policy, PolicyError, Route
from corsac.policy.provider import PolicyProvider
from corsac.policy.running import RunningPolicy
from tests.middleware.ask import APP, EVIL, answering, ask, get, preflight, scope_of

if TYPE_CHECKING:
    from corsac.middleware.asgi_types import Message, Receive, Scope, Send
    from tests.middleware.ask import Sent

POLICY = Policy(allow_origins=[APP], allow_methods=["PUT"], allow_headers=["X-Token"])
ALLOW = "access-control-allow-origin"


def test_a_policy_or_its_fields_make_the_layer() -> None:
    for layer in (CORS(answering(), POLICY), CORS(answering(), allow_origins=[APP])):
        assert get(layer).all(ALLOW) == [APP]
        assert get(layer, EVIL).all(ALLOW) == []


def test_a_policy_that_is_not_safe_makes_none() -> None:
    with pytest.raises(PolicyError):
        CORS(answering(), allow_origins="*", allow_credentials=True)


def test_starlettes_arguments_paste_in_unchanged() -> None:
    layer = CORS(
        answering(),
        allow_origins=["https://app.example"],
        allow_methods=["*"],
        allow_headers=["*"],
        allow_credentials=True,
        allow_origin_regex=None,
        expose_headers=["X-Total"],
        max_age=600,
    )
    assert preflight(layer, "PATCH", "x-anything").status == 204
    assert get(layer).all("access-control-expose-headers") == ["X-Total"]


def test_servers_can_tell_that_it_is_an_asgi_application() -> None:
    assert inspect.iscoroutinefunction(CORS(answering(), POLICY).__call__)


@pytest.mark.parametrize("status", [200, 204, 301, 304, 401, 404, 429, 500, 503])
def test_every_status_has_the_headers(status: int) -> None:
    sent = get(CORS(answering(status), POLICY))
    assert (sent.status, sent.all(ALLOW), sent.all("vary")) == (status, [APP], ["Origin"])


@pytest.mark.parametrize("origin", [None, EVIL, "null", "https://app.example.evil.example"])
def test_whatever_is_not_allowed_has_vary_alone(origin: str | None) -> None:
    sent = get(CORS(answering(headers=[(b"x-a", b"b")]), POLICY), origin)
    assert sent.start["headers"] == [(b"x-a", b"b"), (b"vary", b"Origin")]


def test_two_origin_lines_are_no_origin() -> None:
    lines = [(b"origin", APP.encode())] * 2
    assert ask(CORS(answering(), POLICY), scope_of(headers=lines)).all(ALLOW) == []


def test_the_applications_own_cors_headers_are_replaced() -> None:
    own = [
        (b"Access-Control-Allow-Origin", b"*"),
        (b"access-control-allow-credentials", b"true"),
        (b"access-control-allow-methods", b"*"),
        (b"Vary", b"Accept, origin"),
    ]
    sent = get(CORS(answering(headers=own), POLICY))
    assert sent.start["headers"] == [
        (b"access-control-allow-origin", APP.encode()),
        (b"vary", b"Accept, origin"),
    ]
    assert get(CORS(answering(headers=own), POLICY), EVIL).all(ALLOW) == []


def test_header_lines_may_come_as_any_iterable_of_pairs() -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        lines = ([name, b"x"] for name in (b"x-a", b"content-type"))
        await send({"type": "http.response.start", "status": 200, "headers": lines})
        await send({"type": "http.response.body"})

    assert get(CORS(app, POLICY)).all(ALLOW) == [APP]


def test_an_answer_without_headers_gets_them() -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body"})

    assert get(CORS(app, POLICY)).all(ALLOW) == [APP]


def test_a_message_that_is_sent_again_and_again_is_left_as_it_is() -> None:
    message = {"type": "http.response.start", "status": 200, "headers": [(b"x-a", b"b")]}

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send(message)
        await send({"type": "http.response.body"})

    layer = CORS(app, POLICY)
    for _ in range(2):
        assert get(layer).all(ALLOW) == [APP]
    assert message["headers"] == [(b"x-a", b"b")]


def test_interim_answers_pass_untouched() -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        link = [(b"link", b"</a.css>; rel=preload")]
        await send({"type": "http.response.start", "status": 103, "headers": link})
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body"})

    first, second, _ = get(CORS(app, POLICY)).messages
    assert first["headers"] == [(b"link", b"</a.css>; rel=preload")]
    assert (b"access-control-allow-origin", APP.encode()) in second["headers"]


def test_streams_trailers_and_unknown_messages_pass_one_by_one() -> None:
    rest: list[dict[str, Any]] = [
        {"type": "http.response.body", "body": b"a", "more_body": True},
        {"type": "http.response.body", "body": b"b", "more_body": False},
        {"type": "http.response.trailers", "headers": [(b"x-sum", b"1")]},
        {"type": "http.response.zerocopysend", "file": 3},
    ]

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "trailers": True})
        for message in rest:
            await send(message)

    sent = get(CORS(app, POLICY))
    assert sent.start["trailers"] is True
    assert all(got is given for got, given in zip(sent.messages[1:], rest, strict=True))


def test_the_request_reaches_the_application_as_it_came() -> None:
    seen: list[Any] = []

    async def app(scope: Scope, receive: Receive, _send: Send) -> None:
        seen.extend([scope, receive])

    async def receive() -> Message:
        return {}

    async def send(_message: Message) -> None:
        return

    scope = scope_of("POST", headers=[(b"origin", APP.encode())])
    asyncio.run(CORS(app, POLICY)(scope, receive, send))
    assert seen[0] is scope
    assert seen[1] is receive


def test_an_exception_is_answered_with_a_500_that_the_page_can_read_and_goes_on() -> None:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise LookupError("no such table")

    sent = get(CORS(app, POLICY))
    assert (sent.status, sent.all(ALLOW), sent.body) == (500, [APP], b"Internal Server Error")
    assert sent.all("content-length") == ["21"]
    assert isinstance(sent.error, LookupError)


def test_an_exception_in_the_middle_of_an_answer_only_goes_on() -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise LookupError

    sent = get(CORS(app, POLICY))
    assert (len(sent.messages), sent.status) == (1, 200)
    assert isinstance(sent.error, LookupError)


class TestPreflights:
    """The layer answers them by itself."""

    def test_an_allowed_one_is_a_204_without_length_or_body(self) -> None:
        sent = preflight(CORS(answering(), POLICY), "PUT", "x-token")
        assert (sent.status, sent.body) == (204, b"")
        assert sent.all("content-length") == []
        assert sent.all(ALLOW) == [APP]

    @pytest.mark.parametrize("status", [200, 204])
    def test_a_refused_one_has_the_status_that_is_set(self, status: Literal[200, 204]) -> None:
        policy = POLICY.changed(refused_preflight_status=status)
        assert preflight(CORS(answering(), policy), "DELETE").status == status

    def test_a_refused_one_has_no_cors_header_and_an_empty_body(self) -> None:
        sent = preflight(CORS(answering(), POLICY), "DELETE")
        assert (sent.status, sent.body, sent.all("content-length")) == (403, b"", ["0"])
        assert sent.all(ALLOW) == []

    def test_another_options_belongs_to_the_application(self) -> None:
        layer = CORS(answering(headers=[(b"allow", b"GET")]), POLICY)
        bare = ask(layer, scope_of("OPTIONS"))
        half = ask(layer, scope_of("OPTIONS", headers=[(b"origin", APP.encode())]))
        asked = [(b"access-control-request-method", b"PUT")]
        other = ask(layer, scope_of("OPTIONS", headers=asked))
        assert [each.all("allow") for each in (bare, half, other)] == [["GET"]] * 3

    def test_names_on_several_lines_are_one_list(self) -> None:
        name = b"access-control-request-headers"
        lines = [
            (b"origin", APP.encode()),
            (b"access-control-request-method", b"PUT"),
            (name, b"X-Token"),
            (name, b" , content-type"),
        ]
        policy = POLICY.changed(allow_headers=["X-Token", "Content-Type"])
        assert ask(CORS(answering(), policy), scope_of("OPTIONS", headers=lines)).status == 204

    def test_two_methods_are_no_method(self) -> None:
        lines = [(b"origin", APP.encode())] + [(b"access-control-request-method", b"PUT")] * 2
        sent = ask(CORS(answering(), POLICY), scope_of("OPTIONS", headers=lines))
        assert sent.status == 403

    @pytest.mark.parametrize("value", [b"," * 65536, b"x-token," * 8192, b"\xff" * 65536])
    def test_hostile_lists_are_refused(self, value: bytes) -> None:
        lines = [
            (b"origin", APP.encode()),
            (b"access-control-request-method", b"PUT"),
            (b"access-control-request-headers", value),
        ]
        sent = ask(CORS(answering(), POLICY), scope_of("OPTIONS", headers=lines))
        assert sent.status == 403

    def test_a_thousand_lines_are_read_up_to_the_limit(self) -> None:
        lines = [(b"origin", APP.encode()), (b"access-control-request-method", b"PUT")]
        lines += [(b"access-control-request-headers", b"x-token,x-token,x-token")] * 4000
        sent = ask(CORS(answering(), POLICY), scope_of("OPTIONS", headers=lines))
        assert sent.status == 403

    def test_routes_are_told_apart_by_the_method_that_is_asked_for(self) -> None:
        policy = Policy(
            allow_origins=[APP],
            routes=[Route("/public", Policy(allow_origins="*"), methods=("GET",))],
        )
        layer = CORS(answering(), policy)
        assert get(layer, EVIL, "/public/a").all(ALLOW) == ["*"]
        assert get(layer, EVIL, "/publications").all(ALLOW) == []
        assert preflight(layer, "GET", origin=EVIL, path="/public").status == 204
        assert preflight(layer, "PUT", origin=EVIL, path="/public").status == 403


class TestWebSockets:
    """CORS does not guard them, so the layer does."""

    @staticmethod
    def connect(origin: str | None, host: bytes = b"api.example", **more: object) -> Sent:
        async def app(_scope: Scope, receive: Receive, send: Send) -> None:
            await receive()
            await send({"type": "websocket.accept"})

        headers = [(b"host", host)]
        if origin is not None:
            headers.append((b"origin", origin.encode()))
        scope = {"type": "websocket", "path": "/ws", "headers": headers, "scheme": "wss", **more}
        return ask(CORS(app, POLICY), scope, {"type": "websocket.connect"})

    @pytest.mark.parametrize("origin", [APP, None, "https://api.example"])
    def test_allowed_origins_programs_and_the_servers_own_pages_connect(
        self, origin: str | None
    ) -> None:
        assert self.connect(origin).messages == [{"type": "websocket.accept"}]

    @pytest.mark.parametrize("origin", [EVIL, "null", "https://api.example.evil.example"])
    def test_others_are_closed_before_they_are_open(self, origin: str) -> None:
        (message,) = self.connect(origin).messages
        assert message["type"] == "websocket.close"

    def test_where_the_server_lets_it_the_layer_answers_403(self) -> None:
        sent = self.connect(EVIL, extensions={"websocket.http.response": {}})
        assert sent.status == 403
        assert sent.all("content-length") == [str(len(sent.body))]
        assert sent.all(ALLOW) == []

    def test_two_origin_lines_are_no_origin(self) -> None:
        scope = {
            "type": "websocket",
            "path": "/",
            "headers": [(b"origin", APP.encode()), (b"origin", APP.encode())],
        }
        sent = ask(CORS(answering(), POLICY), scope, {"type": "websocket.connect"})
        assert sent.messages[0]["type"] == "websocket.close"


def test_the_lifespan_passes() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "lifespan"
        await send({"type": f"{(await receive())['type']}.complete"})

    sent = ask(CORS(app, POLICY), {"type": "lifespan"}, {"type": "lifespan.startup"})
    assert sent.messages == [{"type": "lifespan.startup.complete"}]


class TestModes:
    """Debug makes the browser's message exact; report-only changes nothing."""

    def test_debug_answers_a_refused_preflight_with_what_passed(self) -> None:
        sent = preflight(CORS(answering(), POLICY, mode="debug"), "DELETE")
        assert (sent.status, sent.all(ALLOW)) == (204, [APP])
        assert sent.all("access-control-allow-methods") == []

    def test_report_only_leaves_everything_to_the_application(self) -> None:
        own = [(b"access-control-allow-origin", b"*")]
        layer = CORS(answering(headers=own), POLICY, mode="report-only")
        for sent in (get(layer, EVIL), preflight(layer, "DELETE"), get(layer)):
            assert (sent.status, sent.start["headers"]) == (200, own)
        assert sum(layer.refusals.counts().values()) == 2

    def test_report_only_lets_websockets_in(self) -> None:
        scope = {"type": "websocket", "path": "/", "headers": [(b"origin", EVIL.encode())]}
        layer = CORS(answering(), POLICY, mode="report-only")
        assert ask(layer, scope).messages[0]["type"] == "http.response.start"
        assert sum(layer.refusals.counts().values()) == 1


class TestSources:
    """A policy that is replaced, and one for each tenant."""

    def test_a_running_policy_is_replaced_for_every_layer(self) -> None:
        running = RunningPolicy(POLICY)
        one, two = CORS(answering(), running), CORS(answering(), running)
        running.change(allow_origins=[EVIL])
        assert [get(each, EVIL).all(ALLOW) for each in (one, two)] == [[EVIL], [EVIL]]
        with pytest.raises(PolicyError):
            running.change(allow_origins=["https://app.example/"])
        assert get(one, EVIL).all(ALLOW) == [EVIL]

    def test_tenants_are_loaded_once(self) -> None:
        asked: list[str] = []

        async def load(key: str) -> Policy | None:
            await asyncio.sleep(0)
            asked.append(key)
            return POLICY if key == "good" else None

        provider = PolicyProvider(
            lambda request: request.headers.get("X-Tenant"), load, vary=("X-Tenant",)
        )
        layer = CORS(answering(), provider)

        def tenant(name: str, method: str = "GET") -> Sent:
            lines = [(b"origin", APP.encode()), (b"x-tenant", name.encode())]
            if method == "OPTIONS":
                lines.append((b"access-control-request-method", b"PUT"))
            return ask(layer, scope_of(method, headers=lines))

        for _ in range(2):
            assert tenant("good").all(ALLOW) == [APP]
            assert tenant("good").all("vary") == ["Origin, X-Tenant"]
            assert tenant("good", "OPTIONS").status == 204
            assert "X-Tenant" in tenant("good", "OPTIONS").all("vary")[0]
            assert tenant("other").all(ALLOW) == []
        assert asked == ["good", "other"]

    def test_a_websocket_has_its_tenant_too(self) -> None:
        provider = PolicyProvider(lambda _request: "all", lambda _key: POLICY)
        scope = {"type": "websocket", "path": "/", "headers": [(b"origin", EVIL.encode())]}
        sent = ask(CORS(answering(), provider), scope, {"type": "websocket.connect"})
        assert sent.messages[0]["type"] == "websocket.close"
