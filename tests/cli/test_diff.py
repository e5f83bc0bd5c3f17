"""`corsac diff`: what is gained and lost between two policies, and whether it is more."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from jsonschema import validate

from corsac.cli.exits import Exit
from corsac.cli.program import run

if TYPE_CHECKING:
    from pathlib import Path

NARROW = """
[policy]
allow_origins = ["https://app.example"]
allow_headers = ["X-A"]
"""
WIDE = """
[policy]
allow_origins = ["https://app.example", "https://*.corp.example"]
allow_methods = ["PUT"]
expose_headers = ["X-Total"]
max_age = 600
[[policy.routes]]
path = "/public"
allow_origins = "*"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "narrow.toml").write_text(NARROW)
    (tmp_path / "wide.toml").write_text(WIDE)
    (tmp_path / "part.toml").write_text('[policy]\nallow_origins = ["https://a.corp.example"]\n')
    return tmp_path


def test_what_comes_and_goes_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "narrow.toml", "wide.toml"]) == Exit.FOUND
    assert capsys.readouterr().out.splitlines() == [
        "+ origin https://*.corp.example",
        "+ method PUT",
        "- request header X-A",
        "+ exposed header X-Total",
        "~ max_age: null -> 600",
        "on /public and below:",
        "  + origin *",
        "  - request header X-A",
        "the new policy allows what the old one doesn't",
    ]


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("part.toml", "all that the new policy allows"),
        ("wide.toml", "both policies allow the same"),
    ],
)
def test_less_and_the_same_are_clean(
    new: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", "wide.toml", new]) == Exit.OK
    assert told in capsys.readouterr().out


def test_a_program_gets_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "wide.toml", "narrow.toml", "--format", "json"]) == Exit.FOUND
    answer = json.loads(capsys.readouterr().out)
    validate(answer, json.loads((resources.files("corsac.cli") / "diff.schema.json").read_text()))
    assert answer["within"] is False
    assert answer["origins"] == {"gained": [], "lost": ["https://*.corp.example"]}
    assert answer["headers"] == {"gained": ["X-A"], "lost": []}
    assert answer["other"] == {"max_age": {"was": 600, "is": None}}
    assert [route["path"] for route in answer["routes"]] == ["/public"]


def test_a_file_that_is_no_policy_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.toml").write_text('[policy]\nallow_origins = ["https://a.example/"]\n')
    assert run(["diff", "narrow.toml", "bad.toml"]) == Exit.USAGE
    assert "bad.toml:2:18" in capsys.readouterr().err
    assert run(["diff", "narrow.toml"]) == Exit.USAGE
