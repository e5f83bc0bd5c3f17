"""A verification as JSON, by its published schema."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from corsac.render.look import Look
from corsac.render.verification.to_json import render
from tests.render.verification.verifications import EACH, FAILED

FOLDER = resources.files("corsac.render")
SCHEMA, REPORT = (
    json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    for name in ("verification", "report")
)
# Its own types are generic in a way that strict checkers don't see through.
REGISTRY: Any = cast("Any", Registry)().with_resource(
    REPORT["$id"], cast("Any", Resource).from_contents(REPORT)
)


@pytest.mark.parametrize("name", EACH)
def test_it_keeps_to_its_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    document = json.loads(render(EACH[name], Look()))
    validator: Any = Draft202012Validator(SCHEMA, registry=REGISTRY)
    validator.validate(document)


def test_a_program_finds_verdict_checks_and_findings() -> None:
    document = json.loads(render(FAILED, Look()))
    assert (document["schema"], document["verdict"]) == ("corsac-verification/1", "failed")
    outcomes = {check["code"]: check["outcome"] for check in document["checks"]}
    assert (outcomes["CORS301"], outcomes["CORS340"]) == ("passed", "failed")
    first = document["findings"][0]
    assert first["code"] == "CORS340"
    request = document["requests"][first["where"]["request"] - 1]
    assert ["Origin", "https://stranger.invalid"] in request["headers"]
