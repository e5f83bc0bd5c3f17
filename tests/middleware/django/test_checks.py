"""The system checks: what is an error, what is advice."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import override_settings

from corsac.middleware.django.checks import check, configured
from corsac.policy import Policy, RunningPolicy
from tests.middleware.ask import APP
from tests.middleware.django.site import LAYER

CSRF = "django.middleware.csrf.CsrfViewMiddleware"


def ids(**changed: Any) -> list[str | None]:  # noqa: ANN401 -- settings
    with override_settings(**changed):
        return [each.id for each in check()]


def test_a_good_setting_has_nothing_to_hear() -> None:
    assert ids() == []


@pytest.mark.parametrize(
    "given",
    [None, 7, "https://app.example", {"allow_origins": [APP], "mode": "loud"}, lambda: None],
)
def test_what_is_no_policy_is_an_error(given: object) -> None:
    assert ids(CORSAC=given) == ["corsac.E001"]


def test_each_mistake_is_an_error_with_its_mend() -> None:
    with override_settings(CORSAC={"allow_origins": ["https://app.example/"], "allow_orgins": 1}):
        found = check()
    assert len(found) == 2
    assert all(each.hint for each in found)


def test_a_policy_may_stand_in_the_settings() -> None:
    policy = Policy(allow_origins=[APP])
    with override_settings(CORSAC=policy):
        source = configured()
    assert isinstance(source, RunningPolicy)
    assert source.policy is policy


def test_the_middleware_stands_first_and_alone() -> None:
    assert ids(MIDDLEWARE=[CSRF, LAYER]) == ["corsac.W001"]
    assert ids(MIDDLEWARE=[LAYER, "corsheaders.middleware.CorsMiddleware"]) == ["corsac.W002"]
    assert ids(CORS_ALLOW_ALL_ORIGINS=True) == ["corsac.W003"]


@pytest.mark.parametrize(
    ("origins", "trusted", "warned"),
    [
        ([APP], [], True),
        ([APP], [APP], False),
        ([APP], ["https://*.example"], False),
        ([APP], ["http://*.example"], True),
        (["https://*.app.example"], ["https://*.app.example"], False),
    ],
)
def test_what_may_send_cookies_is_trusted_by_csrf_too(
    origins: list[str], trusted: list[str], *, warned: bool
) -> None:
    changed = {
        "CORSAC": {"allow_origins": origins, "allow_credentials": True},
        "MIDDLEWARE": [LAYER, CSRF],
        "CSRF_TRUSTED_ORIGINS": trusted,
    }
    assert ids(**changed) == (["corsac.W004"] if warned else [])
    assert ids(**{**changed, "CORSAC": {"allow_origins": origins}}) == []


def test_manage_py_check_runs_them() -> None:
    with override_settings(CORSAC=None):
        assert "corsac.E001" in [each.id for each in run_checks()]
