"""The conformance suite on applications in memory."""

from __future__ import annotations

import pytest

from corsac.diagnose.verify.report import Verdict
from corsac.middleware import asgi, wsgi
from corsac.policy import Policy
from corsac.testing.conformance import assert_conforms, conform, story
from tests.testing.apps import echo, wsgi_echo

POLICY = Policy(
    allow_origins=["https://app.example", "https://*.shop.example"],
    allow_methods=["PUT"],
    allow_headers=["Content-Type"],
    allow_credentials=True,
)
KINDS = {"asgi": asgi.CORS(echo, POLICY), "wsgi": wsgi.CORS(wsgi_echo, POLICY)}
BARE = {"asgi": echo, "wsgi": wsgi_echo}


@pytest.mark.parametrize("kind", KINDS)
def test_our_layers_conform_errors_included(kind: str) -> None:
    found = assert_conforms(KINDS[kind], POLICY, warnings=True, paths=["/broken", "/items"])
    assert found.verdict is Verdict.PASSED
    assert found.findings == ()


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_policy_what_can_be_inferred_is_checked(kind: str) -> None:
    found = conform(KINDS[kind], origins=["https://app.example"])
    assert found.findings == ()
    assert found.origin == "https://app.example"


@pytest.mark.parametrize("kind", BARE)
def test_an_application_without_a_layer_fails_with_the_findings(kind: str) -> None:
    with pytest.raises(AssertionError, match=r"error\[CORS301\]"):
        assert_conforms(BARE[kind], POLICY)


def test_what_only_should_be_counts_where_it_is_wanted() -> None:
    longer = POLICY.changed(max_age=600)
    assert_conforms(KINDS["asgi"], longer)
    with pytest.raises(AssertionError, match=r"warning\[CORS325\]"):
        assert_conforms(KINDS["asgi"], longer, warnings=True)


def test_one_check_s_finding_can_be_told_alone() -> None:
    found = conform(BARE["wsgi"], POLICY)
    told = story(found, "CORS320")
    assert "error[CORS320]" in told
    assert "error[CORS301]" not in told
