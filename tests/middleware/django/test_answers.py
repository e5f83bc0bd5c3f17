"""Django's requests and answers: what is read of the one, what is put on the other."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from corsac.middleware.django.answers import own_policy, preflight_answer, put, read
from corsac.policy.grant import Grant
from tests.middleware.ask import APP
from tests.middleware.django import site

assert site.LAYER  # with its settings
ALLOW = "Access-Control-Allow-Origin"


def test_a_request_is_read_with_its_path_decoded_once() -> None:
    request = read(RequestFactory().get("/na%C3%AFve/%2541", headers={"Origin": APP}))
    assert (request.path, request.headers.get("Origin")) == ("/naïve/%41", APP)


def test_the_views_policy_is_found_before_the_view_is() -> None:
    ask = RequestFactory().get
    assert own_policy(ask("/public/"))
    assert own_policy(ask("/public"))
    assert own_policy(ask("/items")) is None
    assert own_policy(ask("/missing")) is None
    with override_settings(APPEND_SLASH=False):
        assert own_policy(ask("/public")) is None


def test_a_preflights_answer_is_empty() -> None:
    lines = ((ALLOW, APP),)
    assert dict(preflight_answer(Grant(allowed=True, status=204, lines=lines)).headers) == {
        ALLOW: APP
    }
    assert preflight_answer(Grant(allowed=False, status=403)).headers["Content-Length"] == "0"


def test_each_line_stands_there_once() -> None:
    response = HttpResponse(headers={"access-control-allow-origin": "*", "vary": "Accept, origin"})
    put(response, Grant(allowed=True, lines=((ALLOW, APP),), vary=("Origin",)))
    assert [(name, value) for name, value in response.headers.items() if "Type" not in name] == [
        (ALLOW, APP),
        ("Vary", "Accept, origin"),
    ]
