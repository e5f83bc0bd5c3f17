"""The one table of fields, and everything that has to say the same."""

from __future__ import annotations

import dataclasses

from corsac.policy import Policy
from corsac.policy.fields import BY_NAME, FIELDS, Kind
from corsac.policy.policy import PolicyFields


def test_the_policy_keeps_every_field_but_presets() -> None:
    kept = {field.name for field in dataclasses.fields(Policy) if field.init}
    assert kept == BY_NAME.keys() - {"presets"}


def test_the_arguments_are_the_fields_and_two_of_starlettes() -> None:
    foreign = {"allow_origin_regex", "allow_private_network"}
    assert set(PolicyFields.__optional_keys__) == BY_NAME.keys() | foreign


def test_a_policy_starts_from_the_defaults_of_the_table() -> None:
    policy = Policy()
    for field in FIELDS:
        if field.kind is not Kind.PRESETS:
            assert getattr(policy, field.name) == field.default, field.name


def test_a_field_has_a_variable_of_its_own() -> None:
    assert BY_NAME["allow_origins"].variable == "CORSAC_ALLOW_ORIGINS"
    assert len({field.variable for field in FIELDS}) == len(FIELDS)


def test_lists_are_lists() -> None:
    assert Kind.ORIGINS.is_list
    assert not Kind.SWITCH.is_list
