"""The middleware on Django itself, under WSGI and ASGI: the corpus, errors, redirects, views."""

from __future__ import annotations

import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from corsac.middleware.django import CORS, cors
from corsac.policy import Mode, Policy, PolicyError, PolicyProvider, Refused, RunningPolicy
from tests.exchanges.judge import judge
from tests.exchanges.loader import Case, load
from tests.middleware.ask import APP, EVIL
from tests.middleware.corpus import answers
from tests.middleware.django.site import LAYER, EveryPath, served
from tests.middleware.story import ALLOW, ask

BOTH = pytest.mark.parametrize("kind", ["wsgi", "asgi"])


@BOTH
@pytest.mark.parametrize("case", load(), ids=lambda case: case.id)
def test_django_answers_as_written(case: Case, kind: str) -> None:
    changed = {"CORSAC": case.policy, "CASE": case, "ROOT_URLCONF": EveryPath}
    with served(kind, MIDDLEWARE=[LAYER], **changed) as server:
        found = answers(case, server)
    for index, (status, headers) in enumerate(found):
        assert judge(case, index, status, headers) == []


@BOTH
@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")  # as a sync view's does
def test_every_answer_has_the_headers_once(kind: str) -> None:
    paths = {
        "/items": 200,
        "/missing": 404,
        "/folder": 301,
        "/broken": 500,
        "/door": 401,
        "/stream": 200,
        "/styles": 200,
        "/waiting": 200,
    }
    middleware = [
        LAYER,
        "django.middleware.common.CommonMiddleware",
        "tests.middleware.django.site.door",
    ]
    with served(kind, MIDDLEWARE=middleware) as server:
        for path, status in paths.items():
            sent = ask(server, path)
            got = (path, sent.status, sent.headers.all(ALLOW), sent.headers.all("Vary"))
            assert got == (path, status, (APP,), ("Origin",))
            asked = ask(server, path, method="OPTIONS", Access_Control_Request_Method="PUT")
            assert (asked.status, "Content-Type" in asked.headers) == (204, False)


@BOTH
def test_methods_are_djangos(kind: str) -> None:
    with served(kind) as server:
        assert (sent := ask(server, "/items", method="PUT")).status == 405
        assert sent.headers.get(ALLOW) == APP
        assert ask(server, "/items", method="OPTIONS").status == 405
        assert ask(server, "/folder/", method="HEAD").headers.get(ALLOW) == APP
        assert ask(server, "/folder/", method="OPTIONS").body == b"items by OPTIONS"


@BOTH
def test_a_stranger_gets_none(kind: str) -> None:
    with served(kind) as server:
        assert ALLOW not in ask(server, "/items", EVIL).headers
        sent = ask(server, "/items", EVIL, "OPTIONS", Access_Control_Request_Method="PUT")
        assert (sent.status, sent.headers.get("Content-Length")) == (403, "0")


@BOTH
def test_a_view_has_a_policy_of_its_own(kind: str) -> None:
    with served(kind) as server:
        for path in ("/public/", "/public"):
            assert ask(server, path, EVIL).headers.get(ALLOW) == "*"
            sent = ask(server, path, EVIL, "OPTIONS", Access_Control_Request_Method="DELETE")
            assert (sent.status, sent.headers.get(ALLOW)) == (204, "*")
        sent = ask(server, "/public/")
        assert sent.headers.all("Vary") == ("Accept",)
        assert "Access-Control-Max-Age" not in sent.headers
        assert ask(server, "/partners", EVIL).headers.get(ALLOW) == EVIL
        assert ALLOW not in ask(server, "/partners").headers
        assert ask(server, "/partners", EVIL, "POST").headers.get(ALLOW) == EVIL


def test_a_views_policy_is_a_policy() -> None:
    with pytest.raises(PolicyError):
        cors(allow_origins="*", allow_credentials=True)


@BOTH
def test_tenants_have_policies_of_their_own(kind: str) -> None:
    provider = PolicyProvider(
        lambda request: request.headers.get("X-Tenant"),
        lambda key: Policy(allow_origins=[EVIL]) if key == "b" else None,
        vary=("X-Tenant",),
    )
    with served(kind, CORSAC=provider) as server:
        sent = ask(server, "/items", EVIL, X_Tenant="b")
        assert (sent.headers.get(ALLOW), sent.headers.get("Vary")) == (EVIL, "Origin, X-Tenant")
        assert ALLOW not in ask(server, "/items", EVIL, X_Tenant="a").headers


def test_an_async_provider_needs_asgi() -> None:
    async def load_(_key: str) -> Policy:
        return Policy(allow_origins=[EVIL])

    provider = PolicyProvider(lambda _: "a", load_)
    with served("asgi", CORSAC=provider) as server:
        assert ask(server, "/items", EVIL).headers.get(ALLOW) == EVIL
    with (
        pytest.raises(ImproperlyConfigured, match="under WSGI"),
        override_settings(CORSAC=provider),
    ):
        WSGIHandler()


@BOTH
def test_report_only_leaves_answers_alone(kind: str) -> None:
    changed = {"allow_origins": [APP], "mode": "report-only"}
    with served(kind, CORSAC=changed) as server:
        assert ALLOW not in ask(server, "/items").headers
        sent = ask(server, "/folder/", EVIL, "OPTIONS", Access_Control_Request_Method="PUT")
        assert sent.body == b"items by OPTIONS"


def test_refusals_are_counted_and_the_policy_can_be_replaced() -> None:
    running = RunningPolicy(Policy(allow_origins=[APP]), Mode.ENFORCE)
    with override_settings(CORSAC=running):
        layer = CORS(lambda _request: HttpResponse())
        request = RequestFactory().get("/items", headers={"Origin": EVIL})
        assert layer(request).headers.get(ALLOW) is None
    assert (layer.source, layer.refusals.counts()) == (running, {("", Refused.ORIGIN): 1})
    with served("wsgi", CORSAC=running) as server:
        running.replace(Policy(allow_origins=[EVIL]))
        assert ask(server, "/items", EVIL).headers.get(ALLOW) == EVIL


@pytest.mark.parametrize("kind", ["wsgi", "asgi"])
def test_a_broken_policy_does_not_start(kind: str) -> None:
    broken = {"allow_origins": ["https://app.example/", "null"]}
    with pytest.raises(ImproperlyConfigured) as caught, served(kind, CORSAC=broken):
        pass
    assert str(caught.value).count("= help:") == 2


def test_what_is_only_doubtful_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    middleware = ["django.middleware.common.CommonMiddleware", LAYER]
    with caplog.at_level(logging.WARNING, "corsac"), served("wsgi", MIDDLEWARE=middleware):
        pass
    assert "corsac.W001" in caplog.text
