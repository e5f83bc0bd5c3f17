"""`corsac explain --origin`: whether the policy lets a page in, and why not."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from jsonschema import validate

from corsac.cli.exits import Exit
from corsac.cli.permission import DIFFERS, REFUSED
from corsac.cli.program import run
from corsac.policy import Refused
from corsac.policy.explain import Differs

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = json.loads((resources.files("corsac.cli") / "permission.schema.json").read_text("utf-8"))
POLICY = """
version = 1
[policy]
allow_origins = ["https://app.example", "https://*.corp.example"]
allow_methods = ["GET", "PUT"]
allow_headers = ["Content-Type"]
allow_credentials = true
[[policy.routes]]
path = "/public"
allow_origins = "*"
[profiles.dev]
allow_origins = ["http://localhost:3000"]
"""
AT_THE_ORIGIN = "  [fetch#cors-check.4]"
AT_THE_METHOD = "  [fetch#cors-preflight-fetch.7.5]"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corsac.toml").write_text(POLICY)


def told(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[str]]:
    code = run(["explain", *options])
    return code, capsys.readouterr().out.splitlines()


def test_a_page_that_is_let_in_is_told_by_what_and_what_is_answered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = ["--origin", "https://a.corp.example", "-X", "put", "-H", "Content-Type: text/xml"]
    assert told(capsys, *options, "--path", "/x?a=1") == (
        Exit.OK,
        [
            "allowed: https://a.corp.example may send PUT /x and read the answer",
            "  https://*.corp.example lets the origin in",
            "  the preflight is answered with 204 and",
            "    Access-Control-Allow-Origin: https://a.corp.example",
            "    Access-Control-Allow-Credentials: true",
            "    Access-Control-Allow-Methods: GET, PUT",
            "    Access-Control-Allow-Headers: Content-Type",
            "    Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
            "  the answer carries",
            "    Access-Control-Allow-Origin: https://a.corp.example",
            "    Access-Control-Allow-Credentials: true",
            "    Vary: Origin",
        ],
    )


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        (
            ["--origin", "http://app.example"],
            [
                f"refused: http://app.example is not among the allowed origins{AT_THE_ORIGIN}",
                "  the nearest allowed one is https://app.example: its scheme differs",
            ],
        ),
        (
            ["--origin", "https://app.example/"],
            [
                f"refused: https://app.example/ is not among the allowed origins{AT_THE_ORIGIN}",
                "  no browser sends this origin: ends in a slash, and no browser sends one",
                "  the nearest allowed one is https://app.example: did you mean that?",
            ],
        ),
        (
            ["--origin", "https://app.example", "-X", "DELETE"],
            [
                f"refused: the method DELETE is not allowed; allowed are GET, PUT{AT_THE_METHOD}",
                "  https://app.example lets the origin in",
            ],
        ),
        (
            ["--origin", "https://app.example", "-H", "X-A: 1"],
            [
                "refused: the header x-a is not allowed  [fetch#cors-preflight-fetch.7.7]",
                "  https://app.example lets the origin in",
            ],
        ),
        (
            ["--origin", "https://x.example", "--path", "/public/%2e%2e/x"],
            [
                f"refused: servers read the path /public/%2e%2e/x in different ways{AT_THE_ORIGIN}",
                "  the answer carries",
                "    no CORS header",
            ],
        ),
        (
            ["--origin", "https://x.example", "--path", "/public"],
            [
                "allowed: https://x.example may send GET /public and read the answer",
                "  * lets the origin in",
                "  the route /public decides",
            ],
        ),
    ],
)
def test_the_reason_comes_first(
    options: list[str], lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = told(capsys, *options)
    assert said[: len(lines)] == lines
    assert code == (Exit.OK if lines[0].startswith("allowed") else Exit.FOUND)


def test_a_profile_is_added_where_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    origin = ["--origin", "http://localhost:3000"]
    assert told(capsys, *origin)[0] == Exit.FOUND
    assert told(capsys, *origin, "--profile", "dev", "--policy", "corsac.toml")[0] == Exit.OK


def test_programs_get_the_steps_with_their_clauses(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--origin", "https://app.example:8443", "-X", "PUT", "--format", "json"]
    assert run(["explain", *options]) == Exit.FOUND
    document = json.loads(capsys.readouterr().out)
    validate(document, SCHEMA)
    assert (document["schema"], document["allowed"]) == ("corsac-permission/1", False)
    assert (document["reason"], document["clause"]) == ("origin-not-allowed", "fetch#cors-check.4")
    assert document["nearest"] == {"origin": "https://app.example", "differs": "port"}
    assert document["preflight"]["status"] == 403
    assert document["preflight"]["steps"][-1]["result"] == "fail"
    assert document["answer"] is None
    assert run(["explain", "--origin", "https://app.example", "--format", "json"]) == Exit.OK
    document = json.loads(capsys.readouterr().out)
    validate(document, SCHEMA)
    assert document["preflight"] is None


def test_a_password_in_the_origin_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("text", "json"):
        run(["explain", "--origin", "https://me:geheim@app.example", "--format", form])
        assert "geheim" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--path", "/x"], "--path has no meaning without an origin"),
        (["-X", "PUT"], "-X has no meaning without an origin"),
        (["--origin", "https://app.example", "cors"], "nothing to look up beside it"),
        (["--origin", ""], "this is no origin"),
        (["--origin", "https://ä.example"], "this is no origin"),
        (["--origin", "https://app.example", "-X", "A B"], "no blanks or separators"),
        (["--origin", "https://app.example", "-X", "TRACE"], "refuses the method TRACE"),
        (["--origin", "https://app.example", "--path", "x"], "starts with a slash"),
        (["--origin", "https://app.example", "--policy", "no.toml"], "No such file"),
        (["--origin", "https://app.example", "--format", "markdown"], "text or JSON"),
    ],
)
def test_what_can_t_be_asked_is_a_mistake(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", *options]) == Exit.USAGE
    assert said in capsys.readouterr().err


def test_every_refusal_and_every_difference_has_its_sentence() -> None:
    assert set(REFUSED) == set(Refused)
    assert set(DIFFERS) == set(Differs)
