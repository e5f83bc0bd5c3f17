"""The export for API Gateway, against CloudFormation's schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from corsac.policy import Policy
from corsac.targets.export import ExportError, Options
from corsac.targets.exports import BY_NAME
from tests.targets.cloudformation import every_template, lint
from tests.targets.systems import written

if TYPE_CHECKING:
    from pathlib import Path

FULL = Options(full=True)
SESSION = Policy(
    allow_origins=["https://app.example", "http://localhost:5173"], allow_credentials=True,
    allow_methods="*", allow_headers=["Content-Type"], expose_headers=["ETag"], max_age=600,
)  # fmt: skip
PUBLIC = Policy(allow_origins="*", allow_methods="*", allow_headers="*", max_age=0)


def configuration(given: Policy) -> object:
    """Give what stands under CorsConfiguration."""
    (file,) = written("apigateway", Options(), given).files
    return yaml.safe_load(file.text)["CorsConfiguration"]


@pytest.mark.servers
@pytest.mark.long
def test_every_policy_fits_the_schema(tmp_path: Path) -> None:
    templates = every_template("apigateway", tmp_path, SESSION, PUBLIC)
    assert len(templates) >= 4
    done = lint(*templates)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.servers
@pytest.mark.long
def test_the_schema_finds_what_is_wrong(tmp_path: Path) -> None:
    template, *_ = every_template("apigateway", tmp_path, SESSION)
    template.write_text(template.read_text().replace("AllowOrigins", "AllowedOrigins"))
    assert "AllowedOrigins" in lint(template).stdout


def test_with_credentials_no_star_stands_for_methods() -> None:
    assert configuration(SESSION) == {
        "AllowOrigins": ["https://app.example", "http://localhost:5173"],
        "AllowCredentials": True,
        "AllowMethods": ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
        "AllowHeaders": ["Content-Type"],
        "ExposeHeaders": ["ETag"],
        "MaxAge": 600,
    }


def test_without_credentials_stars_stand_and_authorization_beside() -> None:
    assert configuration(PUBLIC) == {
        "AllowOrigins": ["*"],
        "AllowMethods": ["*"],
        "AllowHeaders": ["*", "Authorization"],
        "MaxAge": 0,
    }


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Policy(allow_origins=["https://*.example.com"]), "pattern-unwritable"),
        (Policy(allow_origins=["http://localhost:*"]), "pattern-unwritable"),
        (Policy(allow_origins=["https://pr-{digits}.app.example"]), "pattern-unwritable"),
        (Policy(allow_origins=["capacitor://localhost"]), "pattern-unwritable"),
        (Policy(allow_origins="*", allow_methods=["PURGE"]), "method-unwritable"),
        (SESSION.changed(allow_headers="*"), "headers-unwritable"),
        (Policy(allow_origins="*", routes={"/a": PUBLIC}), "routes"),
    ],
)
def test_what_it_can_not_say_is_refused(given: Policy, code: str) -> None:
    with pytest.raises(ExportError) as caught:
        written("apigateway", FULL, given)
    assert caught.value.code == code


def test_it_says_that_it_was_not_run_and_what_differs() -> None:
    always = ["unverified", "undocumented", "gateway-errors", "app-headers-ignored"]
    always.append("default-route")
    made = written("apigateway", Options(), SESSION)
    assert "# Not run anywhere" in made.files[0].text
    assert [each.code for each in made.warnings] == always
    assert "OPTIONS /{proxy+}" in str(made.warnings[-1].text)
    assert BY_NAME["apigateway"].schema
    rich = SESSION.changed(timing_allow_origins="*", preflight_status=200)
    assert [each.code for each in written("apigateway", FULL, rich).warnings] == [
        *always, "preflight-status", "companions-missing", "no-routes",
    ]  # fmt: skip
