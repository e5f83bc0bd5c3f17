"""The extension on Flask itself: the corpus, errors, redirects, streams, views' own policies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

import flask
import pytest
from flask.views import MethodView
from werkzeug.debug import DebuggedApplication
from werkzeug.test import Client

from corsac.core.headers import Headers
from corsac.core.messages import WireRequest, WireResponse
from corsac.middleware.flask import CORS
from corsac.policy import Policy, PolicyError, PolicyProvider, Refused
from corsac.policy.running import RunningPolicy
from corsac.testing.wsgi import WsgiServer
from tests.exchanges.judge import judge
from tests.exchanges.loader import Case, load
from tests.middleware.ask import APP, EVIL
from tests.middleware.corpus import SERVER, answers, policy_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from werkzeug.test import TestResponse

POLICY = Policy(allow_origins=[APP], allow_methods=["PUT"])
FAILURE = b"Internal Server Error"
ALLOW = "Access-Control-Allow-Origin"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def make(**config: object) -> flask.Flask:
    app = flask.Flask(__name__, static_folder=None)
    for name, value in config.items():
        app.config[name] = value

    @app.get("/items")
    def items() -> str:
        return "items"

    @app.get("/folder/")
    def folder() -> str:
        return "folder"

    @app.get("/broken")
    def broken() -> str:
        raise LookupError("no such table")

    @app.get("/stream")
    def stream() -> flask.Response:
        def parts() -> Iterator[str]:
            yield from "abc"

        return flask.Response(parts())

    @app.before_request
    def door() -> tuple[str, int] | None:
        return ("who are you?", 401) if flask.request.path == "/door" else None

    return app


def get(app: flask.Flask, path: str, origin: str | None = APP, **more: Any) -> TestResponse:  # noqa: ANN401 -- werkzeug's own
    headers = {} if origin is None else {"Origin": origin}
    return app.test_client().open(path, headers=headers, **more)


def request(path: str, origin: str) -> WireRequest:
    return WireRequest("GET", SERVER + path, Headers((("Origin", origin),)))


def preflight(app: flask.Flask, path: str, method: str = "PUT", origin: str = APP) -> TestResponse:
    headers = {"Origin": origin, "Access-Control-Request-Method": method}
    return app.test_client().options(path, headers=headers)


@pytest.mark.parametrize("case", load(), ids=lambda case: case.id)
def test_flask_answers_as_written(case: Case) -> None:
    app = flask.Flask(__name__, static_folder=None)
    CORS(app, policy_of(case))

    def answer(path: str) -> flask.Response:
        del path
        return flask.Response(b"", case.app.status, [*case.app.headers.lines])

    app.add_url_rule("/<path:path>", view_func=answer, methods=METHODS)
    app.add_url_rule("/", "root", lambda: answer(""), methods=METHODS)
    for index, (status, headers) in enumerate(answers(case, WsgiServer(app))):
        assert judge(case, index, status, headers) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("/items", 200), ("/missing", 404), ("/folder", 308), ("/broken", 500), ("/door", 401)],
)
def test_every_answer_has_the_headers_once(path: str, status: int) -> None:
    app = make()
    CORS(app, POLICY)
    sent = get(app, path)
    assert (sent.status_code, sent.headers.getlist(ALLOW)) == (status, [APP])
    assert sent.headers.getlist("Vary") == ["Origin"]
    assert preflight(app, path).status_code == 204


def test_a_method_that_the_path_lacks_is_told_with_the_headers() -> None:
    app = make()
    CORS(app, POLICY)
    sent = get(app, "/items", method="PUT")
    assert (sent.status_code, sent.headers[ALLOW]) == (405, APP)


def test_a_plain_options_is_flasks() -> None:
    app = make()
    CORS(app, POLICY)
    sent = get(app, "/items", method="OPTIONS")
    assert (sent.status_code, "GET" in sent.headers["Allow"]) == (200, True)


def test_head_and_streams_pass() -> None:
    app = make()
    CORS(app, POLICY)
    sent = get(app, "/items", method="HEAD")
    assert (sent.data, sent.headers["Content-Length"], sent.headers[ALLOW]) == (b"", "5", APP)
    sent = get(app, "/stream")
    assert (sent.data, sent.headers[ALLOW]) == (b"abc", APP)


def test_static_files_have_the_headers(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    app = flask.Flask(__name__, static_folder=str(tmp_path), static_url_path="/static")
    CORS(app, POLICY)
    with get(app, "/static/a.css") as sent:
        assert (sent.status_code, sent.data, sent.headers[ALLOW]) == (200, b"a {}", APP)
        kept = {"Origin": APP, "If-None-Match": sent.headers["ETag"]}
    with app.test_client().get("/static/a.css", headers=kept) as again:
        assert (again.status_code, again.headers[ALLOW]) == (304, APP)


def test_a_stranger_gets_none_and_is_counted() -> None:
    app = make()
    cors = CORS(app, POLICY)
    assert ALLOW not in get(app, "/items", EVIL).headers
    assert preflight(app, "/items", origin=EVIL).status_code == 403
    assert cors.refusals.counts() == {("", Refused.ORIGIN): 2}


def test_the_test_client_hears_of_exceptions() -> None:
    app = make(TESTING=True)
    CORS(app, POLICY)
    with pytest.raises(LookupError, match="no such table"):
        get(app, "/broken")


def test_the_debugger_shows_its_page_to_people_and_the_status_to_pages() -> None:
    app = make(PROPAGATE_EXCEPTIONS=True)
    CORS(app, POLICY)
    served = DebuggedApplication(app)
    shown = Client(served).get("/broken")
    assert (shown.status_code, b"no such table" in shown.data) == (500, True)
    # The test client raises what is said of an error; a server sends the answer.
    read = WsgiServer(served).send(request("/broken", APP))
    assert isinstance(read, WireResponse)
    assert (read.status, read.headers.get(ALLOW), read.body) == (500, APP, FAILURE)


def test_the_applications_own_error_pages_are_kept() -> None:
    app = make()
    app.register_error_handler(500, lambda _: ("sorry", 500))
    CORS(app, POLICY)
    sent = get(app, "/broken")
    assert (sent.data, sent.headers[ALLOW]) == (b"sorry", APP)


def test_an_unsafe_policy_does_not_start() -> None:
    with pytest.raises(PolicyError):
        CORS(make(), allow_origins="*", allow_credentials=True)

    async def load(_key: str) -> Policy:
        return POLICY

    with pytest.raises(TypeError, match="async"):
        CORS(make(), PolicyProvider(lambda _: "a", load))


def test_the_policy_can_be_replaced() -> None:
    app = make()
    cors = CORS(app, POLICY)
    assert isinstance(cors.source, RunningPolicy)
    cors.source.replace(Policy(allow_origins=[EVIL]))
    assert get(app, "/items", EVIL).headers[ALLOW] == EVIL


def with_views() -> flask.Flask:
    app = make()
    cors = CORS(app, POLICY)

    def logged_in(view: Callable[..., Any]) -> Callable[..., Any]:
        from functools import wraps  # noqa: PLC0415 -- as in the story

        @wraps(view)
        def inner(**kwargs: object) -> Any:  # noqa: ANN401 -- any view's
            if flask.request.headers.get("Authorization") is None:
                flask.abort(401)
            return view(**kwargs)

        return inner

    @app.get("/open/<int:number>/")
    @cors.view(allow_origins="*")
    def public(number: int) -> str:
        return str(number)

    @app.put("/open/<int:number>/")
    def change(number: int) -> str:
        return str(number)

    @app.get("/partners")
    @logged_in
    @cors.view(Policy(allow_origins=[EVIL], allow_methods=["GET", "PUT", "PATCH"]))
    def partners() -> str:
        return "partners"

    class Shelf(MethodView):
        decorators: ClassVar = [cors.view(allow_origins=[EVIL], allow_methods=["DELETE"])]

        def delete(self) -> str:
            return "gone"

    app.add_url_rule("/shelf", view_func=Shelf.as_view("shelf"))
    return app


def test_a_view_has_a_policy_of_its_own_and_others_the_applications() -> None:
    app = with_views()
    assert get(app, "/open/7/", EVIL).headers[ALLOW] == "*"
    assert get(app, "/items").headers[ALLOW] == APP
    assert ALLOW not in get(app, "/items", EVIL).headers
    assert ALLOW not in get(app, "/missing", EVIL).headers


def test_a_preflight_is_for_the_view_of_the_method_that_it_asks_for() -> None:
    app = with_views()
    assert preflight(app, "/open/7/", "PUT", EVIL).status_code == 403
    assert preflight(app, "/open/7/", "PUT").headers["Access-Control-Allow-Methods"] == "PUT"
    assert preflight(app, "/shelf", "DELETE", EVIL).status_code == 204
    assert preflight(app, "/shelf", "DELETE").status_code == 403


def test_a_preflight_names_no_method_of_another_view() -> None:
    sent = preflight(with_views(), "/partners", "PATCH", EVIL)
    assert sent.headers["Access-Control-Allow-Methods"] == "PATCH"


def test_a_views_errors_and_redirects_are_its_own() -> None:
    app = with_views()
    sent = get(app, "/partners", EVIL)
    assert (sent.status_code, sent.headers[ALLOW]) == (401, EVIL)
    sent = get(app, "/open/7", EVIL)
    assert (sent.status_code, sent.headers[ALLOW]) == (308, "*")
    sent = get(app, "/shelf", EVIL, method="POST")
    assert (sent.status_code, sent.headers[ALLOW]) == (405, EVIL)


def test_without_an_origin_a_views_answer_still_varies() -> None:
    assert get(with_views(), "/partners", None).headers["Vary"] == "Origin"


def test_a_host_that_is_not_trusted_has_no_views() -> None:
    app = with_views()
    app.config["TRUSTED_HOSTS"] = ["api.example"]
    sent = get(app, "/open/7/", EVIL)
    assert (sent.status_code, ALLOW in sent.headers) == (400, False)


def test_a_views_policy_is_a_policy() -> None:
    cors = CORS(make(), POLICY)
    with pytest.raises(PolicyError):
        cors.view(allow_origins=["https://app.example/"])
    with pytest.raises(TypeError, match="RunningPolicy"):
        cors.view(cast("Policy", RunningPolicy(POLICY)))
