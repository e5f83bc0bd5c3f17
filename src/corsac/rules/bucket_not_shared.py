"""The bucket has no CORS configuration that fits this request.

S3 answers a preflight 403 with `CORSResponse`: either CORS is not enabled for the bucket, or no
rule of its configuration has this origin, method and these headers.

## Why

A preflight needs an answer from 200 to 299 with Allow-Origin (`fetch#cors-preflight-fetch.7`). S3
compares origin, method and every announced header with one rule at a time, and a rule has to fit
in all of them. A signed URL changes nothing about that.

## Who mends it

Who owns the bucket: a CORS rule with the origin without a slash at its end, the method (`PUT` for
an upload), and `*` or the names in `AllowedHeaders`.

## Bad

```http
https://app.example runs fetch("https://files.s3.eu-west-1.amazonaws.com/a", {"method": "PUT"})
> OPTIONS /a
> Origin: https://app.example
< 403 Forbidden
< Server: AmazonS3
< Content-Type: application/xml
<
< <Error><Code>AccessForbidden</Code>
< <Message>CORSResponse: CORS is not enabled for this bucket.</Message></Error>
```

## Good

```http
https://app.example runs fetch("https://files.s3.eu-west-1.amazonaws.com/a", {"method": "PUT"})
> OPTIONS /a
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: PUT
> PUT /a
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, Party, RemedyKind, Rule, Text, Where
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.amazon import is_bucket
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS025",
    cause="s3-presigned-region",
    name="bucket-not-shared",
    title="The bucket's CORS configuration has nothing for this request",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING, Reason.PREFLIGHT_STATUS})

_WORDS = b"CORSResponse"
_OFF = b"not enabled"
_BODY = 4096


def find(case: Case) -> Iterator[Finding]:
    """Find a bucket's refusal of a preflight, in its own words."""
    scene = Scene.of(case)
    refused = next((a for a in scene.first_hop if _of_bucket(a) and _refuses(a)), None)
    if refused is None or any(a.origin_passes for a in scene.first_hop):
        return
    off = _OFF in refused.response.body[:_BODY]
    yield Finding(
        RULE,
        Party.BACKEND,
        Confidence.HIGH,
        Text.of("the bucket has no CORS configuration")
        if off
        else Text.of("the bucket's CORS configuration has no rule for this request"),
        where=Where(refused.index, ALLOW_ORIGIN),
        notes=(Text.of("one CORS rule has to fit origin, method and all headers together"),),
        remedy=remedy_for(case, RemedyKind.SEND_HEADERS),
    )


def _refuses(answer: Answer) -> bool:
    return _WORDS in answer.response.body[:_BODY]


def _of_bucket(answer: Answer) -> bool:
    return is_bucket(answer.request.url, answer.response)
