"""A fix for Amazon S3: a bucket has rules, not headers.

Written by S3's documentation (API reference, PutBucketCors): S3 itself can't be run elsewhere. It
takes five methods only, refuses PATCH, and sends Allow-Credentials by itself to a named origin.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from corsac.targets.answer import MAX_AGE, Answer

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "json"

_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")


def snippet(remedy: Remedy) -> str:
    """Write the file that `aws s3api put-bucket-cors --cors-configuration file://…` takes."""
    answer = Answer.of(remedy)
    rule: dict[str, object] = {
        "AllowedOrigins": [answer.origin],
        "AllowedMethods": [each for each in answer.methods if each in _METHODS],
        "AllowedHeaders": list(answer.headers),
        "MaxAgeSeconds": MAX_AGE,
    }
    return json.dumps({"CORSRules": [rule]}, indent=2)
