"""Answers of Amazon's API Gateway and S3, told by their own headers and words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.browser.url import parse_url

if TYPE_CHECKING:
    from corsac.core.messages import WireResponse

_IDS: Final = ("apigw-requestid", "x-amz-apigw-id")
#: What the gateway says where no function was reached (its default gateway responses).
_WORDS: Final = re.compile(
    rb'^\s*\{"message":\s*"(missing authentication token|forbidden|unauthorized|not found'
    rb"|internal server error|endpoint request timed out|too many requests|limit exceeded"
    rb"|service unavailable|user is not authorized|the incoming token has expired"
    rb"|request too long)",
    re.IGNORECASE,
)
_ERROR: Final = 400
_BODY: Final = 4096
_S3_HOST: Final = re.compile(r"(^|\.)s3([.-][a-z0-9-]+)*\.amazonaws\.com$")


def came_through_gateway(response: WireResponse) -> bool:
    """Tell whether an answer came through API Gateway, whoever made it."""
    if any(name in response.headers for name in _IDS):
        return True
    return "x-amzn-requestid" in response.headers and "x-amzn-trace-id" in response.headers


def gateway_made(response: WireResponse) -> bool:
    """Tell whether API Gateway made an error itself."""
    if response.status < _ERROR:
        return False
    if "x-amzn-errortype" in response.headers:
        return True
    asked = came_through_gateway(response) or "x-amzn-requestid" in response.headers
    return asked and _WORDS.match(response.body[:_BODY]) is not None


def is_bucket(url: str, response: WireResponse) -> bool:
    """Tell whether an answer is of S3, by its host or its own header."""
    parsed = parse_url(url)
    if parsed is not None and parsed.host is not None and _S3_HOST.search(parsed.host):
        return True
    return "x-amz-bucket-region" in response.headers or (
        (response.headers.get("Server") or "").lower() == "amazons3"
    )


def code_in(response: WireResponse) -> str:
    """Give the code of S3's error document, empty where there is none."""
    found = re.search(rb"<Code>([A-Za-z]{1,64})</Code>", response.body[:_BODY])
    return "" if found is None else found[1].decode("ascii")
