"""A view's own policy: put on it, carried along, found again."""

from __future__ import annotations

from functools import wraps

import pytest

from corsac.middleware import asgi
from corsac.middleware.refusals import Refusals
from corsac.middleware.source import source_of
from corsac.middleware.views import ByView, asked_method, cors, from_page, marked, narrow
from corsac.policy import Policy, PolicyError, PolicyProvider
from corsac.policy.running import RunningPolicy
from tests.middleware.ask import APP, answering

POLICY = Policy(allow_origins=[APP], allow_methods=["PUT", "DELETE"])


def view() -> str:
    return "seen"


def test_a_marked_view_is_the_view_itself() -> None:
    def own() -> str:
        return "own"

    assert cors(POLICY)(own) is own
    found = marked(own)
    assert found is not None
    assert found.policy is POLICY
    assert marked(view) is None


def test_a_decorator_carries_the_mark_along() -> None:
    @cors(allow_origins=[APP])
    def own() -> str:
        return "own"

    @wraps(own)
    def around() -> str:
        return own()

    assert marked(around) is marked(own) is not None


def test_what_makes_no_policy_makes_no_marker() -> None:
    with pytest.raises(PolicyError):
        cors(allow_origins=[f"{APP}/"])
    with pytest.raises(TypeError, match="not both"):
        cors(POLICY, max_age=7)
    with pytest.raises(ValueError, match="loud"):
        cors(POLICY, mode="loud")


def test_the_layers_of_views_are_made_once_and_count_together() -> None:
    @cors(allow_origins=[APP])
    def own() -> str:
        return "own"

    source, refusals = source_of(POLICY, None, {}), Refusals()
    layers = ByView(lambda policy: asgi.CORS(answering(), policy), source, refusals)
    assert layers.layer(own) is layers.layer(own)
    assert layers.layer(view) is layers.layer(None)
    assert layers.layer(own).source is marked(own)
    assert layers.layer(own).refusals is layers.layer(None).refusals is refusals


def test_a_narrow_answer_names_the_requested_method() -> None:
    source = source_of(POLICY, None, {})
    assert isinstance(source, RunningPolicy)
    narrow(source)
    lines = dict(source.enforcer.preflight(APP, "PUT", None).lines)
    assert lines["Access-Control-Allow-Methods"] == "PUT"
    # A provider's policies are its own.
    narrow(PolicyProvider(lambda _: None, lambda _: None))


@pytest.mark.parametrize(
    ("environ", "method"),
    [
        ({"REQUEST_METHOD": "PUT"}, "PUT"),
        ({"REQUEST_METHOD": "OPTIONS"}, "OPTIONS"),
        ({"REQUEST_METHOD": "OPTIONS", "HTTP_ORIGIN": APP}, "OPTIONS"),
        ({"REQUEST_METHOD": "OPTIONS", "HTTP_ACCESS_CONTROL_REQUEST_METHOD": "PUT"}, "OPTIONS"),
        (
            {
                "REQUEST_METHOD": "OPTIONS",
                "HTTP_ORIGIN": APP,
                "HTTP_ACCESS_CONTROL_REQUEST_METHOD": "PUT",
            },
            "PUT",
        ),
    ],
)
def test_a_preflight_is_about_the_method_that_it_asks_for(
    environ: dict[str, str], method: str
) -> None:
    assert asked_method(environ) == method
    assert from_page(environ) is ("HTTP_ORIGIN" in environ)
