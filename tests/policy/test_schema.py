"""The JSON Schema: drawn from the table, published beside the code, and true."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any, Protocol, cast

import jsonschema
import pytest
from hypothesis import given

from corsac.policy.schema import schema
from corsac.policy.write import to_toml
from tests.meta.tree import SOURCE
from tests.policy.strategies import policies
from tests.policy.test_load import DESIGN
from tools.policy_schema import TARGET

if TYPE_CHECKING:
    from corsac.policy import Policy


class Validator(Protocol):
    """What is used of jsonschema's validators."""

    def validate(self, instance: Any) -> None: ...  # noqa: ANN401 -- JSON is anything
    def is_valid(self, instance: Any) -> bool: ...  # noqa: ANN401 -- likewise


VALIDATOR = cast("Validator", jsonschema.Draft202012Validator(schema()))


def test_the_published_schema_is_not_stale() -> None:
    assert TARGET.is_relative_to(SOURCE)
    published = json.loads(TARGET.read_text("utf-8"))
    assert published == schema(), "run: python -m tools.policy_schema"


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_example_of_the_format_is_valid() -> None:
    VALIDATOR.validate(tomllib.loads(DESIGN))


@given(policies())
def test_every_policy_is_valid_as_it_is_written(policy: Policy) -> None:
    VALIDATOR.validate(tomllib.loads(to_toml(policy)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[policy]\nallow_origins = 'https://foo.com'",
        "[policy]\nallow_origin = ['https://foo.com']",
        "[policy]\nmax_age = -1",
        "[policy]\npreflight_status = 302",
        "[policy]\npresets = ['grpc']",
        "[[policy.routes]]\nallow_origins = '*'",
        "version = 2\n[policy]",
    ],
)
def test_it_refuses_the_wrong_shape(text: str) -> None:
    assert not VALIDATOR.is_valid(tomllib.loads(text))
