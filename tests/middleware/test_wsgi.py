"""The WSGI layer, on what applications and servers do at the edges of PEP 3333."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any, Literal
from wsgiref.util import FileWrapper, setup_testing_defaults
from wsgiref.validate import validator

import pytest

from corsac.middleware.wsgi import CORS
from corsac.policy import Policy, PolicyError, Route
from corsac.policy.provider import PolicyProvider
from corsac.policy.running import RunningPolicy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.middleware.wsgi_types import App, Environ, ExcInfo, StartResponse, Write

APP, EVIL = "https://app.example", "https://evil.example"
POLICY = Policy(allow_origins=[APP], allow_methods=["PUT"], allow_headers=["X-Token"])
ALLOW = "Access-Control-Allow-Origin"


class Server:
    """A server: it keeps what it was told, and raises as PEP 3333 says."""

    def __init__(self, app: App, **environ: Any) -> None:  # noqa: ANN401 -- WSGI's own
        self.heads: list[tuple[str, list[tuple[str, str]]]] = []
        self.sent = b""
        self.error: Exception | None = None
        self.environ: Environ = {"HTTP_ORIGIN": APP, **environ}
        setup_testing_defaults(self.environ)
        self.body: Iterable[bytes] = ()
        try:
            self.body = app(self.environ, self.start_response)
            for chunk in self.body:
                self.write(chunk)
        except Exception as error:  # noqa: BLE001 -- the test looks at it
            self.error = error
        close = getattr(self.body, "close", None)
        if close is not None:
            close()

    def start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: ExcInfo | None = None
    ) -> Write:
        if exc_info and self.sent:
            raise exc_info[1]
        assert exc_info or not self.heads
        self.heads.append((status, headers))
        return self.write

    def write(self, data: bytes) -> None:
        assert self.heads
        self.sent += data

    @property
    def status(self) -> int:
        return int(self.heads[-1][0][:3])

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.heads[-1][1] if key.lower() == name.lower()]


def hello(_environ: Environ, start_response: StartResponse) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"hi"]


def preflight(app: App, method: str = "PUT", names: str | None = None, **more: str) -> Server:
    asked = {"REQUEST_METHOD": "OPTIONS", "HTTP_ACCESS_CONTROL_REQUEST_METHOD": method, **more}
    if names is not None:
        asked["HTTP_ACCESS_CONTROL_REQUEST_HEADERS"] = names
    return Server(app, **asked)


def test_a_policy_or_its_fields_make_the_layer() -> None:
    for layer in (CORS(hello, POLICY), CORS(hello, allow_origins=[APP])):
        assert Server(layer).all(ALLOW) == [APP]
        assert Server(layer, HTTP_ORIGIN=EVIL).all(ALLOW) == []
        assert Server(layer, HTTP_ORIGIN=EVIL).all("Vary") == ["Origin"]
    with pytest.raises(PolicyError):
        CORS(hello, allow_origins=["https://app.example/"])


def test_the_layer_and_the_application_keep_to_pep_3333() -> None:
    layer = validator(CORS(validator(hello), POLICY))
    served = Server(layer, QUERY_STRING="")
    assert (served.error, served.sent) == (None, b"hi")
    refused = preflight(layer, "DELETE", QUERY_STRING="")
    assert (refused.error, refused.status) == (None, 403)


def test_the_applications_own_cors_headers_are_replaced() -> None:
    def app(_environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [("access-control-allow-origin", "*"), ("Vary", "Accept")])
        return []

    served = Server(CORS(app, POLICY))
    assert (served.all(ALLOW), served.all("Vary")) == ([APP], ["Accept, Origin"])


def test_bodies_are_handed_on_as_they_are() -> None:
    body = FileWrapper(io.BytesIO(b"file"))

    def app(_environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return body

    assert Server(CORS(app, POLICY)).body is body


def test_the_write_callable_is_the_servers() -> None:
    def app(_environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [])(b"written")
        return [b", returned"]

    assert Server(CORS(app, POLICY)).sent == b"written, returned"


def test_a_generator_is_closed_and_may_start_late() -> None:
    closed: list[bool] = []

    def app(_environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
        try:
            start_response("200 OK", [])
            yield b"a"
            yield b"b"
        finally:
            closed.append(True)

    assert Server(CORS(app, POLICY)).sent == b"ab"
    half: Any = CORS(app, POLICY)({"REQUEST_METHOD": "GET"}, lambda *_: lambda _data: None)
    next(half)
    half.close()
    assert closed == [True, True]


def test_an_exception_is_answered_with_a_500_that_the_page_can_read_and_raised_behind_it() -> None:
    def app(_environ: Environ, _start_response: StartResponse) -> list[bytes]:
        raise LookupError("no such table")

    served = Server(CORS(app, POLICY))
    assert (served.status, served.sent, served.all(ALLOW)) == (500, b"Internal Server Error", [APP])
    assert isinstance(served.error, LookupError)
    head = Server(CORS(app, POLICY), REQUEST_METHOD="HEAD")
    assert (head.status, head.sent) == (500, b"")


def test_an_exception_after_start_response_replaces_what_was_not_sent() -> None:
    def app(_environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [])
        raise LookupError

    served = Server(CORS(app, POLICY))
    assert (served.status, served.all(ALLOW)) == (500, [APP])


def test_an_exception_of_a_generator_before_its_first_piece_is_a_500_too() -> None:
    def app(_environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
        start_response("200 OK", [])
        yield from map(int.to_bytes, [-1])

    served = Server(CORS(app, POLICY))
    assert (served.status, served.all(ALLOW)) == (500, [APP])
    assert isinstance(served.error, OverflowError)


def test_an_exception_in_the_middle_of_a_body_is_the_servers() -> None:
    def app(_environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
        start_response("200 OK", [])
        yield b"half"
        raise LookupError

    served = Server(CORS(app, POLICY))
    assert (served.status, served.sent) == (200, b"half")
    assert isinstance(served.error, LookupError)


def test_an_application_that_mends_its_own_error_keeps_exc_info() -> None:
    def app(_environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [])
        error = LookupError()
        start_response("503 Busy", [], (LookupError, error, None))
        return [b"later"]

    served = Server(CORS(app, POLICY))
    assert (served.status, served.sent, served.all(ALLOW)) == (503, b"later", [APP])


class TestPreflights:
    """The layer answers them by itself."""

    def test_an_allowed_one_is_a_204(self) -> None:
        served = preflight(CORS(hello, POLICY), "PUT", "x-token")
        assert (served.status, served.sent, served.all("Content-Length")) == (204, b"", [])
        assert served.all(ALLOW) == [APP]

    @pytest.mark.parametrize("status", [200, 204, 403])
    def test_a_refused_one_has_the_status_that_is_set(self, status: Literal[200, 204, 403]) -> None:
        policy = POLICY.changed(refused_preflight_status=status)
        served = preflight(CORS(hello, policy), "DELETE")
        assert (served.status, served.all(ALLOW)) == (status, [])

    def test_another_options_belongs_to_the_application(self) -> None:
        layer = CORS(hello, POLICY)
        assert Server(layer, REQUEST_METHOD="OPTIONS").sent == b"hi"
        asked = {"HTTP_ACCESS_CONTROL_REQUEST_METHOD": "PUT", "HTTP_ORIGIN": None}
        assert Server(layer, REQUEST_METHOD="OPTIONS", **asked).sent == b"hi"

    @pytest.mark.parametrize("value", ["," * 65536, "x-token," * 8192, "\xff" * 65536])
    def test_hostile_lists_are_refused(self, value: str) -> None:
        assert preflight(CORS(hello, POLICY), "PUT", value).status == 403

    def test_routes_are_matched_on_the_whole_path_decoded(self) -> None:
        policy = Policy(allow_origins=[APP], routes=[Route("/a/ü", Policy(allow_origins="*"))])
        layer = CORS(hello, policy)
        path = "/ü/x".encode().decode("latin-1")
        served = Server(layer, HTTP_ORIGIN=EVIL, SCRIPT_NAME="/a", PATH_INFO=path)
        assert served.all(ALLOW) == ["*"]
        assert Server(layer, HTTP_ORIGIN=EVIL, PATH_INFO="/a").all(ALLOW) == []


def test_report_only_leaves_everything_to_the_application() -> None:
    layer = CORS(hello, POLICY, mode="report-only")
    for served in (Server(layer, HTTP_ORIGIN=EVIL), preflight(layer, "DELETE")):
        assert (served.sent, served.all("Vary")) == (b"hi", [])
    assert sum(layer.refusals.counts().values()) == 2


def test_a_running_policy_is_replaced() -> None:
    running = RunningPolicy(POLICY)
    layer = CORS(hello, running)
    running.replace(Policy(allow_origins=[EVIL]))
    assert Server(layer, HTTP_ORIGIN=EVIL).all(ALLOW) == [EVIL]


def test_each_tenant_has_its_policy() -> None:
    provider = PolicyProvider(
        lambda request: request.headers.get("X-Tenant"),
        lambda key: POLICY if key == "good" else None,
        vary=("X-Tenant",),
    )
    layer = CORS(hello, provider)
    for _ in range(2):
        served = Server(layer, HTTP_X_TENANT="good")
        assert (served.all(ALLOW), served.all("Vary")) == ([APP], ["Origin, X-Tenant"])
    assert Server(layer, HTTP_X_TENANT="bad").all(ALLOW) == []


def test_an_async_provider_is_refused_when_the_layer_is_made() -> None:
    async def load(_key: str) -> Policy | None:
        return None

    with pytest.raises(TypeError, match="must not be async"):
        CORS(hello, PolicyProvider(lambda _request: "", load))


def test_a_page_of_the_servers_own_host_is_not_refused_anything(
    caplog: pytest.LogCaptureFixture,
) -> None:
    layer = CORS(hello, POLICY)
    with caplog.at_level(logging.INFO, "corsac"):
        Server(
            layer, REQUEST_METHOD="POST", HTTP_HOST="api.example", HTTP_ORIGIN="https://api.example"
        )
    assert layer.refusals.counts() == {}
    assert caplog.records == []


def test_an_origin_of_64_kb_is_refused_like_any_other() -> None:
    layer = CORS(hello, allow_origins=["https://a.com"])
    answer = Server(layer, REQUEST_METHOD="GET", HTTP_ORIGIN="https://" + "a" * 65536)
    assert ("Vary", "Origin") in answer.heads[0][1]
    assert sum(layer.refusals.counts().values()) == 1
