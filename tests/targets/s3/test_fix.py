"""The fix for S3: rules as its API takes them; S3 itself can't be run here."""

from __future__ import annotations

import json
from dataclasses import replace

from corsac.targets.s3.fix import snippet
from tests.targets.real import ORIGIN, REMEDY, SIMPLE


def test_a_rule_names_the_origin_the_methods_and_the_headers() -> None:
    assert json.loads(snippet(REMEDY)) == {
        "CORSRules": [
            {
                "AllowedOrigins": [ORIGIN],
                "AllowedMethods": ["GET", "HEAD", "POST", "PUT"],
                "AllowedHeaders": ["content-type", "x-trace"],
                "MaxAgeSeconds": 600,
            }
        ]
    }


def test_methods_that_s3_refuses_are_left_out() -> None:
    (rule,) = json.loads(snippet(replace(SIMPLE, methods=("PATCH",))))["CORSRules"]
    assert rule["AllowedMethods"] == ["GET", "HEAD", "POST"]
