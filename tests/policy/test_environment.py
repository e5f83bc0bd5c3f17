"""A policy from environment variables."""

from __future__ import annotations

import pytest

from corsac.policy import Policy, PolicyError
from corsac.policy.environment import from_environment


def codes(environment: dict[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(PolicyError) as caught:
        from_environment(environment)
    return [(mistake.field, mistake.code) for mistake in caught.value.mistakes]


def test_every_field_but_routes_can_be_set() -> None:
    environment = {
        "PATH": "/bin",
        "CORSAC_DEBUG": "1",
        "CORSAC_ALLOW_ORIGINS": " https://foo.com, https://*.bar.com,",
        "CORSAC_ALLOW_METHODS": "PUT,DELETE",
        "CORSAC_ALLOW_HEADERS": "*",
        "CORSAC_ALLOW_CREDENTIALS": "True",
        "CORSAC_MAX_AGE": "7200",
        "CORSAC_PREFLIGHT_STATUS": "200",
        "CORSAC_CROSS_ORIGIN_RESOURCE_POLICY": "same-site",
        "CORSAC_PRESETS": "sentry",
    }
    assert from_environment(environment) == Policy(
        allow_origins=["https://foo.com", "https://*.bar.com"],
        allow_methods=["PUT", "DELETE"],
        allow_headers="*",
        allow_credentials=True,
        max_age=7200,
        preflight_status=200,
        cross_origin_resource_policy="same-site",
        presets=["sentry"],
    )


def test_nothing_set_is_a_closed_policy() -> None:
    assert from_environment({"HOME": "/"}) == Policy()
    assert from_environment({"CORSAC_MAX_AGE": "", "CORSAC_ALLOW_ORIGINS": "*"}).max_age is None
    assert not from_environment(
        {"CORSAC_ALLOW_CREDENTIALS": "off", "CORSAC_ALLOW_ORIGINS": "*"}
    ).max_age


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"CORSAC_ALLOW_ORIGINS": ""}, [("CORSAC_ALLOW_ORIGINS", "origins-missing")]),
        (
            {"CORSAC_ALLOW_ORIGINS": "foo.com"},
            [("CORSAC_ALLOW_ORIGINS[0]", "origin-scheme-missing")],
        ),
        (
            {"CORSAC_ALLOW_ORIGINS": "*", "CORSAC_ALLOW_CREDENTIALS": "maybe"},
            [("CORSAC_ALLOW_CREDENTIALS", "switch-expected")],
        ),
        (
            {"CORSAC_ALLOW_ORIGINS": "*", "CORSAC_MAX_AGE": "2h"},
            [("CORSAC_MAX_AGE", "number-expected")],
        ),
        (
            {"CORSAC_ALLOW_ORIGINS": "*", "CORSAC_MAX_AGE": "-1"},
            [("CORSAC_MAX_AGE", "max-age-negative")],
        ),
        (
            {"CORSAC_ALLOW_ORIGINS": "*", "CORSAC_PREFLIGHT_STATUS": "x"},
            [("CORSAC_PREFLIGHT_STATUS", "number-expected")],
        ),
        ({"CORSAC_ALLOW_ORIGIN": "*"}, [("CORSAC_ALLOW_ORIGIN", "field-unknown")]),
        (
            {"CORSAC_PRESETS": "*", "CORSAC_ALLOW_ORIGINS": "*"},
            [("CORSAC_PRESETS[0]", "preset-unknown")],
        ),
    ],
)
def test_a_variable_that_is_wrong_is_named(
    environment: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    assert codes(environment) == expected
