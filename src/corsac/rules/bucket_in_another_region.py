"""The bucket lives in another region than the URL says, and redirects.

A signed URL was made for the global host or the wrong region. S3 answers 307 or 301 and names the
region; a preflight can't follow, and a signature does not hold for the other host.

## Why

No browser follows a redirect of a preflight (`fetch#cors-preflight-fetch.7`): 307 is no success.

## Who mends it

Who makes the URL: the SDK's client with the bucket's own region, and its regional host.

## Bad

```http
https://app.example runs fetch("https://files.s3.amazonaws.com/a", {"method": "PUT"})
> OPTIONS /a
> Origin: https://app.example
< 307 Temporary Redirect
< x-amz-bucket-region: eu-central-1
< Location: https://files.s3.eu-central-1.amazonaws.com/a
< Server: AmazonS3
```

## Good

```http
https://app.example runs fetch("https://files.s3.eu-central-1.amazonaws.com/a", {"method": "PUT"})
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
from corsac.core.findings import Confidence, Finding, Fix, Party, Rule, Text, Where
from corsac.rules.reading.amazon import code_in, is_bucket
from corsac.rules.reading.finding import brief
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS026",
    cause="s3-presigned-region",
    name="bucket-in-another-region",
    title="The bucket is in another region than the URL says",
    page=__doc__ or "",
)
CLAIMS = frozenset(
    {
        Reason.ALLOW_ORIGIN_MISSING,
        Reason.PREFLIGHT_STATUS,
        Reason.PREFLIGHT_REDIRECT,
    }
)

_CODES = frozenset({"PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed"})
_REDIRECTS = frozenset({301, 307})


def find(case: Case) -> Iterator[Finding]:
    """Find a bucket's answer that points to another region."""
    for answer in Scene.of(case).first_hop:
        if answer.origin_passes or not _points_elsewhere(answer):
            continue
        region = answer.response.headers.get("x-amz-bucket-region")
        notes = () if not region else (Text.of("the bucket is in {region}", region=brief(region)),)
        yield Finding(
            RULE,
            Party.BACKEND,
            Confidence.HIGH,
            Text.of("the bucket is in another region than the URL says"),
            where=Where(answer.index, "x-amz-bucket-region" if region else "", region),
            notes=notes,
            fixes=(Fix(Text.of("make the URL with the bucket's region and its regional host")),),
        )
        return


def _points_elsewhere(answer: Answer) -> bool:
    if not is_bucket(answer.request.url, answer.response):
        return False
    if answer.status in _REDIRECTS:
        return "x-amz-bucket-region" in answer.response.headers or (
            code_in(answer.response) in _CODES
        )
    return code_in(answer.response) in _CODES
