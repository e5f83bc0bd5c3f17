"""The export for the Gateway API, against the schema of its own definitions."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace

import pytest
import yaml

from corsac.policy import Policy
from corsac.targets.export import ExportError, Options, Upstream
from corsac.targets.exports import BY_NAME
from tests.targets.corpus import FILES, policy
from tests.targets.frameworks import tool
from tests.targets.systems import written

#: Prints what is wrong with each route of a list, null for nothing.
CHECK = """
import { HTTPRoute } from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute";
let text = "";
for await (const part of process.stdin) text += part;
const problem = (route) => {
  try { new HTTPRoute(route).validate(); return null; } catch (error) { return error.message; }
};
console.log(JSON.stringify(JSON.parse(text).map(problem)));
"""
WHOLE = Options(full=True, upstream=Upstream.of("http://api.default:8000"))
#: Patterns that the API has no words for.
UNWRITABLE = {"preview-deployments", "several-origins"}


def problems(*routes: object) -> list[str | None]:
    """Ask the schema about routes."""
    binary, modules = tool("gateway")
    run = subprocess.run(
        [binary, "--input-type=module", "-e", CHECK], input=json.dumps(routes),
        cwd=modules.parent, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return list(json.loads(run.stdout))


@pytest.mark.servers
@pytest.mark.long
def test_every_policy_fits_the_schema() -> None:
    given = [policy(file) for file in FILES if file not in UNWRITABLE]
    given += [
        Policy(allow_origins="*", timing_allow_origins="*", max_age=0),
        Policy(allow_origins=["https://*.example.com"], expose_headers=["ETag"], max_age=600),
    ]
    inside = replace(WHOLE, prefix="/api", strip=True)
    routes = [
        yaml.safe_load(written("gateway", options, each).files[0].text)
        for each in given
        for options in (WHOLE, inside)
    ]
    assert problems(*routes) == [None] * len(routes)


@pytest.mark.servers
@pytest.mark.long
def test_the_schema_finds_what_is_wrong() -> None:
    route = yaml.safe_load(written("gateway", WHOLE).files[0].text)
    route["spec"]["rules"][0]["filters"][0]["cors"]["maxAge"] = "24h"
    (said,) = problems(route)
    assert said is not None
    assert "maxAge" in said


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (Policy(allow_origins=["http://localhost:*"]), "pattern-unwritable"),
        (Policy(allow_origins=["https://[::1]:8443"]), "pattern-unwritable"),
        (Policy(allow_origins=["https://pr-{digits}.app.example"]), "pattern-unwritable"),
        (Policy(allow_origins="*", allow_methods=["PURGE"]), "method-unwritable"),
    ],
)
def test_what_the_api_has_no_words_for_is_refused(more: Policy, code: str) -> None:
    with pytest.raises(ExportError) as caught:
        written("gateway", WHOLE, more)
    assert caught.value.code == code


def test_it_says_that_it_was_not_run() -> None:
    made = written("gateway", WHOLE)
    assert "# Not run anywhere" in made.files[0].text
    assert [each.code for each in made.warnings] == [
        "unverified", "implementation-differs", "names",
    ]  # fmt: skip
    assert BY_NAME["gateway"].schema
    (pasted,) = written(
        "gateway", replace(WHOLE, full=False), Policy(allow_origins="*", max_age=0)
    ).files
    assert yaml.safe_load(pasted.text)["filters"][0]["type"] == "CORS"
