"""The export for S3, against CloudFormation's schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.policy import Policy
from corsac.targets.export import ExportError, Options
from tests.targets.cloudformation import every_template, lint
from tests.targets.systems import written

if TYPE_CHECKING:
    from pathlib import Path

FULL = Options(full=True)
RICH = Policy(
    allow_origins=["https://app.example"], allow_methods=["PUT"], expose_headers=["ETag"],
    allow_headers=["Content-Type"], max_age=600, timing_allow_origins="*",
)  # fmt: skip


@pytest.mark.servers
@pytest.mark.long
def test_every_policy_fits_the_schema_and_what_is_wrong_does_not(tmp_path: Path) -> None:
    templates = every_template("s3", tmp_path, RICH, Policy(allow_origins="*"))
    assert len(templates) >= 3
    done = lint(*templates)
    assert (done.returncode, done.stdout) == (0, "")
    templates[0].write_text(templates[0].read_text().replace("MaxAge", "MaxAgeSec"))
    assert "MaxAgeSec" in lint(templates[0]).stdout


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Policy(allow_origins=["https://*.example.com"]), "pattern-unwritable"),
        (Policy(allow_origins=["http://localhost:*"]), "pattern-unwritable"),
        (Policy(allow_origins="*", allow_methods=["PATCH"]), "method-unwritable"),
    ],
)
def test_what_a_bucket_can_not_say_is_refused(given: Policy, code: str) -> None:
    with pytest.raises(ExportError) as caught:
        written("s3", FULL, given)
    assert caught.value.code == code


def test_it_says_that_it_was_not_run() -> None:
    made = written("s3", Options(), RICH)
    assert "# Not run anywhere" in made.files[0].text
    assert [each.code for each in made.warnings] == [
        "unverified", "credentials-sent", "companions-missing",
    ]  # fmt: skip
    every = Policy(allow_origins="*", allow_methods="*")
    assert '["GET", "HEAD", "POST", "PUT", "DELETE"]' in written("s3", FULL, every).files[0].text
