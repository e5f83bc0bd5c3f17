"""An explanation as JSON follows its schema, and says which language it is in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from corsac.diagnose.explain.topics import explain
from corsac.render import explanation_json
from corsac.render.catalogue import Catalogue
from corsac.render.look import Look

SCHEMA: dict[str, Any] = json.loads(
    Path(explanation_json.__file__).with_name("explanation.schema.json").read_text("utf-8")
)
LINE = (
    "Access to fetch at 'https://api.example/?token=hunter2' from origin 'https://app.example' has "
    "been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the "
    "requested resource."
)


def document(text: str, look: Look) -> dict[str, Any]:
    """Explain something, and read the JSON back."""
    explanation = explain(text)
    assert explanation is not None
    made: dict[str, Any] = json.loads(explanation_json.render(explanation, look))
    return made


@pytest.mark.parametrize("text", ["CORS001", "Access-Control-Max-Age: 5", "PUT", LINE, "cors"])
def test_it_is_as_the_schema_says(text: str) -> None:
    jsonschema.validate(document(text, Look()), SCHEMA)


def test_secrets_stay_out() -> None:
    assert "hunter2" not in json.dumps(document(LINE, Look()))


def test_the_language_is_named_and_the_kinds_stay() -> None:
    chinese = Catalogue({"Why": "原因", "name": "名称"}, "zh-Hans")
    made = document("CORS001", Look(catalogue=chinese))
    assert made["language"] == "zh-Hans"
    assert made["blocks"][0]["label"] == "名称"
    assert "## 原因\n" in made["blocks"][-1]["text"]
    assert {each["kind"] for each in made["blocks"]} == {"fact", "page"}
